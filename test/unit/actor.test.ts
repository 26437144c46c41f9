import { describe, expect, it } from '@jest/globals';
import { emptyDirectory } from '../../src/domain/people/directory.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { actorOf } from '../../src/usecases/actor.ts';
import { PeopleIndex } from '../../src/usecases/people-index.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import { choisyTrack, communes, designated, fold, holidays, trackOf } from '../support/track.ts';

const [one, two, three] = communes(3);
if (one === undefined || two === undefined || three === undefined) throw new TypeError('three communes');
const facts = choisyTrack({ beneficiaries: [one, two, three] });

/** What Amina speaks for on a day. */
function spokenFor(track: TrackState, day: string) {
  const people = new PeopleIndex();
  const email = 'amina@ville.example';
  const known = { position: null, phone: null, accounts: [], preferences: NO_PREFERENCES, feedGeneration: 0 };
  people.put({ person: { id: 'amina', name: 'Amina', email, ...known }, revision: 1 });
  const world = { tracks: new Map([[track.id, track]]), directory: emptyDirectory(), people };
  const settings = { coordinatorEmails: new Set<string>(), holidays };
  const visitor = { platform: 'slack', accountId: 'T/U', name: null, reference: {} } as const;
  const speaks = (shown: string | null) =>
    actorOf(world, settings, { ...visitor, email: shown }, Temporal.PlainDate.from(day)).speaksFor;
  expect(speaks(null)).toEqual([]);
  return speaks(email).map(({ commune, role }) => `${commune} ${role}`);
}

describe('what somebody speaks for (art. 4)', () => {
  it('is every beneficiary that they were designated for, from their first day to the next one named', () => {
    const track = trackOf(
      facts,
      designated('amina', '2026-01-01', { commune: one.id }),
      designated('bruno', '2026-01-01', { commune: two.id }),
      designated('amina', '2026-03-01', { commune: two.id, role: 'deputy' }),
      designated('bruno', '2026-05-01', { commune: one.id }),
    );
    expect(spokenFor(track, '2025-12-31')).toEqual([]);
    expect(spokenFor(track, '2026-02-01')).toEqual([`${one.id} referent`]);
    expect(spokenFor(track, '2026-04-01')).toEqual([`${one.id} referent`, `${two.id} deputy`]);
    expect(spokenFor(track, '2026-06-01')).toEqual([`${two.id} deputy`]);
  });

  it('is not a beneficiary that the programme no longer names, and is again once it comes back', () => {
    const track = trackOf(facts, designated('amina', '2026-01-01', { commune: three.id }));
    const load = (beneficiaries: typeof facts.beneficiaries) =>
      fold(track, {
        type: 'programme-loaded',
        data: { facts: { ...facts, beneficiaries }, contractorId: null, communicationId: null },
      });
    load([one, two]);
    expect(spokenFor(track, '2026-02-01')).toEqual([]);
    load([one, two, three]);
    expect(spokenFor(track, '2026-02-01')).toEqual([`${three.id} referent`]);
  });
});
