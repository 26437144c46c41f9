import type { Holidays } from '../calendar/workdays.ts';
import { workingDaysSince } from '../calendar/workdays.ts';
import { type CitizensProof, forCitizens } from '../communication/publications.ts';
import { addressees, currentVersion, standingOf } from '../deliverable/standing.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';
import type { DataTransfer, TrackFacts } from '../track/facts.ts';
import { beneficiaryPlan } from '../track/plan.ts';
import { holderOn } from '../track/referents.ts';
import type { TrackState } from '../track/state.ts';
import type { DataActRecorded, DataPurpose } from './events.ts';
import { remedyBy } from './notices.ts';
import { signedOn } from './term.ts';

/** `none`: « sans objet », there is nothing to do. */
export type ObligationState = 'todo' | 'ongoing' | 'done' | 'late' | 'none';

/** What shows where an obligation stands: what cards put into words. */
export type Proof =
  | { readonly kind: 'signatures'; readonly beneficiaryOn: string | null; readonly mgpOn: string | null }
  | { readonly kind: 'option'; readonly option: string | null }
  | { readonly kind: 'referent'; readonly personId: string | null; readonly number: string | null }
  | { readonly kind: 'data-act'; readonly act: Pick<DataActRecorded, 'nature' | 'signedOn'> | null }
  | {
      readonly kind: 'transfer';
      readonly clause: DataTransfer;
      readonly act: Pick<DataActRecorded, 'nature' | 'signedOn'> | null;
      readonly requestedOn: string | null;
    }
  | { readonly kind: 'deliverables'; readonly waiting: number; readonly late: number; readonly total: number }
  | ({ readonly kind: 'citizens' } & CitizensProof)
  | { readonly kind: 'avenants'; readonly count: number; readonly lastOn: string | null }
  | {
      readonly kind: 'notice';
      readonly notice: string | null;
      readonly sentOn: string | null;
      readonly closedOn: string | null;
    }
  | { readonly kind: 'hearing'; readonly heldOn: string | null }
  | { readonly kind: 'review'; readonly number: string | null; readonly draftedAt: string | null };

export interface Obligation {
  readonly id: Proof['kind'];
  readonly state: ObligationState;
  /** Paris day, ISO; null where the texts give none. */
  readonly dueOn: string | null;
  readonly proof: Proof;
}

export interface RegisterFacts {
  /** Paris day. */
  readonly today: Temporal.PlainDate;
  readonly holidays: Holidays;
}

/**
 * The obligations of one beneficiary's convention, in the order of its articles, computed from what was recorded. A day is
 * named only where the texts give one or the calendar does (art. 5); what has no day is never late.
 */
export function obligationsOf(
  track: TrackState & { readonly facts: TrackFacts },
  beneficiary: BeneficiaryState,
  { today, holidays }: RegisterFacts,
): readonly Obligation[] {
  const day = today.toString();
  const about = { facts: track.facts, beneficiary, today: day };
  return [
    option(about),
    signature(about),
    deliverables(track, beneficiary, today, holidays),
    citizens(track, beneficiary),
    referent(about),
    dataAct(about),
    transfer(about),
    hearing(about),
    avenants(about),
    notice(about),
    review(about),
  ];
}

interface About {
  readonly facts: TrackFacts;
  readonly beneficiary: BeneficiaryState;
  readonly today: string;
}

/** Art. 2: the convention takes effect once every party has signed, and should before the experiment begins. */
function signature({ facts, beneficiary, today }: About): Obligation {
  const { beneficiaryOn, mgpOn } = beneficiary.convention.signature;
  const isBegun = beneficiaryOn !== null || mgpOn !== null;
  const state: ObligationState =
    signedOn(beneficiary) !== null ? 'done' : today > facts.startsOn ? 'late' : isBegun ? 'ongoing' : 'todo';
  return {
    id: 'signatures',
    state,
    dueOn: facts.startsOn,
    proof: { kind: 'signatures', beneficiaryOn, mgpOn },
  };
}

/** Art. 1: the experiment is ticked when the convention is signed. */
function option({ facts, beneficiary, today }: About): Obligation {
  const chosen = beneficiary.convention.option?.option ?? beneficiary.facts.option;
  const dueOn = signedOn(beneficiary) ?? facts.startsOn;
  const isNeeded = facts.options.length > 0;
  const state: ObligationState =
    chosen !== null ? 'done' : !isNeeded ? 'none' : today > dueOn ? 'late' : 'todo';
  return { id: 'option', state, dueOn: isNeeded ? dueOn : null, proof: { kind: 'option', option: chosen } };
}

/** Art. 4: from the signature on; the programme's start where that is not known. */
function referent({ facts, beneficiary, today }: About): Obligation {
  const held = holderOn(beneficiary, 'referent', today);
  const dueOn = signedOn(beneficiary) ?? facts.startsOn;
  const state: ObligationState = held !== null ? 'done' : today > dueOn ? 'late' : 'todo';
  return {
    id: 'referent',
    state,
    dueOn,
    proof: { kind: 'referent', personId: held?.personId ?? null, number: held?.number ?? null },
  };
}

/** Art. 3: silence never validates; « late » once the time that paces the reminders is over. */
function deliverables(
  track: TrackState & { readonly facts: TrackFacts },
  beneficiary: BeneficiaryState,
  today: Temporal.PlainDate,
  holidays: Holidays,
): Obligation {
  const { id } = beneficiary.facts;
  let [waiting, late, total] = [0, 0, 0];
  for (const deliverable of track.deliverables.values()) {
    if (deliverable.withdrawn !== null || !addressees(track, deliverable).includes(id)) continue;
    total += 1;
    if (standingOf(deliverable, id) !== 'waiting') continue;
    waiting += 1;
    const since = Temporal.PlainDate.from(currentVersion(deliverable).handedOverOn);
    if (workingDaysSince(since, today, holidays) > track.facts.deliverableWorkingDays) late += 1;
  }
  const state: ObligationState = total === 0 ? 'none' : late > 0 ? 'late' : waiting > 0 ? 'ongoing' : 'done';
  return { id: 'deliverables', state, dueOn: null, proof: { kind: 'deliverables', waiting, late, total } };
}

/** Art. 3: citizens and stakeholders are informed. The texts give neither a day nor a number: one publication does it, and it is never late. */
function citizens({ communication }: TrackState, { facts }: BeneficiaryState): Obligation {
  const proof = forCitizens(communication, facts.id);
  const state: ObligationState = proof.count === 0 ? 'todo' : 'done';
  return { id: 'citizens', state, dueOn: null, proof: { kind: 'citizens', ...proof } };
}

/** Art. 8: before any data is shared. Nobody knows here whether some is, so that it is never late. */
function dataAct({ beneficiary }: About): Obligation {
  const act = lastAct(beneficiary, 'experiment');
  const state: ObligationState = act === null ? 'todo' : act.nature === 'none' ? 'none' : 'done';
  return { id: 'data-act', state, dueOn: null, proof: { kind: 'data-act', act } };
}

/** Art. 8: at the end of the experiment, or where MGP has asked, as the convention says. */
function transfer({ facts, beneficiary, today }: About): Obligation {
  const { dataRequested } = beneficiary.convention;
  const clause = beneficiary.facts.dataTransfer ?? facts.dataTransfer;
  const act = lastAct(beneficiary, 'transfer');
  const requestedOn = dataRequested?.requestedOn ?? null;
  const endsOn = endOf(facts, beneficiary);
  const dueOn = clause === 'due' ? endsOn : null;
  const open: ObligationState =
    clause === 'due'
      ? dueOn !== null && today > dueOn
        ? 'late'
        : 'todo'
      : requestedOn === null
        ? 'none'
        : 'ongoing';
  const state = act === null ? open : act.nature === 'none' ? 'none' : 'done';
  return { id: 'transfer', state, dueOn, proof: { kind: 'transfer', clause, act, requestedOn } };
}

/** Art. 9: before MGP decides to end an experiment. Asked for while a formal notice stands. */
function hearing({ beneficiary, today }: About): Obligation {
  const { notices, hearings } = beneficiary.convention;
  const open = [...notices.values()].findLast(({ closed }) => closed === null);
  const held = hearings.findLast(({ heldOn }) => open === undefined || heldOn >= open.sentOn);
  const heldOn = held?.heldOn ?? null;
  const state: ObligationState =
    held !== undefined && heldOn !== null && heldOn <= today ? 'done' : open === undefined ? 'none' : 'todo';
  return { id: 'hearing', state, dueOn: null, proof: { kind: 'hearing', heldOn } };
}

/** Art. 11: told where there are some. */
function avenants({ beneficiary }: About): Obligation {
  const all = beneficiary.convention.avenants;
  const lastOn = all.at(-1)?.signedOn ?? null;
  return {
    id: 'avenants',
    state: all.length === 0 ? 'none' : 'done',
    dueOn: null,
    proof: { kind: 'avenants', count: all.length, lastOn },
  };
}

/** Art. 12: the breach is to be remedied within thirty days of the letter. */
function notice({ beneficiary, today }: About): Obligation {
  const all = [...beneficiary.convention.notices.values()];
  const shown = all.findLast(({ closed }) => closed === null) ?? all.at(-1);
  if (shown === undefined) {
    const proof: Proof = { kind: 'notice', notice: null, sentOn: null, closedOn: null };
    return { id: 'notice', state: 'none', dueOn: null, proof };
  }
  const dueOn = remedyBy(shown);
  const state: ObligationState = shown.closed !== null ? 'done' : today > dueOn ? 'late' : 'ongoing';
  const proof: Proof = {
    kind: 'notice',
    notice: shown.notice,
    sentOn: shown.sentOn,
    closedOn: shown.closed?.on ?? null,
  };
  return { id: 'notice', state, dueOn, proof };
}

/** Règlement, art. 8: at the end of the experiment. */
function review({ facts, beneficiary, today }: About): Obligation {
  const { review: sent, drafts } = beneficiary.convention;
  const draft = drafts.at(-1) ?? null;
  const dueOn = endOf(facts, beneficiary);
  const state: ObligationState =
    sent !== null ? 'done' : dueOn !== null && today > dueOn ? 'late' : draft !== null ? 'ongoing' : 'todo';
  const proof: Proof = { kind: 'review', number: sent?.number ?? null, draftedAt: draft?.at ?? null };
  return { id: 'review', state, dueOn, proof };
}

function lastAct(
  { convention }: BeneficiaryState,
  purpose: DataPurpose,
): Pick<DataActRecorded, 'nature' | 'signedOn'> | null {
  return convention.dataActs.findLast((act) => act.purpose === purpose) ?? null;
}

/** The last day of the assessment, with which the experiment ends. */
function endOf(facts: TrackFacts, beneficiary: BeneficiaryState): string | null {
  const assessment = beneficiaryPlan(facts, beneficiary).phases.find(({ kind }) => kind === 'assessment');
  return assessment?.toOn?.toString() ?? null;
}
