import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { builtCards, cardsIn } from '../scripts/generate/previews.ts';
import { refusalCodes } from '../scripts/generate/refusals-doc.ts';
import { samples } from '../scripts/generate/samples.ts';
import { VARIABLES } from '../src/config-variables.ts';
import { readSources } from './support/sources.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const written = globSync('{*.md,docs/**/*.md,publiccode.yml}', { cwd: root }).sort();
const sources = readSources(root, ['src']);

/** Each test that a document quotes, as « `file` › `name` », with whether it exists. */
function quotedTests(text: string): readonly { readonly file: string; readonly name: string }[] {
  return [...text.matchAll(/`(test\/[^`]+)` › `([^`]+)`/gu)].map(([, file = '', name = '']) => ({
    file,
    name,
  }));
}

/** A name as a source spells it: a quote inside may be escaped there. */
function isNamedIn(source: string, name: string): boolean {
  return source.includes(name) || source.includes(name.replaceAll("'", "\\'"));
}

function lost(text: string): readonly string[] {
  return quotedTests(text)
    .filter(({ file, name }) => !existsSync(join(root, file)) || !isNamedIn(read(file), name))
    .map(({ file, name }) => `${file} › ${name}`);
}

describe('the convention map', () => {
  const map = read('docs/convention-map.md');
  const rows = map.split('\n').filter((line) => /^\| (?:convention|règlement)/u.test(line));

  it('gives each article a rule, a file and a test', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => row.split('|').length !== 6 || quotedTests(row).length === 0)).toEqual([]);
  });

  it('names files and tests that exist', () => {
    const files = rows.flatMap((row) =>
      [...row.matchAll(/`((?:src|cards|test)\/[^`]+)`/gu)].map(([, path = '']) => path),
    );
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(lost(map)).toEqual([]);
  });

  it('would not pass on a test that is gone', () => {
    expect(lost(`\`test/docs.test.ts\` › \`${'gone '.repeat(2)}\``)).toHaveLength(1);
  });
});

describe('the threat model', () => {
  it('gives each threat at least one test that exists', () => {
    const rows = read('SECURITY.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (?:threat|---)/u.test(line));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => quotedTests(row).length === 0)).toEqual([]);
    expect(lost(rows.join('\n'))).toEqual([]);
  });
});

describe('the catalogue of refusals, both ways', () => {
  const documented = [...read('docs/refusals.md').matchAll(/^\| `([a-z-]+)` \|/gmu)].map(
    ([, code = '']) => code,
  );
  const declared = /^src\/domain\/kernel\/(?:refusal|[a-z-]+-reasons)\.ts$/u;
  const catalogue = [...sources].flatMap(([path, text]) =>
    declared.test(path)
      ? [...text.matchAll(/readonly code: '([a-z-]+)'/gu)].map(([, code = '']) => code)
      : [],
  );

  it('documents every code, and no other', () => {
    expect(catalogue.length).toBeGreaterThan(20);
    expect(documented.toSorted()).toEqual(catalogue.toSorted());
    expect(refusalCodes.toSorted()).toEqual(catalogue.toSorted());
  });

  it('holds no code that nothing raises', () => {
    const raisers = [...sources].filter(([path]) => !declared.test(path)).map(([, text]) => text);
    const idle = catalogue.filter((code) => !raisers.some((text) => text.includes(`'${code}'`)));
    expect(idle).toEqual([]);
  });
});

describe('the README', () => {
  const readme = read('README.md');
  const variables = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(([, name]) => name);

  it('has the two commands as they stand', () => {
    expect(readme).toContain('```sh\nnpm ci && npm start\n```');
    expect(readme).toContain('```sh\nnpm ci && npm test\n```');
  });

  it('lists every variable that src/config.ts reads', () => {
    const names = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gmu)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(variables).toEqual(VARIABLES.map(({ name }) => name));
    expect(variables.toSorted()).toEqual(names.toSorted());
  });

  it('names scripts that package.json has', () => {
    const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;
    const named = written.flatMap((path) =>
      [...read(path).matchAll(/npm run (?:-s )?([a-z:]+)/gu)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('the operations guide', () => {
  it('explains every event of the log, and no other', () => {
    const logged = [...sources.values()].flatMap((text) =>
      [...text.matchAll(/\blog\s*\.(?:info|warn|error)\(\s*([^,]+),/gu)].flatMap(([, first = '']) =>
        [...first.matchAll(/'([a-z][a-z.-]+)'/gu)].map(([, event = '']) => event),
      ),
    );
    const explained = [
      ...read('docs/operations.md').matchAll(/^\| `([a-z][a-z.-]+)` \| (?:info|warn|error) \|/gmu),
    ];
    expect(logged.length).toBeGreaterThan(10);
    expect(explained.map(([, event = '']) => event).toSorted()).toEqual([...new Set(logged)].toSorted());
  });

  it('explains every metric of ours, and no other', () => {
    const counted = [...read('src/http/metrics.ts').matchAll(/name: '(jalon_\w+)'/gu)].map(
      ([, name = '']) => name,
    );
    const explained = [...read('docs/operations.md').matchAll(/^\| `(jalon_\w+)` \|/gmu)];
    expect(counted.length).toBeGreaterThan(5);
    expect(explained.map(([, name = '']) => name).toSorted()).toEqual(counted.toSorted());
  });

  it('names verbs that there are', () => {
    const verbs = [...read('src/main.ts').matchAll(/^ {6}case '([a-z]+)':/gmu)].map(([, verb = '']) => verb);
    const named = [...read('docs/operations.md').matchAll(/(?:^|`|&& )jalon ([a-z]+)/gmu)].map(
      ([, verb = '']) => verb,
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((verb) => !verbs.includes(verb))).toEqual([]);
  });
});

describe('every document', () => {
  it.each(written.filter((path) => path.endsWith('.md')))('%s: its relative links lead somewhere', (path) => {
    const targets = [...read(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/gu)].map(
      ([, target = '']) => target,
    );
    const relative = targets.filter((target) => !/^[a-z]+:/u.test(target));
    expect(relative.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });
});

describe('previews', () => {
  it('show every card that cards/ exports', () => {
    const built = builtCards(root);
    expect(built.length).toBeGreaterThan(15);
    expect([...new Set(samples.map(({ builder }) => builder))].toSorted()).toEqual(built.toSorted());
  });

  it('find a card in a source, whatever the length of its signature, and nothing else', () => {
    const source = [
      'export interface View {\n  readonly name: string;\n}\n',
      'export function short(view: View): Card {\n  return card(view);\n}\n',
      'export function long(\n  view: View,\n  values: Values,\n): Card {\n  return card(view);\n}\n',
      'export const fixed: Card = card();\n',
      'export function words(view: View): string {\n  return view.name;\n}\n',
      'function inner(view: View): Card {\n  return card(view);\n}\n',
    ].join('\n');
    expect(cardsIn(source)).toEqual(['short', 'long', 'fixed']);
  });
});
