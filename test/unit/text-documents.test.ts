import { describe, expect, it } from '@jest/globals';
import { strToU8 } from 'fflate';
import type { FileKind } from '../../src/domain/kernel/file.ts';
import { readFile } from '../../src/text/reading.ts';
import { LONGEST_READ } from '../../src/usecases/text-reader.ts';
import { fileOf } from '../support/given-files.ts';
import {
  docxOf,
  MENTION,
  mentions,
  officeOf,
  openOf,
  paragraph,
  relations,
  run,
  shape,
  slidePart,
  slideRun,
  wordPart,
} from '../support/text-files.ts';

async function textOf(kind: FileKind, bytes: Uint8Array): Promise<string> {
  const read = await readFile(kind, bytes);
  return read.kind === 'text' ? read.text : `unread: ${read.why}`;
}

const THREE = ['Un projet du programme ', 'Appropriation de la Métro', 'pole du Grand Paris'] as const;
const RUNS = THREE.map(run);
const LETTERS = 'Là où l’été « œuvre », n° 5 : ﬁn';

describe('Word', () => {
  it('body, headers, footers and notes are read, in lines', async () => {
    const document = docxOf(paragraph(run(LETTERS)) + paragraph(run('Deuxième ligne')), {
      'word/header1.xml': wordPart('hdr', paragraph(run('En-tête'))),
      'word/footer2.xml': wordPart('ftr', paragraph(run('Pied 2'))),
      'word/footer10.xml': wordPart('ftr', paragraph(run('Pied 10'))),
      'word/footnotes.xml': wordPart('footnotes', `<w:footnote>${paragraph(run('Note'))}</w:footnote>`),
      'word/endnotes.xml': wordPart('endnotes', `<w:endnote>${paragraph(run('Fin'))}</w:endnote>`),
      'word/comments.xml': wordPart('comments', paragraph(run('Un commentaire'))),
    });
    expect(await textOf('docx', document)).toBe(
      [LETTERS, 'Deuxième ligne', 'En-tête', 'Pied 2', 'Pied 10', 'Note', 'Fin'].join('\n'),
    );
  });

  it('a mention split over runs in a footer is whole, and there once', async () => {
    const document = docxOf(paragraph(run('Corps')), {
      'word/footer1.xml': wordPart('ftr', paragraph(...RUNS)),
    });
    expect(mentions(await textOf('docx', document))).toBe(1);
  });

  it('a text box is read once, though older programs are given it again, and cuts no sentence', async () => {
    const box = `<w:txbxContent>${paragraph(...RUNS)}</w:txbxContent>`;
    const anchor = `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    const text = await textOf('docx', docxOf(paragraph(run('Avant '), anchor, run('après'))));
    expect(text).toBe(`Avant après\n${MENTION}`);
  });

  it('WordArt of before 2010, whose text is an attribute, is read and cuts no sentence', async () => {
    const art = `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath style="v-text-kern:t" string="${MENTION}"/></v:shape></w:pict></w:r>`;
    const text = await textOf('docx', docxOf(paragraph(run('Avant '), art, run('après'))));
    expect(text).toBe(`Avant après\n${MENTION}`);
  });

  it('what was deleted or moved away is not read; tabs, breaks and hyphens are', async () => {
    const body = paragraph(
      run('Reste'),
      '<w:del><w:r><w:delText>Effacé</w:delText></w:r></w:del>',
      `<w:moveFrom>${run('Parti')}</w:moveFrom>`,
      '<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>',
      '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/><w:t>d</w:t></w:r>',
      '<w:r><w:instrText>PAGE</w:instrText></w:r>',
    );
    expect(await textOf('docx', docxOf(body))).toBe('Reste\ta\nb\u2011c\td');
  });

  it('a mention over three lines of one paragraph, in UTF-16, is whole', async () => {
    const xml = wordPart('document', paragraph(THREE.map(run).join('<w:r><w:br/></w:r>')));
    const broken = xml.replaceAll(
      'Métro</w:t></w:r><w:r><w:br/></w:r><w:r><w:t xml:space="preserve">pole',
      'Métropole',
    );
    const bytes = Buffer.from(`\uFEFF${broken.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');
    const text = await textOf('docx', officeOf({ 'word/document.xml': bytes }));
    expect(text).toContain('\n');
    expect(mentions(text)).toBe(1);
    expect(mentions(await textOf('docx', officeOf({ 'word/document.xml': bytes.swap16() })))).toBe(1);
  });

  it('pictures in attributes, however long, do not keep it from being read', async () => {
    const picture = `<w:pict gfxdata="${'A'.repeat(300_000)}"/>`;
    expect(await textOf('docx', docxOf(paragraph(run('Avec image')) + picture))).toBe('Avec image');
  });
});

describe('PowerPoint', () => {
  const footer = shape([THREE.map(slideRun).join('')]);
  const deck = (more: Readonly<Record<string, string>>) =>
    officeOf({
      'ppt/presentation.xml': '<p:presentation/>',
      'ppt/slides/slide10.xml': slidePart('sld', shape([slideRun('Dixième')])),
      'ppt/slides/slide2.xml': slidePart(
        'sld',
        shape([`${slideRun(LETTERS)}<a:br/>${slideRun('suite')}`, slideRun('Puce')], true),
      ),
      ...more,
    });

  it('slides are read in the order of their numbers, runs in lines', async () => {
    expect(await textOf('pptx', deck({}))).toBe(`${LETTERS}\nsuite\nPuce\nDixième`);
  });

  it('what layouts and masters in use show on each slide is read, places for text are not', async () => {
    const text = await textOf(
      'pptx',
      deck({
        'ppt/slides/_rels/slide2.xml.rels': relations(
          '../slideLayouts/slideLayout1.xml',
          '../media/image1.png',
        ),
        'ppt/slideLayouts/slideLayout1.xml': slidePart(
          'sldLayout',
          shape([slideRun('Titre ici')], true),
          footer,
        ),
        'ppt/slideLayouts/slideLayout2.xml': slidePart('sldLayout', shape([slideRun('Inutilisé')])),
        'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relations('../slideMasters/slideMaster1.xml'),
        'ppt/slideLayouts/_rels/slideLayout2.xml.rels': relations('../slideMasters/slideMaster2.xml'),
        'ppt/slideMasters/slideMaster1.xml': slidePart('sldMaster', shape([slideRun('Du masque')])),
        'ppt/slideMasters/slideMaster2.xml': slidePart('sldMaster', shape([slideRun('Autre masque')])),
      }),
    );
    expect(text).toBe(`${LETTERS}\nsuite\nPuce\nDixième\n${MENTION}\nDu masque`);
  });

  it('a layout that is referred to and not there changes nothing', async () => {
    const text = await textOf(
      'pptx',
      deck({ 'ppt/slides/_rels/slide2.xml.rels': relations('../slideLayouts/slideLayout9.xml') }),
    );
    expect(text).toContain('Dixième');
  });
});

describe('LibreOffice', () => {
  it('a text with titles, spaces, tabs, notes, text boxes and a footer is read', async () => {
    const content = `<text:tracked-changes><text:p>Effacé</text:p></text:tracked-changes>
      <text:h>${LETTERS}</text:h>
      <text:p>a<text:s text:c="3"/>b<text:s/>c<text:tab/>d<text:line-break/>e<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body></text:note> f<office:annotation><text:p>Commentaire</text:p></office:annotation><draw:frame><draw:text-box><text:p><text:span>Boîte</text:span></text:p></draw:text-box><svg:desc>Logo</svg:desc></draw:frame></text:p>`;
    const styles = `<office:master-styles><style:master-page><style:footer><text:p>${THREE.map((part) => `<text:span>${part}</text:span>`).join('')}</text:p></style:footer></style:master-page></office:master-styles>`;
    expect(await textOf('odt', openOf('odt', content, styles))).toBe(
      [LETTERS, 'a   b c\td', 'e f', 'Note', 'Boîte', MENTION].join('\n'),
    );
  });

  it('a presentation is read with its masters and its footers, without what its speaker reads', async () => {
    const content = `<presentation:footer-decl>${MENTION}</presentation:footer-decl><draw:page><draw:frame><draw:text-box><text:p>Page une</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>À dire</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>`;
    const styles =
      '<style:master-page><draw:custom-shape><text:p>Sur chaque page</text:p></draw:custom-shape></style:master-page>';
    expect(await textOf('odp', openOf('odp', content, styles))).toBe(`${MENTION}\nPage une\nSur chaque page`);
  });

  it('one under a password is said to be', async () => {
    const manifest =
      '<manifest:manifest xmlns:manifest="x"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    const locked = openOf('odt', '<text:p>Caché</text:p>', '', { 'META-INF/manifest.xml': manifest });
    const open = openOf('odt', '<text:p>Ouvert</text:p>', '', {
      'META-INF/manifest.xml': '<manifest:manifest xmlns:manifest="x"/>',
    });
    expect(await textOf('odt', locked)).toBe('unread: encrypted');
    expect(await textOf('odt', open)).toBe('Ouvert');
  });

  it('a line that says it has a billion spaces is not written out', async () => {
    const text = await textOf('odt', openOf('odt', '<text:p>a<text:s text:c="1000000000"/>b</text:p>'));
    expect(text.length).toBeLessThan(2_000);
  });
});

describe('what cannot be read is said', () => {
  const unread = (why: string) => ({ kind: 'unread', why });

  it.each(['xlsx', 'ods', 'png', 'jpg'] as const)('nothing is read out of %s', async (kind) => {
    expect(await readFile(kind, fileOf(kind))).toEqual(unread('not-read'));
  });

  it.each(['docx', 'pptx', 'odt', 'odp'] as const)('%s without a letter has no text', async (kind) => {
    expect(await readFile(kind, fileOf(kind))).toEqual(unread('no-text'));
  });

  it('numbers and signs alone are no text', async () => {
    expect(await readFile('docx', docxOf(paragraph(run('12 % – 3'))))).toEqual(unread('no-text'));
  });

  it.each(['docx', 'pptx', 'odt', 'odp'] as const)('%s that is cut off is broken', async (kind) => {
    const bytes = fileOf(kind);
    expect(await readFile(kind, bytes.subarray(0, bytes.length / 2))).toEqual(unread('broken'));
    expect(await readFile(kind, new Uint8Array())).toEqual(unread('broken'));
  });

  it('an archive without the part that holds the body is broken', async () => {
    const other = officeOf({ 'word/footer1.xml': wordPart('ftr', paragraph(run('Pied'))) });
    expect(await readFile('docx', other)).toEqual(unread('broken'));
    expect(await readFile('odt', other)).toEqual(unread('broken'));
  });

  it('XML that is not well formed, or ends too early, is broken', async () => {
    for (const body of ['<w:p><w:r></w:p>', '<w:p><w:t>a & b</w:t></w:p>', '</w:body><w:body><w:p>'])
      expect(await readFile('docx', docxOf(body))).toEqual(unread('broken'));
  });

  it('a billion laughs is broken at the first one, in no time', async () => {
    const laughs = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    const xml = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">${laughs}]>${paragraph(run('&l10;'))}`;
    const began = performance.now();
    expect(await readFile('docx', officeOf({ 'word/document.xml': xml }))).toEqual(unread('broken'));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('an entity of a file elsewhere is not asked for', async () => {
    const xml = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>${paragraph(run('a&x;b'))}`;
    expect(await readFile('docx', officeOf({ 'word/document.xml': xml }))).toEqual(unread('broken'));
  });

  it('text over the limit is too long, at the limit it is read', async () => {
    const most = 'é'.repeat(LONGEST_READ);
    expect(await textOf('docx', docxOf(paragraph(run(most))))).toBe(most);
    expect(await readFile('docx', docxOf(paragraph(run(`${most}e`))))).toEqual(unread('too-long'));
    // Each end of a line counts.
    const halves = paragraph(run(most.slice(1))) + paragraph(run('e'));
    expect(await readFile('docx', docxOf(halves))).toEqual(unread('too-long'));
    expect(await readFile('txt', strToU8(`${most}e`))).toEqual(unread('too-long'));
    expect(await textOf('txt', strToU8(most))).toBe(most);
    expect(await readFile('csv', new Uint8Array(400_000).fill(97))).toEqual(unread('too-long'));
  });
});

describe('what unzips out of all proportion', () => {
  it('is too much, before it is unzipped', async () => {
    const bomb = docxOf('', { 'word/footer1.xml': new Uint8Array(300 * 1024 * 1024) });
    const began = performance.now();
    expect(await readFile('docx', bomb)).toEqual({ kind: 'unread', why: 'too-much' });
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('gets no more room than it says, and is broken', async () => {
    const name = 'word/footer1.xml';
    const bomb = docxOf('', { [name]: new Uint8Array(100 * 1024 * 1024).fill(32) });
    const at = Buffer.from(bomb.buffer).lastIndexOf(name) - 46 + 24;
    new DataView(bomb.buffer).setUint32(at, 1_000, true);
    const before = process.memoryUsage().arrayBuffers;
    expect(await readFile('docx', bomb)).toEqual({ kind: 'unread', why: 'broken' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('is of no account in parts that are not read', async () => {
    const document = docxOf(paragraph(run('Lisible')), {
      'word/media/void.bin': new Uint8Array(100_000_000),
    });
    expect(await textOf('docx', document)).toBe('Lisible');
  });
});
