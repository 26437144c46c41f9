import { it } from '@jest/globals';
import { StoreError } from '../../src/usecases/errors.ts';
import {
  type DurableEngine,
  type Engine,
  memoryEngine,
  postgresEngine,
  sqliteEngine,
} from './store-engines.ts';

const serverUrl = process.env['JALON_TEST_DATABASE_URL'];

/** Fails in CI and says so elsewhere when there is no PostgreSQL to test on. Call while a suite's tests are declared. */
export function needPostgres(): string | null {
  if (serverUrl !== undefined) return serverUrl;
  if (process.env['CI'] !== 'true') it.todo('PostgreSQL is not tested: JALON_TEST_DATABASE_URL is absent');
  else {
    it('runs on PostgreSQL in CI', () => {
      throw new StoreError('JALON_TEST_DATABASE_URL is absent');
    });
  }
  return null;
}

/** The engines that outlive the process, for `describe.each`. `suite` names the database: one for each test file. */
export function durableEnginesFor(suite: string): readonly [string, () => Promise<DurableEngine>][] {
  const url = needPostgres();
  return [
    ['SQLite', async () => sqliteEngine()],
    ...(url === null
      ? []
      : [['PostgreSQL', () => postgresEngine(url, suite)] satisfies [string, () => Promise<DurableEngine>]]),
  ];
}

/** Every engine, for `describe.each`. */
export function enginesFor(suite: string): readonly [string, () => Promise<Engine>][] {
  return [['memory', async () => memoryEngine()], ...durableEnginesFor(suite)];
}
