import type { Holidays } from '../calendar/workdays.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';
import { holderOn } from '../track/referents.ts';
import type { TrackState } from '../track/state.ts';
import { answerOf } from './answers.ts';
import type { Meeting } from './state.ts';

/** Why somebody is convened (art. 6); `replacement`: they come in the place of somebody who is. */
export type Standing = 'mgp' | 'contractor' | 'referent' | 'deputy' | 'guest' | 'replacement';

export interface Invitee {
  readonly personId: string;
  readonly standing: Standing;
  /** Id of the beneficiary for which they come; null for the others. */
  readonly commune: string | null;
}

/** What the rules of committees need to know beside the track. */
export interface CommitteeFacts {
  readonly holidays: Holidays;
  /** Person ids of MGP's coordinators. */
  readonly coordinators: readonly string[];
  /** Whether what was known of a person was erased (RGPD): nobody is written to. */
  isErased(personId: string): boolean;
}

/** What says who is convened: a meeting's, or what a preview or a poll knows of one that is not recorded yet. */
export type Convening = Pick<Meeting, 'kind' | 'commune' | 'on'> & {
  readonly guests: Iterable<string>;
} & Partial<Pick<Meeting, 'attendance' | 'sequence'>>;

/**
 * Who is convened to a meeting (art. 6), each person once, in this order. COPIL: the Métropole and the contractor.
 * COMOP: with them the référents and deputies of the track's beneficiaries, those who hold the role on the meeting's
 * day. A meeting or workshop: the same for its one beneficiary. To each of them, third persons, then whoever comes in
 * somebody's place as long as that answer stands.
 */
export function inviteesOf(track: TrackState, meeting: Convening, facts: CommitteeFacts): readonly Invitee[] {
  const invitees = new Map<string, Invitee>();
  const convene = (invitee: Invitee) => {
    if (invitees.has(invitee.personId) || facts.isErased(invitee.personId)) return;
    invitees.set(invitee.personId, invitee);
  };
  for (const invitee of named(track, meeting, facts)) convene(invitee);
  const { attendance, sequence } = meeting;
  if (attendance === undefined || sequence === undefined) return [...invitees.values()];
  // A map's iteration reaches what is added on the way: somebody who comes in a place may be replaced in turn.
  for (const { personId, commune } of invitees.values()) {
    if (answerOf({ attendance, sequence }, personId) !== 'replaced') continue;
    const replacementId = attendance.get(personId)?.replacementId ?? null;
    if (replacementId !== null) convene({ personId: replacementId, standing: 'replacement', commune });
  }
  return [...invitees.values()];
}

/** Whether `inviteesOf` has this person, without making the list of 130 communes where their own name answers it. */
export function isConvened(
  track: TrackState,
  meeting: Convening,
  facts: CommitteeFacts,
  personId: string,
): boolean {
  if (facts.isErased(personId)) return false;
  for (const invitee of named(track, meeting, facts)) if (invitee.personId === personId) return true;
  const answers = [...(meeting.attendance?.values() ?? [])];
  return (
    answers.some(({ replacementId }) => replacementId === personId) &&
    inviteesOf(track, meeting, facts).some((invitee) => invitee.personId === personId)
  );
}

/** Who is convened but those who come in somebody's place; the same person perhaps twice. */
function* named(track: TrackState, meeting: Convening, { coordinators }: CommitteeFacts): Iterable<Invitee> {
  for (const personId of coordinators) yield { personId, standing: 'mgp', commune: null };
  if (track.contractorId !== null)
    yield { personId: track.contractorId, standing: 'contractor', commune: null };
  for (const beneficiary of represented(track, meeting)) {
    for (const role of ['referent', 'deputy'] as const) {
      const holder = holderOn(beneficiary, role, meeting.on);
      if (holder !== null) yield { personId: holder.personId, standing: role, commune: beneficiary.facts.id };
    }
  }
  for (const personId of meeting.guests) yield { personId, standing: 'guest', commune: null };
}

/** The beneficiaries whose référents are convened: all of the thématique, one, or none (COPIL). */
function represented(track: TrackState, { kind, commune }: Convening): Iterable<BeneficiaryState> {
  if (kind === 'comop') return track.beneficiaries.values();
  const one = kind === 'copil' || commune === null ? undefined : track.beneficiaries.get(commune);
  return one === undefined ? [] : [one];
}
