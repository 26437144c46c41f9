import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogFlush } from '../../src/store/log-flush.ts';

interface Begun {
  end(): void;
  fail(error: Error): void;
}

/** Flushes that end when the test says so. */
function heldFlushes(): { readonly flush: () => Promise<void>; readonly begun: Begun[] } {
  const begun: Begun[] = [];
  const flush = (): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    begun.push({ end: resolve, fail: reject });
    return promise;
  };
  return { flush, begun };
}

/** Two turns of the event loop: what was asked for has begun by then. */
async function turns(): Promise<void> {
  for (let count = 0; count < 2; count += 1) await new Promise((resume) => setImmediate(resume));
}

describe('flushing of a log', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jalon-flush-'));
    path = join(folder, 'log');
    closeSync(openSync(path, 'w'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The names of those who were told, in the order in which they were. */
  function told(): { readonly names: string[]; note(name: string, promise: Promise<void>): void } {
    const names: string[] = [];
    return {
      names,
      note: (name, promise) => {
        promise.then(
          () => names.push(name),
          (error: unknown) => names.push(`${name}: ${String(error)}`),
        );
      },
    };
  }

  it('is one for all that was written in one turn of the event loop', async () => {
    const { flush, begun } = heldFlushes();
    const log = new LogFlush(path, flush);
    const { names, note } = told();
    for (const name of ['a', 'b', 'c']) note(name, log.request());
    await turns();
    expect(begun).toHaveLength(1);
    expect(names).toEqual([]);
    begun[0]?.end();
    await turns();
    expect(names).toEqual(['a', 'b', 'c']);
    log.close();
  });

  it('that has begun is not enough for what is written meanwhile: one more follows it, for all of that', async () => {
    const { flush, begun } = heldFlushes();
    const log = new LogFlush(path, flush);
    const { names, note } = told();
    note('before', log.request());
    await turns();
    note('during', log.request());
    note('during too', log.request());
    await turns();
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await turns();
    expect(names).toEqual(['before']);
    expect(begun).toHaveLength(2);
    begun[1]?.end();
    await turns();
    expect(names).toEqual(['before', 'during', 'during too']);
    log.close();
  });

  it('that fails fails for everybody who waits and for all who ask later: no later success is believed', async () => {
    const { flush, begun } = heldFlushes();
    const log = new LogFlush(path, flush);
    const { names, note } = told();
    note('before', log.request());
    await turns();
    note('during', log.request());
    begun[0]?.fail(new Error('EIO'));
    await turns();
    note('after', log.request());
    note('reader', log.requested());
    await turns();
    expect(begun).toHaveLength(1);
    expect(names).toEqual(['before', 'during', 'after', 'reader'].map((name) => `${name}: Error: EIO`));
    log.close();
  });

  it('is waited for by who only reads, when one is due, and by nobody otherwise', async () => {
    const { flush, begun } = heldFlushes();
    const log = new LogFlush(path, flush);
    const { names, note } = told();
    note('nothing written', log.requested());
    await turns();
    note('writer', log.request());
    note('reader', log.requested());
    await turns();
    expect(names).toEqual(['nothing written']);
    begun[0]?.end();
    await turns();
    expect(names).toEqual(['nothing written', 'writer', 'reader']);
    log.close();
  });

  it('reaches the system by default, and needs a log that is there', async () => {
    const log = new LogFlush(path);
    await log.request();
    log.close();
    expect(() => new LogFlush(join(folder, 'none'))).toThrow('ENOENT');
  });
});
