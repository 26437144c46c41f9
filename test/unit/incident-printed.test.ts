import { describe, expect, it } from '@jest/globals';
import { openStaffedScene, type Scene, said } from '../support/bot.ts';
import { behind, download, submitted } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';
import { bleeds, bytesOf, codeOn, type Printed, printed } from '../support/pdf.ts';
import type { Persona } from '../support/personas.ts';

const NUMBER = 'INC-2026-0001';
/** In points: where no printer cuts anything off, and no text runs beyond the others. */
const MARGINS = { side: 55, end: 28 };
const PARAGRAPH =
  'La plateforme renvoie une erreur à chaque recherche depuis 9\u00a0h\u00a0: « les douze agents formés » ne peuvent plus s’en servir, ni à l’accueil ni au service des œuvres.';

/** People's own texts are printed: their typography is theirs. */
function openPrinted(): Promise<Scene> {
  return openStaffedScene({ checkTypography: false });
}

/** Choisy-le-Roi reports, with what a test changes. */
async function reported(scene: Scene, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  const values = {
    commune: 'Choisy-le-Roi',
    nature: 'dysfonctionnement',
    faits: PARAGRAPH,
    'constate-le': '2026-03-12',
    heure: '09:10',
    consequence: 'certaine',
    jours: '3',
    ...changes,
  };
  expect(said(await submitted(scene, 'referent', 'incident', values))).toContain('est enregistré');
}

async function receiptOf(scene: Scene, persona: Persona = 'referent'): Promise<Printed> {
  const reply = await scene.say(persona, `incident voir ${NUMBER}`);
  const card = reply.kind === 'form' ? undefined : reply.card;
  return printed(bytesOf(await behind(scene, card, 'Télécharger le PDF')));
}

async function hashOf(scene: Scene): Promise<string> {
  const entry = (await scene.journal()).find(({ type }) => type === 'incident-reported');
  return entry?.hash ?? '';
}

describe('the receipt of a report, printed (art. 3)', () => {
  it('has every field, the instant, the hash, what followed, and the address that verifies it', async () => {
    const scene = await openPrinted();
    const pieces = [
      await scene.give('referent', "capture d'écran.png", fileOf('png')),
      await scene.give('referent', 'journal.txt', fileOf('txt')),
    ].join(' ');
    await reported(scene, { pieces, source: 'https://metropole.slack.com/archives/C1/p1' });
    await scene.say('coordinator', `incident suivre ${NUMBER}`);
    const reponse = 'Le service a été relancé. Pouvez-vous vérifier ?';
    await submitted(scene, 'contractor', 'incident repondre', { incident: NUMBER, reponse });
    const complement = "Correction : l'accueil n'est pas touché.";
    await submitted(scene, 'referent', 'incident completer', { incident: NUMBER, complement });
    const { line } = await receiptOf(scene);
    for (const part of [
      `Signalement ${NUMBER}`,
      'Enregistré le 12/03/2026 à 10 h 42. État : en cours.',
      'Parcours IA – Administration interne des collectivités',
      'Collectivité Choisy-le-Roi',
      'Nature Dysfonctionnement de la solution',
      'Constaté le 12/03/2026 à 9 h 10',
      'Signalé le 12/03/2026 à 10 h 42 par Amina Diallo, 1 h 32 après le constat',
      'Conséquence sur le calendrier certaine, de 3 jours',
      'Adressé à Métropole et prestataire',
      '« les douze agents formés » ne peuvent plus s’en servir, ni à l’accueil ni au service des œuvres.',
      "D'après le message https://metropole.slack.com/archives/C1/p1",
      "Pièces jointes : capture d'écran.png",
      'journal.txt (',
      'Camille Roux (Métropole), pris en compte',
      `Ines Faure (prestataire), réponse : ${reponse}`,
      `Amina Diallo (collectivité), complément : ${complement}`,
    ])
      expect(line).toContain(part);
    const hash = await hashOf(scene);
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    expect(line).toContain(hash.replaceAll(/(.{8})(?=.)/gu, '$1 '));
    expect(line.replaceAll(' ', '')).toContain(`https://jalon.example/verification/${NUMBER}/${hash}`);
  });

  it('is A4, French, titled, with its fonts inside, nothing near an edge, in colour and in grey', async () => {
    const scene = await openPrinted();
    await reported(scene);
    const receipt = await receiptOf(scene);
    expect(receipt.info).toMatchObject({
      Title: `Signalement ${NUMBER}`,
      Author: 'Jalon',
      'PDF version': '1.7',
      Pages: '1',
    });
    expect(receipt.info['Page size']).toMatch(/^595\.\d+ x 841\.\d+ pts \(A4\)$/u);
    expect(receipt.raw).toContain('/Lang (fr-FR)');
    expect(receipt.raw).toContain('/DisplayDocTitle true');
    expect(receipt.fonts.length).toBeGreaterThan(0);
    expect(receipt.fonts.filter(({ isEmbedded }) => !isEmbedded)).toEqual([]);
    const url = `https://jalon.example/verification/${NUMBER}/${await hashOf(scene)}`;
    for (const isGrey of [false, true]) {
      const pages = await receipt.pages({ isGrey });
      expect(pages.map((page) => bleeds(page, MARGINS))).toEqual([false]);
      expect(pages.map(codeOn)).toEqual([url]);
    }
  }, 20_000);

  it('keeps 3,000 characters of several paragraphs, and a word that no line holds, letter by letter', async () => {
    const scene = await openPrinted();
    const word = 'anticonstitutionnellement'.repeat(12);
    const head = `${PARAGRAPH}\n\n${word}\n\n`;
    const faits = `${head}${PARAGRAPH.repeat(30)}`.slice(0, 2_994).concat(' Fin !');
    expect(faits).toHaveLength(3_000);
    await reported(scene, { faits });
    const receipt = await receiptOf(scene);
    const bare = (text: string) => text.replaceAll(/\s/gu, '');
    const pages = receipt.text.split('\f').map((page) => page.split('Jalon, programme')[0] ?? '');
    expect(bare(pages.join(''))).toContain(bare(faits));
    expect(Number(receipt.info['Pages'])).toBe(2);
    expect((await receipt.pages()).map((page) => bleeds(page, MARGINS))).toEqual([false, false]);
  }, 20_000);

  it('prints Greek, Cyrillic and the letters of Europe; writes by its code what its font lacks, and says so', async () => {
    const scene = await openPrinted();
    const drawn = 'Ελληνικά, Кириллица, Łódź, İstanbul, Dvořák, œuvre, 12 m², 3 €, ½, « où », l’été…';
    await reported(scene, {
      faits: `${drawn} Écran 🙂👩🏽‍💻 vide, 漢字, e\u0301crit → fin\tet \u202Esuite\u202C. Ligne\r\nsuivante`,
    });
    const { line, fonts } = await receiptOf(scene);
    expect(line).toContain(drawn);
    expect(line).toContain(
      'Écran [U+1F642 U+1F469 U+1F3FD U+1F4BB] vide, [U+6F22 U+5B57], écrit [U+2192] fin et suite. Ligne suivante',
    );
    expect(line).toContain("Les caractères que la police de ce document n'a pas sont écrits par leur code");
    expect(fonts).toHaveLength(2);
  });

  it('says nothing of codes where every character is drawn', async () => {
    const scene = await openPrinted();
    await reported(scene);
    expect((await receiptOf(scene)).line).not.toContain('code Unicode');
  });

  it('is the same bytes each time, and shows a contractor what is addressed to it', async () => {
    const scene = await openPrinted();
    await reported(scene);
    const own = 'Nous attendons vos pièces.';
    const values = { incident: NUMBER, reponse: own, lecteurs: 'sans-prestataire' };
    await submitted(scene, 'coordinator', 'incident repondre', values);
    expect((await receiptOf(scene)).raw).toBe((await receiptOf(scene)).raw);
    expect((await receiptOf(scene)).line).toContain(own);
    expect((await receiptOf(scene, 'contractor')).line).not.toContain(own);
  });

  it('of a locked report is for the beneficiary and MGP, marked so; nobody else has it', async () => {
    const scene = await openPrinted();
    await reported(scene, { nature: 'prestataire' });
    const { line } = await receiptOf(scene, 'coordinator');
    expect(line).toContain('Adressé à Métropole seulement, non communicable au prestataire');
    const file = { file: 'signalement', values: { incident: NUMBER } };
    for (const persona of ['contractor', 'foreignReferent', 'stranger'] as const)
      expect(await download(scene, persona, file)).toBeNull();
    expect(await download(scene, 'deputy', file)).toMatchObject({ name: `${NUMBER}.pdf` });
  });
});
