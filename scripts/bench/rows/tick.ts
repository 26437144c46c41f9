import type { TrackFacts } from '../../../src/domain/track/facts.ts';
import { createHeartbeat } from '../../../src/scheduler/heartbeat.ts';
import { frenchHolidays } from '../../../src/usecases/holidays.ts';
import type { Messenger } from '../../../src/usecases/messenger.ts';
import type { Person, Store } from '../../../src/usecases/ports.ts';
import { LiveWorld, trackStream } from '../../../src/usecases/world.ts';
import { testLinks } from '../../../test/support/links.ts';
import { emptyAppend } from '../lib/append.ts';
import type { EngineKind } from '../lib/engines.ts';
import { atMost, type Figure, median, shown } from '../lib/figure.ts';
import { BenchError } from '../lib/load.ts';

const TRACKS = 1000;
const DUE = 100;
const TRACKS_PER_APPEND = 100;
/** The first phase of the tracks that fall due ends on 31/03/2026: 30, 14, 7 days and one before it are announced. */
const WARM_UP = '2026-02-27T09:05:00+01:00';
const ROUNDS: readonly string[] = [
  '2026-03-17T09:05:00+01:00',
  '2026-03-24T09:05:00+01:00',
  '2026-03-30T09:05:00+02:00',
];

export interface TickSizes {
  /** Waiting reminders of the larger outbox; the smaller has one for each track. */
  readonly pending: number;
  readonly idleBeats: number;
}

/** Everything that the clock works with, on one set of records; `beat` is one whole look: what is owed, then the sending. */
interface Clockwork {
  beatAt(instant: string): Promise<number>;
  sent(): number;
  close(): Promise<void>;
}

/** One look with nothing due, and one with 100 reminders due, as the number of those that wait for later grows. */
export async function tickRow(engines: readonly EngineKind[], sizes: TickSizes): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const kind of engines) {
    const { name } = kind;
    const small = await clockwork(kind, TRACKS);
    const large = await clockwork(kind, sizes.pending);
    const idle = { small: [] as number[], large: [] as number[] };
    const due = { small: [] as number[], large: [] as number[] };
    for (const [index, at] of ROUNDS.entries()) {
      const both = [['small', small] as const, ['large', large] as const];
      const inTurn = index % 2 === 0 ? both : both.toReversed();
      for (const [size, clock] of inTurn) due[size].push(await dueBeat(clock, at));
      for (let beat = 0; beat < sizes.idleBeats; beat += 1) {
        for (const [size, clock] of inTurn) idle[size].push(await clock.beatAt(at));
      }
    }
    figures.push(
      growth(`${name}, look with nothing due`, idle, sizes, 1.2),
      growth(`${name}, look with ${DUE} due, recorded and sent`, due, sizes, 2),
    );
    await small.close();
    await large.close();
  }
  return figures;
}

function growth(
  what: string,
  times: { readonly small: readonly number[]; readonly large: readonly number[] },
  { pending }: TickSizes,
  limit: number,
): Figure {
  const [small, large] = [median(times.small), median(times.large)];
  return atMost(
    `${what}: ${pending.toLocaleString('en')} waiting over ${TRACKS.toLocaleString('en')}`,
    large / small,
    limit,
    `${shown(large)} ms / ${shown(small)} ms = ${shown(large / small)}`,
  );
}

async function dueBeat(clock: Clockwork, at: string): Promise<number> {
  const before = clock.sent();
  const tookMs = await clock.beatAt(at);
  const sent = clock.sent() - before;
  if (sent !== DUE) throw new BenchError(`${sent} reminders left instead of ${DUE}`);
  return tookMs;
}

async function clockwork(kind: EngineKind, pending: number): Promise<Clockwork> {
  const engine = await kind.open();
  await engine.reset();
  const store = engine.open();
  await fillTracks(store);
  await engine.execute(pendingSql(pending));
  for (const sql of kind.settle) await engine.execute(sql);
  let now = Temporal.Instant.from(WARM_UP);
  let sent = 0;
  const messenger: Messenger = {
    platform: 'slack',
    pace: { perConversationMs: 0, inAllMs: 0 },
    send: async () => {
      sent += 1;
      return { platformId: String(sent) };
    },
    findByEmail: async () => null,
  };
  const quiet = { info: () => undefined, warn: () => undefined, error: console.error };
  const heartbeat = createHeartbeat({
    store,
    world: new LiveWorld(store),
    settings: { coordinatorEmails: new Set(), holidays: frenchHolidays([2025, 2026, 2027, 2028]) },
    now: () => now,
    newId: () => crypto.randomUUID(),
    log: quiet,
    links: testLinks(() => now),
    messengers: [messenger],
    random: () => 0.5,
  });
  const beatAt: Clockwork['beatAt'] = async (instant) => {
    now = Temporal.Instant.from(instant);
    const startedAt = performance.now();
    await heartbeat.beat();
    return performance.now() - startedAt;
  };
  // Every track is looked at once, a hundred at a time, and says when to be looked at again.
  for (let seen = 0; seen <= TRACKS; seen += DUE) await beatAt(WARM_UP);
  return {
    beatAt,
    sent: () => sent,
    close: async () => {
      await heartbeat.stop();
      await engine.dispose();
    },
  };
}

async function fillTracks(store: Store): Promise<void> {
  for (let first = 0; first < TRACKS; first += TRACKS_PER_APPEND) {
    const ranks = Array.from({ length: TRACKS_PER_APPEND }, (_, index) => first + index);
    await store.append({
      ...emptyAppend(WARM_UP),
      writes: ranks.map((rank) => ({
        stream: trackStream(`track-${rank}`),
        expectedVersion: 0,
        nextDueAt: '2026-01-01T00:00:00Z',
        events: [
          { type: 'programme-loaded', data: { facts: { ...factsOf(rank) } } },
          {
            type: 'referent-designated',
            data: {
              number: `REF-2026-${rank}`,
              commune: 'commune',
              role: 'referent',
              personId: `P${rank}`,
              fromOn: '2025-12-01',
              replacesId: null,
              byId: 'system',
            },
          },
        ],
      })),
      people: ranks.map((rank) => ({ person: personOf(rank), expectedRevision: 0 })),
    });
  }
}

/** The tracks that fall due in the rounds, then those that do so a year later. */
function factsOf(rank: number) {
  const year = rank < DUE ? 2026 : 2027;
  const phase = (id: string, kind: 'audit' | 'setup' | 'use' | 'assessment', months: number) => ({
    id,
    title: id,
    kind,
    plannedMonths: months,
    minMonths: months,
    maxMonths: months,
  });
  return {
    id: `track-${rank}`,
    title: `Parcours ${rank}`,
    thematique: 'Banc',
    mgp: { name: 'Métropole du Grand Paris', siren: '200054781' },
    conventionEndsOn: `${year + 1}-12-31`,
    startsOn: `${year}-01-01`,
    phases: [
      phase('audit', 'audit', 3),
      phase('setup', 'setup', 3),
      phase('use', 'use', 6),
      phase('assessment', 'assessment', 1),
    ],
    assessmentBefore: `${year + 1}-12-31`,
    comopEveryMonths: 1,
    withdrawalOn: null,
    deliverableWorkingDays: 15,
    retentionYears: 5,
    contractor: null,
    kit: null,
    options: [],
    dataTransfer: 'on-request' as const,
    reviewQuestions: [],
    communicationContact: null,
    communicationEmail: null,
    logotypeGuide: null,
    beneficiaries: [
      {
        id: 'commune',
        name: `Commune ${rank}`,
        kind: 'commune' as const,
        siren: '219400223',
        example: false,
        deliberation: null,
        department: null,
        option: null,
        dataTransfer: null,
      },
    ],
  } satisfies TrackFacts;
}

function personOf(rank: number): Person {
  const email = `p${rank}@commune.example`;
  return {
    id: `P${rank}`,
    name: `Personne ${rank}`,
    position: null,
    email,
    phone: null,
    accounts: [{ platform: 'slack', id: `T/P${rank}`, email, reference: {}, seenAt: WARM_UP, lostAt: null }],
    preferences: { channel: null, pausedUntilOn: null, digestHour: null },
    feedGeneration: 0,
  };
}

/** Reminders that wait for 2099, spread over everybody; the same words on both engines. */
function pendingSql(count: number): string {
  const ms = Temporal.Instant.from('2099-01-01T08:00:00Z').epochMilliseconds;
  return `
    INSERT INTO messages (key, recipient, topic, data, message_group, not_before_at, not_before_ms, created_at,
      correlation_id, wake_ms)
    WITH RECURSIVE pending (rank) AS (SELECT 1 UNION ALL SELECT rank + 1 FROM pending WHERE rank < ${count})
    SELECT 'pending:' || rank, 'P' || (rank % ${TRACKS}), 'reminder',
      '{"commune":"commune","dueOn":"2099-02-01","milestone":"audit-end","offsetDays":-30,"track":"track-' || rank % ${TRACKS} || '"}',
      'reminder', '2099-01-01T08:00:00Z', ${ms} + rank, '2026-01-01T00:00:00Z', 'bench', ${ms} + rank
    FROM pending;`;
}
