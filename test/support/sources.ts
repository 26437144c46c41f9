import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Source text by path relative to the project's root, with `/` as separator. */
export type Sources = ReadonlyMap<string, string>;

export interface Import {
  readonly specifier: string;
  /** False for `import type` and `export type`, which leave nothing behind at run time. */
  readonly runtime: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?[^'";]*?\bfrom\s*'([^']+)'/gm;
const BARE_OR_DYNAMIC = /\bimport\s*\(?\s*'([^']+)'/g;
const CODE = /\.(?:ts|mjs|js)$/;

/** Reads every source file under the given folders of a project. A folder that does not exist holds none. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const found = new Map<string, string>();
  for (const folder of folders.filter((name) => existsSync(join(root, name)))) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !CODE.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      found.set(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'));
    }
  }
  return found;
}

/** Every module that a source names, in statements, side-effect imports and literal dynamic imports. */
export function importsOf(source: string): readonly Import[] {
  const statements = [...source.matchAll(STATEMENT)].map(([, type, specifier = '']) => ({
    specifier,
    runtime: type === undefined,
  }));
  const others = [...source.matchAll(BARE_OR_DYNAMIC)].map(([, specifier = '']) => ({
    specifier,
    runtime: true,
  }));
  return [...statements, ...others];
}

/** The project path that a relative specifier names, or null for a package. */
export function targetOf(importer: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(importer), specifier)) : null;
}

/** Each import cycle that exists at run time, as the paths on it. Types may know each other. */
export function cyclesIn(sources: Sources): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path]);
      return;
    }
    if (done.has(path)) return;
    for (const { specifier, runtime } of importsOf(sources.get(path) ?? '')) {
      const target = runtime ? targetOf(path, specifier) : null;
      if (target !== null && sources.has(target)) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return cycles;
}

/** « importer → target » for each import of the composition root by a file that is not part of it. */
export function importersOfMain(sources: Sources): readonly string[] {
  const isMain = (path: string): boolean => path === 'src/main.ts' || path.startsWith('src/main/');
  return [...sources].flatMap(([path, source]) =>
    isMain(path)
      ? []
      : importsOf(source)
          .map(({ specifier }) => targetOf(path, specifier))
          .filter((target) => target !== null && isMain(target))
          .map((target) => `${path} → ${target}`),
  );
}

const IMPURE: readonly (readonly [string, RegExp])[] = [
  [
    'the present time',
    /\bTemporal\s*(?:\?\.|\.)\s*Now\b|\bTemporal\s*\[|\{[^}]*\bNow\b[^}]*\}\s*=\s*Temporal\b/,
  ],
  ['Date', /\bnew\s+Date\b|\bDate\s*\.\s*\w|\bDate\s*\(/],
  ['chance', /\bMath\s*(?:\?\.|\.)\s*random\b|\brandomUUID\b/],
];

/** What a source of the pure core takes from outside its arguments: the clock, `Date`, chance. */
export function impuritiesIn(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  return IMPURE.filter(([, pattern]) => pattern.test(code)).map(([name]) => name);
}
