import type { Content } from '../../domain/deliverable/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { filesIn } from '../attachments/given.ts';
import type { Context } from '../command.ts';
import { digestOf } from '../digest.ts';
import { readWebAddress } from '../web-address.ts';

/** What is handed over, and the SHA-256 (hex) by which it is known. */
export interface HandedContent {
  readonly content: Content;
  readonly digest: string;
}

/** The file or the address that was given. Refused: both, neither, an address that is not http(s), a file that was not taken. */
export function readContent(
  context: Pick<Context, 'givenFile'>,
  { fichier, lien }: { readonly fichier?: string | undefined; readonly lien?: string | undefined },
): HandedContent | Refusal {
  const files = filesIn(context, 'fichier', fichier, 1);
  if (files instanceof Refusal) return files;
  const [file] = files;
  if (file !== undefined && lien === undefined) return { content: { kind: 'file', file }, digest: file.hash };
  if (file === undefined && lien !== undefined) {
    const url = readWebAddress(lien, 'lien');
    return url instanceof Refusal ? url : { content: { kind: 'link', url }, digest: digestOf(url) };
  }
  return new Refusal({ code: 'file-or-link' }, lien === undefined ? 'fichier' : 'lien');
}
