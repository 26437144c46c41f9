import { afterAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../../src/usecases/bot.ts';
import { said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { callOff, idOf, openMeetingScene, record, schedule } from '../support/meeting-life.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const labelsOf = (reply: Reply) =>
  reply.kind === 'card' ? reply.card.actions.map(({ label }) => plainSpaces(label)) : [];
const minutes = { present: [], decisions: [], validation: null, actions: [], byId: 'x' };

describe('comite liste (art. 6): the meetings of who asks', () => {
  it('tells a référent theirs, soonest first, with their answer; a COPIL is not theirs', async () => {
    const scene = await openMeetingScene();
    await schedule(scene, { meeting: 'CP-01', kind: 'copil', on: '2026-03-20' });
    await schedule(scene, {
      meeting: 'RB-01',
      kind: 'meeting',
      commune: 'choisy-le-roi',
      title: 'Données',
      on: '2026-03-18',
    });
    await scene.say('referent', 'presence CO-01 absent');
    const reply = await scene.say('referent', 'comite liste');
    expect(said(reply)).toBe(
      [
        'Réunions à venir',
        '- RB-01, Réunion par bénéficiaire – Choisy-le-Roi – Données : mercredi 18 mars 2026, 10 h–11 h 30, votre réponse est attendue',
        '- CO-01, Comité opérationnel – IA – Administration interne des collectivités : mardi 24 mars 2026, 10 h–11 h 30, votre réponse : absent(e)',
        'Heures de Paris. Convention, art. 6.',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual(['Voir RB-01', 'Voir CO-01']);
    expect(said(await scene.press('referent', 'Voir CO-01'))).toContain('Votre réponse : absent(e).');
  });

  it('tells a coordinator all, with how many have answered, and offers to plan one', async () => {
    const scene = await openMeetingScene();
    const choisy = {
      reunion: 'CO-01',
      reponse: 'remplace',
      nom: 'Léa',
      courriel: identities.successor.email,
    };
    await scene.ask('referent', { kind: 'run', command: 'presence', values: choisy });
    await scene.say('deputy', 'presence CO-01 present');
    await scene.say('foreignReferent', 'presence CO-01 absent');
    const reply = await scene.say('coordinator', 'comite liste');
    expect(said(reply)).toContain('1 présent, 1 absent, 1 remplacé, 4 sans réponse');
    expect(labelsOf(reply)).toEqual(['Voir CO-01', 'Planifier une réunion']);
  });

  it('keeps what is over or cancelled apart, newest first', async () => {
    const scene = await openMeetingScene();
    await callOff(scene);
    await schedule(scene, { meeting: 'CO-02', on: '2026-03-10' });
    await schedule(scene, { meeting: 'CO-03', on: '2026-03-11' });
    await record(scene, { type: 'minutes-recorded', data: { meeting: 'CO-03', ...minutes } });
    const none = await scene.say('contractor', 'comite liste');
    expect(said(none)).toContain("Aucune réunion n'est prévue.");
    const past = said(await scene.press('contractor', 'Réunions passées'));
    expect(past).toContain('Réunions passées ou annulées');
    expect(past).toMatch(/CO-01.*annulée\n- CO-03.*compte rendu publié\n- CO-02.*sans compte rendu/u);
    expect(said(await scene.press('contractor', 'Réunions à venir'))).toBe(said(none));
  });

  it('turns its pages, and tells a stranger of nothing', async () => {
    const scene = await openMeetingScene();
    for (let day = 1; day <= 11; day += 1)
      await schedule(scene, { meeting: `CO-${day + 10}`, on: `2026-02-${String(day).padStart(2, '0')}` });
    const first = await scene.ask('contractor', {
      kind: 'run',
      command: 'comite liste',
      values: { quand: 'passees' },
    });
    expect(said(first)).toContain('Réunions passées ou annulées (1/2)');
    const second = await scene.press('contractor', 'Suite');
    expect(said(second)).toContain('(2/2)');
    expect(said(second)).toContain('CO-11');
    const nothing = await scene.say('stranger', 'comite liste');
    expect(said(nothing)).toContain("Aucune réunion n'est prévue.");
    expect(labelsOf(nothing)).toEqual([]);
    const past = await scene.ask('stranger', {
      kind: 'run',
      command: 'comite liste',
      values: { quand: 'passees' },
    });
    expect(said(past)).toContain("Aucune réunion n'a encore eu lieu.");
  });
});

describe('comite voir (art. 6): everything of a meeting', () => {
  it('shows who comes by commune, the agenda, and to somebody convened the ways to answer', async () => {
    const scene = await openMeetingScene();
    await record(scene, {
      type: 'guests-invited',
      data: { meeting: 'CO-01', personIds: [await guest(scene)], byId: 'x' },
    });
    const choisy = {
      reunion: 'CO-01',
      reponse: 'remplace',
      nom: 'Léa Moreau',
      courriel: identities.successor.email,
    };
    await scene.ask('referent', { kind: 'run', command: 'presence', values: choisy });
    await scene.say('deputy', 'ordre-du-jour CO-01 Budget');
    const reply = await scene.say('deputy', 'comite voir CO-01');
    expect(said(reply)).toContain(
      [
        'Pour | Personne | Réponse',
        'Métropole | Camille Roux | sans réponse',
        'Métropole | denis.blanc@mgp.example | sans réponse',
        'Prestataire | ines.faure@prestataire.example | sans réponse',
        'Choisy-le-Roi | Amina Diallo | remplacé(e) par Léa Moreau',
        'Choisy-le-Roi (suppléance) | Paul Durand | sans réponse',
        'Choisy-le-Roi (en remplacement) | Léa Moreau | sans réponse',
        'Nanterre | Zoé Petit | sans réponse',
        'Personne tierce | Hugo Noir | sans réponse',
        'Ordre du jour',
        '1. Budget (Paul Durand)',
      ].join('\n'),
    );
    expect(said(reply)).toContain('Serez-vous présent(e) ?');
    expect(labelsOf(reply)).toEqual([
      'Présent(e)',
      'Absent(e)',
      'Je serai remplacé(e)',
      'Ajouter un point',
      'Ajouter à mon agenda',
    ]);
  });

  it('gives a coordinator what plans it, and its minutes once it has begun', async () => {
    const scene = await openMeetingScene();
    await scene.say('coordinator', 'ordre-du-jour CO-01 Budget');
    expect(labelsOf(await scene.say('coordinator', 'comite voir CO-01')).slice(3)).toEqual([
      'Ajouter un point',
      "Ordonner l'ordre du jour",
      'Ajouter à mon agenda',
      'Inviter',
      'Déplacer',
      'Annuler la réunion',
    ]);
    scene.at('2026-03-24T09:05:00Z');
    expect(labelsOf(await scene.say('coordinator', 'comite voir CO-01'))).toContain(
      'Rédiger le compte rendu',
    );
    scene.at('2026-03-24T11:05:00Z');
    const over = await scene.say('coordinator', 'comite voir CO-01');
    expect(said(over)).toContain("Cette réunion a eu lieu. Son compte rendu n'est pas publié.");
    expect(labelsOf(over)).toEqual(['Rédiger le compte rendu']);
    await record(scene, { type: 'minutes-recorded', data: { meeting: 'CO-01', ...minutes } });
    const published = await scene.say('referent', 'comite voir CO-01');
    expect(said(published)).toContain('Le compte rendu est publié depuis le 24/03/2026 à 12 h 05.');
    expect(labelsOf(published)).toEqual(['Compte rendu']);
  });

  it('says that it is cancelled and why, and asks nobody for an answer', async () => {
    const scene = await openMeetingScene();
    await callOff(scene);
    const reply = await scene.say('coordinator', 'comite voir CO-01');
    expect(said(reply)).toContain('Cette réunion est annulée depuis le 12/03/2026 à 10 h 42.');
    expect(said(reply)).toContain('Annulation : Grève');
    expect(labelsOf(reply)).toEqual([]);
  });

  it('pages a long attendance', async () => {
    const scene = await openMeetingScene();
    const personIds = Array.from({ length: 40 }, (_, index) => `invite-${index}`);
    await record(scene, { type: 'guests-invited', data: { meeting: 'CO-01', personIds, byId: 'x' } });
    const first = await scene.say('coordinator', 'comite voir CO-01');
    expect(said(first)).toContain('46 sans réponse (page 1 sur 2).');
    expect(said(await scene.press('coordinator', 'Suite'))).toContain('(page 2 sur 2)');
  });

  it('a référent reads what those before them attended, once it is over, and nothing of another commune’s', async () => {
    const scene = await openMeetingScene();
    await schedule(scene, { meeting: 'CO-02', on: '2026-03-10' });
    await schedule(scene, { meeting: 'RB-01', kind: 'meeting', commune: 'choisy-le-roi', on: '2026-03-11' });
    await schedule(scene, { meeting: 'CP-01', kind: 'copil', on: '2026-03-11' });
    const past = { kind: 'run', command: 'comite liste', values: { quand: 'passees' } } as const;
    expect(said(await scene.ask('referent', past))).toMatch(/RB-01.*\n- CO-02/u);
    const nanterre = said(await scene.ask('foreignReferent', past));
    expect(nanterre).toContain('CO-02');
    expect(nanterre).not.toMatch(/RB-01|CP-01/u);
    expect(labelsOf(await scene.say('referent', 'comite voir CO-02'))).toEqual([]);
    expect(said(await scene.say('referent', 'presence CO-02 present'))).toContain(
      'à laquelle vous soyez convié(e)',
    );
  });

  it('refuses a number that is nobody’s', async () => {
    const scene = await openMeetingScene();
    expect(said(await scene.say('coordinator', 'comite voir CO-99'))).toContain('Aucune réunion « CO-99 »');
  });
});

/** Somebody of whom only what a visit tells is known. */
async function guest(scene: Awaited<ReturnType<typeof openMeetingScene>>): Promise<string> {
  const values = {
    reunion: 'CO-01',
    reponse: 'remplace',
    nom: 'Hugo Noir',
    courriel: identities.stranger.email,
  };
  await scene.ask('foreignReferent', { kind: 'run', command: 'presence', values });
  await scene.say('foreignReferent', 'presence CO-01 present');
  const moved = { on: '2026-03-24', from: '10:00', durationMinutes: 90, place: 'visioconférence' };
  await record(scene, {
    type: 'meeting-moved',
    data: { meeting: 'CO-01', ...moved, sequence: 1, byId: 'x' },
  });
  return idOf(scene, 'stranger');
}
