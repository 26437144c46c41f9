import { card, facts, list, notice, run, strong, subtle, text } from './blocks.ts';
import { type Channel, channelName, type LostView, lostLine } from './channels.ts';
import type { Action, Block, Card } from './model.ts';
import { describeFault, isLegal, topicOf } from './outbox-words.ts';
import { type PageView, pageActions } from './paging.ts';
import { pageTitle } from './teams.ts';
import { andList, count, frInstant, NBSP, ofName, shortLabel, THIN } from './words.ts';

/** A message as a coordinator is told of it. */
export interface MessageView {
  readonly key: string;
  readonly to: string;
  readonly topic: string;
  readonly commune: string | null;
}

/** A message that did not leave as it should have. */
export interface TroubleView extends MessageView {
  /** The word that the delivery left, for `describeFault`. */
  readonly fault: string | null;
  readonly attempts: number;
  readonly createdAt: string;
  /** Null once no further try is made by itself. */
  readonly nextTryAt: string | null;
}

/** Somebody with a role whom Jalon reaches less well than it did, or not at all. */
export interface UnreachableView {
  readonly name: string;
  /** Null for the coordination. */
  readonly speaksFor: {
    readonly role: 'referent' | 'deputy';
    readonly commune: string;
    readonly communeValue: string;
  } | null;
  readonly lost: readonly LostView[];
  /** What is left to write to them. */
  readonly reachedBy: readonly Channel[];
}

export interface OutboxView extends PageView {
  readonly waiting: number;
  readonly due: number;
  readonly oldestDueAt: string | null;
  readonly failed: number;
  /** In trouble in all, of which `shown` can be paged through. */
  readonly troubled: number;
  readonly shown: number;
  readonly items: readonly TroubleView[];
  /** Rank of the first of them, from 1. */
  readonly first: number;
  readonly unreachable: readonly UnreachableView[];
}

/** How many of the unreachable get a button of their own. */
const FEW = 5;

/** What waits, what did not leave and why, and whom Jalon no longer reaches. */
export function outboxCard(view: OutboxView): Card {
  const oldest = view.oldestDueAt === null ? '' : `, depuis le ${frInstant(view.oldestDueAt)}`;
  const numbered = view.items.map((item, index) => `${view.first + index}. ${troubleLine(item)}`);
  const beyond = view.troubled - view.shown;
  return card(
    'outbox',
    pageTitle('Envois', view.page, view.pages),
    [
      facts([
        ['En attente', String(view.waiting)],
        ['À envoyer maintenant', `${view.due}${oldest}`],
        ['En échec', String(view.failed)],
      ]),
      ...(view.troubled === 0
        ? [notice('success', 'Aucun envoi en difficulté.')]
        : [notice('warning', `${count(view.troubled, 'envoi')} en difficulté.`), list(numbered)]),
      ...(beyond > 0 ? [subtle(`${count(beyond, 'autre', 'autres')} à voir une fois ceux-ci réglés.`)] : []),
      ...unreachableBlocks(view.unreachable),
    ],
    [
      ...view.items.flatMap((item, index) => itemActions(item.key, view.first + index)),
      ...(view.shown > 1 ? [run('Tout réessayer', 'envoi reessayer', { envoi: ALL })] : []),
      ...pageActions('envois', view),
      ...fileActions(view.unreachable),
    ],
  );
}

/** What names every message in trouble, where a button names one. */
export const ALL = 'tous';

/** A coordinator asked for one more try, or for as many as there are. */
export function messagesRetried(messages: readonly MessageView[]): Card {
  const [only, ...others] = messages;
  const said =
    only === undefined
      ? 'Aucun envoi en difficulté.'
      : others.length === 0
        ? `Nouvel essai demandé${NBSP}: ${about(only)}.`
        : `Nouvel essai demandé pour ${count(messages.length, 'envoi')}.`;
  return card('messages-retried', 'Nouvel essai', [notice('success', said)], [seeOutbox()]);
}

/** Legal messages are not given up with one press. */
export function confirmStop(message: MessageView): Card {
  return card(
    'confirm-stop',
    'Arrêter un envoi légal',
    [
      notice(
        'warning',
        `${about(message)}${NBSP}: la personne doit en être informée (convention, ${topicOf(message.topic).article}).`,
      ),
      text(`Si vous l'arrêtez, Jalon ne la préviendra pas${NBSP}: prévenez-la par un autre moyen.`),
    ],
    [
      run("Arrêter l'envoi", 'envoi arreter', { envoi: message.key, confirme: 'oui' }, 'danger'),
      run('Ne pas arrêter', 'annuler', { objet: 'envoi' }),
    ],
  );
}

/** A coordinator gave a message up. */
export function messageStopped(message: MessageView): Card {
  return card(
    'message-stopped',
    'Envoi arrêté',
    [
      notice('success', `${about(message)}${NBSP}: ce message ne partira pas.`),
      ...(isLegal(message.topic) ? [text('Prévenez la personne par un autre moyen.')] : []),
    ],
    [seeOutbox()],
  );
}

function seeOutbox(): Action {
  return run('Voir les envois', 'envois');
}

function itemActions(key: string, rank: number): readonly Action[] {
  return [
    run(`Réessayer le ${rank}`, 'envoi reessayer', { envoi: key }),
    run(`Arrêter le ${rank}`, 'envoi arreter', { envoi: key }, 'danger'),
  ];
}

function about({ to, topic, commune }: MessageView): string {
  return `${topicOf(topic).name} à ${to}${commune === null ? '' : ` (${commune})`}`;
}

function troubleLine(item: TroubleView): string {
  const next =
    item.nextTryAt === null ? 'aucun autre essai' : `prochain essai le ${frInstant(item.nextTryAt)}`;
  const tries = item.attempts === 0 ? '' : `, ${count(item.attempts, 'essai')}`;
  return `${about(item)}, du ${frInstant(item.createdAt)}${NBSP}: ${describeFault(item.fault)} (${next}${tries})`;
}

function unreachableBlocks(people: readonly UnreachableView[]): readonly Block[] {
  return people.length === 0 ? [] : [strong('Injoignables'), list(people.map(unreachableLine))];
}

/** One person whom Jalon reaches less well than it did, or not at all. */
export function unreachableLine({ name, speaksFor, lost, reachedBy }: UnreachableView): string {
  const role = speaksFor?.role === 'referent' ? 'référent(e)' : 'suppléant(e)';
  const who = speaksFor === null ? `${name} (coordination)` : `${name}, ${role} ${ofName(speaksFor.commune)}`;
  const why = lost.length === 0 ? 'aucune adresse' : lost.map(lostLine).join(', ');
  const left =
    reachedBy.length === 0
      ? 'plus aucun moyen de lui écrire'
      : `Jalon lui écrit par ${andList(reachedBy.map(channelName))}`;
  return `${who}${NBSP}: ${why}${THIN}; ${left}`;
}

function fileActions(people: readonly UnreachableView[]): readonly Action[] {
  const files = new Map(
    people.flatMap(({ speaksFor }) =>
      speaksFor === null ? [] : [[speaksFor.communeValue, speaksFor.commune] as const],
    ),
  );
  return [...files]
    .slice(0, FEW)
    .map(([communeValue, commune]) =>
      run(shortLabel(`Voir la fiche${NBSP}: ${commune}`), 'referent voir', { commune: communeValue }),
    );
}
