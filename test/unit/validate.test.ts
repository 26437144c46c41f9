import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const published = process.env['JALON_SCHEMAS'] ?? join(root, '..', 'shared', 'schemas');

/** Enough of each schema to tell a sound file from a broken one, for machines without the published ones. */
const smallSchemas: Readonly<Record<string, object>> = {
  'adaptivecards/1.5.0.json': {
    $schema: 'http://json-schema.org/draft-06/schema#',
    required: ['type', 'version'],
  },
  'slack/manifest.schema.2.0.0.json': { required: ['display_information'] },
  'teams/v1.24.json': { $schema: 'http://json-schema.org/draft-04/schema#', required: ['manifestVersion'] },
};

describe('validate', () => {
  let folder: string;
  let project: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'jalon-validate-'));
    for (const [file, schema] of Object.entries(smallSchemas)) write(join('schemas', file), schema);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(path: string, value: unknown): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(value));
  }

  /** A copy of the project's generated files, in which one is then changed. */
  function seeded(path: string, change: (value: Record<string, unknown>) => unknown): void {
    project = join(folder, 'project');
    rmSync(project, { recursive: true, force: true });
    for (const part of ['manifests', join('cards', 'preview')]) {
      cpSync(join(root, part), join(project, part), { recursive: true });
    }
    writeFileSync(
      join(project, path),
      JSON.stringify(change(JSON.parse(readFileSync(join(project, path), 'utf8')))),
    );
  }

  function validate(...args: readonly string[]) {
    const run = spawnSync(process.execPath, [join(root, 'scripts', 'validate.ts'), ...args], {
      encoding: 'utf8',
    });
    return { status: run.status, said: run.stderr, summary: run.stdout };
  }

  const schemas = () => join(folder, 'schemas');

  it('finds the committed manifests and previews valid', () => {
    const { status, said, summary } = validate(schemas());
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(summary).toMatch(/^2 manifests and \d{2,} previews checked: all valid\.$/mu);
  });

  (existsSync(published) ? it : it.skip)('finds them valid against the published schemas', () => {
    expect(validate(published)).toMatchObject({ status: 0, said: '' });
  });

  it.each([
    ['manifests/slack.json', 'display_information', "must have required property 'display_information'"],
    ['manifests/teams/manifest.json', 'manifestVersion', "must have required property 'manifestVersion'"],
    ['cards/preview/help.adaptive.json', 'version', "must have required property 'version'"],
  ])('refuses %s without %s', (path, key, sentence) => {
    seeded(path, ({ [key]: _removed, ...rest }) => rest);
    const { status, said } = validate(schemas(), project);
    expect(status).toBe(1);
    expect(said).toContain(`${path}: / ${sentence}`);
  });

  it("refuses a card that Microsoft's parser does not know", () => {
    seeded('cards/preview/help.adaptive.json', (card) => ({
      ...card,
      body: [{ type: 'TextBlok', text: 'x' }],
    }));
    const { status, said } = validate(schemas(), project);
    expect(status).toBe(1);
    expect(said).toContain(
      'cards/preview/help.adaptive.json: adaptivecards: Unknown element type "TextBlok"',
    );
  });

  it('refuses a card heavier than Teams takes', () => {
    seeded('cards/preview/help.adaptive.json', (card) => ({ ...card, fallbackText: 'x'.repeat(30_000) }));
    expect(validate(schemas(), project)).toMatchObject({
      status: 1,
      said: expect.stringContaining('bytes, Teams takes 28672'),
    });
  });

  it.each([
    ['a button label of 76 characters', { label: 'x'.repeat(76), ids: ['a'] }, 'Too big'],
    ['an id that stands twice', { label: 'Aide', ids: ['a', 'a'] }, 'the id « a » stands twice'],
  ])('refuses %s on Slack', (_what, { label, ids }, sentence) => {
    const elements = ids.map((action_id) => ({
      type: 'button',
      action_id,
      value: '{}',
      text: { type: 'plain_text', text: label },
    }));
    seeded('cards/preview/help.blockkit.json', () => ({
      text: 'x',
      blocks: [{ type: 'actions', elements }],
    }));
    const { status, said } = validate(schemas(), project);
    expect(status).toBe(1);
    expect(said).toContain('cards/preview/help.blockkit.json: ');
    expect(said).toContain(sentence);
  });

  it('refuses a preview that is no JSON, and a project without previews', () => {
    seeded('manifests/slack.json', (manifest) => manifest);
    writeFileSync(join(project, 'cards', 'preview', 'help.adaptive.json'), '{');
    expect(validate(schemas(), project).status).toBe(1);
    rmSync(join(project, 'cards'), { recursive: true });
    expect(validate(schemas(), project)).toMatchObject({
      status: 1,
      said: expect.stringContaining('holds no preview'),
    });
  });

  it('says how it is used when no folder, or one without the schemas, is given: exit code 2', () => {
    expect(validate()).toMatchObject({ status: 2, said: expect.stringContaining('Usage:') });
    expect(validate(folder)).toMatchObject({
      status: 2,
      said: expect.stringContaining('lacks: adaptivecards/1.5.0.json'),
    });
  });
});
