import { editDistance } from '../kernel/distance.ts';

/** Whether a word is another one with a slip or two: one in a short word, three in a long one. Both as they are compared. */
export function isNear(word: string, expected: string): boolean {
  const allowed = expected.length < 6 ? 1 : expected.length < 12 ? 2 : 3;
  return sharesLetters(word, expected, allowed) && editDistance(word, expected) <= allowed;
}

/** Whether all but some letters of each are among those of the other: most words are told apart by this, at less cost. */
function sharesLetters(word: string, expected: string, allowed: number): boolean {
  if (Math.abs(word.length - expected.length) > allowed) return false;
  let left = expected;
  let unshared = 0;
  for (let at = 0; at < word.length && unshared <= allowed; at += 1) {
    const found = left.indexOf(word.charAt(at));
    if (found < 0) unshared += 1;
    else left = left.slice(0, found) + left.slice(found + 1);
  }
  return unshared <= allowed && left.length <= allowed;
}
