/** A length in months as a text writes it: « 2 à 3 mois », « six mois »; both ends are the same for one number. */
export interface WrittenMonths {
  readonly at: number;
  /** Where it ends, excluded. */
  readonly to: number;
  readonly min: number;
  readonly max: number;
}

const WORDS: ReadonlyMap<string, number> = new Map(
  ['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'].map(
    (word, index) => [word, index + 1],
  ),
);
const number = `(?<![a-z\\d/])(?:\\d{1,2}|${[...WORDS.keys()].join('|')})(?![a-z\\d])`;
const months = new RegExp(
  `(${number})(?:[ \\n]mois)?(?:[ \\n]?(?:a|ou|et|-|–)[ \\n]?(${number}))?[ \\n]mois(?![a-z])`,
  'g',
);
const whole =
  /\bduree[ \n](?:(?:maximale|minimale|totale|globale|previsionnelle|prevue|indicative)[ \n])?d(?:e[ \n]|')([^.[]{0,30}?)\b(mois|ans?|annees?)\b/;
const firstNumber = new RegExp(number.replace('douze', 'douze|une'));

/** Every length in months of a text in lower case without accents, in its order. */
export function monthsIn(folded: string): readonly WrittenMonths[] {
  return [...folded.matchAll(months)].map(({ index: at, 0: written, 1: first, 2: second }) => {
    const ends = [numberOf(String(first)), numberOf(second ?? String(first))];
    return { at, to: at + written.length, min: Math.min(...ends), max: Math.max(...ends) };
  });
}

/** « une durée de 12 mois », « une durée d'un an »: its months and its place; null when the text gives none. */
export function durationIn(folded: string): { readonly at: number; readonly months: number } | null {
  const found = whole.exec(folded);
  const [written] = firstNumber.exec(String(found?.[1])) ?? [];
  if (found === null || written === undefined) return null;
  const count = written === 'une' ? 1 : numberOf(written);
  return { at: found.index, months: found[2] === 'mois' ? count : count * 12 };
}

function numberOf(written: string): number {
  return WORDS.get(written) ?? Number(written);
}
