import type { OwnView } from '../../../cards/act.ts';
import type { DeliverableView } from '../../../cards/deliverable.ts';
import {
  type LateDeliverableView,
  validationDigest,
  validationReminder,
  validationsLate,
  type WaitingView,
} from '../../../cards/validation-reminder.ts';
import { workingDaysSince } from '../../domain/calendar/workdays.ts';
import { currentVersion, standingOf } from '../../domain/deliverable/standing.ts';
import { recipientsOn, roleOf } from '../../domain/track/referents.ts';
import { coordinatorIds } from '../designate.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { type Target, targetOf, targetValue } from '../target.ts';
import { drop, type Saying, type Verdict } from '../verdict.ts';
import { addressedTargets, type FoundDeliverable } from './deliverables.ts';
import { VALIDATION_LATE } from './topics.ts';
import { DELIVERABLE_FILE, deliverableView } from './view.ts';

type Verdicts = readonly (readonly [string, Verdict])[];

/** Those of one recipient leave as one card: of one deliverable, or a digest. */
export function reminderVerdicts(
  context: ClockContext,
  messages: readonly Message[],
  foundBy: (message: Message) => FoundDeliverable | null,
): Verdicts {
  const [late, own] = [
    messages.filter(({ topic }) => topic === VALIDATION_LATE),
    messages.filter(({ topic }) => topic !== VALIDATION_LATE),
  ];
  return [...ownVerdicts(context, own, foundBy), ...lateVerdicts(context, late, foundBy)];
}

function ownVerdicts(
  context: ClockContext,
  messages: readonly Message[],
  foundBy: (message: Message) => FoundDeliverable | null,
): Verdicts {
  const waiting = new Map<string, WaitingView>();
  const others: (readonly [string, Verdict])[] = [];
  for (const message of messages) {
    const found = foundBy(message);
    const looked = found === null ? drop('deliverable-gone') : waitingOf(context, found, message);
    if ('kind' in looked) others.push([message.key, looked]);
    else waiting.set(message.key, looked);
  }
  // A relance and a reminder of the same deliverable may leave together.
  const views = [
    ...new Map(
      [...waiting.values()].map((view) => [`${view.deliverable.number} ${view.own.communeValue}`, view]),
    ).values(),
  ];
  const [first, ...more] = views;
  if (first === undefined) return others;
  const several = new Set(views.map(({ own }) => own.communeValue)).size > 1;
  const named = views.map((view) => ({ ...view, own: { ...view.own, isOneOfSeveral: several } }));
  const say: Saying =
    more.length === 0
      ? { kind: 'say', card: validationReminder(first), ...downloadOf(first.deliverable) }
      : { kind: 'say', card: validationDigest(named) };
  return [...others, ...[...waiting.keys()].map((key) => [key, say] as const)];
}

/** The link of the file that a card tells of, made for its reader alone. */
export function downloadOf({ number, version, content }: DeliverableView): Pick<Saying, 'download'> {
  if (content.kind === 'link') return {};
  const file = { file: DELIVERABLE_FILE, values: { livrable: number, version: String(version) } };
  return { download: { label: 'Télécharger', file } };
}

/** Asked once more when it leaves: an act, a newer version, a withdrawal end it; a change of référent leads it on (art. 4). */
function waitingOf(
  context: ClockContext,
  found: FoundDeliverable,
  { data, to }: Message,
): Verdict | WaitingView {
  const target = stillWaiting(context, found, data['version'], String(data['commune']));
  if (target === null) return drop('settled-since');
  const recipients = recipientsOn(target.beneficiary, context.today.toString());
  const [holder] = recipients;
  if (!recipients.includes(to))
    return holder === undefined ? drop('no-role-left') : { kind: 'redirect', to: holder };
  return {
    deliverable: deliverableView(context, found, null),
    own: ownOf(context, target, 1),
    workingDays: waitedDays(context, found),
  };
}

function lateVerdicts(
  context: ClockContext,
  messages: readonly Message[],
  foundBy: (message: Message) => FoundDeliverable | null,
): Verdicts {
  const told: string[] = [];
  const late = new Map<string, LateWait>();
  const others: (readonly [string, Verdict])[] = [];
  for (const message of messages) {
    const found = foundBy(message);
    const targets = found === null ? [] : lateTargets(context, found, message);
    if (found === null || targets.length === 0) others.push([message.key, drop('settled-since')]);
    else if (!coordinatorIds(context).includes(message.to)) others.push([message.key, drop('no-role-left')]);
    else {
      told.push(message.key);
      // Several stages of one deliverable are told as one.
      const wait = late.getOrInsertComputed(found.deliverable.number, () => ({ found, targets: new Map() }));
      for (const target of targets) wait.targets.set(target.beneficiary.facts.id, target);
    }
  }
  if (told.length === 0) return others;
  const card = validationsLate([...late.values()].map((wait) => lateView(context, wait)));
  return [...others, ...told.map((key) => [key, { kind: 'say', card }] as const)];
}

/** A deliverable with the beneficiaries that are late with it, by id. */
interface LateWait {
  readonly found: FoundDeliverable;
  readonly targets: Map<string, Target>;
}

/** The beneficiaries that a message names, as far as they still wait. */
function lateTargets(context: ClockContext, found: FoundDeliverable, { data }: Message): readonly Target[] {
  const named = Array.isArray(data['communes']) ? data['communes'].map(String) : [];
  return named
    .map((commune) => stillWaiting(context, found, data['version'], commune))
    .filter((target) => target !== null);
}

function lateView(context: ClockContext, { found, targets }: LateWait): LateDeliverableView {
  const today = context.today.toString();
  const late = [...targets.values()].map(({ beneficiary }) => beneficiary);
  return {
    deliverable: deliverableView(context, found, null),
    communes: late.map(({ facts }) => facts.name),
    unreached: late
      .filter((beneficiary) => recipientsOn(beneficiary, today).length === 0)
      .map(({ facts }) => facts.name),
    workingDays: waitedDays(context, found),
  };
}

/** The beneficiary, as long as it has this version to validate and has said nothing. */
function stillWaiting(
  context: ClockContext,
  { track, deliverable }: FoundDeliverable,
  version: unknown,
  commune: string,
): Target | null {
  const target = targetOf(context.world, track.id, commune);
  const isWaiting =
    currentVersion(deliverable).version === version && standingOf(deliverable, commune) === 'waiting';
  return isWaiting ? target : null;
}

/** The addressed beneficiaries for which a person speaks today. */
export function mandatesOf(
  context: ClockContext,
  found: FoundDeliverable,
  personId: string,
): readonly Target[] {
  const today = context.today.toString();
  return addressedTargets(context, found).filter(
    ({ beneficiary }) => roleOf(beneficiary, personId, today) !== null,
  );
}

/** A beneficiary as buttons name it; `of`: how many there are on the card. */
export function ownOf(
  { world }: ClockContext,
  target: Target,
  of: number,
): Pick<OwnView, 'commune' | 'communeValue' | 'isOneOfSeveral'> {
  return {
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(world, target),
    isOneOfSeveral: of > 1,
  };
}

/** Working days since the version to validate was handed over. */
export function waitedDays(
  { today, settings }: Pick<ClockContext, 'today' | 'settings'>,
  { deliverable }: Pick<FoundDeliverable, 'deliverable'>,
): number {
  const { handedOverOn } = currentVersion(deliverable);
  return workingDaysSince(Temporal.PlainDate.from(handedOverOn), today, settings.holidays);
}
