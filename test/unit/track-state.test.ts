import { describe, expect, it } from '@jest/globals';
import { TRACK_EVENT_TYPES } from '../../src/domain/track/events.ts';
import { beneficiaryPlan, planIfEnded } from '../../src/domain/track/plan.ts';
import { emptyTrack } from '../../src/domain/track/state.ts';
import {
  beneficiaryOf,
  CHOISY,
  choisyTrack,
  communes,
  designated,
  fold,
  phaseEnd,
  said,
  snoozed,
  trackOf,
} from '../support/track.ts';

const at = '2026-03-12T09:42:00Z';

describe('a track is the fold of its events', () => {
  it('knows nothing before its programme is loaded', () => {
    const track = emptyTrack('ia');
    expect(track).toMatchObject({ id: 'ia', facts: null });
    expect(track.beneficiaries.size).toBe(0);
  });

  it('ignores what concerns a beneficiary it never had', () => {
    const track = trackOf(choisyTrack());
    fold(track, designated('amina', '2026-01-01', { commune: 'paris' }));
    expect([...track.beneficiaries.keys()]).toEqual([CHOISY]);
    expect(beneficiaryOf(track).designations).toEqual([]);
  });

  it('keeps a request for access, then how it was settled and by whom', () => {
    const track = trackOf(choisyTrack());
    const request = { requestId: 'r1', commune: CHOISY, personId: 'amina', role: 'referent' } as const;
    fold(track, { type: 'referent-requested', data: request }, at);
    const { requestId, personId, role } = request;
    const kept = { requestId, personId, role, askedAt: at, settled: null };
    expect(beneficiaryOf(track).requests.get('r1')).toEqual(kept);
    const outcome = { commune: CHOISY, outcome: 'confirmed', byId: 'camille' } as const;
    fold(track, { type: 'request-settled', data: { requestId: 'r1', ...outcome } }, '2026-03-13T08:00:00Z');
    fold(track, { type: 'request-settled', data: { requestId: 'unknown', ...outcome } });
    expect([...beneficiaryOf(track).requests.values()]).toEqual([
      { ...kept, settled: { outcome: 'confirmed', byId: 'camille', at: '2026-03-13T08:00:00Z' } },
    ]);
  });

  it('art. 4: keeps every designation with the instant at which it was declared', () => {
    const track = trackOf(choisyTrack());
    fold(track, designated('amina', '2026-03-01', { number: 'REF-2026-0001' }), at);
    expect(beneficiaryOf(track).designations).toEqual([
      {
        number: 'REF-2026-0001',
        role: 'referent',
        personId: 'amina',
        fromOn: '2026-03-01',
        replacesId: null,
        byId: 'amina',
        declaredAt: at,
      },
    ]);
  });

  it('art. 5: keeps a proposed end until it is settled, and the end that was set', () => {
    const track = trackOf(choisyTrack());
    const end = {
      phase: 'setup',
      kind: 'delay',
      endsOn: '2026-07-15',
      cause: 'locaux',
      byId: 'amina',
    } as const;
    fold(track, { type: 'phase-end-proposed', data: { proposalId: 'p1', commune: CHOISY, ...end } }, at);
    expect(beneficiaryOf(track).proposals.get('p1')).toEqual({ proposalId: 'p1', ...end, at, settled: null });
    const outcome = { commune: CHOISY, outcome: 'declined', byId: 'camille' } as const;
    fold(track, { type: 'proposal-settled', data: { proposalId: 'p1', ...outcome } }, at);
    fold(track, { type: 'proposal-settled', data: { proposalId: 'unknown', ...outcome } });
    expect([...beneficiaryOf(track).proposals.values()]).toEqual([
      { proposalId: 'p1', ...end, at, settled: { outcome: 'declined', byId: 'camille', at } },
    ]);
    expect(beneficiaryOf(track).ends.size).toBe(0);
    fold(track, { type: 'phase-end-set', data: { commune: CHOISY, ...end } }, at);
    expect([...beneficiaryOf(track).ends]).toEqual([
      ['setup', { kind: 'delay', endsOn: '2026-07-15', cause: 'locaux', byId: 'amina', at }],
    ]);
  });

  it('keeps the newest stage said of each milestone; a reminder that was asked for is not a stage', () => {
    const track = trackOf(
      choisyTrack(),
      said('setup-end', '2026-05-31', -14),
      said('setup-end', '2026-05-31', -7),
    );
    const asked = { milestone: 'setup-end', dueOn: '2026-05-31', offsetDays: null, to: ['amina'] };
    fold(track, { type: 'reminders-owed', data: { commune: CHOISY, items: [asked] } });
    expect([...beneficiaryOf(track).owed]).toEqual([['setup-end|2026-05-31', -7]]);
  });

  it('wakes only those whom a reminder is owed to', () => {
    const track = trackOf(
      choisyTrack(),
      snoozed('setup-end', 'amina', '2026-05-20'),
      snoozed('setup-end', 'bruno', '2026-05-28'),
      snoozed('audit-end', 'amina', '2026-02-20'),
    );
    const item = { milestone: 'setup-end', dueOn: '2026-05-31', offsetDays: -7, to: ['amina'] };
    fold(track, { type: 'reminders-owed', data: { commune: CHOISY, items: [item] } });
    expect([...beneficiaryOf(track).snoozes]).toEqual([
      ['setup-end|bruno', '2026-05-28'],
      ['audit-end|amina', '2026-02-20'],
    ]);
  });

  it('keeps who noted which date, and when', () => {
    const track = trackOf(choisyTrack());
    const data = { commune: CHOISY, milestone: 'setup-end', dueOn: '2026-05-31', personId: 'amina' };
    fold(track, { type: 'reminder-noted', data }, at);
    expect([...beneficiaryOf(track).noted]).toEqual([['setup-end|2026-05-31|amina', at]]);
  });

  it('names each type of event once', () => {
    expect(TRACK_EVENT_TYPES.size).toBe(63);
  });
});

describe('when the programme file changes', () => {
  const [one, two] = communes(2);
  if (one === undefined || two === undefined) throw new TypeError('two communes were asked for');
  const both = choisyTrack({ beneficiaries: [one, two] });
  const onlyOne = { ...both, beneficiaries: [one] };

  it('its new facts replace the old ones and the history stays', () => {
    const track = trackOf(both, designated('amina', '2026-01-01', { commune: one.id }));
    const renamed = { ...one, name: 'Commune nouvelle' };
    const facts = { ...both, startsOn: '2026-01-05', beneficiaries: [renamed, two] };
    fold(track, { type: 'programme-loaded', data: { facts, contractorId: null, communicationId: null } });
    expect(track.facts?.startsOn).toBe('2026-01-05');
    expect(beneficiaryOf(track, one.id)).toMatchObject({
      facts: renamed,
      designations: [{ personId: 'amina' }],
    });
  });

  it('a beneficiary that it no longer names is parked, and comes back with what is known of it', () => {
    const track = trackOf(both, designated('amina', '2026-01-01', { commune: two.id }));
    fold(track, {
      type: 'programme-loaded',
      data: { facts: onlyOne, contractorId: null, communicationId: null },
    });
    expect([...track.beneficiaries.keys()]).toEqual([one.id]);
    fold(track, designated('bruno', '2026-04-01', { commune: two.id }));
    fold(track, {
      type: 'programme-loaded',
      data: { facts: both, contractorId: null, communicationId: null },
    });
    expect(beneficiaryOf(track, two.id).designations.map((d) => d.personId)).toEqual(['amina', 'bruno']);
  });

  it('a beneficiary that a coordinator added stays', () => {
    const track = trackOf(onlyOne);
    fold(track, { type: 'beneficiary-added', data: { beneficiary: two } });
    fold(track, {
      type: 'programme-loaded',
      data: { facts: onlyOne, contractorId: null, communicationId: null },
    });
    expect([...track.beneficiaries.keys()]).toEqual([one.id, two.id]);
  });

  it('a parked beneficiary that a coordinator adds again keeps its history', () => {
    const track = trackOf(both, designated('amina', '2026-01-01', { commune: two.id }));
    fold(track, {
      type: 'programme-loaded',
      data: { facts: onlyOne, contractorId: null, communicationId: null },
    });
    fold(track, { type: 'beneficiary-added', data: { beneficiary: two } });
    expect(beneficiaryOf(track, two.id).designations).toHaveLength(1);
  });
});

describe('the calendar of a beneficiary (art. 5)', () => {
  const endOf = (
    phases: readonly { readonly id: string; readonly toOn: Temporal.PlainDate | null }[],
    id: string,
  ) => phases.find((phase) => phase.id === id)?.toOn?.toString();

  it("is the track's, with the ends that were recorded", () => {
    const track = trackOf(choisyTrack());
    expect(endOf(beneficiaryPlan(choisyTrack(), beneficiaryOf(track)).phases, 'setup')).toBe('2026-05-31');
    fold(track, phaseEnd('setup', 'delay', '2026-07-15'));
    const { phases, use } = beneficiaryPlan(choisyTrack(), beneficiaryOf(track));
    expect(endOf(phases, 'setup')).toBe('2026-07-15');
    expect(use.keptDays).toBe(137);
  });

  it('shows what a delay would change without recording it', () => {
    const track = trackOf(choisyTrack(), phaseEnd('audit', 'done', '2026-02-20'));
    const asked = Temporal.PlainDate.from('2026-07-15');
    const plan = planIfEnded(choisyTrack(), beneficiaryOf(track), 'setup', asked);
    expect(endOf(plan.phases, 'audit')).toBe('2026-02-20');
    expect(plan.use.keptDays).toBe(137);
    expect([...beneficiaryOf(track).ends.keys()]).toEqual(['audit']);
  });
});
