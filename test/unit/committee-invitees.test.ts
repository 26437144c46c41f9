import { describe, expect, it } from '@jest/globals';
import { answerOf, tallyOf } from '../../src/domain/committee/answers.ts';
import type { CommitteeEvent } from '../../src/domain/committee/events.ts';
import { inviteesOf, isConvened } from '../../src/domain/committee/invitees.ts';
import { pollTally } from '../../src/domain/committee/poll.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { committeeFacts, meetingOf, movedTo, saidBy, scheduled } from '../support/committee-track.ts';
import { choisyTrack, communes, designated, fold, trackOf } from '../support/track.ts';

const facts = choisyTrack({ beneficiaries: communes(2) });

/** Two communes, each with its référent; the first with a deputy; a contractor. */
function withPeople(...events: readonly CommitteeEvent[]): TrackState {
  const track = trackOf(
    facts,
    designated('amina', '2025-11-20', { commune: 'commune-1' }),
    designated('bruno', '2025-11-20', { commune: 'commune-1', role: 'deputy' }),
    designated('david', '2025-11-20', { commune: 'commune-2' }),
  );
  fold(track, {
    type: 'programme-loaded',
    data: { facts, contractorId: 'prestataire', communicationId: null },
  });
  for (const event of events) fold(track, event);
  return track;
}

/** Whoever appears below, and somebody who never does. */
const everybody = [
  ...['coordinatrice', 'prestataire', 'amina', 'bruno', 'david', 'emma', 'farid', 'gaelle'],
  'nobody',
];

function convened(track: TrackState, erased: readonly string[] = []): readonly string[] {
  const known = { ...committeeFacts, isErased: (id: string) => erased.includes(id) };
  const meeting = meetingOf(track);
  const invitees = inviteesOf(track, meeting, known);
  for (const id of everybody) {
    const isAmongThem = invitees.some(({ personId }) => personId === id);
    expect([id, isConvened(track, meeting, known, id)]).toEqual([id, isAmongThem]);
  }
  return invitees.map(
    ({ personId, standing, commune }) => `${personId}: ${standing}${commune === null ? '' : ` ${commune}`}`,
  );
}

describe('who is convened (art. 6)', () => {
  it('to a COPIL: the Métropole and the contractor, no commune but as an invited third person', () => {
    expect(convened(withPeople(scheduled({ kind: 'copil', guests: ['amina'] })))).toEqual([
      'coordinatrice: mgp',
      'prestataire: contractor',
      'amina: guest',
    ]);
  });

  it('to a COMOP: with them the référents and deputies of all beneficiaries, and third persons', () => {
    expect(convened(withPeople(scheduled({ guests: ['emma'] })))).toEqual([
      'coordinatrice: mgp',
      'prestataire: contractor',
      'amina: referent commune-1',
      'bruno: deputy commune-1',
      'david: referent commune-2',
      'emma: guest',
    ]);
  });

  it.each(['meeting', 'workshop'] as const)('to a %s: those of its one beneficiary', (kind) => {
    expect(convened(withPeople(scheduled({ kind, commune: 'commune-2' })))).toEqual([
      'coordinatrice: mgp',
      'prestataire: contractor',
      'david: referent commune-2',
    ]);
  });

  it('to a meeting of a beneficiary that is gone, or of none: no référent', () => {
    const nobody = ['coordinatrice: mgp', 'prestataire: contractor'];
    expect(convened(withPeople(scheduled({ kind: 'meeting', commune: 'commune-9' })))).toEqual(nobody);
    expect(convened(withPeople(scheduled({ kind: 'meeting' })))).toEqual(nobody);
  });

  it('whoever holds the role on the day of the meeting, not today', () => {
    const track = withPeople(scheduled());
    fold(track, designated('farid', '2026-06-16', { commune: 'commune-2' }));
    fold(track, designated('gaelle', '2026-06-17', { commune: 'commune-2' }));
    expect(convened(track)).toContain('farid: referent commune-2');
    expect(convened(track).join()).not.toMatch(/david|gaelle/);
  });

  it('each person once, whatever the number of their roles', () => {
    const track = withPeople(scheduled({ guests: ['amina', 'david'] }));
    fold(track, designated('amina', '2026-01-01', { commune: 'commune-2' }));
    expect(convened(track).filter((line) => line.startsWith('amina'))).toEqual(['amina: referent commune-1']);
    expect(convened(track)).toContain('david: guest');
  });

  it('guests that were invited afterwards', () => {
    const track = withPeople(scheduled({ guests: ['emma'] }));
    fold(track, {
      type: 'guests-invited',
      data: { meeting: 'CO-01', personIds: ['farid'], byId: 'coordinatrice' },
    });
    expect(convened(track).slice(-2)).toEqual(['emma: guest', 'farid: guest']);
  });

  it('never somebody who was erased', () => {
    const track = withPeople(scheduled({ guests: ['emma'] }));
    fold(track, saidBy(track, 'bruno', 'replaced', 'farid'));
    expect(convened(track, ['emma', 'david', 'farid', 'prestataire', 'coordinatrice'])).toEqual([
      'amina: referent commune-1',
      'bruno: deputy commune-1',
    ]);
  });

  it('to what is not recorded yet, as to a poll: without answers', () => {
    const asked = { kind: 'comop', commune: null, on: '2026-06-16', guests: ['emma'] } as const;
    const ids = inviteesOf(withPeople(), asked, committeeFacts).map(({ personId }) => personId);
    expect(ids).toEqual(['coordinatrice', 'prestataire', 'amina', 'bruno', 'david', 'emma']);
    expect(everybody.filter((id) => isConvened(withPeople(), asked, committeeFacts, id))).toEqual(ids);
    const track = trackOf(choisyTrack());
    expect(inviteesOf(track, { ...asked, attendance: new Map() }, committeeFacts)).toHaveLength(2);
  });
});

describe('who comes in the place of another', () => {
  it('is convened with the commune of the one they replace, who stays listed', () => {
    const track = withPeople(scheduled());
    fold(track, saidBy(track, 'david', 'replaced', 'emma'));
    expect(convened(track).slice(-2)).toEqual(['david: referent commune-2', 'emma: replacement commune-2']);
  });

  it('may be replaced in turn, in a circle too', () => {
    const track = withPeople(scheduled());
    fold(track, saidBy(track, 'david', 'replaced', 'emma'));
    fold(track, saidBy(track, 'emma', 'replaced', 'farid'));
    fold(track, saidBy(track, 'farid', 'replaced', 'david'));
    expect(convened(track).slice(-2)).toEqual([
      'emma: replacement commune-2',
      'farid: replacement commune-2',
    ]);
  });

  it('is convened no more once the answer is another, is for a former date, or names nobody', () => {
    const track = withPeople(scheduled());
    fold(track, saidBy(track, 'david', 'replaced', 'emma'));
    fold(track, saidBy(track, 'david', 'present'));
    expect(convened(track).join()).not.toContain('emma');
    fold(track, saidBy(track, 'david', 'replaced', 'emma'));
    fold(track, movedTo(track, '2026-06-18'));
    expect(convened(track).join()).not.toContain('emma');
    fold(track, saidBy(track, 'david', 'replaced'));
    expect(convened(track).at(-1)).toBe('david: referent commune-2');
  });

  it('is not convened once the one they replace is no longer', () => {
    const track = withPeople(scheduled());
    fold(track, saidBy(track, 'david', 'replaced', 'emma'));
    fold(track, designated('gaelle', '2026-02-01', { commune: 'commune-2' }));
    expect(convened(track).at(-1)).toBe('gaelle: referent commune-2');
  });
});

describe('what people have said', () => {
  it('counts for the date for which it was said', () => {
    const track = withPeople(scheduled());
    fold(track, saidBy(track, 'amina', 'absent'));
    expect(answerOf(meetingOf(track), 'amina')).toBe('absent');
    expect(answerOf(meetingOf(track), 'bruno')).toBeNull();
    fold(track, movedTo(track, '2026-06-18'));
    expect(answerOf(meetingOf(track), 'amina')).toBeNull();
  });

  it('counts too when a calendar answers with a later sequence of its own', () => {
    const track = withPeople(scheduled());
    const data = { meeting: 'CO-01', personId: 'amina', answer: 'present', replacementId: null } as const;
    fold(track, { type: 'attendance-said', data: { ...data, sequence: 2 } });
    expect(answerOf(meetingOf(track), 'amina')).toBe('present');
  });

  it('is added up over those convened, who comes in a place counting for themselves', () => {
    const track = withPeople(scheduled());
    fold(track, saidBy(track, 'amina', 'present'));
    fold(track, saidBy(track, 'bruno', 'absent'));
    fold(track, saidBy(track, 'david', 'replaced', 'emma'));
    fold(track, saidBy(track, 'nobody', 'present'));
    const meeting = meetingOf(track);
    expect(tallyOf(meeting, inviteesOf(track, meeting, committeeFacts))).toEqual({
      present: 1,
      absent: 1,
      replaced: 1,
      silent: 3,
    });
  });
});

describe('a poll', () => {
  const slots = ['2026-07-15', '2026-07-16', '2026-07-17'].map((on) => ({
    on,
    from: '10:00',
    durationMinutes: 90,
  }));
  const tally = (...answers: readonly (readonly number[])[]) =>
    pollTally({ slots, answers: new Map(answers.map((suits, index) => [`person-${index}`, suits])) }).map(
      ({ rank, suits, isBest }) => `${rank}: ${suits}${isBest ? ' *' : ''}`,
    );

  it('the best slot is the one that suits most people; equals are best together', () => {
    expect(tally([0, 1], [1], [])).toEqual(['0: 1', '1: 2 *', '2: 0']);
    expect(tally([0], [2])).toEqual(['0: 1 *', '1: 0', '2: 1 *']);
  });

  it('none is best as long as none suits anybody', () => {
    expect(tally([], [])).toEqual(['0: 0', '1: 0', '2: 0']);
  });

  it('each line carries its slot', () => {
    expect(pollTally({ slots, answers: new Map() })[2]?.slot.on).toBe('2026-07-17');
  });
});
