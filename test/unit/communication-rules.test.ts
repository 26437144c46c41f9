import { describe, expect, it } from '@jest/globals';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { cancelled, scheduled } from '../support/committee-track.ts';
import { nextRules, recalled, rulesAt } from '../support/rules.ts';
import { choisyTrack, communes, designated, fold, paris, phaseEnd, trackOf } from '../support/track.ts';

const amina = designated('amina');
const auditDone = phaseEnd('audit', 'done', '2026-02-28');
const facts = choisyTrack();

/** Every look that the clock would take from a day on, until nothing is to come. */
function allFrom(track: TrackState, from: string): readonly string[] {
  const told: string[] = [];
  for (let at: string | null = from; at !== null; at = nextRules(track, at)) {
    for (const line of recalled(track, at)) told.push(`${at} ${line}`);
  }
  return told;
}

describe('the rules of communication are recalled where people are about to publish (règlement, art. 9)', () => {
  it('ten days before the start, the end of the set-up and the assessment, at 9 h on a working day', () => {
    expect(allFrom(trackOf(facts, amina, auditDone), '2025-11-20 10:00')).toEqual([
      '2025-11-21 09:00 choisy-le-roi start → amina',
      '2026-05-21 09:00 choisy-le-roi setup-end → amina',
      '2026-11-23 09:00 choisy-le-roi assessment → amina',
    ]);
  });

  it('to the référent and the deputy, and to nobody where nobody is designated', () => {
    const deputy = designated('hugo', '2025-11-20', { role: 'deputy' });
    expect(rulesAt(trackOf(facts, amina, deputy), '2025-11-21 09:00')).toEqual([
      'choisy-le-roi start → amina, hugo',
    ]);
    expect(rulesAt(trackOf(facts), '2025-11-21 09:00')).toEqual([]);
    expect(nextRules(trackOf(facts), '2025-11-21 09:00')).toBeNull();
    expect(rulesAt(emptyTrack('unknown'), '2025-11-21 09:00')).toEqual([]);
    expect(nextRules(emptyTrack('unknown'), '2025-11-21 09:00')).toBeNull();
  });

  it('within the hours of reminders only: what the night holds leaves at 9 h', () => {
    const track = trackOf(facts, amina);
    expect(rulesAt(track, '2025-11-21 20:00')).toEqual([]);
    expect(nextRules(track, '2025-11-21 20:00')).toBe('2025-11-24 09:00');
    expect(nextRules(track, '2025-11-21 10:00')).toBe('2025-11-21 10:00');
  });

  it('until the day before, not on the day itself, which has its own reminder', () => {
    expect(rulesAt(trackOf(facts, amina), '2025-11-27 18:00')).toEqual(['choisy-le-roi start → amina']);
    expect(rulesAt(trackOf(facts, amina), '2025-12-01 09:00')).toEqual([]);
    expect(rulesAt(trackOf(facts, amina), '2025-12-02 09:00')).toEqual([]);
  });

  it('not on a day on which the calendar reminds of something: the next working morning', () => {
    // A week before the start; and the use phase, late, is chased on Fridays.
    const track = trackOf(facts, amina);
    expect(rulesAt(track, '2025-11-24 09:00')).toEqual([]);
    expect(nextRules(track, '2025-11-24 09:00')).toBe('2025-11-25 09:00');
    expect(rulesAt(track, '2025-11-25 09:00')).toEqual(['choisy-le-roi start → amina']);
  });

  it('nor to somebody whom it reminds of another commune', () => {
    const [one, two] = communes(2);
    if (one === undefined || two === undefined) throw new TypeError('two communes are wanted');
    const both = trackOf(
      { ...facts, beneficiaries: [one, two] },
      designated('amina', '2025-11-20', { commune: one.id }),
      designated('amina', '2025-11-20', { commune: two.id }),
      phaseEnd('audit', 'done', '2026-02-28', one.id),
    );
    // Ten days before the end of the first's set-up, a week before that of the second's audit.
    expect(rulesAt(both, '2026-05-21 09:00')).toEqual(['commune-1 setup-end → amina']);
    fold(both, phaseEnd('audit', 'delay', '2026-05-28', two.id));
    expect(rulesAt(both, '2026-05-21 09:00')).toEqual([]);
    expect(nextRules(both, '2026-05-21 09:00')).toBe('2026-05-22 09:00');
  });

  it('none before an assessment that a programme does not have', () => {
    const phases = facts.phases.filter(({ kind }) => kind !== 'assessment');
    expect(allFrom(trackOf({ ...facts, phases }, amina, auditDone), '2026-05-02 10:00')).toEqual([
      '2026-05-21 09:00 choisy-le-roi setup-end → amina',
    ]);
  });

  it('follows a phase that ends later', () => {
    const late = phaseEnd('setup', 'delay', '2026-07-15');
    const track = trackOf(facts, amina, auditDone, late);
    expect(allFrom(track, '2025-12-02 09:00')[0]).toBe('2026-07-03 09:00 choisy-le-roi setup-end → amina');
  });

  it('once for each moment, also for whoever takes the role over meanwhile', () => {
    const track = trackOf(facts, amina);
    expect(recalled(track, '2025-11-21 09:00')).toHaveLength(1);
    expect(recalled(track, '2025-11-25 09:00')).toEqual([]);
    fold(track, designated('lea', '2025-11-26'));
    expect(recalled(track, '2025-11-26 09:00')).toEqual(['choisy-le-roi start → lea']);
  });
});

describe('once a month and person at most', () => {
  it('whoever was told in a conversation waits a month, as long as the date is not past', () => {
    const track = trackOf(facts, amina);
    const known = { told: { amina: '2025-10-25 11:00' } };
    expect(rulesAt(track, '2025-11-24 09:00', known)).toEqual([]);
    expect(nextRules(track, '2025-11-24 09:00', known)).toBe('2025-11-25 09:00');
    expect(rulesAt(track, '2025-11-25 09:00', known)).toEqual(['choisy-le-roi start → amina']);
    const lately = { told: { amina: '2025-11-10 11:00' } };
    expect(rulesAt(track, '2025-12-01 09:00', lately)).toEqual([]);
  });

  it('a month that ends on a weekend is over on the Monday', () => {
    const known = { told: { amina: '2025-10-22 11:00' } };
    expect(nextRules(trackOf(facts, amina), '2025-11-21 09:00', known)).toBe('2025-11-24 09:00');
  });

  it('somebody who speaks for two communes is told for one of them', () => {
    const [one, two] = communes(2);
    if (one === undefined || two === undefined) throw new TypeError('two communes are wanted');
    const both = { ...facts, beneficiaries: [one, two] };
    const track = trackOf(
      both,
      designated('amina', '2025-11-20', { commune: one.id }),
      designated('amina', '2025-11-20', { commune: two.id }),
    );
    expect(allFrom(track, '2025-11-21 09:00').filter((line) => line.includes(' start '))).toEqual([
      '2025-11-21 09:00 commune-1 start → amina',
    ]);
  });

  it('never to somebody who wants no reminder', () => {
    const known = { silenced: ['amina'] };
    expect(rulesAt(trackOf(facts, amina), '2025-11-21 09:00', known)).toEqual([]);
    expect(nextRules(trackOf(facts, amina), '2025-11-21 09:00', known)).toBeNull();
  });
});

describe('after a comité opérationnel that decides a publication (art. 6)', () => {
  const minutes = (decisions: readonly string[], tasks: readonly string[] = []) => ({
    type: 'minutes-recorded' as const,
    data: {
      meeting: 'CO-01',
      present: ['amina'],
      decisions,
      validation: null,
      actions: tasks.map((text) => ({ actionId: text, text, ownerId: 'amina', dueOn: '2026-04-30' })),
      byId: 'coordinatrice',
    },
  });
  const afterMinutes = (event: ReturnType<typeof minutes>, kind: 'comop' | 'copil' = 'comop'): TrackState => {
    const track = trackOf(facts, amina, auditDone, scheduled({ meeting: 'CO-01', kind, on: '2026-03-10' }));
    fold(track, event, paris('2026-03-13 15:00').toString());
    return track;
  };

  it('the next working morning, so as not to come on top of the minutes, and once', () => {
    const track = afterMinutes(minutes(['Publier un communiqué de presse commun en avril.']));
    expect(rulesAt(track, '2026-03-13 16:00')).toEqual([]);
    expect(nextRules(track, '2026-03-13 16:00')).toBe('2026-03-16 09:00');
    expect(recalled(track, '2026-03-16 09:00')).toEqual(['choisy-le-roi minutes:CO-01 → amina']);
    expect(recalled(track, '2026-03-17 09:00')).toEqual([]);
  });

  it('an action does as well as a decision, and a fortnight later neither', () => {
    const track = afterMinutes(minutes([], ["Préparer l'affiche"]));
    expect(rulesAt(track, '2026-03-26 09:00')).toEqual(['choisy-le-roi minutes:CO-01 → amina']);
    expect(rulesAt(track, '2026-03-27 09:00')).toEqual([]);
  });

  it('not for minutes that decide nothing of the kind, nor for those of a comité de pilotage', () => {
    expect(rulesAt(afterMinutes(minutes(['Former les agents en mai.'])), '2026-03-16 09:00')).toEqual([]);
    expect(
      rulesAt(afterMinutes(minutes(['Publier un communiqué de presse.']), 'copil'), '2026-03-16 09:00'),
    ).toEqual([]);
  });

  it('not for a meeting without minutes, nor for one that was cancelled', () => {
    const track = trackOf(facts, amina, auditDone, scheduled({ meeting: 'CO-01', on: '2026-03-10' }));
    expect(rulesAt(track, '2026-03-16 09:00')).toEqual([]);
    const off = afterMinutes(minutes(['Publier un communiqué de presse commun.']));
    fold(off, cancelled(off));
    expect(rulesAt(off, '2026-03-16 09:00')).toEqual([]);
  });
});
