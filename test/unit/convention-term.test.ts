import { describe, expect, it } from '@jest/globals';
import { endFault } from '../../src/domain/calendar/faults.ts';
import { periodOf } from '../../src/domain/committee/track-plan.ts';
import { assessmentLimitOf, signedOn, termOf } from '../../src/domain/convention/term.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { beneficiaryPlan, planIfEnded } from '../../src/domain/track/plan.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { avenant, signed } from '../support/convention-track.ts';
import { leaves } from '../support/reminders.ts';
import {
  beneficiaryOf,
  choisyTrack,
  communes,
  designated,
  paris,
  phaseEnd,
  trackOf,
} from '../support/track.ts';

const facts = choisyTrack();
const day = (text: string) => Temporal.PlainDate.from(text);

const [one, two] = communes(2);
if (one === undefined || two === undefined) throw new TypeError('two communes were asked for');
const both = choisyTrack({ beneficiaries: [one, two] });

function daysOf(track: TrackState): readonly [term: string, limit: string] {
  const beneficiary = beneficiaryOf(track);
  return [termOf(facts, beneficiary), assessmentLimitOf(facts, beneficiary)];
}

describe('the convention takes effect with its last signature (art. 2)', () => {
  it.each<readonly [string, string | null, readonly TrackEvent[]]>([
    ['nobody has signed', null, []],
    ['the beneficiary alone has', null, [signed('2025-11-28', null)]],
    ['the Métropole alone has', null, [signed(null, '2025-11-28')]],
    ['the Métropole signs last', '2025-12-05', [signed('2025-11-28', '2025-12-05')]],
    ['the beneficiary signs last', '2025-12-05', [signed('2025-12-05', '2025-11-28')]],
    ['both on one day', '2025-12-05', [signed('2025-12-05', null), signed(null, '2025-12-05')]],
  ])('%s: %s', (_, expected, events) => {
    expect(signedOn(beneficiaryOf(trackOf(facts, ...events)))).toBe(expected);
  });
});

describe('only an avenant moves the term and the limit of the assessment (art. 11)', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['none', '2026-12-31', '2026-12-31', []],
    ['one that changes no date', '2026-12-31', '2026-12-31', [avenant()]],
    ['the term alone', '2027-03-31', '2026-12-31', [avenant({ termOn: '2027-03-31' })]],
    ['the limit alone', '2026-12-31', '2027-01-01', [avenant({ assessmentBefore: '2027-01-01' })]],
    [
      'one for each, then one that changes no date',
      '2027-03-31',
      '2027-03-01',
      [
        avenant({ termOn: '2027-03-31' }),
        avenant({ avenant: 2, assessmentBefore: '2027-03-01' }),
        avenant({ avenant: 3 }),
      ],
    ],
    [
      'the newest wins, sooner or later',
      '2026-11-30',
      '2027-04-01',
      [
        avenant({ termOn: '2027-03-31', assessmentBefore: '2027-03-01' }),
        avenant({ avenant: 2, termOn: '2026-11-30', assessmentBefore: '2027-04-01' }),
      ],
    ],
    [
      'a delay said in a chat is none',
      '2026-12-31',
      '2026-12-31',
      [phaseEnd('setup', 'delay', '2026-11-15')],
    ],
  ])('%s: term %s, assessment before %s', (_, term, limit, events) => {
    expect(daysOf(trackOf(facts, ...events))).toEqual([term, limit]);
  });

  it('holds for the beneficiary whose avenant it is, and for no other', () => {
    const track = trackOf(both, avenant({ commune: two.id, termOn: '2027-03-31' }));
    expect(termOf(both, beneficiaryOf(track, one.id))).toBe('2026-12-31');
    expect(termOf(both, beneficiaryOf(track, two.id))).toBe('2027-03-31');
  });
});

describe('what an avenant gives back to the use phase (art. 5 and 11)', () => {
  const slip = phaseEnd('setup', 'delay', '2026-07-15');
  const longer = avenant({ termOn: '2027-03-31', assessmentBefore: '2027-03-31' });
  const planned = (track: TrackState) => {
    const { phases, use, slackDays } = beneficiaryPlan(facts, beneficiaryOf(track));
    const dates = phases.slice(-2).map(({ fromOn, toOn }) => `${fromOn}–${toOn}`);
    return { dates, use, slackDays };
  };

  it('a set-up that slips by 45 days costs 47 days of use without it, none with it', () => {
    expect(planned(trackOf(facts, slip))).toEqual({
      dates: ['2026-07-16–2026-11-29', '2026-11-30–2026-12-30'],
      use: { plannedDays: 184, keptDays: 137, lostDays: 47 },
      slackDays: 0,
    });
    expect(planned(trackOf(facts, slip, longer))).toEqual({
      dates: ['2026-07-16–2027-01-15', '2027-01-16–2027-02-15'],
      use: { plannedDays: 184, keptDays: 184, lostDays: 0 },
      slackDays: 43,
    });
  });

  it('what a delay would change is told by the same limit', () => {
    const beneficiary = beneficiaryOf(trackOf(facts, longer));
    expect(planIfEnded(facts, beneficiary, 'setup', day('2026-07-15')).use.lostDays).toBe(0);
  });

  it('a plan that is known already is computed anew, both for who has the avenant and for who has not', () => {
    const track = trackOf(both, avenant({ commune: two.id, assessmentBefore: '2027-01-01' }));
    expect(beneficiaryPlan(both, beneficiaryOf(track, one.id)).use.lostDays).toBe(1);
    expect(beneficiaryPlan(both, beneficiaryOf(track, two.id)).use.lostDays).toBe(0);
  });

  it('a phase may end after the former term, up to the new one', () => {
    const fault = (track: TrackState, endsOn: string) => {
      const beneficiary = beneficiaryOf(track);
      const plan = beneficiaryPlan(facts, beneficiary);
      return endFault(plan, 'setup', day(endsOn), day(termOf(facts, beneficiary)));
    };
    expect(fault(trackOf(facts), '2027-01-15')).toBe('after-term');
    expect(fault(trackOf(facts, longer), '2027-01-15')).toBeNull();
    expect(fault(trackOf(facts, longer), '2027-03-31')).toBeNull();
    expect(fault(trackOf(facts, longer), '2027-04-01')).toBe('after-term');
  });
});

describe('what else an avenant moves (art. 11)', () => {
  it('the reminders of the calendar, of the beneficiary whose avenant it is (art. 5)', () => {
    const limit = { assessmentBefore: '2027-01-01' };
    const lines = (commune: string) =>
      leaves(
        trackOf(
          both,
          designated('amina', '2025-11-20', { commune: one.id }),
          designated('bruno', '2025-11-20', { commune: two.id }),
          avenant({ commune, ...limit }),
        ),
        paris('2026-12-29 12:00'),
        paris('2026-12-31 12:00'),
      ).filter((line) => line.includes('assessment-end'));
    expect(lines(one.id)).toEqual([
      '2026-12-29 12:00 assessment-end J-7 → amina',
      '2026-12-29 12:00 assessment-end J-1 → bruno',
      '2026-12-30 09:00 assessment-end J-1 → amina',
      '2026-12-30 09:00 assessment-end J → bruno',
      '2026-12-31 09:00 assessment-end J → amina',
    ]);
    expect(lines(two.id)).toEqual([
      '2026-12-29 12:00 assessment-end J-1 → amina',
      '2026-12-29 12:00 assessment-end J-7 → bruno',
      '2026-12-30 09:00 assessment-end J → amina',
      '2026-12-30 09:00 assessment-end J-1 → bruno',
      '2026-12-31 09:00 assessment-end J → bruno',
    ]);
  });

  it.each([one.id, two.id])(
    'the time of the committees, up to the last term of all: %s (art. 6)',
    (commune) => {
      const track = trackOf(both, avenant({ commune, termOn: '2027-03-31', assessmentBefore: '2027-03-31' }));
      expect(periodOf(track, 'meeting').toOn.toString()).toBe('2027-03-31');
      expect(periodOf(track, 'copil').toOn.toString()).toBe('2026-12-31');
    },
  );

  it('the time of the committees is the longest, not the newest: one convention that ends sooner ends none of the others', () => {
    const track = trackOf(both, avenant({ commune: two.id, termOn: '2026-11-30' }));
    expect(periodOf(track, 'workshop').toOn.toString()).toBe('2026-12-31');
    const without = trackOf(choisyTrack({ beneficiaries: [] }));
    expect(periodOf(without, 'workshop').toOn.toString()).toBe('2026-12-31');
  });

  it('the committees end with the last term, even where the assessment would be longer', () => {
    const track = trackOf(facts, avenant({ termOn: '2026-12-15' }));
    expect(periodOf(track, 'copil').toOn.toString()).toBe('2026-12-15');
  });
});
