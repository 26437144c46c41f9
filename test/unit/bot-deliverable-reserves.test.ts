import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, formIn, type Scene, said, shownFaults } from '../support/bot.ts';
import {
  handOver,
  judge,
  labelsOf,
  openDeliverableScene,
  recorded,
  replace,
  submitted,
  withdraw,
} from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** LIV-01, validated by Choisy-le-Roi with two reserves. */
async function reserved(): Promise<Scene> {
  const scene = await openDeliverableScene();
  await judge(scene, 'referent', { avis: 'reserves', reserves: 'Première\nSeconde' });
  return scene;
}

const lift = (scene: Scene, persona: Persona, reserve: string, more = {}) =>
  submitted(scene, persona, 'livrable lever', { livrable: 'LIV-01', reserve, ...more });

async function errorOf(reply: Awaited<ReturnType<typeof lift>>, field: string): Promise<string> {
  return plainSpaces(formIn(reply).errors[field] ?? '');
}

describe('livrable lever (art. 3): a beneficiary lifts its reserves', () => {
  it('one after the other, by the button of each; a colleague may; the last one clears', async () => {
    const scene = await reserved();
    const first = await scene.press('referent', 'Lever la réserve 1 : Première');
    expect(said(first)).toBe(
      [
        "Réserve levée : LIV-01 : Rapport d'audit",
        'La réserve n° 1 de Choisy-le-Roi est levée. 1 réserve reste à lever.',
        'Première',
        'Reçu VAL-2026-0001. Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsOf(first)).toEqual(['Lever la réserve 2 : Seconde', 'Voir le livrable']);
    scene.at('2026-03-13');
    await scene.say('deputy', 'livrable voir 1');
    const last = await scene.press('deputy', 'Lever la réserve 2 : Seconde');
    expect(said(last)).toContain(
      'La réserve n° 2 de Choisy-le-Roi est levée. Toutes les réserves de Choisy-le-Roi sont levées.',
    );
    expect(labelsOf(last)).toEqual(['Voir le livrable']);
    const shown = said(await scene.press('deputy', 'Voir le livrable'));
    expect(shown).toContain(
      '- 1. Première (levée le 12/03/2026 à 10 h 42)\n- 2. Seconde (levée le 13/03/2026 à 10 h 00)',
    );
    expect(said(await scene.say('referent', 'livrables'))).toContain(': validé, réserves levées');
    const referent = (await scene.person('referent'))?.id;
    const deputy = (await scene.person('deputy'))?.id;
    expect((await recorded(scene, 'reserve-lifted')).map(({ byId, commune }) => [byId, commune])).toEqual([
      [referent, 'choisy-le-roi'],
      [deputy, 'choisy-le-roi'],
    ]);
  });

  it('or by its number, typed', async () => {
    const scene = await reserved();
    const form = formIn(await scene.say('referent', 'livrable lever LIV-01'));
    expect(form.fields.map(({ name }) => name)).toEqual(['livrable', 'reserve', 'commune']);
    expect(said(await scene.submit('referent', { reserve: '2' }))).toContain(
      'La réserve n° 2 de Choisy-le-Roi est levée.',
    );
    expect(said(await scene.say('referent', 'livrable lever LIV-01 1'))).toContain('Toutes les réserves');
  });

  it('twice at once: the second is told since when it is', async () => {
    const scene = await reserved();
    const replies = await Promise.all([lift(scene, 'referent', '1'), lift(scene, 'deputy', '1')]);
    expect(replies.map(({ kind }) => kind)).toEqual(['card', 'refused']);
    expect(await errorOf(replies[1], 'reserve')).toBe(
      'La réserve n° 1 est déjà levée, depuis le 12/03/2026.',
    );
    expect(await recorded(scene, 'reserve-lifted')).toHaveLength(1);
  });

  it.each(['0', '3', '-1', 'une', '1.5', '99'])('a number that is none: « %s »', async (typed) => {
    const scene = await reserved();
    expect(await errorOf(await lift(scene, 'referent', typed), 'reserve')).toBe(
      `« ${typed} » n'est pas le numéro d'une réserve de votre collectivité sur ce livrable, qui en compte 2.`,
    );
  });

  it('where there is no reserve: nothing was said, or no reserve was made', async () => {
    const scene = await openDeliverableScene();
    const none = "Votre collectivité n'a pas de réserve en cours sur ce livrable.";
    expect(await errorOf(await lift(scene, 'referent', '1'), 'reserve')).toBe(none);
    await judge(scene, 'referent');
    expect(await errorOf(await lift(scene, 'referent', '1'), 'reserve')).toBe(none);
  });

  it("only who made it: not another commune's, nor the coordination, nor the contractor", async () => {
    const scene = await reserved();
    expect(await errorOf(await lift(scene, 'foreignReferent', '1'), 'reserve')).toContain(
      "n'a pas de réserve en cours",
    );
    const other = await lift(scene, 'foreignReferent', '1', { commune: 'choisy-le-roi' });
    expect(said(other)).toContain("Seule la Métropole peut modifier la fiche d'une autre collectivité");
    for (const persona of ['coordinator', 'contractor'] as const)
      expect((await lift(scene, persona, '1')).kind).toBe('refused');
    expect(await recorded(scene, 'reserve-lifted')).toEqual([]);
  });

  it('not of a version that was replaced, nor of what was withdrawn, nor of what is none', async () => {
    const scene = await reserved();
    const press = scene.button('referent', 'Lever la réserve 1 : Première');
    expect(await errorOf(await lift(scene, 'referent', '1', { livrable: 'LIV-9' }), 'livrable')).toContain(
      'Aucun livrable',
    );
    await replace(scene);
    expect(said(await scene.ask('referent', press))).toContain("n'a pas de réserve en cours");
    await withdraw(scene);
    expect(said(await scene.ask('referent', press))).toContain('a été retiré le 12/03/2026');
    expect(await recorded(scene, 'reserve-lifted')).toEqual([]);
  });

  it('the button of an act that another has followed lifts nothing: its first reserve is not the same', async () => {
    const scene = await reserved();
    const press = scene.button('referent', 'Lever la réserve 1 : Première');
    await judge(scene, 'deputy', { avis: 'reserves', reserves: 'Tout autre chose', apres: 'VAL-2026-0001' });
    const reply = await scene.ask('referent', press);
    expect(said(reply)).toContain(
      "Cette réserve vient de l'acte VAL-2026-0001, suivi depuis de l'acte VAL-2026-0002. Rien n'a été enregistré.",
    );
    expect(await recorded(scene, 'reserve-lifted')).toEqual([]);
  });

  it('whoever speaks for two beneficiaries says of which, unless one alone is asked', async () => {
    const scene = await reserved();
    await designate(scene, 'nanterre', 'suppleant', 'referent');
    expect(
      formIn(await scene.say('referent', 'livrable lever LIV-01 1')).fields.map(({ name }) => name),
    ).toContain('commune');
    expect(said(await scene.submit('referent', { commune: 'Choisy-le-Roi' }))).toContain(
      '1 réserve reste à lever.',
    );
    await handOver(scene, { collectivites: 'Nanterre' });
    await judge(scene, 'referent', { livrable: 'LIV-02', avis: 'reserves', reserves: 'Une' });
    expect(said(await lift(scene, 'referent', '1', { livrable: 'LIV-02' }))).toContain(
      'de Nanterre est levée',
    );
  });
});
