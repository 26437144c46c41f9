import { card, facts, form, list, notice, run, strong, subtle } from './blocks.ts';
import type { Card } from './model.ts';
import { ERASED_NAME, frInstant, frPhone, NBSP, quoted } from './words.ts';

export interface ErasureView {
  readonly personId: string;
  readonly name: string;
  readonly position: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** How many accounts are linked. */
  readonly accounts: number;
}

/** Whom a coordinator is about to erase, what will go and what will stay (RGPD). */
export function erasurePreview(view: ErasureView): Card {
  return card(
    'erasure-preview',
    'Effacer une personne',
    [
      notice('warning', "Rien n'est encore effacé. L'effacement est définitif."),
      facts([
        ['Nom', view.name],
        ['Fonction', view.position],
        ['Courriel', view.email],
        ['Téléphone', view.phone === null ? null : frPhone(view.phone)],
        ['Comptes rattachés', String(view.accounts)],
      ]),
      strong('Seront effacés'),
      list([
        'les coordonnées, les comptes et les préférences',
        'les messages qui attendent de lui être envoyés, et le détail de ceux qui sont partis',
        'les réponses gardées pour les demandes renvoyées deux fois, pour tous',
      ]),
      strong('Resteront'),
      list([
        `les actes datés de l'historique, au nom de ${quoted(ERASED_NAME)}`,
        "ce que d'autres ont écrit dans leurs propres messages, courriels et fichiers",
      ]),
      subtle("La cause d'un retard, écrite par la personne, reste dans l'historique (convention, art. 5)."),
    ],
    [
      form('Effacer…', 'effacement confirmer', { personne: view.personId }, 'danger'),
      run('Annuler', 'annuler', { objet: 'effacement' }),
    ],
  );
}

/** The receipt of an erasure; it names nobody, since it is kept. */
export function erasureDone(view: { readonly personId: string; readonly at: string }): Card {
  return card('erasure-done', 'Effacement enregistré', [
    notice('success', `Les données de la personne sont effacées depuis le ${frInstant(view.at)}.`),
    facts([["Identifiant dans l'historique", view.personId]]),
    subtle(
      `Les sauvegardes faites avant ce jour les contiennent encore${NBSP}: l'exploitant les laisse expirer. Rejouez cet effacement si l'une d'elles est restaurée.`,
    ),
  ]);
}

/** Nothing is left to erase. */
export function erasedAlready(): Card {
  return card('erased-already', 'Déjà effacé', [
    notice('info', "Les données de cette personne sont déjà effacées. Il n'y a rien d'autre à faire."),
  ]);
}
