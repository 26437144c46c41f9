import type { Core } from '../core.ts';
import type { JournalFault } from '../ports.ts';
import { trackStream } from '../world.ts';
import { incidentNumbered } from './incidents.ts';

/** What a receipt's code is told: null for a number and a hash that do not go together. */
export type IncidentCheck = (
  number: string,
  hash: string,
) => Promise<{ readonly at: string; readonly holds: boolean } | null>;

/**
 * Whether what a receipt (art. 3) says is still what stands: for whoever holds it, without an account. Whoever does not
 * have the hash learns nothing, not even that there is such a report.
 */
export function createIncidentCheck(
  { world, store }: Pick<Core, 'world' | 'store'>,
  verifyEntry: (stream: string, version: number) => Promise<readonly JournalFault[]>,
): IncidentCheck {
  return async (number, hash) => {
    await world.catchUp();
    const named = incidentNumbered({ world }, number);
    if (named === null || named.incident.entry.hash !== hash) return null;
    const { track, incident } = named;
    const faults = await verifyEntry(trackStream(track.id), incident.entry.version);
    await store.flushed();
    return { at: incident.at, holds: faults.length === 0 };
  };
}
