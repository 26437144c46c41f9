import { card, form, list, notice, run, subtle, text } from './blocks.ts';
import {
  contentActions,
  type DeliverableView,
  deliverableFacts,
  deliverableTitle,
  SILENCE,
  wholeFacts,
  withdrawnBlocks,
} from './deliverable.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { count, NBSP, shortened } from './words.ts';

/** Who is told that something was handed over. */
export interface ToldView {
  readonly people: number;
  /** Names of the beneficiaries for which nobody can be told. */
  readonly unreached: readonly string[];
}

const ARTICLE = 'Convention, art. 3.';

/** Before anything is recorded: what will be handed over, to whom. */
export function handOverPreview(view: DeliverableView, told: ToldView, values: Values): Card {
  return card(
    'hand-over-preview',
    `Aperçu${NBSP}: ${shortened(view.title, 100)}`,
    [...wholeFacts(view), ...willBeTold(told), text("Rien n'est encore enregistré."), subtle(ARTICLE)],
    [
      run('Déposer', 'livrable deposer', { ...values, confirme: 'oui' }, 'primary'),
      form('Corriger', 'livrable deposer', values),
      run('Annuler', 'annuler', { objet: 'livrable' }),
    ],
  );
}

/** To the coordinator who handed it over. */
export function deliverableHandedOver(view: DeliverableView, told: ToldView): Card {
  return card(
    'deliverable-handed-over',
    `Déposé${NBSP}: ${deliverableTitle(view)}`,
    [notice('success', `Le livrable ${view.number} est déposé.`), ...wereTold(told), ...wholeFacts(view)],
    [see(view), run('Suivi des livrables', 'livrable suivi')],
  );
}

/** Before a newer version is recorded. */
export function newVersionPreview(view: DeliverableView, told: ToldView, values: Values): Card {
  return card(
    'new-version-preview',
    `Aperçu${NBSP}: ${deliverableTitle(view)}`,
    [
      ...wholeFacts(view),
      text(replacesSentence(view)),
      ...willBeTold(told),
      text("Rien n'est encore enregistré."),
      subtle(ARTICLE),
    ],
    [
      run(
        'Déposer la nouvelle version',
        'livrable nouvelle-version',
        { ...values, confirme: 'oui' },
        'primary',
      ),
      form('Corriger', 'livrable nouvelle-version', values),
      run('Annuler', 'annuler', { objet: 'livrable' }),
    ],
  );
}

/** To the coordinator who put a newer version in the place of the former. */
export function deliverableReplaced(view: DeliverableView, told: ToldView): Card {
  return card(
    'deliverable-replaced',
    `Remplacé${NBSP}: ${deliverableTitle(view)}`,
    [
      notice('success', `La version ${view.version} de ${view.number} est déposée.`),
      text(replacesSentence(view)),
      ...wereTold(told),
      ...wholeFacts(view),
    ],
    [see(view), run('Suivi des livrables', 'livrable suivi')],
  );
}

/** To the coordinator who withdrew it. */
export function deliverableWithdrawn(view: DeliverableView): Card {
  return card(
    'deliverable-withdrawn',
    `Retiré${NBSP}: ${deliverableTitle(view)}`,
    [
      notice('success', `Le livrable ${view.number} est retiré. Plus personne n'est relancé à son sujet.`),
      ...withdrawnBlocks(view),
      text('Ce qui en a été dit reste au journal.'),
    ],
    [see(view)],
  );
}

/** To whoever is to validate: a deliverable, or a newer version, was handed over. */
export function deliverableHanded(view: DeliverableView, actions: readonly Action[]): Card {
  const isNew = view.version === 1;
  return card(
    'deliverable-handed',
    `${isNew ? 'Livrable à valider' : 'Nouvelle version à valider'}${NBSP}: ${deliverableTitle(view)}`,
    [
      text(
        isNew
          ? 'La Métropole vous remet ce livrable, que votre collectivité est chargée de valider.'
          : `${replacesSentence(view)} Elle est à valider à son tour.`,
      ),
      ...deliverableFacts(view),
      notice('info', SILENCE),
      subtle(ARTICLE),
    ],
    [...actions, ...contentActions(view), see(view)],
  );
}

/** To whoever was to validate it. */
export function withdrawalTold(view: DeliverableView): Card {
  return card(
    'withdrawal-told',
    `Livrable retiré${NBSP}: ${deliverableTitle(view)}`,
    [...withdrawnBlocks(view), text("Il n'est plus à valider. Aucune action n'est nécessaire.")],
    [see(view)],
  );
}

function replacesSentence({ version }: DeliverableView): string {
  return `La version ${version} remplace la version ${version - 1}. Ce qui a été dit de celle-ci reste au journal et ne vaut pas pour la nouvelle.`;
}

function willBeTold({ people, unreached }: ToldView): readonly Block[] {
  const sentence =
    people === 0
      ? 'Personne ne sera prévenu.'
      : `${count(people, 'personne sera prévenue', 'personnes seront prévenues')}.`;
  return [text(sentence), ...withoutReader(unreached)];
}

function wereTold({ people, unreached }: ToldView): readonly Block[] {
  const sentence =
    people === 0
      ? "Personne n'a été prévenu."
      : `${count(people, 'personne est prévenue', 'personnes sont prévenues')}.`;
  return [text(sentence), ...withoutReader(unreached)];
}

function withoutReader(unreached: readonly string[]): readonly Block[] {
  if (unreached.length === 0) return [];
  return [
    notice(
      'warning',
      `Sans référent nominatif à prévenir (${count(unreached.length, 'collectivité')})${NBSP}:`,
    ),
    list(unreached),
  ];
}

function see({ number }: DeliverableView): Action {
  return run('Voir le livrable', 'livrable voir', { livrable: number });
}
