import { StoreError } from '../usecases/errors.ts';

/**
 * Milliseconds since 1970 of an ISO instant, rounded up: what the engines compare and index, since ISO texts of
 * different precision do not sort by time. Rounding every side up keeps « at or before » true below the millisecond.
 * Refuses what is no ISO instant.
 */
export function millisecondsOf(instant: string): number {
  try {
    return Temporal.Instant.from(instant).round({ smallestUnit: 'millisecond', roundingMode: 'ceil' })
      .epochMilliseconds;
  } catch (cause) {
    throw new StoreError('an instant to store is no ISO instant', { cause });
  }
}

/** As `millisecondsOf`; null stays null. */
export function optionalMillisecondsOf(instant: string | null): number | null {
  return instant === null ? null : millisecondsOf(instant);
}

/** The ISO text (UTC) of an instant in milliseconds since 1970. */
function instantOf(milliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toString();
}

/** The earliest of some instants in milliseconds, as ISO text; nulls are no instants. */
export function earliest(...milliseconds: readonly (number | null)[]): string | null {
  const known = milliseconds.filter((value) => value !== null);
  return known.length === 0 ? null : instantOf(Math.min(...known));
}
