import { type Edit, inCaseOf } from './edits.ts';
import { ACCOUNT, type Accounts, accountsIn } from './handles.ts';
import { hasLettersOfMention, type Mention, mentionIn } from './mention.ts';
import { mentionEdits } from './mention-edits.ts';
import { type Misnomer, misnomersIn } from './names.ts';
import { type Place, placesIn } from './places.ts';
import { type Reading, readingOf, type Span, spanOf, type Word, wordsOf } from './reading.ts';
import { asksForAccount, type Support } from './supports.ts';

/** One word of the mention: what is written, what is expected; one of them null where a word is missing or too many. */
export interface Slip {
  readonly written: string | null;
  readonly expected: string | null;
}

export interface WrongName {
  readonly place: Place;
  readonly expected: string;
}

/** What became of one rule (règlement, art. 9) in a text. */
export type Finding =
  | {
      readonly rule: 'mention';
      readonly state: 'present' | 'misspelt';
      readonly place: Place;
      readonly slips: readonly Slip[];
    }
  /** `to-confirm`: its letters are there and its words are not, as in a document that spaces letters out. */
  | {
      readonly rule: 'mention';
      readonly state: 'absent' | 'to-confirm';
      readonly place: null;
      readonly slips: readonly [];
    }
  /** `to-confirm`: it depends on a support that was not named. */
  | {
      readonly rule: 'account';
      readonly state: 'present' | 'absent' | 'misspelt' | 'to-confirm';
      readonly places: readonly Place[];
      readonly wrong: readonly Place[];
    }
  | { readonly rule: 'names'; readonly state: 'present' | 'misspelt'; readonly wrong: readonly WrongName[] }
  /** No text shows it. */
  | { readonly rule: 'logotype'; readonly state: 'to-confirm' };

export interface CheckedText {
  readonly findings: readonly Finding[];
  /** Nothing is absent or misspelt. */
  readonly isRight: boolean;
  /** What would put right what is written wrong, in order; what is absent is not among them. */
  readonly edits: readonly Edit[];
}

/**
 * Reads a text against the rules of communication (règlement, art. 9): the mention, the account where it is asked for, the
 * names of the Métropole and of the programme. The logotype is only ever to be confirmed. Tolerates accents, case, quotes,
 * emphasis, line breaks, HTML; names each slip. `support` null where nobody said what the text is for.
 */
export function checkText(text: string, support: Support | null): CheckedText {
  const reading = readingOf(text);
  const accounts = accountsIn(reading);
  const words = wordsBeside(accounts, wordsOf(reading));
  const mention = mentionIn(reading, words);
  const misnomers = misnomersIn(reading, words)
    .filter((one) => !isNamed(one, mention))
    .map(({ first, last, expected }) => ({
      from: wordAt(words, first).from,
      to: wordAt(words, last).to,
      expected,
    }));
  const place = placesIn(text, reading);
  const wrong = wrongAccounts(accounts, support);
  const findings = [
    mentionFinding(mention, words, reading, place),
    ...accountFinding(accounts, wrong, support, place),
    {
      rule: 'names',
      state: misnomers.length === 0 ? 'present' : 'misspelt',
      wrong: misnomers.map((one) => ({ place: place(one), expected: one.expected })),
    } as const,
    { rule: 'logotype', state: 'to-confirm' } as const,
  ];
  const edits: readonly Edit[] = [
    ...mentionEdits(mention, words, reading),
    ...wrong.map((span) => ({ ...spanOf(reading, span), text: ACCOUNT })),
    ...misnomers.map(({ expected, ...part }) => ({
      ...spanOf(reading, part),
      text: inCaseOf(expected, reading.text.slice(part.from, part.to)),
    })),
  ];
  return {
    findings,
    isRight: findings.every(({ state }) => state !== 'absent' && state !== 'misspelt'),
    edits: edits.toSorted((a, b) => a.from - b.from),
  };
}

type Placing = (part: Span) => Place;

function mentionFinding(
  mention: Mention | null,
  words: readonly Word[],
  { text }: Reading,
  place: Placing,
): Finding {
  if (mention === null) {
    const state = hasLettersOfMention(text) ? 'to-confirm' : 'absent';
    return { rule: 'mention', state, place: null, slips: [] };
  }
  const whole = { from: wordAt(words, mention.first).from, to: wordAt(words, mention.last).to };
  const slips = mention.slips.map(({ word, isMissing, expected }) => {
    const { from, to } = isMissing ? { from: 0, to: 0 } : wordAt(words, word);
    return { written: isMissing ? null : text.slice(from, to), expected };
  });
  return { rule: 'mention', state: slips.length === 0 ? 'present' : 'misspelt', place: place(whole), slips };
}

/** The account as a keyword is wrong, once, only where the account itself is asked for and nowhere. */
function wrongAccounts({ right, wrong, keywords }: Accounts, support: Support | null): readonly Span[] {
  const isAsked = support === null || asksForAccount(support);
  return right.length + wrong.length === 0 && isAsked ? keywords.slice(0, 1) : wrong;
}

function accountFinding(
  { right }: Accounts,
  wrong: readonly Span[],
  support: Support | null,
  place: Placing,
): readonly Finding[] {
  const places = right.map(place);
  const found = { rule: 'account', places, wrong: wrong.map(place) } as const;
  if (wrong.length > 0) return [{ ...found, state: 'misspelt' }];
  if (right.length > 0) return [{ ...found, state: 'present' }];
  if (support === null) return [{ ...found, state: 'to-confirm' }];
  return asksForAccount(support) ? [{ ...found, state: 'absent' }] : [];
}

/** Words of an account are neither of the mention nor of a name. */
function wordsBeside({ right, wrong, keywords }: Accounts, words: readonly Word[]): readonly Word[] {
  const spans = [...right, ...wrong, ...keywords].toSorted((a, b) => a.from - b.from);
  let next = 0;
  return words.filter(({ from }) => {
    while ((spans[next]?.to ?? from + 1) <= from) next += 1;
    return (spans[next]?.from ?? from + 1) > from;
  });
}

/** The slips of the mention are named with it, once. */
function isNamed({ first, last }: Misnomer, mention: Mention | null): boolean {
  return (
    mention?.slips.some(({ word, isMissing }) => word >= (isMissing ? first + 1 : first) && word <= last) ??
    false
  );
}

function wordAt(words: readonly Word[], rank: number): Word {
  return words[rank] as Word;
}
