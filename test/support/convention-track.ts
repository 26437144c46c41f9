import type {
  AvenantRecorded,
  ConventionEvent,
  DataActRecorded,
  FormalNoticeReminderOwed,
  FormalNoticeSent,
  NoticeOutcome,
  ReviewAnswers,
} from '../../src/domain/convention/events.ts';
import { type NoticeFacts, nextNoticesDueAt, noticesDue } from '../../src/domain/convention/notices.ts';
import { type Obligation, obligationsOf, type Proof } from '../../src/domain/convention/register.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { leaving } from './leaving.ts';
import { beneficiaryOf, CHOISY, fold, holidays, reminderFacts } from './track.ts';

const byId = 'coordinatrice';

/** The days on which the parties have signed; null for what this record does not tell. */
export function signed(
  beneficiaryOn: string | null,
  mgpOn: string | null,
  bureau: string | null = null,
  commune = CHOISY,
): ConventionEvent {
  return { type: 'convention-signed', data: { commune, beneficiaryOn, mgpOn, bureau, byId } };
}

export function optionChosen(option: string, commune = CHOISY): ConventionEvent {
  return { type: 'option-chosen', data: { commune, option, byId } };
}

/** A temporary act for the experiment, with these changes. */
export function dataAct(changes: Partial<DataActRecorded> = {}): ConventionEvent {
  return {
    type: 'data-act-recorded',
    data: {
      commune: CHOISY,
      purpose: 'experiment',
      nature: 'temporary',
      signedOn: '2026-02-16',
      uses: 'courriers types, pour la rédaction',
      byId,
      ...changes,
    },
  };
}

export function dataRequested(requestedOn: string, commune = CHOISY): ConventionEvent {
  return { type: 'data-requested', data: { commune, requestedOn, byId } };
}

/** An avenant that changes no date, with these changes. */
export function avenant(changes: Partial<AvenantRecorded> = {}): ConventionEvent {
  return {
    type: 'avenant-recorded',
    data: {
      commune: CHOISY,
      avenant: 1,
      signedOn: '2026-09-01',
      subject: 'Prolongation',
      termOn: null,
      assessmentBefore: null,
      byId,
      ...changes,
    },
  };
}

/** A registered letter to Choisy-le-Roi, sent on Monday 01/06/2026, with these changes. */
export function noticeSent(changes: Partial<FormalNoticeSent> = {}): ConventionEvent {
  return {
    type: 'formal-notice-sent',
    data: {
      notice: 'MED-2026-0001',
      commune: CHOISY,
      sentOn: '2026-06-01',
      breach: 'locaux non mis à disposition',
      byId,
      ...changes,
    },
  };
}

export function noticeClosed(
  on: string,
  outcome: NoticeOutcome = 'remedied',
  notice = 'MED-2026-0001',
  commune = CHOISY,
): ConventionEvent {
  return { type: 'formal-notice-closed', data: { notice, commune, outcome, on, byId } };
}

export function heard(heldOn: string, commune = CHOISY): ConventionEvent {
  return { type: 'hearing-held', data: { commune, heldOn, heard: 'le maire adjoint', byId } };
}

export function drafted(answers: ReviewAnswers, commune = CHOISY): ConventionEvent {
  return { type: 'review-drafted', data: { commune, answers, byId: 'amina' } };
}

export function reviewSent(answers: ReviewAnswers, commune = CHOISY): ConventionEvent {
  const questions = ['Quels usages ?', 'Quelles difficultés ?'];
  return {
    type: 'review-sent',
    data: { number: 'BIL-2026-0001', commune, questions, answers, byId: 'amina' },
  };
}

/** Asks what is to be told of formal notices and records the answer: what a beat does, without its messages. */
export function lookAtNotices(
  track: TrackState,
  now: Temporal.Instant,
  facts: NoticeFacts = reminderFacts,
): readonly FormalNoticeReminderOwed[] {
  const owed = noticesDue(track, now, facts);
  for (const data of owed) fold(track, { type: 'formal-notice-reminder-owed', data }, now.toString());
  return owed;
}

/** What leaves from one instant to another, looking only when the clock is told to: « 2026-06-24 09:00 MED-2026-0001 J-7 → coordinatrice ». */
export function noticesLeave(
  track: TrackState,
  from: Temporal.Instant,
  to: Temporal.Instant,
  facts: NoticeFacts = reminderFacts,
): readonly string[] {
  return leaving(from, to, {
    look: (now) =>
      lookAtNotices(track, now, facts).map(
        ({ notice, offsetDays, to: people }) =>
          `${notice} ${offsetDays > 0 ? 'J+' : 'J'}${offsetDays} → ${people.join(', ')}`,
      ),
    nextAt: (now) => nextNoticesDueAt(track, now, facts),
  });
}

/** The register of a beneficiary on a Paris day (ISO). */
export function registerOf(track: TrackState, today: string, commune = CHOISY): readonly Obligation[] {
  const { facts } = track;
  if (facts === null) throw new TypeError('the programme was not loaded');
  const on = { today: Temporal.PlainDate.from(today), holidays };
  return obligationsOf({ ...track, facts }, beneficiaryOf(track, commune), on);
}

/** One obligation of a beneficiary on a Paris day (ISO). */
export function obligationOf(track: TrackState, id: Proof['kind'], today: string): Obligation {
  const found = registerOf(track, today).find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`the register has no « ${id} »`);
  return found;
}

/** The same, as one reads it: « late 2025-12-01 ». */
export function obligationText(track: TrackState, id: Proof['kind'], today: string): string {
  const { state, dueOn } = obligationOf(track, id, today);
  return dueOn === null ? state : `${state} ${dueOn}`;
}
