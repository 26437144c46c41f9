import { facts, list, notice, strong, subtle } from './blocks.ts';
import { type Channel, channelName } from './channels.ts';
import type { Block } from './model.ts';
import { describeFault } from './outbox-words.ts';
import { count, frInstant, NBSP } from './words.ts';

/** What became of the announcement of a kit. */
export interface KitReportView {
  /** How many people it is announced to; null while the clock has not looked yet. */
  readonly told: number | null;
  readonly sent: readonly { readonly channel: Channel; readonly people: number }[];
  readonly waiting: { readonly people: number; readonly nextAt: string } | null;
  /** Of whom no address is known that serves. */
  readonly unreachable: readonly string[];
  readonly failed: readonly { readonly name: string; readonly fault: string | null }[];
  /** Those who were no longer to have it when it would have left. */
  readonly dropped: number;
  /** Names of the beneficiaries for which nobody is designated. */
  readonly unassigned: readonly string[];
}

/** Who has received the announcement of a kit, who has not and why. */
export function reportBlocks(view: KitReportView): readonly Block[] {
  if (view.told === null)
    return [strong('Diffusion'), subtle("L'annonce part dans un instant."), ...unassignedBlocks(view)];
  return [
    strong('Diffusion'),
    facts([
      ['Annoncé à', count(view.told, 'personne')],
      ['Remis', sentWords(view)],
      ['En attente', waitingWords(view)],
      ['Sans objet', view.dropped === 0 ? null : count(view.dropped, 'message')],
    ]),
    ...named(
      count(view.failed.length, 'envoi en échec', 'envois en échec'),
      view.failed.map(({ name, fault }) => `${name}${NBSP}: ${describeFault(fault)}`),
    ),
    ...named(
      `${count(view.unreachable.length, 'personne injoignable', 'personnes injoignables')}, dont aucune adresse n'est connue`,
      view.unreachable,
    ),
    ...unassignedBlocks(view),
  ];
}

/** The beneficiaries for which nobody can be told. */
export function unassignedBlocks({ unassigned }: Pick<KitReportView, 'unassigned'>): readonly Block[] {
  return named(
    `Sans référent nominatif à prévenir (${count(unassigned.length, 'collectivité')})`,
    unassigned,
  );
}

function sentWords({ sent }: KitReportView): string {
  const people = sent.reduce((sum, one) => sum + one.people, 0);
  const ways = sent.map(({ channel, people: some }) => `${some} par ${channelName(channel)}`);
  return ways.length === 0 ? count(0, 'personne') : `${count(people, 'personne')} (${ways.join(', ')})`;
}

function waitingWords({ waiting }: KitReportView): string | null {
  if (waiting === null) return null;
  return `${count(waiting.people, 'personne')}, prochain envoi le ${frInstant(waiting.nextAt)}`;
}

function named(what: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [notice('warning', `${what}${NBSP}:`), list(items)];
}
