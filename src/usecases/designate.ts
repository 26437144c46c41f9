import type { ChangeView } from '../../cards/referent.ts';
import type { Refusal } from '../domain/kernel/refusal.ts';
import { formatNumber, type NumberTaken } from '../domain/people/directory.ts';
import type { ReferentDesignated, ReferentRole, TrackEvent } from '../domain/track/events.ts';
import { checkDesignation, holderOn } from '../domain/track/referents.ts';
import { actorId } from './actor.ts';
import type { Context } from './command.ts';
import { type Notice, noticesTo } from './notices.ts';
import { contactView } from './people.ts';
import type { MessageDraft, Person } from './ports.ts';
import { type Target, targetValue } from './target.ts';

export interface Designation {
  readonly target: Target;
  readonly role: ReferentRole;
  readonly person: Person;
  readonly fromOn: Temporal.PlainDate;
  readonly number: NumberTaken;
  /** Told to MGP only, never journaled: it may be personal. */
  readonly reason: string | null;
}

export interface Designated {
  readonly event: TrackEvent;
  readonly messages: readonly MessageDraft[];
  /** Whose waiting reminders must be asked again at once: they are the newcomer's, whatever their predecessor wished. */
  readonly reached: readonly string[];
  readonly view: ChangeView;
}

/**
 * A person takes a role from a Paris day (art. 4): the event, and the messages to MGP, to the newcomer and to the
 * person replaced, all at once. Refused as `checkDesignation` says.
 */
export function designate(context: Context, wanted: Designation): Designated | Refusal {
  const { target, role, person, fromOn, number } = wanted;
  const { beneficiary } = target;
  const check = { role, personId: person.id, personName: person.name, fromOn: fromOn.toString() };
  const refusal = checkDesignation(beneficiary, check, context.today.toString());
  if (refusal !== null) return refusal;
  const replaced = holderOn(beneficiary, role, fromOn.toString());
  const byId = actorId(context.actor);
  const data: ReferentDesignated = {
    number: formatNumber(number),
    commune: beneficiary.facts.id,
    role,
    personId: person.id,
    fromOn: fromOn.toString(),
    replacesId: replaced?.personId ?? null,
    byId,
  };
  return {
    event: { type: 'referent-designated', data },
    messages: designationMessages(context, target, data, wanted.reason),
    reached: replaced === null ? [] : [replaced.personId],
    view: changeView(context, target, data, { person, recordedAt: context.now.toString() }),
  };
}

/** What cards show of a designation. */
export function changeView(
  context: Pick<Context, 'world' | 'settings' | 'today'>,
  target: Target,
  data: ReferentDesignated,
  known: { readonly person: Person | null; readonly recordedAt: string },
): ChangeView {
  const { people } = context.world;
  const person = known.person ?? contactView(people, data.personId);
  return {
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(context.world, target),
    role: data.role,
    number: data.number,
    recordedAt: known.recordedAt,
    fromOn: data.fromOn,
    isFuture: data.fromOn > context.today.toString(),
    byCoordinator: coordinatorIds(context).includes(data.byId),
    person: { name: person.name, position: person.position, email: person.email, phone: person.phone },
    previous: data.replacesId === null ? null : contactView(people, data.replacesId),
  };
}

function designationMessages(
  context: Context,
  target: Target,
  data: ReferentDesignated,
  reason: string | null,
): readonly MessageDraft[] {
  const about = { track: target.track.id, commune: data.commune, number: data.number };
  const notice = (topic: Notice['topic'], extra = {}): Notice => ({
    topic,
    id: data.number,
    data: { ...about, ...extra },
  });
  // The coordinator who declares it has the receipt.
  const told = coordinatorIds(context).filter((id) => id !== data.byId);
  return [
    ...noticesTo(context, told, notice('referent-changed', { reason })),
    ...noticesTo(context, [data.personId], notice('referent-welcome')),
    ...noticesTo(context, data.replacesId === null ? [] : [data.replacesId], notice('referent-farewell')),
  ];
}

/** Person ids of the coordinators. */
export function coordinatorIds(context: Pick<Context, 'world' | 'settings'>): readonly string[] {
  const emails = [...context.settings.coordinatorEmails];
  return emails.flatMap((email) => context.world.people.byEmail(email)?.person.id ?? []);
}
