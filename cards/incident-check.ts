import { card, facts, list, notice, subtle } from './blocks.ts';
import { type JournalFaultView, journalFault } from './journal.ts';
import type { Card } from './model.ts';
import type { PlainPage } from './pages.ts';
import { count, frInstant, NBSP } from './words.ts';

/** What recomputing the chain up to a report's entry found. */
export function incidentChecked(view: {
  readonly number: string;
  readonly at: string;
  readonly hash: string;
  /** Rank of its entry in its stream: all before it were checked too. */
  readonly version: number;
  readonly faults: readonly JournalFaultView[];
}): Card {
  const { number, at, hash, version, faults } = view;
  const holds = faults.length === 0;
  return card('incident-checked', `${number}${NBSP}: enregistrement ${holds ? 'intact' : 'altéré'}`, [
    holds
      ? notice(
          'success',
          `L'enregistrement du ${frInstant(at)} est intact${NBSP}: ${count(version, 'entrée vérifiée', 'entrées vérifiées')}.`,
        )
      : notice('refusal', "L'enregistrement ne concorde plus. Prévenez l'exploitant, qui a les sauvegardes."),
    ...(holds ? [] : [list(faults.map(journalFault))]),
    facts([['Empreinte', hash.replaceAll(/(.{8})(?=.)/gu, '$1 ')]]),
    subtle("Chaque entrée porte l'empreinte SHA-256 de la précédente."),
  ]);
}

/** The page behind the code of a receipt: the number, the instant, and whether the hash still agrees; nothing else. */
export function incidentCheckPage(
  number: string,
  found: { readonly at: string; readonly holds: boolean } | null,
): PlainPage {
  if (found === null)
    return {
      title: `${number}${NBSP}: l'empreinte ne concorde pas`,
      text: "Aucun enregistrement de ce numéro ne porte l'empreinte de ce reçu. Écrivez à la coordination de la Métropole, avec le reçu.",
    };
  return found.holds
    ? {
        title: `${number}${NBSP}: l'empreinte concorde`,
        text: `Cet enregistrement du ${frInstant(found.at)} n'a pas changé depuis.`,
      }
    : {
        title: `${number}${NBSP}: l'empreinte ne concorde plus`,
        text: `L'enregistrement du ${frInstant(found.at)}, ou une entrée qui le précède, a changé depuis. Écrivez à la coordination de la Métropole, avec le reçu.`,
      };
}
