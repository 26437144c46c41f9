import { afterAll, describe, expect, it } from '@jest/globals';
import { openStaffedScene, said, shownFaults } from '../support/bot.ts';
import { bomb, claiming, fileOf, office } from '../support/given-files.ts';
import {
  docxOf,
  MENTION,
  officeOf,
  openOf,
  paragraph,
  pdfOf,
  rawPdf,
  run,
  shape,
  slidePart,
  slideRun,
} from '../support/text-files.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const body = paragraph(run(`Notre assistant. ${MENTION}.`));

afterAll(() => expect(shownFaults()).toEqual([]));

describe('a document is read as a text is (règlement, art. 9)', () => {
  it.each([
    ['affiche.docx', async () => docxOf(body)],
    ['affiche.odt', async () => openOf('odt', `<office:text><text:p>${MENTION}</text:p></office:text>`)],
    ['affiche.pdf', async () => pdfOf([{ text: MENTION }])],
    ['affiche.txt', async () => utf8(MENTION)],
    [
      'diapos.pptx',
      async () =>
        officeOf({
          'ppt/presentation.xml': '<p:presentation/>',
          'ppt/slides/slide1.xml': slidePart('sld', shape([slideRun(MENTION)])),
        }),
    ],
  ])('%s', async (name, make) => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', name, await make());
    const reply = await scene.fill('referent', 'texte verifier', { fichier });
    expect(said(reply)).toContain('Rien à corriger dans ce texte');
    expect(said(reply)).toContain(`Fichier « ${name} ».`);
  });
});

describe('what cannot be read is told with what to do next', () => {
  const picture = Buffer.from('q 500 0 0 500 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q', 'latin1');

  it.each([
    [
      'a PDF of pictures',
      'affiche.pdf',
      async () => rawPdf(picture),
      "Texte illisible dans « affiche.pdf », à vérifier à l'œil",
    ],
    [
      'an encrypted PDF',
      'affiche.pdf',
      () => pdfOf([{ text: MENTION }], { userPassword: 'secret', ownerPassword: 'autre' }),
      'Le fichier « affiche.pdf » est protégé par un mot de passe.',
    ],
    [
      'a broken PDF',
      'affiche.pdf',
      async () => (await pdfOf([{ text: MENTION }])).slice(0, 400),
      'Le fichier « affiche.pdf » est abîmé',
    ],
    [
      'a text of two megabytes',
      'livre.txt',
      async () => utf8('mot '.repeat(500_000)),
      'dépasse 100 000 caractères',
    ],
    ['a text without a letter', 'vide.txt', async () => utf8('  \n'), 'Texte illisible dans « vide.txt »'],
    ['a picture', 'logo.png', async () => fileOf('png'), 'ne se lit pas ici'],
    ['a document with macros', 'lettre.docm', async () => office('docm'), 'macros'],
    ['a bomb', 'lettre.docx', async () => bomb(32 * 1024 * 1024), 'lettre.docx'],
    [
      'an archive that says it is small',
      'lettre.docx',
      async () => claiming(600 * 1024 * 1024),
      'lettre.docx',
    ],
  ])('%s', async (_what, name, make, sentence) => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', name, await make());
    const reply = await scene.fill('referent', 'texte verifier', { fichier });
    expect(reply.kind).toBe('refused');
    expect(said(reply)).toContain(sentence);
  });
});
