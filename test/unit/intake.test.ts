import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { openMemory } from '../../src/store/memory.ts';
import { createIntake, fileName, UPLOAD_HOURS } from '../../src/usecases/attachments/intake.ts';
import { MOST_BYTES } from '../../src/usecases/attachments/kinds.ts';
import { bomb, claiming, fileOf, office, PROGRAM } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';

const START = Temporal.Instant.from('2026-03-02T09:00:00Z');
const amina = { platform: 'slack', accountId: 'T1/U1' } as const;

function desk() {
  const clock = { now: START };
  const links = testLinks(() => clock.now);
  const store = openMemory();
  const intake = createIntake({ store, links, now: () => clock.now });
  const take = async (name: string, bytes: Uint8Array) =>
    links.readUpload(await intake.take(amina, { name, bytes }))?.given;
  return { clock, links, store, intake, take };
}

describe('a file that is given', () => {
  it.each(['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'png', 'jpg', 'txt', 'csv'] as const)(
    'is known by its content and kept by its hash: %s',
    async (kind) => {
      const { take, store } = desk();
      const bytes = fileOf(kind);
      const given = await take(`Rapport d’audit.${kind}`, bytes);
      expect(given).toMatchObject({
        kind: 'kept',
        file: { name: `Rapport d’audit.${kind}`, kind, bytes: bytes.byteLength },
      });
      if (given?.kind !== 'kept') return;
      expect(given.file.hash).toMatch(/^[0-9a-f]{64}$/u);
      expect(await store.files.get(given.file.hash)).toEqual(bytes);
    },
  );

  it('gets the extension of its kind where its name has none; other spellings of it stay', async () => {
    const { take } = desk();
    expect(await take('rapport', fileOf('pdf'))).toMatchObject({
      file: { name: 'rapport.pdf', kind: 'pdf' },
    });
    expect(await take('notes', fileOf('txt'))).toMatchObject({ file: { name: 'notes.txt', kind: 'txt' } });
    expect(await take('photo.JPEG', fileOf('jpg'))).toMatchObject({
      file: { name: 'photo.JPEG', kind: 'jpg' },
    });
    expect(await take('lisez-moi.md', fileOf('txt'))).toMatchObject({ file: { kind: 'txt' } });
  });

  it('belongs to whoever gave it, for a week', async () => {
    const { clock, links, intake } = desk();
    const token = await intake.take(amina, { name: 'a.pdf', bytes: fileOf('pdf') });
    clock.now = START.add({ hours: UPLOAD_HOURS }).subtract({ milliseconds: 1 });
    expect(links.readUpload(token)?.holder).toEqual(amina);
    clock.now = START.add({ hours: UPLOAD_HOURS });
    expect(links.readUpload(token)).toBeNull();
    expect(links.readUpload(`${token.slice(0, -2)}AA`)).toBeNull();
  });

  it.each([
    ['is empty', 'vide.pdf', new Uint8Array(), { code: 'file-empty' }],
    [
      'is too large',
      'film.pdf',
      new Uint8Array(MOST_BYTES + 1),
      { code: 'file-too-large', mostBytes: MOST_BYTES },
    ],
    ['is a programme called a PDF', 'rapport.pdf', PROGRAM, { code: 'file-type', found: 'exe' }],
    ['is a programme', 'setup.exe', PROGRAM, { code: 'file-type', found: 'exe' }],
    ['is an archive', 'tout.zip', zipSync({ 'a.txt': strToU8('a') }), { code: 'file-type', found: 'zip' }],
    ['is an image called a PDF', 'plan.pdf', fileOf('png'), { code: 'file-misnamed', found: 'png' }],
    ['is a PDF called a text', 'notes.txt', fileOf('pdf'), { code: 'file-misnamed', found: 'pdf' }],
    ['holds macros and says so', 'suivi.docm', office('docm'), { code: 'file-macros' }],
    [
      'holds macros and hides them',
      'suivi.xlsx',
      office('xlsx', { 'xl/vbaProject.bin': strToU8('x') }),
      { code: 'file-macros' },
    ],
    ['unpacks to half a gigabyte and more', 'gros.docx', claiming(600 * 1024 * 1024), { code: 'file-bomb' }],
    ['unpacks out of all proportion', 'rapport.docx', bomb(40 * 1024 * 1024), { code: 'file-bomb' }],
    ['is called a PDF and is nothing', 'rapport.pdf', strToU8('\u0000\u0001\u0002'), { code: 'file-broken' }],
    ['is a page of the web', 'page.html', strToU8('<script>x</script>'), { code: 'file-type', found: null }],
    ['is bytes without a name', 'donnees', strToU8('\u0001\u0002\u0003abc'), { code: 'file-broken' }],
    ['is a text called a PDF', 'rapport.pdf', strToU8('Bonjour'), { code: 'file-type', found: null }],
  ])(
    'that %s is refused, and told under its field',
    async (_what, name, bytes, reason) => {
      const { take } = desk();
      expect(await take(name, bytes)).toMatchObject({ kind: 'refused', reason: { name, ...reason } });
    },
    20_000,
  );

  it('whose table of contents is cut off cannot be read', async () => {
    const { take } = desk();
    const whole = office('docx');
    expect(await take('coupe.docx', whole.subarray(0, whole.length - 30))).toMatchObject({
      kind: 'refused',
      reason: { code: 'file-broken', name: 'coupe.docx' },
    });
  });

  it('is looked at, not opened: one that lies about what it unpacks to unpacks nowhere', async () => {
    const { take } = desk();
    const before = process.memoryUsage.rss();
    expect(await take('ruse.docx', claiming(10))).toMatchObject({ kind: 'kept' });
    expect(await take('rapport.docx', bomb(20 * 1024 * 1024))).toMatchObject({ kind: 'refused' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });
});

it('carries three files of the longest names in a button of Slack', async () => {
  const { intake } = desk();
  const holder = {
    platform: 'teams',
    accountId: `29:${'x'.repeat(80)}/00000000-0000-0000-0000-000000000000`,
  } as const;
  for (const unit of ['é', '文', '👩', '"']) {
    const name = `${unit.repeat(300)}.pdf`;
    const token = await intake.take(holder, { name, bytes: fileOf('pdf') });
    expect(JSON.stringify({ fichiers: [token, token, token].join(' ') }).length).toBeLessThan(2_000);
  }
});

describe('the name of a file', () => {
  it.each([
    ['C:\\Users\\amina\\Bureau\\rapport.pdf', 'rapport.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['rapport\u202Efdp.exe', 'rapport fdp.exe'],
    ['  deux   espaces .pdf ', 'deux espaces .pdf'],
    ['a\nb:c.pdf', 'a b c.pdf'],
    ['', 'fichier'],
    ['..', 'fichier'],
    ['/', 'fichier'],
    ['e\u0301te\u0301.pdf', 'été.pdf'],
  ])('%j is shown as %j', (given, shown) => {
    expect(fileName(given)).toBe(shown);
  });

  it('is of bounded length and keeps its extension', () => {
    expect(fileName(`${'é'.repeat(300)}.docx`)).toBe(`${'é'.repeat(75)}.docx`);
    expect(fileName('x'.repeat(300))).toBe('x'.repeat(80));
    expect(fileName(`${'文'.repeat(300)}.pdf`)).toBe(`${'文'.repeat(52)}.pdf`);
    expect(fileName(`a${'👩'.repeat(300)}.pdf`)).toBe(`a${'👩'.repeat(37)}.pdf`);
  });
});
