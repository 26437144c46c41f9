import type { CommitteeEvent, MeetingScheduled } from '../../src/domain/committee/events.ts';
import type { JsonObject, Store } from '../../src/usecases/ports.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import { trackStream } from '../../src/usecases/world.ts';
import { openStaffedScene, type Scene, type SceneOptions } from './bot.ts';
import { identities, type Persona } from './personas.ts';

const TRACK = 'ia-administration-interne';

/** Tuesday 24/03/2026, 10 h–11 h 30 in Paris: twelve days after the scene's morning. */
const comop: MeetingScheduled = {
  meeting: 'CO-01',
  uid: '00000000-0000-4000-8000-000000000001',
  kind: 'comop',
  title: null,
  commune: null,
  step: null,
  series: null,
  on: '2026-03-24',
  from: '10:00',
  durationMinutes: 90,
  place: 'visioconférence',
  guests: [],
  byId: 'system',
};

/** Where facts are recorded, and when. */
export interface Records {
  readonly store: Store;
  readonly now: Temporal.Instant;
}

/** Records facts about the meetings of the real track, as a decision would. */
export async function record(scene: Records, ...events: readonly CommitteeEvent[]): Promise<void> {
  const stream = trackStream(TRACK);
  const { streams } = await scene.store.heads();
  const drafts = events.map(({ type, data }) => ({ type, data: data as unknown as JsonObject }));
  const writes = [
    { stream, expectedVersion: streams.get(stream) ?? 0, events: drafts, nextDueAt: scene.now.toString() },
  ];
  const base = undelivered({ recordedAt: scene.now.toString(), actor: 'system', correlationId: 'record' });
  await scene.store.append({ ...base, writes });
}

/** A comité opérationnel (CO-01, the 24/03/2026 at 10 h), with what a test changes of it. */
export function schedule(scene: Records, changes: Partial<MeetingScheduled> = {}): Promise<void> {
  return record(scene, { type: 'meeting-scheduled', data: { ...comop, ...changes } });
}

/** The staffed programme (Choisy-le-Roi with référent and deputy, Nanterre with its référent) with CO-01 to come. */
export async function openMeetingScene(options: SceneOptions = {}): Promise<Scene> {
  const scene = await openStaffedScene(options);
  await schedule(scene);
  return scene;
}

/** CO-01 is put off to Thursday 26/03/2026, 14 h. */
export function move(scene: Records, sequence = 1): Promise<void> {
  const data = { meeting: 'CO-01', on: '2026-03-26', from: '14:00', durationMinutes: 90, place: 'Salle A' };
  return record(scene, { type: 'meeting-moved', data: { ...data, sequence, byId: 'system' } });
}

/** CO-01 does not take place. */
export function callOff(scene: Scene): Promise<void> {
  const data = { meeting: 'CO-01', sequence: 1, reason: 'Grève', byId: 'system' };
  return record(scene, { type: 'meeting-cancelled', data });
}

/** What was recorded of a type, newest last. */
export async function recorded(scene: Scene, type: CommitteeEvent['type']): Promise<readonly JsonObject[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}

/** The id under which somebody is recorded. */
export async function idOf(scene: Scene, persona: Persona): Promise<string> {
  await scene.world.catchUp();
  return scene.world.people.byEmail(identities[persona].email)?.person.id ?? 'nobody';
}
