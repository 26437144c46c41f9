import { afterAll, describe, expect, it } from '@jest/globals';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { createPaperWriter } from '../../src/pdf/writer.ts';
import { type CalendarOptions, calendarMeeting } from '../../src/usecases/committee/calendar.ts';
import { type CalendarReply, createReplies } from '../../src/usecases/committee/replies.ts';
import { createFiles } from '../../src/usecases/files.ts';
import { type Scene, shownFaults } from '../support/bot.ts';
import { readCalendar } from '../support/calendars.ts';
import { testLinks } from '../support/links.ts';
import { convene, JUNE, meetingIn, openMeetings } from '../support/meetings.ts';
import { identities, type Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

async function calendarOf(scene: Scene, number: string, options?: CalendarOptions) {
  await scene.world.catchUp();
  const meeting = await meetingIn(scene, number);
  const track = [...scene.world.tracks.values()].find(({ committees }) => committees.meetings.has(number));
  if (track === undefined || track.facts === null) throw new TypeError(`no track of ${number}`);
  return calendarMeeting(scene, { track, facts: track.facts, meeting }, options);
}

async function idOf(scene: Scene, persona: Persona): Promise<string> {
  return (await scene.person(persona))?.id ?? '';
}

describe('a meeting as a calendar is told of it (art. 6)', () => {
  it('names everybody convened, with what they have said, and third persons as optional', async () => {
    const scene = await openMeetings();
    await scene.say('coordinator', 'comite inviter CO-01 hugo.noir@ailleurs.example "Hugo Noir"');
    await scene.say('referent', 'presence CO-01 present');
    await scene.say('deputy', 'presence CO-01 absent');
    const to = await idOf(scene, 'referent');
    const { attendees, ...entry } = await calendarOf(scene, 'CO-01', { to });
    expect(entry).toMatchObject({
      sequence: 0,
      isCancelled: false,
      changedAt: '2026-06-12T09:42:00Z',
      startsAt: '2026-07-15T10:00',
      durationMinutes: 90,
      title: expect.stringContaining('Comité opérationnel'),
      place: 'visioconférence',
      alarmMinutes: [15],
      url: null,
    });
    const byEmail = Object.fromEntries(
      attendees.map(({ email, status, role }) => [email, `${status} ${role}`]),
    );
    expect(byEmail).toMatchObject({
      [identities.coordinator.email]: 'NEEDS-ACTION REQ-PARTICIPANT',
      [identities.contractor.email]: 'NEEDS-ACTION REQ-PARTICIPANT',
      [identities.referent.email]: 'ACCEPTED REQ-PARTICIPANT',
      [identities.deputy.email]: 'DECLINED REQ-PARTICIPANT',
      'hugo.noir@ailleurs.example': 'NEEDS-ACTION OPT-PARTICIPANT',
    });
  });

  it('whoever is no longer convened is told of themselves alone, with the sequence of their calendar', async () => {
    const scene = await openMeetings();
    const to = await idOf(scene, 'foreignReferent');
    const told = await calendarOf(scene, 'CP-01', { to, sequence: 4, isCancelled: true });
    expect(told).toMatchObject({ sequence: 4, isCancelled: true, alarmMinutes: [] });
    expect(told.attendees.map(({ email }) => email)).toEqual([identities.foreignReferent.email]);
    const nobody = await calendarOf(scene, 'CP-01', { to: 'gone', isCancelled: true });
    expect(nobody.attendees).toEqual([]);
  });

  it('names no one where nobody in particular is told, and none without an address', async () => {
    const scene = await openMeetings();
    expect((await calendarOf(scene, 'CO-01')).attendees).toEqual([]);
    const row = scene.world.people.byEmail(identities.deputy.email);
    if (row === undefined) throw new TypeError('no deputy');
    scene.world.people.put({ ...row, person: { ...row.person, email: null } });
    const { attendees } = await calendarOf(scene, 'CO-01', { to: row.person.id });
    expect(attendees.map(({ name }) => name)).not.toContain(identities.deputy.name);
  });

  it('tells what it is about: the agenda, why it is cancelled, the article', async () => {
    const scene = await openMeetings();
    const plain = (await calendarOf(scene, 'CO-01')).description;
    expect(plain).toBe('Numéro\u00a0: CO-01\nConvention, art. 6.');
    await scene.say('referent', 'ordre-du-jour CO-01 "Avancement"');
    await scene.say('referent', 'ordre-du-jour CO-01 "Questions et réponses"');
    await scene.say('coordinator', 'comite annuler CO-01 "Salle indisponible"');
    await scene.press('coordinator', 'Annuler la réunion');
    const { description, isCancelled } = await calendarOf(scene, 'CO-01');
    expect(isCancelled).toBe(true);
    expect(description.split('\n')).toEqual([
      "Motif de l'annulation\u00a0: Salle indisponible",
      '',
      'Ordre du jour\u00a0:',
      '1. Avancement',
      '2. Questions et réponses',
      '',
      'Numéro\u00a0: CO-01',
      'Convention, art. 6.',
    ]);
  });

  it('the link of a video conference is an address that calendars open', async () => {
    const scene = await openMeetings();
    await convene(scene, 'comite operationnel 16/07/2026 10:00 lieu:https://visio.example/co-02');
    expect((await calendarOf(scene, 'CO-02')).url).toBe('https://visio.example/co-02');
  });
});

describe('« Ajouter à mon agenda »', () => {
  function download(scene: Scene, persona: Persona, values: Readonly<Record<string, string>>) {
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const { store, world, settings } = scene;
    const links = testLinks(() => scene.now);
    const parts = { store, world, settings, now: () => scene.now, newId: () => 'x', log, links };
    const { email } = identities[persona];
    const holder = { platform: 'mail', accountId: email, email } as const;
    const files = createFiles(parts, {
      calendars: async () => createCalendarWriter({ organizer: null }),
      papers: async () => createPaperWriter(),
    });
    return files(holder, { file: 'reunion', values });
  }

  it('is the meeting, for whoever is convened', async () => {
    const scene = await openMeetings();
    const file = await download(scene, 'referent', { reunion: 'CO-01' });
    expect(file).toMatchObject({ name: 'CO-01.ics', type: 'text/calendar; charset=utf-8' });
    const { uid } = await meetingIn(scene, 'CO-01');
    expect(readCalendar(String(file?.body))).toMatchObject({ method: 'PUBLISH', events: [{ uid }] });
  });

  it('is nothing to anybody else: a meeting of others and none are one answer', async () => {
    const scene = await openMeetings();
    await expect(download(scene, 'referent', { reunion: 'CP-01' })).resolves.toBeNull();
    await expect(download(scene, 'stranger', { reunion: 'CO-01' })).resolves.toBeNull();
    await expect(download(scene, 'coordinator', { reunion: 'CO-99' })).resolves.toBeNull();
    await expect(download(scene, 'coordinator', {})).resolves.toBeNull();
  });
});

describe("a calendar's own answer, from the mailbox", () => {
  async function answering(scene: Scene, changes: Partial<CalendarReply> = {}) {
    const { uid } = await meetingIn(scene, 'CO-01');
    const { email } = identities.referent;
    const record = createReplies({ store: scene.store, world: scene.world, newId: () => 'c' }, scene.bot);
    return record({
      uid,
      sequence: 0,
      attendee: email,
      status: 'ACCEPTED',
      from: email,
      receivedAt: Temporal.Instant.from(JUNE),
      key: 'mail:reply:1',
      ...changes,
    });
  }

  async function standing(scene: Scene) {
    const meeting = await meetingIn(scene, 'CO-01');
    return meeting.attendance.get(await idOf(scene, 'referent'))?.answer ?? null;
  }

  it.each([
    ['ACCEPTED', 'present'],
    ['DECLINED', 'absent'],
  ] as const)('%s is recorded as « %s », as a button would', async (status, answer) => {
    const scene = await openMeetings();
    await expect(answering(scene, { status })).resolves.toBe('recorded');
    await expect(standing(scene)).resolves.toBe(answer);
  });

  it('a mail that is read again is recorded once, whatever was said since', async () => {
    const scene = await openMeetings();
    await answering(scene);
    await scene.say('referent', 'presence CO-01 absent');
    await expect(answering(scene)).resolves.toBe('recorded');
    await expect(standing(scene)).resolves.toBe('absent');
  });

  it('a calendar that was answered above the sequence of the date counts for the date', async () => {
    const scene = await openMeetings();
    await expect(answering(scene, { sequence: 9 })).resolves.toBe('recorded');
    await expect(standing(scene)).resolves.toBe('present');
  });

  it.each<[string, string, Partial<CalendarReply>]>([
    ['a sender who speaks for somebody else', 'foreign-sender', { from: identities.deputy.email }],
    ['« peut-être », which is no answer', 'no-answer', { status: 'TENTATIVE' }],
    ['a meeting that there is not', 'unknown-meeting', { uid: 'none' }],
    [
      'somebody who is not convened',
      'refused',
      { from: identities.stranger.email, attendee: identities.stranger.email },
    ],
  ])('%s changes nothing', async (_, outcome, changes) => {
    const scene = await openMeetings();
    const before = (await scene.journal()).length;
    await expect(answering(scene, changes)).resolves.toBe(outcome);
    expect((await scene.journal()).length).toBe(before);
  });

  it('an answer to a date that was moved since changes nothing', async () => {
    const scene = await openMeetings();
    await scene.say('coordinator', 'comite deplacer CO-01 22/07/2026 10:00');
    await scene.press('coordinator', 'Déplacer la réunion');
    await expect(answering(scene)).resolves.toBe('older-date');
    await expect(standing(scene)).resolves.toBeNull();
  });

  it('an answer that lay in the mailbox while the person said something else changes nothing', async () => {
    const scene = await openMeetings();
    await scene.say('referent', 'presence CO-01 absent');
    await expect(answering(scene)).resolves.toBe('answered-since');
    await expect(standing(scene)).resolves.toBe('absent');
  });

  it('of two answers that lay in the mailbox the later one stands, in whichever order they are read', async () => {
    for (const order of [
      ['ACCEPTED', 'DECLINED'],
      ['DECLINED', 'ACCEPTED'],
    ] as const) {
      const scene = await openMeetings();
      const { uid } = await meetingIn(scene, 'CO-01');
      const { email } = identities.referent;
      const record = createReplies({ store: scene.store, world: scene.world, newId: () => 'c' }, scene.bot);
      const receivedAt = { ACCEPTED: '2026-06-12T09:40:00Z', DECLINED: '2026-06-12T09:41:00Z' };
      for (const status of order) {
        const reply = { uid, sequence: 0, attendee: email, status, from: email, key: `mail:reply:${status}` };
        await record({ ...reply, receivedAt: Temporal.Instant.from(receivedAt[status]) });
      }
      await expect(standing(scene)).resolves.toBe('absent');
    }
  });
});
