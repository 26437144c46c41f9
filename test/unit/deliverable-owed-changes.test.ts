import { describe, expect, it } from '@jest/globals';
import { nextValidationsDueAt, validationsDue } from '../../src/domain/deliverable/owed.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import {
  handedOver,
  judged,
  lifted,
  lookAtValidations,
  replaced,
  validationsLeave,
  validationText,
  withdrawn,
} from '../support/deliverable-track.ts';
import { choisyTrack, designated, fold, paris, parisText, reminderFacts, trackOf } from '../support/track.ts';

const noon = paris('2026-03-02 12:00');

/** Choisy-le-Roi with the report of its audit, handed over on Monday 02/03/2026 at 11 h. */
function waits(...events: readonly TrackEvent[]): TrackState {
  const track = trackOf(choisyTrack(), designated('amina'));
  for (const event of [handedOver(), ...events]) fold(track, event, '2026-03-02T10:00:00Z');
  return track;
}

function lookAt(track: TrackState, at: string): readonly string[] {
  return lookAtValidations(track, paris(at)).flatMap(validationText);
}

function nextAt(track: TrackState, at: string): string | null {
  const next = nextValidationsDueAt(track, paris(at), reminderFacts);
  return next === null ? null : parisText(next);
}

describe('what ends the reminders of a validation (art. 3)', () => {
  const reserves = [{ reserveId: 'r1', text: 'le chiffrage manque' }];

  it.each<readonly [string, readonly TrackEvent[]]>([
    ['a validation', [judged('validated')]],
    ['reserves, lifted or not', [judged('with-reserves', { reserves })]],
    ['reserves that are lifted', [judged('with-reserves', { reserves }), lifted('r1')]],
    ['a refusal: what follows is for the Métropole', [judged('refused', { reason: 'illisible' })]],
    ['a withdrawal', [withdrawn()]],
  ])('%s', (_, events) => {
    const track = waits(...events);
    expect(validationsLeave(track, noon, paris('2027-01-31 12:00'))).toEqual([]);
    expect(nextAt(track, '2026-03-02 12:00')).toBeNull();
  });

  it('no time does: silence is still asked about on 31/12/2026, the last of its 210 working days and of the convention', () => {
    const lines = validationsLeave(waits(), noon, paris('2027-12-31 12:00'));
    expect(lines).toHaveLength(42);
    expect(lines.at(-1)).toBe('2026-12-31 09:00 LIV-01 v1 J+210 choisy-le-roi → amina, coordinatrice');
  });

  it('an answer to a former version does not', () => {
    const track = waits(replaced(), judged('validated'));
    expect(nextAt(track, '2026-03-02 12:00')).toBe('2026-03-16 09:00');
  });
});

describe('a newer version (art. 3)', () => {
  it('begins its own time, and nothing more is said of the former one', () => {
    const track = waits();
    expect(lookAt(track, '2026-03-09 09:00')).toEqual(['LIV-01 v1 J+5 choisy-le-roi → amina']);
    fold(track, replaced(), '2026-03-09T10:00:00Z');
    expect(validationsLeave(track, paris('2026-03-09 11:00'), paris('2026-03-24 12:00'))).toEqual([
      '2026-03-16 09:00 LIV-01 v2 J+5 choisy-le-roi → amina',
      '2026-03-23 09:00 LIV-01 v2 J+10 choisy-le-roi → amina',
    ]);
  });

  it('reopens what was validated', () => {
    const track = waits(judged('validated'));
    fold(track, replaced(), '2026-03-09T10:00:00Z');
    expect(nextAt(track, '2026-03-09 11:00')).toBe('2026-03-16 09:00');
  });
});

describe('a day that lay before the record (art. 3)', () => {
  it('is not announced: whoever is to validate has just been told', () => {
    const track = trackOf(choisyTrack(), designated('amina'));
    fold(track, handedOver(), '2026-03-10T09:00:00Z');
    expect(validationsLeave(track, paris('2026-03-10 10:00'), paris('2026-03-20 12:00'))).toEqual([
      '2026-03-16 09:00 LIV-01 v1 J+10 choisy-le-roi → amina',
    ]);
  });

  it.each([
    ['at 9 h, the instant of the stage', '2026-03-09T08:00:00Z', []],
    ['a minute before', '2026-03-09T07:59:00Z', ['LIV-01 v1 J+5 choisy-le-roi → amina']],
  ])('recorded %s', (_, at, expected) => {
    const track = trackOf(choisyTrack(), designated('amina'));
    fold(track, handedOver(), at);
    expect(lookAt(track, '2026-03-09 09:00')).toEqual(expected);
    expect(nextAt(track, '2026-03-09 09:00')).toBe('2026-03-16 09:00');
  });
});

describe('after a time of silence of the bot', () => {
  it('only the newest stage is owed', () => {
    expect(lookAt(waits(), '2026-03-31 10:00')).toEqual([
      'LIV-01 v1 J+20 choisy-le-roi → amina, coordinatrice',
    ]);
  });

  it('the clock set back sends nothing twice', () => {
    const track = waits();
    expect(lookAt(track, '2026-03-16 10:00')).toHaveLength(1);
    expect(lookAt(track, '2026-03-09 10:00')).toEqual([]);
    expect(lookAt(track, '2026-03-16 10:00')).toEqual([]);
    expect(nextAt(track, '2026-03-16 10:00')).toBe('2026-03-23 09:00');
  });

  it('a programme that gives less time than it did says no stage again', () => {
    const track = waits();
    expect(lookAt(track, '2026-03-23 09:00')).toHaveLength(1);
    const facts = choisyTrack({ deliverableWorkingDays: 6 });
    fold(track, { type: 'programme-loaded', data: { facts, contractorId: null, communicationId: null } });
    expect(validationsLeave(track, paris('2026-03-23 10:00'), paris('2026-03-26 12:00'))).toEqual([
      '2026-03-24 09:00 LIV-01 v1 J+16 choisy-le-roi → amina, coordinatrice',
    ]);
  });
});

describe('reminders leave from 9 h to 19 h on working days', () => {
  it.each([
    ['a weekday, 8:59', '2026-03-17 08:59', '2026-03-17 09:00'],
    ['a weekday, 19:00', '2026-03-16 19:00', '2026-03-17 09:00'],
    ['a Saturday', '2026-03-21 12:00', '2026-03-23 09:00'],
    ['Easter Monday', '2026-04-06 10:00', '2026-04-07 09:00'],
  ])('%s: what is owed waits for the next opening', (_, at, opening) => {
    const track = waits();
    expect(lookAt(track, at)).toEqual([]);
    expect(nextAt(track, at)).toBe(opening);
    expect(nextAt(track, opening)).toBe(opening);
    expect(lookAt(track, opening)).toHaveLength(1);
  });

  it('what is owed is asked again at once, whatever comes later', () => {
    expect(nextAt(waits(), '2026-03-17 15:30')).toBe('2026-03-17 15:30');
  });
});

describe('when to look again', () => {
  it('is at the first stage of all that wait, whatever the order in which they came', () => {
    const later = handedOver({ deliverable: 'LIV-02', handedOverOn: '2026-03-03' });
    const sooner = handedOver({ deliverable: 'LIV-03', handedOverOn: '2026-02-27' });
    expect(nextAt(waits(later), '2026-03-02 12:00')).toBe('2026-03-09 09:00');
    expect(nextAt(waits(later, sooner), '2026-03-02 12:00')).toBe('2026-03-06 09:00');
  });

  it('is never, and nothing is owed, before the programme is loaded or without a deliverable', () => {
    const unknown = emptyTrack('ia');
    fold(unknown, handedOver());
    for (const track of [unknown, trackOf(choisyTrack())]) {
      expect(validationsDue(track, paris('2026-03-31 10:00'), reminderFacts)).toEqual([]);
      expect(nextAt(track, '2026-03-31 10:00')).toBeNull();
    }
  });
});
