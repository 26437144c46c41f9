import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { convention, soundConvention } from '../support/conventions.ts';
import { plainSpaces } from '../support/french.ts';
import { type Ran, runJalon } from '../support/process.ts';

const programme = join(import.meta.dirname, '..', '..', 'conventions', 'ia-administration-interne.yaml');
const faulty = convention(['219200508 et', '219200507 et'], ['☒', '☐']);
const SAID = [
  "Ligne 12, parties : Le SIREN 219200507 de Nanterre n'est pas valide (clé de contrôle). Écrivez 219200508",
  "Ligne 24, art. 1 : Aucune expérimentation n'est cochée",
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-lint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function lint(args: readonly string[], input?: string | Uint8Array): Promise<Ran> {
  const ran = await runJalon(['lint', ...args], input === undefined ? {} : { input });
  return { ...ran, stdout: plainSpaces(ran.stdout), stderr: plainSpaces(ran.stderr) };
}

/** In Windows-1252: what Latin letters need, and the curly apostrophe. */
function windows1252(text: string): Uint8Array {
  const bytes = new Map([
    ['’', 0x92],
    ['“', 0x93],
    ['”', 0x94],
    ['–', 0x96],
    ['•', 0x95],
  ]);
  return Uint8Array.from(text.replace(/[☒☐]/gu, 'X'), (letter) => bytes.get(letter) ?? letter.charCodeAt(0));
}

describe('lint: a convention', () => {
  it('ends with 1 and tells each fault with its line, its article and how to mend it', async () => {
    const { code, stdout, stderr } = await lint([file('convention.txt', faulty)]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('Convention à corriger\nBénéficiaire : Nanterre\n2 points à corriger.');
    for (const said of SAID) expect(stdout).toContain(said);
  });

  it('ends with 0 when there is none', async () => {
    const { code, stdout } = await lint([file('convention.txt', soundConvention)]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Aucun défaut trouvé')]);
  });

  it('--json: the same for machines', async () => {
    const { code, stdout } = await lint([file('convention.md', faulty), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      nature: 'convention',
      beneficiary: 'Nanterre',
      faults: [
        {
          code: 'siren-check-digit',
          side: 'beneficiary',
          siren: '219200507',
          name: 'Nanterre',
          official: '219200508',
          owner: null,
          receipt: '219200508',
          article: 'parties',
          line: 12,
          message: expect.stringContaining('Écrivez 219200508'),
        },
        { code: 'no-option', article: '1', line: 24, message: expect.stringContaining('Aucune') },
      ],
    });
    const sound = await lint([file('sound.txt', soundConvention), '--json']);
    expect([sound.code, JSON.parse(sound.stdout).faults]).toEqual([0, []]);
  });

  it.each([
    ['UTF-8 with its mark', (text: string) => new TextEncoder().encode(`\uFEFF${text}`)],
    ['UTF-16 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, the other way round', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('reads %s', async (_name, encoded) => {
    const { code, stdout } = await lint([file('convention.txt', encoded(faulty))]);
    expect([code, stdout]).toEqual([1, expect.stringContaining(SAID[0] ?? '')]);
  });

  it('reads Windows-1252, as older word processors save it', async () => {
    const { stdout } = await lint([file('convention.txt', windows1252(convention(['☐ ', ''])))]);
    expect(stdout).toContain('Aucun défaut trouvé');
  });

  it('reads the standard input, and a text given in the place of a file', async () => {
    for (const { code, stdout } of [await lint(['-'], faulty), await lint([faulty])]) {
      expect(code).toBe(1);
      for (const said of SAID) expect(stdout).toContain(said);
    }
  });

  it('another text is none: 1', async () => {
    const { code, stdout } = await lint(['-'], 'Bonjour');
    expect([code, stdout]).toEqual([1, expect.stringContaining("n'est pas une convention du programme")]);
  });

  it('takes the SIREN of the Métropole from the configured programme', async () => {
    const text = file('convention.txt', soundConvention);
    const ran = await runJalon(['lint', text], { env: { JALON_PROGRAMME: join(folder, 'absent') } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('absent');
  });
});

describe('lint: a programme file', () => {
  it('tells what the file shows, on its line and field', async () => {
    const { code, stdout } = await lint([programme]);
    expect(code).toBe(1);
    expect(stdout).toContain('Programme à corriger : 2 points\n');
    expect(stdout).toMatch(
      /interne\.yaml:\d+:1 phases: Aux durées prévues \(3 \+ 3 \+ 6 \+ 1 mois .*\(convention, art\. 5\)\n/u,
    );
    expect(stdout).toMatch(
      /interne\.yaml:\d+:5 beneficiaries\[0\]\.department: Choisy-le-Roi : « Direction Numérique et Réseaux » .*\(convention, art\. 4\)\n/u,
    );
    const { faults } = JSON.parse((await lint([programme, '--json'])).stdout);
    expect(faults).toMatchObject([
      { code: 'phases-too-long', article: '5', line: expect.any(Number), message: expect.any(String) },
      { code: 'department-only', article: '4', path: ['beneficiaries', 0, 'department'] },
    ]);
  });

  it('what cannot be used is told as at start, with line and field; nothing else is', async () => {
    const fixtures = join(import.meta.dirname, '..', 'fixtures', 'programme');
    const many = await lint([join(fixtures, 'many-faults.yaml')]);
    expect(many.code).toBe(1);
    expect(many.stdout).toMatch(/many-faults\.yaml:\d+:\d+ \w+.*: /u);
    const tab = await lint([join(fixtures, 'tab.yaml'), '--json']);
    expect([tab.code, JSON.parse(tab.stdout)]).toEqual([
      1,
      {
        nature: 'programme',
        faults: [{ code: 'programme', message: expect.stringContaining('tabulation') }],
      },
    ]);
  });

  it('0 when there is nothing to tell', async () => {
    const text = readFileSync(programme, 'utf8')
      .replace('before: 2026-12-31', 'before: 2027-01-01')
      .replace(/department: .*/u, 'department: null');
    const { code, stdout } = await lint([file('programme.yml', text)]);
    expect([code, stdout]).toEqual([0, 'Aucun défaut trouvé dans ce programme.\n']);
  });
});

describe('lint refuses as misuse, with what to do', () => {
  it.each([
    [[], 'Indiquez un fichier et un seul'],
    [['a.txt', 'b.txt'], 'Indiquez un fichier et un seul'],
    [['a.txt', '--jsn'], 'Option inconnue'],
    [['absent.txt'], 'absent.txt : introuvable ou illisible'],
    [['absent.yaml'], 'absent.yaml : introuvable ou illisible'],
  ])('%j', async (args, said) => {
    const { code, stdout, stderr } = await lint(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(said);
  });

  it.each([
    ['a.pdf', '%PDF-1.7\n', "c'est un PDF. Seuls un texte (.txt, .md) et un programme (.yaml) sont lus"],
    ['a.docx', 'PK\u0003\u0004 ', "c'est un document Word ou LibreOffice, ou une archive"],
    ['a.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), "c'est un ancien document Word"],
    ['a.rtf', '{\\rtf1', "c'est un document RTF"],
    ['a.txt', 'a\u0000b', "c'est un fichier binaire"],
    ['a.txt', 'a'.repeat(1_000_001), 'plus de 1 Mo'],
  ])('%s, %#', async (name, content, said) => {
    const { code, stdout, stderr } = await lint([file(name, content)]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`${join(folder, name)} : ${said}`);
  });

  it('a folder, and too much on the standard input', async () => {
    mkdirSync(join(folder, 'dossier.yaml'));
    for (const path of [folder, join(folder, 'dossier.yaml')]) {
      expect(await lint([path])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("c'est un dossier"),
      });
    }
    expect(await lint(['-'], 'a'.repeat(1_000_001))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('entrée standard : plus de 1 Mo'),
    });
  });
});
