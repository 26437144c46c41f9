import type {
  Content,
  DeliverableEvent,
  DeliverableHandedOver,
  DeliverableJudged,
  DeliverableReplaced,
  ValidationRemindersOwed,
  Verdict,
} from '../../src/domain/deliverable/events.ts';
import {
  nextValidationsDueAt,
  type ValidationFacts,
  validationsDue,
} from '../../src/domain/deliverable/owed.ts';
import type { Deliverable } from '../../src/domain/deliverable/state.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { leaving } from './leaving.ts';
import { CHOISY, fold, reminderFacts } from './track.ts';

/** A PDF whose bytes have this hash. */
export function pdf(hash: string): Content {
  return { kind: 'file', file: { hash, name: 'audit.pdf', kind: 'pdf', bytes: 1_024 } };
}

/** The report of the audit, for every beneficiary, on Monday 02/03/2026, with these changes. */
export function handedOver(changes: Partial<DeliverableHandedOver> = {}): DeliverableEvent {
  return {
    type: 'deliverable-handed-over',
    data: {
      deliverable: 'LIV-01',
      title: "Rapport d'audit",
      phase: 'audit',
      communes: null,
      content: pdf('hash-1'),
      digest: 'hash-1',
      handedOverOn: '2026-03-02',
      byId: 'coordinatrice',
      ...changes,
    },
  };
}

/** Its second version, a week later. */
export function replaced(changes: Partial<DeliverableReplaced> = {}): DeliverableEvent {
  return {
    type: 'deliverable-replaced',
    data: {
      deliverable: 'LIV-01',
      version: 2,
      content: { kind: 'link', url: 'https://exemple.fr/audit-2' },
      digest: 'digest-2',
      handedOverOn: '2026-03-09',
      changes: null,
      byId: 'coordinatrice',
      ...changes,
    },
  };
}

/** What Choisy-le-Roi says of the first version. */
export function judged(verdict: Verdict, changes: Partial<DeliverableJudged> = {}): DeliverableEvent {
  return {
    type: 'deliverable-judged',
    data: {
      number: 'VAL-2026-0001',
      deliverable: 'LIV-01',
      version: 1,
      digest: 'hash-1',
      commune: CHOISY,
      verdict,
      reserves: [],
      reason: null,
      remark: null,
      byId: 'amina',
      ...changes,
    },
  };
}

export function lifted(reserveId: string, commune = CHOISY, deliverable = 'LIV-01'): DeliverableEvent {
  return { type: 'reserve-lifted', data: { deliverable, commune, reserveId, byId: 'amina' } };
}

export function withdrawn(deliverable = 'LIV-01'): DeliverableEvent {
  return {
    type: 'deliverable-withdrawn',
    data: { deliverable, reason: 'remis par erreur', byId: 'coordinatrice' },
  };
}

export function deliverableOf(track: TrackState, number = 'LIV-01'): Deliverable {
  const found = track.deliverables.get(number);
  if (found === undefined) throw new TypeError(`${number} is not in the track`);
  return found;
}

/** Asks which validations are waited for and records the answer: what a beat does, without its messages. */
export function lookAtValidations(
  track: TrackState,
  now: Temporal.Instant,
  facts: ValidationFacts = reminderFacts,
): readonly ValidationRemindersOwed[] {
  const owed = validationsDue(track, now, facts);
  for (const data of owed) fold(track, { type: 'validation-reminders-owed', data }, now.toString());
  return owed;
}

/** What is owed, as one reads it: « LIV-01 v1 J+5 choisy-le-roi → amina ». */
export function validationText({
  deliverable,
  version,
  stage,
  items,
}: ValidationRemindersOwed): readonly string[] {
  return items.map(
    ({ commune, to }) => `${deliverable} v${version} J+${stage} ${commune} → ${to.join(', ')}`,
  );
}

/** What leaves from one instant to another, looking only when the clock is told to. */
export function validationsLeave(
  track: TrackState,
  from: Temporal.Instant,
  to: Temporal.Instant,
  facts: ValidationFacts = reminderFacts,
): readonly string[] {
  return leaving(from, to, {
    look: (now) => lookAtValidations(track, now, facts).flatMap(validationText),
    nextAt: (now) => nextValidationsDueAt(track, now, facts),
  });
}
