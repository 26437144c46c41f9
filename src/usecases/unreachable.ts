import type { LostView } from '../../cards/channels.ts';
import type { UnreachableView } from '../../cards/outbox.ts';
import type { ContactView, HolderView } from '../../cards/referent.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { holderOn } from '../domain/track/referents.ts';
import type { Context } from './command.ts';
import { coordinatorIds } from './designate.ts';
import { contactView } from './people.ts';
import type { People } from './people-index.ts';
import type { Person } from './ports.ts';
import { allTargets, targetValue } from './target.ts';

/** The accounts of somebody at which nobody is reached any more, platforms on which they have a living one aside. */
function lostAccounts(person: Person): readonly LostView[] {
  const living = new Set(person.accounts.filter((a) => a.lostAt === null).map((a) => a.platform));
  return person.accounts.flatMap(({ platform, lostAt }) =>
    lostAt === null || living.has(platform)
      ? []
      : [{ platform, lostOn: parisDay(Temporal.Instant.from(lostAt)).toString() }],
  );
}

/** What a file shows of whoever holds a role: how to reach them, and where they are no longer reached. */
export function holderView(people: People, id: string): HolderView {
  const person = people.byId(id)?.person;
  const contact: ContactView = contactView(people, id);
  return { ...contact, lost: person === undefined ? [] : lostAccounts(person) };
}

/**
 * Whoever holds a role today and has lost an account, or has no address at all: the référents and deputies of every
 * beneficiary, then the coordinators.
 */
export function unreachable(
  context: Pick<Context, 'world' | 'settings' | 'today'>,
): readonly UnreachableView[] {
  const { world, today } = context;
  const speakers = allTargets(world).flatMap((target) => {
    const speaksFor = {
      commune: target.beneficiary.facts.name,
      communeValue: targetValue(world, target),
    };
    return ROLES.flatMap((role) => {
      const held = holderOn(target.beneficiary, role, today.toString());
      return held === null ? [] : unreachableView(context, held.personId, { ...speaksFor, role });
    });
  });
  return [...speakers, ...coordinatorIds(context).flatMap((id) => unreachableView(context, id, null))];
}

const ROLES = ['referent', 'deputy'] as const;

function unreachableView(
  { world }: Pick<Context, 'world'>,
  id: string,
  speaksFor: UnreachableView['speaksFor'],
): readonly UnreachableView[] {
  const person = world.people.byId(id)?.person;
  if (person === undefined) return [];
  const lost = lostAccounts(person);
  const chats = person.accounts.filter((a) => a.lostAt === null && a.platform !== 'mail');
  const isMailLost = lost.some(({ platform }) => platform === 'mail');
  const mail = person.email === null || isMailLost ? [] : (['mail'] as const);
  const reachedBy = [...new Set([...chats.map(({ platform }) => platform), ...mail])];
  if (lost.length === 0 && reachedBy.length > 0) return [];
  return [
    {
      name: contactView(world.people, id).name,
      speaksFor,
      lost,
      reachedBy,
    },
  ];
}
