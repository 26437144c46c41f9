import { randomUUID } from 'node:crypto';
import type { Card } from '../../cards/model.ts';
import { plainText } from '../../cards/plain-text.ts';
import { atParis, PARIS } from '../domain/calendar/hours.ts';
import type { TrackFacts } from '../domain/track/facts.ts';
import { createLinks } from '../platform/web/links.ts';
import { createSealer } from '../platform/web/seal.ts';
import { deliver } from '../scheduler/deliver.ts';
import { tick } from '../scheduler/tick.ts';
import { openMemory } from '../store/memory.ts';
import type { Log } from '../usecases/log.ts';
import type { Messenger } from '../usecases/messenger.ts';
import type { Account, Entry, JsonObject, PlatformName, Store } from '../usecases/ports.ts';
import { undelivered } from '../usecases/undelivered.ts';
import { openCore } from './core.ts';
import { importVerb } from './import-verb.ts';
import type { Output } from './records-verbs.ts';
import { manualClock } from './trial.ts';

export interface ReplayOptions {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly json: boolean;
  /** A CSV of référents taken in on the first day, for a programme that has none yet. */
  readonly importPath: string | null;
  readonly coordinators: readonly string[];
}

/** One message of the virtual year. */
interface Line {
  readonly day: string;
  readonly hour: string;
  readonly to: string;
  readonly channel: PlatformName;
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly string[];
}

/** The programme's own address (règlement, art. 4), named where no coordinator is configured; nothing is sent to it. */
const DEFAULT_COORDINATOR = 'inno-num@metropolegrandparis.fr';
const NOT_COPIED = new Set([
  'reminders-owed',
  'reminder-noted',
  'reminder-snoozed',
  'programme-loaded',
  'invitations-owed',
  'meeting-reminder-owed',
  'action-reminder-owed',
  'copil-reminder-owed',
  'series-drift-owed',
]);
/** The first day's reminders leave at this hour too. */
const STARTS_AT_HOUR = 9;
const LONGEST_RUN = 200_000;

/**
 * `jalon replay`: runs the real clock and the real messages over a span of days in memory, and prints what each person
 * would receive. It starts from who is recorded today, as if they had been in place from the first day; reminders
 * already sent are sent again. Nothing is stored and nothing leaves.
 */
export async function replayVerb(
  real: Store,
  tracks: readonly TrackFacts[],
  options: ReplayOptions,
  log: Log,
  out: Output,
): Promise<number> {
  const clock = manualClock(atParis(options.from, STARTS_AT_HOUR));
  const end = atParis(options.to.add({ days: 1 }), 0);
  const store = openMemory();
  const coordinators = options.coordinators.length > 0 ? options.coordinators : [DEFAULT_COORDINATOR];
  const ids = { next: 0 };
  const newId = () => {
    ids.next += 1;
    return `replay-${ids.next}`;
  };
  // Nobody opens what a replay links to: any secret will do.
  const sealer = createSealer([randomUUID()]);
  const links = createLinks({ sealer, publicUrl: () => 'https://jalon.example', now: clock.now });
  await copyPeople(real, store, clock.now());
  const core = await openCore(store, tracks, coordinators, { now: clock.now, newId, log, links });
  await copyJournal(real, store, options.from, clock.now());
  if (options.importPath !== null) {
    const status = await importVerb(core, options.importPath, null, {
      print: () => undefined,
      printError: out.printError,
    });
    if (status !== 0) return status;
  }
  const lines: Line[] = [];
  const messengers = recorders(
    lines,
    clock.now,
    (email) => core.world.people.byEmail(email)?.person.name ?? email,
  );
  const parts = { ...core, messengers, random: () => 0.5 };
  for (let run = 0; run < LONGEST_RUN; run += 1) {
    await tick(parts);
    await deliver(parts);
    const next = await store.nextWakeAt();
    if (next === null || Temporal.Instant.compare(next, end) >= 0) break;
    const wake = Temporal.Instant.from(next);
    clock.set(Temporal.Instant.compare(wake, clock.now()) > 0 ? wake : clock.now().add({ seconds: 1 }));
  }
  if (options.json) out.print(JSON.stringify(lines));
  else for (const line of lines) out.print(readable(line));
  return 0;
}

async function copyPeople(real: Store, store: Store, now: Temporal.Instant): Promise<void> {
  const rows = await real.peopleSince(0);
  const people = rows.map(({ person }) => ({ person, expectedRevision: 0 }));
  if (people.length === 0) return;
  await store.append(
    undelivered({
      recordedAt: now.toString(),
      actor: 'system',
      correlationId: 'replay',
      people,
    }),
  );
}

/** Everything but what the replay makes itself; the first holder of each role counts from the first day. */
async function copyJournal(
  real: Store,
  store: Store,
  from: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  const seen = new Set<string>();
  for await (const entry of real.journal()) {
    if (NOT_COPIED.has(entry.type)) continue;
    const { streams } = await store.heads();
    const data = inForceFrom(entry, from, seen);
    await store.append(
      undelivered({
        recordedAt: now.toString(),
        actor: entry.actor,
        correlationId: 'replay',
        writes: [
          {
            stream: entry.stream,
            expectedVersion: streams.get(entry.stream) ?? 0,
            events: [{ type: entry.type, data }],
            nextDueAt: now.toString(),
          },
        ],
      }),
    );
  }
}

function inForceFrom(entry: Entry, from: Temporal.PlainDate, seen: Set<string>): JsonObject {
  if (entry.type !== 'referent-designated') return entry.data;
  const role = `${entry.stream} ${entry.data['commune']} ${entry.data['role']}`;
  const isFirst = !seen.has(role);
  seen.add(role);
  return isFirst && String(entry.data['fromOn']) > from.toString()
    ? { ...entry.data, fromOn: from.toString() }
    : entry.data;
}

function recorders(
  lines: Line[],
  now: () => Temporal.Instant,
  nameOf: (email: string) => string,
): readonly Messenger[] {
  const platforms: readonly PlatformName[] = ['slack', 'teams', 'web', 'mail'];
  return platforms.map((platform) => ({
    platform,
    pace: { perConversationMs: 0, inAllMs: 0 },
    async send(account: Account, card: Card) {
      const paris = now().toZonedDateTimeISO(PARIS);
      const to = account.email === null ? account.id : nameOf(account.email);
      lines.push({
        day: paris.toPlainDate().toString(),
        hour: paris.toPlainTime().toString({ smallestUnit: 'minute' }),
        to: to === account.email || account.email === null ? to : `${to} <${account.email}>`,
        channel: platform,
        title: card.title,
        text: plainText({ ...card, title: '' }),
        buttons: card.actions.map((action) => action.label),
      });
      return { platformId: `replay-${lines.length}` };
    },
    findByEmail: async () => null,
  }));
}

function readable(line: Line): string {
  const body = line.text.split('\n').map((text) => `    ${text}`);
  const buttons =
    line.buttons.length === 0 ? [] : [`    ${line.buttons.map((label) => `[${label}]`).join(' ')}`];
  return [
    `${line.day} ${line.hour}  ${line.channel}  ${line.to}`,
    `  ${line.title}`,
    ...body,
    ...buttons,
    '',
  ].join('\n');
}
