import type { JsonObject, Store } from '../../../src/usecases/ports.ts';
import { LiveWorld, trackStream } from '../../../src/usecases/world.ts';
import { emptyAppend } from '../lib/append.ts';
import type { EngineKind } from '../lib/engines.ts';
import { type Figure, median, shown, told } from '../lib/figure.ts';
import { BenchError } from '../lib/load.ts';
import { referents } from '../lib/programme.ts';

const ROUNDS = 3;
const TRACKS = 10;
const EVENTS_PER_APPEND = 1000;
const AT = '2026-03-02T09:00:00Z';

/** From an open store to everything folded: what a start costs once there is a history. */
export async function replayRow(
  engines: readonly EngineKind[],
  sizes: readonly number[],
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { name, open } of engines) {
    const engine = await open();
    for (const events of sizes) {
      await engine.reset();
      await fill(engine.open(), events);
      const times: number[] = [];
      while (times.length < ROUNDS) times.push(await replay(engine.open(), events));
      const took = median(times);
      const each = shown((took / events) * 1000);
      figures.push(
        told(
          `${name}, journal of ${events.toLocaleString('en')} events replayed`,
          `${shown(took)} ms (${each} µs each)`,
        ),
      );
    }
    await engine.dispose();
  }
  return figures;
}

async function replay(store: Store, events: number): Promise<number> {
  const startedAt = performance.now();
  const world = new LiveWorld(store);
  await world.catchUp();
  const tookMs = performance.now() - startedAt;
  const folded = Array.from({ length: TRACKS }, (_, track) => world.versionOf(trackStream(`t${track}`)));
  if (folded.reduce((sum, version) => sum + version, 0) !== events)
    throw new BenchError('not everything was folded');
  return tookMs;
}

/** Ten tracks of every commune, then what a programme's life is made of, commune after commune. */
async function fill(store: Store, events: number): Promise<void> {
  const perTrack = events / TRACKS;
  for (let track = 0; track < TRACKS; track += 1) {
    for (let version = 0; version < perTrack; version += EVENTS_PER_APPEND) {
      const count = Math.min(EVENTS_PER_APPEND, perTrack - version);
      await store.append({
        ...emptyAppend(AT),
        writes: [
          {
            stream: trackStream(`t${track}`),
            expectedVersion: version,
            nextDueAt: null,
            events: Array.from({ length: count }, (_, index) => eventAt(`t${track}`, version + index)),
          },
        ],
      });
    }
  }
}

function eventAt(track: string, rank: number): { readonly type: string; readonly data: JsonObject } {
  if (rank === 0) return { type: 'programme-loaded', data: { facts: facts(track) } };
  const about = { commune: `commune-${rank % referents.length}` };
  const person = { ...about, milestone: 'audit-end', personId: `P${rank % referents.length}` };
  const cycle = Math.floor(rank / referents.length);
  switch (cycle % 4) {
    case 0:
      return {
        type: 'reminders-owed',
        data: {
          ...about,
          items: [{ milestone: 'audit-end', dueOn: '2026-03-31', offsetDays: -7, to: [person.personId] }],
        },
      };
    case 1:
      return { type: 'reminder-noted', data: { ...person, dueOn: '2026-03-31' } };
    case 2:
      return { type: 'reminder-snoozed', data: { ...person, untilOn: '2026-03-24' } };
    default:
      return {
        type: 'phase-end-proposed',
        data: {
          ...about,
          proposalId: `${track}-${rank}`,
          phase: 'audit',
          kind: 'delay',
          endsOn: '2026-04-15',
          cause: 'Livraison tardive du matériel',
          byId: person.personId,
        },
      };
  }
}

function facts(track: string): JsonObject {
  const beneficiaries = referents.map((_, index) => ({ id: `commune-${index}`, name: `Commune ${index}` }));
  return { id: track, title: track, phases: [], beneficiaries };
}
