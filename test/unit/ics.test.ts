import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarDay } from '../../src/domain/committee/calendar-entry.ts';
import { organizerOf } from '../../src/ics/organizer.ts';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { calendarMeetingOf, readCalendar } from '../support/calendars.ts';

const organizer = { name: 'Jalon', email: 'jalon@metropole.example' };
const writer = createCalendarWriter({ organizer });
const meeting = calendarMeetingOf();
const day: CalendarDay = {
  uid: 'setup-end.choisy-le-roi@jalon',
  changedAt: '2026-03-12T09:42:00Z',
  on: '2026-05-31',
  title: 'Mise en place et formation, fin',
  description: 'Convention, art. 5.',
};

describe('a meeting as calendars obey it (art. 6)', () => {
  it('an invitation asks everybody convened, in Paris time with its time zone', () => {
    const { method, text } = writer.invitation({ method: 'REQUEST', meeting });
    const read = readCalendar(text);
    expect([method, read.method]).toEqual(['REQUEST', 'REQUEST']);
    expect(read.zones).toEqual(['Europe/Paris']);
    expect(read.events).toEqual([
      {
        uid: meeting.uid,
        sequence: 0,
        summary: meeting.title,
        description: meeting.description,
        location: 'visioconférence',
        start: '2026-07-15T08:00:00Z',
        end: '2026-07-15T09:30:00Z',
        stamp: '2026-03-12T09:42:00Z',
        status: 'CONFIRMED',
        organizer: 'mailto:jalon@metropole.example',
        alarms: ['-PT15M'],
        url: null,
        attendees: [
          {
            address: 'mailto:amina.diallo@choisy.example',
            name: 'Amina Diallo',
            partstat: 'NEEDS-ACTION',
            role: 'REQ-PARTICIPANT',
            rsvp: 'TRUE',
            cutype: 'INDIVIDUAL',
          },
          {
            address: 'mailto:bruno@nanterre.example',
            name: 'Bruno Lefèvre',
            partstat: 'ACCEPTED',
            role: 'OPT-PARTICIPANT',
            rsvp: 'TRUE',
            cutype: 'INDIVIDUAL',
          },
        ],
      },
    ]);
    expect(text).toContain('DTSTART;TZID=Europe/Paris:20260715T100000\r\n');
    expect(text).toMatch(/^DTSTAMP:20260312T094200Z\r$/mu);
  });

  it('a meeting asked for, moved and cancelled keeps one UID, and its SEQUENCE grows', () => {
    const told = [
      { method: 'REQUEST', meeting },
      { method: 'REQUEST', meeting: { ...meeting, sequence: 1, startsAt: '2026-07-22T10:00' } },
      { method: 'CANCEL', meeting: { ...meeting, sequence: 2, isCancelled: true } },
    ] as const;
    const read = told.map((invitation) => readCalendar(writer.invitation(invitation).text));
    expect(read.map(({ method }) => method)).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    const events = read.flatMap((calendar) => calendar.events);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(1);
    expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
    expect(events.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED']);
    expect(events[1]?.start).toBe('2026-07-22T08:00:00Z');
    const last = events[2];
    expect(last?.alarms).toEqual([]);
    expect(last?.attendees.map(({ rsvp }) => rsvp)).toEqual(['FALSE', 'FALSE']);
  });

  it('the same meeting is the same bytes', () => {
    const write = () => [
      writer.invitation({ method: 'REQUEST', meeting }).text,
      writer.file(meeting),
      [...writer.feed({ name: 'Jalon', meetings: [meeting], days: [day] })].join(''),
    ];
    expect(write()).toEqual(write());
  });

  it('a file for « Ajouter à mon agenda » asks nobody and names nobody', () => {
    const read = readCalendar(writer.file(meeting));
    expect(read.method).toBe('PUBLISH');
    expect(read.events).toMatchObject([
      { organizer: null, attendees: [], uid: meeting.uid, alarms: ['-PT15M'] },
    ]);
  });

  it('without an address for answers nobody is asked', () => {
    const { text } = createCalendarWriter({ organizer: null }).invitation({ method: 'REQUEST', meeting });
    expect(readCalendar(text).events).toMatchObject([{ organizer: null, attendees: [] }]);
  });

  it('the link of a video conference is a place and an address', () => {
    const place = 'https://visio.example/r?a=1;b=2,3';
    const [event] = readCalendar(writer.file({ ...meeting, place, url: place })).events;
    expect(event?.location).toBe(place);
    expect(event?.url).toBe('https://visio.example/r?a=1%3Bb=2%2C3');
  });

  it('somebody without a name is shown by their address', () => {
    const attendees = [{ ...meeting.attendees[0], name: ' ', email: 'x@y.example' }];
    const hostile = { ...meeting, attendees } as typeof meeting;
    const [event] = readCalendar(writer.invitation({ method: 'REQUEST', meeting: hostile }).text).events;
    expect(event?.attendees[0]?.name).toBe('x@y.example');
  });

  it('a whole day of the calendar (art. 5) occupies nobody', () => {
    const text = [...writer.feed({ name: 'Jalon', meetings: [], days: [day] })].join('');
    const [event] = readCalendar(text).events;
    expect(event).toMatchObject({ uid: day.uid, start: '2026-05-31', end: '2026-06-01', summary: day.title });
    expect(text).toContain('TRANSP:TRANSPARENT');
  });
});

describe('a feed', () => {
  it('says its name and how often to come back', () => {
    const text = [...writer.feed({ name: 'Jalon\r\nX-EVIL:1', meetings: [], days: [] })].join('');
    expect(readCalendar(text)).toMatchObject({
      method: 'PUBLISH',
      events: [],
      properties: {
        'x-wr-calname': 'Jalon X-EVIL:1',
        'refresh-interval': 'PT1H',
        'x-published-ttl': 'PT1H',
      },
    });
    expect(readCalendar(text).properties).not.toHaveProperty('x-evil');
  });

  it('comes in slices that together hold every event once, names nobody and asks nobody', () => {
    const meetings = Array.from({ length: 60 }, (_, index) => calendarMeetingOf({ uid: `u-${index}` }));
    const slices = [...writer.feed({ name: 'Jalon', meetings, days: [day] })];
    expect(slices.length).toBe(1 + 3 + 1 + 1);
    const { events } = readCalendar(slices.join(''));
    expect(events.map(({ uid }) => uid)).toEqual([...meetings.map(({ uid }) => uid), day.uid]);
    expect(events.every(({ organizer, attendees }) => organizer === null && attendees.length === 0)).toBe(
      true,
    );
  });
});

describe('text from people', () => {
  const plain = fc
    .string({ unit: 'binary' })
    .map((text) => text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, '\n'))
    .filter((text) => text.trim() !== '');

  it('comes out of a calendar as it went in, whatever it is, and never as anything else', () => {
    fc.assert(
      fc.property(plain, plain, (title, description) => {
        const told = calendarMeetingOf({ title, description, place: title });
        const { events } = readCalendar(writer.invitation({ method: 'REQUEST', meeting: told }).text);
        const line = title.replace(/\s+/gu, ' ').trim();
        expect(events).toMatchObject([{ summary: line, location: line, description }]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'fin"\r\nATTENDEE:mailto:evil@ailleurs.example',
    'BEGIN:VEVENT\nEND:VCALENDAR',
    'a;b:c,"d"^e\\f',
    `Réunion ${'é'.repeat(200)}`,
    '\u0000\u0007\u001b[31m',
  ])('a name or a title adds no line of its own: %j', (typed) => {
    const attendees = [{ ...meeting.attendees[0], name: typed, email: 'x@y.example' }] as const;
    const told = { ...meeting, title: typed, attendees } as typeof meeting;
    const { events, properties } = readCalendar(writer.invitation({ method: 'REQUEST', meeting: told }).text);
    expect(events).toHaveLength(1);
    expect(events[0]?.attendees.map(({ address }) => address)).toEqual(['mailto:x@y.example']);
    expect(events[0]?.summary).not.toMatch(/[\r\n]/u);
    expect(Object.keys(properties).sort()).toEqual(['method', 'prodid', 'version']);
  });
});

describe('summer time (wall time of Paris)', () => {
  const child = `
    const { createCalendarWriter } = await import(process.env.ROOT + '/src/ics/writer.ts');
    const { calendarMeetingOf, readCalendar } = await import(process.env.ROOT + '/test/support/calendars.ts');
    const writer = createCalendarWriter({ organizer: null });
    const days = ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'];
    const starts = days.flatMap((day) => ['01:30', '10:00', '23:30'].map((time) => day + 'T' + time));
    const meetings = starts.map((startsAt) => calendarMeetingOf({ uid: startsAt, startsAt }));
    const feed = [...writer.feed({ name: 'Jalon', meetings, days: [] })].join('');
    const events = [...meetings.map((m) => readCalendar(writer.file(m)).events[0]), ...readCalendar(feed).events];
    console.log(JSON.stringify(events.map(({ uid, start, end }) => [uid, start, end])));
  `;

  it.each(['UTC', 'America/New_York'])('no meeting moves over either night, on a host in %s', async (TZ) => {
    const root = join(import.meta.dirname, '..', '..');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-warnings', '--input-type=module', '-e', child],
      { env: { ...process.env, TZ, ROOT: root, NODE_OPTIONS: '' }, cwd: root },
    );
    const read = JSON.parse(stdout) as readonly [string, string, string][];
    expect(read).toHaveLength(2 * 21);
    for (const [startsAt, start, end] of read) {
      const from = Temporal.PlainDateTime.from(startsAt).toZonedDateTime('Europe/Paris');
      expect([startsAt, start]).toEqual([startsAt, from.toInstant().toString()]);
      const wanted = Temporal.Instant.compare(end, start) > 0;
      expect([startsAt, wanted]).toEqual([startsAt, true]);
      if (!startsAt.endsWith('01:30')) expect(end).toBe(from.add({ minutes: 90 }).toInstant().toString());
    }
  });
});

describe('the organiser, from the sender of mails', () => {
  it.each([
    ['Jalon <jalon@metropole.example>', 'Jalon', 'jalon@metropole.example'],
    ['"Jalon, Métropole" <jalon@metropole.example>', 'Jalon, Métropole', 'jalon@metropole.example'],
    ['<jalon@metropole.example>', 'jalon@metropole.example', 'jalon@metropole.example'],
    [' jalon@metropole.example ', 'jalon@metropole.example', 'jalon@metropole.example'],
  ])('%s', (from, name, email) => {
    expect(organizerOf(from)).toEqual({ name, email });
  });
});
