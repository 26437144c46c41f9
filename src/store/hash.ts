import { hash } from 'node:crypto';
import { DamagedEntryError, StoreError } from '../usecases/errors.ts';
import type { Entry, JournalFault, JournalReport, Json, Store, StreamWrite } from '../usecases/ports.ts';

/** What the first entry of a stream names as the hash before it. */
export const genesisHash = '0'.repeat(64);

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * The one JSON text of a value: keys sorted, no spaces. Two equal values have the same text, so the text can be hashed.
 * Refuses what JSON would change in silence (undefined, NaN, a date, a map): the journal would not give back what it got.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new StoreError(`${value} cannot be stored as JSON`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  // A plain object's prototype has none itself, whichever realm made it.
  if (prototype === undefined || (prototype !== null && Object.getPrototypeOf(prototype) !== null)) {
    throw new StoreError(`a value of type ${typeof value} cannot be stored as JSON`);
  }
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member: Json | undefined = value[key];
    // What is undefined is refused like any other value that JSON does not know.
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member as Json)}`;
  }
  return `{${members}}`;
}

/** SHA-256 (hex) of everything an entry says, the hash of the entry before it included; `data` is their canonical text. */
function hashOf(entry: Omit<Entry, 'hash' | 'data'>, data: string): string {
  const { previousHash, stream, version, recordedAt, actor, type } = entry;
  // Of texts and a whole number there is one JSON text.
  const rest = JSON.stringify([previousHash, stream, version, recordedAt, actor, type]);
  return hash('sha256', `${rest.slice(0, -1)},${data}]`);
}

/** An entry to store, and the canonical text of its data. */
export interface Link {
  readonly entry: Entry;
  readonly text: string;
}

/** Turns the drafts of one write into numbered entries, each holding the hash of the one before it. */
export function chain(
  write: StreamWrite,
  headHash: string,
  recordedAt: string,
  actor: string,
): readonly Link[] {
  let previousHash = headHash;
  return write.events.map((draft, index) => {
    const version = write.expectedVersion + index + 1;
    const unsealed = {
      stream: write.stream,
      version,
      recordedAt,
      actor,
      type: draft.type,
      data: draft.data,
      previousHash,
    };
    const text = canonicalJson(draft.data);
    previousHash = hashOf(unsealed, text);
    return { entry: { ...unsealed, hash: previousHash }, text };
  });
}

/** Checks everything that a store holds: what was cut off at the end of a stream is missed too. */
export async function verifyStore(store: Store): Promise<JournalReport> {
  const before = await store.heads();
  const reached = new Map<string, number>();
  async function* noted(): AsyncIterable<Entry> {
    for await (const entry of store.journal()) {
      reached.set(entry.stream, entry.version);
      yield entry;
    }
  }
  const report = await verifyChain(noted(), before.streams);
  const after = await store.heads();
  // Entries beyond the head of their stream: the head was set back, and the next decision would write over them.
  const beyond = [...reached].filter(([stream, version]) => version > (after.streams.get(stream) ?? 0));
  return {
    entries: report.entries,
    faults: [
      ...report.faults,
      ...beyond.map(([stream]): JournalFault => {
        return { stream, version: (after.streams.get(stream) ?? 0) + 1, what: 'link' };
      }),
    ],
  };
}

/** What checks a store, for the bot. */
export function verifierOf(store: Store): {
  verify(): Promise<JournalReport>;
  verifyEntry(stream: string, version: number): Promise<readonly JournalFault[]>;
} {
  return {
    verify: () => verifyStore(store),
    verifyEntry: (stream, version) => verifyEntry(store, stream, version),
  };
}

/** Checks one stream up to an entry: it holds when nothing of it or before it was changed, taken out or put in. */
async function verifyEntry(
  store: Pick<Store, 'read' | 'journal'>,
  stream: string,
  version: number,
): Promise<readonly JournalFault[]> {
  const read = await store.read(stream, 0).catch((error: unknown) => {
    // Data that are no JSON any more: the whole journal is read so as to name their entry.
    if (error instanceof DamagedEntryError) return null;
    throw error;
  });
  async function* upTo(): AsyncIterable<Entry> {
    for await (const entry of read ?? store.journal())
      if (entry.stream === stream && entry.version <= version) yield entry;
  }
  return (await verifyChain(upTo(), new Map([[stream, version]]))).faults;
}

/**
 * Checks a journal read stream by stream, in order, holding one entry at a time.
 * `heads` (read before the journal) are the versions that each stream must reach: with them, entries cut off at the end
 * of a stream are found too; without them only what stands between two entries is.
 */
export async function verifyChain(
  entries: AsyncIterable<Entry>,
  heads: ReadonlyMap<string, number> = new Map(),
): Promise<JournalReport> {
  const faults: JournalFault[] = [];
  const unread = new Map(heads);
  let count = 0;
  let last: Entry | null = null;
  const closeStream = (ended: Entry | null): void => {
    if (ended === null) return;
    const head = unread.get(ended.stream) ?? 0;
    unread.delete(ended.stream);
    if (ended.version < head) faults.push({ stream: ended.stream, version: ended.version + 1, what: 'gap' });
  };
  for await (const entry of entries) {
    const before: Entry | null = last?.stream === entry.stream ? last : null;
    if (before === null) closeStream(last);
    const { stream, version } = entry;
    const expected = (before?.version ?? 0) + 1;
    if (version !== expected) faults.push({ stream, version: expected, what: 'gap' });
    else if (entry.previousHash !== (before?.hash ?? genesisHash))
      faults.push({ stream, version, what: 'link' });
    if (hashOf(entry, canonicalJson(entry.data)) !== entry.hash)
      faults.push({ stream, version, what: 'changed' });
    last = entry;
    count += 1;
  }
  closeStream(last);
  for (const [stream, head] of unread) if (head > 0) faults.push({ stream, version: 1, what: 'gap' });
  return { entries: count, faults };
}
