import { card, form as formButton, notice, run, subtle, text } from './blocks.ts';
import type { Action, Block, Card, Form, Values } from './model.ts';
import { count, frInstant, NBSP, quoted } from './words.ts';

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

/** What a button takes along of a form: all of it, or all but what is too long for it, files being the last to go. */
export interface TakenAlong {
  readonly what: 'all' | 'files' | 'nothing';
  readonly values: Values;
}

/**
 * Stands for a form where Slack cannot open one by itself: a modal needs a fresh click. `failed` when one should have
 * opened.
 */
export function openFormCard(
  form: Form,
  how: { readonly failed: boolean; readonly taken: TakenAlong },
): Card {
  const opening = how.failed
    ? notice('warning', "Le formulaire n'a pas pu s'ouvrir. Ouvrez-le avec le bouton ci-dessous.")
    : text('Cette demande se complète dans un formulaire.');
  const { what, values } = how.taken;
  const lost = what === 'all' ? [] : [notice('warning', LOST[what])];
  return card(
    'slack-open-form',
    form.title,
    [opening, ...lost],
    [formButton('Ouvrir le formulaire', form.command, values, 'primary')],
  );
}

const LOST = {
  files: `Le texte saisi est trop long pour être repris${NBSP}: il sera à saisir dans le formulaire.`,
  nothing: `Ce qui a été saisi ou joint est trop long pour être repris${NBSP}: ce sera à refaire dans le formulaire.`,
};

/** Under a field whose value is longer than Slack lets a form show. */
export function tooLongToShow(max: number): string {
  return `Le texte saisi dépasse ${max.toLocaleString('fr-FR')}${NBSP}caractères et ne peut pas être repris ici${NBSP}: merci de le raccourcir.`;
}

/** Around a card that stands on somebody's Home page. */
export const homeWords = {
  /** Under the outcome of a button of the page. */
  alsoInMessages: subtle('Cette réponse est aussi dans vos messages.'),
  /** In the place of an outcome too long for the page. */
  inMessages: notice('info', 'La réponse est dans vos messages.'),
  /** How many lines do not fit, and how to see them. */
  left: (lines: number, command: string): Block =>
    notice(
      'info',
      `Il reste ${count(lines, 'ligne')}, que cette page ne peut contenir${NBSP}: le bouton ci-dessous montre tout dans vos messages, comme ${quoted(`/jalon ${command}`)}.`,
    ),
  seeAll: (command: string): Action => run('Tout voir dans mes messages', command),
  /** From a UTC instant, ISO. */
  shownAt: (instant: string): Block => subtle(`Page à jour le ${frInstant(instant)}.`),
} as const;

/** A page of the installation in a workspace, in the browser. */
export interface InstallPage {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly label: string; readonly url: string } | null;
}

const again = (url: string) => ({ label: "Recommencer l'installation", url });

export const installPages = {
  invitation: (url: string): InstallPage => ({
    title: 'Installer Jalon dans Slack',
    paragraphs: [
      `Jalon accompagne les communes dans le programme ${quoted('ApproprIAtion Métropolitaine')}. Choisissez votre espace de travail${NBSP}: Slack vous dira ce que l'application demande avant de l'installer.`,
    ],
    link: { label: 'Continuer vers Slack', url },
  }),
  done: (workspace: string | null, url: string): InstallPage => ({
    title: 'Jalon est installé',
    paragraphs: [
      workspace === null
        ? 'Votre espace de travail peut utiliser Jalon.'
        : `L'espace de travail ${quoted(workspace)} peut utiliser Jalon.`,
      `Dans Slack, ouvrez l'application Jalon ou tapez ${quoted('/jalon aide')}.`,
    ],
    link: { label: 'Ouvrir Slack', url },
  }),
  refused: (url: string): InstallPage => ({
    title: "L'installation n'a pas abouti",
    paragraphs: [
      "La demande a été annulée, a expiré, ou n'a pas été commencée dans ce navigateur. Rien n'a été enregistré.",
    ],
    link: again(url),
  }),
  notAdmitted: (): InstallPage => ({
    title: "L'installation n'a pas abouti",
    paragraphs: [
      "Cet espace de travail n'est pas de ceux que la Métropole du Grand Paris a admis. Rien n'a été enregistré. Écrivez à la coordination du programme.",
    ],
    link: null,
  }),
  unavailable: (url: string): InstallPage => ({
    title: "L'installation n'a pas abouti",
    paragraphs: [
      "Le service est momentanément indisponible. Rien n'a été enregistré. Merci de réessayer dans quelques minutes.",
    ],
    link: again(url),
  }),
} as const;

/** The app's page in Slack: one line of 140 characters at most, and a text of 175 characters at least. */
export const appWords = {
  description: `Référents, échéances, comités et signalements du programme ${quoted('ApproprIAtion Métropolitaine')}.`,
  longDescription: `Jalon accompagne les communes, les établissements publics territoriaux et la Métropole du Grand Paris tout au long des parcours du programme${NBSP}: chaque bénéficiaire y tient à jour son référent, reçoit les rappels de son calendrier, répond aux convocations des comités et déclare un retard en un formulaire. Tapez ${quoted('/jalon aide')} pour commencer.`,
} as const;
