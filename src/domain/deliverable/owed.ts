import { parisDay } from '../calendar/hours.ts';
import type { Holidays } from '../calendar/workdays.ts';
import { termOf } from '../convention/term.ts';
import { isHeld, nextReminderHour } from '../reminder/due.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';
import type { TrackFacts } from '../track/facts.ts';
import { recipientsOn } from '../track/referents.ts';
import type { TrackState } from '../track/state.ts';
import type { ValidationReminder, ValidationRemindersOwed } from './events.ts';
import { stageAt, stagesWithin } from './stages.ts';
import { currentVersion, isAddressedTo, standingOf } from './standing.ts';
import { type Deliverable, waitKey } from './state.ts';

export interface ValidationFacts {
  readonly holidays: Holidays;
  /** Person ids of MGP's coordinators: told from the end of the time to validate on, and where nobody can be reminded. */
  readonly coordinators: readonly string[];
}

/**
 * The reminders of deliverables that wait for a beneficiary's validation (art. 3), owed at `now` and not recorded yet. A
 * question, not a timer: an act, a newer version or a withdrawal changes the answer by itself. Nothing is owed before
 * the hour at which reminders leave, nor in the quiet hours.
 */
export function validationsDue(
  track: TrackState,
  now: Temporal.Instant,
  facts: ValidationFacts,
): readonly ValidationRemindersOwed[] {
  if (track.facts === null || isHeld(now, facts.holidays)) return [];
  return looked(track, track.facts, now, facts).owed;
}

/** When `validationsDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextValidationsDueAt(
  track: TrackState,
  now: Temporal.Instant,
  facts: ValidationFacts,
): Temporal.Instant | null {
  if (track.facts === null) return null;
  const { owed, nextAt } = looked(track, track.facts, now, facts);
  if (owed.length === 0) return nextAt;
  return isHeld(now, facts.holidays) ? nextReminderHour(now, facts.holidays) : now;
}

interface Looked {
  readonly owed: readonly ValidationRemindersOwed[];
  readonly nextAt: Temporal.Instant | null;
}

function looked(
  track: TrackState,
  trackFacts: TrackFacts,
  now: Temporal.Instant,
  facts: ValidationFacts,
): Looked {
  const today = parisDay(now).toString();
  const owed: ValidationRemindersOwed[] = [];
  let nextAt: Temporal.Instant | null = null;
  for (const deliverable of track.deliverables.values()) {
    for (const silent of waiting(track, trackFacts, deliverable, now, facts.holidays)) {
      const { beneficiary, newest, next } = silent;
      if (next !== null && (nextAt === null || Temporal.Instant.compare(next, nextAt) < 0)) nextAt = next;
      const commune = beneficiary.facts.id;
      const { version } = currentVersion(deliverable);
      const said = deliverable.reminded.get(waitKey(version, commune)) ?? 0;
      if (newest <= said) continue;
      const to = recipients(trackFacts, beneficiary, newest, today, facts);
      add(owed, { deliverable: deliverable.number, version, stage: newest }, { commune, to });
    }
  }
  return { owed, nextAt };
}

interface Waiting {
  readonly beneficiary: BeneficiaryState;
  /** Working days of the newest stage; 0 before the first. */
  readonly newest: number;
  readonly next: Temporal.Instant | null;
}

/** The beneficiaries that have not said anything of the version to validate. */
function waiting(
  track: TrackState,
  trackFacts: TrackFacts,
  deliverable: Deliverable,
  now: Temporal.Instant,
  holidays: Holidays,
): readonly Waiting[] {
  const { handedOverOn, at } = currentVersion(deliverable);
  const recordedAt = Temporal.Instant.from(at);
  const silent = [...track.beneficiaries.values()].filter(
    ({ facts: { id } }) => isAddressedTo(deliverable, id) && standingOf(deliverable, id) === 'waiting',
  );
  return silent.map((beneficiary) => {
    const termOn = termOf(trackFacts, beneficiary);
    const paced = { handedOverOn, workingDays: trackFacts.deliverableWorkingDays, termOn };
    const { newest, next } = stageAt(paced, now, holidays);
    // What lay before the record was not to be announced: whoever is to validate has just been told.
    const isAfter = newest !== null && Temporal.Instant.compare(newest.at, recordedAt) > 0;
    return { beneficiary, newest: isAfter ? newest.workingDays : 0, next: next?.at ?? null };
  });
}

function recipients(
  { deliverableWorkingDays }: TrackFacts,
  beneficiary: BeneficiaryState,
  stage: number,
  today: string,
  { coordinators }: ValidationFacts,
): readonly string[] {
  const people = recipientsOn(beneficiary, today);
  const [, , end] = stagesWithin(deliverableWorkingDays);
  const also = stage >= end || people.length === 0 ? coordinators : [];
  return [...new Set([...people, ...also])];
}

/** One event for each deliverable, of which one version is to validate, and stage, with every beneficiary that reaches it. */
function add(
  owed: ValidationRemindersOwed[],
  about: Omit<ValidationRemindersOwed, 'items'>,
  item: ValidationReminder,
): void {
  const rank = owed.findIndex(
    ({ deliverable, stage }) => deliverable === about.deliverable && stage === about.stage,
  );
  const before = owed[rank];
  if (before === undefined) owed.push({ ...about, items: [item] });
  else owed[rank] = { ...before, items: [...before.items, item] };
}
