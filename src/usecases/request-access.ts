import { accessRequested } from '../../cards/access.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import type { ReferentRole } from '../domain/track/events.ts';
import { holderOn, roleOf } from '../domain/track/referents.ts';
import { accountOf } from './actor.ts';
import { type Context, decision } from './command.ts';
import { coordinatorIds } from './designate.ts';
import { choice, line, phone } from './fields.ts';
import { noticesTo } from './notices.ts';
import { contactView, newPerson } from './people.ts';
import { loadNumberingPlans } from './phone-number.ts';
import type { Person, PersonWrite } from './ports.ts';
import { defineCommuneCommand, type Target, targetValue } from './target.ts';

/**
 * Somebody asks to speak for a beneficiary (art. 4). Nothing is granted until a coordinator confirms. The e-mail is
 * the one that the platform vouches for, so that nobody signs up in another's name.
 */
export const requestAccess = defineCommuneCommand({
  word: 'inscription',
  title: "Demande d'accès",
  help: 'demander à être référent (ou suppléant) de votre collectivité',
  article: 'convention, art. 4',
  roles: ['anyone'],
  submitLabel: 'Demander',
  prepare: loadNumberingPlans,
  fields: {
    role: choice({ label: 'Rôle' }, [
      { value: 'referent', label: 'Référent projet' },
      { value: 'suppleant', label: 'Suppléant' },
    ]),
    nom: line({ label: 'Prénom et nom' }, 120),
    telephone: phone({ label: 'Téléphone', hint: '01 48 00 00 00' }),
    fonction: line({ label: 'Fonction' }, 120).optional(),
  },
  prefill: ({ actor }) => ({ role: 'referent', nom: actor.row?.person.name ?? actor.visitor.name ?? '' }),
  run: (input, context, target) => {
    const person = asker(context, {
      name: input.nom,
      phone: input.telephone,
      position: input.fonction ?? null,
    });
    if (person instanceof Refusal) return person;
    const role: ReferentRole = input.role === 'suppleant' ? 'deputy' : 'referent';
    const refusal = refuseRequest(context, target, person.person.id, role);
    if (refusal !== null) return refusal;
    const requestId = context.newId();
    const commune = target.beneficiary.facts.id;
    const present = holderOn(target.beneficiary, role, context.today.toString());
    const data = { track: target.track.id, commune, requestId };
    return decision({
      track: target.track.id,
      events: [
        { type: 'referent-requested', data: { requestId, commune, personId: person.person.id, role } },
      ],
      people: [person],
      messages: noticesTo(context, coordinatorIds(context), { topic: 'access-asked', id: requestId, data }),
      card: accessRequested({
        commune: target.beneficiary.facts.name,
        communeValue: targetValue(context.world, target),
        requestId,
        role,
        person: person.person,
        askedAt: context.now.toString(),
        present: present === null ? null : contactView(context.world.people, present.personId).name,
      }),
    });
  },
});

function asker(context: Context, typed: Pick<Person, 'name' | 'phone' | 'position'>): PersonWrite | Refusal {
  const { row, visitor } = context.actor;
  if (row !== null) {
    const position = typed.position ?? row.person.position;
    return { person: { ...row.person, ...typed, position }, expectedRevision: row.revision };
  }
  if (visitor.email === null) return new Refusal({ code: 'no-verified-email' });
  const person = newPerson(context.newId(), visitor.email.toLowerCase());
  return {
    person: { ...person, ...typed, accounts: [accountOf(visitor, undefined, context.now)] },
    expectedRevision: 0,
  };
}

function refuseRequest(
  context: Context,
  target: Target,
  personId: string,
  role: ReferentRole,
): Refusal | null {
  const { beneficiary } = target;
  const name = beneficiary.facts.name;
  const today = context.today.toString();
  if (roleOf(beneficiary, personId, today) === role) return new Refusal({ code: 'already-referent', name });
  if (role === 'deputy' && holderOn(beneficiary, 'referent', today) === null) {
    return new Refusal({ code: 'no-referent-to-assist', name }, 'role');
  }
  const pending = [...beneficiary.requests.values()].find(
    (r) => r.personId === personId && r.settled === null,
  );
  if (pending === undefined) return null;
  const day = parisDay(Temporal.Instant.from(pending.askedAt)).toString();
  return new Refusal({ code: 'already-asked', name, day });
}
