import type { Store } from '../usecases/ports.ts';
import { createProbe } from './probe.ts';

export interface ReadinessParts {
  readonly store: Pick<Store, 'ping' | 'outbox'>;
  readonly now: () => Temporal.Instant;
  /** UTC instant of the last look at what is owed; null before the first. */
  readonly lastBeatAt: () => Temporal.Instant | null;
  /** How long the clock has given no sign of life, in milliseconds that no change of the hour touches; null before its first. */
  readonly silentForMs: () => number | null;
  /** True once the process was asked to end: it takes nothing new. */
  readonly isStopping: () => boolean;
}

/** Whether the bot can do its work, for load balancers, metrics and operators. */
export interface Readiness {
  readonly ok: boolean;
  readonly stopping: boolean;
  /** The records can be read and written. */
  readonly store: boolean;
  /** The clock has looked at what is owed lately. */
  readonly clock: boolean;
  readonly lastBeatAt: string | null;
  readonly silentSeconds: number | null;
  /** Null when the records cannot tell. Messages that fail do not make the process unready: another would fail alike. */
  readonly backlog: Backlog | null;
}

interface Backlog {
  readonly waiting: number;
  readonly due: number;
  readonly oldestDueSeconds: number | null;
  readonly failed: number;
}

/** Six missed beats: the clock is not only late, it has stopped. */
const STALE_AFTER_MS = 60_000;
const WITHIN_MS = 2000;
const PING_FRESH_MS = 1000;
const BACKLOG_FRESH_MS = 10_000;

/** Asks the records and the clock; within two seconds, and without a load that grows with how often it is asked. */
export function createReadiness(parts: ReadinessParts): () => Promise<Readiness> {
  const { store, now, silentForMs, lastBeatAt, isStopping } = parts;
  const ping = createProbe(() => store.ping().then(() => true), {
    freshMs: PING_FRESH_MS,
    withinMs: WITHIN_MS,
  });
  const backlog = createProbe(() => backlogOf(store, now()), {
    freshMs: BACKLOG_FRESH_MS,
    withinMs: WITHIN_MS,
  });
  return async () => {
    const [answered, report] = await Promise.all([ping(), backlog()]);
    const silentMs = silentForMs();
    const hasStore = answered === true;
    const clock = silentMs !== null && silentMs < STALE_AFTER_MS;
    const stopping = isStopping();
    return {
      ok: hasStore && clock && !stopping,
      stopping,
      store: hasStore,
      clock,
      lastBeatAt: lastBeatAt()?.toString() ?? null,
      silentSeconds: silentMs === null ? null : Math.round(silentMs / 1000),
      backlog: hasStore ? report : null,
    };
  };
}

async function backlogOf(store: ReadinessParts['store'], now: Temporal.Instant): Promise<Backlog> {
  const { waiting, due, oldestDueAt, failed } = await store.outbox(now.toString(), 0);
  const oldestDueSeconds =
    oldestDueAt === null ? null : Math.round(Temporal.Instant.from(oldestDueAt).until(now).total('seconds'));
  return { waiting, due, oldestDueSeconds, failed };
}
