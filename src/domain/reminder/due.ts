import { atParis, isQuiet, nextOpen, PARIS, parisDay } from '../calendar/hours.ts';
import type { Holidays } from '../calendar/workdays.ts';
import { assessmentLimitOf } from '../convention/term.ts';
import { remembered } from '../kernel/remember.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';
import type { OwedItem, RemindersOwed } from '../track/events.ts';
import type { TrackFacts } from '../track/facts.ts';
import { beneficiaryPlan } from '../track/plan.ts';
import { recipientsOn } from '../track/referents.ts';
import type { TrackState } from '../track/state.ts';
import { isOpen, type Milestone, milestonesOf } from './milestones.ts';
import {
  announcedAt,
  COORDINATORS_TOLD_AFTER_DAYS,
  newestStage,
  REMINDER_HOUR,
  stageAfter,
} from './stages.ts';

export interface ReminderFacts {
  readonly holidays: Holidays;
  /** Person ids of MGP's coordinators: told of what is late, and of what has no référent to remind. */
  readonly coordinators: readonly string[];
}

/**
 * The reminders owed at `now` and not recorded yet, by beneficiary (art. 5). A question, not a timer: a moved or done
 * milestone changes the answer by itself, and after a time of silence only the newest stage of each is still useful.
 * Nothing is owed before the hour at which reminders leave, nor in the quiet hours.
 */
export function due(
  state: TrackState,
  now: Temporal.Instant,
  facts: ReminderFacts,
): readonly RemindersOwed[] {
  const track = state.facts;
  if (track === null || isHeld(now, facts.holidays)) return [];
  const look = lookAt(track, now, facts);
  return [...state.beneficiaries.values()].flatMap((beneficiary) => {
    const people = recipientsOn(beneficiary, look.today);
    const items = look.open(beneficiary).flatMap((m) => owedFor(beneficiary, m, people, look));
    return items.length === 0 ? [] : [{ commune: beneficiary.facts.id, items }];
  });
}

/** When `due` must be asked again: never before `now`, null when nothing is to come. */
export function nextDueAt(
  state: TrackState,
  now: Temporal.Instant,
  facts: ReminderFacts,
): Temporal.Instant | null {
  const track = state.facts;
  if (track === null) return null;
  const look = lookAt(track, now, facts);
  const wakes = [...state.beneficiaries.values()].flatMap((beneficiary) => {
    const people = recipientsOn(beneficiary, look.today);
    const each = look.open(beneficiary).flatMap((m) => wakesFor(beneficiary, m, people, look));
    return [...each, ...returns(beneficiary, look.today)];
  });
  // Most beneficiaries share theirs, and instants are slow to compare.
  const next = [...new Set(wakes)].reduce<Temporal.Instant | null>(earlier, null);
  if (next === null || Temporal.Instant.compare(next, now) > 0) return next;
  return isHeld(now, facts.holidays) ? nextReminderHour(now, facts.holidays) : now;
}

/** Reminders leave from 9 h to 19 h, Paris, on working days: one look a day tells all that is due on it. */
export function isHeld(now: Temporal.Instant, holidays: Holidays): boolean {
  return isQuiet(now, holidays) || now.toZonedDateTimeISO(PARIS).hour < REMINDER_HOUR;
}

/** When what is held leaves: 9 h of the next day on which reminders leave. */
export function nextReminderHour(now: Temporal.Instant, holidays: Holidays): Temporal.Instant {
  return atParis(parisDay(nextOpen(now, holidays)), REMINDER_HOUR);
}

/** Name of a stage in the journal and in message keys; a moved milestone is another milestone. */
export function owedKey(milestone: string, dueOn: string): string {
  return `${milestone}|${dueOn}`;
}

/** A milestone as `owedKey` names it: its day is slow to write. */
const keyOf = remembered((milestone: Milestone) => owedKey(milestone.id, milestone.dueOn.toString()));

/** One look at a track: what many beneficiaries share is computed once. */
interface Look extends ReminderFacts {
  readonly now: Temporal.Instant;
  /** Paris day of `now`, ISO. */
  readonly today: string;
  /** The milestones of which something is left to say. */
  open(beneficiary: BeneficiaryState): readonly Milestone[];
  stageOf(milestone: Milestone): number | null;
  /** When the stage after `said` (null: the first of all) is announced; null when there is no more. */
  nextAt(milestone: Milestone, said: number | null): Temporal.Instant | null;
}

/** Beneficiaries whose recorded ends and limit of the assessment are the same, as most are, share their milestones. */
function lookAt(track: TrackFacts, now: Temporal.Instant, facts: ReminderFacts): Look {
  const today = parisDay(now);
  const calendars = new Map<string, readonly Milestone[]>();
  const stages = new Map<Milestone, number | null>();
  const announced = new Map<Milestone, Map<number | null, Temporal.Instant | null>>();
  return {
    ...facts,
    now,
    today: today.toString(),
    open: (beneficiary) => {
      const ends = [...beneficiary.ends].map(([phase, { kind, endsOn }]) => `${phase} ${kind} ${endsOn}`);
      return calendars.getOrInsertComputed([...ends, assessmentLimitOf(track, beneficiary)].join(), () =>
        milestonesOf(beneficiaryPlan(track, beneficiary), beneficiary).filter((m) => isOpen(m, today)),
      );
    },
    stageOf: (milestone) =>
      stages.getOrInsertComputed(milestone, () => newestStage(milestone, now, facts.holidays)),
    nextAt: (milestone, said) =>
      announced
        .getOrInsertComputed(milestone, () => new Map<number | null, Temporal.Instant | null>())
        .getOrInsertComputed(said, () => {
          const stage = stageAfter(milestone, said);
          return stage === null ? null : announcedAt(milestone.dueOn, stage, facts.holidays);
        }),
  };
}

function owedFor(
  beneficiary: BeneficiaryState,
  milestone: Milestone,
  people: readonly string[],
  look: Look,
): readonly OwedItem[] {
  const stage = look.stageOf(milestone);
  const said = beneficiary.owed.get(keyOf(milestone));
  const items: OwedItem[] = [];
  if (stage !== null && (said === undefined || stage > said)) {
    const awake = people.filter((id) => (snoozedUntil(beneficiary, milestone, id) ?? '') <= look.today);
    const told = people.length === 0 ? look.coordinators : awake;
    const also = stage >= COORDINATORS_TOLD_AFTER_DAYS ? look.coordinators : [];
    const dueOn = milestone.dueOn.toString();
    items.push({ milestone: milestone.id, dueOn, offsetDays: stage, to: [...new Set([...told, ...also])] });
  }
  const again = people.filter((id) => {
    const until = snoozedUntil(beneficiary, milestone, id);
    const woken = until !== undefined && Temporal.Instant.compare(wakeOf(until), look.now) <= 0;
    return woken && !items.some((item) => item.to.includes(id));
  });
  if (again.length > 0)
    items.push({
      milestone: milestone.id,
      dueOn: milestone.dueOn.toString(),
      offsetDays: null,
      to: again,
    });
  return items;
}

function wakesFor(
  beneficiary: BeneficiaryState,
  milestone: Milestone,
  people: readonly string[],
  look: Look,
): readonly Temporal.Instant[] {
  const said = beneficiary.owed.get(keyOf(milestone)) ?? null;
  const next = look.nextAt(milestone, said);
  const asked = people.flatMap((id) => {
    const until = snoozedUntil(beneficiary, milestone, id);
    return until === undefined ? [] : [wakeOf(until)];
  });
  return next === null ? asked : [next, ...asked];
}

function snoozedUntil(beneficiary: BeneficiaryState, milestone: Milestone, id: string): string | undefined {
  return beneficiary.snoozes.get(`${milestone.id}|${id}`);
}

/** When somebody takes a role again who had asked to be reminded: what they put off is owed to them from that day. */
function returns(beneficiary: BeneficiaryState, today: string): readonly Temporal.Instant[] {
  const asked = [...beneficiary.snoozes.keys()];
  return beneficiary.designations
    .filter((d) => d.fromOn > today && asked.some((key) => key.endsWith(`|${d.personId}`)))
    .map((d) => atParis(Temporal.PlainDate.from(d.fromOn), REMINDER_HOUR));
}

function wakeOf(untilOn: string): Temporal.Instant {
  return atParis(Temporal.PlainDate.from(untilOn), REMINDER_HOUR);
}

function earlier(found: Temporal.Instant | null, at: Temporal.Instant): Temporal.Instant {
  return found === null || Temporal.Instant.compare(at, found) < 0 ? at : found;
}
