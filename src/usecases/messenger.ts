import type { Card } from '../../cards/model.ts';
import type { CalendarInvitation } from '../domain/committee/calendar-entry.ts';
import type { LinkedFile } from './links.ts';
import type { Account, PlatformName } from './ports.ts';

export interface Sent {
  readonly platformId: string;
}

/** What a platform is told of a message beside its words. */
export interface Envelope {
  /** Unique for ever: lets a platform that can recognise a repetition do so. */
  readonly key: string;
  /** Legal messages cannot be silenced: no way to unsubscribe is offered for them. */
  readonly isLegal: boolean;
  /** What an invitation tells the person's calendar: only mail carries it. */
  readonly calendar?: CalendarInvitation;
  /** A file that goes with it, made for the address: only mail carries it. */
  readonly attachment?: LinkedFile;
  /** What it is about: a conversation that has threads keeps what is told of the same together. */
  readonly thread?: string;
}

/** The least time between two sends that a platform bears, in milliseconds. */
export interface Pace {
  readonly perConversationMs: number;
  readonly inAllMs: number;
}

/** Writes to a person first. Throws `DeliveryError`. */
export interface Messenger {
  readonly platform: PlatformName;
  readonly pace: Pace;
  send(account: Account, card: Card, envelope: Envelope): Promise<Sent>;
  /** Asks the platform for the account of this verified e-mail; null when it has none or cannot be asked. */
  findByEmail(email: string): Promise<Account | null>;
}
