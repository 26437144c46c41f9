import { card, list, notice, subtle } from './blocks.ts';
import type { Card } from './model.ts';
import { count, NBSP } from './words.ts';

/** An entry of the journal that does not hold. */
export interface JournalFaultView {
  readonly stream: string;
  readonly version: number;
  readonly what: 'gap' | 'changed' | 'link';
}

const WHAT: Readonly<Record<JournalFaultView['what'], string>> = {
  gap: 'entrée absente',
  changed: 'contenu modifié',
  link: "chaînon rompu avec l'entrée précédente",
};
const SHOWN = 20;

/** What checking the journal found: it holds, or which entries do not. */
export function journalChecked(report: {
  readonly entries: number;
  readonly faults: readonly JournalFaultView[];
}): Card {
  const { entries, faults } = report;
  const chained = subtle("Chaque entrée porte l'empreinte SHA-256 de la précédente.");
  if (faults.length === 0) {
    const sound = `Le journal est intact${NBSP}: ${count(entries, 'entrée vérifiée', 'entrées vérifiées')}.`;
    return card('journal-checked', 'Journal vérifié', [notice('success', sound), chained]);
  }
  const rest =
    faults.length > SHOWN ? [`et ${count(faults.length - SHOWN, 'autre faute', 'autres fautes')}`] : [];
  return card('journal-checked', 'Journal altéré', [
    notice(
      'refusal',
      `${count(faults.length, 'faute')} sur ${count(entries, 'entrée')}. Prévenez l'exploitant, qui a les sauvegardes.`,
    ),
    list([...faults.slice(0, SHOWN).map(journalFault), ...rest]),
    chained,
  ]);
}

/** One fault, on one line. */
export function journalFault(fault: JournalFaultView): string {
  return `${fault.stream}, entrée ${fault.version}${NBSP}: ${WHAT[fault.what]}`;
}
