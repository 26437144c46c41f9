import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadProgramme } from '../../src/main/programme.ts';
import { ConfigError } from '../../src/usecases/errors.ts';

const conventions = fileURLToPath(new URL('../../conventions', import.meta.url));
const real = join(conventions, 'ia-administration-interne.yaml');
const examples = join(conventions, 'essai', 'beneficiaires-exemples.yaml');
const fixtures = fileURLToPath(new URL('../fixtures/programme', import.meta.url));
const fixture = (name: string) => join(fixtures, name);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-programme-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The faults with plain spaces and without the folder of their file. */
function faultsOf(path: string, options = {}): string[] {
  try {
    loadProgramme(path, options);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const faults = error instanceof ConfigError ? error.faults : [];
    return faults.map((fault) =>
      fault
        .replaceAll(`${folder}/`, '')
        .replaceAll(`${fixtures}/`, '')
        .replace(/[\u00a0\u202f]/g, ' '),
    );
  }
}

describe('loading a programme', () => {
  it('reads one file, or the folder without its sub-folders: the examples stay out', () => {
    const [track] = loadProgramme(real);
    expect(loadProgramme(conventions)).toEqual([track]);
    expect(track?.beneficiaries.map(({ name }) => name)).toEqual(['Choisy-le-Roi']);
  });

  it('adds the three examples for the trial', () => {
    const [track] = loadProgramme(conventions, { examples });
    expect(track?.beneficiaries.map(({ name, example }) => [name, example])).toEqual([
      ['Choisy-le-Roi', false],
      ['Nanterre (exemple)', true],
      ['Vitry-sur-Seine (exemple)', true],
      ['Est Ensemble (exemple)', true],
    ]);
  });

  it('reads several files side by side, in the order of their names', () => {
    const text = readFileSync(real, 'utf8');
    write('b.yml', text);
    write('a.YAML', text.replace('id: ia-administration-interne', 'id: autre'));
    write('lisez-moi.txt', 'pas un programme');
    mkdirSync(join(folder, 'c.yaml'));
    expect(loadProgramme(folder).map(({ id }) => id)).toEqual(['autre', 'ia-administration-interne']);
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(loadProgramme(write('bom.yaml', `\ufeff${readFileSync(real, 'utf8')}`))).toHaveLength(1);
  });
});

describe('every fault is told with its file, line, column and field', () => {
  it('ten faults in one file', () => {
    expect(faultsOf(fixture('many-faults.yaml')).map((fault) => fault.split(': ')[0])).toEqual([
      'many-faults.yaml:1:1 title',
      'many-faults.yaml:8:1 start',
      'many-faults.yaml:21:5 phases[2].months',
      'many-faults.yaml:29:3 comop.everyMonths',
      'many-faults.yaml:33:1 retention.years',
      'many-faults.yaml:34:3 retention.yeras',
      'many-faults.yaml:44:5 beneficiaries[0].siren',
      'many-faults.yaml:51:5 beneficiaries[1].name',
      'many-faults.yaml:54:5 beneficiaries[2].option',
      'many-faults.yaml:53:5 beneficiaries[2].siren',
    ]);
  });

  it('faults of several files together, and the same track twice', () => {
    const text = readFileSync(real, 'utf8');
    write('a.yaml', text);
    write('b.yaml', text);
    write('c.yaml', text.replace('start: 2025-12-01', 'start: 31/02/2026'));
    expect(faultsOf(folder)).toEqual([
      'b.yaml: le parcours « ia-administration-interne » est déjà décrit par un autre fichier : changez son champ id',
      expect.stringMatching(/^c\.yaml:\d+:1 start: « 31\/02\/2026 » n'est pas une date qui existe/),
    ]);
  });

  it.each([
    ['duplicate-key.yaml', ['duplicate-key.yaml:10:1 ce champ est écrit deux fois : gardez-en un seul']],
    ['tab.yaml', ['tab.yaml:8:1 tabulation en début de ligne : mettez des espaces']],
    ['tag.yaml', ['tag.yaml:9:8 étiquette « !… » inconnue : retirez-la']],
    [
      'two-documents.yaml',
      ['two-documents.yaml:52:1 un seul document par fichier : retirez les lignes « --- »'],
    ],
    [
      'empty.yaml',
      ['empty.yaml:1:1: groupe de champs attendu (en retrait, « champ: valeur »), reçu « null »'],
    ],
    [
      'not-a-map.yaml',
      [
        'not-a-map.yaml:1:1: groupe de champs attendu (en retrait, « champ: valeur »), reçu « ["un","deux"] »',
      ],
    ],
    [
      'windows-1252.yaml',
      ["windows-1252.yaml: le fichier n'est pas en UTF-8 : enregistrez-le dans ce codage"],
    ],
  ])('%s', (name, expected) => {
    expect(faultsOf(fixture(name))).toEqual(expected);
  });

  it('a brace left open is told once a line', () => {
    const faults = faultsOf(fixture('unclosed.yaml'));
    expect(faults[0]).toBe(
      'unclosed.yaml:15:3 retrait inattendu : alignez cette ligne avec celles du même groupe',
    );
    expect(new Set(faults.map((fault) => fault.split(':')[1])).size).toBe(faults.length);
  });

  it.each([
    ['aliases that unfold into millions of values', () => fixture('alias-bomb.yaml')],
    ['an alias to itself', () => write('self.yaml', 'a: &a { b: *a }\n')],
    ['brackets nested without end', () => write('deep.yaml', '['.repeat(200_000))],
  ])('%s', (_, file) => {
    expect(faultsOf(file())).toHaveLength(1);
  });

  it('the faults of the examples', () => {
    expect(faultsOf(conventions, { examples: fixture('examples-faults.yaml') })).toEqual([
      'examples-faults.yaml:5:5 beneficiaries[1].example: champ obligatoire absent',
      'examples-faults.yaml:1:1 track: aucun parcours « ia-administration ». Vouliez-vous dire « ia-administration-interne » ?',
    ]);
  });

  it('a fault inside an absent group stands at the group around it', () => {
    const text = readFileSync(real, 'utf8').replace('  - name: Choisy-le-Roi', '  - name:');
    expect(faultsOf(write('a.yaml', text))[0]).toMatch(
      /^a\.yaml:\d+:5 beneficiaries\[0\]\.name: texte attendu, reçu « null »/,
    );
  });
});

describe('what cannot be read at all', () => {
  it('a file larger than 1 MB', () => {
    expect(faultsOf(write('big.yaml', `# ${'x'.repeat(1_000_000)}`))).toEqual([
      'big.yaml: fichier trop volumineux : au plus 1 Mo',
    ]);
  });

  it('a missing file, an empty folder, missing examples', () => {
    expect(faultsOf(join(folder, 'absent.yaml'))).toEqual([
      'absent.yaml: fichier ou dossier introuvable ou illisible',
    ]);
    expect(faultsOf(folder)).toEqual([expect.stringMatching(/: aucun fichier \.yaml dans ce dossier$/)]);
    expect(faultsOf(conventions, { examples: join(folder, 'absent.yaml') })).toEqual([
      expect.stringMatching(/^absent\.yaml: fichier illisible \(.*ENOENT/),
    ]);
  });

  it('says how many faults there are, and tells them all', () => {
    expect(() => loadProgramme(fixture('many-faults.yaml'))).toThrow(/\(10 erreurs\)$/);
    expect(faultsOf(fixture('many-faults.yaml'))).toHaveLength(10);
    expect(() => loadProgramme(fixture('tab.yaml'))).toThrow(/\(une erreur\)$/);
  });
});
