import { existsSync, readFileSync } from 'node:fs';
import { join, matchesGlob, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lintTree } from './support/biome.ts';
import { clean, violations } from './support/seeded.ts';
import {
  cyclesIn,
  importersOfMain,
  importsOf,
  impuritiesIn,
  readSources,
  targetOf,
} from './support/sources.ts';

const root = join(import.meta.dirname, '..');
const pureFolders = ['src/domain', 'cards', 'src/usecases'];
const product = readSources(root, ['src', 'cards']);

interface Row {
  readonly includes: readonly string[];
  readonly message: string;
}

interface Override {
  readonly includes: readonly string[];
  readonly linter?: {
    readonly rules?: {
      readonly style?: {
        readonly noRestrictedImports?: {
          readonly options: { readonly patterns: readonly { readonly message: string }[] };
        };
      };
    };
  };
}

/** The rows of the import table: what each folder may import. */
const configuration: { readonly overrides: readonly Override[] } = JSON.parse(
  readFileSync(join(root, 'biome.json'), 'utf8'),
);
const rows: readonly Row[] = configuration.overrides.flatMap(({ includes, linter }) =>
  (linter?.rules?.style?.noRestrictedImports?.options.patterns ?? []).map(({ message }) => ({
    includes,
    message,
  })),
);

/** The relative specifier that names a target with no detour. */
function shortest(importer: string, target: string): string {
  const path = posix.relative(posix.dirname(importer), target);
  return path.startsWith('.') ? path : `./${path}`;
}

/** A glob that begins with « ! » takes out of a row what another has put into it. */
function governs(includes: readonly string[], path: string): boolean {
  const isIn = (isOut: boolean) => (glob: string) =>
    glob.startsWith('!') === isOut && matchesGlob(path, glob.replace('!', ''));
  return includes.some(isIn(false)) && !includes.some(isIn(true));
}

describe('the import rules, each proven by a seeded violation', () => {
  const files = new Map([...violations.map(({ path, source }) => [path, source] as const), ...clean]);
  const { checked, diagnostics } = lintTree(root, files);
  const saidOf = (path: string) => diagnostics.filter((diagnostic) => diagnostic.path === path);

  it('reads every seeded file', () => {
    expect(violations.length).toBeGreaterThan(80);
    expect(new Set(violations.map(({ path }) => path)).size).toBe(violations.length);
    expect(checked).toBe(files.size);
  });

  const named = violations.map((seed) => ({ ...seed, line: seed.source.split('\n')[0] }));
  it.each(named)('refuses in $path: $line', ({ path, category }) => {
    expect(saidOf(path).map((diagnostic) => diagnostic.category)).toContain(category);
  });

  it.each([...clean.keys()])('accepts %s', (path) => {
    expect(saidOf(path)).toEqual([]);
  });

  it('has a seeded violation for each row of the table', () => {
    expect(rows.length).toBeGreaterThan(10);
    const refuses = ({ includes, message }: Row, path: string) =>
      governs(includes, path) && saidOf(path).some((said) => said.message === message);
    expect(rows.filter((row) => !violations.some(({ path }) => refuses(row, path)))).toEqual([]);
  });

  it('has a clean file for each row that governs a folder', () => {
    const folders = rows.filter(({ includes }) => includes.some((glob) => glob.includes('*')));
    const paths = [...clean.keys()];
    expect(
      folders.filter(
        ({ includes }) => !paths.some((path) => includes.some((glob) => matchesGlob(path, glob))),
      ),
    ).toEqual([]);
  });

  it('refuses in src/config.ts what is forbidden there and nothing else', () => {
    expect(saidOf('src/config.ts').map(({ category }) => category)).toEqual(
      Array(4).fill('lint/style/noRestrictedImports'),
    );
  });
});

describe('the sources', () => {
  it.each(pureFolders)('has files in %s to check', (folder) => {
    expect([...product.keys()].filter((path) => path.startsWith(`${folder}/`))).not.toEqual([]);
  });

  it('puts every file outside src/main under exactly one row of the import table', () => {
    const governed = [...product.keys()].filter(
      (path) => path !== 'src/main.ts' && !path.startsWith('src/main/'),
    );
    const rowsOf = (path: string) => rows.filter(({ includes }) => governs(includes, path));
    expect(governed.filter((path) => rowsOf(path).length !== 1)).toEqual([]);
  });

  it('names files that exist, by their shortest relative path', () => {
    const imports = [...product].flatMap(([path, source]) =>
      importsOf(source).flatMap(({ specifier }) => {
        const target = targetOf(path, specifier);
        return target === null ? [] : [{ path, specifier, target }];
      }),
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter(({ target }) => !existsSync(join(root, target)))).toEqual([]);
    expect(imports.filter(({ path, specifier, target }) => specifier !== shortest(path, target))).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cyclesIn(product)).toEqual([]);
  });

  it('keeps the clock, Date and chance out of the pure core', () => {
    const pure = [...product].filter(([path]) => pureFolders.some((folder) => path.startsWith(`${folder}/`)));
    expect(
      pure
        .map(([path, source]) => ({ path, found: impuritiesIn(source) }))
        .filter(({ found }) => found.length > 0),
    ).toEqual([]);
  });

  it('lets nothing import src/main but the launcher, test/e2e and the drivers of test/contract', () => {
    const others = readSources(root, ['src', 'cards', 'scripts', 'test']);
    const composers = /^(?:scripts\/launch\.mjs$|test\/e2e\/|test\/contract\/drivers\/)/u;
    const judged = new Map([...others].filter(([path]) => !composers.test(path)));
    expect(importersOfMain(judged)).toEqual([]);
  });
});

describe('the scans themselves find what they are for', () => {
  it('finds a cycle of three files and not one of types', () => {
    const ring = new Map([
      ['src/a.ts', "import { b } from './part/b.ts';"],
      ['src/part/b.ts', "export {\n  c,\n} from '../c.ts';"],
      ['src/c.ts', "const a = await import('./a.ts');"],
      ['src/d.ts', "import type { E } from './e.ts';"],
      ['src/e.ts', "import { d } from './d.ts';"],
    ]);
    expect(cyclesIn(ring)).toEqual([['src/a.ts', 'src/part/b.ts', 'src/c.ts', 'src/a.ts']]);
  });

  it.each([
    ['const now = Temporal.Now.instant();', 'the present time'],
    ['const { Now } = Temporal;', 'the present time'],
    ["const now = Temporal['Now'];", 'the present time'],
    ['const now = new Date();', 'Date'],
    ['const now = Date.now();', 'Date'],
    ['const id = Math.random();', 'chance'],
    ['const id = crypto.randomUUID();', 'chance'],
  ])('finds what is impure in %s', (source, name) => {
    expect(impuritiesIn(source)).toEqual([name]);
  });

  it('leaves alone a comment that speaks of the clock', () => {
    expect(impuritiesIn('/** Never Temporal.Now. */\nexport const a = 1; // nor new Date()\n')).toEqual([]);
  });

  it('finds an importer of src/main', () => {
    const sources = new Map([
      ['src/http/server.ts', "import { wire } from '../main/wire.ts';"],
      ['test/unit/x.test.ts', "import '../../src/main.ts';"],
      ['src/main.ts', "import { wire } from './main/wire.ts';"],
    ]);
    expect(importersOfMain(sources)).toEqual([
      'src/http/server.ts → src/main/wire.ts',
      'test/unit/x.test.ts → src/main.ts',
    ]);
  });
});
