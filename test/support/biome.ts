import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Diagnostic {
  readonly path: string;
  readonly category: string;
  readonly message: string;
}

interface Report {
  readonly summary: { readonly changed: number; readonly unchanged: number };
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: string;
    readonly location: { readonly path: string };
  }[];
}

/**
 * Lints the given files (path → source) with the project's own configuration, in a temporary folder that is removed
 * afterwards. Returns how many files Biome read, so that a caller can refuse a run on nothing.
 */
export function lintTree(
  root: string,
  files: ReadonlyMap<string, string>,
): { readonly checked: number; readonly diagnostics: readonly Diagnostic[] } {
  const folder = mkdtempSync(join(tmpdir(), 'jalon-lint-'));
  try {
    for (const name of ['biome.json', '.gitignore', join('scripts', 'lint')]) {
      cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    for (const [path, source] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const run = spawnSync(
      process.execPath,
      [biome, 'lint', '--reporter=json', '--max-diagnostics=none', ...files.keys()],
      { cwd: folder, encoding: 'utf8' },
    );
    const report: Report = JSON.parse(run.stdout);
    return {
      checked: report.summary.changed + report.summary.unchanged,
      diagnostics: report.diagnostics.map(({ category, message, location }) => ({
        path: location.path,
        category,
        message,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
