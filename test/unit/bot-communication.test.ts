import { afterAll, describe, expect, it } from '@jest/globals';
import { erasedPerson } from '../../src/usecases/people.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import {
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { labelsOf } from '../support/deliverables.ts';

const MENTION = 'Un projet du programme Appropriation de la Métropole du Grand Paris';

/** The recalls of the rules that leave at 10 h in Paris of a day. */
async function recalledOn(scene: Scene, day: string) {
  scene.at(day);
  await scene.tick();
  return (await scene.flush()).filter(({ message }) => message.topic === 'rules-reminder');
}

async function recordedOf(scene: Scene, type: string) {
  return (await scene.journal()).filter((entry) => entry.type === type);
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('the rules of communication (règlement, art. 9)', () => {
  it('in one card, with the article and what comes next', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', 'communication');
    expect(said(reply)).toContain(`la mention « ${MENTION} » et le logotype`);
    expect(said(reply)).toContain('Sur les réseaux sociaux : @Metropole_GrandParis.');
    expect(said(reply)).toContain(
      'pas encore disponible, parcours « IA – Administration interne des collectivités »',
    );
    expect(said(reply)).toContain('à demander à la Direction de la Communication et des Relations Presse');
    expect(said(reply)).toContain('Règlement, art. 9.');
    expect(labelsOf(reply)).toEqual([
      'Vérifier un texte',
      'Kit',
      'Selon le support',
      'Demander un avis',
      'Déclarer une publication',
    ]);
  });

  it('what a support asks for, as a list to go through', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', 'communication réseau social');
    expect(said(reply)).toContain('Avant de publier : réseau social');
    expect(said(reply)).toContain('Le message mentionne @Metropole_GrandParis.');
    expect(said(await scene.say('referent', 'communication kakémono'))).toContain('à hauteur des yeux');
    const wrong = await scene.say('referent', 'communication ballon');
    expect(said(wrong)).toContain('Kakémono');
  });

  it('the guide of the logotype and the kit once the programme file names them', async () => {
    const facts = programme({
      kit: { url: 'https://kit.example/ia', version: '1.2' },
      communication: {
        contact: 'Direction',
        email: 'com@metropole.example',
        guide: 'https://guide.example/logo',
      },
    });
    const scene = await openScene({ tracks: [facts] });
    const reply = await scene.say('coordinator', 'communication');
    expect(said(reply)).toContain('version 1.2, parcours');
    expect(said(reply)).toContain('Guide du logotype : en ligne');
    await scene.load({ ...facts, logotypeGuide: null });
    const asked = 'à demander à la Direction de la Communication et des Relations Presse';
    expect(said(await scene.say('coordinator', 'communication'))).toContain(
      `${asked} (com@metropole.example)`,
    );
    const [id = ''] = [...scene.world.people.all()].flatMap(({ person }) =>
      person.email === 'com@metropole.example' ? [person.id] : [],
    );
    await scene.store.append(
      undelivered({
        recordedAt: scene.now.toString(),
        actor: 'system',
        correlationId: 'gone',
        people: [{ person: erasedPerson(id), expectedRevision: scene.world.people.byId(id)?.revision ?? 0 }],
      }),
    );
    expect(said(await scene.say('coordinator', 'communication'))).not.toContain('com@metropole.example');
    expect(labelsOf(reply)).toEqual(['Vérifier un texte', 'Kit', 'Guide du logotype', 'Selon le support']);
  });

  it('anyone may read them: nothing of a track is told to a stranger', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('stranger', 'communication');
    expect(said(reply)).toContain(MENTION);
    expect(said(reply)).not.toContain('parcours');
    expect(labelsOf(reply)).toEqual(['Vérifier un texte', 'Selon le support']);
  });
});

describe('somebody who writes of publishing (règlement, art. 9)', () => {
  const WORDS = 'bonjour, nous préparons un communiqué de presse';

  it('is told the rules in short, once a month', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', WORDS);
    expect(said(reply)).toContain('Vous préparez une communication');
    expect(said(reply)).toContain(MENTION);
    expect(labelsOf(reply)).toEqual(['Vérifier un texte', 'Toutes les règles', 'Ne plus me le rappeler']);
    expect(await recordedOf(scene, 'rules-told')).toHaveLength(1);
    const again = await scene.say('referent', 'et une affiche');
    expect(said(again)).toContain('Commande inconnue');
    expect(labelsOf(again)).toEqual(expect.arrayContaining(['communication', 'texte verifier']));
    scene.at('2026-04-11');
    expect(said(await scene.say('referent', WORDS))).toContain('Commande inconnue');
    scene.at('2026-04-12');
    expect(said(await scene.say('referent', WORDS))).toContain('Vous préparez une communication');
    expect(await recordedOf(scene, 'rules-told')).toHaveLength(2);
  });

  it('not where the words are a command, nor for ordinary words', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'communication affiche'))).toContain(
      'Avant de publier : affiche',
    );
    expect(said(await scene.say('referent', 'je change de poste'))).toContain('Commande inconnue');
    expect(await recordedOf(scene, 'rules-told')).toEqual([]);
  });

  it('not to somebody of whom nothing is recorded', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('stranger', WORDS))).toContain('Commande inconnue');
    expect(await recordedOf(scene, 'rules-told')).toEqual([]);
  });

  it('very long words are told all the same', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', `${'x'.repeat(900)} un communiqué`))).toContain(
      'Vous préparez une communication',
    );
  });
});

describe('« Ne plus me le rappeler »', () => {
  it('ends the recalls of conversations and of the clock, until they are wanted again', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'nous préparons un communiqué');
    const stop = scene.button('referent', 'Ne plus me le rappeler');
    expect(said(await scene.ask('referent', stop))).toContain(
      'ne vous seront plus rappelées. Elles restent à appliquer.',
    );
    await scene.ask('referent', stop);
    expect(await recordedOf(scene, 'rules-silenced')).toHaveLength(1);
    scene.at('2026-05-21');
    expect(said(await scene.say('referent', 'un communiqué'))).toContain('Commande inconnue');
    expect((await recalledOn(scene, '2026-05-21')).map(({ to }) => to)).not.toContain('referent');
    await scene.say('referent', 'communication');
    expect(said(await scene.press('referent', 'Me rappeler les règles'))).toContain(
      'une fois par mois au plus',
    );
    expect(await recordedOf(scene, 'rules-wanted')).toHaveLength(1);
    expect((await recalledOn(scene, '2026-05-26')).map(({ to }) => to)).toEqual(['referent']);
  });

  it('is refused to somebody whom Jalon never writes to', async () => {
    const scene = await openStaffedScene();
    const ask = { kind: 'run', command: 'communication rappels', values: { choix: 'non' } } as const;
    expect((await scene.ask('stranger', ask)).kind).toBe('refused');
  });
});

describe('the rules at the moments that lead to publishing (règlement, art. 9)', () => {
  async function ready(): Promise<Scene> {
    const scene = await openStaffedScene();
    for (const commune of ['choisy-le-roi', 'nanterre'])
      await scene.say('coordinator', `etape terminer ${commune} audit 28/02/2026`);
    await scene.flush();
    return scene;
  }

  it('ten days before the end of the set-up, to whoever speaks for the beneficiary', async () => {
    const scene = await ready();
    const received = await recalledOn(scene, '2026-05-21');
    expect(received.map(({ to }) => to).sort()).toEqual(['deputy', 'foreignReferent', 'referent']);
    const own = received.find(({ to }) => to === 'referent');
    expect(saidBy(own?.card)).toBe(
      [
        'Avant de communiquer : Choisy-le-Roi',
        "« Mise en place et formation » se termine dimanche 31/05/2026. C'est souvent le moment de présenter la solution.",
        `La mention « ${MENTION} » et le logotype doivent y figurer de façon visible.`,
        'Sur les réseaux sociaux : @Metropole_GrandParis.',
        'Règlement, art. 9. Ce rappel vient une fois par mois au plus.',
      ].join('\n'),
    );
    expect(await recalledOn(scene, '2026-05-22')).toEqual([]);
  });

  it('before the assessment, and before the start', async () => {
    const scene = await ready();
    const [before] = await recalledOn(scene, '2026-11-23');
    expect(saidBy(before?.card)).toContain(
      "Le bilan commence lundi 30/11/2026. C'est souvent le moment de parler des résultats.",
    );
    const early = await openStaffedScene({ at: '2025-11-20T09:00:00Z' });
    await early.flush();
    const [start] = await recalledOn(early, '2025-11-21');
    expect(saidBy(start?.card)).toContain(
      "L'expérimentation commence lundi 01/12/2025. C'est souvent le moment de l'annoncer.",
    );
  });

  it('not any more to somebody who was told in a conversation since, wants none or has left', async () => {
    const scene = await ready();
    scene.at('2026-05-21');
    await scene.tick();
    const waiting = (await scene.messages()).filter(({ topic }) => topic === 'rules-reminder');
    const mine = waiting.find(({ data }) => data['commune'] === 'nanterre');
    if (mine === undefined) throw new TypeError('nothing waits');
    // Their pause is longer than a month.
    scene.at('2026-06-22');
    await scene.say('foreignReferent', 'nous préparons une affiche');
    expect(await scene.verdictOn(mine)).toEqual({ kind: 'drop', why: 'told-since' });
    await scene.press('foreignReferent', 'Ne plus me le rappeler');
    expect(await scene.verdictOn(mine)).toEqual({ kind: 'drop', why: 'not-wanted' });
    const to = (await scene.person('coordinator'))?.id ?? '';
    expect(await scene.verdictOn({ ...mine, to })).toEqual({ kind: 'drop', why: 'no-role-left' });
    const nowhere = { ...mine, data: { ...mine.data, commune: 'atlantide' } };
    expect(await scene.verdictOn(nowhere)).toEqual({ kind: 'drop', why: 'beneficiary-gone' });
  });

  it('not once the date, the meeting or the kind of message is unknown', async () => {
    const scene = await ready();
    scene.at('2026-05-21');
    await scene.tick();
    const [waiting] = (await scene.messages()).filter(({ topic }) => topic === 'rules-reminder');
    if (waiting === undefined) throw new TypeError('nothing waits');
    const facts = scene.world.tracks.get(String(waiting.data['track']))?.facts;
    if (facts == null) throw new TypeError('no programme is loaded');
    await scene.load({ ...facts, phases: facts.phases.filter(({ kind }) => kind !== 'assessment') });
    for (const moment of ['carnival-end', 'minutes:CO-99', 'assessment'])
      expect(await scene.verdictOn({ ...waiting, data: { ...waiting.data, moment } })).toEqual({
        kind: 'drop',
        why: 'settled-since',
      });
  });
});
