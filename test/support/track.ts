import type { ReminderFacts } from '../../src/domain/reminder/due.ts';
import type { BeneficiaryState } from '../../src/domain/track/beneficiary.ts';
import type { ReferentRole, TrackEvent } from '../../src/domain/track/events.ts';
import type { BeneficiaryFacts, TrackFacts } from '../../src/domain/track/facts.ts';
import { applyTrackEvent, emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { frenchHolidays } from '../../src/usecases/holidays.ts';
import { parseProgramme } from '../../src/usecases/programme.ts';
import { realProgramme } from '../fixtures/programme/choisy.ts';

export const CHOISY = 'choisy-le-roi';
export const holidays = frenchHolidays([2025, 2026, 2027, 2028]);
export const reminderFacts: ReminderFacts = { holidays, coordinators: ['coordinatrice'] };

const parsed = parseProgramme(realProgramme());
if (!parsed.ok) throw new TypeError('the real programme file has faults');
const realFacts = parsed.value;

/** The instant of an hour of Paris, written « 2026-05-22 09:00 ». */
export function paris(text: string): Temporal.Instant {
  return Temporal.ZonedDateTime.from(`${text.replace(' ', 'T')}[Europe/Paris]`).toInstant();
}

/** An instant as people of Paris read it, « 2026-05-22 09:00 ». */
export function parisText(instant: Temporal.Instant): string {
  return instant
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
}

/** The facts of the real programme file, with these changes. */
export function choisyTrack(changes: Partial<TrackFacts> = {}): TrackFacts {
  return { ...realFacts, ...changes };
}

/** As many made-up communes as wanted: `commune-1`… */
export function communes(count: number): readonly BeneficiaryFacts[] {
  return Array.from({ length: count }, (_, index) =>
    choisyFacts({ id: `commune-${index + 1}`, name: `Commune ${index + 1}` }),
  );
}

/** What the real programme file says of Choisy-le-Roi, with these changes. */
export function choisyFacts(changes: Partial<BeneficiaryFacts> = {}): BeneficiaryFacts {
  const [choisy] = choisyTrack().beneficiaries;
  if (choisy === undefined) throw new TypeError('the real programme names no beneficiary');
  return { ...choisy, ...changes };
}

/** A track that has loaded these facts, and what happened since. */
export function trackOf(facts: TrackFacts, ...events: readonly TrackEvent[]): TrackState {
  const track = emptyTrack(facts.id);
  for (const event of [
    { type: 'programme-loaded', data: { facts, contractorId: null, communicationId: null } } as const,
    ...events,
  ]) {
    applyTrackEvent(track, event, '2025-11-20T09:00:00Z');
  }
  return track;
}

export function fold(track: TrackState, event: TrackEvent, at = '2026-01-01T09:00:00Z'): void {
  applyTrackEvent(track, event, at);
}

export function beneficiaryOf(track: TrackState, id = CHOISY): BeneficiaryState {
  const found = track.beneficiaries.get(id);
  if (found === undefined) throw new TypeError(`${id} is not in the track`);
  return found;
}

export function designated(
  personId: string,
  fromOn = '2025-11-20',
  changes: { readonly role?: ReferentRole; readonly commune?: string; readonly number?: string } = {},
): TrackEvent {
  const { role = 'referent', commune = CHOISY, number = `REF-${personId}-${fromOn}` } = changes;
  return {
    type: 'referent-designated',
    data: { number, commune, role, personId, fromOn, replacesId: null, byId: personId },
  };
}

export function phaseEnd(
  phase: string,
  kind: 'done' | 'delay',
  endsOn: string,
  commune = CHOISY,
): TrackEvent {
  return {
    type: 'phase-end-set',
    data: { commune, phase, kind, endsOn, cause: null, byId: 'coordinatrice' },
  };
}

export function snoozed(milestone: string, personId: string, untilOn: string, commune = CHOISY): TrackEvent {
  return { type: 'reminder-snoozed', data: { commune, milestone, personId, untilOn } };
}

/** A milestone's stages up to this one are said already. */
export function said(milestone: string, dueOn: string, offsetDays: number): TrackEvent {
  return {
    type: 'reminders-owed',
    data: { commune: CHOISY, items: [{ milestone, dueOn, offsetDays, to: [] }] },
  };
}
