import type { ReviewAnswers } from './events.ts';

export interface Telling {
  /** What whoever writes has seen. */
  readonly base: ReviewAnswers;
  /** What stands now: a colleague may have written since. */
  readonly standing: ReviewAnswers;
  readonly told: ReviewAnswers;
  /** Ranks that the form showed: one of them that is missing was emptied. None for a line, which tells what it names. */
  readonly shown: readonly string[];
}

export interface Merged {
  readonly answers: ReviewAnswers;
  /** Ranks of the answers that a colleague had changed too: the newer words stand, the journal keeps theirs. */
  readonly replaced: readonly number[];
}

/**
 * The review (règlement, art. 8) after two people may have written at the same time: each one's changes stand, those of
 * one question by the order in which they came.
 */
export function mergedAnswers({ base, standing, told, shown }: Telling): Merged {
  const ranks = [...new Set([...Object.keys(standing), ...Object.keys(base), ...Object.keys(told)])];
  const isChanged = (rank: string) =>
    shown.includes(rank) ? told[rank] !== base[rank] : told[rank] !== undefined;
  const answers = ranks.flatMap((rank) => {
    const answer = isChanged(rank) ? told[rank] : standing[rank];
    return answer === undefined ? [] : [[rank, answer] as const];
  });
  const replaced = ranks.filter(
    (rank) => isChanged(rank) && standing[rank] !== base[rank] && standing[rank] !== told[rank],
  );
  return { answers: Object.fromEntries(answers), replaced: replaced.map(Number).sort((a, b) => a - b) };
}
