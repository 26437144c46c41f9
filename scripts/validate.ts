import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../src/usecases/ports.ts';
import { adaptiveFaults } from './validate/adaptive.ts';
import { blockKitFaults } from './validate/block-kit.ts';
import { missingSchemas, schemaCheck } from './validate/schemas.ts';

/**
 * `npm run validate -- <folder of schemas> [<project>]`: checks both manifests and every preview of the project (this
 * one by default) against the published schemas, Slack's limits and Microsoft's parser. 0 all valid, 1 some fault,
 * 2 misuse.
 */

const USAGE = 'Usage: npm run validate -- <folder of schemas> [<project>], for instance ../shared/schemas';
const [schemas, project = join(import.meta.dirname, '..'), ...beyond] = process.argv.slice(2);

if (schemas === undefined || beyond.length > 0) misuse(USAGE);
const missing = missingSchemas(schemas);
if (missing.length > 0) misuse(`${USAGE}\n${schemas} lacks: ${missing.join(', ')}`);

/** A check by path of the file that it is for. */
type Check = (value: JsonObject) => readonly string[];

const adaptiveCard = schemaCheck(schemas, 'adaptiveCard');
const checks: ReadonlyMap<string, Check> = new Map([
  ['manifests/slack.json', schemaCheck(schemas, 'slackManifest')],
  ['manifests/teams/manifest.json', schemaCheck(schemas, 'teamsManifest')],
  ...previewsOf(project).map((path): [string, Check] => [path, previewCheck(path)]),
]);

let faulty = 0;
for (const [path, check] of checks) {
  const faults = faultsOf(path, check);
  for (const fault of faults) process.stderr.write(`${path}: ${fault}\n`);
  if (faults.length > 0) faulty += 1;
}
const previews = checks.size - 2;
process.stdout.write(
  `2 manifests and ${previews} previews checked: ${faulty === 0 ? 'all valid' : `${faulty} faulty`}.\n`,
);
if (previews === 0) process.stderr.write('cards/preview holds no preview: run « npm run generate »\n');
process.exitCode = faulty > 0 || previews === 0 ? 1 : 0;

function previewsOf(root: string): readonly string[] {
  const folder = join(root, 'cards', 'preview');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => `cards/preview/${name}`);
}

function previewCheck(path: string): Check {
  if (path.endsWith('.blockkit.json')) return blockKitFaults;
  if (path.endsWith('.adaptive.json')) return (card) => [...adaptiveCard(card), ...adaptiveFaults(card)];
  return () => ['is neither an Adaptive Card nor Block Kit'];
}

/** A file that cannot be read is at fault as much as one that says something wrong. */
function faultsOf(path: string, check: Check): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(project, path), 'utf8'));
  } catch (error) {
    return [error instanceof Error ? error.message : 'cannot be read'];
  }
  return isObject(value) ? check(value) : ['is no JSON object'];
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function misuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
