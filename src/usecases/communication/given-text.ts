import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fileIn } from '../attachments/given.ts';
import type { Context, Outcome } from '../command.ts';
import { paragraph } from '../fields.ts';
import type { ReadText } from '../text-reader.ts';

/** What is pasted; more comes as a file. */
const LONGEST_PASTED = 20_000;
/** The name of the file that a pasted text becomes. */
export const PASTED = 'texte.txt';

/** The field of a text that a file may hold in its place. */
export const pastedText = paragraph(
  { label: 'Texte', hint: 'Collez-le ici, ou joignez un fichier' },
  { min: 1, max: LONGEST_PASTED },
).optional();

/** A text as it was given, which is a file from now on. */
export interface GivenText {
  readonly file: KeptFile;
  /** Names the file in the buttons and forms of whoever asks. */
  readonly token: string;
  readonly read: ReadText;
}

/** Goes on from the text that was pasted, or from what stands in the file. Refused: both, neither, and a file that was not taken. */
export function withGivenText(
  context: Pick<Context, 'givenFile'>,
  { texte, fichier }: { readonly texte?: string | undefined; readonly fichier?: string | undefined },
  goOn: (given: GivenText) => Outcome,
): Outcome {
  if (texte !== undefined && fichier !== undefined) return new Refusal({ code: 'text-or-file' }, 'texte');
  if (texte !== undefined)
    return {
      kind: 'inspection',
      of: 'keep',
      name: PASTED,
      text: texte,
      conclude: (kept) => goOn({ ...kept, read: { kind: 'text', text: texte } }),
    };
  if (fichier === undefined) return new Refusal({ code: 'text-missing' }, 'texte');
  const file = fileIn(context, 'fichier', fichier);
  if (file instanceof Refusal) return file;
  return {
    kind: 'inspection',
    of: 'text',
    file,
    conclude: (read) => goOn({ file, token: fichier, read }),
  };
}
