import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { deliverableCsv } from '../../cards/deliverable-matrix.ts';
import { formIn, openStaffedScene, programme, type Scene, said, shownFaults } from '../support/bot.ts';
import {
  behind,
  download,
  handOver,
  judge,
  labelsOf,
  openDeliverableScene,
  replace,
  withdraw,
} from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** Thursday 26/03/2026: ten working days, two thirds of the time to validate, after LIV-01 was handed over. */
const LATE = '2026-03-26';

/** The table's rows, spaces made plain. */
async function table(scene: Scene): Promise<readonly (readonly string[])[]> {
  const reply = await scene.say('coordinator', 'livrable suivi');
  const blocks = reply.kind === 'card' ? reply.card.blocks : [];
  return blocks.flatMap((block) =>
    block.kind === 'table' ? [block.columns, ...block.rows].map((row) => row.map(plainSpaces)) : [],
  );
}

describe('livrable suivi (art. 3): beneficiaries and deliverables', () => {
  it('says where each stands, and who is not concerned', async () => {
    const scene = await openDeliverableScene();
    await handOver(scene, { titre: 'Guide', collectivites: 'Nanterre' });
    scene.at('2026-03-16');
    await handOver(scene, { titre: 'Bilan', collectivites: 'Choisy-le-Roi' });
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Une\nDeux' });
    await judge(scene, 'foreignReferent', { livrable: 'LIV-02', avis: 'refuser', motif: 'Non' });
    expect(await table(scene)).toEqual([
      ['Collectivité', 'LIV-03', 'LIV-02', 'LIV-01'],
      ['Choisy-le-Roi', 'en attente (0 j)', '–', 'réserves (2)'],
      ['Nanterre', '–', 'refusé', 'en attente (2 j)'],
    ]);
    await scene.say('referent', 'livrable lever LIV-01 1');
    expect((await table(scene))[1]?.[3]).toBe('réserves (1)');
    await scene.say('referent', 'livrable lever LIV-01 2');
    expect((await table(scene))[1]?.[3]).toBe('validé, réserves levées');
    const reply = await scene.say('coordinator', 'livrable suivi');
    expect(said(reply)).toContain('Suivi des livrables : IA – Administration interne des collectivités');
    expect(said(reply)).toContain('Aucune validation en retard.');
    expect(said(reply)).toContain("L'absence de réponse ne vaut pas validation.");
    expect(labelsOf(reply)).toEqual(['Exporter (CSV)']);
  });

  it('the late ones first, from two thirds of the time to validate on, with a button that reminds them', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    scene.at('2026-03-25');
    expect(said(await scene.say('coordinator', 'livrable suivi'))).toContain('Aucune validation en retard.');
    scene.at(LATE);
    const reply = await scene.say('coordinator', 'livrable suivi');
    expect(said(reply)).toContain(
      '1 collectivité en attente depuis 10 jours ouvrés ou plus, sur 1 livrable.',
    );
    expect(await table(scene)).toEqual([
      ['Collectivité', 'LIV-01'],
      ['Nanterre', 'en attente (10 j)'],
      ['Choisy-le-Roi', 'validé'],
    ]);
    expect(labelsOf(reply)).toEqual(['Relancer la collectivité en retard', 'Exporter (CSV)']);
    await replace(scene);
    expect(said(await scene.say('coordinator', 'livrable suivi'))).toContain('Aucune validation en retard.');
  });

  it('two late: the button counts them', async () => {
    const scene = await openDeliverableScene();
    scene.at(LATE);
    expect(labelsOf(await scene.say('coordinator', 'livrable suivi'))[0]).toBe('Relancer les 2 en retard');
  });

  it('the four newest deliverables, and how many more the export has; what was withdrawn is none', async () => {
    const scene = await openStaffedScene();
    for (let i = 1; i <= 5; i += 1) await handOver(scene);
    expect(said(await scene.say('coordinator', 'livrable suivi'))).toContain(
      "Les 4 derniers livrables ; l'export contient aussi l'autre.",
    );
    await handOver(scene);
    await handOver(scene);
    await withdraw(scene, 'LIV-07');
    expect((await table(scene))[0]).toEqual(['Collectivité', 'LIV-06', 'LIV-05', 'LIV-04', 'LIV-03']);
    expect(said(await scene.say('coordinator', 'livrable suivi'))).toContain(
      "l'export contient aussi les 2 autres.",
    );
  });

  it('fifteen a page, in the order of the alphabet', async () => {
    const names = ['Antony', 'Arcueil', 'Argenteuil', 'Bagneux', 'Bagnolet', 'Bobigny', 'Bondy', 'Cachan'];
    const more = ['Clamart', 'Clichy', 'Colombes', 'Courbevoie', 'Drancy', 'Dugny', 'Fresnes', 'Gagny'];
    const scene = await openStaffedScene();
    for (const name of [...names, ...more].reverse())
      await scene.say('coordinator', `commune ajouter ${name}`);
    await handOver(scene);
    const first = await table(scene);
    expect(first.slice(1).map(([name]) => name)).toEqual([...names, 'Choisy-le-Roi', ...more.slice(0, 6)]);
    const second = await scene.press('coordinator', 'Suite');
    expect(said(second)).toContain('(2/2)');
    expect(said(second)).toContain('Nanterre');
    expect(labelsOf(second)).toEqual(['Exporter (CSV)', 'Précédent']);
  });

  it('nothing to validate yet', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('coordinator', 'livrable suivi');
    expect(said(reply)).toContain('Aucun livrable à valider pour le moment.');
    expect(labelsOf(reply)).toEqual([]);
  });

  it('asks which track where there are several, and shows that one alone', async () => {
    const health = programme({ id: 'ia-sante', title: 'IA – Santé' });
    const scene = await openStaffedScene({ tracks: [programme(), health] });
    await scene.flush();
    await handOver(scene, { parcours: 'ia-sante' });
    await handOver(scene, { parcours: 'ia-administration-interne' });
    expect(formIn(await scene.say('coordinator', 'livrable suivi')).fields.map(({ name }) => name)).toEqual([
      'parcours',
    ]);
    const reply = await scene.submit('coordinator', { parcours: 'ia-sante' });
    expect(said(reply)).toContain('Suivi des livrables : IA – Santé');
    expect(said(reply)).toContain('LIV-01');
    expect(said(reply)).not.toContain('LIV-02');
    const wrong = await scene.say('coordinator', 'livrable suivi ailleurs');
    expect(said(wrong)).toContain('« ailleurs »');
  });
});

/** The export as a spreadsheet reads it, by the names of its columns. */
async function exported(scene: Scene): Promise<readonly Readonly<Record<string, string>>[]> {
  const reply = await scene.say('coordinator', 'livrable suivi');
  const file = await behind(scene, reply.kind === 'card' ? reply.card : undefined, 'Exporter (CSV)');
  return parse(String(file?.body), { bom: true, delimiter: ';', columns: true });
}

describe('the export (CSV)', () => {
  it('has every beneficiary and deliverable, with the act, the reserves, the remark and the hash', async () => {
    const scene = await openDeliverableScene();
    const reserves = { avis: 'reserves', reserves: 'Une;réserve\n"Deux"', remarque: 'Entre nous' };
    await judge(scene, 'referent', reserves);
    await scene.say('referent', 'livrable lever LIV-01 2');
    await handOver(scene, { titre: 'Guide', collectivites: 'Nanterre' });
    await withdraw(scene, 'LIV-02');
    scene.at(LATE);
    await scene.say('coordinator', 'livrable relancer');
    await scene.press('coordinator', 'Relancer');
    const lines = await exported(scene);
    expect(lines).toHaveLength(3);
    const [choisy, nanterre, guide] = lines.map((line) =>
      Object.fromEntries(Object.entries(line).map(([name, value]) => [name, plainSpaces(value)])),
    );
    expect(choisy).toEqual({
      Parcours: 'IA – Administration interne des collectivités',
      Collectivité: 'Choisy-le-Roi',
      SIREN: '219400223',
      Livrable: 'LIV-01',
      Titre: "Rapport d'audit",
      Version: '1',
      'Remis le': '12/03/2026',
      État: 'validé avec réserves',
      "Jours ouvrés d'attente": '',
      Reçu: 'VAL-2026-0001',
      Le: '12/03/2026 à 10 h 42',
      Par: 'Amina Diallo',
      Réserves: '1. Une;réserve\n2. "Deux" (levée)',
      'Motif du refus': '',
      'Remarque pour la Métropole': 'Entre nous',
      'Dernière relance': '',
      'Empreinte SHA-256': expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect(nanterre).toMatchObject({
      Collectivité: 'Nanterre',
      État: 'en attente de validation',
      "Jours ouvrés d'attente": '10',
      Reçu: '',
      Le: '',
      Par: '',
      Réserves: '',
      'Dernière relance': '26/03/2026 à 10 h 00',
    });
    expect(guide).toMatchObject({ Livrable: 'LIV-02', État: 'retiré', "Jours ouvrés d'attente": '' });
  });

  it.each(['=', '+', '-', '@'])(
    'what begins with « %s » is no formula: title, reserves, reason, remark',
    async (sign) => {
      const evil = `${sign}HYPERLINK("http://exemple.fr";"x")`;
      const scene = await openStaffedScene({ checkTypography: false });
      await handOver(scene, { titre: evil });
      await judge(scene, 'referent', { avis: 'reserves', reserves: evil, remarque: evil });
      await judge(scene, 'foreignReferent', { avis: 'refuser', motif: evil, remarque: `\n${evil}` });
      const [reserved, refused] = await exported(scene);
      expect(reserved?.['Titre']).toBe(`'${evil}`);
      expect(reserved?.['Réserves']).toBe(`1. ${evil}`);
      expect(reserved?.['Remarque pour la Métropole']).toBe(`'${evil}`);
      expect(refused?.['Motif du refus']).toBe(`'${evil}`);
      expect(refused?.['Remarque pour la Métropole']).toBe(`'${evil}`);
      for (const line of [reserved, refused])
        for (const value of Object.values(line ?? {})) expect(value).not.toMatch(/^[=+\-@\t\r]/u);
    },
  );

  it('has its header where nothing was handed over, and no line of another track', async () => {
    const health = programme({ id: 'ia-sante', title: 'IA – Santé' });
    const scene = await openStaffedScene({ tracks: [programme(), health] });
    await handOver(scene, { parcours: 'ia-sante' });
    const file = { file: 'livrables-suivi', values: { parcours: 'ia-administration-interne' } };
    expect((await download(scene, 'coordinator', file))?.body).toBe(deliverableCsv([]));
  });
});
