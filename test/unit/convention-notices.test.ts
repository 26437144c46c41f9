import { describe, expect, it } from '@jest/globals';
import { isExpired, nextNoticesDueAt, noticesDue, remedyBy } from '../../src/domain/convention/notices.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { lookAtNotices, noticeClosed, noticeSent, noticesLeave } from '../support/convention-track.ts';
import {
  choisyTrack,
  communes,
  fold,
  holidays,
  paris,
  parisText,
  reminderFacts,
  trackOf,
} from '../support/track.ts';

const opens = paris('2026-06-01 12:00');
const closes = paris('2026-12-31 12:00');

/** Choisy-le-Roi, with a registered letter that was recorded on the day on which it was sent, 01/06/2026 at 11 h. */
function warned(...events: readonly TrackEvent[]): TrackState {
  return recordedAt('2026-06-01T09:00:00Z', noticeSent(), ...events);
}

function recordedAt(at: string, ...events: readonly TrackEvent[]): TrackState {
  const track = trackOf(choisyTrack());
  for (const event of events) fold(track, event, at);
  return track;
}

function lookAt(track: TrackState, at: string): readonly number[] {
  return lookAtNotices(track, paris(at)).map(({ offsetDays }) => offsetDays);
}

function nextAt(track: TrackState, at: string): string | null {
  const next = nextNoticesDueAt(track, paris(at), reminderFacts);
  return next === null ? null : parisText(next);
}

describe('the thirty days of a formal notice (art. 12)', () => {
  it.each([
    ['2026-06-01', '2026-07-01'],
    ['2026-06-12', '2026-07-12'],
    ['2026-06-14', '2026-07-14'],
    ['2026-01-31', '2026-03-02'],
    ['2026-12-15', '2027-01-14'],
  ])('are calendar days from the sending, Sundays and holidays included: %s, %s', (sentOn, expected) => {
    expect(remedyBy({ sentOn })).toBe(expected);
  });

  it('are over when the thirtieth is, at midnight in Paris', () => {
    const sent = { sentOn: '2026-06-01' };
    expect(isExpired(sent, paris('2026-07-01 23:59'))).toBe(false);
    expect(isExpired(sent, paris('2026-07-02 00:00'))).toBe(true);
    expect(isExpired({ sentOn: '2026-11-01' }, paris('2026-12-01 23:59'))).toBe(false);
    expect(isExpired({ sentOn: '2026-11-01' }, paris('2026-12-02 00:00'))).toBe(true);
  });
});

describe('what the coordinators are told of them (art. 12)', () => {
  it('a week before the end, and that it is over on the day after', () => {
    expect(noticesLeave(warned(), opens, closes)).toEqual([
      '2026-06-24 09:00 MED-2026-0001 J-7 → coordinatrice',
      '2026-07-02 09:00 MED-2026-0001 J+1 → coordinatrice',
    ]);
  });

  it.each([
    ['ends on Sunday 12/07', '2026-06-12', '2026-07-03 09:00', '2026-07-13 09:00'],
    ['ends on the eve of a holiday', '2026-06-13', '2026-07-06 09:00', '2026-07-15 09:00'],
    ['ends on a Friday', '2026-06-17', '2026-07-10 09:00', '2026-07-20 09:00'],
  ])('one that %s: early for what is to come, never before it is over', (_, sentOn, week, over) => {
    const track = recordedAt('2026-06-17T09:00:00Z', noticeSent({ sentOn }));
    const lines = noticesLeave(track, paris('2026-06-17 12:00'), closes);
    expect(lines.map((line) => line.slice(0, 16))).toEqual([week, over]);
  });

  it('nothing that lay before the record, which has told it', () => {
    expect(noticesLeave(recordedAt('2026-06-24T08:00:00Z', noticeSent()), opens, closes)).toEqual([
      '2026-07-02 09:00 MED-2026-0001 J+1 → coordinatrice',
    ]);
    const overAlready = recordedAt('2026-07-02T10:00:00Z', noticeSent());
    expect(noticesLeave(overAlready, paris('2026-07-02 12:00'), closes)).toEqual([]);
  });

  it.each([
    ['at the instant of the stage', '2026-06-24T07:00:00Z', []],
    ['a minute before', '2026-06-24T06:59:00Z', [-7]],
  ])('recorded %s', (_, at, expected) => {
    expect(lookAt(recordedAt(at, noticeSent()), '2026-06-24 09:00')).toEqual(expected);
  });

  it('only what is newest after a time of silence of the bot', () => {
    expect(lookAt(warned(), '2026-09-01 10:00')).toEqual([1]);
  });

  it('nothing twice, with the clock set back too', () => {
    const track = warned();
    expect(lookAt(track, '2026-07-02 09:00')).toEqual([1]);
    expect(lookAt(track, '2026-06-24 10:00')).toEqual([]);
    expect(lookAt(track, '2026-07-02 09:00')).toEqual([]);
  });

  it('nothing once it is closed', () => {
    const track = warned();
    expect(lookAt(track, '2026-06-24 09:00')).toEqual([-7]);
    fold(track, noticeClosed('2026-06-25'), '2026-06-25T09:00:00Z');
    expect(noticesLeave(track, paris('2026-06-25 12:00'), closes)).toEqual([]);
    expect(nextAt(track, '2026-06-25 12:00')).toBeNull();
  });

  it('of each beneficiary, with its number and who is told', () => {
    const [one, two] = communes(2);
    if (one === undefined || two === undefined) throw new TypeError('two communes were asked for');
    const track = trackOf(choisyTrack({ beneficiaries: [one, two] }));
    fold(track, noticeSent({ commune: one.id }), '2026-06-01T09:00:00Z');
    fold(track, noticeSent({ commune: two.id, notice: 'MED-2026-0002' }), '2026-06-01T09:00:00Z');
    const facts = { holidays, coordinators: ['coordinatrice', 'suppléante'] };
    expect(noticesDue(track, paris('2026-06-24 09:00'), facts)).toEqual([
      { notice: 'MED-2026-0001', commune: one.id, offsetDays: -7, to: facts.coordinators },
      { notice: 'MED-2026-0002', commune: two.id, offsetDays: -7, to: facts.coordinators },
    ]);
  });

  it('nothing where there is no coordinator to be told', () => {
    const nobody = { holidays, coordinators: [] };
    expect(noticesDue(warned(), paris('2026-07-02 09:00'), nobody)).toEqual([]);
    expect(nextNoticesDueAt(warned(), opens, nobody)).toBeNull();
    expect(lookAt(warned(), '2026-07-02 09:00')).toEqual([1]);
  });
});

describe('when to look again', () => {
  it('is at the first stage of all that stand, whatever the order in which they came', () => {
    const second = noticeSent({ notice: 'MED-2026-0002', sentOn: '2026-05-29' });
    const third = noticeSent({ notice: 'MED-2026-0003', sentOn: '2026-06-10' });
    expect(nextAt(warned(), '2026-06-01 12:00')).toBe('2026-06-24 09:00');
    expect(nextAt(warned(third), '2026-06-01 12:00')).toBe('2026-06-24 09:00');
    expect(nextAt(warned(third, second), '2026-06-01 12:00')).toBe('2026-06-19 09:00');
    expect(nextAt(warned(), '2026-06-24 09:01')).toBe('2026-06-24 09:01');
  });

  it.each([
    ['a weekday, 8:59', '2026-06-25 08:59', '2026-06-25 09:00'],
    ['a weekday, 19:00', '2026-06-25 19:00', '2026-06-26 09:00'],
    ['a Saturday', '2026-06-27 12:00', '2026-06-29 09:00'],
  ])('%s: what is owed waits for the next opening', (_, at, opening) => {
    const track = warned();
    expect(lookAt(track, at)).toEqual([]);
    expect(nextAt(track, at)).toBe(opening);
    expect(lookAt(track, opening)).toEqual([-7]);
  });

  it('is never without a notice, nor before the programme is loaded', () => {
    expect(nextAt(trackOf(choisyTrack()), '2026-06-01 12:00')).toBeNull();
    expect(nextAt(emptyTrack('ia'), '2026-06-01 12:00')).toBeNull();
  });
});
