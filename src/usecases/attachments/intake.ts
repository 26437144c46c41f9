import type { KeptFile } from '../../domain/kernel/file.ts';
import type { FileReason } from '../../domain/kernel/file-reasons.ts';
import type { Core } from '../core.ts';
import type { Given, UploadHolder } from '../links.ts';
import { kindOf } from './content.ts';
import { announcedKind, MOST_BYTES } from './kinds.ts';
import { createRooms, type Room } from './room.ts';

/** A file as somebody hands it over. */
export interface OfferedFile {
  /** As its owner calls it; a path in front of it is left out. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Takes files in for the platforms, which carry what it gives back as the value of a field. */
export interface Intake {
  /** Room for what is about to come. */
  enter(): Room;
  /** Checks and keeps a file. What is refused is carried as well, so that it is told under its field. Throws `StoreError`. */
  take(holder: UploadHolder, file: OfferedFile): Promise<string>;
  /** What is carried for a file that never came: too long, not handed over, or no room for it. */
  refuse(holder: UploadHolder, reason: FileReason): string;
}

/** Long enough for a form that is filled in over some days. */
export const UPLOAD_HOURS = 7 * 24;
/** In characters, and as UTF-8: sealed, three of them fit into a button. */
const LONGEST_NAME = 80;
const LONGEST_NAME_BYTES = 160;

/**
 * One for a process, whose memory the files under way share. They are taken by their content, see `kindOf`; what nobody
 * records goes after a week, see `sweepFiles`.
 */
export function createIntake({ store, links, now }: Pick<Core, 'store' | 'links' | 'now'>): Intake {
  const carried = (holder: UploadHolder, given: Given) => links.sealUpload(holder, given, UPLOAD_HOURS);
  const refuse = (holder: UploadHolder, reason: FileReason) => carried(holder, { kind: 'refused', reason });
  return {
    enter: createRooms(),
    refuse,
    async take(holder, { name: given, bytes }) {
      const name = fileName(given);
      if (bytes.byteLength > MOST_BYTES)
        return refuse(holder, { code: 'file-too-large', name, mostBytes: MOST_BYTES });
      const kind = await kindOf(name, bytes);
      if (typeof kind !== 'string') return refuse(holder, kind);
      const hash = await store.files.put(bytes, now().toString());
      const file: KeptFile = {
        hash,
        name: announcedKind(name) === null ? `${name}.${kind}` : name,
        kind,
        bytes: bytes.byteLength,
      };
      return carried(holder, { kind: 'kept', file });
    },
  };
}

/** The last part of a path, of bounded length, without what a file system or a line of text would stumble over. */
export function fileName(given: string): string {
  const clean = given
    .normalize('NFC')
    .replace(/^.*[/\\]/su, '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (/^\.*$/u.test(clean)) return 'fichier';
  if (isShort(clean)) return clean;
  const extension = /\.[^.]{1,8}$/u.exec(clean)?.[0] ?? '';
  const kept = [...clean.slice(0, clean.length - extension.length)].slice(0, LONGEST_NAME);
  while (!isShort(kept.join('') + extension)) kept.pop();
  return `${kept.join('')}${extension}`;
}

function isShort(name: string): boolean {
  return name.length <= LONGEST_NAME && new TextEncoder().encode(name).byteLength <= LONGEST_NAME_BYTES;
}
