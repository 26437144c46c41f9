import { hasNineDigits, isSirenWellFormed, normaliseSiren } from '../kernel/siren.ts';
import { fold, suggest } from '../kernel/text.ts';
import data from './communes.json' with { type: 'json' };

/** A commune of the Métropole du Grand Paris in the official register. */
export interface CommuneEntry {
  readonly kind: 'commune';
  readonly name: string;
  readonly siren: string;
  readonly insee: string;
  readonly postcodes: readonly string[];
  /** SIREN of its établissement public territorial; null for Paris, which is its own territory. */
  readonly ept: string | null;
}

/** An établissement public territorial of the Métropole in the official register. */
export interface EptEntry {
  readonly kind: 'ept';
  readonly name: string;
  readonly siren: string;
}

/** One that may take part in the programme (règlement, art. 3). */
export type RegisterEntry = CommuneEntry | EptEntry;

/** What a name leads to: its entry, or the names that may have been meant. */
export type Lookup =
  | { readonly found: true; readonly entry: RegisterEntry }
  | { readonly found: false; readonly suggestions: readonly string[] };

/** What is wrong with a beneficiary; `entry` is the named one, with its right SIREN. */
export type RegisterFault =
  | { readonly fault: 'unknown-name'; readonly name: string; readonly suggestions: readonly string[] }
  | { readonly fault: 'siren-length'; readonly siren: string; readonly entry: RegisterEntry }
  | { readonly fault: 'siren-check-digit'; readonly siren: string; readonly entry: RegisterEntry }
  | {
      readonly fault: 'siren-of-another';
      readonly siren: string;
      readonly entry: RegisterEntry;
      readonly owner: RegisterEntry;
    }
  | { readonly fault: 'siren-of-nobody'; readonly siren: string; readonly entry: RegisterEntry };

export type RegisterCheck =
  | { readonly ok: true; readonly entry: RegisterEntry }
  | ({ readonly ok: false } & RegisterFault);

/** The 130 communes and the 11 établissements publics territoriaux of the Métropole, communes first. */
export const register: readonly RegisterEntry[] = [
  ...data.communes.map((entry) => ({ kind: 'commune' as const, ...entry })),
  ...data.epts.map((entry) => ({ kind: 'ept' as const, ...entry })),
];

const titles =
  /^(?:la |l )?(?:(?:ville|commune|mairie) (?:de |du |des |d )|(?:ept|etablissement public territorial) (?:de |d )?(?:(?:n )?t?\d{1,2} )?)/;
const articles = /^(?:le |la |les |l )/;
const names = register.map(({ name }) => name);
const byName = new Map(register.map((entry) => [fold(entry.name), entry]));
const byBareName = new Map(register.map((entry) => [fold(entry.name).replace(articles, ''), entry]));
const bySiren = new Map(register.map((entry) => [entry.siren, entry]));

/**
 * The commune or EPT of that name; null for anything else. Accents, case, hyphens, « St » for « Saint », the article in
 * front (« L'Haÿ-les-Roses ») and a title (« la Ville de … », « EPT 12 … ») do not matter.
 */
export function entryNamed(name: string): RegisterEntry | null {
  const folded = fold(name);
  return byName.get(folded) ?? byBareName.get(untitled(folded).replace(articles, '')) ?? null;
}

/** The same, with what may have been meant where there is none: nothing is guessed, only suggested. */
export function findCommune(name: string): Lookup {
  const entry = entryNamed(name);
  if (entry !== null) return { found: true, entry };
  return { found: false, suggestions: suggest(untitled(fold(name)), names) };
}

function untitled(folded: string): string {
  return folded.replace(titles, '');
}

/** Whom a SIREN belongs to among those who may take part; null for anybody else. */
export function ownerOfSiren(siren: string): RegisterEntry | null {
  return bySiren.get(normaliseSiren(siren)) ?? null;
}

/**
 * Checks a beneficiary against the official register (règlement, art. 3: communes and EPT of the
 * Métropole). Refused: a name that is not in it, a SIREN that is not nine digits or whose check digit
 * is wrong, a SIREN that is another's or nobody's. Without a SIREN the register's own is taken.
 */
export function checkBeneficiary(claim: { readonly name: string; readonly siren?: string }): RegisterCheck {
  const lookup = findCommune(claim.name);
  if (!lookup.found) return unknownName(claim, lookup.suggestions);
  const { entry } = lookup;
  if (claim.siren === undefined) return { ok: true, entry };
  const siren = normaliseSiren(claim.siren);
  if (siren === entry.siren) return { ok: true, entry };
  if (!hasNineDigits(siren)) return { ok: false, fault: 'siren-length', siren, entry };
  if (!isSirenWellFormed(siren)) return { ok: false, fault: 'siren-check-digit', siren, entry };
  const owner = ownerOfSiren(siren);
  if (owner === null) return { ok: false, fault: 'siren-of-nobody', siren, entry };
  return { ok: false, fault: 'siren-of-another', siren, entry, owner };
}

function unknownName(
  claim: { readonly name: string; readonly siren?: string },
  suggestions: readonly string[],
): RegisterCheck {
  const owner = ownerOfSiren(claim.siren ?? '');
  const likely = owner === null ? suggestions : [...new Set([owner.name, ...suggestions])].slice(0, 3);
  return { ok: false, fault: 'unknown-name', name: claim.name, suggestions: likely };
}
