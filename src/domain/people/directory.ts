/** The stream that numbers receipts and tells which people and accounts were recorded, by whom. Names are kept elsewhere. */
export type DirectoryEvent =
  | { readonly type: 'number-taken'; readonly data: NumberTaken }
  | { readonly type: 'person-recorded'; readonly data: { readonly personId: string; readonly byId: string } }
  | {
      readonly type: 'account-linked';
      readonly data: { readonly personId: string; readonly platform: string };
    }
  /** A platform said that the person is no longer reached there; `why` is a word, such as `left`. */
  | {
      readonly type: 'account-lost';
      readonly data: { readonly personId: string; readonly platform: string; readonly why: string };
    }
  /** The address of somebody's calendar feed was made worthless; the next one is another. */
  | { readonly type: 'feed-revoked'; readonly data: { readonly personId: string } }
  | { readonly type: 'preferences-set'; readonly data: { readonly personId: string } }
  /** The rules of communication were recalled to somebody who spoke of publishing (règlement, art. 9). */
  | { readonly type: 'rules-told'; readonly data: { readonly personId: string } }
  /** Somebody wants no more, or again, to be reminded of them. */
  | { readonly type: 'rules-silenced'; readonly data: { readonly personId: string } }
  | { readonly type: 'rules-wanted'; readonly data: { readonly personId: string } }
  | { readonly type: 'person-erased'; readonly data: { readonly personId: string; readonly byId: string } }
  | { readonly type: 'message-retried'; readonly data: { readonly key: string; readonly byId: string } }
  | { readonly type: 'message-stopped'; readonly data: { readonly key: string; readonly byId: string } };

/**
 * By year: REF, receipts of référents; VAL, of validations; MED, mises en demeure; BIL, bilans; INC, incidents; PUB,
 * publications; AVI, avis. Through the years: CP, CO, RB,
 * SO, comités de pilotage, comités opérationnels, réunions and ateliers, polls; LIV, livrables.
 */
export type NumberKind =
  | 'REF'
  | 'VAL'
  | 'MED'
  | 'BIL'
  | 'INC'
  | 'PUB'
  | 'AVI'
  | 'CP'
  | 'CO'
  | 'RB'
  | 'SO'
  | 'LIV';

export interface NumberTaken {
  readonly kind: NumberKind;
  /** Calendar year (Paris) of a receipt; 0 for what is numbered through, as people say « CO-07 ». */
  readonly year: number;
  readonly value: number;
}

export interface DirectoryState {
  /** Last number taken, by `kind|year`. */
  readonly numbers: ReadonlyMap<string, number>;
  /** UTC instant at which the rules of communication were last recalled in a conversation, by person id. */
  readonly rulesToldAt: ReadonlyMap<string, string>;
  /** Ids of people who want no reminder of them. */
  readonly rulesSilenced: ReadonlySet<string>;
}

interface MutableDirectory extends DirectoryState {
  readonly numbers: Map<string, number>;
  readonly rulesToldAt: Map<string, string>;
  readonly rulesSilenced: Set<string>;
}

/** Every type of the directory's stream, to refuse an entry of a version that this one does not know. */
export const DIRECTORY_EVENT_TYPES: ReadonlySet<string> = new Set<DirectoryEvent['type']>([
  'number-taken',
  'person-recorded',
  'account-linked',
  'account-lost',
  'feed-revoked',
  'preferences-set',
  'rules-told',
  'rules-silenced',
  'rules-wanted',
  'person-erased',
  'message-retried',
  'message-stopped',
]);

/** A directory of which nothing is recorded yet. */
export function emptyDirectory(): DirectoryState {
  const directory: MutableDirectory = {
    numbers: new Map(),
    rulesToldAt: new Map(),
    rulesSilenced: new Set(),
  };
  return directory;
}

/** Folds one event, recorded at a UTC instant, into the directory, in place. */
export function applyDirectoryEvent(state: DirectoryState, event: DirectoryEvent, at: string): void {
  const directory = state as MutableDirectory;
  switch (event.type) {
    case 'number-taken':
      directory.numbers.set(`${event.data.kind}|${event.data.year}`, event.data.value);
      return;
    case 'rules-told':
      directory.rulesToldAt.set(event.data.personId, at);
      return;
    case 'rules-silenced':
      directory.rulesSilenced.add(event.data.personId);
      return;
    case 'rules-wanted':
      directory.rulesSilenced.delete(event.data.personId);
      return;
    // The others say what happened to people, whose present state is kept beside.
    default:
      return;
  }
}

/** The next free number of a kind in a calendar year (Paris): without gaps, since taking it is part of the same append. */
export function nextNumber(state: DirectoryState, kind: NumberKind, year: number): NumberTaken {
  return { kind, year, value: (state.numbers.get(`${kind}|${year}`) ?? 0) + 1 };
}

/** « liv7 », « LIV 07 » and « LIV-07 » are the same number through the years; anything else stays as it is, in capitals. */
export function normalisedNumber(typed: string): string {
  const [, kind, digits] = /^\s*([a-z]{2,3})[\s-]*0*(\d{1,6})\s*$/iu.exec(typed) ?? [];
  return kind === undefined || digits === undefined
    ? typed.trim().toUpperCase()
    : `${kind.toUpperCase()}-${digits.padStart(2, '0')}`;
}

/** `REF-2026-0007`; `CO-07` for what is numbered through the years. */
export function formatNumber({ kind, year, value }: NumberTaken): string {
  return year === 0
    ? `${kind}-${String(value).padStart(2, '0')}`
    : `${kind}-${year}-${String(value).padStart(4, '0')}`;
}
