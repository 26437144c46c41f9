import type { OutboxAlarmView, UnreachableView } from '../../cards/reachability.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { roleOf } from '../domain/track/referents.ts';
import { coordinatorIds } from './designate.ts';
import { noticesTo } from './notices.ts';
import type { Account, Append, JsonObject, Message, PlatformName } from './ports.ts';
import type { ClockContext } from './reminders.ts';
import { allTargets, targetValue } from './target.ts';
import { undelivered } from './undelivered.ts';
import { DIRECTORY_STREAM, type ReadWorld } from './world.ts';

/** What the clock knows, with up to where the records were read. */
export type WritingContext = ClockContext & { readonly world: ReadWorld };

/** An address at which, a platform says, nobody is reached any more. */
export interface Loss {
  readonly personId: string;
  readonly account: Account;
  /** Why, in a word that names nobody. */
  readonly why: string;
  /** Another address takes the person's messages. */
  readonly hasOther: boolean;
}

/**
 * Records the loss and tells each coordinator, in one append. Null when it is known already, when the person has spoken
 * from there in the meantime, or is gone.
 */
export function accountLost(context: WritingContext, loss: Loss, correlationId: string): Append | null {
  const { personId, account, why, hasOther } = loss;
  const row = context.world.people.byId(personId);
  if (row === undefined || row.person.name === '') return null;
  const { person, revision } = row;
  const known = person.accounts.find((a) => a.platform === account.platform && a.id === account.id);
  if (known !== undefined && (known.lostAt !== null || known.seenAt !== account.seenAt)) return null;
  const { platform } = account;
  const lostAt = context.now.toString();
  const accounts = [...person.accounts.filter((a) => a !== known), { ...(known ?? account), lostAt }];
  const event = { type: 'account-lost', data: { personId, platform, why } };
  const expectedVersion = context.world.versionOf(DIRECTORY_STREAM);
  return {
    ...told(context, correlationId, personId, { personId, platform, since: lostAt, hasOther }),
    writes: [{ stream: DIRECTORY_STREAM, expectedVersion, events: [event], nextDueAt: null }],
    people: [{ person: { ...person, accounts }, expectedRevision: revision }],
  };
}

/**
 * Tells each coordinator, once for ever, of somebody of whom no address is known. Null when there is nobody to tell, or
 * when they were told of the loss of an address already.
 */
export function neverReached(
  context: WritingContext,
  personId: string,
  correlationId: string,
): Append | null {
  const person = context.world.people.byId(personId)?.person;
  if (person === undefined || person.accounts.some(({ lostAt }) => lostAt !== null)) return null;
  const since = context.now.toString();
  const append = told(context, correlationId, personId, {
    personId,
    platform: null,
    since,
    hasOther: false,
  });
  return append.messages.length === 0 ? null : append;
}

function told(
  context: WritingContext,
  correlationId: string,
  personId: string,
  data: {
    readonly personId: string;
    readonly platform: PlatformName | null;
    readonly since: string;
    readonly hasOther: boolean;
  },
): Append {
  const others = coordinatorIds(context).filter((id) => id !== personId);
  const id = data.platform === null ? `${personId}:none` : `${personId}:${data.platform}:${data.since}`;
  return {
    ...empty(context, correlationId),
    messages: noticesTo(context, others, { topic: 'person-unreachable', id, data }),
  };
}

/** What the clock found wrong with the sending of messages; null in each place where nothing is. */
export type OutboxTrouble = Omit<OutboxAlarmView, 'at'>;

/** One alarm for each coordinator, once a Paris day whatever is found in it. */
export function outboxAlarmed(
  context: WritingContext,
  trouble: OutboxTrouble,
  correlationId: string,
): Append {
  const data = { ...trouble, at: context.now.toString() };
  const notice = { topic: 'outbox-alarm', id: parisDay(context.now).toString(), data } as const;
  return {
    ...empty(context, correlationId),
    messages: noticesTo(context, coordinatorIds(context), notice),
  };
}

/** Null when the person can be written to there again, or is known no more. */
export function unreachableView(context: ClockContext, { data }: Message): UnreachableView | null {
  const personId = String(data['personId']);
  const person = context.world.people.byId(personId)?.person;
  if (person === undefined || person.name === '') return null;
  const channel = platformIn(data);
  const since = String(data['since']);
  const isStill =
    channel === null
      ? person.accounts.every(({ seenAt }) => Temporal.Instant.compare(seenAt, since) <= 0)
      : person.accounts.some((a) => a.platform === channel && a.lostAt === since);
  if (!isStill) return null;
  const today = context.today.toString();
  const communes = allTargets(context.world)
    .filter(({ beneficiary }) => roleOf(beneficiary, personId, today) !== null)
    .map((target) => ({ name: target.beneficiary.facts.name, value: targetValue(context.world, target) }));
  return { name: person.name, communes, channel, since, hasOther: data['hasOther'] === true };
}

/** What the alarm says, as it was found. */
export function alarmView({ data }: Message): OutboxAlarmView {
  const instant = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  return {
    at: String(data['at']),
    waiting: Number(data['waiting']),
    failed: Number(data['failed']),
    stuck: Number(data['stuck']),
    lateSince: instant('lateSince'),
    silentSince: instant('silentSince'),
  };
}

const PLATFORMS: readonly PlatformName[] = ['slack', 'teams', 'web', 'mail'];

function platformIn(data: JsonObject): PlatformName | null {
  return PLATFORMS.find((platform) => platform === data['platform']) ?? null;
}

function empty(context: WritingContext, correlationId: string): Append {
  return undelivered({
    recordedAt: context.now.toString(),
    actor: 'system',
    correlationId,
  });
}
