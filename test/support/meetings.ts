import type { Meeting } from '../../src/domain/committee/state.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import type { Entry } from '../../src/usecases/ports.ts';
import { openStaffedScene, type Scene, type SceneOptions } from './bot.ts';

/** Friday 12/06/2026, 11 h 42 in Paris: the use phase runs, summer's holidays are ahead. */
export const JUNE = '2026-06-12T09:42:00Z';

/** Convened as a coordinator does it: a line, then the button of its preview. */
export async function convene(scene: Scene, line: string): Promise<Reply> {
  await scene.say('coordinator', line);
  return scene.press('coordinator', 'Envoyer les invitations');
}

/** The staffed programme with CO-01 on Wednesday 15/07/2026, 10 h, and CP-01 on Wednesday 01/07/2026, 14 h. */
export async function openMeetings(options: SceneOptions = {}, name = 'id'): Promise<Scene> {
  const scene = await openStaffedScene({ at: JUNE, ...options }, name);
  await convene(scene, 'comite operationnel 15/07/2026 10:00');
  await convene(scene, 'comite pilotage 01/07/2026 14:00');
  return scene;
}

/** A meeting as the records have it. */
export async function meetingIn(scene: Scene, number: string): Promise<Meeting> {
  await scene.world.catchUp();
  const all = [...scene.world.tracks.values()].flatMap(({ committees }) => [...committees.meetings.values()]);
  const found = all.find((meeting) => meeting.number === number);
  if (found === undefined) throw new TypeError(`no meeting ${number}`);
  return found;
}

/** What the tracks' journals tell, of one type, oldest first. */
export async function eventsOf<Type extends TrackEvent['type']>(
  scene: Scene,
  type: Type,
): Promise<readonly Entry['data'][]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}
