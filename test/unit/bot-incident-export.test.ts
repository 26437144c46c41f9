import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Values } from '../../cards/model.ts';
import { formIn, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { behind, download, labelsOf, submitted } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { follow, LOCKED, MALFUNCTION, writeReport } from '../support/incident-scene.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** One of January (Nanterre), two of March (Choisy-le-Roi), the second of them acknowledged and closed. */
async function opened(): Promise<Scene> {
  const scene = await openStaffedScene({ at: '2026-01-20T09:00:00Z' });
  await writeReport(scene, { ...MALFUNCTION, 'constate-le': '2026-01-19' }, 'foreignReferent');
  scene.at('2026-03-12');
  await writeReport(scene, { ...LOCKED, heure: '09:30', consequence: 'certaine', jours: '12' });
  await writeReport(scene, { consequence: 'possible' });
  await scene.flush();
  scene.at('2026-03-12T10:00:00Z');
  await follow(scene, 'coordinator', 'suivre', { incident: '3' });
  await follow(scene, 'coordinator', 'clore', { incident: '3', suite: 'Réparé.' });
  return scene;
}

const exported = (scene: Scene, values: Values) => submitted(scene, 'coordinator', 'incident export', values);

/** The table behind the link of an export, as a spreadsheet reads it. */
async function rowsOf(scene: Scene, values: Values): Promise<readonly Readonly<Record<string, string>>[]> {
  const reply = await exported(scene, values);
  const made = await behind(scene, reply.kind === 'form' ? undefined : reply.card, 'Exporter (CSV)');
  expect(made?.name).toBe('signalements-2026-03-12.csv');
  return parse(String(made?.body), { columns: true, delimiter: ';', bom: true });
}

const numbers = (rows: readonly Readonly<Record<string, string>>[]) => rows.map((row) => row['Numéro']);

describe('incident export (art. 3): the reports of a period', () => {
  it('of this year so far unless said otherwise: figures, the file to print and the table', async () => {
    const scene = await opened();
    const reply = await exported(scene, {});
    expect(said(reply)).toContain('Signalements du 01/01/2026 au 12/03/2026');
    expect(said(reply)).toContain('Signalements : 3\n');
    expect(labelsOf(reply)).toEqual(['Télécharger le PDF', 'Exporter (CSV)']);
    const card = reply.kind === 'form' ? undefined : reply.card;
    const paper = await behind(scene, card, 'Télécharger le PDF');
    expect([paper?.name, paper?.type]).toEqual(['signalements-2026-03-12.pdf', 'application/pdf']);
    expect(Buffer.from(paper?.body ?? '').toString('latin1', 0, 5)).toBe('%PDF-');
  }, 20_000);

  it('a line for each, with what it says, where it stands and how long it waited', async () => {
    const scene = await opened();
    const rows = await rowsOf(scene, {});
    expect(numbers(rows)).toEqual(['INC-2026-0001', 'INC-2026-0002', 'INC-2026-0003']);
    expect(
      rows.map((row) => [
        row['Collectivité'],
        row['Nature'],
        row['Destinataires']?.includes('et prestataire'),
        row['État'],
      ]),
    ).toEqual([
      ['Nanterre', 'Dysfonctionnement de la solution', true, 'signalé'],
      ['Choisy-le-Roi', 'Difficulté avec le prestataire', false, 'signalé'],
      ['Choisy-le-Roi', 'Dysfonctionnement de la solution', true, 'clos'],
    ]);
    expect(rows.map((row) => [row['Conséquence'], row['Jours'], row['Heure']])).toEqual([
      ['aucune', '', ''],
      ['certaine', '12', '09:30'],
      ['possible', '', ''],
    ]);
    expect(rows.map((row) => row['Délai (minutes ouvrées)'])).toEqual(['', '', '60']);
    expect(plainSpaces(rows[2]?.['Suites'] ?? '')).toContain('clos : Réparé.');
    for (const row of rows) expect(row['Empreinte SHA-256']).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('of some days, both included, and of one beneficiary', async () => {
    const scene = await opened();
    expect(numbers(await rowsOf(scene, { du: '2026-01-20', au: '2026-01-20' }))).toEqual(['INC-2026-0001']);
    expect(numbers(await rowsOf(scene, { du: '2026-01-21' }))).toEqual(['INC-2026-0002', 'INC-2026-0003']);
    expect(numbers(await rowsOf(scene, { commune: 'nanterre' }))).toEqual(['INC-2026-0001']);
  });

  it('of a period without any: said, and nothing to download', async () => {
    const scene = await opened();
    const reply = await exported(scene, { du: '2026-02-01', au: '2026-02-28' });
    expect(said(reply)).toContain('Aucun signalement sur cette période.');
    expect(labelsOf(reply)).toEqual([]);
  });

  it('a period that ends before it begins, a beneficiary that is none: refused under their field', async () => {
    const scene = await opened();
    const reversed = formIn(await exported(scene, { du: '2026-03-02', au: '2026-03-01' })).errors['au'];
    expect(reversed).toBe('Le 01/03/2026 précède le 02/03/2026. Inversez les deux dates.');
    expect(formIn(await exported(scene, { commune: 'nanterres' })).errors['commune']).toBeDefined();
  });

  it('a link that names no period has an empty table; one that names no report, nothing', async () => {
    const scene = await opened();
    const made = await download(scene, 'coordinator', { file: 'signalements', values: {} });
    expect(String(made?.body)).not.toContain('INC-2026');
    const paper = await download(scene, 'coordinator', { file: 'signalements-pdf', values: {} });
    expect(paper?.name).toBe('signalements-2026-03-12.pdf');
    for (const file of ['piece', 'signalement'])
      expect(await download(scene, 'coordinator', { file, values: {} })).toBeNull();
  });
});
