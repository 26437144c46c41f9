import { Refusal } from '../../domain/kernel/refusal.ts';

/** Minutes from a wall time to another of the same day, or `usual` when no end is given. Refused: an end that is not after the start. */
export function durationOf(from: string, to: string | undefined, usual: number): number | Refusal {
  if (to === undefined) return usual;
  const minutes = Temporal.PlainTime.from(from).until(to).total('minutes');
  return minutes > 0 ? minutes : new Refusal({ code: 'end-before-start', from, to }, 'fin');
}
