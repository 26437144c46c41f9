import type { Card } from '../../cards/model.ts';
import { alreadyRecorded } from '../../cards/service.ts';
import { actorId } from './actor.ts';
import type { Reply } from './bot.ts';
import type { Context, Decision } from './command.ts';
import type { Append, EventDraft, Json, JsonObject, Store } from './ports.ts';
import { DIRECTORY_STREAM, type ReadWorld, trackStream } from './world.ts';

/** The delivery that a decision answers. */
export interface Delivery {
  readonly key: string;
  readonly correlationId: string;
}

/** Everything that a decision changes, as the one transaction that stores it; its card is the delivery's first answer. */
export function appendOf(world: ReadWorld, delivery: Delivery, decision: Decision, context: Context): Append {
  const recordedAt = context.now.toString();
  const actor = authorOf(decision, context);
  const directory: readonly EventDraft[] = [
    ...decision.people
      .filter((write) => write.expectedRevision === 0)
      .map((write) => ({ type: 'person-recorded', data: { personId: write.person.id, byId: actor } })),
    ...decision.numbers.map((number) => ({ type: 'number-taken', data: { ...number } })),
    ...decision.directory.map(draftOf),
  ];
  const writes = [
    ...(decision.track === null
      ? []
      : [
          {
            stream: trackStream(decision.track),
            events: decision.events.map(draftOf),
            nextDueAt: recordedAt,
          },
        ]),
    { stream: DIRECTORY_STREAM, events: directory, nextDueAt: null },
  ];
  return {
    key: delivery.key,
    answer: decision.card as unknown as Json,
    recordedAt,
    actor,
    correlationId: delivery.correlationId,
    writes: writes
      .filter((write) => write.events.length > 0)
      .map((write) => ({ ...write, expectedVersion: world.versionOf(write.stream) })),
    people: decision.people,
    messages: decision.messages,
    outbox: decision.outbox,
    erased: decision.erased,
    reached: decision.reached,
  };
}

/** What this delivery was answered when it came first, on disk; null where it comes for the first time. */
export async function answeredBefore(
  store: Pick<Store, 'answerTo' | 'flushed'>,
  key: string,
): Promise<Reply | null> {
  const answer = await store.answerTo(key);
  if (answer === undefined) return null;
  await store.flushed();
  return firstAnswer(answer);
}

/** The store gives back what `appendOf` put there; null once retention or an erasure has emptied it. */
export function firstAnswer(answer: Json): Reply {
  if (answer === null) return { kind: 'card', card: alreadyRecorded() };
  return { kind: 'card', card: answer as unknown as Card };
}

/** Whoever asks; somebody whom no record named so far is the person that the decision records with their account. */
function authorOf(decision: Decision, context: Context): string {
  const { visitor } = context.actor;
  const own = decision.people.find(({ person }) =>
    person.accounts.some((a) => a.platform === visitor.platform && a.id === visitor.accountId),
  );
  return own?.person.id ?? actorId(context.actor);
}

function draftOf(event: { readonly type: string; readonly data: object }): EventDraft {
  return { type: event.type, data: event.data as JsonObject };
}
