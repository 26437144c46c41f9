import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Attendance, MeetingScheduled } from '../../src/domain/committee/events.ts';
import { inviteesOf } from '../../src/domain/committee/invitees.ts';
import { nextSequence } from '../../src/domain/committee/when.ts';
import { tick } from '../../src/scheduler/tick.ts';
import { committeeFacts } from '../../src/usecases/committee/meetings.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import { person, type ScriptedMessenger, scriptedMessenger, TRACK } from '../support/clockwork.ts';
import { type Crowd, crowd } from '../support/crowd.ts';
import { designated } from '../support/track.ts';

const MEETING = 'CO-01';
const BEGIN = Temporal.PlainDateTime.from('2026-05-22T10:00');
const PEOPLE = ['amina', 'bruno', 'camille', 'denis'] as const;
type Who = (typeof PEOPLE)[number];

const scheduled: MeetingScheduled = {
  meeting: MEETING,
  uid: 'b1d1c3a0-0000-4000-8000-000000000001',
  kind: 'comop',
  title: null,
  commune: null,
  step: null,
  series: null,
  on: '2026-06-10',
  from: '10:00',
  durationMinutes: 90,
  place: 'visioconférence',
  guests: [],
  byId: 'camille',
};

/** What happens next, at the next hour. */
type Step =
  | { readonly kind: 'clock' | 'mail' | 'both' | 'cancel' }
  | { readonly kind: 'mail-down'; readonly sent: readonly boolean[] }
  | { readonly kind: 'designate'; readonly who: Who; readonly fromOn: string }
  | { readonly kind: 'move'; readonly on: string }
  | { readonly kind: 'invite'; readonly who: Who }
  | { readonly kind: 'say'; readonly who: Who; readonly answer: Attendance; readonly instead: Who };

const who = fc.constantFrom(...PEOPLE);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ kind: fc.constantFrom('clock', 'mail', 'both', 'both') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('mail-down'),
      sent: fc.array(fc.boolean(), { minLength: 4, maxLength: 8 }),
    }),
  },
  {
    weight: 6,
    // Also for a day that the meeting may lie before or after.
    arbitrary: fc.record({
      kind: fc.constant('designate'),
      who,
      fromOn: fc.constantFrom('2026-05-01', '2026-06-11'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move'),
      on: fc.constantFrom('2026-06-10', '2026-06-11', '2026-06-12'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('invite'), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('say'),
      who,
      answer: fc.constantFrom<Attendance>('present', 'absent', 'replaced'),
      instead: who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel') }) },
);

/** The meeting as somebody's calendar has it: what iTIP (RFC 5546) makes of the mails that it was sent, in their order. */
interface Entry {
  readonly sequence: number;
  /** Null once it was taken out. */
  readonly startsAt: string | null;
}

function calendarsFrom({ sent }: ScriptedMessenger): ReadonlyMap<string, Entry> {
  const calendars = new Map<string, Entry>();
  for (const { to, calendar } of sent) {
    if (calendar === undefined) continue;
    const { sequence, startsAt } = calendar.meeting;
    const before = calendars.get(to);
    if (before !== undefined) expect(sequence).toBeGreaterThan(before.sequence);
    if (calendar.method === 'REQUEST') calendars.set(to, { sequence, startsAt });
    else if (before !== undefined) calendars.set(to, { sequence, startsAt: null });
  }
  return calendars;
}

async function happen(scene: Crowd, mail: ScriptedMessenger, one: Step, rank: number): Promise<void> {
  const { world } = scene.parts;
  await world.catchUp();
  const meeting = world.tracks.get(TRACK)?.committees.meetings.get(MEETING);
  if (meeting === undefined) throw new TypeError('no meeting');
  const about = { meeting: MEETING, sequence: nextSequence(meeting), byId: 'camille' };
  switch (one.kind) {
    case 'clock':
      return tick(scene.parts);
    case 'mail':
      return scene.deliver();
    case 'both':
      await tick(scene.parts);
      return scene.deliver();
    case 'mail-down':
      mail.script.push(
        ...one.sent.map((sent) => (sent ? null : new DeliveryError('down', { retryable: true }))),
      );
      await scene.deliver();
      mail.script.length = 0;
      return;
    case 'designate':
      return scene.record([designated(one.who, one.fromOn, { number: `REF-2026-01${rank + 10}` })]);
  }
  if (meeting.cancelled !== null) return;
  switch (one.kind) {
    case 'cancel':
      return scene.record([{ type: 'meeting-cancelled', data: { ...about, reason: null } }]);
    case 'move': {
      const slot = { on: one.on, from: '14:00', durationMinutes: 90, place: 'Salle A' };
      return scene.record([{ type: 'meeting-moved', data: { ...about, ...slot } }]);
    }
    case 'invite': {
      const data = { meeting: MEETING, personIds: [one.who], byId: 'camille' };
      return scene.record([{ type: 'guests-invited', data }]);
    }
    case 'say': {
      const { who: personId, answer, instead } = one;
      const replacementId = answer === 'replaced' && instead !== personId ? instead : null;
      const data = { meeting: MEETING, personId, answer, sequence: meeting.sequence, replacementId };
      return scene.record([{ type: 'attendance-said', data }]);
    }
  }
}

describe('calendars (art. 6), whatever happens while mails wait', () => {
  it('end with those convened at the right hour, and with nobody else; each is told ever greater sequences', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const mail = scriptedMessenger('mail');
        const scene = await crowd(['camille'], [mail]);
        await scene.save(...PEOPLE.filter((id) => id !== 'camille').map((id) => person(id)));
        const { parts } = scene;
        await scene.record([{ type: 'meeting-scheduled', data: scheduled }]);
        let hours = 0;
        const later = () => {
          hours += 1;
          scene.at(BEGIN.add({ hours }).toString().replace('T', ' ').slice(0, 16));
        };
        for (const [rank, one] of steps.entries()) {
          later();
          await happen(scene, mail, one, rank);
        }
        for (let round = 0; round < 12; round += 1) {
          for (let hour = 0; hour < 4; hour += 1) later();
          await tick(parts);
          await scene.deliver();
        }
        await parts.world.catchUp();
        const track = parts.world.tracks.get(TRACK);
        const meeting = track?.committees.meetings.get(MEETING);
        if (track === undefined || meeting === undefined) throw new TypeError('no meeting');
        const convened = meeting.cancelled === null ? inviteesOf(track, meeting, committeeFacts(parts)) : [];
        const wanted = convened.map(({ personId }) => [
          `${personId}@exemple.fr`,
          `${meeting.on}T${meeting.from}`,
        ]);
        const calendars = [...calendarsFrom(mail)].flatMap(([to, { startsAt }]) =>
          startsAt === null ? [] : [[to.replace(/^mail\//u, ''), startsAt]],
        );
        expect(calendars.sort()).toEqual(wanted.sort());
      }),
      { numRuns: 80 },
    );
  });
});
