import { atParis, earliest, parisDay } from '../calendar/hours.ts';
import type { Plan } from '../calendar/plan.ts';
import { type Holidays, workingDayOnOrAfter } from '../calendar/workdays.ts';
import type { Meeting } from '../committee/state.ts';
import { remembered } from '../kernel/remember.ts';
import { isHeld, nextReminderHour } from '../reminder/due.ts';
import { isOpen, type Milestone, milestonesOf } from '../reminder/milestones.ts';
import { announcedAt, newestStage, REMINDER_HOUR } from '../reminder/stages.ts';
import type { TrackFacts } from '../track/facts.ts';
import { beneficiaryPlan } from '../track/plan.ts';
import { recipientsOn } from '../track/referents.ts';
import type { TrackState } from '../track/state.ts';
import type { RulesReminderOwed } from './events.ts';
import { speaksOfPublishing } from './publishing.ts';
import { momentKey } from './state.ts';

/** Before a date that leads to publishing: apart from the reminders of the date itself, 14 and 7 days before it. */
const BEFORE_DAYS = 10;
/** For so many days after it was recorded, a decision to publish is a reason to recall the rules. */
const AFTER_MINUTES_DAYS = 14;
/** A reminder of the rules comes no more often than this. */
const APART_MONTHS = 1;

export interface RulesFacts {
  readonly holidays: Holidays;
  /** UTC instant (ISO) at which the rules were last recalled to a person, in whatever track or conversation; null for never. */
  lastToldAt(personId: string): string | null;
  /** Whether they want no such reminder, or are nobody any more (RGPD). */
  isSilenced(personId: string): boolean;
}

/** A moment that leads to publishing, and until when it does. UTC instants. */
interface Moment {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly untilAt: Temporal.Instant;
}

/**
 * To whom the rules of communication (règlement, art. 9) are to be recalled at `now`: whoever speaks for a beneficiary, ten days
 * before its start, the end of its set-up and its assessment, and once a comité opérationnel has decided a publication. Each
 * moment once, nobody more than once a month, within the hours of reminders, on a day on which the calendar reminds of nothing.
 */
export function rulesDue(
  track: TrackState,
  now: Temporal.Instant,
  facts: RulesFacts,
): readonly RulesReminderOwed[] {
  return isHeld(now, facts.holidays) ? [] : looked(track, now, facts).owed;
}

/** When `rulesDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextRulesDueAt(
  track: TrackState,
  now: Temporal.Instant,
  facts: RulesFacts,
): Temporal.Instant | null {
  const { owed, nextAt } = looked(track, now, facts);
  if (owed.length === 0) return nextAt;
  return isHeld(now, facts.holidays) ? nextReminderHour(now, facts.holidays) : now;
}

/** Paris day from which somebody may be reminded again; null for at once. */
export function rulesAgainOn(lastToldAt: string | null): Temporal.PlainDate | null {
  return lastToldAt === null
    ? null
    : parisDay(Temporal.Instant.from(lastToldAt)).add({ months: APART_MONTHS });
}

interface Looked {
  readonly owed: readonly RulesReminderOwed[];
  readonly nextAt: Temporal.Instant | null;
}

function looked(track: TrackState, now: Temporal.Instant, facts: RulesFacts): Looked {
  const programme = track.facts;
  if (programme === null) return { owed: [], nextAt: null };
  const todayOn = parisDay(now);
  const today = todayOn.toString();
  const tomorrow = morningOf(todayOn.add({ days: 1 }), facts.holidays);
  const decided = decidedMoments(track, facts.holidays);
  const dated = new Map<Plan, readonly Moment[]>();
  const owed: RulesReminderOwed[] = [];
  const told = new Set<string>();
  const wakes: Temporal.Instant[] = [];
  let busy: ReadonlySet<string> | null = null;
  for (const beneficiary of track.beneficiaries.values()) {
    const people = recipientsOn(beneficiary, today)
      .filter((id) => !facts.isSilenced(id))
      .map((id) => ({ id, again: rulesAgainOn(facts.lastToldAt(id)) }));
    if (people.length === 0) continue;
    const plan = beneficiaryPlan(programme, beneficiary);
    const moments = [
      ...dated.getOrInsertComputed(plan, () => datedMoments(plan, facts.holidays)),
      ...decided,
    ].filter(({ untilAt }) => Temporal.Instant.compare(now, untilAt) < 0);
    const commune = beneficiary.facts.id;
    for (const moment of moments) {
      const to: string[] = [];
      for (const { id: person, again } of people) {
        if (track.communication.rules.moments.has(momentKey({ commune, moment: moment.id }, person)))
          continue;
        const at = fromAt(moment, again, facts.holidays);
        if (Temporal.Instant.compare(at, now) > 0) {
          wakes.push(at);
          continue;
        }
        busy ??= remindedOn(track, programme, now, facts.holidays);
        if (busy.has(person)) wakes.push(tomorrow);
        else if (!told.has(person)) to.push(person);
      }
      for (const person of to) told.add(person);
      if (to.length > 0) owed.push({ commune, moment: moment.id, to });
    }
  }
  return { owed, nextAt: earliest(wakes) };
}

/** Whom the calendar (art. 5) reminds of something on the day of `now`: one message a day is enough. */
function remindedOn(
  track: TrackState,
  programme: TrackFacts,
  now: Temporal.Instant,
  holidays: Holidays,
): ReadonlySet<string> {
  const todayOn = parisDay(now);
  const isToday = (milestone: Milestone) => {
    const stage = isOpen(milestone, todayOn) ? newestStage(milestone, now, holidays) : null;
    return stage !== null && parisDay(announcedAt(milestone.dueOn, stage, holidays)).equals(todayOn);
  };
  const reminded = [...track.beneficiaries.values()].filter((beneficiary) =>
    milestonesOf(beneficiaryPlan(programme, beneficiary), beneficiary).some(isToday),
  );
  return new Set(reminded.flatMap((beneficiary) => recipientsOn(beneficiary, todayOn.toString())));
}

/** When a moment is told to somebody who was told the rules before: once the month is over. */
function fromAt({ at }: Moment, again: Temporal.PlainDate | null, holidays: Holidays): Temporal.Instant {
  if (again === null) return at;
  const againAt = morningOf(again, holidays);
  return Temporal.Instant.compare(againAt, at) > 0 ? againAt : at;
}

/** By the calendar of a beneficiary (art. 5). */
function datedMoments({ phases }: Plan, holidays: Holidays): readonly Moment[] {
  const days = [
    ['start', phases[0]?.fromOn],
    ...phases.filter(({ kind }) => kind === 'setup').map(({ id, toOn }) => [`${id}-end`, toOn] as const),
    ['assessment', phases.find(({ kind }) => kind === 'assessment')?.fromOn],
  ] as const;
  return days.flatMap(([id, day]) =>
    day == null ? [] : [{ id, at: announcedAt(day, -BEFORE_DAYS, holidays), untilAt: atParis(day, 0) }],
  );
}

/** By what comités opérationnels have decided (art. 6): the morning after, so as not to come on top of the minutes. */
function decidedMoments({ committees }: TrackState, holidays: Holidays): readonly Moment[] {
  return [...committees.meetings.values()].flatMap((meeting) => {
    if (meeting.minutes === null || !decidesPublication(meeting)) return [];
    const on = parisDay(Temporal.Instant.from(meeting.minutes.at));
    const id = `minutes:${meeting.number}`;
    const untilAt = atParis(on.add({ days: AFTER_MINUTES_DAYS }), 0);
    return [{ id, at: morningOf(on.add({ days: 1 }), holidays), untilAt }];
  });
}

function decidesPublication({ kind, cancelled, minutes }: Meeting): boolean {
  return kind === 'comop' && cancelled === null && minutes !== null && speaksIn(minutes);
}

const speaksIn = remembered(({ decisions, actions }: NonNullable<Meeting['minutes']>) =>
  [...decisions, ...actions.map(({ text }) => text)].some(speaksOfPublishing),
);

function morningOf(day: Temporal.PlainDate, holidays: Holidays): Temporal.Instant {
  return atParis(workingDayOnOrAfter(day, holidays), REMINDER_HOUR);
}
