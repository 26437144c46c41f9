import type { Values } from '../../cards/model.ts';
import type { IncidentEvent } from '../../src/domain/incident/events.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import type { JsonObject } from '../../src/usecases/ports.ts';
import { openStaffedScene, type Scene, type SceneOptions } from './bot.ts';
import { submitted } from './deliverables.ts';
import type { Persona } from './personas.ts';

/** What the first report of these tests is called. */
export const FIRST = 'INC-2026-0001';
/** What whoever writes a report says of it. */
export const FACTS = 'La plateforme renvoie une erreur à chaque recherche.';

/** A malfunction, found today: told to MGP and to the contractor. */
export const MALFUNCTION: Values = {
  nature: 'dysfonctionnement',
  faits: FACTS,
  'constate-le': '2026-03-12',
  consequence: 'aucune',
};
/** A difficulty with the contractor: MGP's alone. */
export const LOCKED: Values = {
  ...MALFUNCTION,
  nature: 'prestataire',
  faits: 'Le prestataire ne répond plus à nos messages.',
};

/** Somebody sends a report's form: Choisy-le-Roi's malfunction unless a test changes it. */
export function writeReport(
  scene: Scene,
  changes: Values = {},
  persona: Persona = 'referent',
): Promise<Reply> {
  return submitted(scene, persona, 'incident', { ...MALFUNCTION, ...changes });
}

/** Sends the form of what follows a report: INC-2026-0001 unless a test changes it. */
export function follow(scene: Scene, persona: Persona, command: string, values: Values = {}): Promise<Reply> {
  return submitted(scene, persona, `incident ${command}`, { incident: FIRST, ...values });
}

/** The staffed programme with INC-2026-0001, of which everybody has been told. */
export async function openIncidentScene(changes: Values = {}, options: SceneOptions = {}): Promise<Scene> {
  const scene = await openStaffedScene(options);
  await writeReport(scene, changes);
  await scene.flush();
  return scene;
}

/** What was recorded of a type, oldest first. */
export async function happened(scene: Scene, type: IncidentEvent['type']): Promise<readonly JsonObject[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}
