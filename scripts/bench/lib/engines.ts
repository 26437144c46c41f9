import { type DurableEngine, postgresEngine, sqliteEngine } from '../../../test/support/store-engines.ts';
import { startPostgres } from '../../postgres.mjs';

export interface EngineKind {
  readonly name: string;
  /** A set of records of its own. */
  open(): Promise<DurableEngine>;
  /** What makes a bulk insertion a matter of the past: statistics, and pages on the disk. */
  readonly settle: readonly string[];
}

export interface Engines {
  readonly kinds: readonly EngineKind[];
  stop(): void;
}

/** SQLite, and PostgreSQL on a throw-away server where it is installed. */
export async function openEngines(): Promise<Engines> {
  const server = await startPostgres();
  const sqlite: EngineKind = {
    name: 'SQLite',
    open: async () => sqliteEngine(),
    settle: ['ANALYZE', 'PRAGMA wal_checkpoint(TRUNCATE)'],
  };
  if (server === null) return { kinds: [sqlite], stop: () => undefined };
  let opened = 0;
  const postgres: EngineKind = {
    name: 'PostgreSQL',
    settle: ['VACUUM ANALYZE', 'CHECKPOINT'],
    open: () => {
      opened += 1;
      return postgresEngine(server.url, `bench_${opened}`);
    },
  };
  return { kinds: [sqlite, postgres], stop: server.stop };
}
