import type { ConventionText } from './text.ts';

/** A part of a convention: its parties, what comes before its articles, an article by its number, its end. */
export type SectionName = 'parties' | 'preamble' | `${number}` | 'signature' | 'receipt';

/** Where a part stands in the text: from the beginning of its heading to the next one. */
export interface Section {
  readonly name: SectionName;
  readonly from: number;
  readonly to: number;
}

/** The parts of a text in their order, and whether any of its headings is one of the convention type. */
export interface Sections {
  readonly all: readonly Section[];
  readonly isConvention: boolean;
}

/** What the titles of the convention type begin with, in the order of its articles. */
const TITLES: readonly RegExp[] = [
  /^objet/,
  /^duree/,
  /^engagement/,
  /^(?:designation|referent)/,
  /^calendrier/,
  /^pilotage/,
  /^(?:exoneration|redevance)/,
  /^(?:partage|donnee)/,
  /^sanction/,
  /^responsabilite/,
  /^avenant/,
  /^resiliation/,
  /^(?:litige|differend)/,
];

/** Numbers of the articles of the convention type. */
export const ARTICLES: readonly `${number}`[] = TITLES.map((_title, index) => `${index + 1}` as const);

/** Articles added to the model are parts of their own; a higher number is an article of some other text. */
const MOST_ARTICLES = 20;
const LONGEST_TITLE = 100;
const LONGEST_BULLET = 20;

const candidate = /(?<![a-z0-9'])article ?(\d{1,2}|premier)(?:er)?(?![a-z0-9])/g;
const onOwnLine = /(?:^|\n)[^a-z\n]*$/;
const beforeTitle = /^[^a-z0-9\n]*\n?[^a-z0-9\n]*(?:l[ea]s? |l'|du |de la )?/;
const titleOrNone = /^ ?(?:[-–—:][^\n]*)?(?:\n|$)/;
const preamble = /etant expose que|il est convenu ce qui suit|\npreambule\b/;
const signature =
  /(?:Fait|FAIT) (?:en|EN|à|À|A|le|LE)(?!\p{L})|(?:Pour|POUR) (?:la|La|LA) M(?:[ée]tropole|[ÉE]TROPOLE)/u;
const receipt = /accuse de reception en prefecture|(?<!\d)\d{3}-\d{9}-\d{8}-/;

interface Heading {
  readonly number: number;
  readonly at: number;
  /** Its title is the one of the convention type. */
  readonly isModel: boolean;
}

/**
 * Finds the parts of a convention by their headings, whatever their case, accents, dashes, bullets and emphasis, also
 * in a text without line breaks: there only the titles of the convention type are headings, since sentences cite
 * articles too.
 */
export function sectionsOf({ plain, folded }: ConventionText): Sections {
  const headings = growing(headingsIn(folded));
  const first = headings.at(0)?.at ?? folded.length;
  const last = headings.at(-1)?.at ?? 0;
  const starts = [
    { name: 'parties' as const, at: 0 },
    ...startOf('preamble', folded.slice(0, first).search(preamble), 0),
    ...headings.map(({ number, at }) => ({ name: `${number}` as const, at })),
    ...startOf('signature', plain.slice(last).search(signature), last),
    ...startOf('receipt', folded.slice(last).search(receipt), last),
  ].sort((left, right) => left.at - right.at);
  const all = starts.map(({ name, at }, index) => ({
    name,
    from: at,
    to: starts[index + 1]?.at ?? folded.length,
  }));
  return {
    all: all.filter(({ name, from, to }) => name !== 'parties' || hasParties(folded.slice(from, to))),
    isConvention: headings.some(({ isModel }) => isModel) || plain.includes("CONVENTION D'ENGAGEMENT"),
  };
}

function startOf(name: SectionName, found: number, from: number) {
  return found < 0 ? [] : [{ name, at: from + found }];
}

function hasParties(folded: string): boolean {
  return /d'une part|d'autre part|\bsire[nt]\b/.test(folded);
}

function headingsIn(folded: string): readonly Heading[] {
  return [...folded.matchAll(candidate)].flatMap((found): Heading[] => {
    const number = found[1] === 'premier' ? 1 : Number(found[1]);
    if (number < 1 || number > MOST_ARTICLES) return [];
    const at = found.index;
    const after = folded.slice(at + found[0].length, at + found[0].length + LONGEST_TITLE);
    const isModel = TITLES[number - 1]?.test(after.replace(beforeTitle, '')) === true;
    const isAlone =
      onOwnLine.test(folded.slice(Math.max(0, at - LONGEST_BULLET), at)) && titleOrNone.test(after);
    return isModel || isAlone ? [{ number, at, isModel }] : [];
  });
}

/**
 * The longest run of headings whose numbers grow, the last one where several are as long: neither a table of contents
 * nor an article that a sentence cites at the beginning of a line is part of it.
 */
function growing(headings: readonly Heading[]): readonly Heading[] {
  const longest = new Map<number, readonly Heading[]>();
  const upTo = (number: number) => longest.get(number) ?? [];
  for (const heading of headings) {
    const run = [...upTo(heading.number - 1), heading];
    for (let number = heading.number; number <= MOST_ARTICLES; number += 1) {
      if (upTo(number).length <= run.length) longest.set(number, run);
    }
  }
  return upTo(MOST_ARTICLES);
}
