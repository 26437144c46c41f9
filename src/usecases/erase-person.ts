import { erasedAlready, erasureDone, erasurePreview } from '../../cards/erasure.ts';
import { cancelled } from '../../cards/service.ts';
import { type HeldRole, Refusal } from '../domain/kernel/refusal.ts';
import { roleOf } from '../domain/track/referents.ts';
import { actorId } from './actor.ts';
import { type Context, decision, defineCommand } from './command.ts';
import { choice, hidden, line } from './fields.ts';
import { erasedPerson } from './people.ts';
import type { Person, PersonRow } from './ports.ts';
import { allTargets } from './target.ts';

/**
 * Shows a coordinator whose data they are about to erase (RGPD), what goes and what stays. Refused: somebody unknown,
 * and whoever is référent or deputy, now or from a day to come (art. 4), coordinator or contractor: the programme needs them.
 */
export const erasePerson = defineCommand({
  word: 'personne effacer',
  title: 'Effacer une personne',
  help: "effacer les données d'une personne, à sa demande",
  article: null,
  roles: ['coordinator'],
  submitLabel: 'Voir ce qui sera effacé',
  fields: {
    personne: line(
      { label: 'Courriel ou numéro de déclaration', hint: 'prenom.nom@ville.fr ou REF-2026-0001' },
      254,
    ),
  },
  run: ({ personne }, context) => {
    const person = personNamed(context, personne);
    if (person === null) return new Refusal({ code: 'unknown-person', typed: personne }, 'personne');
    if (person.name === '') return { kind: 'answer', card: erasedAlready() };
    const refusal = refuseWithRole(context, person);
    if (refusal !== null) return refusal;
    const { id: personId, name, position, email, phone, accounts } = person;
    const view = { personId, name, position, email, phone, accounts: accounts.length };
    return { kind: 'answer', card: erasurePreview(view) };
  },
});

/** Erases, once a coordinator has chosen so in words. Erasing twice changes nothing and says so. */
export const confirmErasure = defineCommand({
  word: 'effacement confirmer',
  title: 'Effacer définitivement',
  help: "confirmer l'effacement des données d'une personne",
  article: null,
  roles: ['coordinator'],
  fields: {
    confirmation: choice({ label: 'Effacer définitivement les données de cette personne' }, [
      { value: 'oui', label: 'Oui, effacer' },
      { value: 'non', label: 'Non, ne rien effacer' },
    ]),
    personne: hidden(),
  },
  run: ({ confirmation, personne }, context) => {
    if (confirmation === 'non') return { kind: 'answer', card: cancelled() };
    const row = context.world.people.byId(personne);
    if (row === undefined) return new Refusal({ code: 'unknown-person', typed: personne });
    if (row.person.name === '') return { kind: 'answer', card: erasedAlready() };
    return refuseWithRole(context, row.person) ?? erase(context, row);
  },
});

function erase(context: Context, { person: { id }, revision }: PersonRow) {
  return decision({
    people: [{ person: erasedPerson(id), expectedRevision: revision }],
    directory: [{ type: 'person-erased', data: { personId: id, byId: actorId(context.actor) } }],
    erased: [id],
    card: erasureDone({ personId: id, at: context.now.toString() }),
  });
}

/** By e-mail, or by the receipt of a designation, which outlives an erased e-mail. */
function personNamed({ world }: Context, typed: string): Person | null {
  const found = world.people.byEmail(typed) ?? world.people.byId(designatedBy(world, typed.toUpperCase()));
  return found?.person ?? null;
}

function designatedBy(world: Context['world'], number: string): string {
  const all = allTargets(world).flatMap(({ beneficiary }) => beneficiary.designations);
  return all.find((designation) => designation.number === number)?.personId ?? '';
}

function refuseWithRole(context: Context, person: Person): Refusal | null {
  const { id, name, email } = person;
  if (email !== null && context.settings.coordinatorEmails.has(email))
    return new Refusal({ code: 'person-in-role', name, held: { role: 'coordinator' } });
  if ([...context.world.tracks.values()].some(({ contractorId }) => contractorId === id))
    return new Refusal({ code: 'person-in-role', name, held: { role: 'contractor' } });
  const today = context.today.toString();
  for (const { beneficiary } of allTargets(context.world)) {
    const commune = beneficiary.facts.name;
    const role = roleOf(beneficiary, id, today);
    const inRole = (held: HeldRole) => new Refusal({ code: 'person-in-role', name, held });
    if (role !== null) return inRole({ role, commune, fromOn: null });
    const planned = beneficiary.designations.find((d) => d.personId === id && d.fromOn > today);
    if (planned !== undefined) return inRole({ role: planned.role, commune, fromOn: planned.fromOn });
  }
  return null;
}
