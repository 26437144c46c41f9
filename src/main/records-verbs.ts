import { incidentChecked } from '../../cards/incident-check.ts';
import { journalChecked } from '../../cards/journal.ts';
import { plainText } from '../../cards/plain-text.ts';
import { verifierOf, verifyStore } from '../store/hash.ts';
import { sqliteFaults } from '../store/sqlite-backup.ts';
import { allIncidents } from '../usecases/incident/incidents.ts';
import { LiveWorld, trackStream } from '../usecases/world.ts';
import type { Records } from './core.ts';

/** Where a verb writes: the answer to the standard output, the rest to the standard error. */
export interface Output {
  print(text: string): void;
  printError(text: string): void;
}

/**
 * `jalon verify`: recomputes the hash chain of every stream and, of a SQLite file, has its pages checked. 0 when all of it
 * holds, 1 when an entry was changed or is missing, or the file is damaged.
 */
export async function verifyVerb({ store, file }: Records, json: boolean, out: Output): Promise<number> {
  const damage = file === null ? [] : sqliteFaults(file);
  const report = await verifyStore(store);
  out.print(json ? JSON.stringify({ ...report, damage }) : plainText(journalChecked(report)));
  for (const line of damage) out.printError(`Fichier endommagé : ${line}`);
  return report.faults.length === 0 && damage.length === 0 ? 0 : 1;
}

/**
 * `jalon verify --incident INC-2026-0031`: the entry of one report, with all those before it. 0 when it holds, 1 when an
 * entry was changed or is missing, or there is no such report.
 */
export async function verifyIncidentVerb(
  { store }: Pick<Records, 'store'>,
  typed: string,
  json: boolean,
  out: Output,
): Promise<number> {
  const world = new LiveWorld(store);
  await world.catchUp();
  world.assertSound();
  const number = typed.trim().toUpperCase();
  const found = allIncidents({ world }).find(({ incident }) => incident.number === number);
  if (found === undefined) {
    out.printError(`Aucun signalement ${number} dans ce registre`);
    return 1;
  }
  const { track, incident } = found;
  const { at, entry } = incident;
  const faults = await verifierOf(store).verifyEntry(trackStream(track.id), entry.version);
  const report = { number, at, hash: entry.hash, version: entry.version, faults };
  out.print(json ? JSON.stringify(report) : plainText(incidentChecked(report)));
  return faults.length === 0 ? 0 : 1;
}

/** `jalon export`: everything that is recorded, people apart; with `--json` one object, else a line each. */
export async function exportVerb({ store }: Records, json: boolean, out: Output): Promise<number> {
  const events: unknown[] = [];
  for await (const entry of store.journal()) {
    if (json) events.push(entry);
    else
      out.print(
        `${entry.recordedAt}  ${entry.stream} ${entry.version}  ${entry.type}  ${JSON.stringify(entry.data)}`,
      );
  }
  const messages: unknown[] = [];
  for await (const message of store.messages()) {
    if (json) messages.push(message);
    else
      out.print(
        `${message.createdAt}  ${message.key}  ${message.state}  ${message.channel ?? '-'}  essais : ${message.attempts}`,
      );
  }
  if (json) out.print(JSON.stringify({ events, messages }));
  return 0;
}
