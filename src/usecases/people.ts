import type { ContactView } from '../../cards/referent.ts';
import { ERASED_NAME } from '../../cards/words.ts';
import type { Context } from './command.ts';
import type { People } from './people-index.ts';
import type { Person, PersonWrite } from './ports.ts';
import { NO_PREFERENCES } from './records.ts';

/** What is typed of somebody; null leaves what is known as it is. */
export interface PersonInput {
  readonly name: string;
  readonly position: string | null;
  readonly email: string;
  /** E.164. */
  readonly phone: string;
}

/**
 * The person of this e-mail, or a new one; `write` stores it. Only a coordinator may correct what is known of somebody
 * already: a référent who names them merely fills in what is missing.
 */
export function personFor(
  context: Context,
  input: PersonInput,
): { readonly person: Person; readonly write: PersonWrite } {
  const row = context.world.people.byEmail(input.email);
  const before = row?.person ?? newPerson(context.newId(), input.email);
  const fresh = row === undefined || before.name === before.email || context.actor.isCoordinator;
  const person: Person = {
    ...before,
    name: fresh ? input.name : before.name,
    position: fresh ? (input.position ?? before.position) : (before.position ?? input.position),
    phone: fresh ? input.phone : (before.phone ?? input.phone),
  };
  return { person, write: { person, expectedRevision: row?.revision ?? 0 } };
}

/** Somebody of whom only the e-mail is known. */
export function newPerson(id: string, email: string): Person {
  return {
    id,
    name: email,
    position: null,
    email,
    phone: null,
    accounts: [],
    preferences: NO_PREFERENCES,
    feedGeneration: 0,
  };
}

/** What is left of somebody whose data are erased (RGPD): the id that the history names. */
export function erasedPerson(id: string): Person {
  return { ...newPerson(id, ''), name: '', email: null };
}

/** What cards show of a person; somebody whose data were erased has no name left. */
export function contactView(people: People, id: string): ContactView {
  const person = people.byId(id)?.person;
  if (person === undefined || person.name === '')
    return { name: ERASED_NAME, position: null, email: null, phone: null };
  return { name: person.name, position: person.position, email: person.email, phone: person.phone };
}
