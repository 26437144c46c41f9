import { afterAll, describe, expect, it } from '@jest/globals';
import { type PollView, pollAnswered, pollCard, pollOpened } from '../../cards/poll.ts';
import { emptyTrack } from '../../src/domain/track/state.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { pollView } from '../../src/usecases/committee/poll-view.ts';
import {
  designate,
  formIn,
  openStaffedScene,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { idOf, recorded } from '../support/meeting-life.ts';
import { coordinatorEmails } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** The next day is a Tuesday; the programme's set-up runs, so that a COMOP may be held. */
const DATES = '24/03/2026 10:00\n26/03/2026 14:00-15:30\n31/03/2026 9h30';

async function openPoll(scene: Scene, typed: Record<string, string> = {}): Promise<Reply> {
  return scene.fill('coordinator', 'date', { type: 'operationnel', creneaux: DATES, ...typed });
}

async function polled(): Promise<Scene> {
  const scene = await openStaffedScene();
  await openPoll(scene);
  return scene;
}

const answer = (scene: Scene, who: 'referent' | 'deputy' | 'foreignReferent', line: string) =>
  scene.say(who, `date repondre SO-01 ${line}`);

describe('date (art. 6): a coordinator proposes up to ten dates', () => {
  it('asks everybody whom the meeting would convene, but for who asks, outside quiet hours only', async () => {
    const scene = await openStaffedScene();
    const reply = await openPoll(scene);
    expect(said(reply)).toContain('Sondage SO-01 : Comité opérationnel – IA');
    expect(said(reply)).toContain('Le sondage SO-01 est ouvert : 5 personnes consultées.');
    const questions = (await scene.messages()).filter(({ topic }) => topic === 'poll-asked');
    const asked = ['otherCoordinator', 'contractor', 'referent', 'deputy', 'foreignReferent'] as const;
    const ids = await Promise.all(asked.map((persona) => idOf(scene, persona)));
    expect(questions.map(({ to }) => to).sort()).toEqual([...ids].sort());
    expect(new Set(questions.map(({ group }) => group))).toEqual(new Set(['poll:SO-01']));
    expect(await recorded(scene, 'poll-opened')).toEqual([
      {
        poll: 'SO-01',
        kind: 'comop',
        title: null,
        commune: null,
        place: 'visioconférence',
        slots: [
          { on: '2026-03-24', from: '10:00', durationMinutes: 90 },
          { on: '2026-03-26', from: '14:00', durationMinutes: 90 },
          { on: '2026-03-31', from: '09:30', durationMinutes: 90 },
        ],
        guests: [],
        byId: await idOf(scene, 'coordinator'),
      },
    ]);
  });

  it('asks with a button for each date, and says what is done with the answer', async () => {
    const scene = await openStaffedScene();
    await openPoll(scene);
    const received = (await scene.flush()).find(
      ({ to, message }) => to === 'referent' && message.topic === 'poll-asked',
    );
    expect(saidBy(received?.card)).toContain('Quelles dates vous conviennent ?');
    expect(saidBy(received?.card)).toContain('1. mardi 24 mars 2026, 10 h–11 h 30');
    expect(received?.card.actions.map(({ label }) => label.replaceAll('\u00a0', ' '))).toEqual([
      'Le 24/03/2026, 10 h me convient',
      'Le 26/03/2026, 14 h me convient',
      'Le 31/03/2026, 9 h 30 me convient',
      'Aucune date ne me convient',
    ]);
  });

  it('puts the dates in order of time, each once, and takes them on one line too', async () => {
    const scene = await openStaffedScene();
    await scene.say(
      'coordinator',
      'date operationnel "mardi 31/03/2026 à 9:30; 24/03/2026 10:00 ;31/03/2026 09:30 – 12h"',
    );
    const [opened] = await recorded(scene, 'poll-opened');
    expect(opened?.['slots']).toEqual([
      { on: '2026-03-24', from: '10:00', durationMinutes: 90 },
      { on: '2026-03-31', from: '09:30', durationMinutes: 150 },
    ]);
  });

  it.each([
    'date operationnel 24/03/2026 10:00 31/03/2026 9:30-12h',
    'date operationnel 24/03/2026 10 h, mardi 31/03/2026 9h30-12:00',
    'date operationnel mardi 24/03/2026 à 10h et mardi 31/03/2026 à 9:30 – 12h',
    'date operationnel\n24/03/2026 10:00\n31/03/2026 9:30-12h',
  ])('takes the dates as they are typed, one after the other: %j', async (typed) => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', typed);
    const [opened] = await recorded(scene, 'poll-opened');
    expect(opened).toMatchObject({ kind: 'comop', title: null, guests: [] });
    expect(opened?.['slots']).toEqual([
      { on: '2026-03-24', from: '10:00', durationMinutes: 90 },
      { on: '2026-03-31', from: '09:30', durationMinutes: 150 },
    ]);
  });

  it.each([
    ['mardi matin', "Date 1 : « mardi » n'est pas une date du calendrier."],
    [
      'demain',
      "Date 1 : « demain » n'est pas une date et une heure. Écrivez-les sous la forme 15/07/2026 10:00",
    ],
    ['24/03/2026 10:00\n31/02/2026 10:00', "Date 2 : « 31/02/2026 » n'est pas une date du calendrier."],
    ['24/03/2026 25:00', "Date 1 : « 25:00 » n'est pas une heure."],
    ['24/03/2026 10:00-26:00', "Date 1 : « 26:00 » n'est pas une heure."],
    ['24/03/2026 10:00-9:00', 'Date 1 : La fin (9 h) doit être postérieure au début (10 h)'],
    ['24/03/2026 10:00\n06/04/2026 10:00', 'Date 2 : Le 6 avril 2026 est un jour férié'],
    ['11/03/2026 10:00', 'Date 1 : Le mercredi 11 mars 2026, 10 h, est passé.'],
    [' ; \n ;', 'Ce renseignement est nécessaire.'],
    [
      Array.from({ length: 14 }, (_, index) => `${index + 10}/03/2026 10:00`).join('\n'),
      'Un sondage propose au plus 10 dates ; vous en indiquez 14.',
    ],
  ])('refuses %j, says which date and why, and records nothing', async (creneaux, sentence) => {
    const scene = await openStaffedScene();
    const reply = await openPoll(scene, { creneaux });
    expect(reply.kind).toBe('refused');
    expect(said(reply).replaceAll(/\s+/gu, ' ')).toContain(sentence.replaceAll(/\s+/gu, ' '));
    expect(formIn(reply).errors).toHaveProperty('creneaux');
    expect(await recorded(scene, 'poll-opened')).toEqual([]);
  });

  it('refuses a meeting of one beneficiary that names none, and one whose guests are nobody', async () => {
    const scene = await openStaffedScene();
    expect(said(await openPoll(scene, { type: 'reunion' }))).toContain('indiquez la collectivité');
    expect(said(await openPoll(scene, { inviter: 'personne' }))).toContain(
      "« personne » n'est ni une collectivité du parcours ni une adresse de courriel.",
    );
    expect(await recorded(scene, 'poll-opened')).toEqual([]);
  });

  it('asks those of one beneficiary, and third persons, about a meeting of its own', async () => {
    const scene = await openStaffedScene();
    await openPoll(scene, {
      type: 'reunion',
      collectivite: 'Nanterre',
      objet: 'Point RH',
      lieu: 'Salle B',
      inviter: 'expert@ailleurs.example',
    });
    const [opened] = await recorded(scene, 'poll-opened');
    expect(opened).toMatchObject({
      kind: 'meeting',
      commune: 'nanterre',
      title: 'Point RH',
      place: 'Salle B',
    });
    const to = (await scene.messages()).filter(({ topic }) => topic === 'poll-asked').map((one) => one.to);
    await scene.world.catchUp();
    const expert = scene.world.people.byEmail('expert@ailleurs.example')?.person.id;
    expect(to).toContain(expert);
    expect(to).toContain(await idOf(scene, 'foreignReferent'));
    expect(to).not.toContain(await idOf(scene, 'referent'));
  });

  it('a COPIL (art. 6) asks a beneficiary as a third person only, on purpose', async () => {
    const scene = await openStaffedScene();
    const asked = await openPoll(scene, { type: 'pilotage', inviter: 'choisy-le-roi' });
    expect(said(asked)).toContain("Choisy-le-Roi ne peut y être conviée qu'à titre de personne tierce.");
    expect(await recorded(scene, 'poll-opened')).toEqual([]);
    await scene.press('coordinator', 'Inviter à titre de tiers');
    const [opened] = await recorded(scene, 'poll-opened');
    expect(opened?.['guests']).toEqual([await idOf(scene, 'referent')]);
    await openPoll(scene, { type: 'pilotage', inviter: 'choisy-le-roi' });
    await scene.press('coordinator', 'Ne pas inviter');
    expect((await recorded(scene, 'poll-opened')).at(-1)?.['guests']).toEqual([]);
  });

  it('says so when there is nobody to ask', () => {
    expect(saidBy(pollOpened(VIEW, 0))).toContain("Il n'y a personne d'autre à consulter pour le moment.");
  });
});

describe('date repondre: people say which dates suit them', () => {
  it('one button a date adds it, the same takes it back, and what is pressed twice is stored once', async () => {
    const scene = await polled();
    await scene.flush();
    const first = await scene.press('referent', 'Le 24/03/2026, 10 h me convient');
    expect(said(first)).toContain('Votre réponse est enregistrée. Vous convient : 24/03/2026, 10 h.');
    const both = await scene.press('referent', 'Le 31/03/2026, 9 h 30 me convient');
    expect(said(both)).toContain('Vous conviennent : 24/03/2026, 10 h et 31/03/2026, 9 h 30.');
    const again = {
      kind: 'run',
      command: 'date repondre',
      values: { sondage: 'SO-01', ajouter: '3' },
    } as const;
    expect(said(await scene.ask('referent', again))).toContain('Vous conviennent : 24/03/2026, 10 h et');
    const less = await scene.press('referent', 'Retirer le 24/03/2026, 10 h');
    expect(said(less)).toContain('Vous convient : 31/03/2026, 9 h 30.');
    const me = await idOf(scene, 'referent');
    expect(await recorded(scene, 'poll-answered')).toEqual([
      { poll: 'SO-01', personId: me, suits: [0] },
      { poll: 'SO-01', personId: me, suits: [0, 2] },
      { poll: 'SO-01', personId: me, suits: [2] },
    ]);
  });

  it('takes a whole list, in the place of what was said, and « aucune » is an answer too', async () => {
    const scene = await polled();
    await answer(scene, 'referent', '1, 3');
    expect(formIn(await scene.open('referent', 'date repondre', { sondage: 'so 1' })).values).toEqual({
      sondage: 'so 1',
      creneaux: '1, 3',
    });
    expect(said(await answer(scene, 'referent', '2'))).toContain('Vous convient : 26/03/2026, 14 h.');
    const none = await scene.ask('referent', {
      kind: 'run',
      command: 'date repondre',
      values: { sondage: 'SO-01', creneaux: 'aucun' },
    });
    expect(said(none)).toContain('Votre réponse est enregistrée : aucune de ces dates ne vous convient.');
    expect(none.kind === 'card' && none.card.actions.map(({ label }) => label)).not.toContain(
      'Aucune date ne me convient',
    );
    expect(
      formIn(await scene.open('referent', 'date repondre', { sondage: 'SO-01' })).values['creneaux'],
    ).toBe('aucun');
  });

  it('opens the form when no date is named, empty for who has not answered', async () => {
    const scene = await polled();
    expect(formIn(await scene.say('deputy', 'date repondre SO-01')).values).toEqual({ sondage: 'SO-01' });
    expect(formIn(await scene.say('deputy', 'date repondre')).values).toEqual({});
    expect(formIn(await scene.open('stranger', 'date repondre', { sondage: 'SO-01' })).values).toEqual({
      sondage: 'SO-01',
    });
  });

  it.each(['4', '0', 'x', ',', '1,9'])('refuses %j, which is no date of the poll', async (typed) => {
    const scene = await polled();
    const reply = await scene.fill('referent', 'date repondre', { sondage: 'SO-01', creneaux: typed });
    expect(said(reply)).toContain('Il en propose 3 : indiquez un numéro de 1 à 3.');
    expect(await recorded(scene, 'poll-answered')).toEqual([]);
  });

  it('refuses a button of a date that is none', async () => {
    const scene = await polled();
    const values = { sondage: 'SO-01', ajouter: '12' };
    const reply = await scene.ask('referent', { kind: 'run', command: 'date repondre', values });
    expect(said(reply)).toContain("« 12 » n'est pas le numéro d'une date de ce sondage.");
  });

  it('refuses the number of a poll that asks others in the very words of one that does not exist', async () => {
    const scene = await openStaffedScene();
    await openPoll(scene, { type: 'reunion', collectivite: 'nanterre' });
    const words = (number: string) =>
      `Aucun sondage « ${number} » qui vous soit adressé. Tapez « date voir » pour voir ceux qui sont ouverts.`;
    expect(said(await scene.say('referent', 'date repondre SO-01 1'))).toContain(words('SO-01'));
    expect(said(await scene.say('referent', 'date repondre SO-09 1'))).toContain(words('SO-09'));
    expect(said(await scene.say('stranger', 'date voir SO-01'))).toContain(words('SO-01'));
    expect(said(await scene.say('coordinator', 'date voir n-importe-quoi'))).toContain(
      words('n-importe-quoi'),
    );
    expect(await recorded(scene, 'poll-answered')).toEqual([]);
  });

  it('takes no answer of a coordinator whom no record names, nor of one whose account is somebody else', async () => {
    const settingsCoordinators = [...coordinatorEmails, 'nouvelle@mgp.example'];
    const scene = await openStaffedScene({ settingsCoordinators });
    await openPoll(scene, { type: 'reunion', collectivite: 'nanterre' });
    await scene.say('referent', 'aide');
    for (const accountId of ['web/nouvelle', 'web/referent']) {
      const visitor = { email: 'nouvelle@mgp.example', accountId };
      const reply = await scene.say('coordinator', 'date repondre SO-01 1', { visitor });
      expect(said(reply)).toContain('Aucun sondage « SO-01 » qui vous soit adressé.');
    }
  });

  it('is closed once a date was fixed, or given up, and says which', async () => {
    const scene = await polled();
    await scene.say('coordinator', 'date clore SO-01');
    expect(said(await answer(scene, 'referent', '1'))).toContain(
      'Le sondage SO-01 est clos depuis le 12/03/2026, sans date retenue.',
    );
    await openPoll(scene);
    await scene.say('coordinator', 'date fixer SO-02 1');
    const late = await scene.say('referent', 'date repondre SO-02 1');
    expect(said(late)).toContain(
      'Le sondage SO-02 est clos depuis le 12/03/2026 : la date est fixée (CO-01).',
    );
  });
});

describe('date voir: where a poll stands', () => {
  it('shows whom each date suits, the best first to be fixed, and how many have answered', async () => {
    const scene = await polled();
    await answer(scene, 'referent', '1, 2');
    await answer(scene, 'deputy', '2');
    await scene.say('foreignReferent', 'date repondre SO-01 aucun');
    const shown = await scene.say('coordinator', 'date voir so1');
    expect(said(shown)).toContain('2. jeudi 26 mars 2026, 14 h–15 h 30');
    const table = shown.kind === 'card' ? shown.card.blocks.find(({ kind }) => kind === 'table') : undefined;
    expect(table?.kind === 'table' && table.rows.map(([, suits]) => suits)).toEqual([
      '1 sur 6',
      '2 sur 6, la plus suivie',
      '0 sur 6',
    ]);
    expect(said(shown)).toContain('Réponses : 3 sur 6');
    expect(said(shown)).toContain('Aucune date ne convient à : 1 personne');
    const labels =
      shown.kind === 'card' ? shown.card.actions.map(({ label }) => label.replaceAll('\u00a0', ' ')) : [];
    expect(labels).toEqual(['Fixer le 26/03/2026, 14 h', 'Choisir la date', 'Répondre', 'Clore sans date']);
    const seen = await scene.say('referent', 'date voir SO-01');
    expect(seen.kind === 'card' && seen.card.actions.map(({ label }) => label)).toEqual(['Répondre']);
  });

  it('shows the only open poll, lists several, and says when there is none', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'date voir'))).toContain('Aucun sondage de date ne vous attend.');
    await openPoll(scene);
    expect(said(await scene.say('referent', 'date voir'))).toContain('Sondage SO-01 : Comité opérationnel');
    await openPoll(scene, { type: 'reunion', collectivite: 'choisy-le-roi' });
    const list = await scene.say('referent', 'date voir');
    expect(said(list)).toContain('SO-02, Réunion par bénéficiaire – Choisy-le-Roi : 0 sur 5');
    const mine = await scene.say('coordinator', 'date voir');
    expect(mine.kind === 'card' && mine.card.actions.map(({ label }) => label)).toEqual([
      'Voir SO-01',
      'Voir SO-02',
      'Proposer des dates',
    ]);
    expect(said(await scene.say('foreignReferent', 'date voir'))).toContain(
      'Sondage SO-01 : Comité opérationnel',
    );
  });

  it('counts the answers of those whom it still asks: a successor takes their place (art. 4)', async () => {
    const scene = await polled();
    await answer(scene, 'referent', '1');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect(said(await scene.say('coordinator', 'date voir SO-01'))).toContain('Réponses : 0 sur 6');
    expect(said(await scene.say('successor', 'date repondre SO-01 1'))).toContain(
      'Vous convient : 24/03/2026, 10 h.',
    );
    expect(said(await answer(scene, 'referent', '2'))).toContain(
      'Aucun sondage « SO-01 » qui vous soit adressé.',
    );
  });

  it('asks also who holds the role from a later date of the poll on (art. 4)', async () => {
    const scene = await polled();
    await scene.fill('coordinator', 'referent changer', {
      commune: 'choisy-le-roi',
      role: 'referent',
      nom: 'Léa Moreau',
      courriel: 'lea.moreau@choisyleroi.example',
      telephone: '01 48 00 00 06',
      'a-compter-du': '30/03/2026',
    });
    expect(said(await scene.say('coordinator', 'date voir SO-01'))).toContain('Réponses : 0 sur 7');
  });

  it('says how a closed poll ended', async () => {
    const scene = await polled();
    await answer(scene, 'referent', '1');
    await scene.say('coordinator', 'date fixer SO-01 1');
    const fixed = await scene.say('referent', 'date voir SO-01');
    expect(said(fixed)).toContain(
      'Le sondage SO-01 est clos depuis le 12/03/2026 à 10 h 42 : la date est fixée (CO-01).',
    );
    expect(fixed.kind === 'card' && fixed.card.actions.map(({ label }) => label)).toEqual(['Voir CO-01']);
    await openPoll(scene);
    await scene.say('coordinator', 'date clore SO-02');
    const given = await scene.say('referent', 'date voir SO-02');
    expect(said(given)).toContain('sans date retenue');
    expect(given.kind === 'card' && given.card.actions).toEqual([]);
  });

  it('names the track by its id when no programme tells its title', async () => {
    const scene = await openStaffedScene();
    const { world, settings, now, today } = scene;
    const poll = {
      poll: 'SO-01',
      kind: 'copil',
      title: null,
      commune: null,
      place: 'ici',
      slots: [],
      guests: [],
      byId: 'system',
      openedAt: '2026-03-12T09:42:00Z',
      answers: new Map(),
      closed: null,
    } as const;
    const view = pollView(
      { world, settings, now, today },
      { track: emptyTrack('sans-programme'), poll },
      null,
    );
    expect(view).toMatchObject({ track: 'sans-programme', own: null, mayFix: false });
  });
});

describe('date fixer, date clore: how a poll ends', () => {
  it('fixes a date: the meeting is scheduled, the poll closed, in one append, and invitations follow', async () => {
    const scene = await polled();
    await answer(scene, 'referent', '2');
    await scene.say('coordinator', 'date voir SO-01');
    const fixed = await scene.press('coordinator', 'Fixer le 26/03/2026, 14 h');
    expect(said(fixed)).toContain('Comité opérationnel CO-01');
    const [scheduled] = await recorded(scene, 'meeting-scheduled');
    expect(scheduled).toMatchObject({
      meeting: 'CO-01',
      kind: 'comop',
      on: '2026-03-26',
      from: '14:00',
      guests: [],
    });
    const byId = await idOf(scene, 'coordinator');
    expect(await recorded(scene, 'poll-closed')).toEqual([{ poll: 'SO-01', meeting: 'CO-01', byId }]);
    expect(said(await scene.say('coordinator', 'date fixer SO-01 1'))).toContain('Le sondage SO-01 est clos');
    await scene.tick();
    expect((await scene.messages()).some(({ topic }) => topic === 'invitation')).toBe(true);
  });

  it('holds a COPIL for the step of its time (art. 6)', async () => {
    const scene = await openStaffedScene();
    await openPoll(scene, { type: 'pilotage', creneaux: '02/06/2026 10:00' });
    await scene.say('coordinator', 'date fixer SO-01 1');
    expect((await recorded(scene, 'meeting-scheduled'))[0]).toMatchObject({
      kind: 'copil',
      step: 'after:setup',
    });
  });

  it('asks again before a beneficiary sits in a COPIL (art. 6)', async () => {
    const scene = await openStaffedScene();
    await openPoll(scene, { type: 'pilotage', inviter: 'choisy-le-roi' });
    await scene.press('coordinator', 'Inviter à titre de tiers');
    const asked = await scene.say('coordinator', 'date fixer SO-01 1');
    expect(said(asked)).toContain("qu'à titre de personne tierce");
    expect(await recorded(scene, 'meeting-scheduled')).toEqual([]);
    await scene.press('coordinator', 'Inviter à titre de tiers');
    expect((await recorded(scene, 'meeting-scheduled'))[0]).toMatchObject({
      meeting: 'CP-01',
      guests: [await idOf(scene, 'referent')],
    });
  });

  it('refuses a date that has passed since, and one that the poll does not propose', async () => {
    const scene = await polled();
    scene.at('2026-03-25');
    expect(said(await scene.say('coordinator', 'date fixer SO-01 1'))).toContain(
      'Date 1 : Le mardi 24 mars 2026, 10 h, est passé.',
    );
    const unknown = await scene.say('coordinator', 'date fixer SO-01 7');
    expect(said(unknown)).toContain("« 7 » n'est pas le numéro d'une date de ce sondage.");
    expect(formIn(unknown).errors).toHaveProperty('creneau');
    expect(await recorded(scene, 'meeting-scheduled')).toEqual([]);
  });

  it('refuses a meeting that is on the calendar already', async () => {
    const scene = await polled();
    await openPoll(scene);
    await scene.say('coordinator', 'date fixer SO-01 1');
    expect(said(await scene.say('coordinator', 'date fixer SO-02 1'))).toContain('CO-01 est déjà prévue le');
  });

  it('closes without a date', async () => {
    const scene = await polled();
    await scene.say('coordinator', 'date voir SO-01');
    const closed = await scene.press('coordinator', 'Clore sans date');
    expect(said(closed)).toContain("Le sondage SO-01 est clos. Aucune réunion n'est prévue.");
    expect(said(await scene.say('coordinator', 'date clore SO-01'))).toContain('sans date retenue');
    expect((await recorded(scene, 'poll-closed')).map(({ meeting }) => meeting)).toEqual([null]);
  });
});

const VIEW: PollView = {
  number: 'SO-01',
  kind: 'comop',
  title: null,
  commune: null,
  track: 'IA',
  place: 'visioconférence',
  slots: [],
  asked: 1,
  answered: 0,
  suitedByNone: 0,
  own: null,
  closed: null,
  mayFix: true,
};

describe('the cards of polls', () => {
  it('offer no answer to who is not asked, and at most three dates to fix', () => {
    const slots = Array.from({ length: 10 }, (_, rank) => ({
      rank,
      on: `2026-06-${rank + 10}`,
      from: '10:00',
      durationMinutes: 60,
      suits: 1,
      isBest: true,
      isMine: false,
    }));
    expect(pollCard({ ...VIEW, slots }).actions).toHaveLength(5);
    expect(pollCard({ ...VIEW, mayFix: false }).actions).toEqual([]);
    expect(pollAnswered({ ...VIEW, slots }).actions).toHaveLength(12);
  });
});
