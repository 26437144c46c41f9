import { FEED_NAME } from '../../../cards/feed.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import { answerOf } from '../../domain/committee/answers.ts';
import type { CalendarMeeting } from '../../domain/committee/calendar-entry.ts';
import { isConvened } from '../../domain/committee/invitees.ts';
import type { Calendars } from '../calendars.ts';
import type { Core } from '../core.ts';
import { coordinatorIds } from '../designate.ts';
import { isLoaded } from '../enrol.ts';
import type { PersonRow } from '../ports.ts';
import { type ClockContext, clockContext } from '../reminders.ts';
import { trackStream } from '../world.ts';
import { calendarMeeting } from './calendar.ts';
import { type BuiltFeed, createFeedCache, type Feed } from './feed-cache.ts';
import { feedDays } from './feed-days.ts';
import { committeeFacts, type Found } from './meetings.ts';

export interface FeedParts {
  readonly calendars: Calendars;
  /** Lets others in between two slices of work: people wait for their answers. */
  readonly pause: () => Promise<void>;
  /** Names these bytes: other bytes have another tag. */
  readonly tagOf: (body: Uint8Array) => string;
}

const MOST_BYTES = 32 * 1024 * 1024;
/** Each may convene the référents of 130 communes. */
const MEETINGS_PER_SLICE = 8;

/**
 * Opens the calendar feed that a link names, as the records are now: the meetings to which its holder is convened and
 * has not said no (art. 6), the dates of the calendars that they follow (art. 5). Null for a link that is none, was
 * revoked, or whose holder was erased: told apart only once the records were read, so that all of them take as long.
 * Throws `StoreError`: from records that are not known whole, meetings would vanish from calendars.
 */
export function createFeeds(core: Core, parts: FeedParts): (token: string) => Promise<Feed | null> {
  const cache = createFeedCache(MOST_BYTES);
  return async (token) => {
    const linked = core.links.readFeed(token);
    await core.world.catchUp();
    core.world.assertSound();
    const row = core.world.people.byId(linked?.personId ?? '');
    if (row === undefined || row.person.name === '' || row.person.feedGeneration !== linked?.generation)
      return null;
    return cache.get(row.person.id, versionOf(core, row, core.now()), () => build(core, parts, row));
  };
}

/** Everything that a feed is made of: the tracks, who the person is, and the day, on which roles begin and end. */
function versionOf({ world, settings }: Core, row: PersonRow, now: Temporal.Instant): string {
  const tracks = [...world.tracks.keys()].map((id) => `${id} ${world.versionOf(trackStream(id))}`);
  const isCoordinator = coordinatorIds({ world, settings }).includes(row.person.id);
  return [parisDay(now), row.revision, isCoordinator, ...tracks].join('|');
}

async function build(core: Core, { calendars, pause, tagOf }: FeedParts, row: PersonRow): Promise<BuiltFeed> {
  const context = clockContext(core, core.now());
  const version = versionOf(core, row, context.now);
  const own = await ownMeetings(context, row.person.id, pause);
  const slices: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const days = feedDays(context, row.person.id);
  const writer = await calendars();
  for (const slice of writer.feed({ name: FEED_NAME, meetings: entriesOf(context, own), days })) {
    slices.push(encoder.encode(slice));
    await pause();
  }
  const body = joined(slices);
  return { version, feed: { tag: tagOf(body), body } };
}

/** By date. Chosen before any is written: of a référent's tracks most meetings may be others'. */
async function ownMeetings(
  context: ClockContext,
  personId: string,
  pause: () => Promise<void>,
): Promise<readonly Found[]> {
  const facts = committeeFacts(context);
  const own: { readonly found: Found; readonly date: string }[] = [];
  let seen = 0;
  for (const found of heldMeetings(context)) {
    seen += 1;
    if (seen % MEETINGS_PER_SLICE === 0) await pause();
    const { track, meeting } = found;
    const answer = answerOf(meeting, personId);
    if (answer === 'absent' || answer === 'replaced') continue;
    if (!isConvened(track, meeting, facts, personId)) continue;
    own.push({ found, date: `${meeting.on} ${meeting.from} ${meeting.number}` });
  }
  return own.sort((a, b) => (a.date < b.date ? -1 : 1)).map(({ found }) => found);
}

/** What a calendar no longer shows disappears from it: so do meetings that will not take place. */
function heldMeetings({ world }: ClockContext): readonly Found[] {
  return [...world.tracks.values()].filter(isLoaded).flatMap((track) => {
    const meetings = [...track.committees.meetings.values()].filter(({ cancelled }) => cancelled === null);
    return meetings.map((meeting) => ({ track, facts: track.facts, meeting }));
  });
}

/** Made while they are written, slice by slice. */
function* entriesOf(context: ClockContext, own: readonly Found[]): Iterable<CalendarMeeting> {
  for (const found of own) yield calendarMeeting(context, found);
}

function joined(slices: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(slices.reduce((length, slice) => length + slice.byteLength, 0));
  let at = 0;
  for (const slice of slices) {
    whole.set(slice, at);
    at += slice.byteLength;
  }
  return whole;
}
