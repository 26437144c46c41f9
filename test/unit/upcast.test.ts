import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMMITTEE_EVENT_TYPES } from '../../src/domain/committee/events.ts';
import { COMMUNICATION_EVENT_TYPES } from '../../src/domain/communication/events.ts';
import { CONVENTION_EVENT_TYPES } from '../../src/domain/convention/events.ts';
import { DELIVERABLE_EVENT_TYPES } from '../../src/domain/deliverable/events.ts';
import { INCIDENT_EVENT_TYPES } from '../../src/domain/incident/events.ts';
import { TRACK_EVENT_TYPES } from '../../src/domain/track/events.ts';
import type { TrackFacts } from '../../src/domain/track/facts.ts';
import { openMemory } from '../../src/store/memory.ts';
import type { Entry } from '../../src/usecases/ports.ts';
import { upcast } from '../../src/usecases/upcast.ts';
import { LiveWorld } from '../../src/usecases/world.ts';
import { storeWith } from '../support/clockwork.ts';

const folder = new URL('../fixtures/journals/', import.meta.url);

function journalOf(version: string): readonly Entry[] {
  const lines = readFileSync(new URL(`${version}.jsonl`, folder), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** The records as this version reads what that one wrote. */
async function worldOf(entries: readonly Entry[]): Promise<LiveWorld> {
  const streams = new Map(entries.map(({ stream, version }) => [stream, version]));
  const store = storeWith(openMemory(), {
    heads: async () => ({ streams, peopleRevision: 0 }),
    read: async (stream, after) => entries.filter((e) => e.stream === stream && e.version > after),
  });
  const world = new LiveWorld(store);
  await world.catchUp();
  return world;
}

function factsIn({ data }: Entry): TrackFacts {
  return data['facts'] as unknown as TrackFacts;
}

const versions = readdirSync(folder).map((name) => name.replace('.jsonl', ''));

describe('the journal of every released version', () => {
  it('is kept here from the first one on', () => {
    expect(versions).toContain('0.1.0');
  });

  it.each(versions)('%s is read without a loss', async (version) => {
    const entries = journalOf(version);
    const world = await worldOf(entries);
    for (const { stream, version: last } of entries)
      expect(world.versionOf(stream)).toBeGreaterThanOrEqual(last);
    const [track] = world.tracks.values();
    expect(track?.facts?.title).toBe('IA – Administration interne des collectivités');
  });

  it('0.1.0: every kind of event that it wrote has its effect', async () => {
    const entries = journalOf('0.1.0');
    const types = new Set(entries.map(({ type }) => type));
    const later = new Set<string>([
      ...COMMITTEE_EVENT_TYPES,
      ...DELIVERABLE_EVENT_TYPES,
      ...CONVENTION_EVENT_TYPES,
      ...INCIDENT_EVENT_TYPES,
      ...COMMUNICATION_EVENT_TYPES,
    ]);
    for (const type of TRACK_EVENT_TYPES) if (!later.has(type)) expect(types).toContain(type);
    const world = await worldOf(entries);
    const choisy = world.tracks.get('ia-administration-interne')?.beneficiaries.get('choisy-le-roi');
    expect([...(choisy?.ends ?? [])].map(([id, { kind, endsOn }]) => [id, kind, endsOn])).toEqual([
      ['audit', 'done', '2026-01-31'],
      ['setup', 'delay', '2026-07-15'],
    ]);
    expect(choisy?.designations.map(({ number, role }) => [number, role])).toEqual([
      ['REF-2026-0001', 'referent'],
      ['REF-2026-0002', 'deputy'],
      ['REF-2026-0005', 'referent'],
    ]);
    expect([...(choisy?.proposals.values() ?? [])].map((p) => p.settled?.outcome)).toEqual([
      'confirmed',
      'declined',
    ]);
    expect([...(choisy?.requests.values() ?? [])].map((r) => r.settled?.outcome)).toEqual(['declined']);
    expect([choisy?.noted.size, choisy?.snoozes.size, choisy?.owed.size]).toEqual([1, 1, 1]);
    expect(world.directory.numbers.get('REF|2026')).toBe(5);
  });
});

describe('what 0.1.0 wrote otherwise', () => {
  const [loaded] = journalOf('0.1.0').filter(({ type }) => type === 'programme-loaded');
  if (loaded === undefined) throw new TypeError('the fixture holds no programme');

  it("the contractor's e-mail among the facts is a person's since (RGPD)", () => {
    expect(JSON.stringify(loaded)).toContain('@prestataire.example');
    const now = upcast(loaded);
    expect(JSON.stringify(now)).not.toContain('@prestataire.example');
    expect(now.data).toMatchObject({ contractorId: null, facts: { contractor: { email: null } } });
  });

  it('what this version writes reads as it is', () => {
    expect(upcast(upcast(loaded))).toEqual(upcast(loaded));
    const { facts } = loaded.data as { readonly facts: object };
    const without = { ...loaded, data: { facts: { ...facts, contractor: null } } };
    expect(upcast(without).data).toMatchObject({ contractorId: null, facts: { contractor: null } });
  });

  it('told nothing of the data (art. 8), the experiments nor the review: nothing of these is assumed', () => {
    const facts = factsIn(upcast(loaded));
    expect(facts).toMatchObject({ options: [], dataTransfer: 'on-request', reviewQuestions: [] });
    expect(facts.beneficiaries.length).toBeGreaterThan(0);
    for (const one of facts.beneficiaries) expect(one.dataTransfer).toBeNull();
    const [added] = journalOf('0.1.0').filter(({ type }) => type === 'beneficiary-added');
    if (added === undefined) throw new TypeError('the fixture adds no beneficiary');
    expect(added.data['beneficiary']).not.toHaveProperty('dataTransfer');
    expect(upcast(added).data['beneficiary']).toMatchObject({ dataTransfer: null });
  });

  it('told nothing of who is asked for an opinion (règlement, art. 9): nobody is assumed', () => {
    expect(upcast(loaded).data).toMatchObject({
      communicationId: null,
      facts: { communicationEmail: null, logotypeGuide: null },
    });
  });

  it('what a later version knows of these stands', () => {
    const facts = factsIn(upcast(loaded));
    const known = {
      ...facts,
      options: ['Une expérimentation'],
      dataTransfer: 'due',
      reviewQuestions: ['Une question'],
      logotypeGuide: 'https://guide.example/',
      beneficiaries: facts.beneficiaries.map((one) => ({ ...one, dataTransfer: 'on-request' })),
    };
    const data = { facts: known, contractorId: null, communicationId: 'p-9' } as unknown as Entry['data'];
    expect(upcast({ ...loaded, data }).data).toEqual(data);
    const added = { ...loaded, type: 'beneficiary-added', data: { beneficiary: { dataTransfer: 'due' } } };
    expect(upcast(added).data).toEqual({ beneficiary: { dataTransfer: 'due' } });
  });
});
