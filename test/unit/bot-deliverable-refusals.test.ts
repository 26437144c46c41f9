import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { designate, formIn, type Scene, said, shownFaults } from '../support/bot.ts';
import {
  handOver,
  judge,
  labelsOf,
  openDeliverableScene,
  recorded,
  replace,
  withdraw,
} from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** What stands under the field of the form that came back, with what was typed; nothing was recorded. */
async function refused(scene: Scene, typed: Values, field: string): Promise<string> {
  const { errors, values } = formIn(await judge(scene, 'referent', typed));
  expect(Object.keys(errors)).toEqual([field]);
  expect(values).toMatchObject(typed);
  expect(await recorded(scene, 'deliverable-judged')).toEqual([]);
  return plainSpaces(errors[field] ?? '');
}

describe('livrable valider (art. 3): what is no answer comes back with what was typed', () => {
  it('reserves without a text, be it a list of dashes', async () => {
    const scene = await openDeliverableScene();
    const says = 'Indiquez au moins une réserve, une par ligne. Sans réserve, choisissez « Valider ».';
    expect(await refused(scene, { avis: 'reserves' }, 'reserves')).toBe(says);
    expect(await refused(scene, { avis: 'reserves', reserves: '- \n - \n' }, 'reserves')).toBe(says);
  });

  it('a refusal without a reason', async () => {
    const scene = await openDeliverableScene();
    expect(await refused(scene, { avis: 'refuser', remarque: 'Entre nous' }, 'motif')).toBe(
      'Indiquez pourquoi vous refusez ce livrable, pour que la suite puisse lui être donnée.',
    );
    expect(formIn(await scene.say('referent', 'livrable refuser LIV-01')).values['avis']).toBe('refuser');
  });

  it('reserves or a reason with a verdict that has none: nobody validates by mistake', async () => {
    const scene = await openDeliverableScene();
    const reserves = 'Vous indiquez des réserves : choisissez « Valider avec réserves », ou effacez-les.';
    const motif = 'Vous indiquez un motif de refus : choisissez « Refuser », ou effacez-le.';
    expect(await refused(scene, { avis: 'valider', reserves: 'Une' }, 'reserves')).toBe(reserves);
    expect(await refused(scene, { avis: 'refuser', motif: 'Non', reserves: 'Une' }, 'reserves')).toBe(
      reserves,
    );
    expect(await refused(scene, { avis: 'valider', motif: 'Non' }, 'motif')).toBe(motif);
    expect(await refused(scene, { avis: 'reserves', motif: 'Non', reserves: 'Une' }, 'motif')).toBe(motif);
  });

  it.each([
    ['reserves', { reserves: 'Une réserve' }],
    ['a reason', { motif: 'Hors sujet' }],
    ['a remark', { remarque: 'Entre nous' }],
  ])('%s without a verdict: it is asked for, and what was typed is kept', async (_what, typed) => {
    const scene = await openDeliverableScene();
    expect(await refused(scene, { avis: '', ...typed }, 'avis')).toBe('Ce renseignement est nécessaire.');
  });

  it('a verdict that is none, more reserves than anybody reads, one that is a whole letter', async () => {
    const scene = await openDeliverableScene();
    expect(await refused(scene, { avis: 'peut-être' }, 'avis')).toContain('« peut-être »');
    const many = Array.from({ length: 21 }, (_, i) => `Réserve ${i}`).join('\n');
    expect(await refused(scene, { avis: 'reserves', reserves: many }, 'reserves')).toContain(
      'Ce texte compte 21 lignes ; le maximum est 20.',
    );
    const long = `Première\n\n${'x'.repeat(501)}`;
    expect(await refused(scene, { avis: 'reserves', reserves: long }, 'reserves')).toContain(
      'Ligne 3 : 501 caractères ; le maximum est 500.',
    );
  });

  it('an old version: nothing is recorded, and a button shows the one to validate', async () => {
    const scene = await openDeliverableScene();
    const press = scene.button('referent', 'Valider');
    const fill = scene.button('referent', 'Refuser');
    await replace(scene);
    const says =
      "La version 1 de LIV-01 a été remplacée par la version 2, qui est celle à valider. Rien n'a été enregistré.";
    // The very form is not opened any more: nobody writes reserves for nothing.
    for (const ask of [press, fill]) {
      const reply = await scene.ask('referent', ask);
      expect(reply.kind).toBe('refused');
      expect(said(reply)).toContain(says);
      expect(labelsOf(reply)).toEqual(['Voir la version 2']);
    }
    expect(said(await scene.press('referent', 'Voir la version 2'))).toContain(
      'Versions remplacées : version 1',
    );
    const submitted = await judge(scene, 'referent', { version: '1' });
    expect(said(submitted)).toContain(says);
    expect(await recorded(scene, 'deliverable-judged')).toEqual([]);
  });

  it('a withdrawn one, with the day and the reason', async () => {
    const scene = await openDeliverableScene();
    const fill = scene.button('referent', 'Valider avec réserves');
    await withdraw(scene);
    const says =
      "Le livrable LIV-01 a été retiré le 12/03/2026 (Déposé par erreur). Il n'est plus à valider : rien n'a été enregistré.";
    expect(await refused(scene, { avis: 'valider' }, 'livrable')).toBe(says);
    expect(said(await scene.ask('referent', fill))).toContain(says);
  });

  it("another commune's, one that is addressed to nobody of theirs and none at all read the same", async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { collectivites: 'Nanterre' });
    const answerTo = async (typed: string) => {
      const reply = await scene.say('referent', `livrable valider ${typed}`);
      expect(reply.kind).toBe('refused');
      return said(reply).replace(typed, 'X');
    };
    const others = await answerTo('LIV-02');
    expect(others).toContain(
      'Aucun livrable « X » qui vous soit adressé. Vérifiez son numéro dans la liste.',
    );
    expect(await answerTo('LIV-42')).toBe(others);
    const reply = await judge(scene, 'referent', { livrable: 'LIV-01', commune: 'nanterre' });
    expect(said(reply)).toContain("Seule la Métropole peut modifier la fiche d'une autre collectivité");
    await designate(scene, 'nanterre', 'suppleant', 'coordinator');
    await handOver(scene, { collectivites: 'Choisy-le-Roi' });
    expect(said(await judge(scene, 'coordinator', { livrable: 'LIV-03' }))).toContain(
      'Aucun livrable « LIV-03 »',
    );
    expect(await recorded(scene, 'deliverable-judged')).toEqual([]);
  });

  it('an unknown number comes with those that may be meant, of theirs alone; the button asks again', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { collectivites: 'Nanterre' });
    const reply = await scene.say('referent', 'livrable valider LIV-0');
    expect(labelsOf(reply)).toEqual(['LIV-01', 'Voir les livrables', 'Corriger']);
    expect(said(await scene.press('referent', 'LIV-01'))).toContain('Que dit Choisy-le-Roi de ce livrable ?');
    await scene.say('referent', 'livrable valider LIV-0');
    expect(said(await scene.press('referent', 'Voir les livrables'))).toContain('1 livrable');
  });

  it('a commune that is none', async () => {
    const scene = await openDeliverableScene();
    expect(await refused(scene, { commune: 'choisi' }, 'commune')).toContain(
      'Vouliez-vous dire : Choisy-le-Roi ?',
    );
  });
});
