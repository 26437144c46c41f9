import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Values } from '../../cards/model.ts';
import { openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { behind, download, labelsOf, submitted } from '../support/deliverables.ts';
import { bytesOf, printed } from '../support/pdf.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const OF_YEAR = { du: '2026-01-01', au: '2026-12-31' };

async function reported(scene: Scene, who: Persona, changes: Values): Promise<void> {
  const values = {
    faits: 'La plateforme renvoie une erreur à chaque recherche.',
    'constate-le': scene.today.toString(),
    consequence: 'aucune',
    ...changes,
  };
  expect(said(await submitted(scene, who, 'incident', values))).toContain('est enregistré');
}

/** Four of Choisy-le-Roi, one of Nanterre; three of them acknowledged, after 30, 90 and 120 working minutes. */
async function fiveReports(scene: Scene): Promise<void> {
  scene.at('2026-03-17T09:00:00Z');
  for (const nature of ['prestataire', 'dysfonctionnement', 'dysfonctionnement', 'ecart'])
    await reported(scene, 'referent', { nature });
  await reported(scene, 'foreignReferent', { nature: 'degradation' });
  for (const [at, rank] of [
    ['09:30', 1],
    ['10:30', 2],
    ['11:00', 5],
  ] as const) {
    scene.at(`2026-03-17T${at}:00Z`);
    await scene.say('coordinator', `incident suivre ${rank}`);
  }
  const suite = 'Recherche rétablie.';
  await submitted(scene, 'coordinator', 'incident clore', { incident: '2', suite });
}

async function csvOf(scene: Scene, values: Values): Promise<readonly Readonly<Record<string, string>>[]> {
  const made = await download(scene, 'coordinator', { file: 'signalements', values });
  const options = { bom: true, delimiter: ';', columns: true, skip_empty_lines: true } as const;
  return parse(made?.body as string, options) as Readonly<Record<string, string>>[];
}

async function paperOf(scene: Scene, values: Values) {
  return printed(bytesOf(await download(scene, 'coordinator', { file: 'signalements-pdf', values })));
}

describe('the reports of a period, exported (art. 3)', () => {
  it('as a table that another program reads: each report, locked ones marked, with what followed', async () => {
    const scene = await openStaffedScene();
    await fiveReports(scene);
    const lines = await csvOf(scene, OF_YEAR);
    expect(
      lines.map((line) => [line['Numéro'], line['Collectivité'], line['Destinataires'], line['État']]),
    ).toEqual([
      [
        'INC-2026-0001',
        'Choisy-le-Roi',
        'Métropole seulement, non communicable au prestataire',
        'pris en compte',
      ],
      ['INC-2026-0002', 'Choisy-le-Roi', 'Métropole et prestataire', 'clos'],
      ['INC-2026-0003', 'Choisy-le-Roi', 'Métropole et prestataire', 'signalé'],
      ['INC-2026-0004', 'Choisy-le-Roi', 'Métropole seulement', 'signalé'],
      ['INC-2026-0005', 'Nanterre', 'Métropole et prestataire', 'pris en compte'],
    ]);
    expect(lines.map((line) => line['Délai (minutes ouvrées)'])).toEqual(['30', '90', '', '', '120']);
    expect(lines[1]?.['Suites']).toContain('clos\u00a0: Recherche rétablie.');
    const hashes = (await scene.journal())
      .filter(({ type }) => type === 'incident-reported')
      .map(({ hash }) => hash);
    expect(lines.map((line) => line['Empreinte SHA-256'])).toEqual(hashes);
  });

  it('with nothing in it that a spreadsheet would run, and everything that was typed', async () => {
    const scene = await openStaffedScene({ checkTypography: false });
    const faits = '=HYPERLINK("http://ailleurs.example";"ici") a été vu;\n"deux" lignes, <b>et</b> plus';
    await reported(scene, 'referent', { nature: 'autre', faits });
    const made = await download(scene, 'coordinator', { file: 'signalements', values: OF_YEAR });
    expect(made).toMatchObject({ name: 'signalements-2026-03-12.csv', type: 'text/csv; charset=utf-8' });
    const [line] = await csvOf(scene, OF_YEAR);
    expect(line?.['Faits']).toBe(`'${faits}`);
  });

  it('as a document whose first page sums up: count by nature and state, median time to acknowledgement', async () => {
    const scene = await openStaffedScene();
    await fiveReports(scene);
    const { text, info } = await paperOf(scene, OF_YEAR);
    const [first = '', ...reports] = text.split('\f').map((page) => page.replaceAll(/\s+/gu, ' '));
    expect(info).toMatchObject({ Title: 'Signalements du 01/01/2026 au 31/12/2026', Pages: '6' });
    for (const part of [
      'Toutes les collectivités',
      'Signalements 5',
      'Délai médian de prise en compte 1 h 30 ouvrées',
      'Signalé 2 Pris en compte 2 En cours 0 Clos 1 Rouvert 0',
      'Difficulté avec le prestataire 1',
      'Écart par rapport aux objectifs 1',
      'Dysfonctionnement de la solution 2',
      "Dégradation d'installation 1",
      'Autre événement 0',
    ])
      expect(first).toContain(part);
    expect(reports[0]).toContain('INC-2026-0001 (pris en compte)');
    expect(reports[0]).toContain('non communicable au prestataire');
    expect(reports[4]).toContain('INC-2026-0005 (pris en compte)');
  });

  it('of one beneficiary, named also where it has reported nothing', async () => {
    const scene = await openStaffedScene();
    await fiveReports(scene);
    const reply = await scene.say(
      'coordinator',
      'incident export du:2026-03-01 au:2026-03-31 commune:Nanterre',
    );
    expect(said(reply)).toContain('Nanterre');
    expect(said(reply)).toContain('Signalements : 1');
    const card = reply.kind === 'form' ? undefined : reply.card;
    const paper = await printed(bytesOf(await behind(scene, card, 'Télécharger le PDF')));
    expect(paper.line).toContain('Signalements du 01/03/2026 au 31/03/2026 Nanterre');
    expect(paper.line).toContain('INC-2026-0005');
    expect(paper.line).not.toContain('INC-2026-0002');
    const none = await scene.say(
      'coordinator',
      'incident export du:2026-02-01 au:2026-02-28 commune:Nanterre',
    );
    expect(said(none)).toContain('Nanterre');
    expect(said(none)).toContain('Aucun signalement sur cette période.');
    expect(labelsOf(none)).toEqual([]);
    const values = { du: '2026-02-01', au: '2026-02-28', commune: 'ia-administration-interne/nanterre' };
    const empty = await paperOf(scene, values);
    expect(empty.info['Pages']).toBe('1');
    expect(empty.line).toContain('Nanterre Signalements 0');
    expect(empty.line).toContain('aucun signalement pris en compte');
    expect(await csvOf(scene, values)).toEqual([]);
  });

  it('from the first day to the last, both included, by the Paris day of the record', async () => {
    const scene = await openStaffedScene();
    for (const at of ['2026-03-31T21:30:00Z', '2026-03-31T22:30:00Z']) {
      scene.at(at);
      await reported(scene, 'referent', { nature: 'autre' });
    }
    const numbers = async (du: string, au: string) =>
      (await csvOf(scene, { du, au })).map((line) => line['Numéro']);
    expect(await numbers('2026-03-01', '2026-03-31')).toEqual(['INC-2026-0001']);
    expect(await numbers('2026-04-01', '2026-04-01')).toEqual(['INC-2026-0002']);
    const reversed = await scene.say('coordinator', 'incident export du:2026-04-02 au:2026-04-01');
    expect(said(reversed)).toContain('Le 01/04/2026 précède le 02/04/2026');
  });

  it('is for the coordination alone', async () => {
    const scene = await openStaffedScene();
    await fiveReports(scene);
    for (const persona of ['referent', 'deputy', 'contractor', 'stranger'] as const)
      for (const file of ['signalements', 'signalements-pdf'])
        expect(await download(scene, persona, { file, values: OF_YEAR })).toBeNull();
  });
});
