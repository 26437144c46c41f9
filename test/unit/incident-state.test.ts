import { describe, expect, it } from '@jest/globals';
import { addressingOf, contractorSteps, isContractors } from '../../src/domain/incident/recipients.ts';
import { applyIncidentEvent } from '../../src/domain/incident/state.ts';
import { minutesToAcknowledge, summaryOf } from '../../src/domain/incident/summary.ts';
import { acknowledged, incidentOf, noted } from '../support/incidents.ts';
import { holidays, paris } from '../support/track.ts';

const at = (text: string) => paris(text).toString();
const first = at('2026-07-09 10:00');
const later = at('2026-07-09 11:30');

describe('a report and what follows (art. 3): nothing is changed, everything is added', () => {
  it('begins as it was written, with the place and the hash of its entry', () => {
    const incident = incidentOf(first);
    expect(incident).toMatchObject({
      number: 'INC-2026-0001',
      status: 'reported',
      acknowledged: null,
      entry: { version: 7, hash: 'f00d' },
      at: first,
      steps: [],
    });
  });

  it.each([
    ['acknowledged', acknowledged(), 'acknowledged'],
    ['noted', noted('incident-progressed'), 'ongoing'],
    ['answered', noted('incident-answered'), 'ongoing'],
    ['closed', noted('incident-closed'), 'closed'],
    [
      'given to somebody',
      { type: 'incident-assigned', data: { incident: 'INC-2026-0001', toId: 'nadia', byId: 'camille' } },
      'acknowledged',
    ],
  ] as const)('once %s by MGP it is acknowledged', (_what, event, status) => {
    const incident = incidentOf(first, {}, [event, later]);
    expect(incident.status).toBe(status);
    expect(incident.acknowledged?.at).toBe(later);
    expect(incident.steps).toHaveLength(1);
  });

  it('is not acknowledged by what the beneficiary or the contractor says', () => {
    const incident = incidentOf(
      first,
      {},
      [noted('incident-completed', 'beneficiary'), later],
      [noted('incident-answered', 'contractor'), later],
    );
    expect(incident.acknowledged).toBeNull();
    expect(incident.steps.map(({ kind, as }) => [kind, as])).toEqual([
      ['completed', 'beneficiary'],
      ['answered', 'contractor'],
    ]);
  });

  it('keeps who acknowledged it first, and says who sees to it', () => {
    const assigned = {
      type: 'incident-assigned',
      data: { incident: 'INC-2026-0001', toId: 'nadia', byId: 'nadia' },
    } as const;
    const incident = incidentOf(
      first,
      {},
      [acknowledged('camille'), later],
      [noted('incident-progressed'), later],
      [assigned, later],
    );
    expect(incident).toMatchObject({
      acknowledged: { byId: 'camille' },
      assigneeId: 'nadia',
      status: 'ongoing',
    });
  });

  it('is closed and opened again; an addition leaves it as it is', () => {
    const closed = incidentOf(first, {}, [noted('incident-closed'), later]);
    const completed = incidentOf(
      first,
      {},
      [noted('incident-closed'), later],
      [noted('incident-completed', 'beneficiary'), later],
      [noted('incident-progressed'), later],
    );
    expect([closed.status, completed.status]).toEqual(['closed', 'closed']);
    const again = incidentOf(
      first,
      {},
      [noted('incident-closed'), later],
      [noted('incident-reopened', 'beneficiary'), later],
      [acknowledged('nadia'), later],
    );
    expect([again.status, again.acknowledged?.byId]).toEqual(['acknowledged', 'mgp-somebody']);
  });

  it('given to somebody once reopened, it is acknowledged again', () => {
    const assigned = {
      type: 'incident-assigned',
      data: { incident: 'INC-2026-0001', toId: 'nadia', byId: 'camille' },
    } as const;
    const reopened = [noted('incident-closed'), noted('incident-reopened', 'beneficiary')] as const;
    const steps = reopened.map((event) => [event, later] as const);
    expect(incidentOf(first, {}, ...steps, [assigned, later]).status).toBe('acknowledged');
  });

  it('leaves alone what is said of a report that there is not', () => {
    const incidents = new Map();
    applyIncidentEvent(incidents, acknowledged(), later, { version: 1, hash: '' });
    expect(incidents.size).toBe(0);
  });
});

describe('who is told (art. 3)', () => {
  it.each([
    ['contractor', 'mgp'],
    ['malfunction', 'both'],
    ['degradation', 'both'],
    ['gap', 'either'],
    ['other', 'either'],
  ] as const)('a report of the nature %s is for %s', (nature, addressing) => {
    expect(addressingOf(nature)).toBe(addressing);
  });

  it('a difficulty with the contractor is never the contractor’s, whatever else is recorded', () => {
    const locked = incidentOf(first, { nature: 'contractor', toContractor: true }, [
      noted('incident-answered', 'mgp', { toContractor: true }),
      later,
    ]);
    expect(isContractors(locked)).toBe(false);
    expect(contractorSteps(locked)).toEqual([]);
  });

  it('of a report that is theirs the contractor reads what is not said to MGP and the beneficiary alone', () => {
    const shared = incidentOf(
      first,
      {},
      [noted('incident-answered', 'mgp', { text: 'Pour tous', toContractor: true }), later],
      [noted('incident-progressed', 'mgp', { text: 'Entre nous', toContractor: false }), later],
    );
    expect(contractorSteps(shared).map(({ text }) => text)).toEqual(['Pour tous']);
  });
});

describe('a period at a glance', () => {
  it('counts by nature and by state, with the median time to the first acknowledgement', () => {
    const taken = (after: string) => incidentOf(first, { nature: 'gap' }, [acknowledged(), at(after)]);
    const summary = summaryOf(
      [taken('2026-07-09 10:30'), taken('2026-07-09 13:00'), taken('2026-07-10 09:00'), incidentOf(first)],
      holidays,
    );
    expect(summary).toEqual({
      total: 4,
      byNature: { contractor: 0, gap: 3, degradation: 0, malfunction: 1, other: 0 },
      byStatus: { reported: 1, acknowledged: 3, ongoing: 0, closed: 0, reopened: 0 },
      medianMinutes: 180,
    });
  });

  it('the median of two is between them; of none there is none', () => {
    const taken = (after: string) => incidentOf(first, {}, [acknowledged(), at(after)]);
    expect(summaryOf([taken('2026-07-09 10:30'), taken('2026-07-09 13:00')], holidays).medianMinutes).toBe(
      105,
    );
    expect(summaryOf([incidentOf(first)], holidays).medianMinutes).toBeNull();
    expect(minutesToAcknowledge(incidentOf(first), holidays)).toBeNull();
  });
});
