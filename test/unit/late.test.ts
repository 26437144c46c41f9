import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  contractor,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { download, handOver, labelsOf } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const SIGN = 'convention signer {} 20/11/2025 28/11/2025 1';

/** Both beneficiaries have signed, chosen and ended the audit in time: nothing is late. */
async function punctual(at = '2026-03-12T09:42:00Z'): Promise<Scene> {
  const scene = await openStaffedScene({ at });
  for (const commune of ['choisy-le-roi', 'nanterre']) {
    await scene.say('coordinator', SIGN.replace('{}', commune));
    await scene.say('coordinator', `etape terminer ${commune} audit 28/02/2026`);
  }
  await scene.flush();
  return scene;
}

async function labels(scene: Scene): Promise<readonly string[]> {
  return labelsOf(await scene.say('coordinator', 'retards'));
}

describe('what is late (art. 1 to 12)', () => {
  it('is nothing where all is in order; the lights are told all the same', async () => {
    const scene = await punctual();
    expect(said(await scene.say('coordinator', 'retards'))).toBe(
      [
        'Retards',
        "Rien n'est en retard.",
        'En retard : 0',
        'Utilisation réduite : 2',
        'À risque : 0',
        'Dans les temps : 0',
      ].join('\n'),
    );
    expect(await labels(scene)).toEqual([]);
  });

  it('counts phases, validations and obligations, and names them by beneficiary, most of them first', async () => {
    const scene = await punctual();
    await handOver(scene, { collectivites: 'Nanterre' });
    await handOver(scene, { titre: 'Plan de formation', collectivites: 'Nanterre' });
    scene.at('2026-06-01');
    await scene.say('coordinator', 'commune ajouter Thiais');
    await scene.say('coordinator', 'etape terminer choisy-le-roi setup 31/05/2026');
    expect(said(await scene.say('coordinator', 'retards'))).toBe(
      [
        'Retards',
        '3 échéances dépassées, 2 validations en attente depuis 10 jours ouvrés ou plus, 3 autres obligations en retard.',
        'Thiais (calendrier : en retard)',
        '- « État des lieux et audit préalables », fin le 28/02/2026 : en retard de 93 jours',
        '- « Mise en place et formation », fin le 31/05/2026 : en retard de 1 jour',
        '- Obligations : choisir une expérimentation, convention signée par toutes les parties et désigner un référent',
        'Nanterre (calendrier : en retard)',
        '- « Mise en place et formation », fin le 31/05/2026 : en retard de 1 jour',
        '- Sans réponse : LIV-01 (52 jours ouvrés), LIV-02 (52 jours ouvrés)',
        "L'absence de réponse ne vaut pas validation.",
        'Calendriers',
        'En retard : 2',
        'Utilisation réduite : 1',
        'À risque : 0',
        'Dans les temps : 0',
      ].join('\n'),
    );
    expect(await labels(scene)).toEqual(['Relancer les validations', 'Exporter (CSV)', 'Thiais', 'Nanterre']);
    expect(said(await scene.press('coordinator', 'Nanterre'))).toContain('Obligations : Nanterre');
    await scene.say('coordinator', 'retards');
    expect(said(await scene.press('coordinator', 'Relancer les validations'))).toContain('Nanterre');
  });

  it('a validation is late from two thirds of the time on that paces the reminders, not before', async () => {
    const scene = await punctual();
    await handOver(scene, { collectivites: 'Nanterre' });
    scene.at('2026-03-25');
    expect(said(await scene.say('coordinator', 'retards'))).toContain("Rien n'est en retard.");
    scene.at('2026-03-26');
    const late = said(await scene.say('coordinator', 'retards'));
    expect(late).toContain('1 validation en attente depuis 10 jours ouvrés ou plus.');
    expect(late).toContain('- Sans réponse : LIV-01 (10 jours ouvrés)');
  });

  it('a phase is late the day after its end, and no more once it is declared over', async () => {
    const scene = await openStaffedScene({ at: '2026-02-28T09:00:00Z' });
    for (const commune of ['choisy-le-roi', 'nanterre'])
      await scene.say('coordinator', SIGN.replace('{}', commune));
    expect(said(await scene.say('coordinator', 'retards'))).toContain("Rien n'est en retard.");
    scene.at('2026-03-01');
    expect(said(await scene.say('coordinator', 'retards'))).toContain('2 échéances dépassées.');
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 28/02/2026');
    expect(said(await scene.say('coordinator', 'retards'))).toContain('1 échéance dépassée.');
  });

  it('a phase that was put off is late again from the day after its new end', async () => {
    const scene = await punctual('2026-05-29T09:00:00Z');
    for (const commune of ['choisy-le-roi', 'nanterre']) {
      await scene.say('coordinator', `etape retard ${commune} setup 10/06/2026 Marché`);
      await scene.press('coordinator', 'Enregistrer');
    }
    scene.at('2026-06-10');
    expect(said(await scene.say('coordinator', 'retards'))).toContain("Rien n'est en retard.");
    scene.at('2026-06-11');
    expect(said(await scene.say('coordinator', 'retards'))).toContain('En retard : 2');
  });

  it('obligations alone leave the button of validations out', async () => {
    const scene = await punctual();
    await scene.say('coordinator', 'commune ajouter Thiais');
    await scene.say('coordinator', 'etape terminer thiais audit 28/02/2026');
    const card = said(await scene.say('coordinator', 'retards'));
    expect(card).toContain(
      'Retards\n3 autres obligations en retard.\nThiais (calendrier : utilisation réduite)',
    );
    expect(card).not.toContain('ne vaut pas validation');
    expect(await labels(scene)).toEqual(['Exporter (CSV)', 'Thiais']);
  });

  it('counts each light once, the one that is at risk too', async () => {
    const short = programme({
      contractor,
      start: '2025-12-01',
      convention: { term: '2027-01-31' },
      assessment: { before: '2027-01-10' },
    });
    const scene = await openStaffedScene({ tracks: [short], at: '2026-01-15T09:00:00Z' });
    for (const commune of ['choisy-le-roi', 'nanterre'])
      await scene.say('coordinator', SIGN.replace('{}', commune));
    await scene.say('coordinator', 'etape terminer nanterre audit 10/01/2026');
    const card = said(await scene.say('coordinator', 'retards'));
    expect(card).toContain('À risque : 1\nDans les temps : 1');
    const file = async () => said(await scene.say('coordinator', 'commune voir choisy-le-roi'));
    expect(await file()).toContain('Calendrier : à risque, 9 jours de marge avant la date limite du bilan.');
    await scene.load({ ...short, assessmentBefore: '2027-01-15' });
    expect(await file()).toContain('Calendrier : à risque, 14 jours de marge');
    await scene.load({ ...short, assessmentBefore: '2027-01-16' });
    expect(await file()).toContain('Calendrier : dans les temps, 15 jours de marge');
  });

  it('is for the coordination alone', async () => {
    const scene = await openStaffedScene();
    expect((await scene.say('referent', 'retards')).kind).toBe('refused');
    expect(await download(scene, 'referent', { file: 'retards', values: {} })).toBeNull();
  });

  it('is nothing before there is any programme', async () => {
    const scene = await openScene({ tracks: [] });
    expect(said(await scene.say('coordinator', 'retards'))).toContain("Rien n'est en retard.");
  });
});

describe('a long list of what is late', () => {
  const COMMUNES = [
    'Thiais',
    'Vanves',
    'Clichy',
    'Bagneux',
    'Sceaux',
    'Antony',
    'Meudon',
    'Colombes',
    'Gentilly',
  ];
  const tracks = [programme({ contractor, beneficiaries: COMMUNES.map((name) => ({ name })) })];

  it('is paged, whole in its sums, and opens the first ones of each page', async () => {
    const scene = await openScene({ tracks });
    const first = said(await scene.say('coordinator', 'retards'));
    expect(first).toContain('Retards (1/2)\n9 échéances dépassées, 27 autres obligations en retard.');
    expect(first.match(/calendrier : en retard/gu)).toHaveLength(8);
    expect(await labels(scene)).toEqual([
      'Exporter (CSV)',
      'Antony',
      'Bagneux',
      'Clichy',
      'Colombes',
      'Suite',
    ]);
    const second = said(await scene.press('coordinator', 'Suite'));
    expect(second).toContain('Retards (2/2)\n9 échéances dépassées, 27 autres obligations en retard.');
    expect(second.match(/calendrier : en retard/gu)).toHaveLength(1);
    expect(said(await scene.press('coordinator', 'Précédent'))).toContain('(1/2)');
  });

  it('is exported whole, a line for each thing, and each cell is text', async () => {
    const scene = await openScene({ tracks });
    await handOver(scene, { collectivites: 'Antony' });
    scene.at('2026-04-10');
    const made = await download(scene, 'coordinator', { file: 'retards', values: {} });
    expect(made).toMatchObject({ name: 'retards-2026-04-10.csv', type: 'text/csv; charset=utf-8' });
    const rows: string[][] = parse(String(made?.body), { delimiter: ';', bom: true });
    expect(rows[0]).toEqual([
      'Parcours',
      'Collectivité',
      'SIREN',
      'Calendrier',
      'Nature',
      'Objet',
      'Échéance',
      'Retard',
    ]);
    expect(rows).toHaveLength(1 + 9 * 4 + 1);
    const track = 'IA – Administration interne des collectivités';
    const of = [track, 'Antony', '219200029', 'en retard'];
    expect(rows.slice(1, 6).map((row) => row.map(plainSpaces))).toEqual([
      [...of, 'Échéance', 'État des lieux et audit préalables', '28/02/2026', '41 jours'],
      [...of, 'Validation', 'LIV-01', '', '20 jours ouvrés'],
      [...of, 'Obligation', 'Choisir une expérimentation', '01/12/2025', '130 jours'],
      [...of, 'Obligation', 'Convention signée par toutes les parties', '01/12/2025', '130 jours'],
      [...of, 'Obligation', 'Désigner un référent', '01/12/2025', '130 jours'],
    ]);
  });
});
