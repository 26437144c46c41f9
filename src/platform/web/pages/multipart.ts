import type { Room } from '../../../usecases/attachments/room.ts';
import type { NoBytes } from '../../../usecases/attachments/sent.ts';
import { PayloadError } from '../../../usecases/errors.ts';

/** A file as a form of a browser brings it; of one for which there is no room, only the name is kept. */
export interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Uint8Array | NoBytes;
}

export interface FormParts {
  readonly fields: readonly (readonly [string, string])[];
  /** In the order in which they came; a field in which none was chosen brings none. */
  readonly files: readonly FormFile[];
}

/** A body that is no form, or longer than any; `status` is what HTTP says of it. */
export class FormError extends PayloadError {
  readonly status: 400 | 413;

  constructor(message: string, status: 400 | 413, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Longest body that is read to its end, so that a form whose file is too long comes back with all that was typed. */
export const LONGEST_BODY_BYTES = 64 * 1024 * 1024;
const MOST_TEXT_BYTES = 1024 * 1024;
const MOST_PARTS = 100;
/** A part's name, its file's name, its type. */
const MOST_HEAD_BYTES = 8 * 1024;

/** Read at once: a body that comes byte by byte is no heap of as many pieces. */
const GATHERED_BYTES = 16 * 1024;

const LINE = '\r\n';
const BLANK_LINE = '\r\n\r\n';

interface OpenPart {
  readonly field: string;
  /** Null for text. */
  readonly fileName: string | null;
  readonly pieces: Uint8Array[];
  length: number;
  /** Why nothing of it is held. */
  missing: NoBytes | null;
}

/**
 * Reads a form of a browser with files (`multipart/form-data`, RFC 7578) as it comes. Node's own reader wants the whole of
 * it in memory three times, and stands still for a second over one that is made of tiny parts. Throws `FormError`.
 * @param room for all of its files together
 */
export async function readParts(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  room: Room,
): Promise<FormParts> {
  const reader = new PartsReader(boundary, room);
  try {
    for await (const chunk of body) reader.take(chunk);
  } catch (cause) {
    throw cause instanceof FormError ? cause : new FormError('the form broke off', 400, { cause });
  }
  return reader.parts();
}

/** The boundary that a content type names; null for any other type, and for a boundary that is none. */
export function boundaryOf(contentType: string): string | null {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/iu.exec(
      contentType,
    ) ?? [];
  return quoted ?? plain ?? null;
}

class PartsReader {
  readonly #delimiter: Buffer;
  readonly #fields: [string, string][] = [];
  readonly #files: FormFile[] = [];
  #coming: Uint8Array[] = [];
  #comingLength = 0;
  /** What is being read; as if a line had ended before the first delimiter. */
  #rest: Buffer = Buffer.from(LINE);
  #state: 'preamble' | 'head' | 'content' | 'end' = 'preamble';
  #part: OpenPart | null = null;
  #count = 0;
  #length = 0;
  #textRoom = MOST_TEXT_BYTES;
  readonly #room: Room;
  #fileRoom: number;

  constructor(boundary: string, room: Room) {
    this.#delimiter = Buffer.from(`${LINE}--${boundary}`);
    this.#room = room;
    this.#fileRoom = room.mostBytes;
  }

  take(chunk: Uint8Array): void {
    this.#length += chunk.byteLength;
    if (this.#length > LONGEST_BODY_BYTES) throw new FormError('the form is too long', 413);
    this.#coming.push(chunk);
    this.#comingLength += chunk.byteLength;
    if (this.#comingLength >= GATHERED_BYTES) this.#read();
  }

  #read(): void {
    if (this.#state !== 'end') this.#rest = Buffer.concat([this.#rest, ...this.#coming]);
    this.#coming = [];
    this.#comingLength = 0;
    while (this.#step());
  }

  parts(): FormParts {
    this.#read();
    if (this.#state !== 'end') throw new FormError('the form has no end', 400);
    return { fields: this.#fields, files: this.#files };
  }

  /** False when more must come first. */
  #step(): boolean {
    switch (this.#state) {
      case 'preamble':
      case 'content':
        return this.#readContent();
      case 'head':
        return this.#readHead();
      case 'end':
        return false;
    }
  }

  #readContent(): boolean {
    const at = this.#rest.indexOf(this.#delimiter);
    // The end of what has come may be the beginning of a delimiter.
    const end = at >= 0 ? at : Math.max(0, this.#rest.length - this.#delimiter.length + 1);
    this.#keep(this.#rest.subarray(0, end));
    if (at < 0) {
      this.#rest = this.#rest.subarray(end);
      return false;
    }
    this.#close();
    this.#rest = this.#rest.subarray(end + this.#delimiter.length);
    this.#state = 'head';
    return true;
  }

  #readHead(): boolean {
    if (this.#rest.length < LINE.length) return false;
    const start = this.#rest.toString('latin1', 0, LINE.length);
    if (start === '--') {
      this.#state = 'end';
      return false;
    }
    if (start !== LINE) throw new FormError('a delimiter does not end its line', 400);
    const end = this.#rest.indexOf(BLANK_LINE);
    if (end < 0 && this.#rest.length <= MOST_HEAD_BYTES) return false;
    if (end < 0 || end > MOST_HEAD_BYTES) throw new FormError('the head of a part is too long', 400);
    this.#count += 1;
    if (this.#count > MOST_PARTS) throw new FormError('the form has too many parts', 400);
    this.#part = partOf(this.#rest.toString('utf8', LINE.length, end));
    this.#rest = this.#rest.subarray(end + BLANK_LINE.length);
    this.#state = 'content';
    return true;
  }

  #keep(piece: Buffer): void {
    const part = this.#part;
    if (part === null || piece.length === 0) return;
    part.length += piece.length;
    if (part.fileName === null && part.length > this.#textRoom)
      throw new FormError('the texts of the form are too long', 413);
    if (part.fileName !== null) part.missing ??= this.#lack(part, piece);
    if (part.missing === null) part.pieces.push(piece);
    else part.pieces.length = 0;
  }

  /** Why a file is held no further; null where there is room for this piece of it. */
  #lack({ length }: OpenPart, piece: Buffer): NoBytes | null {
    if (length > this.#fileRoom) return 'too-large';
    return this.#room.take(piece.length) ? null : 'no-room';
  }

  #close(): void {
    const part = this.#part;
    this.#part = null;
    if (part === null) return;
    const { field, fileName, pieces, length, missing } = part;
    const whole = Buffer.concat(pieces);
    if (fileName === null) {
      this.#textRoom -= length;
      this.#fields.push([field, whole.toString('utf8')]);
    } else if (fileName !== '' || length > 0) {
      this.#fileRoom -= whole.length;
      this.#files.push({ field, name: fileName, bytes: missing ?? whole });
    }
  }
}

/** Browsers write a quote and the ends of a line in a name in the manner of addresses, and all else as it is. */
function partOf(head: string): OpenPart {
  const disposition = /^content-disposition:\s*form-data\s*(;[^\r\n]*)$/imu.exec(head)?.[1] ?? '';
  const field = /;\s*name="([^"]*)"/iu.exec(disposition)?.[1];
  const fileName = /;\s*filename="([^"]*)"/iu.exec(disposition)?.[1];
  if (field === undefined) throw new FormError('a part has no name', 400);
  return {
    field: unescaped(field),
    fileName: fileName === undefined ? null : unescaped(fileName),
    pieces: [],
    length: 0,
    missing: null,
  };
}

function unescaped(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}
