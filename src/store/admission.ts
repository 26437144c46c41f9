import { StoreError } from '../usecases/errors.ts';
import type { Append, PersonWrite } from '../usecases/ports.ts';

function admitText(what: string, text: string | null): void {
  if (text === null) return;
  if (!text.isWellFormed() || text.includes('\u0000')) {
    throw new StoreError(`the ${what} holds characters that cannot be stored unchanged`);
  }
}

/**
 * Refuses an append that no engine could store as it was given: a stream, a person or a message written twice, names and keys with
 * a NUL or half a surrogate pair (PostgreSQL refuses the first, UTF-8 changes the second and breaks the hash chain).
 */
export function admit(append: Append): void {
  admitText('delivery key', append.key);
  admitText('actor', append.actor);
  admitText('correlation id', append.correlationId);
  for (const write of append.writes) {
    admitText('stream name', write.stream);
    for (const event of write.events) admitText('event type', event.type);
  }
  for (const { person } of append.people) {
    admitText('person id', person.id);
    admitText('e-mail', person.email);
  }
  for (const message of append.messages) {
    admitText('message key', message.key);
    admitText('recipient', message.to);
    admitText('topic', message.topic);
    admitText('message group', message.group);
  }
  for (const { key } of append.outbox) admitText('message key', key);
  for (const id of [...append.erased, ...append.reached]) admitText('person', id);
  if (new Set(append.writes.map((write) => write.stream)).size < append.writes.length) {
    throw new StoreError('an append writes each stream once');
  }
  if (new Set(append.people.map((write) => write.person.id)).size < append.people.length) {
    throw new StoreError('an append writes each person once');
  }
  if (new Set(append.outbox.map((change) => change.key)).size < append.outbox.length) {
    throw new StoreError('an append changes each message once');
  }
}

/** What the engine knows of the people concerned by a write: those written, and those who hold the e-mails written. */
export interface KnownPerson {
  readonly id: string;
  readonly email: string | null;
  readonly revision: number;
}

/**
 * True when a row has moved since it was read, or when two people would share an e-mail once everything is written
 * (two people may exchange their e-mails in one append).
 */
export function peopleConflict(writes: readonly PersonWrite[], known: readonly KnownPerson[]): boolean {
  const byId = new Map(known.map((row) => [row.id, row]));
  const written = new Set(writes.map((write) => write.person.id));
  const taken = new Set(known.filter((row) => !written.has(row.id)).map((row) => row.email));
  for (const { person, expectedRevision } of writes) {
    if ((byId.get(person.id)?.revision ?? 0) !== expectedRevision) return true;
    if (person.email === null) continue;
    if (taken.has(person.email)) return true;
    taken.add(person.email);
  }
  return false;
}
