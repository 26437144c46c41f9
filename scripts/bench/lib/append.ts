import type { Append } from '../../../src/usecases/ports.ts';

/** An append of the clock's that changes nothing yet. */
export function emptyAppend(recordedAt: string): Append {
  return {
    key: null,
    answer: null,
    recordedAt,
    actor: 'system',
    correlationId: 'bench',
    writes: [],
    people: [],
    messages: [],
    outbox: [],
    erased: [],
    reached: [],
  };
}
