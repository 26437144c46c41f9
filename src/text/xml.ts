import sax from 'sax';
import { hasUtf16Mark } from '../usecases/text-bytes.ts';
import { UnreadError } from './unread.ts';

/** What is told of an XML part while it is read. */
export interface XmlReading {
  readonly onOpen: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly onClose: (name: string) => void;
  readonly onText: (text: string) => void;
}

/** Read piece by piece: a part of 64 MiB is never one string. */
const PIECE_BYTES = 64 * 1024;

// Word keeps pictures in attributes, longer than the library's own limit; what is unzipped is limited before it.
Object.assign(sax, { MAX_BUFFER_LENGTH: Number.POSITIVE_INFINITY });

/**
 * Reads an XML part, in UTF-8 or UTF-16. Its own entities are not known: whoever declares a billion laughs is not
 * answered. Elements of `skipped` are passed over with all they hold. Throws `UnreadError` (`broken`) for what is not
 * well formed.
 */
export function readXml(bytes: Uint8Array, skipped: ReadonlySet<string>, reading: XmlReading): void {
  const parser = sax.parser(true);
  let depthSkipped = 0;
  let hasRoot = false;
  parser.onerror = () => {
    throw new UnreadError('broken');
  };
  parser.onopentag = ({ name, attributes }) => {
    hasRoot = true;
    if (depthSkipped > 0 || skipped.has(name)) depthSkipped += 1;
    else reading.onOpen(name, attributes as Record<string, string>);
  };
  parser.onclosetag = (name) => {
    if (depthSkipped > 0) depthSkipped -= 1;
    else reading.onClose(name);
  };
  const onText = (text: string) => {
    if (depthSkipped === 0) reading.onText(text);
  };
  parser.ontext = onText;
  parser.oncdata = onText;
  for (const piece of pieces(bytes)) parser.write(piece);
  parser.close();
  if (!hasRoot) throw new UnreadError('broken');
}

function* pieces(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
  yield decoder.decode();
}

function encodingOf(bytes: Uint8Array): string {
  if (!hasUtf16Mark(bytes)) return 'utf-8';
  return bytes[0] === 0xff ? 'utf-16le' : 'utf-16be';
}

/** The name of an element without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
