import { entryNamed } from '../people/register.ts';
import { type Convention, firstDay, isToFillIn, sectionNamed } from './convention.ts';
import type { WrittenDay } from './days.ts';

/** Which of the two parties. */
export type Side = 'mgp' | 'beneficiary';

/** A party as the convention presents it. */
export interface Party {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
  /** As it is written, without its quality and its seat; empty for what cannot be read. */
  readonly name: string;
  /** Where the name ends, excluded. */
  readonly nameTo: number;
  readonly siren: WrittenSiren | null;
  /** The délibération that lets its representative sign; null when none is cited. */
  readonly deliberation: CitedDeliberation | null;
}

/** A number given as a SIREN; of a SIRET, its first nine digits. */
export interface WrittenSiren {
  readonly at: number;
  readonly digits: string;
}

interface CitedDeliberation {
  readonly at: number;
  /** Null when it is cited without its date. */
  readonly voted: WrittenDay | null;
}

/** The two parties; one is null where the text does not present it. */
export interface Parties {
  readonly mgp: Party | null;
  readonly beneficiary: Party | null;
}

const LONGEST_NAME = 160;
/** How far from the word « délibération » its day is looked for. */
export const FROM_WORD_TO_DAY = 200;
const SIRET_DIGITS = 14;
const SIREN_DIGITS = 9;

/** « d'une part, et », « Et » alone on its line or at the beginning of a sentence: what parts the two parties. */
const between = /(?:^.{10}[ \n.,;]{0,3}[Ee][Tt]|\n[Ee][Tt](?= ?[:\n])|[\n.,;] ?E[Tt])(?=[ \n:])[ \n:]*/u;
/** What stands before the first party: the title, and « Entre ». */
const opened = /^[\s\S]{0,1000}?\bentre(?=[ \n:])[ \n:]*/;
const endOfName =
  /[,(;[]|\n\n|[ \n](?:dont|represente|identifie|immatricule|sise?\b|situe|collectivite|ayant|personne|designe)/;
const number = /\bsire[nt]\b[^\d[]{0,60}(\d{3}(?:[ .]\d{3}){2}(?:[ .]?\d{5})?(?!\d)|\d+)/;

/** Reads the parties: the Métropole first, then the beneficiary, as the convention type has them. */
export function partiesOf(convention: Convention): Parties {
  const section = sectionNamed(convention, 'parties');
  if (section === null) return { mgp: null, beneficiary: null };
  const { plain, folded } = convention.text;
  const [opening] = opened.exec(folded.slice(section.from, section.to)) ?? [''];
  const from = section.from + opening.length;
  const firstEnd = Math.max(from, folded.slice(0, section.to).indexOf("d'une part", from));
  const parting = between.exec(plain.slice(firstEnd, section.to));
  if (parting === null) return { mgp: readParty(convention, 'mgp', from, section.to), beneficiary: null };
  const middle = firstEnd + parting.index;
  return {
    mgp: readParty(convention, 'mgp', from, middle),
    beneficiary: readParty(convention, 'beneficiary', middle + parting[0].length, section.to),
  };
}

/** Whether the text names nobody yet: a placeholder stands for the beneficiary's name, it is nobody's convention. */
export function isModel(convention: Convention, { beneficiary }: Parties): boolean {
  if (beneficiary === null || entryNamed(beneficiary.name) !== null) return false;
  return isToFillIn(convention, beneficiary.from, beneficiary.nameTo + 1);
}

function readParty(convention: Convention, side: Side, from: number, to: number): Party {
  const { plain, folded } = convention.text;
  const part = folded.slice(from, to);
  const nameTo = from + Math.max(0, part.slice(0, LONGEST_NAME).search(endOfName));
  return {
    side,
    from,
    to,
    name: plain.slice(from, nameTo).replaceAll('\n', ' ').trim(),
    nameTo,
    siren: sirenIn(part, from),
    deliberation: deliberationIn(convention, part, from),
  };
}

function sirenIn(part: string, from: number): WrittenSiren | null {
  const found = number.exec(part);
  if (found === null) return null;
  const [whole, written] = found;
  const digits = String(written).replace(/\D/g, '');
  const at = from + found.index + whole.length - String(written).length;
  return { at, digits: digits.length === SIRET_DIGITS ? digits.slice(0, SIREN_DIGITS) : digits };
}

function deliberationIn(convention: Convention, part: string, from: number): CitedDeliberation | null {
  const found = part.indexOf('deliberation');
  if (found < 0) return null;
  const at = from + found;
  return { at, voted: firstDay(convention, at, Math.min(at + FROM_WORD_TO_DAY, from + part.length)) };
}
