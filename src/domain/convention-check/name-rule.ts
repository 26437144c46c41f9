import { entryNamed, findCommune, type RegisterEntry } from '../people/register.ts';
import { type Convention, sectionNamed } from './convention.ts';
import type { FoundFlaw } from './fault.ts';
import type { Parties, Party } from './parties.ts';

const LONGEST_NAME = 160;
const endOfName = /[,(;[]|\n| (?:le|la) (?:maire|president)/;
const represented = /(?<=^|[\n,.;])[^\n,.;]{1,160}(?=[ \n]represente)/g;
const signer = /\bpour /g;

/**
 * The beneficiary is a commune or an EPT of the Métropole (règlement, art. 3), and the same one from the parties to the
 * signature: a convention made out of another's keeps names of the first.
 */
export function nameFlaws(convention: Convention, { mgp, beneficiary }: Parties): readonly FoundFlaw[] {
  if (mgp === null) return [];
  if (beneficiary === null || beneficiary.name === '') {
    return [{ at: (beneficiary ?? mgp).from, flaw: { code: 'beneficiary-unread' } }];
  }
  const lookup = findCommune(beneficiary.name);
  if (lookup.found) return otherNames(convention, beneficiary, lookup.entry);
  const { name, from: at } = beneficiary;
  return [{ at, flaw: { code: 'beneficiary-unknown', name, suggestions: lookup.suggestions } }];
}

function otherNames(convention: Convention, party: Party, entry: RegisterEntry): readonly FoundFlaw[] {
  return [...namesBeforeRepresentative(convention, party), ...namesOfSigners(convention)].flatMap(
    ({ at, name }) => {
      const other = entryNamed(name);
      if (other === null || other.siren === entry.siren) return [];
      return [{ at, flaw: { code: 'other-beneficiary', name: other.name, expected: entry.name } }];
    },
  );
}

interface WrittenName {
  readonly at: number;
  readonly name: string;
}

/** « Ville de … représentée par son Maire » */
function namesBeforeRepresentative({ text }: Convention, { from, to }: Party): readonly WrittenName[] {
  const part = text.folded.slice(from, to);
  return [...part.matchAll(represented)].map(({ index, 0: name }) => ({ at: from + index, name }));
}

/** « Pour la Ville de … », above a signature. */
function namesOfSigners(convention: Convention): readonly WrittenName[] {
  const section = sectionNamed(convention, 'signature');
  if (section === null) return [];
  const part = convention.text.folded.slice(section.from, section.to);
  return [...part.matchAll(signer)].map(({ index, 0: word }) => {
    const rest = part.slice(index + word.length, index + LONGEST_NAME);
    const end = rest.search(endOfName);
    return { at: section.from + index, name: end < 0 ? rest : rest.slice(0, end) };
  });
}
