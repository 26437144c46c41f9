import type { LineFault } from '../../domain/kernel/meeting-life-reasons.ts';
import { fold, suggest } from '../../domain/kernel/text.ts';
import { conveneesOf } from './convened.ts';
import { committeeFacts, type Found, type Records } from './meetings.ts';

/** Those of a meeting as a coordinator writes them, by name or by e-mail. */
export interface Roster {
  /** How somebody is written: their name, or their e-mail where the name is not theirs alone; null once nothing is left to name them by. */
  labelOf(personId: string): string | null;
  /** Who is meant, or why nobody is. */
  find(typed: string): { readonly personId: string } | LineFault;
}

interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

/** Everybody convened, and whom the minutes name already: somebody may have been convened no more since. */
export function rosterOf(context: Records, found: Found): Roster {
  const { minutes } = found.meeting;
  const named = [...(minutes?.present ?? []), ...(minutes?.actions ?? []).map(({ ownerId }) => ownerId)];
  const { isErased } = committeeFacts(context);
  const ids = new Set([...conveneesOf(context, found).map(({ personId }) => personId), ...named]);
  const members = [...ids].flatMap((id): readonly Member[] => {
    const person = context.world.people.byId(id)?.person;
    return person === undefined || isErased(id) ? [] : [{ id, name: person.name, email: person.email }];
  });
  const byName = Map.groupBy(members, ({ name }) => fold(name));
  return {
    labelOf: (personId) => {
      const member = members.find(({ id }) => id === personId);
      if (member === undefined) return null;
      return byName.get(fold(member.name))?.length === 1 ? member.name : member.email;
    },
    find: (typed) => {
      const byEmail = members.find(({ email }) => email === typed.toLowerCase());
      if (byEmail !== undefined) return { personId: byEmail.id };
      const [first, ...others] = byName.get(fold(typed)) ?? [];
      if (first !== undefined)
        return others.length === 0 ? { personId: first.id } : { kind: 'same-name', typed };
      return {
        kind: 'not-convened',
        typed,
        suggestions: suggest(
          typed,
          members.map(({ name }) => name),
        ),
      };
    },
  };
}
