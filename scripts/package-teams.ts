import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { PLACEHOLDER_APP_ID } from './placeholders.ts';

/**
 * Makes dist/jalon-teams.zip, to upload in the Teams administration: the manifest of manifests/teams with the bot's
 * own id, taken from MICROSOFT_APP_ID, and its two icons.
 */

const root = join(import.meta.dirname, '..');
const source = join(root, 'manifests', 'teams');
const target = join(root, 'dist', 'jalon-teams.zip');

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const appId = process.env['MICROSOFT_APP_ID'] ?? '';
if (!guid.test(appId) || appId === PLACEHOLDER_APP_ID) {
  refuse(
    "MICROSOFT_APP_ID manque ou n'est pas un identifiant d'application Microsoft Entra (GUID) : rien n'a été produit.",
  );
}
for (const name of ['manifest.json', 'color.png', 'outline.png']) {
  if (!existsSync(join(source, name)))
    refuse(`manifests/teams/${name} manque : lancez d'abord « npm run generate ».`);
}

const manifest = readFileSync(join(source, 'manifest.json'), 'utf8').replaceAll(PLACEHOLDER_APP_ID, appId);
if (!manifest.includes(appId))
  refuse(`manifests/teams/manifest.json ne porte pas l'identifiant ${PLACEHOLDER_APP_ID}.`);

mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(
  target,
  zipSync({
    'manifest.json': strToU8(manifest),
    'color.png': readFileSync(join(source, 'color.png')),
    'outline.png': readFileSync(join(source, 'outline.png')),
  }),
);
process.stdout.write(`${target}\n`);
