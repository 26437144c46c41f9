import type {
  AvenantRecorded,
  ConventionEvent,
  DataActRecorded,
  FormalNoticeSent,
  HearingHeld,
  NoticeOutcome,
  ReviewAnswers,
} from './events.ts';

/** One beneficiary's convention, part of its fold. Changed only by `applyConventionEvent`. */
export interface ConventionState {
  readonly signature: Signature;
  /** Newest choice told here; null when none was: the programme file may know one. */
  readonly option: Told<{ readonly option: string }> | null;
  readonly dataActs: readonly Told<Omit<DataActRecorded, 'commune'>>[];
  readonly dataRequested: Told<{ readonly requestedOn: string }> | null;
  readonly avenants: readonly Told<Omit<AvenantRecorded, 'commune'>>[];
  /** By number, in order. */
  readonly notices: ReadonlyMap<string, FormalNotice>;
  readonly hearings: readonly Told<Omit<HearingHeld, 'commune'>>[];
  /** Every draft of the review, the newest last: two people may have written from the same one. */
  readonly drafts: readonly ReviewDraft[];
  readonly review: Told<SentReview> | null;
}

/** Who recorded it, and the UTC instant. */
export type Told<T> = T & { readonly byId: string; readonly at: string };

/** The newest of each date that was told; null while it was not. */
export interface Signature {
  readonly beneficiaryOn: string | null;
  readonly mgpOn: string | null;
  readonly bureau: string | null;
}

export interface FormalNotice extends Told<Omit<FormalNoticeSent, 'commune'>> {
  readonly closed: Told<{ readonly outcome: NoticeOutcome; readonly on: string }> | null;
  /** Newest stage told to the coordinators, in days from the end of the thirty days; null when none was. */
  readonly reminded: number | null;
}

export type ReviewDraft = Told<{ readonly answers: ReviewAnswers }>;

export interface SentReview {
  readonly number: string;
  readonly questions: readonly string[];
  readonly answers: ReviewAnswers;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface MutableConvention
  extends Mutable<Omit<ConventionState, 'notices' | 'dataActs' | 'avenants' | 'hearings' | 'drafts'>> {
  readonly dataActs: ConventionState['dataActs'][number][];
  readonly avenants: ConventionState['avenants'][number][];
  readonly notices: Map<string, FormalNotice>;
  readonly hearings: ConventionState['hearings'][number][];
  readonly drafts: ReviewDraft[];
}

/** A convention of which nothing is recorded yet. */
export function noConvention(): ConventionState {
  const convention: MutableConvention = {
    signature: { beneficiaryOn: null, mgpOn: null, bureau: null },
    option: null,
    dataActs: [],
    dataRequested: null,
    avenants: [],
    notices: new Map(),
    hearings: [],
    drafts: [],
    review: null,
  };
  return convention;
}

/** Folds one event in place, recorded at a UTC instant. Never refuses: what is in the journal has happened. */
export function applyConventionEvent(given: ConventionState, event: ConventionEvent, at: string): void {
  const state = given as MutableConvention;
  switch (event.type) {
    case 'convention-signed': {
      const { beneficiaryOn, mgpOn, bureau } = event.data;
      const before = state.signature;
      state.signature = {
        beneficiaryOn: beneficiaryOn ?? before.beneficiaryOn,
        mgpOn: mgpOn ?? before.mgpOn,
        bureau: bureau ?? before.bureau,
      };
      return;
    }
    case 'option-chosen':
      state.option = told(event.data, at);
      return;
    case 'data-act-recorded':
      state.dataActs.push(told(event.data, at));
      return;
    case 'data-requested':
      state.dataRequested = told(event.data, at);
      return;
    case 'avenant-recorded':
      state.avenants.push(told(event.data, at));
      return;
    case 'formal-notice-sent':
      state.notices.set(event.data.notice, { ...told(event.data, at), closed: null, reminded: null });
      return;
    case 'formal-notice-closed':
    case 'formal-notice-reminder-owed': {
      const notice = state.notices.get(event.data.notice);
      if (notice !== undefined) state.notices.set(notice.notice, noticeAfter(notice, event, at));
      return;
    }
    case 'hearing-held':
      state.hearings.push(told(event.data, at));
      return;
    case 'review-drafted':
      state.drafts.push(told(event.data, at));
      return;
    case 'review-sent':
      state.review = told(event.data, at);
      return;
  }
}

function noticeAfter(
  notice: FormalNotice,
  event: Extract<ConventionEvent, { type: 'formal-notice-closed' | 'formal-notice-reminder-owed' }>,
  at: string,
): FormalNotice {
  if (event.type === 'formal-notice-reminder-owed') return { ...notice, reminded: event.data.offsetDays };
  const { outcome, on, byId } = event.data;
  return { ...notice, closed: { outcome, on, byId, at } };
}

function told<T extends { readonly commune: string; readonly byId: string }>(
  { commune: _, ...data }: T,
  at: string,
): Omit<T, 'commune'> & { readonly at: string } {
  return { ...data, at };
}
