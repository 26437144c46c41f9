import { describe, expect, it } from '@jest/globals';
import { due, nextDueAt } from '../../src/domain/reminder/due.ts';
import { milestonesOf } from '../../src/domain/reminder/milestones.ts';
import { announcedAt, stageAfter, stageName } from '../../src/domain/reminder/stages.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { beneficiaryPlan } from '../../src/domain/track/plan.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { leaves, look, told } from '../support/reminders.ts';
import {
  beneficiaryOf,
  choisyTrack,
  communes,
  designated,
  fold,
  holidays,
  paris,
  parisText,
  phaseEnd,
  reminderFacts,
  said,
  snoozed,
  trackOf,
} from '../support/track.ts';

const amina = designated('amina');
const auditDone = phaseEnd('audit', 'done', '2026-02-28');

function choisy(...events: readonly TrackEvent[]): TrackState {
  return trackOf(choisyTrack(), ...events);
}

/** Choisy-le-Roi in spring 2026: its audit is done, its set-up is to end on Sunday 31/05. */
function spring(...events: readonly TrackEvent[]): TrackState {
  return choisy(amina, auditDone, ...events);
}

function lookAt(track: TrackState, at: string): readonly string[] {
  return look(track, paris(at)).map(told);
}

function nextAt(track: TrackState, at: string): string | null {
  const next = nextDueAt(track, paris(at), reminderFacts);
  return next === null ? null : parisText(next);
}

describe('the milestones of the calendar (art. 5)', () => {
  const milestones = (track: TrackState) => {
    const beneficiary = beneficiaryOf(track);
    return milestonesOf(beneficiaryPlan(choisyTrack(), beneficiary), beneficiary).map(
      (m) => `${m.id} ${m.dueOn} ${m.done ? 'done' : 'open'}`,
    );
  };

  it('are the start and the end of each phase', () => {
    expect(milestones(spring())).toEqual([
      'start 2025-12-01 open',
      'audit-end 2026-02-28 done',
      'setup-end 2026-05-31 open',
      'use-end 2026-11-29 open',
      'assessment-end 2026-12-30 open',
    ]);
  });

  it('a delay moves a milestone and does not close it', () => {
    const moved = milestones(spring(phaseEnd('setup', 'delay', '2026-07-15')));
    expect(moved).toContain('setup-end 2026-07-15 open');
  });

  it('a phase of which nothing is left has none', () => {
    const track = spring(phaseEnd('setup', 'delay', '2026-12-10'));
    expect(milestones(track)).toEqual([
      'start 2025-12-01 open',
      'audit-end 2026-02-28 done',
      'setup-end 2026-12-10 open',
      'assessment-end 2026-12-30 open',
    ]);
    expect(leaves(track, paris('2026-12-10 12:00'), paris('2026-12-15 12:00'))).toEqual([
      '2026-12-10 12:00 setup-end J → amina',
      '2026-12-10 12:00 assessment-end J-30 → amina',
    ]);
  });

  it('no phase, no milestone', () => {
    const track = trackOf(choisyTrack({ phases: [] }), amina);
    expect(nextDueAt(track, paris('2025-11-20 10:00'), reminderFacts)).toBeNull();
    expect(due(track, paris('2025-12-01 10:00'), reminderFacts)).toEqual([]);
  });
});

describe('the stages of a reminder', () => {
  it.each([
    ['J-30, Friday 01/05, a holiday', -30, '2026-04-30 09:00'],
    ['J-14, Sunday 17/05', -14, '2026-05-15 09:00'],
    ['J-7, Sunday 24/05', -7, '2026-05-22 09:00'],
    ['J-1, Saturday 30/05', -1, '2026-05-29 09:00'],
    ['J, Sunday 31/05', 0, '2026-05-29 09:00'],
    ['J+14, Sunday 14/06', 14, '2026-06-12 09:00'],
  ])('%s, is announced on the working day before, at 9 h', (_, offset, expected) => {
    expect(parisText(announcedAt(Temporal.PlainDate.from('2026-05-31'), offset, holidays))).toBe(expected);
  });

  it.each([
    ['2026-03-27', '2026-03-27T08:00:00Z'],
    ['2026-03-30', '2026-03-30T07:00:00Z'],
    ['2026-10-23', '2026-10-23T07:00:00Z'],
    ['2026-10-26', '2026-10-26T08:00:00Z'],
  ])('9 h in Paris on %s, beside a change of hour, is %s', (day, expected) => {
    expect(announcedAt(Temporal.PlainDate.from(day), 0, holidays).toString()).toBe(expected);
  });

  it('follow one another: five before, then every week', () => {
    const [start, , setup] = milestonesOf(
      beneficiaryPlan(choisyTrack(), beneficiaryOf(spring())),
      beneficiaryOf(spring()),
    );
    const following = (stage: number | null, milestone = setup) =>
      milestone === undefined ? undefined : stageAfter(milestone, stage);
    expect([null, -30, -14, -7, -1, 0, 7, 14].map((stage) => following(stage))).toEqual([
      -30, -14, -7, -1, 0, 7, 14, 21,
    ]);
    expect(following(0, start)).toBeNull();
  });

  it.each([
    [-7, 'J-7'],
    [0, 'J'],
    [14, 'J+14'],
  ])('%d is named %s', (stage, name) => {
    expect(stageName(stage)).toBe(name);
  });
});

describe('what leaves, and when (art. 5)', () => {
  it('nothing before the programme is loaded', () => {
    const track = emptyTrack('ia');
    expect(due(track, paris('2026-05-29 10:00'), reminderFacts)).toEqual([]);
    expect(nextDueAt(track, paris('2026-05-29 10:00'), reminderFacts)).toBeNull();
  });

  it("Choisy-le-Roi's winter: the start is not chased, the end of the audit is, and MGP is told after two weeks", () => {
    expect(leaves(choisy(amina), paris('2025-11-20 10:00'), paris('2026-03-20 18:00'))).toEqual([
      '2025-11-20 10:00 start J-14 → amina',
      '2025-11-24 09:00 start J-7 → amina',
      '2025-11-28 09:00 start J-1 → amina',
      '2025-12-01 09:00 start J → amina',
      '2026-01-29 09:00 audit-end J-30 → amina',
      '2026-02-13 09:00 audit-end J-14 → amina',
      '2026-02-20 09:00 audit-end J-7 → amina',
      '2026-02-27 09:00 audit-end J → amina',
      '2026-03-06 09:00 audit-end J+7 → amina',
      '2026-03-13 09:00 audit-end J+14 → amina, coordinatrice',
      '2026-03-20 09:00 audit-end J+21 → amina, coordinatrice',
    ]);
  });

  it('the reminder of J-7 before Sunday 31/05/2026 leaves on Friday 22/05 at 9 h', () => {
    const track = spring(said('setup-end', '2026-05-31', -14));
    expect(nextAt(track, '2026-05-18 10:00')).toBe('2026-05-22 09:00');
    expect(lookAt(track, '2026-05-22 08:59')).toEqual([]);
    expect(lookAt(track, '2026-05-22 09:00')).toEqual(['setup-end J-7 → amina']);
    expect(lookAt(track, '2026-05-22 09:00')).toEqual([]);
  });

  it('J-1 and J, which fall together on Friday 29/05, make one reminder', () => {
    const track = spring(said('setup-end', '2026-05-31', -7));
    expect(leaves(track, paris('2026-05-22 10:00'), paris('2026-06-04 18:00'))).toEqual([
      '2026-05-29 09:00 setup-end J → amina',
    ]);
  });

  it('the référent and the deputy are both reminded', () => {
    const track = spring(
      designated('david', '2026-01-05', { role: 'deputy' }),
      said('setup-end', '2026-05-31', -14),
    );
    expect(lookAt(track, '2026-05-22 09:00')).toEqual(['setup-end J-7 → amina, david']);
  });

  it('with nobody to remind, the coordinators are told, once each', () => {
    expect(lookAt(choisy(), '2025-11-24 09:00')).toEqual(['start J-7 → coordinatrice']);
    const track = choisy(said('audit-end', '2026-02-28', 7));
    expect(lookAt(track, '2026-03-13 09:00')).toEqual(['audit-end J+14 → coordinatrice']);
  });

  it('a coordinator who is also the référent is told once', () => {
    const track = choisy(designated('coordinatrice'), said('audit-end', '2026-02-28', 7));
    expect(lookAt(track, '2026-03-13 09:00')).toEqual(['audit-end J+14 → coordinatrice']);
  });

  it('with nobody at all, the stage has still passed', () => {
    const track = choisy();
    const nobody = { holidays, coordinators: [] };
    expect(look(track, paris('2025-11-24 09:00'), nobody).map(told)).toEqual(['start J-7 → ']);
    expect(look(track, paris('2025-11-24 09:05'), nobody)).toEqual([]);
  });

  it('a change of référent moves what is to come to the new one, on the day it takes effect', () => {
    const track = spring(said('setup-end', '2026-05-31', -14), designated('bruno', '2026-05-25'));
    expect(leaves(track, paris('2026-05-18 10:00'), paris('2026-06-01 10:00'))).toEqual([
      '2026-05-22 09:00 setup-end J-7 → amina',
      '2026-05-29 09:00 setup-end J → bruno',
    ]);
  });

  it('each beneficiary is asked for itself', () => {
    const amina = designated('amina', '2025-11-20', { commune: 'commune-3' });
    const track = trackOf(choisyTrack({ beneficiaries: communes(3) }), amina);
    fold(track, phaseEnd('audit', 'done', '2026-01-15', 'commune-1'));
    const owed = due(track, paris('2026-02-20 09:00'), reminderFacts);
    expect(owed.map((one) => [one.commune, one.items.map(told)])).toEqual([
      ['commune-2', ['audit-end J-7 → coordinatrice']],
      ['commune-3', ['audit-end J-7 → amina']],
    ]);
  });
});

describe('what is done or moved', () => {
  it('owes nothing once done', () => {
    const track = spring(said('setup-end', '2026-05-31', 7), phaseEnd('setup', 'done', '2026-06-10'));
    expect(leaves(track, paris('2026-06-10 12:00'), paris('2026-09-30 12:00'))).toEqual([]);
  });

  it('owes anew once moved, from the first stage', () => {
    const track = spring(said('setup-end', '2026-05-31', 0), phaseEnd('setup', 'delay', '2026-07-15'));
    expect(leaves(track, paris('2026-06-01 10:00'), paris('2026-07-16 10:00'))).toEqual([
      '2026-06-15 09:00 setup-end J-30 → amina',
      '2026-07-01 09:00 setup-end J-14 → amina',
      '2026-07-08 09:00 setup-end J-7 → amina',
      '2026-07-13 09:00 setup-end J-1 → amina',
      '2026-07-15 09:00 setup-end J → amina',
    ]);
  });

  it('owes nothing again once moved back to a date of which everything was said', () => {
    const track = spring(
      said('setup-end', '2026-05-31', -7),
      phaseEnd('setup', 'delay', '2026-07-15'),
      phaseEnd('setup', 'delay', '2026-05-31'),
    );
    expect(nextAt(track, '2026-05-26 10:00')).toBe('2026-05-29 09:00');
  });
});

describe('quiet hours: 19:00–08:00, weekends, holidays', () => {
  it.each([
    ['a weekday, 8:59', '2026-05-26 08:59', '2026-05-26 09:00'],
    ['a weekday, 19:00', '2026-05-22 19:00', '2026-05-26 09:00'],
    ['a Saturday', '2026-05-23 12:00', '2026-05-26 09:00'],
    ['Whit Monday', '2026-05-25 10:00', '2026-05-26 09:00'],
  ])('%s: what is owed waits for the next opening', (_, at, opening) => {
    const track = spring(said('setup-end', '2026-05-31', -14));
    expect(lookAt(track, at)).toEqual([]);
    expect(nextAt(track, at)).toBe(opening);
    expect(nextAt(track, opening)).toBe(opening);
    expect(lookAt(track, opening)).toEqual(['setup-end J-7 → amina']);
  });
});

describe('after a time of silence', () => {
  it('only the newest stage of each milestone is owed', () => {
    const track = trackOf(choisyTrack(), amina);
    expect(lookAt(track, '2026-03-16 10:00')).toEqual(['audit-end J+14 → amina, coordinatrice']);
    expect(lookAt(track, '2026-12-28 10:00')).toEqual([
      'audit-end J+301 → amina, coordinatrice',
      'setup-end J+210 → amina, coordinatrice',
      'use-end J+28 → amina, coordinatrice',
      'assessment-end J-7 → amina',
    ]);
  });

  it('the start that has passed is not spoken of any more', () => {
    const track = choisy(amina, said('start', '2025-12-01', -7));
    expect(lookAt(track, '2025-12-02 08:00')).toEqual([]);
    expect(nextAt(track, '2025-12-02 08:00')).toBe('2026-01-29 09:00');
  });

  it('the evening of the start, there is nothing left to wait for', () => {
    const track = choisy(amina, said('start', '2025-12-01', -7));
    expect(nextAt(track, '2025-12-01 20:00')).toBe('2025-12-02 09:00');
    expect(leaves(track, paris('2025-12-01 20:00'), paris('2025-12-05 12:00'))).toEqual([]);
  });

  it('the clock set back an hour sends nothing twice', () => {
    const track = spring(said('setup-end', '2026-05-31', -14));
    expect(lookAt(track, '2026-05-22 09:30')).toHaveLength(1);
    expect(lookAt(track, '2026-05-22 08:30')).toEqual([]);
    expect(nextAt(track, '2026-05-22 08:30')).toBe('2026-05-29 09:00');
    expect(lookAt(track, '2026-05-22 09:30')).toEqual([]);
  });
});

describe('« Me le rappeler le … »', () => {
  it('holds what comes before that day back, then gives one reminder on it', () => {
    const track = spring(said('setup-end', '2026-05-31', -30), snoozed('setup-end', 'amina', '2026-05-26'));
    expect(leaves(track, paris('2026-05-12 10:00'), paris('2026-05-30 10:00'))).toEqual([
      '2026-05-15 09:00 setup-end J-14 → ',
      '2026-05-22 09:00 setup-end J-7 → ',
      '2026-05-26 09:00 setup-end rappel → amina',
      '2026-05-29 09:00 setup-end J → amina',
    ]);
  });

  it('makes one reminder where it meets a stage', () => {
    const track = spring(said('setup-end', '2026-05-31', -14), snoozed('setup-end', 'amina', '2026-05-22'));
    expect(leaves(track, paris('2026-05-18 10:00'), paris('2026-05-28 10:00'))).toEqual([
      '2026-05-22 09:00 setup-end J-7 → amina',
    ]);
  });

  it('is not said before 9 h of that day', () => {
    const track = spring(said('setup-end', '2026-05-31', -14), snoozed('setup-end', 'amina', '2026-05-20'));
    expect(lookAt(track, '2026-05-20 08:30')).toEqual([]);
  });

  it('waits for the next opening when the day is not a working one', () => {
    const track = spring(said('setup-end', '2026-05-31', -7), snoozed('setup-end', 'amina', '2026-05-25'));
    expect(leaves(track, paris('2026-05-22 10:00'), paris('2026-05-28 10:00'))).toEqual([
      '2026-05-26 09:00 setup-end rappel → amina',
    ]);
  });

  it('concerns one person and one milestone', () => {
    const track = spring(
      designated('david', '2026-01-05', { role: 'deputy' }),
      said('setup-end', '2026-05-31', -14),
      snoozed('setup-end', 'amina', '2026-05-28'),
      snoozed('use-end', 'david', '2026-05-28'),
    );
    expect(lookAt(track, '2026-05-22 09:00')).toEqual(['setup-end J-7 → david']);
  });

  it('does not keep the coordinators from being told of what is late', () => {
    const track = choisy(
      amina,
      said('audit-end', '2026-02-28', 7),
      snoozed('audit-end', 'amina', '2026-04-01'),
    );
    expect(lookAt(track, '2026-03-13 09:00')).toEqual(['audit-end J+14 → coordinatrice']);
  });

  it.each([
    ['is done', phaseEnd('setup', 'done', '2026-05-20')],
    ['has no day left', phaseEnd('audit', 'delay', '2027-06-01')],
  ])('is forgotten once the milestone %s', (_, event) => {
    const milestone = event.type === 'phase-end-set' && event.data.kind === 'done' ? 'setup-end' : 'use-end';
    const track = choisy(
      amina,
      said('setup-end', '2026-05-31', -14),
      snoozed(milestone, 'amina', '2026-05-22'),
      event,
    );
    const lines = leaves(track, paris('2026-05-20 12:00'), paris('2026-06-30 12:00'));
    expect(lines.filter((line) => line.includes(milestone))).toEqual([]);
  });

  it('is forgotten once the start has passed', () => {
    const track = choisy(amina, said('start', '2025-12-01', 0), snoozed('start', 'amina', '2025-12-03'));
    expect(leaves(track, paris('2025-12-01 12:00'), paris('2025-12-31 12:00'))).toEqual([]);
  });

  it('of somebody who no longer has a role is not said', () => {
    const track = spring(
      said('setup-end', '2026-05-31', -14),
      snoozed('setup-end', 'amina', '2026-05-27'),
      designated('bruno', '2026-05-25'),
    );
    expect(leaves(track, paris('2026-05-18 10:00'), paris('2026-05-28 10:00'))).toEqual([
      '2026-05-22 09:00 setup-end J-7 → ',
    ]);
  });

  it('of somebody who takes a role again is said from that day', () => {
    const track = spring(
      said('setup-end', '2026-05-31', -7),
      snoozed('setup-end', 'amina', '2026-05-27'),
      designated('bruno', '2026-05-25'),
      designated('amina', '2026-05-28', { role: 'deputy' }),
    );
    expect(leaves(track, paris('2026-05-26 10:00'), paris('2026-05-28 18:00'))).toEqual([
      '2026-05-28 09:00 setup-end rappel → amina',
    ]);
  });
});
