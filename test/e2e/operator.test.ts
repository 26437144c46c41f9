import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endAll, runJalon, startJalon } from '../support/process.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-operator-'));
});

afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const data = () => ({ PORT: '0', JALON_DATA: join(folder, 'data') });

describe('starting with what cannot work', () => {
  it('tells every fault of the configuration at once, without its secrets, and ends with 2', async () => {
    const env = {
      PORT: '70000',
      DATABASE_URL: 'mysql://root:a-secret@localhost/x',
      JALON_COORDINATORS: 'not-an-email',
      SLACK_API_URL: 'ftp://slack',
      SMTP_URL: 'http://mail',
      JALON_LOCAL_TEAMS: 'yes',
    };
    const { code, stdout, stderr } = await runJalon(['serve'], { env });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    for (const name of Object.keys(env)) expect(stderr).toContain(`- ${name} `);
    expect(stderr).not.toMatch(/a-secret|at \w|node:/u);
  });

  it('tells what is missing beside what is set', async () => {
    const env = {
      ...data(),
      SLACK_BOT_TOKEN: 'xoxb-a-secret',
      MICROSOFT_APP_ID: 'an-id',
      JALON_LOCAL_TEAMS: '1',
      HOST: '0.0.0.0',
      MAIL_FROM: 'jalon@ville.example',
    };
    const { code, stderr } = await runJalon(['serve'], { env });
    expect(code).toBe(2);
    for (const said of [
      'SLACK_SIGNING_SECRET',
      'MICROSOFT_APP_PASSWORD',
      'MICROSOFT_APP_TENANT_ID',
      'HOST',
      'SMTP_URL',
    ])
      expect(stderr).toContain(said);
    expect(stderr).not.toContain('xoxb');
  });

  it('tells every fault of a programme file with its file and line, and ends with 2', async () => {
    const file = join(import.meta.dirname, '..', 'fixtures', 'programme', 'many-faults.yaml');
    const { code, stderr } = await runJalon(['serve'], { env: { ...data(), JALON_PROGRAMME: file } });
    expect(code).toBe(2);
    expect(stderr.match(/many-faults\.yaml:\d+:\d+ /gu)?.length).toBeGreaterThan(5);
    expect(stderr).not.toMatch(/\bat .*\.ts:/u);
  });

  it('names the folder when there is no programme', async () => {
    const missing = join(folder, 'nulle-part');
    const { code, stderr } = await runJalon(['serve'], { env: { ...data(), JALON_PROGRAMME: missing } });
    expect(code).toBe(2);
    expect(stderr).toContain(`${missing}: fichier ou dossier introuvable ou illisible`);
  });

  it('says in one sentence that the port is taken, and ends with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, stderr } = await runJalon(['serve'], { env: { ...data(), PORT: port } });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain('Le port est déjà utilisé');
    expect(stderr).not.toMatch(/EADDRINUSE|\bat /u);
  });

  it('says in one sentence that an address is not of this machine, and ends with 1', async () => {
    const { code, stderr } = await runJalon(['serve'], { env: { ...data(), HOST: '192.0.2.1' } });
    expect(code).toBe(1);
    expect(stderr).toContain('HOST');
    expect(stderr).not.toMatch(/EADDRNOTAVAIL|\bat /u);
  });

  it.each([
    ['is a file', () => writeFileSync(join(folder, 'data'), 'a file')],
    [
      'holds something else than a database',
      () => {
        mkdirSync(join(folder, 'data'));
        writeFileSync(
          join(folder, 'data', 'essai.sqlite'),
          'not a database, only text that is long enough'.repeat(50),
        );
      },
    ],
  ])('says in one sentence that the data folder %s, and ends with 1', async (_what, prepare) => {
    prepare();
    const { code, stderr } = await runJalon(['serve'], { env: data() });
    expect(code).toBe(1);
    expect(stderr).toContain('Le registre est inaccessible');
    expect(stderr).toContain("Rien n'a été enregistré.");
    expect(stderr).not.toMatch(/\bat .*\.ts:/u);
  });

  it('says in one sentence that PostgreSQL does not answer, without the password, and ends with 1', async () => {
    const env = {
      PORT: '0',
      DATABASE_URL: 'postgres://jalon:a-secret@127.0.0.1:1/jalon',
      SLACK_SIGNING_SECRET: 'a-secret',
      SLACK_BOT_TOKEN: 'xoxb-a-secret',
    };
    const { code, stderr } = await runJalon(['serve'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('Le registre est inaccessible');
    expect(stderr).not.toMatch(/a-secret|\bat .*\.ts:/u);
  });
});

describe('starting with nothing set', () => {
  it('keeps the trial apart: real records are neither read nor written', async () => {
    const env = { ...data(), DATABASE_URL: 'postgres://jalon:x@127.0.0.1:1/jalon' };
    const jalon = await startJalon({ env });
    await jalon.end('SIGTERM');
    expect(jalon.stderr()).toContain("DATABASE_URL n'est pas utilisé en mode essai");
    expect(readdirSync(join(folder, 'data')).filter((name) => name.endsWith('.sqlite'))).toEqual([
      'essai.sqlite',
    ]);
  });

  it('opens the trial, prints its address and three things to try, and is healthy', async () => {
    const jalon = await startJalon({ env: data() });
    expect(jalon.stdout()).toContain(`${jalon.url}/essai`);
    expect(jalon.stdout()).toMatch(/1\. .+\n.*2\. .+\n.*3\. /u);
    const page = await fetch(`${jalon.url}/essai`);
    expect(page.status).toBe(200);
    expect((await fetch(`${jalon.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${jalon.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { ok: true, store: true, clock: true }]);
    expect((await fetch(`${jalon.url}/nulle-part`)).status).toBe(404);
    expect((await fetch(`${jalon.url}/api/messages`, { method: 'POST' })).status).toBe(404);
    expect(await jalon.end('SIGINT')).toEqual({ code: 0, signal: null });
  });
});
