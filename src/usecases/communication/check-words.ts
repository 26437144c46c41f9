import { SUPPORT_OPTIONS } from '../../../cards/supports.ts';
import { textChecked, textCorrected } from '../../../cards/text-check.ts';
import { checkText } from '../../domain/communication/check.ts';
import { correctedText } from '../../domain/communication/corrected.ts';
import type { Support } from '../../domain/communication/supports.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { type Context, defineCommand, type Outcome, type Settled } from '../command.ts';
import { attachment, choice, hidden } from '../fields.ts';
import type { Inspection } from '../inspection.ts';
import { LONGEST_READ, type ReadText } from '../text-reader.ts';
import { checkResultOf, printCheck } from './check-result.ts';
import { PASTED, pastedText, withGivenText } from './given-text.ts';

/** The text that somebody gave, or that was made from it: for whoever was given its address alone. */
export const CHECKED_FILE = 'texte-verifie';

/**
 * The second reader (règlement, art. 9): whether a text bears the mention, the account on social networks, the right names; the
 * logotype is asked for, since no text shows it. With `inserer`, the same text put right. Anyone may have a text read: nothing
 * of it is recorded, what was pasted is kept as a file for a week so that the next step need not be sent it again. Refused: both a
 * text and a file, neither, and a file in which nothing can be read.
 */
export const checkWords = defineCommand({
  word: 'texte verifier',
  aliases: { relire: {} },
  title: 'Vérifier un texte',
  help: 'vérifier la mention, les noms et le compte dans un texte avant de publier',
  article: 'règlement, art. 9',
  roles: ['anyone'],
  submitLabel: 'Vérifier',
  fields: {
    texte: pastedText,
    fichier: attachment(
      { label: 'Ou fichier', hint: '.docx, .odt, .pdf, .pptx, .odp ou .txt' },
      1,
    ).optional(),
    support: choice(
      { label: 'Support', hint: 'Le compte de la Métropole est demandé sur les réseaux sociaux' },
      SUPPORT_OPTIONS,
    ).optional(),
    inserer: hidden().optional(),
  },
  run: ({ texte, fichier, support = null, inserer }, context) => {
    // What a choice lets through is one of its values.
    const about = { support: support as Support | null, wantsCorrected: inserer !== undefined };
    return withGivenText(context, { texte, fichier }, ({ file, token, read }) => {
      const text = textIn(file, read);
      if (text instanceof Refusal) return text;
      const name = file.name === PASTED ? null : file.name;
      return told(context, { name, token, text }, about);
    });
  },
});

const CORRECTED = 'texte-corrige.txt';

/** A text with what names it in buttons, and as which file people know it. */
interface Given {
  readonly name: string | null;
  readonly token: string;
  readonly text: string;
}

interface Asked {
  readonly support: Support | null;
  readonly wantsCorrected: boolean;
}

/** What a file was found to hold. Refused: nothing that can be read. */
function textIn(file: KeptFile, read: ReadText): string | Refusal {
  return read.kind === 'text'
    ? read.text
    : new Refusal({ code: 'text-unread', name: file.name, why: read.why, max: LONGEST_READ }, 'fichier');
}

function told(context: Context, { name, token, text }: Given, { support, wantsCorrected }: Asked): Outcome {
  const checked = checkText(text, support);
  const isOwn = context.actor.speaksFor.length > 0;
  const about = support === null ? {} : { support };
  if (!wantsCorrected) {
    const result = printCheck(checkResultOf(checked));
    const values = { ...about, fichier: token };
    return { kind: 'answer', card: textChecked({ name, support, checked, values, isOwn, result }) };
  }
  const corrected = correctedText(text, support);
  return kept(CORRECTED, corrected, (made) => {
    const values = { ...about, fichier: made.token };
    const url = context.fileUrl({ file: CHECKED_FILE, values: { fichier: made.token } });
    return { kind: 'answer', card: textCorrected({ text: corrected, url, support, values, isOwn }) };
  });
}

function kept(
  name: string,
  text: string,
  conclude: Extract<Inspection<Settled>, { readonly of: 'keep' }>['conclude'],
): Inspection<Settled> {
  return { kind: 'inspection', of: 'keep', name, text, conclude };
}
