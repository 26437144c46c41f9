import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { checkDesignation, holderOn, recipientsOn, roleOf } from '../../src/domain/track/referents.ts';
import { beneficiaryOf, choisyTrack, designated, trackOf } from '../support/track.ts';

const deputy = { role: 'deputy' } as const;

function choisy(...events: readonly TrackEvent[]) {
  return beneficiaryOf(trackOf(choisyTrack(), ...events));
}

describe('who is the référent on a day (art. 4)', () => {
  it('nobody, as long as the délibération names only a department', () => {
    expect(holderOn(choisy(), 'referent', '2026-06-01')).toBeNull();
    expect(recipientsOn(choisy(), '2026-06-01')).toEqual([]);
  });

  const history = choisy(
    designated('amina', '2025-12-01'),
    designated('bruno', '2026-04-01'),
    designated('david', '2026-01-10', deputy),
  );

  it.each([
    ['2025-11-30', null],
    ['2025-12-01', 'amina'],
    ['2026-03-31', 'amina'],
    ['2026-04-01', 'bruno'],
    ['2027-01-01', 'bruno'],
  ])('on %s: %s', (day, expected) => {
    expect(holderOn(history, 'referent', day)?.personId ?? null).toBe(expected);
  });

  it('the designation that takes effect last wins, whatever the order of declaration', () => {
    const declaredLate = choisy(designated('bruno', '2026-04-01'), designated('amina', '2025-12-01'));
    expect(holderOn(declaredLate, 'referent', '2026-03-31')?.personId).toBe('amina');
    expect(holderOn(declaredLate, 'referent', '2026-04-01')?.personId).toBe('bruno');
  });

  it('of two for the same day, the one declared last wins', () => {
    const corrected = choisy(designated('amina', '2026-04-01'), designated('bruno', '2026-04-01'));
    expect(holderOn(corrected, 'referent', '2026-04-01')?.personId).toBe('bruno');
  });

  it('reminders go to the référent, then to the deputy, and once to somebody who is both', () => {
    expect(recipientsOn(history, '2026-04-01')).toEqual(['bruno', 'david']);
    const alone = choisy(designated('amina', '2025-12-01'), designated('amina', '2025-12-01', deputy));
    expect(recipientsOn(alone, '2026-01-01')).toEqual(['amina']);
  });

  it('each speaks in the role held that day', () => {
    expect(roleOf(history, 'amina', '2026-03-31')).toBe('referent');
    expect(roleOf(history, 'amina', '2026-04-01')).toBeNull();
    expect(roleOf(history, 'bruno', '2026-04-01')).toBe('referent');
    expect(roleOf(history, 'david', '2026-04-01')).toBe('deputy');
  });
});

describe('who may take the role (art. 4)', () => {
  const today = '2026-04-15';
  const wanted = {
    role: 'referent',
    personId: 'bruno',
    personName: 'Bruno Lefèvre',
    fromOn: '2026-04-01',
  } as const;

  it('anybody where there was nobody, on a past day too', () => {
    expect(checkDesignation(choisy(), wanted, today)).toBeNull();
    expect(checkDesignation(choisy(), { ...wanted, fromOn: '2025-11-20' }, today)).toBeNull();
  });

  it("a successor, from the predecessor's own first day on", () => {
    expect(checkDesignation(choisy(designated('amina', '2026-04-01')), wanted, today)).toBeNull();
  });

  it('refused: who holds the role already', () => {
    expect(checkDesignation(choisy(designated('bruno', '2026-01-01')), wanted, today)).toMatchObject({
      reason: { code: 'same-referent', name: 'Bruno Lefèvre' },
      field: 'courriel',
    });
  });

  it('a change that is planned locks nothing: somebody may take the role before it, or its successor sooner', () => {
    const planned = choisy(designated('amina', '2026-01-01'), designated('bruno', '2026-09-01'));
    expect(checkDesignation(planned, wanted, today)).toBeNull();
    expect(checkDesignation(planned, { ...wanted, personId: 'claire' }, today)).toBeNull();
    const later = { ...wanted, fromOn: '2026-10-01' };
    expect(checkDesignation(planned, later, today)).toMatchObject({ reason: { code: 'same-referent' } });
  });

  it('refused: a day before the present référent took the role', () => {
    const since = choisy(designated('claire', '2025-12-01'), designated('amina', '2026-04-02'));
    expect(checkDesignation(since, wanted, today)).toMatchObject({
      reason: { code: 'before-present-referent', day: '2026-04-01', since: '2026-04-02' },
      field: 'a-compter-du',
    });
  });

  it('the history of one role says nothing of the other', () => {
    const both = choisy(designated('amina', '2026-01-01'), designated('bruno', '2026-05-01', deputy));
    expect(checkDesignation(both, wanted, today)).toBeNull();
  });

  it('the latest designation counts even when it was declared before an older one', () => {
    const late = choisy(designated('bruno', '2026-03-01'), designated('amina', '2026-01-01'));
    expect(checkDesignation(late, wanted, today)).toMatchObject({ reason: { code: 'same-referent' } });
  });

  it('refused: a deputy where nobody is référent that day', () => {
    const david = { role: 'deputy', personId: 'david', personName: 'David', fromOn: '2026-03-31' } as const;
    const planned = choisy(designated('amina', '2026-04-01'));
    expect(checkDesignation(planned, david, today)).toMatchObject({
      reason: { code: 'no-referent-to-assist', name: 'Choisy-le-Roi' },
      field: null,
    });
    expect(checkDesignation(planned, { ...david, fromOn: '2026-04-01' }, today)).toBeNull();
  });
});
