import { card, form, list, notice, text } from './blocks.ts';
import type { Card, Values } from './model.ts';
import { count, THIN } from './words.ts';

export interface ReceivedView {
  /** Names and sizes of what was kept. */
  readonly labels: readonly string[];
  /** Why others were not, a sentence each. */
  readonly refusals: readonly string[];
  /** What they may be used for. */
  readonly uses: readonly { readonly label: string; readonly command: string; readonly values: Values }[];
}

/** To somebody who has sent files without saying what for. */
export function filesReceived({ labels, refusals, uses }: ReceivedView): Card {
  const refused = refusals.map((sentence) => notice('refusal', sentence));
  if (labels.length === 0) return card('files-received', 'Fichier refusé', refused);
  const isPlural = labels.length > 1;
  const question = isPlural ? 'À quoi servent-ils' : 'À quoi sert-il';
  return card(
    'files-received',
    count(labels.length, 'fichier reçu', 'fichiers reçus'),
    [
      list(labels),
      ...refused,
      uses.length === 0
        ? text("Aucune des commandes qui vous sont ouvertes n'attend de fichier. Rien n'est enregistré.")
        : text(`${question}${THIN}? Rien n'est encore enregistré.`),
    ],
    uses.map(({ label, command, values }, rank) =>
      form(label, command, values, rank === 0 ? 'primary' : 'normal'),
    ),
  );
}
