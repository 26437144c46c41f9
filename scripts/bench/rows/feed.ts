import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { parisDay } from '../../../src/domain/calendar/hours.ts';
import type { CalendarMeeting } from '../../../src/domain/committee/calendar-entry.ts';
import { mountFeed } from '../../../src/http/feed.ts';
import { createApp, type Listening, listen } from '../../../src/http/server.ts';
import { createCalendarWriter } from '../../../src/ics/writer.ts';
import { openMemory } from '../../../src/store/memory.ts';
import { calendarMeeting } from '../../../src/usecases/committee/calendar.ts';
import { createFeeds } from '../../../src/usecases/committee/feed.ts';
import type { Core } from '../../../src/usecases/core.ts';
import { frenchHolidays } from '../../../src/usecases/holidays.ts';
import { loadProgramme } from '../../../src/usecases/load-programme.ts';
import { parseProgramme } from '../../../src/usecases/programme.ts';
import { clockContext } from '../../../src/usecases/reminders.ts';
import { LiveWorld } from '../../../src/usecases/world.ts';
import { testLinks } from '../../../test/support/links.ts';
import { fillMeetings } from '../../../test/support/many-meetings.ts';
import { bareCalendar } from '../bare/calendar.ts';
import { atMost, type Figure, median, shown } from '../lib/figure.ts';
import { BenchError } from '../lib/load.ts';
import { designateReferents, referents, TRACK, writeProgramme } from '../lib/programme.ts';

const SIZES = [500, 5000];
const NOW = Temporal.Now.instant();
const [READER = { userId: '', email: '' }] = referents;
/** What nobody notices who waits for an answer. */
const LONGEST_SLICE_MS = 50;

/** A coordinator's feed of so many meetings, over HTTP: made anew, then asked for again unchanged. */
export async function feedRow({ rounds }: { readonly rounds: number }): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await feedOf(size, rounds)));
  return figures;
}

async function feedOf(size: number, rounds: number): Promise<readonly Figure[]> {
  const core = await filled(size);
  const meetings = entriesOf(core);
  const times = {
    cold: [] as number[],
    plain: [] as number[],
    unchanged: [] as number[],
    held: [] as number[],
  };
  // One round to warm up, then those that count.
  for (let round = -1; round < rounds; round += 1) {
    for (const kept of Object.values(times)) if (round === 0) kept.length = 0;
    times.held.push(await heldWhileMade(core));
    const site = await open(core);
    const cold = await fetched(site.url, {}, 200);
    times.cold.push(cold.tookMs);
    const again = await fetched(site.url, { 'if-none-match': cold.tag }, 304);
    times.unchanged.push(again.tookMs);
    await site.listening.close(100);
    const startedAt = performance.now();
    const text = bareCalendar('Jalon', meetings);
    times.plain.push(performance.now() - startedAt);
    if (eventsIn(text) !== size || eventsIn(cold.text) < size)
      throw new BenchError('not every event was written');
  }
  const [cold, plain, unchanged] = [median(times.cold), median(times.plain), median(times.unchanged)];
  const held = median(times.held);
  const what = `feed of ${size.toLocaleString('en')} events`;
  return [
    atMost(
      `${what}, made anew over HTTP, over ical-generator alone`,
      cold / plain,
      2,
      `${shown(cold)} ms / ${shown(plain)} ms = ${shown(cold / plain)}`,
    ),
    atMost(
      `${what}, processor time of its longest slice, in ms`,
      held,
      LONGEST_SLICE_MS,
      `${shown(held)} (ical-generator alone, in one piece: ${shown(plain)})`,
    ),
    atMost(
      `${what}, unchanged (304), over ical-generator alone`,
      unchanged / plain,
      0.5,
      `${shown(unchanged)} ms / ${shown(plain)} ms = ${shown(unchanged / plain)}`,
    ),
  ];
}

/** One track of every commune with its référent; the first of them is the coordinator, convened to every meeting. */
async function filled(size: number): Promise<Core> {
  const store = openMemory();
  const world = new LiveWorld(store);
  const now = () => NOW;
  const newId = () => randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'jalon-bench-feed-'));
  const path = join(folder, 'programme.json');
  writeProgramme(path);
  const programme = parseProgramme(JSON.parse(readFileSync(path, 'utf8')));
  rmSync(folder, { recursive: true });
  if (!programme.ok) throw new BenchError(JSON.stringify(programme.faults));
  await loadProgramme({ store, world, now, newId }, [programme.value], []);
  await designateReferents(store);
  await fillMeetings(store, { track: TRACK, count: size, beforeOn: parisDay(NOW).toString() });
  await world.catchUp();
  const holidays = frenchHolidays([2024, 2025, 2026, 2027]);
  const log = { info: () => undefined, warn: () => undefined, error: console.error };
  return {
    store,
    world,
    settings: { coordinatorEmails: new Set([READER.email]), holidays },
    now,
    newId,
    log,
    links: testLinks(now),
  };
}

/** The meetings as they are handed to whoever writes them. */
function entriesOf({ world, settings }: Core): readonly CalendarMeeting[] {
  const context = clockContext({ world, settings }, NOW);
  return [...world.tracks.values()].flatMap((track) => {
    const { facts } = track;
    if (facts === null) return [];
    return [...track.committees.meetings.values()].map((meeting) =>
      calendarMeeting(context, { track, facts, meeting }),
    );
  });
}

function feedsOf(core: Core) {
  const calendars = async () => createCalendarWriter({ organizer: null });
  const tagOf = (body: Uint8Array) => createHash('sha256').update(body).digest('base64url');
  return createFeeds(core, { calendars, pause: () => turn(), tagOf });
}

function linkOf(core: Core): URL {
  return new URL(core.links.feedUrl({ personId: READER.userId, generation: 0 }));
}

interface Site {
  readonly url: string;
  readonly listening: Listening;
}

/** The feeds on a port of this process, with nothing made yet. */
async function open(core: Core): Promise<Site> {
  const app = createApp();
  mountFeed(app, feedsOf(core));
  const listening = await listen(app, '127.0.0.1', 0);
  return { listening, url: `http://127.0.0.1:${listening.port}${linkOf(core).pathname}` };
}

async function fetched(url: string, headers: Record<string, string>, status: number) {
  const startedAt = performance.now();
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  const tookMs = performance.now() - startedAt;
  if (answer.status !== status) throw new BenchError(`the feed answered ${answer.status}`);
  return { text, tookMs, tag: answer.headers.get('etag') ?? '' };
}

/**
 * The most processor time that passes, while the feed is made, before somebody who asks for nothing but their turn gets
 * it, in milliseconds: what else the machine does meanwhile is no part of it.
 */
async function heldWhileMade(core: Core): Promise<number> {
  const [, token = ''] = /\/([^/]+)\.ics$/u.exec(linkOf(core).pathname) ?? [];
  let longest = 0;
  let isMade = false;
  const made = feedsOf(core)(token).finally(() => {
    isMade = true;
  });
  for (let last = busyMs(); !isMade; ) {
    await turn();
    const now = busyMs();
    longest = Math.max(longest, now - last);
    last = now;
  }
  if ((await made) === null) throw new BenchError('the feed opens nothing');
  return longest;
}

function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function eventsIn(text: string): number {
  return text.split('BEGIN:VEVENT').length - 1;
}
