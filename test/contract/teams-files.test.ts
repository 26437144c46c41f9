import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FILES_PRIVATELY, PRIVATELY } from '../../cards/teams.ts';
import { createFileDesk } from '../../src/platform/teams/file-desk.ts';
import { addressOf } from '../../src/platform/teams/sent-file.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createIntake } from '../../src/usecases/attachments/intake.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import type { Given } from '../../src/usecases/links.ts';
import type { FileFailure } from '../e2e/stand-ins/file-host.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import { fileOf } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';
import { at, knowCamille, type Rehearsal, rehearse } from './drivers/rehearsal.ts';

/** Soon, on a machine that has other work too. */
const SOON_MS = 2_500;
const MIB = 1_048_576;
const NAME = 'Rapport d’audit.pdf';
const pdf = fileOf('pdf');

const now = () => Temporal.Instant.from('2026-03-12T09:42:00Z');
const links = testLinks(now);
let standIn: TeamsStandIn;
let rehearsal: Rehearsal;
let store = openMemory();

beforeEach(async () => {
  standIn = await startTeamsStandIn();
  knowCamille(standIn);
  await open();
});
afterEach(async () => {
  await rehearsal.stop();
  await standIn.close();
});

async function open(limits: NonNullable<Parameters<typeof rehearse>[1]>['limits'] = { filesMs: 20_000 }) {
  store = openMemory();
  rehearsal = await rehearse(standIn, { intake: createIntake({ store, links, now }), limits });
}

function send(attachments: readonly object[], text = '', more: object = {}) {
  return rehearsal.client.say(text, { extra: { attachments, ...more } });
}

/** What became of each file of the last message. */
function given(): readonly (Given | undefined)[] {
  const ask = rehearsal.bot.asked.at(-1)?.ask;
  const named = ask?.kind === 'text' ? (ask.files ?? '') : '';
  return named.split(' ').map((token) => links.readUpload(token)?.given);
}

const notFetched = { kind: 'refused', reason: { code: 'file-not-fetched', name: NAME } };

describe('a file sent in the personal conversation', () => {
  it('is fetched without a token, which its address holds, checked, kept and named', async () => {
    await send(standIn.attach(NAME, pdf), 'livrable deposer');
    expect(rehearsal.bot.asked[0]?.ask).toMatchObject({ kind: 'text', text: 'livrable deposer' });
    expect(given()).toMatchObject([{ kind: 'kept', file: { name: NAME, kind: 'pdf', bytes: pdf.length } }]);
    const [first] = given();
    if (first?.kind === 'kept') expect(await store.files.get(first.file.hash)).toEqual(pdf);
    expect(standIn.fileHost.calls.map(({ authorization }) => authorization)).toEqual([null]);
  });

  it('pasted as an image is fetched with the bot’s token, and named by what it is', async () => {
    await send(standIn.paste(fileOf('png')));
    expect(given()).toMatchObject([{ kind: 'kept', file: { name: 'image.png', kind: 'png' } }]);
    expect(standIn.fileHost.calls.map(({ authorization }) => authorization)).toEqual([
      'Bearer connector-token',
    ]);
  });

  it('is none where Teams only sends the text again, as HTML or as a card', async () => {
    const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
    await send([{ contentType: 'text/html', content: '<p>calendrier</p>' }, card], 'calendrier');
    expect(rehearsal.bot.asked[0]?.ask).toEqual({ kind: 'text', text: 'calendrier' });
  });

  it('too long is let go of', async () => {
    await send(standIn.attach(NAME, new Uint8Array(25 * MIB + 1)));
    const tooLarge = { kind: 'refused', reason: { code: 'file-too-large', name: NAME, mostBytes: 25 * MIB } };
    expect(given()).toEqual([tooLarge]);
  });

  it('is one of several, of which eleven are looked at: no field takes as many', async () => {
    await send([...standIn.attach(NAME, pdf), ...standIn.paste(fileOf('png'))]);
    expect(given().map((one) => one?.kind)).toEqual(['kept', 'kept']);
    await send(Array.from({ length: 40 }, () => standIn.attach('a.pdf', pdf)).flat());
    expect(given()).toHaveLength(11);
  });

  it('holds Teams up no longer than an answer may take: the rest follows', async () => {
    await rehearsal.stop();
    await open({ answerMs: 200, filesMs: 5_000 });
    const { promise: until, resolve } = Promise.withResolvers<void>();
    standIn.fileHost.fail({ kind: 'held', until });
    const began = performance.now();
    expect((await send(standIn.attach(NAME, pdf))).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    expect(rehearsal.bot.asked).toEqual([]);
    resolve();
    await standIn.spoken(1);
    expect(given()).toMatchObject([{ kind: 'kept' }]);
  });
});

describe('a file that is not handed over', () => {
  const faults: readonly (readonly [FileFailure, string])[] = [
    [{ kind: 'hang' }, 'too-slow'],
    [{ kind: 'trickle' }, 'too-slow'],
    [{ kind: 'reset' }, 'broken-off'],
    [{ kind: 'short' }, 'broken-off'],
    [{ kind: 'page' }, 'page'],
    [{ kind: 'redirect', to: '/files/elsewhere' }, 'HTTP 302'],
    [{ kind: 'status', status: 401 }, 'HTTP 401'],
    [{ kind: 'status', status: 404 }, 'HTTP 404'],
    [{ kind: 'status', status: 429 }, 'HTTP 429'],
    [{ kind: 'status', status: 500 }, 'HTTP 500'],
  ];
  it.each(faults)('is told, and the log names nobody: %j', async (failure, why) => {
    await rehearsal.stop();
    await open({ filesMs: 500 });
    standIn.fileHost.fail(failure);
    const began = performance.now();
    expect((await send(standIn.attach(NAME, pdf))).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    expect(given()).toEqual([notFetched]);
    expect(standIn.fileHost.calls).toHaveLength(1);
    expect(rehearsal.logged).toEqual([{ event: 'teams.file-not-fetched', fields: { why } }]);
  });

  it('endless, is let go of as soon as it is too long', async () => {
    standIn.fileHost.fail({ kind: 'endless' });
    await send(standIn.attach(NAME, pdf));
    await standIn.spoken(1);
    expect(given()).toMatchObject([{ reason: { code: 'file-too-large' } }]);
  }, 30_000);

  it.each([
    ['no token', () => Promise.reject(new DeliveryError('no token', { retryable: true }))],
    ['no token in time', () => Promise.withResolvers<string>().promise],
  ])('since there is %s, is not asked for', async (_what, token) => {
    const logged: string[] = [];
    const warn = (event: string) => void logged.push(event);
    const log = { info: warn, warn, error: warn };
    const intake = createIntake({ store, links, now });
    const desk = createFileDesk({ intake, token, admits: () => true, log, limitMs: 50 });
    const files = [{ name: NAME, url: `${standIn.serviceUrl}views/original`, isInline: true }];
    const message = { ask: { kind: 'text', text: '' }, files, serviceUrl: standIn.serviceUrl } as const;
    const ask = await desk.takeIn(message, { platform: 'teams', accountId: 'a' });
    const named = ask.kind === 'text' ? (ask.files ?? '') : '';
    expect(links.readUpload(named)?.given).toEqual(notFetched);
    expect(logged).toEqual(['teams.file-not-fetched']);
    expect(standIn.fileHost.calls).toEqual([]);
  });

  it('since it is elsewhere is not asked for, nor is the token sent there', async () => {
    const elsewhere = await startTeamsStandIn();
    await send([...elsewhere.paste(fileOf('png'))]);
    expect(given()).toMatchObject([{ reason: { code: 'file-not-fetched' } }]);
    expect(elsewhere.fileHost.calls).toEqual([]);
    expect(rehearsal.logged).toContainEqual({ event: 'teams.file-not-fetched', fields: { why: 'address' } });
    await elsewhere.close();
  });
});

describe('the address of a file', () => {
  const service = 'https://smba.trafficmanager.net/fr/';
  const never = () => false;
  it.each([
    ['https://ville-my.sharepoint.com/personal/a/_layouts/15/download.aspx?UniqueId=1&tempauth=2', true],
    ['http://ville-my.sharepoint.com/a', false],
    ['https://ville-my.sharepoint.com:8443/a', false],
    ['https://user@ville-my.sharepoint.com/a', false],
    ['https://ville-my.sharepoint.com@evil.example/a', false],
    ['https://ville-my.sharepoint.com.evil.example/a', false],
    ['https://evilsharepoint.com/a', false],
    ['https://sharepoint.com/a', false],
    ['https://smba.trafficmanager.net/fr/v3/attachments/1/views/original', false],
    ['http://127.0.0.1:4000/a', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['https://[::1]/a', false],
    ['file:///etc/passwd', false],
    ['x', false],
  ])('%s: asked is %s', (url, isAsked) => {
    expect(addressOf({ name: '', url, isInline: false }, service, never) !== null).toBe(isAsked);
  });

  it.each([
    ['https://smba.trafficmanager.net/amer/v3/attachments/1/views/original', true],
    ['http://smba.trafficmanager.net/fr/v3/attachments/1/views/original', false],
    ['https://user@smba.trafficmanager.net/fr/v3/attachments/1', false],
    ['https://smba.trafficmanager.net.evil.example/fr/v3/attachments/1', false],
    ['https://ville-my.sharepoint.com/a', false],
    ['https://evil.example/a', false],
  ])('%s: asked for a pasted image, with the token, is %s', (url, isAsked) => {
    expect(addressOf({ name: '', url, isInline: true }, service, never) !== null).toBe(isAsked);
  });

  it('on this machine is asked only where this machine’s service URLs are admitted', () => {
    const file = { name: '', url: 'http://127.0.0.1:4000/files/a', isInline: false };
    expect(addressOf(file, 'http://127.0.0.1:4000/teams/', () => true)?.href).toBe(file.url);
    expect(addressOf({ ...file, url: 'https://evil.example/' }, service, () => true)).toBeNull();
    expect(addressOf({ ...file, url: null }, service, () => true)).toBeNull();
  });
});

describe('a file joined to a message of a team or of a group', () => {
  it.each([
    [
      'told by the text alone',
      [{ contentType: 'text/html', content: '<p>Voici</p><attachment id="1"></attachment>' }],
    ],
    ['that Teams hands over all the same', null],
  ])('%s: whoever sent it is asked, in private, to send it in private', async (_what, attachments) => {
    const conversation = { id: '19:team@thread.tacv2', conversationType: 'channel', isGroup: true };
    const sent = attachments ?? standIn.paste(fileOf('png'));
    await rehearsal.client.say('<at>Jalon</at> calendrier', { conversation, extra: { attachments: sent } });
    expect(rehearsal.bot.asked[0]?.ask).toEqual({ kind: 'text', text: 'calendrier' });
    const said = (await standIn.spoken(3)).map(({ body, conversationId }) => [
      at(body, 'text'),
      conversationId,
    ]);
    expect(said).toContainEqual([FILES_PRIVATELY, rehearsal.client.conversationId]);
    expect(said).toContainEqual([PRIVATELY, conversation.id]);
    expect(standIn.fileHost.calls).toEqual([]);
  });
});
