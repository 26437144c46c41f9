import { z } from 'zod';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold, suggest } from '../../domain/kernel/text.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import { holderOn, roleOf } from '../../domain/track/referents.ts';
import type { TrackState } from '../../domain/track/state.ts';
import type { Context } from '../command.ts';
import { newPerson } from '../people.ts';
import type { PersonWrite } from '../ports.ts';

/** Third persons (art. 6) as a coordinator names them. */
export interface Guests {
  readonly ids: readonly string[];
  /** The people whom no record knew, or of whom only the e-mail was known. */
  readonly people: readonly PersonWrite[];
  /** Names of the beneficiaries whose people are among them: to a COPIL these come as third persons only. */
  readonly communes: readonly string[];
}

export const NO_GUESTS: Guests = { ids: [], people: [], communes: [] };

/** Most guests named at once. */
const MOST_AT_ONCE = 20;

/** Longest name of somebody, in characters. */
const LONGEST_NAME = 120;

/**
 * Reads whom to invite for a Paris day (ISO): beneficiaries of the track, for their référents, and e-mails, also as
 * « Prénom Nom <adresse> », separated by commas or semicolons. Refused: what is neither, an address that is none (a line
 * break in it included), a beneficiary without a named référent, more than twenty at once.
 */
export function readGuests(context: Context, track: TrackState, on: string, typed: string): Guests | Refusal {
  const items = typed.split(/[,;]/u).flatMap((item) => (item.trim() === '' ? [] : [item.trim()]));
  if (items.length > MOST_AT_ONCE)
    return new Refusal({ code: 'too-many-guests', max: MOST_AT_ONCE }, 'inviter');
  let all = NO_GUESTS;
  for (const item of items) {
    const read = item.includes('@') ? readAddress(context, track, on, item) : readCommune(track, on, item);
    if (read instanceof Refusal) return read;
    all = together(all, read);
  }
  return all;
}

/** The référent of a beneficiary on a Paris day; `field` is where it was named. Refused: one who has nobody. */
export function communeGuests(beneficiary: BeneficiaryState, on: string, field: string): Guests | Refusal {
  const { name } = beneficiary.facts;
  const holder = holderOn(beneficiary, 'referent', on);
  if (holder === null) return new Refusal({ code: 'nobody-to-invite', commune: name }, field);
  return { ids: [holder.personId], people: [], communes: [name] };
}

/** Somebody by their e-mail; a name is taken where none is known. */
export function emailGuests(
  context: Context,
  track: TrackState,
  on: string,
  { email, name }: { readonly email: string; readonly name: string | null },
): Guests {
  const { id, people } = personOfEmail(context, email, name);
  return { ids: [id], people, communes: communesOf(track, id, on) };
}

/** The person of an e-mail (lower case), or a new one; known names are not changed. */
export function personOfEmail(
  context: Context,
  email: string,
  name: string | null,
): { readonly id: string; readonly people: readonly PersonWrite[] } {
  const row = context.world.people.byEmail(email);
  const person = row?.person ?? newPerson(context.newId(), email);
  if (row !== undefined && (name === null || person.name !== person.email))
    return { id: person.id, people: [] };
  const write = { person: { ...person, name: name ?? person.name }, expectedRevision: row?.revision ?? 0 };
  return { id: person.id, people: [write] };
}

/** The beneficiary of a track by its name or id; accents and case do not matter. */
export function beneficiaryNamed(track: TrackState, typed: string): BeneficiaryState | Refusal {
  const all = [...track.beneficiaries.values()];
  const wanted = fold(typed.replace(`${track.id}/`, ''));
  const found = all.find(({ facts }) => fold(facts.id) === wanted || fold(facts.name) === wanted);
  const names = all.map(({ facts }) => facts.name);
  return (
    found ?? new Refusal({ code: 'not-in-track', typed, suggestions: suggest(typed, names) }, 'collectivite')
  );
}

function readAddress(context: Context, track: TrackState, on: string, typed: string): Guests | Refusal {
  const [, name, address] = /^([^<>]*)<([^<>]*)>$/u.exec(typed) ?? [undefined, '', typed];
  const email = address.trim().toLowerCase();
  const given = name.trim();
  if (!z.email().max(254).safeParse(email).success || given.length > LONGEST_NAME)
    return new Refusal({ code: 'not-a-guest', typed }, 'inviter');
  return emailGuests(context, track, on, { email, name: given === '' ? null : given });
}

function readCommune(track: TrackState, on: string, typed: string): Guests | Refusal {
  const beneficiary = beneficiaryNamed(track, typed);
  if (beneficiary instanceof Refusal) return new Refusal({ code: 'not-a-guest', typed }, 'inviter');
  return communeGuests(beneficiary, on, 'inviter');
}

/** Names of the beneficiaries for which somebody speaks on a Paris day (ISO). */
export function communesOf(track: TrackState, personId: string, on: string): readonly string[] {
  const theirs = [...track.beneficiaries.values()].filter((one) => roleOf(one, personId, on) !== null);
  return theirs.map(({ facts }) => facts.name);
}

/** Somebody named twice is invited once, and stored once. */
function together(left: Guests, right: Guests): Guests {
  const isKnown = (id: string) => left.ids.includes(id);
  const isSameEmail = ({ person }: PersonWrite) =>
    left.people.some((write) => write.person.email === person.email);
  if (right.people.some(isSameEmail)) return left;
  return {
    ids: [...left.ids, ...right.ids.filter((id) => !isKnown(id))],
    people: [...left.people, ...right.people],
    communes: [...new Set([...left.communes, ...right.communes])],
  };
}
