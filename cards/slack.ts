import { card, form as formButton, notice, text } from './blocks.ts';
import type { Card, Form } from './model.ts';
import { NBSP, quoted } from './words.ts';

/** What Slack's own modals need in words. */
export const modalWords = {
  /** Title of a modal whose own title is longer than Slack takes; the whole title then stands at its top. */
  title: 'Jalon',
  cancel: 'Annuler',
  close: 'Fermer',
  choose: 'Choisir dans la liste',
} as const;

/** Shown while an answer takes longer than Slack waits. */
export const inProgressCard: Card = card('slack-in-progress', 'Jalon', [
  notice('info', 'Votre demande est en cours… La réponse suit ici même.'),
]);

/** Said in a public channel, where nothing of the answer is shown. */
export const answeredInPrivateCard: Card = card('slack-answered-in-private', 'Jalon', [
  notice('info', 'Pour la confidentialité, la suite vous est adressée en message privé.'),
]);

/**
 * Stands for a form where Slack cannot open one by itself: a modal needs a fresh click.
 * `failed` when a modal should have opened; `carried` false when what was typed is too long for a button to carry.
 */
export function openFormCard(form: Form, how: { readonly failed: boolean; readonly carried: boolean }): Card {
  const opening = how.failed
    ? notice('warning', "Le formulaire n'a pas pu s'ouvrir. Ouvrez-le avec le bouton ci-dessous.")
    : text('Cette demande se complète dans un formulaire.');
  const lost = notice(
    'warning',
    `Le texte saisi est trop long pour être repris${NBSP}: il sera à saisir dans le formulaire.`,
  );
  const values = how.carried ? { ...form.values, ...form.hidden } : form.hidden;
  return card('slack-open-form', form.title, how.carried ? [opening] : [opening, lost], [
    formButton('Ouvrir le formulaire', form.command, values, 'primary'),
  ]);
}

/** Under a field whose value is longer than Slack lets a form show. */
export function tooLongToShow(max: number): string {
  return `Le texte saisi dépasse ${max.toLocaleString('fr-FR')}${NBSP}caractères et ne peut pas être repris ici${NBSP}: merci de le raccourcir.`;
}

/** The app's page in Slack: one line of 140 characters at most, and a text of 175 characters at least. */
export const appWords = {
  description: `Référents, échéances, comités et signalements du programme ${quoted('ApproprIAtion Métropolitaine')}.`,
  longDescription: `Jalon accompagne les communes, les établissements publics territoriaux et la Métropole du Grand Paris tout au long des parcours du programme${NBSP}: chaque bénéficiaire y tient à jour son référent, reçoit les rappels de son calendrier et déclare un retard en un formulaire. Tapez ${quoted('/jalon aide')} pour commencer.`,
} as const;
