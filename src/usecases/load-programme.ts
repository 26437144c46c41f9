import type { TrackFacts } from '../domain/track/facts.ts';
import type { Core } from './core.ts';
import { StoreError } from './errors.ts';
import { newPerson } from './people.ts';
import type { Append, Json, JsonObject, PersonWrite } from './ports.ts';
import { sameJson } from './same-json.ts';
import { undelivered } from './undelivered.ts';
import { DIRECTORY_STREAM, trackStream } from './world.ts';

export type LoadParts = Pick<Core, 'store' | 'world' | 'now' | 'newId'>;

const ATTEMPTS = 10;

/**
 * Brings the journal up to date with the programme files and the configured coordinators, recording only what differs:
 * the journal tells by itself what was in force when. Processes that start together record it once.
 */
export async function loadProgramme(
  parts: LoadParts,
  tracks: readonly TrackFacts[],
  coordinatorEmails: readonly string[],
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await parts.world.catchUp();
    const [next] = [
      ...peopleAppend(parts, [...coordinatorEmails, ...tracks.flatMap(contactEmails)]),
      ...tracks.flatMap((facts) => trackAppend(parts, facts)),
    ];
    if (next === undefined) return;
    const result = await parts.store.append(next);
    if (result.kind === 'recorded') attempt = 0;
  }
  throw new StoreError('the programme could not be recorded: the records changed under each attempt');
}

/** Of the contractor and for communication. */
function contactEmails({ contractor, communicationEmail }: TrackFacts): readonly string[] {
  return [contractor?.email, communicationEmail].flatMap((email) =>
    email == null ? [] : [email.toLowerCase()],
  );
}

function trackAppend(parts: LoadParts, read: TrackFacts): readonly Append[] {
  const personOf = (email: string | null | undefined): string | null =>
    email == null ? null : (parts.world.people.byEmail(email.toLowerCase())?.person.id ?? null);
  const contractorId = personOf(read.contractor?.email);
  const communicationId = personOf(read.communicationEmail);
  const contractor = read.contractor && { ...read.contractor, email: null };
  const facts = { ...read, contractor, communicationEmail: null };
  const track = parts.world.tracks.get(facts.id);
  const recorded = {
    facts: track?.facts ?? null,
    contractorId: track?.contractorId ?? null,
    communicationId: track?.communicationId ?? null,
  };
  const wanted = { facts, contractorId, communicationId };
  if (sameJson(recorded as unknown as Json, wanted as unknown as Json)) return [];
  const stream = trackStream(facts.id);
  const now = parts.now().toString();
  const events = [{ type: 'programme-loaded', data: wanted as unknown as JsonObject }];
  const writes = [{ stream, expectedVersion: parts.world.versionOf(stream), events, nextDueAt: now }];
  return [{ ...blank(parts), writes }];
}

function peopleAppend(parts: LoadParts, emails: readonly string[]): readonly Append[] {
  const missing = [...new Set(emails)].filter((email) => parts.world.people.byEmail(email) === undefined);
  if (missing.length === 0) return [];
  const people: readonly PersonWrite[] = missing.map((email) => ({
    person: newPerson(parts.newId(), email),
    expectedRevision: 0,
  }));
  const events = people.map(({ person }) => ({
    type: 'person-recorded',
    data: { personId: person.id, byId: 'system' },
  }));
  const writes = [
    {
      stream: DIRECTORY_STREAM,
      expectedVersion: parts.world.versionOf(DIRECTORY_STREAM),
      events,
      nextDueAt: null,
    },
  ];
  return [{ ...blank(parts), writes, people }];
}

function blank(parts: LoadParts): Append {
  return undelivered({
    recordedAt: parts.now().toString(),
    actor: 'system',
    correlationId: parts.newId(),
  });
}
