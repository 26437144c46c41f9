import type { PollView } from '../../../cards/poll.ts';
import { inviteesOf } from '../../domain/committee/invitees.ts';
import { pollTally } from '../../domain/committee/poll.ts';
import type { Poll } from '../../domain/committee/state.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { coordinatorIds } from '../designate.ts';
import { committeeFacts, communeName, type Records } from './meetings.ts';

/** A poll with the track whose stream it lives in. */
export interface FoundPoll {
  readonly track: TrackState;
  readonly poll: Poll;
}

/** Ids of those whom a poll asks: everybody whom its meeting would convene on one of the dates (art. 6), each once. */
export function askedBy(
  context: Pick<Records, 'world' | 'settings'>,
  { track, poll }: FoundPoll,
): ReadonlySet<string> {
  const facts = committeeFacts(context);
  const days = new Set(poll.slots.map(({ on }) => on));
  return new Set(
    [...days].flatMap((on) => inviteesOf(track, { ...poll, on }, facts).map(({ personId }) => personId)),
  );
}

/** What cards show of a poll to one person; `null` for nobody in particular. The answers of who is no longer asked do not count. */
export function pollView(context: Records, found: FoundPoll, personId: string | null): PollView {
  const { track, poll } = found;
  const asked = askedBy(context, found);
  const answers = new Map([...poll.answers].filter(([id]) => asked.has(id)));
  const mine = personId === null ? undefined : answers.get(personId);
  return {
    number: poll.poll,
    kind: poll.kind,
    title: poll.title,
    commune: communeName(track, poll.commune),
    track: track.facts?.title ?? track.id,
    place: poll.place,
    slots: pollTally({ slots: poll.slots, answers }).map(({ rank, slot, suits, isBest }) => ({
      ...slot,
      rank,
      suits,
      isBest,
      isMine: mine?.includes(rank) ?? false,
    })),
    asked: asked.size,
    answered: answers.size,
    suitedByNone: [...answers.values()].filter((suits) => suits.length === 0).length,
    own: personId !== null && asked.has(personId) ? { hasAnswered: mine !== undefined } : null,
    closed: poll.closed === null ? null : { meeting: poll.closed.meeting, at: poll.closed.at },
    mayFix: personId !== null && coordinatorIds(context).includes(personId),
  };
}
