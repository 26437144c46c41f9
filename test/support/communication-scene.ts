import type { Values } from '../../cards/model.ts';
import type { CommunicationEvent } from '../../src/domain/communication/events.ts';
import type { TrackFacts } from '../../src/domain/track/facts.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { loadProgramme } from '../../src/usecases/load-programme.ts';
import type { JsonObject } from '../../src/usecases/ports.ts';
import {
  contractor,
  openStaffedScene,
  programme,
  type SayOptions,
  type Scene,
  type SceneOptions,
} from './bot.ts';
import { submitted } from './deliverables.ts';
import { coordinatorEmails, type Persona } from './personas.ts';

/** The Direction de la Communication as a programme file names it. */
export const DIRECTION = 'communication@mgp.example';
const CALLED = 'Direction de la Communication et des Relations Presse';

/** The programme of the tests, with whom opinions are asked of; null for a file that names nobody. */
export function programmeWith(email: string | null, changes: Readonly<Record<string, unknown>> = {}) {
  return programme({ contractor, communication: { contact: CALLED, email, guide: null }, ...changes });
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

/** What people paste for an opinion. */
export const TEXT = 'Venez essayer, jeudi à 19 h, à la mairie.';

/** Somebody submits a draft: Choisy-le-Roi's poster, pasted, unless a test changes it. */
export function ask(scene: Scene, changes: Values = {}, persona: Persona = 'referent'): Promise<Reply> {
  const draft = { support: 'affiche', titre: 'Réunion publique', texte: TEXT };
  return submitted(scene, persona, 'avis demander', { ...draft, ...changes });
}

/** The programme with AVI-2026-0001, of which the contact has had the mail. */
export async function openOpinionScene(options: SceneOptions = {}): Promise<Scene> {
  const scene = await openCommunicationScene(options);
  await ask(scene);
  await scene.flush();
  return scene;
}

/** Speaks as whoever reads the mailbox of the Direction de la Communication. */
export const asDirection: SayOptions = {
  visitor: { platform: 'mail', accountId: DIRECTION, email: DIRECTION, name: null, reference: {} },
};

/** The Direction de la Communication answers AVI-2026-0001 unless a test changes it. */
export function give(scene: Scene, values: Values): Promise<Reply> {
  const answer = { avis: 'AVI-2026-0001', ...values };
  return scene.ask('stranger', { kind: 'submit', command: 'avis rendre', values: answer }, asDirection);
}

/** A coordinator has somebody's data erased (RGPD). */
export async function erase(scene: Scene, email: string): Promise<Reply> {
  await scene.say('coordinator', `personne effacer ${email}`);
  await scene.press('coordinator', 'Effacer…');
  return scene.submit('coordinator', { confirmation: 'oui' });
}

/** The bot starts again with other programme files. */
export async function reload(scene: Scene, tracks: readonly TrackFacts[]): Promise<void> {
  const { store, world } = scene;
  const parts = { store, world, now: () => scene.now, newId: () => scene.newId() };
  await loadProgramme(parts, tracks, coordinatorEmails);
}

/** What was recorded of a type, oldest first. */
export async function told(scene: Scene, type: CommunicationEvent['type']): Promise<readonly JsonObject[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}
