import { card, form, list, notice, run, text } from './blocks.ts';
import type { Action, Card } from './model.ts';
import { andList, count, frInstant, NBSP, quoted, shortLabel, shortName, THIN } from './words.ts';

type Channel = 'slack' | 'teams' | 'web' | 'mail';

/** Somebody who can no longer be written to on one channel. */
export interface UnreachableView {
  readonly name: string;
  /** Those that the person speaks for. */
  readonly communes: readonly { readonly name: string; readonly value: string }[];
  /** Null for somebody of whom no channel was ever known. */
  readonly channel: Channel | null;
  /** UTC instant. */
  readonly since: string;
  /** Another channel takes the messages. */
  readonly hasOther: boolean;
}

const CHANNELS: Readonly<Record<Channel, string>> = {
  slack: 'sur Slack',
  teams: 'sur Teams',
  web: "sur la page d'essai",
  mail: 'par courriel',
};
const MOST_BUTTONS = 5;

/** Tells the coordination whom messages no longer reach, and what can be done about it. */
export function peopleUnreachable(views: readonly UnreachableView[]): Card {
  const [first] = views;
  const isOne = first !== undefined && views.length === 1;
  const title = isOne
    ? `${shortName(first.name)}${NBSP}: injoignable`
    : count(views.length, 'personne injoignable', 'personnes injoignables');
  const what = isOne ? notice('warning', lineOf(first)) : list(views.map(lineOf));
  return card(
    'people-unreachable',
    title,
    [
      what,
      text(
        isOne
          ? `Vérifiez que cette personne est toujours en poste${THIN}; sinon, désignez qui lui succède. Un mot de sa part à Jalon, ou une nouvelle adresse, rétablit le contact.`
          : `Vérifiez que ces personnes sont toujours en poste${THIN}; sinon, désignez qui leur succède. Un mot de leur part à Jalon, ou une nouvelle adresse, rétablit le contact.`,
      ),
    ],
    isOne ? actionsFor(first) : [run('Voir les envois', 'envois', {}, 'primary')],
  );
}

function lineOf(view: UnreachableView): string {
  const who =
    view.communes.length === 0
      ? view.name
      : `${view.name} (${andList(view.communes.map(({ name }) => name))})`;
  const what =
    view.channel === null
      ? `Jalon ne connaît aucun moyen d'écrire à ${who}`
      : `${who} n'est plus joignable ${CHANNELS[view.channel]} depuis le ${frInstant(view.since)}`;
  return view.hasOther
    ? `${what}. Ses messages partent par un autre canal.`
    : `${what}. Ses messages attendent.`;
}

function actionsFor(view: UnreachableView): readonly Action[] {
  const [only, ...others] = view.communes;
  if (only === undefined) return [run('Voir les envois', 'envois', {}, 'primary')];
  if (others.length > 0)
    return view.communes
      .slice(0, MOST_BUTTONS)
      .map(({ name, value }) => run(shortLabel(name), 'referent voir', { commune: value }));
  const about = { commune: only.value };
  return [
    run('Voir la fiche', 'referent voir', about, 'primary'),
    form('Changer le référent', 'referent changer', about),
  ];
}

/** What is wrong with the sending of messages, at an instant. */
export interface OutboxAlarmView {
  /** UTC instant of the alarm. */
  readonly at: string;
  readonly waiting: number;
  readonly failed: number;
  /** Waiting although every channel has refused or not answered for an hour or more. */
  readonly stuck: number;
  /** Since when the oldest message should have left (UTC instant), when that is long ago; else null. */
  readonly lateSince: string | null;
  /** UTC instant of the last sign of life before a silence; null when there was none. */
  readonly silentSince: string | null;
}

/** Tells the coordination, once a day, that messages do not leave as they should. */
export function outboxAlarm(view: OutboxAlarmView): Card {
  const silence =
    view.silentSince === null
      ? []
      : [
          `Jalon n'a rien envoyé du ${frInstant(view.silentSince)} au ${frInstant(view.at)}${NBSP}: il était arrêté. Ce qui était dû part maintenant.`,
        ];
  const failed =
    view.failed === 0
      ? []
      : [`${count(view.failed, 'message a échoué', 'messages ont échoué')} pour de bon.`];
  const stuck =
    view.stuck === 0
      ? []
      : [
          `${count(view.stuck, "message n'a pu", "messages n'ont pu")} être remis malgré plusieurs essais. Les essais continuent.`,
        ];
  const late =
    view.lateSince === null
      ? []
      : [`Le plus ancien message en attente aurait dû partir le ${frInstant(view.lateSince)}.`];
  return card(
    'outbox-alarm',
    'Envois à surveiller',
    [
      list([...silence, ...failed, ...stuck, ...late, `En attente en ce moment${NBSP}: ${view.waiting}.`]),
      text(`La commande ${quoted('envois')} dit ce qui attend et pourquoi, relance ou arrête un envoi.`),
    ],
    [run('Voir les envois', 'envois', {}, 'primary')],
  );
}
