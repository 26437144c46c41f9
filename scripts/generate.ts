import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandsDoc } from './generate/commands-doc.ts';
import { manifests } from './generate/manifests.ts';
import type { Outputs } from './generate/outputs.ts';
import { previews } from './generate/previews.ts';
import { readme } from './generate/readme.ts';
import { refusalsDoc } from './generate/refusals-doc.ts';

/**
 * Writes what comes from the commands table and the cards: both manifests, the previews, docs/commands.md,
 * docs/refusals.md and the tables of README.md. With `--check`, writes nothing and exits 1 naming each stale file.
 */

const root = join(import.meta.dirname, '..');
/** Whole folders of generated files: what is no longer generated goes. */
const OWN_FOLDERS = ['cards/preview', 'manifests'];

const outputs: Outputs = new Map([
  ...manifests(root),
  ...(await previews(root)),
  ['docs/commands.md', commandsDoc()],
  ['docs/refusals.md', refusalsDoc()],
  ['README.md', readme(root)],
]);
const stale = [...outputs].filter(([path, content]) => !isFresh(path, content));
const leftOver = OWN_FOLDERS.flatMap(filesIn).filter((path) => !outputs.has(path));

if (process.argv.includes('--check')) {
  for (const [path] of stale) process.stderr.write(`${path} is stale\n`);
  for (const path of leftOver) process.stderr.write(`${path} is no longer generated\n`);
  if (stale.length + leftOver.length > 0) {
    process.stderr.write('Run « npm run generate », and commit what it changes.\n');
    process.exitCode = 1;
  }
} else {
  for (const [path, content] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  for (const path of leftOver) rmSync(join(root, path));
  process.stdout.write(
    `${outputs.size} files: ${stale.length} written, ${leftOver.length} removed, the rest fresh.\n`,
  );
}

function isFresh(path: string, content: string | Uint8Array): boolean {
  const full = join(root, path);
  return existsSync(full) && readFileSync(full).equals(Buffer.from(content));
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
}
