import { guestInvited, thirdPersonGuard } from '../../../cards/meeting-plan.ts';
import { inviteesOf } from '../../domain/committee/invitees.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { carried } from '../carried.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { email, hidden, known, line } from '../fields.ts';
import { contactView } from '../people.ts';
import { changeable } from './change.ts';
import { beneficiaryNamed, communeGuests, emailGuests, type Guests } from './guests.ts';
import { committeeFacts, type Found, viewOf } from './meetings.ts';

/**
 * Art. 6: a third person is invited to a meeting, by e-mail or as a beneficiary's référent. To a COPIL a beneficiary comes
 * only when the coordinator says so expressly.
 */
export const inviteGuest = defineCommand({
  word: 'comite inviter',
  title: 'Inviter une personne',
  help: 'inviter une personne tierce à une réunion',
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: 'Inviter',
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    collectivite: known({ label: 'Collectivité, pour son référent' }, 'communes').optional(),
    courriel: email({ label: "Ou le courriel d'une personne" }).optional(),
    nom: line({ label: 'Son prénom et son nom' }, 120).optional(),
    tiers: hidden().optional(),
  },
  run: (input, context) => {
    const found = changeable(context, input.reunion);
    if (found instanceof Refusal) return found;
    const guests = guestsOf(context, found, input);
    if (guests instanceof Refusal) return guests;
    const { track, meeting } = found;
    const name = nameOf(context, guests);
    const convened = inviteesOf(track, meeting, committeeFacts(context));
    if (convened.some(({ personId }) => guests.ids.includes(personId)))
      return new Refusal(
        { code: 'already-convened', name },
        input.courriel === undefined ? 'collectivite' : 'courriel',
      );
    if (meeting.kind === 'copil' && guests.communes.length > 0 && input.tiers === undefined) {
      const card = thirdPersonGuard(guests.communes, 'comite inviter', carried(input), null);
      return { kind: 'answer', card };
    }
    const after = { ...meeting, guests: new Set([...meeting.guests, ...guests.ids]) };
    return decision({
      track: track.id,
      events: [
        {
          type: 'guests-invited',
          data: { meeting: meeting.number, personIds: guests.ids, byId: actorId(context.actor) },
        },
      ],
      people: guests.people,
      card: guestInvited(viewOf(context, { ...found, meeting: after }, null), name),
    });
  },
});

function nameOf({ world }: Context, { ids, people }: Guests): string {
  const named = (id: string) => people.find(({ person }) => person.id === id)?.person;
  return ids.map((id) => (named(id) ?? contactView(world.people, id)).name).join(', ');
}

function guestsOf(
  context: Context,
  { track, meeting }: Found,
  typed: {
    readonly courriel?: string | undefined;
    readonly nom?: string | undefined;
    readonly collectivite?: string | undefined;
  },
): Guests | Refusal {
  if (typed.courriel !== undefined)
    return emailGuests(context, track, meeting.on, { email: typed.courriel, name: typed.nom ?? null });
  if (typed.collectivite === undefined) return new Refusal({ code: 'missing-field' }, 'courriel');
  const beneficiary = beneficiaryNamed(track, typed.collectivite);
  if (beneficiary instanceof Refusal) return beneficiary;
  return communeGuests(beneficiary, meeting.on, 'collectivite');
}
