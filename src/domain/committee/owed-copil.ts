import { isAfter } from '../calendar/day.ts';
import { atParis, earliest } from '../calendar/hours.ts';
import { type Holidays, workingDayOnOrBefore } from '../calendar/workdays.ts';
import { remembered } from '../kernel/remember.ts';
import { REMINDER_HOUR } from '../reminder/stages.ts';
import { announcedOn, type CopilStep, leftAloneAfter, openSteps } from './copil.ts';
import type { Look, Owed, OwedEvent } from './look.ts';

const DAYS_A_WEEK = 7;

/**
 * The comités de pilotage that are due and that nobody has scheduled (art. 6), told to the coordinators: ten working
 * days before the end of their time (stage 0), on its first day (1), then every week until 30 days after it.
 */
export function copilRemindersOwed(look: Look): Owed {
  const { track, facts } = look;
  if (facts.coordinators.length === 0) return { exact: [], polite: [], nextAt: null };
  const polite: OwedEvent[] = [];
  const nexts: (Temporal.Instant | null)[] = [];
  for (const step of openSteps(track, facts.holidays)) {
    if (isAfter(look.todayOn, leftAloneAfter(step))) continue;
    const { stage, nextAt } = stageOf(step, look);
    nexts.push(nextAt);
    const said = track.committees.copilReminded.get(`${step.id}|${step.toOn}`) ?? -1;
    if (stage <= said) continue;
    const data = { step: step.id, dueOn: step.toOn.toString(), stage, to: facts.coordinators };
    polite.push({ type: 'copil-reminder-owed', data });
  }
  return { exact: [], polite, nextAt: earliest(nexts) };
}

/** The newest stage announced by now, −1 for none, and when the next one is. */
function stageOf(
  step: CopilStep,
  { now, facts }: Look,
): { readonly stage: number; readonly nextAt: Temporal.Instant | null } {
  let stage = -1;
  for (const at of announcementsOf(facts.holidays)(step)) {
    if (Temporal.Instant.compare(at, now) > 0) return { stage, nextAt: at };
    stage += 1;
  }
  return { stage, nextAt: null };
}

/** When each stage of a step is announced, in order: 9 h on working days. Steps are kept, and this with them. */
const announcementsOf = remembered((holidays: Holidays) =>
  remembered((step: CopilStep): readonly Temporal.Instant[] => {
    const days = [announcedOn(step, holidays)];
    const last = leftAloneAfter(step);
    for (let on = step.fromOn; !isAfter(on, last); on = on.add({ days: DAYS_A_WEEK })) {
      days.push(workingDayOnOrBefore(on, holidays));
    }
    return days.map((day) => atParis(day, REMINDER_HOUR));
  }),
);
