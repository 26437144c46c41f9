import type { FileKind, KeptFile } from '../src/domain/kernel/file.ts';
import { NBSP, shortLabel } from './words.ts';

/** What each kind is, after « est ». */
export const FILE_KINDS: Readonly<Record<FileKind, string>> = {
  pdf: 'un PDF',
  docx: 'un document Word',
  xlsx: 'un classeur Excel',
  pptx: 'une présentation PowerPoint',
  odt: 'un document LibreOffice',
  ods: 'un classeur LibreOffice',
  odp: 'une présentation LibreOffice',
  png: 'une image PNG',
  jpg: 'une image JPEG',
  txt: 'un texte',
  csv: 'un CSV',
};

/** What a chooser of files offers: the kinds' own extensions and those that people write for them. */
export const FILE_EXTENSIONS: readonly string[] = [...Object.keys(FILE_KINDS), 'jpeg', 'md'];

/** Where a platform has no field for files: how to give one. */
export const GIVE_FIRST = `Pour joindre un fichier, envoyez-le d'abord à Jalon dans cette conversation${NBSP}: il vous proposera la suite.`;

/** The files that a form holds already. */
export function givenFiles(labels: readonly string[]): string {
  return `${labels.length === 1 ? 'Fichier joint' : 'Fichiers joints'}${NBSP}: ${labels.join(', ')}.`;
}

/** The same beside a field in which others may be chosen in their place. */
export function replaceableFiles(labels: readonly string[]): string {
  return `${givenFiles(labels)} Un nouvel envoi ${labels.length === 1 ? 'le' : 'les'} remplace.`;
}

const KIB = 1024;
const MIB = 1_048_576;

/** `rapport.pdf (1,2 Mo)`. */
export function fileLabel({ name, bytes }: Pick<KeptFile, 'name' | 'bytes'>): string {
  return shortLabel(`${name} (${frBytes(bytes)})`);
}

/** `812 octets`, `34 Ko`, `1,2 Mo`. */
export function frBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes}${NBSP}octets`;
  if (bytes < MIB) return `${Math.round(bytes / KIB)}${NBSP}Ko`;
  return `${(bytes / MIB).toFixed(1).replace('.', ',').replace(',0', '')}${NBSP}Mo`;
}
