import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openWindow, type Window } from './trial/browser.ts';

const root = join(import.meta.dirname, '..', '..');

/** `npm run playground` on free ports, as a developer runs it, and Amina's window on it. */
let folder: string;
let playground: ChildProcess;
let window: Window;
let urls: readonly string[];
const outside: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-playground-'));
  playground = spawn(process.execPath, [join(root, 'scripts', 'playground.ts')], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', PLAYGROUND_PORT: '0', JALON_DATA: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  playground.stdout?.on('data', (chunk) => {
    said += String(chunk);
    if (said.includes('Ctrl+C')) resolve(said);
  });
  playground.once('exit', () => reject(new RangeError(`the playground ended: ${said}`)));
  urls = (await promise).match(/http:\S+/gu) ?? [];
  window = await openWindow({ width: 1280, height: 1000 });
  window.page.setDefaultTimeout(20_000);
  window.page.on('requestfinished', (request) => {
    if (!/^(?:http:\/\/127\.0\.0\.1|data:|blob:)/u.test(request.url())) outside.push(request.url());
  });
}, 60_000);

afterAll(async () => {
  await window.close();
  const { promise, resolve } = Promise.withResolvers<void>();
  playground.once('exit', () => resolve());
  playground.kill('SIGTERM');
  await promise;
  rmSync(folder, { recursive: true, force: true });
}, 20_000);

async function say(text: string): Promise<void> {
  await window.page.locator('[contenteditable=true][role=textbox]').first().click();
  await window.page.keyboard.type(text);
  await window.page.keyboard.press('Enter');
}

describe("Microsoft's playground", () => {
  it('shows help, draws a form in the conversation, keeps what was typed beside its error, and registers', async () => {
    const { page } = window;
    await page.goto(urls[0] ?? '');
    await page.getByText('Bonjour, je suis Jalon').waitFor();
    await say('aide');
    await page.getByText('Ce que vous pouvez faire', { exact: true }).waitFor();
    await say('inscription Choisy-le-Roi');
    const send = page.getByRole('button', { name: 'Demander', exact: true });
    const phone = page.getByRole('textbox', { name: /Téléphone/u });
    await phone.fill('123');
    await send.click();
    await page.getByText(/ne comporte pas 10 chiffres/u).waitFor();
    expect(await phone.inputValue()).toBe('123');
    expect(await page.getByRole('textbox', { name: /Prénom et nom/u }).inputValue()).toBe('Amina Diallo');
    await phone.fill('01 48 00 00 03');
    await send.click();
    await page.getByText('Demande enregistrée').waitFor();
    expect(await page.getByText('Votre demande pour Choisy-le-Roi est enregistrée').count()).toBe(1);
  }, 60_000);

  it('stays on this machine: its pages fetch nothing from afar, and nobody else can open them', async () => {
    expect(outside).toEqual([]);
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const abroad = addresses.filter(({ internal, family }) => !internal && family === 'IPv4');
    const heard = abroad.flatMap(({ address }) =>
      urls.map((url) => reaches(address, Number(new URL(url).port))),
    );
    expect(urls).toHaveLength(2);
    expect((await Promise.all(heard)).filter((one) => one)).toEqual([]);
  });

  it('calls nobody, not even its maker', () => {
    const logs = ['amina.log', 'camille.log']
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    expect(logs).toContain('Listening on');
    expect(logs).not.toMatch(/applicationinsights|ENOTFOUND|stays on this machine/u);
  });
});

async function reaches(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: 2_000 });
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  socket.once('timeout', () => resolve(false));
  const reached = await promise;
  socket.destroy();
  return reached;
}
