import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import type { DurableEngine, Engine } from '../support/store-engines.ts';
import { durableEnginesFor, enginesFor } from '../support/store-suites.ts';

const monday = '2026-03-02T09:00:00Z';
const tuesday = '2026-03-03T09:00:00Z';
const wednesday = '2026-03-04T09:00:00Z';
const text = new TextEncoder();
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const nobody = () => false;

/** Two parts and a half, no two of them alike. */
function large(): Uint8Array {
  return Uint8Array.from({ length: 2_621_440 }, (_, at) => (at >> 12) % 251);
}

describe.each(enginesFor('files'))('files on %s', (_name, makeEngine) => {
  let engine: Engine;
  let store: Store;

  beforeAll(async () => {
    engine = await makeEngine();
  });
  beforeEach(async () => {
    await engine.reset();
    store = engine.open();
  });
  afterAll(async () => {
    await engine.dispose();
  });

  it('are named by the SHA-256 of what they hold, and given back to the byte', async () => {
    expect(await store.files.put(text.encode('hello'), monday)).toBe(HELLO);
    expect(await store.files.get(HELLO)).toEqual(text.encode('hello'));
    const bytes = large();
    const hash = await store.files.put(bytes, monday);
    expect(Buffer.compare((await store.files.get(hash)) ?? new Uint8Array(), bytes)).toBe(0);
    expect(await store.files.get('0'.repeat(64))).toBeNull();
  });

  it('are kept once, whoever gives them, at the same moment too', async () => {
    const [one, other] = [engine.open(), engine.open()];
    const bytes = large();
    const hashes = await Promise.all([one.files.put(bytes, monday), other.files.put(bytes, tuesday)]);
    expect(new Set(hashes).size).toBe(1);
    const [hash = ''] = hashes;
    expect(Buffer.compare((await one.files.get(hash)) ?? new Uint8Array(), bytes)).toBe(0);
    expect(await one.files.sweep(wednesday, nobody)).toBe(1);
    expect(await other.files.get(hash)).toBeNull();
  });

  it('go when they are old and nothing names them, and not before', async () => {
    const named = await store.files.put(text.encode('named'), monday);
    const old = await store.files.put(text.encode('old'), monday);
    const young = await store.files.put(text.encode('young'), tuesday);
    expect(await store.files.sweep(tuesday, (hash) => hash === named)).toBe(1);
    expect(await store.files.get(old)).toBeNull();
    expect(await store.files.get(named)).toEqual(text.encode('named'));
    expect(await store.files.get(young)).toEqual(text.encode('young'));
    expect(await store.files.sweep(tuesday, (hash) => hash === named)).toBe(0);
  });

  it('given again count as given then', async () => {
    const hash = await store.files.put(text.encode('again'), monday);
    await store.files.put(text.encode('again'), wednesday);
    await store.files.put(text.encode('again'), monday);
    expect(await store.files.sweep(tuesday, nobody)).toBe(0);
    expect(await store.files.get(hash)).toEqual(text.encode('again'));
  });

  it('may be empty, for what that is worth', async () => {
    const hash = await store.files.put(new Uint8Array(), monday);
    expect(await store.files.get(hash)).toEqual(new Uint8Array());
  });
});

describe.each(durableEnginesFor('files_damage'))('files on %s, damaged', (_name, makeEngine) => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await makeEngine();
  });
  beforeEach(async () => {
    await engine.reset();
  });
  afterAll(async () => {
    await engine.dispose();
  });

  it.each([
    ['a byte of which was changed', 'UPDATE file_parts SET bytes = %s WHERE part = 0'],
    ['a part of which is gone', 'DELETE FROM file_parts WHERE part = 1'],
  ])('one %s is not handed out: a proof that changed proves nothing', async (_what, sql) => {
    const store = engine.open();
    const hash = await store.files.put(large(), monday);
    const other = _name === 'SQLite' ? "x'00'" : "'\\x00'::bytea";
    await engine.execute(sql.replace('%s', other));
    await expect(store.files.get(hash)).rejects.toThrow(StoreError);
  });

  it('what a kill left half written is not there, can be given again, and goes in its time', async () => {
    const store = engine.open();
    const hash = await store.files.put(large(), monday);
    await engine.execute('DELETE FROM files; DELETE FROM file_parts WHERE part > 0');
    expect(await store.files.get(hash)).toBeNull();
    await store.files.put(large(), tuesday);
    expect(await store.files.get(hash)).not.toBeNull();
    await engine.execute('DELETE FROM files');
    expect(await store.files.sweep(wednesday, nobody)).toBe(1);
  });
});
