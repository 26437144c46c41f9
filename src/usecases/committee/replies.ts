import type { Attendance } from '../../domain/committee/events.ts';
import type { Meeting } from '../../domain/committee/state.ts';
import { personOf } from '../actor.ts';
import type { Bot, Visitor } from '../bot.ts';
import type { Core } from '../core.ts';
import type { World } from '../world.ts';

/** What somebody's calendar answers to an invitation (METHOD:REPLY, RFC 5546), as it came by mail. */
export interface CalendarReply {
  readonly uid: string;
  /** Of the invitation that is answered. */
  readonly sequence: number;
  /** Address of whom the calendar speaks for, lower case. */
  readonly attendee: string;
  /** PARTSTAT, upper case. */
  readonly status: string;
  /** Address of the mail's sender, lower case. */
  readonly from: string;
  /** UTC instant at which the mail server took it. */
  readonly receivedAt: Temporal.Instant;
  /** Delivery key: the same for the same mail. */
  readonly key: string;
}

/** Why a reply changes nothing is for the log: a calendar is told nothing back. */
export type ReplyOutcome =
  | 'recorded'
  | 'unknown-meeting'
  | 'foreign-sender'
  | 'no-answer'
  | 'older-date'
  | 'answered-since'
  | 'refused';

/** « Peut-être » is no answer: whoever says it is asked again. What is delegated in a calendar names nobody to us. */
const ANSWERS: ReadonlyMap<string, Extract<Attendance, 'present' | 'absent'>> = new Map([
  ['ACCEPTED', 'present'],
  ['DECLINED', 'absent'],
]);

/**
 * Records what calendars answer through the very command that a button calls, as the person. Only a person speaks for
 * themselves: the mail's sender and the attendee are one address. An answer to a date that was moved since, or older than
 * what the person said last, counts no more. Throws `StoreError` when the records cannot be reached: the mail is to be
 * read again.
 */
export function createReplies(
  core: Pick<Core, 'store' | 'world' | 'newId'>,
  bot: Pick<Bot, 'answer'>,
): (reply: CalendarReply) => Promise<ReplyOutcome> {
  const { world } = core;
  // When the mail came that said what stands: recorded a little later, it must not overtake the next one.
  const received = new Map<string, { readonly recordedAt: string; readonly at: Temporal.Instant }>();
  return async (reply) => {
    const reponse = ANSWERS.get(reply.status);
    if (reply.from !== reply.attendee) return 'foreign-sender';
    if (reponse === undefined) return 'no-answer';
    // Recorded before it could be marked as read: nothing new may be said for it.
    if ((await core.store.answerTo(reply.key)) !== undefined) return 'recorded';
    await world.catchUp();
    const meeting = meetingOf(world, reply.uid);
    if (meeting === null) return 'unknown-meeting';
    if (reply.sequence < meeting.sequence) return 'older-date';
    const visitor: Visitor = {
      platform: 'mail',
      accountId: reply.attendee,
      email: reply.attendee,
      name: null,
      reference: null,
    };
    const personId = personOf(world, visitor)?.person.id ?? '';
    const own = `${meeting.uid} ${personId}`;
    const before = meeting.attendance.get(personId);
    const heard = received.get(own);
    const saidAt = heard !== undefined && heard.recordedAt === before?.at ? heard.at : before?.at;
    if (saidAt !== undefined && Temporal.Instant.compare(saidAt, reply.receivedAt) >= 0)
      return 'answered-since';
    const values = { reunion: meeting.number, reponse, sequence: String(meeting.sequence) };
    await bot.answer({
      visitor,
      key: reply.key,
      correlationId: core.newId(),
      ask: { kind: 'run', command: 'presence', values },
    });
    // What the bot says is for people: what was recorded is in the records, when they can be reached.
    await world.catchUp();
    const said = meetingOf(world, reply.uid)?.attendance.get(personId);
    if (said?.answer !== reponse) return 'refused';
    received.set(own, { recordedAt: said.at, at: reply.receivedAt });
    return 'recorded';
  };
}

function meetingOf({ tracks }: World, wanted: string): Meeting | null {
  const all = [...tracks.values()].flatMap(({ committees }) => [...committees.meetings.values()]);
  return all.find(({ uid }) => uid === wanted) ?? null;
}
