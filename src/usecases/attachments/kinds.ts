import type { FileKind } from '../../domain/kernel/file.ts';

/** Longest file that is taken, in bytes. */
export const MOST_BYTES = 25 * 1024 * 1024;

/** The media type of each kind, as it is said when the file is handed out again. */
export const MEDIA_TYPES: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  png: 'image/png',
  jpg: 'image/jpeg',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Extensions that people write for a kind beside its own. */
const SPELLINGS: Readonly<Record<string, FileKind>> = { jpeg: 'jpg', text: 'txt', md: 'txt' };

/** The kind that a file's name announces; null for no extension, undefined for one of no kind that is taken. */
export function announcedKind(name: string): FileKind | null | undefined {
  const extension = extensionOf(name);
  if (extension === null) return null;
  return isKind(extension) ? extension : SPELLINGS[extension];
}

/** What follows the last dot of a name, in lower case; null without one. */
function extensionOf(name: string): string | null {
  const found = /\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1];
  return found === undefined ? null : found.toLowerCase();
}

function isKind(extension: string): extension is FileKind {
  return Object.hasOwn(MEDIA_TYPES, extension);
}
