/**
 * Number of slips between two texts: a letter missing, added or changed, or two neighbours swapped
 * (Damerau–Levenshtein, each pair swapped at most once).
 */
export function editDistance(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries()) {
      const changed = at(last, j) + (letter === other ? 0 : 1);
      const best = Math.min(changed, at(last, j + 1) + 1, at(row, j) + 1);
      const swapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other;
      row.push(swapped ? Math.min(best, at(beforeLast, j - 1) + 1) : best);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return Number(row[index]);
}
