import type { KeptFile } from '../kernel/file.ts';
import type { Support } from './supports.ts';

/** What a track's stream tells of communication (règlement, art. 9; convention, art. 3). People are named by id, days are Paris days. */
export type CommunicationEvent =
  | { readonly type: 'kit-published'; readonly data: KitPublished }
  | { readonly type: 'kit-told'; readonly data: KitTold }
  | { readonly type: 'publication-declared'; readonly data: PublicationDeclared }
  | { readonly type: 'opinion-asked'; readonly data: OpinionAsked }
  | { readonly type: 'opinion-reminder-owed'; readonly data: OpinionReminderOwed }
  | { readonly type: 'opinion-given'; readonly data: OpinionGiven }
  | { readonly type: 'rules-reminder-owed'; readonly data: RulesReminderOwed };

/** Règlement, art. 9: MGP gives the beneficiaries of each track a kit that they are to use. */
export interface KitPublished {
  /** As MGP names it, once in a track: `2`, `2026-03`. */
  readonly version: string;
  /** http(s) addresses. */
  readonly links: readonly string[];
  readonly files: readonly KeptFile[];
  /** What changed since the version before; null for nothing said. */
  readonly changes: string | null;
  /** UTC instant from which it is there for everybody. */
  readonly availableAt: string;
  readonly byId: string;
}

/** A kit has become available: told to everybody who speaks for a beneficiary at that moment. Later comers have it with their welcome. */
export interface KitTold {
  readonly version: string;
  readonly to: readonly string[];
}

/** What a text was found to be when it was checked (règlement, art. 9); null for a rule that does not ask for anything there. */
export interface CheckResult {
  readonly mention: 'present' | 'absent' | 'misspelt' | 'to-confirm';
  readonly account: 'present' | 'absent' | 'misspelt' | 'to-confirm' | null;
  readonly names: 'present' | 'misspelt';
}

/** Whom a publication is meant for: art. 3 asks that citizens and stakeholders be informed. */
export type Audience = 'public' | 'internal';

/** Convention, art. 3: what was published, so that MGP can highlight those who take part. */
export interface PublicationDeclared {
  /** PUB-2026-0001. */
  readonly publication: string;
  readonly commune: string;
  readonly support: Support;
  readonly title: string;
  readonly publishedOn: string;
  readonly audience: Audience;
  /** http(s) address; null for what stands on no page. */
  readonly url: string | null;
  /** Null when its text was not checked here. */
  readonly check: CheckResult | null;
  /** Whether the logotype is on it, as whoever declares it says: no text shows it. Null when not said. */
  readonly hasLogotype: boolean | null;
  readonly byId: string;
}

/** Règlement, art. 9: a draft may be sent to the Direction de la Communication before it is produced. */
export interface OpinionAsked {
  /** AVI-2026-0001. */
  readonly opinion: string;
  readonly commune: string;
  readonly support: Support;
  readonly title: string;
  /** What was typed is kept as a text file. */
  readonly file: KeptFile;
  readonly note: string | null;
  readonly check: CheckResult | null;
  /** The communication contact of the programme file, as a person. */
  readonly toId: string;
  readonly byId: string;
}

/** Nobody has answered for three working days: told once to whoever was asked. */
export interface OpinionReminderOwed {
  readonly opinion: string;
  readonly commune: string;
  readonly to: string;
}

export type OpinionVerdict = 'favorable' | 'changes' | 'comment';

export interface OpinionGiven {
  readonly opinion: string;
  readonly commune: string;
  readonly verdict: OpinionVerdict;
  /** Null only for a favourable opinion. */
  readonly comment: string | null;
  readonly byId: string;
}

/** The rules are recalled at a moment that leads to publishing: see `rulesDue`. */
export interface RulesReminderOwed {
  readonly commune: string;
  /** `start`, `setup-end`, `assessment`, or `minutes:CO-07`. */
  readonly moment: string;
  readonly to: readonly string[];
}

/** Every type of these, to refuse an entry of a version that this one does not know. */
export const COMMUNICATION_EVENT_TYPES: readonly CommunicationEvent['type'][] = [
  'kit-published',
  'kit-told',
  'publication-declared',
  'opinion-asked',
  'opinion-reminder-owed',
  'opinion-given',
  'rules-reminder-owed',
];
