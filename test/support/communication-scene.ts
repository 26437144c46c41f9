import type { Values } from '../../cards/model.ts';
import type { CommunicationEvent } from '../../src/domain/communication/events.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import type { JsonObject } from '../../src/usecases/ports.ts';
import { contractor, openStaffedScene, programme, type Scene, type SceneOptions } from './bot.ts';
import { submitted } from './deliverables.ts';
import type { Persona } from './personas.ts';

/** The Direction de la Communication as a programme file names it. */
export const DIRECTION = 'communication@mgp.example';
const contact = { contact: 'Direction de la Communication et des Relations Presse', guide: null };

/** The programme of the tests, with whom opinions are asked of; null for a file that names nobody. */
export function programmeWith(email: string | null, changes: Readonly<Record<string, unknown>> = {}) {
  return programme({ contractor, communication: { ...contact, email }, ...changes });
}

/** The staffed programme with a contact for communication. */
export function openCommunicationScene(options: SceneOptions = {}): Promise<Scene> {
  return openStaffedScene({ tracks: [programmeWith(DIRECTION)], ...options });
}

/** A poster of Choisy-le-Roi, meant for everybody. */
export const POSTER: Values = { support: 'affiche', titre: 'Réunion publique', public: 'habitants' };

/** Somebody declares a publication: Choisy-le-Roi's poster unless a test changes it. */
export function declare(scene: Scene, changes: Values = {}, persona: Persona = 'referent'): Promise<Reply> {
  return submitted(scene, persona, 'publication declarer', { ...POSTER, ...changes });
}

/** What was recorded of a type, oldest first. */
export async function told(scene: Scene, type: CommunicationEvent['type']): Promise<readonly JsonObject[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}
