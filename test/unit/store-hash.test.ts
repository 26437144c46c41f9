import { describe, expect, it } from '@jest/globals';
import { canonicalJson, chain, genesisHash, verifyChain } from '../../src/store/hash.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Entry, StreamWrite } from '../../src/usecases/ports.ts';

describe('canonical JSON', () => {
  it('is the same text for equal values, whatever the order of their keys', () => {
    const text = '{"a":[1,null,{"c":true,"d":"é"}],"b":-0.5}';
    expect(canonicalJson({ b: -0.5, a: [1, null, { d: 'é', c: true }] })).toBe(text);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it.each([
    ['undefined', { a: undefined }],
    ['NaN', { a: Number.NaN }],
    ['an infinite number', { a: Number.POSITIVE_INFINITY }],
    ['a map', { a: new Map() }],
    ['a date', { a: Temporal.PlainDate.from('2026-03-02') }],
    ['a big integer', { a: 1n }],
    ['a function', { a: () => 1 }],
  ])('refuses what JSON would change in silence: %s', (_what, value) => {
    // What the types forbid is what is under test.
    expect(() => canonicalJson(value as never)).toThrow(StoreError);
  });
});

async function* streamOf(entries: readonly Entry[]): AsyncIterable<Entry> {
  yield* entries;
}

describe('hash chain', () => {
  const write = (stream: string): StreamWrite => ({
    stream,
    expectedVersion: 0,
    events: [1, 2, 3, 4].map((n) => ({ type: 't', data: { n } })),
    nextDueAt: null,
  });
  const chained = (one: StreamWrite) =>
    chain(one, genesisHash, '2026-03-02T09:00:00Z', 'p').map(({ entry }) => entry);
  const entries = [...chained(write('a')), ...chained(write('b'))];

  it('is whole as it was made', async () => {
    expect(await verifyChain(streamOf(entries))).toEqual({ entries: 8, faults: [] });
  });

  it.each(entries.map((entry) => [entry.stream, entry.version] as const))(
    'names the entry whatever is changed in it: %s %i',
    async (stream, version) => {
      const changes: readonly Partial<Entry>[] = [
        { recordedAt: '2026-03-02T09:00:01Z' },
        { actor: 'q' },
        { type: 'u' },
        { data: { n: 9 } },
        { hash: genesisHash.replace('0', '1') },
      ];
      for (const change of changes) {
        const changed = entries.map((entry) =>
          entry.stream === stream && entry.version === version ? { ...entry, ...change } : entry,
        );
        const { faults } = await verifyChain(streamOf(changed));
        expect(faults[0]).toEqual({ stream, version, what: 'changed' });
      }
    },
  );

  it('names an entry whose past was written again, hashes included', async () => {
    const rewritten = chained({ ...write('a'), events: [{ type: 't', data: { n: 9 } }] });
    const { faults } = await verifyChain(streamOf([...rewritten, ...entries.slice(1)]));
    expect(faults).toEqual([{ stream: 'a', version: 2, what: 'link' }]);
  });

  it('names what is missing: in the middle, at the end, a whole stream', async () => {
    const heads = new Map([
      ['a', 4],
      ['b', 4],
      ['c', 1],
      ['d', 0],
    ]);
    const { faults } = await verifyChain(
      streamOf(entries.filter((_entry, index) => index !== 1 && index !== 3)),
      heads,
    );
    expect(faults).toEqual([
      { stream: 'a', version: 2, what: 'gap' },
      { stream: 'a', version: 4, what: 'gap' },
      { stream: 'c', version: 1, what: 'gap' },
    ]);
  });
});
