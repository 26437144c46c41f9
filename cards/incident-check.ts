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

/** One answer for a number that does not exist, for one that is another receipt's, and for an address that is none. */
export const NOT_A_RECEIPT: PlainPage = {
  title: "L'empreinte ne concorde pas",
  text: "Aucun enregistrement n'a le numéro et l'empreinte de cette adresse. Vérifiez qu'elle est complète, ou écrivez à la coordination de la Métropole, avec le reçu.",
};

/** The page behind the code of a receipt: the number, the instant, and whether the hash still agrees; nothing else. */
export function incidentCheckPage(
  number: string,
  { at, holds }: { readonly at: string; readonly holds: boolean },
): PlainPage {
  return holds
    ? {
        title: `${number}${NBSP}: l'empreinte concorde`,
        text: `Enregistré le ${frInstant(at)}. Ni cet enregistrement ni aucun de ceux qui le précèdent n'a changé depuis.`,
      }
    : {
        title: `${number}${NBSP}: l'empreinte ne concorde plus`,
        text: `Enregistré le ${frInstant(at)}. Cet enregistrement, ou l'un de ceux qui le précèdent, a changé depuis. Écrivez à la coordination de la Métropole, avec le reçu.`,
      };
}
