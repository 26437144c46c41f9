import { fold } from '../kernel/text.ts';
import { entryNamed } from '../people/register.ts';

/** What may stand in front of a name with a capital of its own. */
const BEFORE_NAME = words(
  'a chef cheffe d de designation directeur directrice du en l la le les m madame mme monsieur projet referent responsable un une',
);

/** What is written with capitals and is nobody. */
const INSTITUTION = words(
  'article beneficiaire bureau cabinet centre collectivite commune conseil convention departement direction division ept etablissement grand mairie metropole mission pole prestataire programme secretariat service territoire ville',
);

const withTitle = /(?<![\p{L}'])(?:M\.|Mme|Mlle|Monsieur|Madame|Dr) ?\n?\p{Lu}\p{L}/u;
/** Two words with capitals or more, « Amina Diallo », « Jean-Paul de La Tour », and the word in front of them. */
const capitalised =
  /(?:(\p{L}{1,30})[ \n])?((?<![\p{L}'])\p{Lu}[\p{L}'-]{1,40}(?:[ \n](?:(?:de|du|la|le|el|ben)[ \n]){0,2}\p{Lu}[\p{L}'-]{1,40}){1,5})/gu;

/**
 * Whether a text names a person: by a title (« Mme Diallo »), or by two words with capitals that are neither a
 * department's (« Direction Numérique »), an institution's nor a commune's.
 */
export function namesPerson(plain: string): boolean {
  if (withTitle.test(plain)) return true;
  return [...plain.matchAll(capitalised)].some(
    ([, before, written]) => !INSTITUTION.has(fold(String(before))) && isPerson(String(written)),
  );
}

function isPerson(written: string): boolean {
  const all = written.split(/[ \n]/).flatMap((word) => fold(word).split(' '));
  const name = all.slice(all.findIndex((word) => !BEFORE_NAME.has(word)));
  return name.length > 1 && !all.some((word) => INSTITUTION.has(word)) && entryNamed(written) === null;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
