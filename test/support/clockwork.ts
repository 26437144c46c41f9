import type { Card } from '../../cards/model.ts';
import type { CalendarInvitation } from '../../src/domain/committee/calendar-entry.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackFacts } from '../../src/domain/track/facts.ts';
import type { DeliverParts } from '../../src/scheduler/parts.ts';
import { openMemory } from '../../src/store/memory.ts';
import type { Log, LogFields } from '../../src/usecases/log.ts';
import type { Messenger, Pace } from '../../src/usecases/messenger.ts';
import type {
  Account,
  JsonObject,
  Message,
  MessageDraft,
  Person,
  PlatformName,
  Store,
  StreamWrite,
} from '../../src/usecases/ports.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import { DIRECTORY_STREAM, LiveWorld, trackStream } from '../../src/usecases/world.ts';
import { testLinks } from './links.ts';
import { appendOf, listOf } from './store-engines.ts';
import { choisyTrack, holidays, paris } from './track.ts';
import { type VirtualTimer, virtualTimer } from './virtual-timer.ts';

export interface Sent {
  readonly to: string;
  readonly key: string;
  readonly card: Card;
  readonly calendar?: CalendarInvitation;
}

/** A messenger that keeps what it was given, or fails as its script says, one entry for each send. */
export interface ScriptedMessenger extends Messenger {
  readonly sent: Sent[];
  readonly script: (Error | null)[];
  /** Called before each send: what happens meanwhile. */
  meanwhile: (account: Account) => Promise<void> | void;
}

export function scriptedMessenger(
  platform: PlatformName,
  found: (email: string) => Account | null = () => null,
  pace: Pace = { perConversationMs: 0, inAllMs: 0 },
): ScriptedMessenger {
  const messenger: ScriptedMessenger = {
    platform,
    pace,
    sent: [],
    script: [],
    meanwhile: () => undefined,
    send: async (account, card, { key, calendar }) => {
      await messenger.meanwhile(account);
      const fault = messenger.script.shift() ?? null;
      if (fault !== null) throw fault;
      messenger.sent.push({ to: account.id, key, card, ...(calendar === undefined ? {} : { calendar }) });
      return { platformId: `${platform}-${messenger.sent.length}` };
    },
    findByEmail: async (email) => found(email),
  };
  return messenger;
}

export interface LogLine {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: LogFields;
}

export function keptLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const keep = (level: keyof Log) => (event: string, fields: LogFields) => {
    lines.push({ level, event, fields });
  };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

export function accountOn(
  platform: PlatformName,
  personId: string,
  seenAt = '2026-01-01T09:00:00Z',
): Account {
  return {
    platform,
    id: `${platform}/${personId}`,
    email: `${personId}@exemple.fr`,
    reference: {},
    seenAt,
    lostAt: null,
  };
}

/** Somebody with an e-mail, who has written from these platforms, the last one most recently. */
export function person(id: string, ...platforms: readonly PlatformName[]): Person {
  const accounts = platforms.map((platform, index) =>
    accountOn(platform, id, `2026-01-0${index + 1}T09:00:00Z`),
  );
  return {
    id,
    name: `${id} Exemple`,
    position: null,
    email: `${id}@exemple.fr`,
    phone: null,
    accounts,
    preferences: NO_PREFERENCES,
    feedGeneration: 0,
  };
}

/** Records in memory, a clock that stands still until it is moved, and all that the clock works with. */
export interface Clockwork {
  readonly store: Store;
  readonly parts: DeliverParts;
  readonly log: ReturnType<typeof keptLog>;
  /** Time that passes by itself, whatever the clock says. */
  readonly timer: VirtualTimer;
  /** Moves the clock to an hour of Paris, « 2026-05-22 09:00 ». */
  at(text: string): void;
  /** Another process on the same records. */
  another(messengers?: readonly Messenger[]): DeliverParts;
  record(events: readonly TrackEvent[], messages?: readonly MessageDraft[], track?: string): Promise<void>;
  save(...people: readonly Person[]): Promise<void>;
  messages(): Promise<readonly Message[]>;
}

export const TRACK = choisyTrack().id;

export async function clockwork(
  start: string,
  messengers: readonly Messenger[],
  tracks: readonly TrackFacts[] = [choisyTrack()],
): Promise<Clockwork> {
  const store = openMemory();
  const log = keptLog();
  let now = paris(start);
  let ids = 0;
  const partsWith = (used: readonly Messenger[]): DeliverParts => ({
    store,
    world: new LiveWorld(store),
    settings: { coordinatorEmails: new Set(['coordinatrice@exemple.fr']), holidays },
    now: () => now,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    log,
    links: testLinks(() => now),
    messengers: used,
    random: () => 0.5,
  });
  const record: Clockwork['record'] = async (events, messages = [], track = TRACK) => {
    const stream = trackStream(track);
    const expectedVersion = (await store.heads()).streams.get(stream) ?? 0;
    const drafts = events.map(({ type, data }) => ({ type, data: { ...data } as unknown as JsonObject }));
    const writes = [
      { stream, expectedVersion, events: drafts, nextDueAt: now.toString() },
      ...silencing(events, (await store.heads()).streams.get(DIRECTORY_STREAM) ?? 0),
    ];
    await store.append(appendOf({ recordedAt: now.toString(), writes, messages }));
  };
  const save: Clockwork['save'] = async (...people) => {
    const known = await store.peopleSince(0);
    const writes = people.map((one) => ({
      person: one,
      expectedRevision: known.find((row) => row.person.id === one.id)?.revision ?? 0,
    }));
    await store.append(appendOf({ people: writes }));
  };
  for (const facts of tracks)
    await record(
      [
        { type: 'programme-loaded', data: { facts, contractorId: null, communicationId: null } },
        ...copilsHeld(facts),
      ],
      [],
      facts.id,
    );
  const parts = partsWith(messengers);
  return {
    store,
    parts,
    log,
    timer: virtualTimer(),
    at: (text) => {
      now = paris(text);
    },
    another: (used = messengers) => partsWith(used),
    record,
    save,
    messages: () => listOf(store.messages()),
  };
}

/** Whoever is designated wants no recall of the rules of communication: those are told elsewhere. */
function silencing(events: readonly TrackEvent[], expectedVersion: number): readonly StreamWrite[] {
  const silenced = events.flatMap((event) =>
    event.type === 'referent-designated'
      ? [{ type: 'rules-silenced', data: { personId: event.data.personId } }]
      : [],
  );
  return silenced.length === 0
    ? []
    : [{ stream: DIRECTORY_STREAM, expectedVersion, events: silenced, nextDueAt: null }];
}

/** Every COPIL of the calendar, held long ago: what the coordinators are told of those that are due stands elsewhere. */
function copilsHeld({ phases }: TrackFacts): readonly TrackEvent[] {
  return ['start', ...phases.map(({ id }) => `after:${id}`), 'final'].map((step, index) => ({
    type: 'meeting-scheduled',
    data: {
      meeting: `CP-0${index + 1}`,
      uid: `copil-${index + 1}`,
      kind: 'copil',
      title: null,
      commune: null,
      step,
      series: null,
      on: '2025-01-06',
      from: '10:00',
      durationMinutes: 90,
      place: 'visioconférence',
      guests: [],
      byId: 'coordinatrice',
    },
  }));
}

/** The same records, some of whose methods behave otherwise. */
export function storeWith(store: Store, changes: Partial<Store>): Store {
  return {
    heads: () => store.heads(),
    read: (...args) => store.read(...args),
    answerTo: (key) => store.answerTo(key),
    append: (append) => store.append(append),
    peopleSince: (revision) => store.peopleSince(revision),
    streamsDue: (...args) => store.streamsDue(...args),
    setNextDue: (...args) => store.setNextDue(...args),
    claim: (claim) => store.claim(claim),
    settle: (...args) => store.settle(...args),
    nextWakeAt: () => store.nextWakeAt(),
    message: (key) => store.message(key),
    journal: () => store.journal(),
    messages: () => store.messages(),
    outbox: (...args) => store.outbox(...args),
    sentSince: (...args) => store.sentSince(...args),
    purge: (before) => store.purge(before),
    vault: store.vault,
    files: store.files,
    flushed: () => store.flushed(),
    ping: () => store.ping(),
    close: () => store.close(),
    ...changes,
  };
}

/** What became of each message, by key. */
export async function fates(clock: Clockwork): Promise<Readonly<Record<string, string>>> {
  const messages = await clock.messages();
  return Object.fromEntries(
    messages.map((m) => [m.key, [m.state, m.lastError].filter((x) => x !== null).join(' ')]),
  );
}
