import type { Card } from '../../cards/model.ts';
import type { CalendarInvitation } from '../domain/committee/calendar-entry.ts';
import { CHAT_LINK_HOURS, type LinkedFile, type Links, MAIL_LINK_HOURS } from './links.ts';
import type { Account } from './ports.ts';

/** What to do with a claimed message, decided from the records as they are when it leaves. */
export type Verdict =
  | Saying
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'drop'; readonly why: string };

export interface Saying {
  readonly kind: 'say';
  readonly card: Card;
  /** What goes with it into the person's calendar, when it goes by mail. */
  readonly calendar?: CalendarInvitation;
  /** A file that goes with it, when it goes by mail. */
  readonly attachment?: LinkedFile;
  /** What it is about: where conversations have threads, what is said of the same goes to the same. */
  readonly thread?: string;
  /** A file that the reader may download: its link is made for the address to which the message goes. */
  readonly download?: { readonly label: string; readonly file: LinkedFile };
}

/** Says a card; null for what was settled before it could be said. */
export function said(card: Card | null): Verdict {
  return card === null ? drop('settled-since') : { kind: 'say', card };
}

/** Says nothing; `why` is a word for operators. */
export function drop(why: string): Verdict {
  return { kind: 'drop', why };
}

/** The card as it is said at one address, with the link of its file for that address alone. */
export function cardFor(links: Links, account: Account, { card, download }: Saying): Card {
  if (download === undefined) return card;
  const { platform, id: accountId, email } = account;
  const hours = platform === 'mail' ? MAIL_LINK_HOURS : CHAT_LINK_HOURS;
  const url = links.fileUrl({ platform, accountId, email }, download.file, hours);
  return { ...card, actions: [...card.actions, { kind: 'link', label: download.label, url }] };
}
