import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold } from '../../domain/kernel/text.ts';
import type { Target } from '../target.ts';
import type { World } from '../world.ts';

/** What names an experiment (art. 1) in a form: its rank, from 1, with its track in front where several offer some. */
export function experimentValue(world: World, trackId: string, rank: number): string {
  const offering = [...world.tracks.values()].filter(({ facts }) => (facts?.options ?? []).length > 0);
  return offering.length === 1 ? String(rank) : `${trackId}/${rank}`;
}

/** The experiment of the beneficiary's track that has this value, this rank or this title, or which begins so. */
export function experimentNamed({ track, facts }: Target, typed: string): string | Refusal {
  const { options } = facts;
  const [, before = track.id, rank] = /^(?:(.+)\/)?(\d{1,3})$/u.exec(typed) ?? [];
  const ranked = before === track.id && rank !== undefined ? options[Number(rank) - 1] : undefined;
  if (ranked !== undefined) return ranked;
  const wanted = fold(typed);
  const [only, ...others] = options.filter(
    (option) => option === typed || (wanted !== '' && fold(option).startsWith(wanted)),
  );
  return only !== undefined && others.length === 0
    ? only
    : new Refusal({ code: 'unknown-option', typed, options }, 'option');
}
