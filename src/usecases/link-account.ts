import { accountOf, personOf, shownBy } from './actor.ts';
import type { Visitor } from './bot.ts';
import type { Account, Append, Person, StreamWrite } from './ports.ts';
import { sameJson } from './same-json.ts';
import { undelivered } from './undelivered.ts';
import { DIRECTORY_STREAM, type ReadWorld } from './world.ts';

/** One visit: who comes, when, and the thread that ties its log lines together. */
export interface Visit {
  readonly visitor: Visitor;
  readonly correlationId: string;
  readonly now: Temporal.Instant;
}

/**
 * What must be stored so that this person can be written to first: the account that the platform vouches for, with its
 * newest address, and that they spoke there last when it was in another chat before. Null for somebody whom no record
 * names, and when all of it is known already.
 */
export function accountLink(world: ReadWorld, visit: Visit): Append | null {
  const { visitor, now } = visit;
  const row = personOf(world, visitor);
  if (row === null) return null;
  const { person, revision } = row;
  const known = person.accounts.find((a) => a.platform === visitor.platform && a.id === visitor.accountId);
  // An e-mail address is no account to learn (the person has it already), but one that was lost is found by its links.
  if (visitor.platform === 'mail' && (known === undefined || known.lostAt === null)) return null;
  const shown = shownBy(visitor, known);
  const name = nameOf(person, visitor);
  const isKnown =
    known?.email === shown.email &&
    known.lostAt === null &&
    sameJson(known.reference, shown.reference) &&
    !isOvertaken(known, person, now);
  if (isKnown && name === person.name) return null;
  const others = person.accounts.filter((other) => other !== known);
  const accounts = [...others, accountOf(visitor, known, now)];
  const isNew = known === undefined || known.lostAt !== null;
  return undelivered({
    recordedAt: now.toString(),
    actor: person.id,
    correlationId: visit.correlationId,
    writes: isNew ? [linked(world, person.id, visitor)] : [],
    people: [{ person: { ...person, name, accounts }, expectedRevision: revision }],
    reached: isNew ? [person.id] : [],
  });
}

/**
 * Whether the person spoke in another chat since they were last seen in this one: one write for each change of chat, not
 * for each visit. What lies ahead of `now` (the machine's hour was set back) can be overtaken by no visit.
 */
function isOvertaken(known: Account, { accounts }: Person, now: Temporal.Instant): boolean {
  return accounts.some(
    (other) =>
      other !== known &&
      other.platform !== 'mail' &&
      other.lostAt === null &&
      Temporal.Instant.compare(other.seenAt, known.seenAt) > 0 &&
      Temporal.Instant.compare(other.seenAt, now) <= 0,
  );
}

/** Somebody of whom only the e-mail is known, such as a configured coordinator, gets the name of their profile. */
function nameOf(person: Person, visitor: Visitor): string {
  return person.name === person.email && visitor.name !== null ? visitor.name : person.name;
}

function linked(world: ReadWorld, personId: string, visitor: Visitor): StreamWrite {
  return {
    stream: DIRECTORY_STREAM,
    expectedVersion: world.versionOf(DIRECTORY_STREAM),
    events: [{ type: 'account-linked', data: { personId, platform: visitor.platform } }],
    nextDueAt: null,
  };
}
