import { describe, expect, it } from '@jest/globals';
import type { CommitteeEvent } from '../../src/domain/committee/events.ts';
import { scheduledMeeting } from '../../src/domain/committee/state.ts';
import {
  cancelled,
  meetingOf,
  minutesOf,
  movedTo,
  saidBy,
  scheduled,
  seriesOf,
} from '../support/committee-track.ts';
import { choisyTrack, fold, trackOf } from '../support/track.ts';

const at = '2026-05-04T08:00:00Z';
const later = '2026-05-05T08:00:00Z';

function begun() {
  const track = trackOf(choisyTrack());
  fold(track, scheduled({ guests: ['emma'] }), at);
  return track;
}

describe('a meeting is the fold of its events (art. 6)', () => {
  it('as it was scheduled', () => {
    const { guests, ...meeting } = meetingOf(begun());
    expect([...guests]).toEqual(['emma']);
    expect(meeting).toMatchObject({
      number: 'CO-01',
      uid: 'uid-CO-01',
      kind: 'comop',
      on: '2026-06-16',
      sequence: 0,
      setAt: at,
      cancelled: null,
      minutes: null,
      agenda: [],
    });
  });

  it('is the same before it is recorded, as a preview shows it', () => {
    const event = scheduled({ guests: ['emma'] });
    if (event.type !== 'meeting-scheduled') throw new TypeError('a meeting is scheduled');
    expect(scheduledMeeting(event.data, at)).toEqual(meetingOf(begun()));
  });

  it('keeps its UID when it is moved, with a new sequence, date and place', () => {
    const track = begun();
    fold(track, movedTo(track, '2026-06-17', '14:00'), later);
    expect(meetingOf(track)).toMatchObject({
      uid: 'uid-CO-01',
      on: '2026-06-17',
      from: '14:00',
      sequence: 1,
      setAt: later,
    });
  });

  it('keeps who cancelled it, when and why', () => {
    const track = begun();
    fold(track, cancelled(track), later);
    expect(meetingOf(track)).toMatchObject({
      sequence: 1,
      cancelled: { reason: null, byId: 'coordinatrice', at: later },
    });
  });

  it('keeps what each person said last, and when', () => {
    const track = begun();
    fold(track, saidBy(track, 'amina', 'absent'), at);
    fold(track, saidBy(track, 'amina', 'replaced', 'bruno'), later);
    expect([...meetingOf(track).attendance]).toEqual([
      ['amina', { answer: 'replaced', sequence: 0, replacementId: 'bruno', replacements: 1, at: later }],
    ]);
  });

  it('keeps who was reminded, stage by stage', () => {
    const track = begun();
    const owed = (to: readonly string[]): CommitteeEvent => ({
      type: 'meeting-reminder-owed',
      data: { meeting: 'CO-01', stage: 'J-7', sequence: 0, to },
    });
    fold(track, owed(['amina']));
    fold(track, owed(['bruno']));
    expect([...meetingOf(track).reminded]).toEqual([['J-7|0', ['amina', 'bruno']]]);
  });

  it('keeps the points as they were proposed, then as a coordinator ordered them', () => {
    const track = begun();
    const point = (pointId: string) => ({ pointId, text: `Point ${pointId}`, byId: 'amina' });
    for (const id of ['a', 'b', 'c']) {
      fold(track, { type: 'point-proposed', data: { meeting: 'CO-01', ...point(id) } });
    }
    expect(meetingOf(track).agenda).toEqual([point('a'), point('b'), point('c')]);
    const points = [point('c'), point('a')];
    fold(track, { type: 'agenda-ordered', data: { meeting: 'CO-01', points, byId: 'coordinatrice' } });
    expect(meetingOf(track).agenda).toEqual(points);
  });

  it('the newest minutes stand; an action stays done and reminded', () => {
    const track = begun();
    const action = { actionId: 'a', text: 'Envoyer le plan', ownerId: 'amina', dueOn: '2026-07-01' };
    fold(track, minutesOf([action]), at);
    fold(track, { type: 'action-done', data: { meeting: 'CO-01', actionId: 'a', byId: 'amina' } }, later);
    const reminded = { meeting: 'CO-01', actionId: 'a', dueOn: '2026-07-01', offsetDays: -7, to: ['amina'] };
    fold(track, { type: 'action-reminder-owed', data: reminded });
    fold(track, minutesOf([{ ...action, text: 'Envoyer le plan de classement' }]), later);
    const meeting = meetingOf(track);
    expect(meeting.minutes).toMatchObject({
      at: later,
      byId: 'coordinatrice',
      actions: [{ text: 'Envoyer le plan de classement' }],
    });
    expect([...meeting.actionsDone]).toEqual([['a', { byId: 'amina', at: later }]]);
    expect([...meeting.actionsReminded]).toEqual([['a|2026-07-01', -7]]);
  });

  it('what concerns a meeting, a series or a poll that never was changes nothing', () => {
    const track = begun();
    const before = structuredClone(track.committees);
    const none = { meeting: 'CO-99', byId: 'amina' };
    fold(track, { type: 'action-done', data: { ...none, actionId: 'a' } });
    const drift = { series: 'CO-99', fromOn: '2026-03-01', untilOn: '2026-11-29', to: [] };
    fold(track, { type: 'series-drift-owed', data: drift });
    fold(track, { type: 'poll-closed', data: { poll: 'SO-99', meeting: null, byId: 'amina' } });
    expect(track.committees).toEqual(before);
  });
});

describe('what a track knows beside its meetings', () => {
  it('a series, and the period last told of', () => {
    const track = begun();
    fold(track, seriesOf('CO-01'));
    expect(track.committees.series.get('CO-01')).toMatchObject({ from: '10:00', driftTold: null });
    const drift = { series: 'CO-01', fromOn: '2026-03-01', untilOn: '2026-10-31', to: [] };
    fold(track, { type: 'series-drift-owed', data: drift });
    expect(track.committees.series.get('CO-01')?.driftTold).toBe('2026-03-01|2026-10-31');
  });

  it('the newest stage told of a COPIL that is due', () => {
    const track = begun();
    const data = { step: 'final', dueOn: '2026-12-30', stage: 1, to: ['coordinatrice'] };
    fold(track, { type: 'copil-reminder-owed', data });
    expect([...track.committees.copilReminded]).toEqual([['final|2026-12-30', 1]]);
  });

  it('a poll, the newest answer of each, and what became of it', () => {
    const track = begun();
    const slots = [{ on: '2026-07-15', from: '10:00', durationMinutes: 90 }];
    const poll = { poll: 'SO-02', kind: 'comop', title: null, commune: null, place: 'visio' } as const;
    fold(track, { type: 'poll-opened', data: { ...poll, slots, guests: [], byId: 'coordinatrice' } }, at);
    for (const suits of [[0], []]) {
      fold(track, { type: 'poll-answered', data: { poll: 'SO-02', personId: 'amina', suits } });
    }
    expect(track.committees.polls.get('SO-02')).toMatchObject({
      openedAt: at,
      answers: new Map([['amina', []]]),
      closed: null,
    });
    const closed = { meeting: 'CO-02', byId: 'coordinatrice' };
    fold(track, { type: 'poll-closed', data: { poll: 'SO-02', ...closed } }, later);
    expect(track.committees.polls.get('SO-02')?.closed).toEqual({ ...closed, at: later });
  });
});
