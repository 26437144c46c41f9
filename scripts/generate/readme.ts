import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../../src/config-variables.ts';
import { commandsTable } from './commands-doc.ts';
import { between, french, table } from './markdown.ts';

/** README.md with its two generated tables brought up to date; the rest is written by hand. */
export function readme(root: string): string {
  const written = readFileSync(join(root, 'README.md'), 'utf8');
  return between(between(written, 'commandes', commandsTable()), 'configuration', configurationTable());
}

function configurationTable(): string {
  return french(
    table(
      ['Variable', 'Par défaut', 'Rôle'],
      VARIABLES.map(({ name, fallback, help }) => [
        `\`${name}\``,
        fallback === '–' ? '–' : `\`${fallback}\``,
        help,
      ]),
    ),
  );
}
