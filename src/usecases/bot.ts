import type { Card, Form, Values } from '../../cards/model.ts';
import type { JsonObject, PlatformName } from './ports.ts';

/** Who is at the other end, as the platform itself vouches for it: nothing here was typed by the person. */
export interface Visitor {
  readonly platform: PlatformName;
  /** See `Account.id`. */
  readonly accountId: string;
  /** The platform's verified e-mail, any case; null when it gives none. */
  readonly email: string | null;
  readonly name: string | null;
  /** What the platform needs to write to this person first; null when this payload does not carry it. */
  readonly reference: JsonObject | null;
}

export type Ask =
  /** A line of words, with or without « jalon » or « /jalon » in front; `files`: those sent with it, see `Intake`. */
  | { readonly kind: 'text'; readonly text: string; readonly files?: string }
  /** A pressed button: the command with its values. */
  | { readonly kind: 'run'; readonly command: string; readonly values: Values }
  /** The same from a link, which machines open too: what only reads is said, what would change anything comes as a form. */
  | { readonly kind: 'look'; readonly command: string; readonly values: Values }
  /** The same link where a person's own click opened it: what may be done in one click is, once for each key. */
  | { readonly kind: 'click'; readonly command: string; readonly values: Values }
  /** A button that opens a form, prefilled. */
  | { readonly kind: 'form'; readonly command: string; readonly values: Values }
  /** A filled-in form: visible fields and hidden values together. */
  | { readonly kind: 'submit'; readonly command: string; readonly values: Values };

export interface Request {
  readonly visitor: Visitor;
  /** The platform's delivery key: the same for a redelivery, another for another act. */
  readonly key: string;
  readonly correlationId: string;
  readonly ask: Ask;
  /**
   * For what comes with files: takes them in and gives the ask that names them. Called once at most, and not for a
   * delivery that was answered before. Throws `StoreError`.
   */
  readonly takeIn?: (() => Promise<Ask>) | null;
}

export type Reply =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  /** A rule said no, nothing was stored. `form` comes back with what was typed and its errors when a form was in play. */
  | { readonly kind: 'refused'; readonly card: Card; readonly form: Form | null };

/** What every platform talks to: the same commands, rules and words for all. Never throws; a failing store is a card too. */
export interface Bot {
  answer(request: Request): Promise<Reply>;
  /** The first words to somebody who has just installed or opened the bot; also learns their address. */
  welcome(visitor: Visitor, correlationId: string): Promise<Card>;
}

/** What a manifest, a menu or a help page needs to know of a command. */
export interface CommandSummary {
  readonly word: string;
  readonly help: string;
}
