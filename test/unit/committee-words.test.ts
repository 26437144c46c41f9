import { describe, expect, it } from '@jest/globals';
import { copilDue } from '../../cards/committee-duties.ts';
import { notStopped } from '../../cards/mail.ts';
import { joinActions } from '../../cards/meeting.ts';
import { contractorWarning } from '../../cards/meeting-reach.ts';
import { pollList } from '../../cards/poll.ts';
import { refusalCard } from '../../cards/refusals.ts';
import { Refusal } from '../../src/domain/kernel/refusal.ts';
import { committeeVerdicts } from '../../src/usecases/committee/messages.ts';
import { formIn, openStaffedScene, programme, type Scene, said, saidBy } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { convene, JUNE, openMeetings } from '../support/meetings.ts';
import { identities } from '../support/personas.ts';

/** What somebody receives about meetings by that way, newest last. */
async function toldTo(scene: Scene, persona: string, topic: string): Promise<readonly string[]> {
  await scene.tick();
  const received = await scene.flush();
  return received
    .filter(({ to, message }) => to === persona && message.topic === topic)
    .map(({ card }) => `${plainSpaces(card.title)}\n${saidBy(card)}`);
}

describe('invitations to people who may know nothing of Jalon (art. 6)', () => {
  it('tell a third person who invites them and to what', async () => {
    const scene = await openMeetings();
    await scene.say('coordinator', `comite inviter CO-01 ${identities.stranger.email} Sacha Martin`);
    const [mail] = await toldTo(scene, 'stranger', 'invitation');
    expect(mail).toContain(
      'La Métropole du Grand Paris vous convie, à titre de personne tierce, à cette réunion de son programme « ApproprIAtion Métropolitaine ». Pour répondre, un bouton suffit, sans compte ni installation.',
    );
    const [own] = await toldTo(await openMeetings(), 'referent', 'invitation');
    expect(own).not.toContain('vous convie');
  });

  it('tell a replacement whose place they take', async () => {
    const scene = await openMeetings();
    await scene.say('referent', `presence CO-01 remplace "Bruno Lefèvre" ${identities.successor.email}`);
    const [mail] = await toldTo(scene, 'successor', 'invitation');
    expect(mail).toContain('vous a désigné(e) pour venir à sa place à cette réunion du programme');
  });

  it('say beneath the mail that they concern a meeting', () => {
    expect(plainSpaces(notStopped({ name: 'meeting-withdrawn' }))).toBe(
      'Ce message concerne une réunion à laquelle vous êtes ou étiez convié(e) : il vous est adressé même si vos rappels sont suspendus.',
    );
  });
});

describe('several meetings told at once', () => {
  it('stand in the order of their dates, whatever their numbers', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await scene.say('referent', 'aide');
    await convene(scene, 'comite operationnel 15/09/2026 10:00');
    await convene(scene, 'comite operationnel 16/07/2026 10:00');
    await scene.tick();
    const me = (await scene.person('referent'))?.id;
    const messages = (await scene.messages()).filter(
      ({ to, topic }) => to === me && topic === 'meeting-told',
    );
    const { world, settings, now } = scene;
    const today = Temporal.PlainDate.from('2026-06-12');
    const [first] = committeeVerdicts({ world, settings, now, today }, messages);
    expect(first?.[1].kind === 'say' && saidBy(first[1].card)).toMatch(
      /16 juillet 2026[\s\S]*15 septembre 2026/u,
    );
  });
});

describe('what the cards of committees say, and offer', () => {
  const due = {
    track: 'IA',
    trackId: 'ia',
    step: 'start',
    phase: null,
    isFinal: false,
    fromOn: '2025-12-01',
    toOn: '2025-12-05',
    isLate: false,
    slots: [],
  };

  it('at the start a COPIL has no results to validate (art. 6)', () => {
    expect(saidBy(copilDue(due))).toContain(
      "Début de l'expérimentation : le comité de pilotage (Métropole et prestataire) est à réunir.",
    );
    expect(saidBy(copilDue({ ...due, phase: 'Audit' }))).toContain(
      "Fin de l'étape « Audit » : le comité de pilotage (Métropole et prestataire) en valide les résultats et les coûts.",
    );
  });

  it('a COPIL whose time has passed is said to be late', () => {
    expect(saidBy(copilDue(due))).not.toContain('est passé');
    expect(saidBy(copilDue({ ...due, isLate: true }))).toContain(
      "Ce délai est passé et aucune date n'est fixée.",
    );
  });

  it('a meeting that only changes place has no new date', async () => {
    const scene = await openMeetings();
    await scene.say('coordinator', 'comite deplacer CO-01 15/07/2026 lieu:"Salle 4"');
    const moved = await scene.press('coordinator', 'Déplacer la réunion');
    expect(said(moved)).toContain('CO-01 : nouveau lieu');
    const other = await scene.say('coordinator', 'comite deplacer CO-01 16/07/2026');
    expect(said(other)).toContain('Aperçu');
    expect(said(await scene.press('coordinator', 'Déplacer la réunion'))).toContain(
      'CO-01 : nouvelle date, jeudi 16 juillet 2026, 10 h',
    );
  });

  it('a cancellation that was typed without a reason may still be given one', async () => {
    const scene = await openMeetings();
    await scene.say('coordinator', 'comite annuler CO-01');
    await scene.press('coordinator', 'Indiquer un motif');
    const preview = await scene.submit('coordinator', { reunion: 'CO-01', motif: 'Salle indisponible' });
    expect(said(preview)).toContain('Motif : Salle indisponible');
    expect(preview.kind === 'card' && preview.card.actions.map(({ label }) => label)).toEqual([
      'Annuler la réunion',
      'Modifier le motif',
      'Ne pas annuler',
    ]);
  });

  it('a committee without the contractor is told before it is convened (art. 6)', async () => {
    const scene = await openMeetings({ tracks: [programme({ contractor: null })] });
    const words = "n'est pas indiqué dans le fichier du parcours : il n'est pas convoqué.";
    expect(said(await scene.say('coordinator', 'comite pilotage 16/07/2026 14:00'))).toContain(words);
    expect(said(await scene.say('coordinator', 'comite serie 2e jeudi 10:00'))).toContain(words);
    const convened = { mgp: 1, contractor: 0, referents: 1, guests: 0 };
    expect(contractorWarning({ kind: 'workshop', convened })).toEqual([]);
    expect(contractorWarning({ kind: 'comop', convened: { ...convened, contractor: 1 } })).toEqual([]);
  });

  it('minutes that nobody else is told of say so; the file of a meeting shows the answer that was given', async () => {
    const scene = await openMeetings({
      coordinators: [identities.coordinator.email],
      tracks: [programme({ contractor: null })],
    });
    await scene.say('referent', 'presence CO-01 present');
    expect(said(await scene.say('referent', 'comite voir CO-01'))).toContain('Votre réponse : présent(e).');
    scene.at('2026-07-02');
    const recorded = await scene.ask('coordinator', {
      kind: 'submit',
      command: 'compte-rendu rediger',
      values: { reunion: 'CP-01', presents: identities.coordinator.email },
    });
    expect(said(recorded)).toContain("Le compte rendu est publié. Il n'y a personne d'autre à en informer.");
  });

  it('a coordinator without any poll is told that none is open', () => {
    expect(saidBy(pollList([], true))).toContain("Aucun sondage de date n'est ouvert.");
    expect(saidBy(pollList([], false))).toContain('Aucun sondage de date ne vous attend.');
  });

  it('of several ways out of a refusal, one only stands out', () => {
    const refusal = new Refusal(
      {
        code: 'not-a-working-day',
        day: '2026-07-14',
        holiday: 'Fête nationale',
        before: '2026-07-13',
        after: '2026-07-15',
        time: '10:00',
      },
      'date',
    );
    const { actions } = refusalCard(refusal, { command: 'comite planifier', values: {} });
    expect(actions.map((action) => [action.label, action.kind === 'link' ? null : action.style])).toEqual([
      ['13/07', 'primary'],
      ['15/07', 'normal'],
      ['Autre date', 'normal'],
    ]);
  });
});

it('a meeting by video is joined by a button, wherever it is shown; any other place has none', async () => {
  const scene = await openMeetings();
  const place = 'Visioconférence : https://visio.example/réunion?id=1 (code 12)';
  await scene.say('coordinator', `comite deplacer CO-01 16/07/2026 lieu:"${place}"`);
  await scene.press('coordinator', 'Déplacer la réunion');
  const file = await scene.say('referent', 'comite voir CO-01');
  const join = {
    kind: 'link',
    label: 'Rejoindre la visioconférence',
    url: 'https://visio.example/r%C3%A9union?id=1',
  };
  expect(file.kind === 'card' && file.card.actions).toContainEqual(join);
  for (const other of [
    'Salle 4',
    'visioconférence',
    'http://visio.example/a',
    'https://...',
    'https://a.b:99999',
  ])
    expect(joinActions({ place: other })).toEqual([]);
});

it('the form of a replacement asks for a name and an e-mail, the one of a point for the point', async () => {
  const scene = await openMeetings();
  const needed = async (command: string, values: Readonly<Record<string, string>>) =>
    formIn(await scene.open('referent', command, { reunion: 'CO-01', ...values })).fields.flatMap(
      ({ name, required }) => (required ? [name] : []),
    );
  expect(await needed('presence', {})).toEqual(['reunion', 'reponse']);
  expect(await needed('presence', { reponse: 'remplace' })).toEqual([
    'reunion',
    'reponse',
    'nom',
    'courriel',
  ]);
  expect(await needed('ordre-du-jour', {})).toEqual(['reunion', 'point']);
  const bare = formIn(await scene.open('referent', 'ordre-du-jour'));
  expect(bare.fields.map(({ required }) => required)).toEqual([true, false]);
  expect(await needed('date repondre', { sondage: 'SO-01' })).toContain('creneaux');
  for (const change of ['ajouter', 'retirer'])
    expect(await needed('date repondre', { sondage: 'SO-01', [change]: '1' })).not.toContain('creneaux');
});

it('the one way out of an answer to a cancelled meeting is the meeting', async () => {
  const scene = await openMeetings();
  await scene.say('coordinator', 'comite annuler CO-01');
  await scene.press('coordinator', 'Annuler la réunion');
  const late = await scene.say('referent', 'presence CO-01 present');
  expect(late.kind === 'refused' && late.card.actions.map(({ label }) => label)).toEqual(['Voir CO-01']);
});
