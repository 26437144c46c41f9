import { describe, expect, it } from '@jest/globals';
import type { Content } from 'pdfmake';
import { readFile } from '../../src/text/reading.ts';
import { LONGEST_READ } from '../../src/usecases/text-reader.ts';
import { fileOf } from '../support/given-files.ts';
import { collapsed, MENTION, mentions, pdfOf, rawPdf } from '../support/text-files.ts';

async function textOf(bytes: Uint8Array): Promise<string> {
  const read = await readFile('pdf', bytes);
  return read.kind === 'text' ? read.text : `unread: ${read.why}`;
}

const HELVETICA = '/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>';
const narrow = (text: string): Content => ({ columns: [{ text, width: 150 } as Content] });

describe('PDF', () => {
  it('words are whole, with accents, ligatures and quotation marks, in lines', async () => {
    const bytes = await pdfOf([{ text: 'Là où l’été « œuvre », fin : ﬁn' }, { text: 'Deuxième ligne' }]);
    const text = await textOf(bytes);
    expect(collapsed(text)).toBe('Là où l’été « œuvre », fin : fin Deuxième ligne');
    expect(text).toContain('\nDeuxième');
  });

  it('a mention over three lines is whole, and there once', async () => {
    const text = await textOf(await pdfOf([{ text: 'Avant' }, narrow(MENTION), { text: 'Après' }]));
    expect(text.split('\n')).toHaveLength(5); // three of them the mention's
    expect(mentions(text)).toBe(1);
  });

  it('pages follow each other, each on lines of its own', async () => {
    const bytes = await pdfOf([{ text: 'Page une', pageBreak: 'after' }, { text: 'Page deux' }]);
    expect(await textOf(bytes)).toBe('Page une\nPage deux');
  });

  it('letters set one by one are words; a font that is not in the file is none needed', async () => {
    const content = 'BT /F 12 Tf 50 700 Td (Ma) Tj 16.7 0 Td (irie) Tj 19.3 0 Td (d\\222\\351t\\351) Tj ET';
    expect(await textOf(rawPdf(content, HELVETICA))).toBe('Mairie d’été');
  });

  it('one that opens with a password alone is said to be encrypted', async () => {
    const bytes = await pdfOf([{ text: MENTION }], { userPassword: 'secret', ownerPassword: 'autre' });
    expect(await textOf(bytes)).toBe('unread: encrypted');
  });

  it('one whose password only guards what may be done with it is read', async () => {
    const bytes = await pdfOf([{ text: MENTION }], { ownerPassword: 'autre' });
    expect(Buffer.from(bytes).includes('/Encrypt')).toBe(true);
    expect(await textOf(bytes)).toBe(MENTION);
  });

  it('pictures alone are no text', async () => {
    const picture = 'q 500 0 0 500 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q';
    expect(await textOf(rawPdf(Buffer.from(picture, 'latin1')))).toBe('unread: no-text');
    expect(await textOf(await pdfOf([{ qr: MENTION, fit: 100, eccLevel: 'M' }]))).toBe('unread: no-text');
  });

  it('what is cut off or none is broken', async () => {
    const whole = await pdfOf([{ text: MENTION }]);
    expect(await textOf(whole.subarray(0, whole.length / 2))).toBe('unread: broken');
    expect(await textOf(new Uint8Array())).toBe('unread: broken');
    expect(await textOf(new TextEncoder().encode('Un texte'))).toBe('unread: broken');
    expect(await textOf(fileOf('pdf'))).toBe('unread: broken');
  });

  it('the bytes stay the caller’s', async () => {
    const bytes = await pdfOf([{ text: MENTION }]);
    const before = bytes.slice();
    await textOf(bytes);
    expect(Buffer.from(bytes).equals(Buffer.from(before))).toBe(true);
  });

  it('text over the limit is too long', async () => {
    const page = 'Une ligne de texte parmi d’autres. '.repeat(LONGEST_READ / 30);
    expect(await textOf(await pdfOf([{ text: page }]))).toBe('unread: too-long');
  }, 30_000);
});
