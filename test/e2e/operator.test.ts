import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { openImap } from '../support/imap.ts';
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
      IMAP_URL: 'pop3://mail',
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

  it('reads answers of calendars only where invitations leave from', async () => {
    const env = { ...data(), IMAP_URL: 'imaps://jalon:a-secret@mail.example' };
    const { code, stderr } = await runJalon(['serve'], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('IMAP_URL va avec SMTP_URL et MAIL_FROM');
    expect(stderr).not.toContain('a-secret');
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

interface Check {
  readonly what: string;
  readonly state: string;
  readonly said: string;
}

describe('doctor', () => {
  async function checks(env: Readonly<Record<string, string>>) {
    const { code, stdout, stderr } = await runJalon(['doctor', '--json'], { env: { ...data(), ...env } });
    const found: readonly Check[] = JSON.parse(stdout);
    return {
      code,
      output: stdout + stderr,
      of: (what: string) => found.find((check) => check.what === what),
    };
  }

  const slack = { SLACK_SIGNING_SECRET: 'a-signing-secret', SLACK_BOT_TOKEN: 'xoxb-a-token' };

  it('finds fault with links that lead nowhere or pass in clear, and says nothing of secrets', async () => {
    const missing = await checks(slack);
    expect([missing.code, missing.of('adresse publique')?.state]).toEqual([1, 'fault']);
    const clear = await checks({ ...slack, PUBLIC_URL: 'http://jalon.example' });
    expect([clear.code, clear.of('adresse publique')?.said]).toEqual([
      1,
      expect.stringContaining('https://'),
    ]);
    const good = await checks({ ...slack, PUBLIC_URL: 'https://jalon.example', JALON_PROXIES: '1' });
    expect([good.code, good.of('adresse publique')?.state, good.of('mandataires')?.state]).toEqual([
      0,
      'ok',
      'ok',
    ]);
    expect(good.output).not.toMatch(/a-signing-secret|xoxb/u);
  }, 30_000);

  it('warns of a proxy that is not believed, and of PostgreSQL without a secret that machines share', async () => {
    const postgres = { DATABASE_URL: 'postgres://jalon:a-password@127.0.0.1:1/jalon' };
    const found = await checks({ ...slack, ...postgres, PUBLIC_URL: 'https://jalon.example' });
    expect(found.of('mandataires')).toMatchObject({
      state: 'warning',
      said: expect.stringContaining('JALON_PROXIES'),
    });
    expect(found.of('secret')).toMatchObject({
      state: 'warning',
      said: expect.stringContaining('JALON_SECRET'),
    });
    expect(found.of('registre')?.state).toBe('fault');
    expect(found.output).not.toContain('a-password');
  }, 30_000);

  it('finds fault with a kept secret or records that others may read', async () => {
    mkdirSync(join(folder, 'data'));
    for (const name of ['secret', 'jalon.sqlite']) {
      writeFileSync(join(folder, 'data', name), '');
      chmodSync(join(folder, 'data', name), 0o644);
    }
    const found = await checks({});
    expect(found.of('secret')).toMatchObject({ state: 'fault', said: expect.stringContaining('chmod 600') });
    expect(found.of('fichiers')).toMatchObject({
      state: 'fault',
      said: expect.stringContaining('jalon.sqlite'),
    });
    expect(found.code).toBe(1);
  }, 30_000);

  it('logs in to the mail server, and finds fault when nobody answers or the password is wrong', async () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _session, done) =>
        password === 'right-password' ? done(null, { user: 'jalon' }) : done(new Error('no')),
    });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const address = server.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const mail = (password: string, at = port) => ({
      SMTP_URL: `smtp://jalon:${password}@127.0.0.1:${at}`,
      MAIL_FROM: 'jalon@metropole.example',
    });
    expect((await checks(mail('right-password'))).of('courriel')?.state).toBe('ok');
    const wrong = await checks(mail('wrong-password'));
    expect([wrong.code, wrong.of('courriel')?.state]).toEqual([1, 'fault']);
    expect(wrong.output).not.toContain('wrong-password');
    expect((await checks(mail('right-password', 1))).of('courriel')?.state).toBe('fault');
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }, 30_000);

  it('opens the mailbox where calendars answer, and finds fault when nobody answers or the password is wrong', async () => {
    const imap = await openImap('right-password');
    const mail = (imapUrl: string) => ({
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'jalon@metropole.example',
      IMAP_URL: imapUrl,
    });
    try {
      expect((await checks(mail(imap.url))).of('réponses')?.state).toBe('ok');
      const wrong = await checks(mail(imap.url.replace('right-password', 'wrong-password')));
      expect([wrong.code, wrong.of('réponses')?.state]).toEqual([1, 'fault']);
      expect(wrong.output).not.toContain('wrong-password');
    } finally {
      await imap.close();
    }
    expect((await checks(mail(imap.url))).of('réponses')?.state).toBe('fault');
  }, 60_000);
});

describe('what monitors ask', () => {
  it('is answered: metrics on this machine only, readiness with the backlog', async () => {
    const jalon = await startJalon({ env: data() });
    const metrics = await fetch(`${jalon.url}/metrics`);
    expect([metrics.status, await metrics.text()]).toEqual([
      200,
      expect.stringContaining('jalon_ready{part="store"} 1'),
    ]);
    const outside = await fetch(`${jalon.url}/metrics`, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    expect([outside.status, await outside.json()]).toEqual([404, { error: 'not-found' }]);
    const ready = await fetch(`${jalon.url}/readyz`);
    expect(await ready.json()).toMatchObject({ ok: true, backlog: { failed: 0 } });
    expect(await jalon.end('SIGTERM')).toEqual({ code: 0, signal: null });
  }, 20_000);
});
