import { editDistance } from '../kernel/distance.ts';

/** Whether a word is another one with a slip or two: one in a short word, three in a long one. Both as they are compared. */
export function isNear(word: string, expected: string): boolean {
  const allowed = expected.length < 6 ? 1 : expected.length < 12 ? 2 : 3;
  return Math.abs(word.length - expected.length) <= allowed && editDistance(word, expected) <= allowed;
}
