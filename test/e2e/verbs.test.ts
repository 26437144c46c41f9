import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folded } from '../contract/drivers/shown.ts';
import { type Ran, runJalon } from '../support/process.ts';

const fixture = (name: string) => join(import.meta.dirname, '..', 'fixtures', 'import', `${name}.csv`);
const AT = '2026-01-27T09:00:00Z';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-verbs-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function jalon(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const usual = { JALON_DATA: join(folder, 'data'), JALON_COORDINATORS: 'camille.perrin@metropole.example' };
  return runJalon(args, { at: AT, env: { ...usual, ...env } });
}

describe('import (art. 4)', () => {
  it.each([
    [
      'excel',
      'semicolons, UTF-8 with its mark, accented headers',
      ['0 collectivité ajoutée, 2 référents désignés', 'REF-2026-0002'],
    ],
    [
      'commas',
      'commas, quotes, an EPT without référent',
      ['2 collectivités ajoutées, 1 référent désigné', 'Lefèvre, Bruno'],
    ],
    ['windows-1252', 'Windows-1252 as Excel saves it', ['Créteil', 'Éloïse Brûlé']],
  ])('takes %s.csv: %s', async (name, _what, facts) => {
    const { code, stdout } = await jalon(['import', fixture(name)]);
    expect(code).toBe(0);
    for (const fact of facts) expect(folded(stdout)).toContain(fact);
  });

  it('tells every faulty line with its column, stores nothing, and ends with 1', async () => {
    const { code, stdout, stderr } = await jalon(['import', fixture('faulty')]);
    expect([code, stdout]).toEqual([1, '']);
    const said = folded(stderr);
    expect(said).toContain("Rien n'a été importé : 3 lignes à corriger.");
    expect(said).toContain("Ligne 3, siren : Le SIREN 219401317 n'est pas valide (clé de contrôle).");
    expect(said).toContain('Ligne 4, collectivite : Aucune collectivité « Nanterrre »');
    expect(said).toContain('Ligne 5, telephone : Ce numéro ne comporte pas 10 chiffres.');
    expect(said).toContain("Ligne 5, courriel : « pas-un-courriel » n'est pas une adresse de courriel.");
    const { stdout: exported } = await jalon(['export', '--json']);
    const { events } = JSON.parse(exported);
    const types: readonly string[] = events.map(({ type }: { readonly type: string }) => type);
    expect(types.filter((type) => type.startsWith('beneficiary') || type.startsWith('referent'))).toEqual([]);
  });

  it.each([
    [['import'], {}, 'Indiquez le fichier CSV'],
    [['import', 'absent.csv'], {}, 'absent.csv : introuvable ou illisible'],
    [['import', fixture('excel')], { JALON_COORDINATORS: '' }, 'JALON_COORDINATORS est vide'],
    [['import', fixture('excel'), '--parcours', 'x'], {}, 'Option inconnue'],
  ])('refuses %j as misuse', async (args, env, said) => {
    const ran = await jalon(args, env);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(said);
  });
});

describe('export and verify', () => {
  it('prints all that is recorded, people apart, and finds the entry that was changed by one byte', async () => {
    await jalon(['import', fixture('excel')]);
    const { stdout } = await jalon(['export', '--json']);
    const { events, messages } = JSON.parse(stdout);
    const designated = events.find(({ type }: { readonly type: string }) => type === 'referent-designated');
    expect(designated).toMatchObject({
      stream: 'track:ia-administration-interne',
      data: { number: 'REF-2026-0001' },
    });
    expect(stdout).not.toMatch(/Amina|amina\.diallo|\+331/u);
    expect(messages).toContainEqual(
      expect.objectContaining({
        key: expect.stringMatching(/^referent-welcome:REF-2026-0001@/u),
        to: designated.data.personId,
        channel: null,
        state: 'waiting',
        attempts: 0,
        platformId: null,
      }),
    );
    const text = await jalon(['export']);
    expect(text.stdout).toContain('referent-designated');
    const sound = await jalon(['verify']);
    expect(sound.code).toBe(0);
    expect(folded(sound.stdout)).toContain(`Le journal est intact : ${events.length} entrées vérifiées.`);

    const path = join(folder, 'data', 'jalon.sqlite');
    const bytes = readFileSync(path);
    const place = bytes.indexOf('"number":"REF-2026-0001"');
    expect(place).toBeGreaterThan(0);
    bytes[place + '"number":"REF-2026-000'.length] = '9'.charCodeAt(0);
    writeFileSync(path, bytes);
    const altered = await jalon(['verify']);
    expect(altered).toMatchObject({ code: 1 });
    expect(folded(altered.stdout)).toContain(
      `${designated.stream}, entrée ${designated.version} : contenu modifié`,
    );
    const { stdout: report } = await jalon(['verify', '--json']);
    expect(JSON.parse(report).faults).toEqual([
      { stream: designated.stream, version: designated.version, what: 'changed' },
    ]);
  }, 20_000);
});

describe('doctor, tick, help', () => {
  it('doctor says what is set and what is missing, and changes nothing', async () => {
    const { code, stdout } = await jalon(['doctor', '--json']);
    expect(code).toBe(0);
    const checks: readonly { readonly what: string; readonly state: string }[] = JSON.parse(stdout);
    expect(Object.fromEntries(checks.map(({ what, state }) => [what, state]))).toEqual({
      programme: 'ok',
      registre: 'ok',
      coordination: 'ok',
      Slack: 'warning',
      Teams: 'warning',
      'adresse publique': 'ok',
      mandataires: 'ok',
      secret: 'ok',
      courriel: 'warning',
    });
    const again = await jalon(['doctor']);
    expect(folded(again.stdout)).toContain('1 parcours, 1 collectivité (');
    expect(again.stdout).toContain('pas encore créé');
  });

  it('tick is refused where nothing can be sent', async () => {
    const ran = await jalon(['tick']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('ni Slack ni Teams');
  });

  it('help and no verb at all print the verbs; an unknown one is misuse', async () => {
    const helped = await Promise.all([jalon([]), jalon(['help']), jalon(['--help'])]);
    for (const { code, stdout } of helped) {
      expect(code).toBe(0);
      for (const verb of ['serve', 'plan', 'lint', 'replay', 'import', 'export', 'verify', 'tick', 'doctor'])
        expect(stdout).toContain(`\n  ${verb} `);
    }
    const unknown = await jalon(['verifie']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('verify');
  }, 15_000);
});

describe('plan (art. 5)', () => {
  it('prints the exact calendar of the convention, with a set-up that slips by 45 days', async () => {
    const file = join(import.meta.dirname, '..', '..', 'conventions', 'ia-administration-interne.yaml');
    const { code, stdout } = await jalon(['plan', file, '--delay', 'setup=45d', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      phases: [
        { id: 'audit', from: '2025-12-01', to: '2026-02-28', days: 90 },
        { id: 'setup', from: '2026-03-01', to: '2026-07-15', days: 137 },
        { id: 'use', from: '2026-07-16', to: '2026-11-29', days: 137 },
        { id: 'assessment', from: '2026-11-30', to: '2026-12-30', days: 31 },
      ],
      use: { plannedDays: 184, keptDays: 137, lostDays: 47 },
      slackDays: 0,
      lastSetupEnd: {
        1: '2026-10-29',
        2: '2026-09-29',
        3: '2026-08-29',
        4: '2026-07-29',
        5: '2026-06-29',
        6: '2026-05-29',
      },
    });
  });
});
