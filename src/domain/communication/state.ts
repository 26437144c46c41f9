import type {
  CommunicationEvent,
  KitPublished,
  OpinionAsked,
  OpinionGiven,
  PublicationDeclared,
  RulesReminderOwed,
} from './events.ts';

/** What is known of a track's communication, part of its fold. Changed only by `applyCommunicationEvent`. */
export interface CommunicationState {
  /** In the order in which they were published. */
  readonly kits: readonly PublishedKit[];
  /** By number, in order. */
  readonly publications: ReadonlyMap<string, Publication>;
  /** By number, in order. */
  readonly opinions: ReadonlyMap<string, Opinion>;
  readonly rules: RulesSaid;
}

export interface PublishedKit extends KitPublished {
  /** UTC instant of the record. */
  readonly at: string;
  /** Person ids of those who were told; null while it is not available. */
  readonly toldTo: readonly string[] | null;
}

export interface Publication extends Omit<PublicationDeclared, 'publication'> {
  readonly number: string;
  readonly at: string;
}

export interface Opinion extends Omit<OpinionAsked, 'opinion'> {
  readonly number: string;
  readonly at: string;
  /** UTC instant at which whoever was asked was reminded; null for never. */
  readonly remindedAt: string | null;
  /** Every answer, in order: the newest stands. */
  readonly answers: readonly OpinionAnswer[];
}

export interface OpinionAnswer extends Omit<OpinionGiven, 'opinion' | 'commune'> {
  readonly at: string;
}

/** Where and when the rules were recalled. */
export interface RulesSaid {
  /** By beneficiary and moment (`momentKey`). */
  readonly moments: ReadonlySet<string>;
  /** UTC instant of the newest reminder of this track, by person id. */
  readonly lastAt: ReadonlyMap<string, string>;
}

interface MutableCommunication extends CommunicationState {
  readonly kits: PublishedKit[];
  readonly publications: Map<string, Publication>;
  readonly opinions: Map<string, Opinion>;
  readonly rules: { readonly moments: Set<string>; readonly lastAt: Map<string, string> };
}

/** A track that has communicated nothing yet. */
export function noCommunication(): CommunicationState {
  const state: MutableCommunication = {
    kits: [],
    publications: new Map(),
    opinions: new Map(),
    rules: { moments: new Set(), lastAt: new Map() },
  };
  return state;
}

/** Names a moment of one beneficiary at which the rules are recalled to one person, once. */
export function momentKey({ commune, moment }: Omit<RulesReminderOwed, 'to'>, personId: string): string {
  return `${commune}|${moment}|${personId}`;
}

/** Folds one event in place, recorded at a UTC instant. Never refuses: what is in the journal has happened. */
export function applyCommunicationEvent(
  given: CommunicationState,
  event: CommunicationEvent,
  at: string,
): void {
  const state = given as MutableCommunication;
  switch (event.type) {
    case 'kit-published':
      state.kits.push({ ...event.data, at, toldTo: null });
      return;
    case 'kit-told': {
      const { version, to } = event.data;
      const index = state.kits.findIndex((kit) => kit.version === version);
      const kit = state.kits[index];
      if (kit !== undefined) state.kits[index] = { ...kit, toldTo: to };
      return;
    }
    case 'publication-declared': {
      const { publication: number, ...declared } = event.data;
      state.publications.set(number, { ...declared, number, at });
      return;
    }
    case 'opinion-asked': {
      const { opinion: number, ...asked } = event.data;
      state.opinions.set(number, { ...asked, number, at, remindedAt: null, answers: [] });
      return;
    }
    case 'opinion-reminder-owed':
      change(state, event.data.opinion, (opinion) => ({ ...opinion, remindedAt: at }));
      return;
    case 'opinion-given': {
      const { opinion: number, commune: _of, ...answer } = event.data;
      change(state, number, (opinion) => ({ ...opinion, answers: [...opinion.answers, { ...answer, at }] }));
      return;
    }
    case 'rules-reminder-owed':
      for (const person of event.data.to) {
        state.rules.moments.add(momentKey(event.data, person));
        state.rules.lastAt.set(person, at);
      }
      return;
  }
}

function change(
  { opinions }: MutableCommunication,
  number: string,
  next: (opinion: Opinion) => Opinion,
): void {
  const opinion = opinions.get(number);
  if (opinion !== undefined) opinions.set(number, next(opinion));
}
