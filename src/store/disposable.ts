import Keyv from 'keyv';
import type { DisposableTable } from './disposable-table.ts';

class DisposableState extends Keyv {
  readonly #table: DisposableTable | null;

  constructor(table: DisposableTable | null) {
    super(table === null ? {} : { store: table, throwOnErrors: true });
    this.#table = table;
    // Keyv also emits what it throws; without a listener the event itself would be a second, uncaught failure.
    this.on('error', () => undefined);
    if (table !== null) return;
    // In memory a value is kept as it is instead of as JSON, written once and read each time: nobody changes one.
    this.serialize = undefined;
    this.deserialize = undefined;
  }

  /**
   * Takes away what has outlived its time: otherwise a value that nobody asks for again stays, in memory until the end,
   * in PostgreSQL for good. For now and then, and after an erasure (RGPD).
   */
  async sweep(): Promise<void> {
    if (this.#table !== null) return this.#table.sweep();
    // Keyv's own walk through its map takes away what it finds expired.
    const walk = this.iterator?.(undefined);
    while (walk !== undefined && (await walk.next()).done !== true);
  }
}

/**
 * State that may vanish without harm (profile cache, drafts of forms), each value with its time to live:
 * `set(key, value, ttlMs)`. In memory, or in a table of PostgreSQL, where every process sees it. Its methods throw when
 * PostgreSQL fails; call `sweep()` now and then, and `disconnect()` at the end.
 */
export function openDisposable(table: DisposableTable | null): DisposableState {
  return new DisposableState(table);
}

/**
 * The cached value of a key, or what `make` gives, kept for `ttlMs` milliseconds. A cache that fails costs a call to
 * `make`, never the answer; what `make` throws is thrown, and not kept. Not for values that may be undefined.
 */
export async function remember<T>(
  disposable: Keyv,
  key: string,
  ttlMs: number,
  make: () => Promise<T>,
): Promise<T> {
  const kept = await disposable.get<T>(key).catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = await make();
  await disposable.set(key, made, ttlMs).catch(() => false);
  return made;
}
