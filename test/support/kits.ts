import type { Values } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import type { JsonObject } from '../../src/usecases/ports.ts';
import type { Scene } from './bot.ts';
import { submitted } from './deliverables.ts';

/** Where the kits of these tests stand. */
export const KIT = 'https://nuage.mgp.example/kits/ia';

/** A coordinator asks for a kit to be published, version 1 and one link unless a test changes it; without `quand`, its preview. */
export function askKit(scene: Scene, changes: Values = {}): Promise<Reply> {
  return submitted(scene, 'coordinator', 'kit publier', { version: '1', liens: KIT, ...changes });
}

/** The same past its preview, at once. */
export function publishNow(scene: Scene, changes: Values = {}): Promise<Reply> {
  return askKit(scene, { ...changes, quand: 'maintenant' });
}

/** The data of every event of a kit that was recorded. */
export async function kitEvents(
  scene: Scene,
  type: 'kit-published' | 'kit-told',
): Promise<readonly JsonObject[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}
