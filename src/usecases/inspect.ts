import type { KeptFile } from '../domain/kernel/file.ts';
import { UPLOAD_HOURS } from './attachments/intake.ts';
import type { Visitor } from './bot.ts';
import type { Core } from './core.ts';
import type { Inspection, KeptText } from './inspection.ts';
import { holderOf } from './links.ts';
import type { JournalFault, JournalReport, Message } from './ports.ts';
import type { ReadText, TextReaders } from './text-reader.ts';

/** Where an inspection looks. */
export interface Inspected extends Pick<Core, 'store' | 'links' | 'now'> {
  /** Reads what is written in a file. */
  readonly texts: TextReaders;
  /** Checks the whole journal. */
  readonly verify: () => Promise<JournalReport>;
  /** Checks one stream up to an entry. */
  readonly verifyEntry: (stream: string, version: number) => Promise<readonly JournalFault[]>;
}

/** Messages in trouble that a coordinator is shown at once; the rest once these are dealt with. */
const TROUBLED_SHOWN = 100;

/** What an inspection goes on to once it has looked, for whoever asks. Throws `StoreError`. */
export function inspect<Settled>(
  parts: Inspected,
  inspection: Inspection<Settled>,
  visitor: Visitor,
): Promise<Settled | Inspection<Settled>> {
  const { store } = parts;
  switch (inspection.of) {
    case 'journal':
      return parts.verify().then(inspection.conclude);
    case 'outbox':
      return store.outbox(parts.now().toString(), TROUBLED_SHOWN).then(inspection.conclude);
    case 'entry':
      return parts.verifyEntry(inspection.stream, inspection.version).then(inspection.conclude);
    case 'file':
      return store.files.get(inspection.hash).then(inspection.conclude);
    case 'text':
      return textOf(parts, inspection.file).then(inspection.conclude);
    case 'keep':
      return kept(parts, inspection, visitor).then(inspection.conclude);
    case 'messages':
      return messagesOf(store, inspection.keys).then(inspection.conclude);
  }
}

async function messagesOf(
  store: Inspected['store'],
  keys: readonly string[],
): Promise<ReadonlyMap<string, Message>> {
  const found = await Promise.all(keys.map((key) => store.message(key)));
  return new Map(found.filter((message) => message !== null).map((message) => [message.key, message]));
}

async function textOf({ store, texts }: Inspected, { kind, hash }: KeptFile): Promise<ReadText> {
  const bytes = await store.files.get(hash);
  // Swept meanwhile: as good as one that cannot be read.
  return bytes === null ? { kind: 'unread', why: 'broken' } : (await texts()).read(kind, bytes);
}

async function kept(
  { store, links, now }: Inspected,
  { name, text }: { readonly name: string; readonly text: string },
  visitor: Visitor,
): Promise<KeptText> {
  const bytes = new TextEncoder().encode(text);
  const hash = await store.files.put(bytes, now().toString());
  const file: KeptFile = { hash, name, kind: 'txt', bytes: bytes.byteLength };
  return { file, token: links.sealUpload(holderOf(visitor), { kind: 'kept', file }, UPLOAD_HOURS) };
}
