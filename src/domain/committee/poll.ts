import type { Slot } from './events.ts';
import type { Poll } from './state.ts';

/** How many people a slot of a poll suits. */
export interface PollRank {
  /** From 0, in the order in which the slots were proposed. */
  readonly rank: number;
  readonly slot: Slot;
  readonly suits: number;
  /** No other suits more people; several may be best, none is as long as none suits anybody. */
  readonly isBest: boolean;
}

/** What the answers to a poll come to, slot by slot. */
export function pollTally(poll: Pick<Poll, 'slots' | 'answers'>): readonly PollRank[] {
  const answers = [...poll.answers.values()];
  const counted = poll.slots.map((slot, rank) => ({
    rank,
    slot,
    suits: answers.filter((suits) => suits.includes(rank)).length,
  }));
  const most = Math.max(1, ...counted.map(({ suits }) => suits));
  return counted.map((one) => ({ ...one, isBest: one.suits === most }));
}
