import type { Express, RequestHandler } from 'express';
import type { Card, Form } from '../../../cards/model.ts';
import type { Intake } from '../../usecases/attachments/intake.ts';
import type { Bot } from '../../usecases/bot.ts';
import type { Log } from '../../usecases/log.ts';
import type { Envelope } from '../../usecases/messenger.ts';
import type { Account } from '../../usecases/ports.ts';

/** A fictitious person that a visitor of the trial can be. */
export interface Persona {
  /** Stable, in the page's addresses and in delivery keys: letters, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  /** Stands for the e-mail that a platform vouches for. */
  readonly email: string;
  /** `mail`: nothing but an inbox, whose links open the real pages. */
  readonly channel: 'chat' | 'mail';
  /** What this person is to the programme, in French, e.g. « Coordination de la Métropole ». */
  readonly role: string;
  /** Lines offered under the composer, ready to send, e.g. `aide`. */
  readonly commands: readonly string[];
}

/** How far the visitor moves the clock: by a day, a week, or until somebody receives a message. */
export type ClockMove = 'day' | 'week' | 'next-message';

/** One of the things to try that greet a newcomer: a line said as somebody, or a move of the clock. */
export type Suggestion =
  | { readonly kind: 'say'; readonly label: string; readonly personaId: string; readonly text: string }
  | { readonly kind: 'clock'; readonly label: string; readonly move: ClockMove };

/** The trial's virtual clock, kept by the composition root, which runs what falls due on the way. */
export interface TrialClock {
  now(): Temporal.Instant;
  /** Goes to `to`, running every tick and every delivery that falls in between, in their order. */
  advance(to: Temporal.Instant): Promise<void>;
  /** When a stream or a message next wants attention; null when nothing does. */
  nextWakeAt(): Promise<Temporal.Instant | null>;
}

/** A drawn Adaptive Card 1.5, as JSON. */
export type DrawnCard = object;

/** A mail as it would have been sent. */
export interface TrialMail {
  readonly subject: string;
  readonly html: string;
}

export interface TrialOptions {
  readonly app: Express;
  /** `express.json({ limit: '64kb' })`: given, since express itself belongs to src/http. */
  readonly json: RequestHandler;
  readonly bot: Bot;
  readonly intake: Intake;
  readonly renderCard: (card: Card) => readonly DrawnCard[];
  readonly renderForm: (form: Form) => DrawnCard;
  /** The very mail that SMTP would carry. */
  readonly renderMail: (card: Card, account: Account, envelope: Envelope) => TrialMail;
  readonly personas: readonly Persona[];
  readonly suggestions: readonly Suggestion[];
  readonly clock: TrialClock;
  readonly log: Log;
}
