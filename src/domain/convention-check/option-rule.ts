import { type Convention, sectionNamed } from './convention.ts';
import type { FoundFlaw } from './fault.ts';

/** Drawn or typed boxes, ticked or not. */
const tickedBox = /[☒☑🗹🗷✅■]|(?<![\p{L}\p{N}])[[(] ?[xX✓✔✗✘☒] ?[\])]/gu;
const emptyBox = /[☐□▢❏❑]|[[(] {0,3}[\])]/u;
/** Marks without a box: a check, or a cross before the option. */
const mark = /[✓✔✗✘]|(?<![\p{L}\p{N}'-])[xX] (?=\p{Lu})/gu;

/**
 * Where art. 1 asks to tick the experiment that the beneficiary chooses, exactly one is ticked. Where there are boxes,
 * only boxes count: word processors draw bullets with the same marks.
 */
export function optionFlaws(convention: Convention): readonly FoundFlaw[] {
  const section = sectionNamed(convention, '1');
  if (section === null) return [];
  const { plain, folded } = convention.text;
  const word = folded.slice(section.from, section.to).search(/\bcoche/);
  if (word < 0) return [];
  const at = section.from + word;
  const ticked = tickedIn(plain.slice(at, section.to));
  if (ticked === 1) return [];
  return [{ at, flaw: ticked === 0 ? { code: 'no-option' } : { code: 'several-options', ticked } }];
}

function tickedIn(choices: string): number {
  const boxes = [...choices.matchAll(tickedBox)].length;
  if (boxes > 0 || emptyBox.test(choices)) return boxes;
  return [...choices.matchAll(mark)].length;
}
