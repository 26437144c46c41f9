import { type Convention, isToFillIn, sectionNamed } from './convention.ts';
import type { FoundFlaw, ReferentDetail } from './fault.ts';
import { namesPerson } from './person.ts';

const email = /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]/i;
const phone = /(?<!\d)(?:(?:\+|00)33 ?(?:\(0\) ?)?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)/;

/**
 * Art. 4: the référent is a person, with an e-mail and a telephone, whom the convention names. A department alone
 * answers nobody's call. What is a placeholder is told as such.
 */
export function referentFlaws(convention: Convention): readonly FoundFlaw[] {
  const section = sectionNamed(convention, '4');
  if (section === null || isToFillIn(convention, section.from, section.to)) return [];
  const plain = convention.text.plain.slice(section.from, section.to);
  const known: readonly (readonly [ReferentDetail, boolean])[] = [
    ['person', namesPerson(plain)],
    ['email', email.test(plain)],
    ['phone', phone.test(plain)],
  ];
  const missing = known.flatMap(([detail, isKnown]) => (isKnown ? [] : [detail]));
  return missing.length === 0 ? [] : [{ at: section.from, flaw: { code: 'referent-incomplete', missing } }];
}
