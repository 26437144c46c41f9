import { parisDay } from '../../domain/calendar/hours.ts';
import type { Slot } from '../../domain/committee/events.ts';
import type { Poll } from '../../domain/committee/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { isLoaded, type LoadedTrack } from '../enrol.ts';
import { line } from '../fields.ts';
import { askedBy, type FoundPoll } from './poll-view.ts';

/** Most dates that a poll proposes. */
export const MOST_SLOTS = 10;

/** The field that names a poll. */
export const pollField = () => line({ label: 'Sondage', hint: 'SO-02' }, 20);

/** A poll of a track whose programme was read. */
export interface LoadedPoll extends FoundPoll {
  readonly track: LoadedTrack;
}

/** Every open poll that the person may see, in the order in which they were opened. */
export function openPolls(context: Context): readonly LoadedPoll[] {
  return allPolls(context).filter((found) => found.poll.closed === null && maySee(context, found));
}

/**
 * The poll of a number as people type it: « SO-02 », « so2 ». Coordinators see every poll; anybody else those that ask
 * them, and is refused the others in the same words as a number that does not exist.
 */
export function findPoll(context: Context, typed: string): LoadedPoll | Refusal {
  const digits = /^so[\s-]*0*(\d{1,6})$/iu.exec(typed.trim())?.[1];
  const number = `SO-${(digits ?? '').padStart(2, '0')}`;
  const found = allPolls(context).find(({ poll }) => poll.poll === number);
  if (found !== undefined && maySee(context, found)) return found;
  return new Refusal({ code: 'unknown-poll', typed }, 'sondage');
}

/** The same, as long as it is open. */
export function findOpenPoll(context: Context, typed: string): LoadedPoll | Refusal {
  const found = findPoll(context, typed);
  return found instanceof Refusal ? found : (closedRefusal(found.poll) ?? found);
}

/** The date of a number as cards count them, from 1; `rank` counts from 0. */
export function slotNumbered(
  { slots }: Poll,
  typed: string,
  field: string | null,
): { readonly rank: number; readonly slot: Slot } | Refusal {
  const rank = /^\d{1,2}$/u.test(typed.trim()) ? Number(typed) - 1 : -1;
  const slot = slots[rank];
  return slot === undefined
    ? new Refusal({ code: 'unknown-slot', typed, slots: slots.length }, field)
    : { rank, slot };
}

/** Id of whoever asks; null for somebody whom no record names. */
export function ownId({ actor }: Context): string | null {
  return actor.row?.person.id ?? null;
}

function closedRefusal({ poll, closed }: Poll): Refusal | null {
  if (closed === null) return null;
  const day = parisDay(Temporal.Instant.from(closed.at)).toString();
  return new Refusal({ code: 'poll-closed', poll, day, meeting: closed.meeting }, 'sondage');
}

function allPolls({ world }: Context): readonly LoadedPoll[] {
  return [...world.tracks.values()]
    .filter(isLoaded)
    .flatMap((track) => [...track.committees.polls.values()].map((poll) => ({ track, poll })));
}

function maySee(context: Context, found: FoundPoll): boolean {
  const id = ownId(context);
  return context.actor.isCoordinator || (id !== null && askedBy(context, found).has(id));
}
