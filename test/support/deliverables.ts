import type { Card, Values } from '../../cards/model.ts';
import type { DeliverableEvent } from '../../src/domain/deliverable/events.ts';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { createPaperWriter } from '../../src/pdf/writer.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { createFiles, type MadeFile } from '../../src/usecases/files.ts';
import { holderOf, type LinkedFile, type LinkHolder } from '../../src/usecases/links.ts';
import type { JsonObject, Store } from '../../src/usecases/ports.ts';
import { openStaffedScene, type Received, type Scene, type SceneOptions } from './bot.ts';
import { plainSpaces } from './french.ts';
import { testLinks } from './links.ts';
import { type Persona, visitorOf } from './personas.ts';

/** Where the report that these tests hand over is read. */
export const REPORT = 'https://prestataire.example/rapport-audit';

const report: Values = { titre: "Rapport d'audit", etape: 'audit', lien: REPORT };

/** A coordinator hands a deliverable over, past its preview; the audit report to everybody unless a test changes it. */
export function handOver(scene: Scene, changes: Values = {}): Promise<Reply> {
  return submitted(scene, 'coordinator', 'livrable deposer', { ...report, ...changes, confirme: 'oui' });
}

/** A newer version takes the place of LIV-01, past its preview. */
export function replace(scene: Scene, changes: Values = {}): Promise<Reply> {
  const typed = { livrable: 'LIV-01', lien: `${REPORT}-v2`, ...changes, confirme: 'oui' };
  return submitted(scene, 'coordinator', 'livrable nouvelle-version', typed);
}

/** A coordinator takes a deliverable back. */
export function withdraw(scene: Scene, livrable = 'LIV-01', motif = 'Déposé par erreur'): Promise<Reply> {
  return submitted(scene, 'coordinator', 'livrable retirer', { livrable, motif });
}

/** Somebody answers for their beneficiary: validates LIV-01 unless a test changes it. */
export function judge(scene: Scene, persona: Persona, changes: Values = {}): Promise<Reply> {
  return submitted(scene, persona, 'livrable valider', { livrable: 'LIV-01', avis: 'valider', ...changes });
}

/** Sends a command's form, whatever it was shown with. */
export function submitted(scene: Scene, persona: Persona, command: string, values: Values): Promise<Reply> {
  return scene.ask(persona, { kind: 'submit', command, values });
}

/** The staffed programme (Choisy-le-Roi with référent and deputy, Nanterre with its référent) with LIV-01 to validate. */
export async function openDeliverableScene(options: SceneOptions = {}): Promise<Scene> {
  const scene = await openStaffedScene(options);
  await handOver(scene);
  await scene.flush();
  return scene;
}

/** Labels of the buttons of a reply's card, spaces made plain. */
export function labelsOf(reply: Reply): readonly string[] {
  return reply.kind === 'form' ? [] : labelsIn(reply.card);
}

export function labelsIn(card: Card | undefined): readonly string[] {
  return (card?.actions ?? []).map(({ label }) => plainSpaces(label));
}

/** What was recorded of a type, oldest first. */
export async function recorded(scene: Scene, type: DeliverableEvent['type']): Promise<readonly JsonObject[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}

/** Who received what of a topic, in alphabetical order. */
export function readersOf(received: readonly Received[], topic: string): readonly string[] {
  return received
    .filter(({ message }) => message.topic === topic)
    .map(({ to }) => to)
    .sort();
}

/** The first card of a topic that somebody received. */
export function cardTo(received: readonly Received[], to: Persona, topic: string): Card | undefined {
  return received.find((one) => one.to === to && one.message.topic === topic)?.card;
}

/** Downloads a file that a link would name, for somebody. */
export function download(
  scene: Scene,
  persona: Persona,
  file: LinkedFile,
  store: Store = scene.store,
): Promise<MadeFile | null> {
  return downloadFor(scene, holderOf(visitorOf(persona)), file, store);
}

/** The file behind a link of a card, for whom the link was made. */
export async function behind(scene: Scene, card: Card | undefined, label: string): Promise<MadeFile | null> {
  const link = card?.actions.find((action) => plainSpaces(action.label) === label);
  if (link?.kind !== 'link') throw new TypeError(`no link « ${label} » among ${labelsIn(card).join(', ')}`);
  const read = testLinks(() => scene.now).readFile(link.url.slice(link.url.lastIndexOf('/') + 1));
  if (read === null) throw new TypeError(`« ${label} » names no file`);
  return downloadFor(scene, read.holder, read.file, scene.store);
}

function downloadFor(
  { world, settings, now }: Scene,
  holder: LinkHolder,
  file: LinkedFile,
  store: Store,
): Promise<MadeFile | null> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const links = testLinks(() => now);
  const parts = { store, world, settings, now: () => now, newId: () => 'x', log, links };
  return createFiles(parts, {
    calendars: async () => createCalendarWriter({ organizer: null }),
    papers: async () => createPaperWriter(),
  })(holder, file);
}
