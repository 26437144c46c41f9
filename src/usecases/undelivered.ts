import type { Append } from './ports.ts';

type Said = Pick<Append, 'recordedAt' | 'actor' | 'correlationId'>;

/** An append that no platform delivered, of which only what it changes is said. */
export function undelivered(said: Said & Partial<Append>): Append {
  return {
    key: null,
    answer: null,
    writes: [],
    people: [],
    messages: [],
    outbox: [],
    erased: [],
    reached: [],
    ...said,
  };
}
