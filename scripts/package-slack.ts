import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACEHOLDER_URL } from './placeholders.ts';

/** Makes dist/jalon-slack.json, to paste when the app is created in Slack: manifests/slack.json with PUBLIC_URL in it. */

const root = join(import.meta.dirname, '..');
const target = join(root, 'dist', 'jalon-slack.json');
const given = process.env['PUBLIC_URL'] ?? '';

if (!URL.canParse(given) || new URL(given).protocol !== 'https:') {
  process.stderr.write("PUBLIC_URL manque ou n'est pas une adresse https:// : rien n'a été produit.\n");
  process.exit(1);
}
const manifest = readFileSync(join(root, 'manifests', 'slack.json'), 'utf8');
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(target, manifest.replaceAll(PLACEHOLDER_URL, given.replace(/\/+$/u, '')));
process.stdout.write(`${target}\n`);
