import { atParis } from '../calendar/hours.ts';
import { addWorkingDays, type Holidays } from '../calendar/workdays.ts';
import { remembered } from '../kernel/remember.ts';
import { REMINDER_HOUR } from '../reminder/stages.ts';

/** Working days from one reminder to the next once the time to validate is over. */
const WEEK_WORKING_DAYS = 5;

/** When a deliverable that waits is reminded of: so many working days after it was handed over, at 9 h Paris. */
export interface Stage {
  readonly workingDays: number;
  readonly at: Temporal.Instant;
}

/**
 * The reminders within the time to validate, in working days: a third of it, two thirds, its end. The texts give no
 * delay (art. 3): this one paces reminders and nothing else.
 */
export function stagesWithin(workingDays: number): readonly [number, number, number] {
  return [Math.ceil(workingDays / 3), Math.ceil((2 * workingDays) / 3), workingDays];
}

/** What is asked about a version, whoever has it to validate. */
export interface Paced {
  readonly handedOverOn: string;
  /** The programme's time to validate. */
  readonly workingDays: number;
  /** Last Paris day (ISO) of the convention: from then on nobody is reminded weekly. */
  readonly termOn: string;
}

/** Every stage that has come by now, and the next one; null where there is none. */
export interface Reached {
  readonly newest: Stage | null;
  readonly next: Stage | null;
}

/** The newest stage that has come by a UTC instant, and the one after it. */
export function stageAt(paced: Paced, now: Temporal.Instant, holidays: Holidays): Reached {
  let newest: Stage | null = null;
  for (const stage of stagesOf(paced, holidays)) {
    if (Temporal.Instant.compare(stage.at, now) > 0) return { newest, next: stage };
    newest = stage;
  }
  return { newest, next: null };
}

/** Every stage, in order; the weekly ones end with the convention. */
function stagesOf({ handedOverOn, workingDays, termOn }: Paced, holidays: Holidays): readonly Stage[] {
  return byPace(holidays).getOrInsertComputed(`${handedOverOn} ${workingDays} ${termOn}`, () => {
    const from = Temporal.PlainDate.from(handedOverOn);
    const stages: Stage[] = [];
    let reached = 0;
    let on = from;
    const reach = (count: number): void => {
      on = addWorkingDays(on, count - reached, holidays);
      reached = count;
    };
    const add = (): void => {
      stages.push({ workingDays: reached, at: atParis(on, REMINDER_HOUR) });
    };
    for (const count of stagesWithin(workingDays)) {
      reach(count);
      add();
    }
    for (reach(reached + WEEK_WORKING_DAYS); on.toString() <= termOn; reach(reached + WEEK_WORKING_DAYS))
      add();
    return stages;
  });
}

/** Many beneficiaries share one version, and each append asks again. */
const byPace = remembered((_holidays: Holidays) => new Map<string, readonly Stage[]>());
