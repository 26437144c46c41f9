import { describe, expect, it } from '@jest/globals';
import { nextValidationsDueAt, validationsDue } from '../../src/domain/deliverable/owed.ts';
import { stageAt, stagesWithin } from '../../src/domain/deliverable/stages.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { avenant } from '../support/convention-track.ts';
import {
  handedOver,
  judged,
  lookAtValidations,
  validationsLeave,
  validationText,
} from '../support/deliverable-track.ts';
import {
  choisyTrack,
  communes,
  designated,
  fold,
  holidays,
  paris,
  parisText,
  reminderFacts,
  trackOf,
} from '../support/track.ts';

const amina = designated('amina');
const noon = paris('2026-03-02 12:00');

/** Choisy-le-Roi, whose référente is Amina, and what is recorded at 2026-03-02 11:00 Paris unless told otherwise. */
function choisy(...events: readonly TrackEvent[]): TrackState {
  const track = trackOf(choisyTrack(), amina);
  for (const event of events) fold(track, event, '2026-03-02T10:00:00Z');
  return track;
}

function lookAt(track: TrackState, at: string): readonly string[] {
  return lookAtValidations(track, paris(at)).flatMap(validationText);
}

function nextAt(track: TrackState, at: string): string | null {
  const next = nextValidationsDueAt(track, paris(at), reminderFacts);
  return next === null ? null : parisText(next);
}

describe('when a deliverable that waits is reminded of (art. 3: the texts give no delay, 15 working days pace it)', () => {
  it('after 5, 10 and 15 working days, then weekly; from the end of that time on the coordinators are told too', () => {
    expect(validationsLeave(choisy(handedOver()), noon, paris('2026-04-15 12:00'))).toEqual([
      '2026-03-09 09:00 LIV-01 v1 J+5 choisy-le-roi → amina',
      '2026-03-16 09:00 LIV-01 v1 J+10 choisy-le-roi → amina',
      '2026-03-23 09:00 LIV-01 v1 J+15 choisy-le-roi → amina, coordinatrice',
      '2026-03-30 09:00 LIV-01 v1 J+20 choisy-le-roi → amina, coordinatrice',
      '2026-04-07 09:00 LIV-01 v1 J+25 choisy-le-roi → amina, coordinatrice',
      '2026-04-14 09:00 LIV-01 v1 J+30 choisy-le-roi → amina, coordinatrice',
    ]);
  });

  it('handed over on a Saturday of May: three holidays are not counted', () => {
    const track = choisy(handedOver({ handedOverOn: '2026-05-02' }));
    const lines = validationsLeave(track, paris('2026-05-04 08:00'), paris('2026-05-28 12:00'));
    expect(lines.map((line) => line.slice(0, 30))).toEqual([
      '2026-05-11 09:00 LIV-01 v1 J+5',
      '2026-05-19 09:00 LIV-01 v1 J+1',
      '2026-05-27 09:00 LIV-01 v1 J+1',
    ]);
  });

  it.each([
    [15, [5, 10, 15]],
    [10, [4, 7, 10]],
    [2, [1, 2, 2]],
    [1, [1, 1, 1]],
  ])('within %d working days: a third, two thirds, the end', (workingDays, expected) => {
    expect(stagesWithin(workingDays)).toEqual(expected);
  });

  it('a programme with one working day reminds once on it', () => {
    const track = trackOf(choisyTrack({ deliverableWorkingDays: 1 }), amina, handedOver());
    expect(validationsLeave(track, noon, paris('2026-03-12 12:00'))).toEqual([
      '2026-03-03 09:00 LIV-01 v1 J+1 choisy-le-roi → amina, coordinatrice',
      '2026-03-10 09:00 LIV-01 v1 J+6 choisy-le-roi → amina, coordinatrice',
    ]);
  });

  it('the weekly ones end with the convention (art. 2); those within the time to validate do not', () => {
    const paced = { handedOverOn: '2026-11-30', workingDays: 15, termOn: '2026-12-31' };
    const last = stageAt(paced, paris('2027-02-01 09:00'), holidays);
    expect(last.next).toBeNull();
    expect(last.newest?.workingDays).toBe(20);
    expect(last.newest === null ? null : parisText(last.newest.at)).toBe('2026-12-29 09:00');
    const late = stageAt({ ...paced, handedOverOn: '2026-12-28' }, paris('2027-02-01 09:00'), holidays);
    expect(late.newest?.workingDays).toBe(15);
  });

  it('a weekly one on the last day of the convention is sent, as that day is included (art. 2)', () => {
    const paced = { handedOverOn: '2026-11-30', workingDays: 15, termOn: '2026-12-29' };
    expect(stageAt(paced, paris('2027-02-01 09:00'), holidays).newest?.workingDays).toBe(20);
    const eve = { ...paced, termOn: '2026-12-28' };
    expect(stageAt(eve, paris('2027-02-01 09:00'), holidays).newest?.workingDays).toBe(15);
  });

  it('a stage has come at 9 h, not a minute before', () => {
    const paced = { handedOverOn: '2026-03-02', workingDays: 15, termOn: '2026-12-31' };
    expect(stageAt(paced, paris('2026-03-09 08:59'), holidays)).toMatchObject({
      newest: null,
      next: { workingDays: 5 },
    });
    expect(stageAt(paced, paris('2026-03-09 09:00'), holidays)).toMatchObject({
      newest: { workingDays: 5 },
      next: { workingDays: 10 },
    });
  });

  it('an avenant that moves the term lets the weekly ones go on until then (art. 11)', () => {
    const track = choisy(handedOver({ handedOverOn: '2026-11-30' }));
    fold(track, avenant({ termOn: '2027-01-15' }), '2026-12-10T09:00:00Z');
    const lines = validationsLeave(track, paris('2026-12-28 12:00'), paris('2027-06-30 12:00'));
    expect(lines.map((line) => line.slice(0, 31))).toEqual([
      '2026-12-28 12:00 LIV-01 v1 J+15',
      '2026-12-29 09:00 LIV-01 v1 J+20',
      '2027-01-06 09:00 LIV-01 v1 J+25',
      '2027-01-13 09:00 LIV-01 v1 J+30',
    ]);
    expect(nextAt(track, '2027-06-30 12:00')).toBeNull();
  });
});

describe('who is reminded (art. 3 and 4)', () => {
  it('the référent and the deputy of the day; those to come are not', () => {
    const track = choisy(
      handedOver(),
      designated('david', '2026-03-01', { role: 'deputy' }),
      designated('bruno', '2026-03-12'),
    );
    expect(validationsLeave(track, noon, paris('2026-03-17 12:00'))).toEqual([
      '2026-03-09 09:00 LIV-01 v1 J+5 choisy-le-roi → amina, david',
      '2026-03-16 09:00 LIV-01 v1 J+10 choisy-le-roi → bruno, david',
    ]);
  });

  it('the coordinators from the first stage where nobody is designated, once where they are the référent too', () => {
    const nobody = trackOf(choisyTrack(), handedOver());
    expect(lookAt(nobody, '2026-03-09 09:00')).toEqual(['LIV-01 v1 J+5 choisy-le-roi → coordinatrice']);
    const own = trackOf(choisyTrack(), designated('coordinatrice'), handedOver());
    expect(lookAt(own, '2026-03-23 09:00')).toEqual(['LIV-01 v1 J+15 choisy-le-roi → coordinatrice']);
  });

  it('nobody at all: the stage is recorded as said, and does not come again', () => {
    const track = trackOf(choisyTrack(), handedOver());
    const alone = { holidays, coordinators: [] };
    expect(validationsLeave(track, noon, paris('2026-03-10 12:00'), alone)).toEqual([
      '2026-03-09 09:00 LIV-01 v1 J+5 choisy-le-roi → ',
    ]);
  });

  it('each beneficiary for itself: one event for each version and stage, without those that have answered', () => {
    const [one, two, three] = communes(3);
    if (one === undefined || two === undefined || three === undefined)
      throw new TypeError('three were asked for');
    const track = trackOf(
      choisyTrack({ beneficiaries: [one, two, three] }),
      designated('amina', '2026-01-01', { commune: one.id }),
      handedOver(),
      handedOver({ deliverable: 'LIV-02', communes: [two.id] }),
      judged('refused', { commune: two.id }),
    );
    expect(validationsDue(track, paris('2026-03-09 09:00'), reminderFacts)).toEqual([
      {
        deliverable: 'LIV-01',
        version: 1,
        stage: 5,
        items: [
          { commune: one.id, to: ['amina'] },
          { commune: three.id, to: ['coordinatrice'] },
        ],
      },
      { deliverable: 'LIV-02', version: 1, stage: 5, items: [{ commune: two.id, to: ['coordinatrice'] }] },
    ]);
  });

  it('those whose terms differ by an avenant reach the same stage together (art. 11)', () => {
    const [one, two] = communes(2);
    if (one === undefined || two === undefined) throw new TypeError('two were asked for');
    const track = trackOf(
      choisyTrack({ beneficiaries: [one, two] }),
      handedOver({ handedOverOn: '2026-12-21' }),
      avenant({ commune: two.id, termOn: '2027-03-31' }),
    );
    const late = validationsLeave(track, paris('2027-01-13 12:00'), paris('2027-01-22 12:00'));
    expect(late).toEqual([
      '2027-01-13 12:00 LIV-01 v1 J+15 commune-1 → coordinatrice',
      '2027-01-13 12:00 LIV-01 v1 J+15 commune-2 → coordinatrice',
      '2027-01-20 09:00 LIV-01 v1 J+20 commune-2 → coordinatrice',
    ]);
  });
});
