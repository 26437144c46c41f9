import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { card, text } from '../../cards/blocks.ts';
import { IN_PROGRESS, NOT_UNDERSTOOD, PRIVATELY, WRITE_PRIVATELY } from '../../cards/teams.ts';
import type { Teams } from '../../src/platform/teams/app.ts';
import type { Account, JsonObject } from '../../src/usecases/ports.ts';
import { actionsOf, type TeamsAnswer, type TeamsClient } from '../e2e/clients/teams.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import {
  appId,
  at,
  camille,
  knowCamille,
  type Rehearsal,
  type RehearsedBot,
  rehearse,
  tenantId,
} from './drivers/rehearsal.ts';

/** Soon, on a machine that has other work too; the bare SDKs leave such things for 3 and 10 s. */
const SOON_MS = 2_500;

let standIn: TeamsStandIn;
let bot: RehearsedBot;
let teams: Teams;
let client: TeamsClient;
let botUrl: string;
let logged: Rehearsal['logged'];
let stop: Rehearsal['stop'];

async function start(given: Parameters<typeof rehearse>[1] = {}) {
  ({ bot, teams, client, botUrl, logged, stop } = await rehearse(standIn, given));
}

/** The card of the n-th message or update that the bot sent, from 1. */
async function spokenCard(n: number): Promise<unknown> {
  const calls = await standIn.spoken(n);
  return at(calls[n - 1]?.body, 'attachments', '0', 'content');
}

function spoken(): number {
  return standIn.calls.filter(({ part }) => part === 'send' || part === 'update').length;
}

beforeEach(async () => {
  standIn = await startTeamsStandIn();
  knowCamille(standIn);
  await start();
});

afterEach(async () => {
  await stop();
  await standIn.close();
});

describe('who is heard', () => {
  it('answers a signed message, with the connector token of the login service', async () => {
    const answered = await client.say('<at>Jalon</at>\u00a0calendrier');
    expect(answered.status).toBe(200);
    expect(bot.asked[0]?.ask).toEqual({ kind: 'text', text: 'calendrier' });
    const [call] = await standIn.spoken(1);
    expect(call?.authorization).toBe('Bearer connector-token');
    expect(call?.conversationId).toBe(client.conversationId);
  });

  it.each<[string, Parameters<TeamsClient['say']>[1], number]>([
    ['no token', { token: null }, 401],
    ['a token for another bot', { token: { audience: '00000000-0000-4000-8000-000000000000' } }, 401],
    ['a token that ran out an hour ago', { token: { expiresInSeconds: -3600 } }, 401],
    ['a token signed by another key', { token: { forged: true } }, 401],
    [
      'a token of another issuer',
      { token: { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' } },
      401,
    ],
    ['a token for another service URL', { token: { serviceUrl: 'https://evil.example/' } }, 403],
    ['another tenant', { conversation: { tenantId: 'another-tenant' } }, 403],
    ['another channel of the same registration', { extra: { channelId: 'directline' } }, 403],
    [
      'a service URL that is not one of Teams',
      { extra: { serviceUrl: 'https://evil.example/' }, token: { serviceUrl: 'https://evil.example/' } },
      403,
    ],
  ])('refuses %s', async (_what, options, status) => {
    const answered = await client.say('calendrier', options);
    expect(answered.status).toBe(status);
    expect(Object.keys(Object(answered.body))).toEqual(['error']);
    expect(bot.asked).toEqual([]);
    expect(standIn.calls).toEqual([]);
  });

  it.each<[string, string, number]>([
    ['text', 'bonjour', 400],
    ['a list', '[]', 400],
    ['an empty object', '{}', 400],
    ['a number as type', '{"type":1,"serviceUrl":"x","channelId":"msteams"}', 400],
    ['half a JSON', '{"type":"message"', 400],
    ['more than a megabyte', JSON.stringify({ type: 'x'.repeat(1_100_000) }), 413],
  ])('answers %s at once, as JSON without internals', async (_what, body, status) => {
    const answered = await client.raw(body, { 'content-type': 'application/json' });
    expect(answered.status).toBe(status);
    expect(JSON.stringify(answered.body)).not.toMatch(/node_modules|at |Error/u);
  });

  it('refuses what is not declared as JSON, and what is not posted', async () => {
    expect((await client.raw('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await fetch(`${botUrl}/api/messages`)).status).toBe(405);
  });

  it.each(['serviceUrl', 'from', 'conversation', 'recipient', 'channelId'])(
    'refuses a message without %s',
    async (name) => {
      const { [name]: _left, ...rest } = client.activity('message', { extra: { text: 'calendrier' } });
      expect((await client.post(rest)).status).toBe(400);
    },
  );

  it('says that it is unavailable when the keys cannot be had, and hears again afterwards', async () => {
    standIn.fail('keys', { status: 500 });
    expect((await client.say('calendrier')).status).toBe(503);
    expect((await client.say('calendrier')).status).toBe(200);
  });
});

describe('without an app id', () => {
  beforeEach(() => stop());

  it('is closed', async () => {
    await start({ credentials: null });
    expect((await client.say('calendrier')).status).toBe(404);
  });

  it('answers local clients without a token, on loopback only', async () => {
    await start({ credentials: null, local: true });
    expect((await client.say('calendrier')).status).toBe(200);
    expect((await standIn.spoken(1))[0]?.authorization).toBe('');
    const abroad = await client.say('calendrier', {
      extra: { serviceUrl: 'https://smba.trafficmanager.net/emea/' },
    });
    expect(abroad.status).toBe(403);
    const tunnelled = await client.raw('{}', {
      'content-type': 'application/json',
      'x-forwarded-for': '203.0.113.9',
    });
    expect(tunnelled.status).toBe(403);
  });

  it('gives forms as cards to local clients, which open no dialogs', async () => {
    await start({ credentials: null, local: true });
    await client.say('calendrier');
    const button = actionsOf(await spokenCard(1))[2];
    expect(button?.['type']).toBe('Action.Execute');
    const answered = await client.press(button, { replyToId: 'message-1' });
    expect(at(answered.body, 'value', 'actions', '0', 'title')).toBe('Transmettre');
  });
});

describe('who is at the other end', () => {
  it('takes the e-mail from the roster, once in ten minutes, and hands on a reference', async () => {
    await client.say('calendrier');
    await client.say('calendrier');
    expect(standIn.calls.filter(({ part }) => part === 'member')).toHaveLength(1);
    expect(bot.asked[1]?.visitor).toMatchObject({
      platform: 'teams',
      accountId: `${tenantId}/${camille.objectId}`,
      email: 'Camille.Durand@choisy.fr',
      reference: { serviceUrl: standIn.serviceUrl, conversation: { id: client.conversationId }, tenantId },
    });
  });

  it('says that it is unavailable when the roster is, and takes nobody for somebody else', async () => {
    standIn.fail('member', { status: 503 });
    await client.say('calendrier');
    expect(bot.asked).toEqual([]);
    expect(at(await spokenCard(1), 'fallbackText')).toBe('Service indisponible');
  });

  it('says so too when the roster names another person', async () => {
    standIn.roster.set(camille.id, {
      id: camille.id,
      aadObjectId: 'bbbb-other',
      email: 'coord@metropole.fr',
    });
    await client.say('calendrier');
    expect(bot.asked).toEqual([]);
    expect(at(await spokenCard(1), 'fallbackText')).toBe('Service indisponible');
  });

  it('welcomes once, though an installation is told of twice', async () => {
    expect((await client.install()).map(({ status }) => status)).toEqual([200, 200]);
    expect(bot.welcomed).toHaveLength(1);
    expect(at(await spokenCard(1), 'fallbackText')).toBe('Bienvenue');
    expect(spoken()).toBe(1);
  });
});

describe('when something is missing', () => {
  it.each<[string, Record<string, unknown>, string | null]>([
    ['no e-mail but a sign-in name', { userPrincipalName: 'camille@choisy.fr' }, 'camille@choisy.fr'],
    [
      'the made-up sign-in name of a guest',
      { userPrincipalName: 'c_choisy.fr#EXT#@mgp.onmicrosoft.com' },
      null,
    ],
    ['neither', {}, null],
    ['the address of a member', { email: 'c@choisy.fr', userRole: 'user', tenantId }, 'c@choisy.fr'],
    ['not what is said of a guest', { email: 'coord@mgp.fr', userRole: 'guest', tenantId }, null],
    ['not what is said of who has not signed in', { email: 'coord@mgp.fr', userRole: 'anonymous' }, null],
    [
      'not the address beside the made-up sign-in name of a guest',
      { email: 'coord@mgp.fr', userPrincipalName: 'c_choisy.fr#EXT#@mgp.onmicrosoft.com' },
      null,
    ],
    [
      'not the address of somebody of another tenant',
      { email: 'coord@mgp.fr', userRole: 'user', tenantId: '77777777-8888-4777-8666-555555555555' },
      null,
    ],
  ])('takes from the roster %s', async (_what, member, email) => {
    standIn.roster.set(camille.id, { id: camille.id, objectId: camille.objectId, ...member });
    await client.say('calendrier');
    expect(bot.asked[0]?.visitor.email).toBe(email);
  });

  it('does without its cache', async () => {
    await stop();
    await start({ brokenCache: true });
    expect((await client.say('calendrier')).status).toBe(200);
    expect((await client.install()).map(({ status }) => status)).toEqual([200, 200]);
    expect(bot.asked[0]?.visitor.email).toBe('Camille.Durand@choisy.fr');
  });

  it('welcomes nobody whom the roster does not know, and says that it is unavailable', async () => {
    standIn.fail('member', { status: 500 });
    await client.install();
    expect(bot.welcomed).toEqual([]);
    expect(at(await spokenCard(1), 'fallbackText')).toBe('Service indisponible');
  });

  it('says 502 when the welcome cannot be sent', async () => {
    standIn.fail('send', { status: 500 }, 3);
    expect((await client.install())[0]?.status).toBe(502);
  });

  it('hears no more once stopped', async () => {
    await teams.stop();
    expect((await client.say('calendrier')).status).toBe(503);
  });
});

describe('typed words', () => {
  it('answers a form as a card that works without dialogs, and its sending with the outcome in its place', async () => {
    await client.say('retard');
    const formCard = await spokenCard(1);
    const answered = await client.submit(
      formCard,
      { day: '2026-07-15', cause: 'Livraison' },
      { replyToId: 'message-1' },
    );
    expect(bot.asked[1]?.ask).toEqual({
      kind: 'submit',
      command: 'retard',
      values: { phase: 'setup', day: '2026-07-15', cause: 'Livraison' },
    });
    expect(at(answered.body, 'type')).toBe('application/vnd.microsoft.card.adaptive');
    expect(at(answered.body, 'value', 'fallbackText')).toBe('Retard du 2026-07-15 enregistré (setup)');
  });

  it('sends a long reply as several messages, nothing left out', async () => {
    await client.say('long');
    const calls = await standIn.spoken(2);
    const all = JSON.stringify(calls.map(({ body }) => body));
    for (const index of [0, 449, 899]) expect(all).toContain(`Ligne ${index} `);
    for (const { body } of calls)
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(28 * 1024);
  });

  it('tries a reply again when the connector asks to wait', async () => {
    standIn.fail('send', { status: 429, retryAfter: '0' });
    expect((await client.say('calendrier')).status).toBe(200);
    expect(spoken()).toBe(1);
  });

  it('says 502 when the reply cannot be delivered, so that the platform delivers again', async () => {
    standIn.fail('send', { status: 500 }, 3);
    expect((await client.say('calendrier')).status).toBe(502);
    expect(logged.map(({ event }) => event)).toContain('teams.reply-lost');
  });

  it('survives a fault of the program with a 500 and without its words', async () => {
    expect(await client.say('panne')).toEqual({ status: 500, body: null });
    expect((await client.say('calendrier')).status).toBe(200);
  });

  it('ignores typing, reactions and its own messages', async () => {
    expect((await client.post(client.activity('typing'))).status).toBe(200);
    expect(
      (await client.post(client.activity('messageReaction', { extra: { reactionsAdded: [] } }))).status,
    ).toBe(200);
    expect(bot.asked).toEqual([]);
    expect(spoken()).toBe(0);
  });
});

describe('buttons', () => {
  let shown: unknown;

  beforeEach(async () => {
    await client.say('calendrier');
    shown = await spokenCard(1);
  });

  it('replaces the card by the outcome', async () => {
    const answered = await client.press(actionsOf(shown)[0], { replyToId: 'message-1' });
    expect(bot.asked[1]?.ask).toEqual({ kind: 'run', command: 'note', values: { phase: 'setup' } });
    expect(answered).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
    });
    expect(at(answered.body, 'value', 'fallbackText')).toBe('Noté par Camille.Durand@choisy.fr');
  });

  it('gives both deliveries of a double click the same key, and another button another', async () => {
    const [note, other] = actionsOf(shown);
    await client.press(note, { replyToId: 'message-1' });
    await client.press(note, { replyToId: 'message-1' });
    await client.press(other, { replyToId: 'message-1' });
    await client.press(note, { replyToId: 'message-9' });
    const keys = bot.asked.slice(1).map(({ key }) => key);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
  });

  it('leaves the card as it is when a rule says no: the refusal and its buttons come as a message', async () => {
    const answered = await client.press(actionsOf(shown)[1], { replyToId: 'message-1' });
    expect(answered.body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'SIREN refusé',
    });
    expect(actionsOf(await spokenCard(2))[0]?.['title']).toBe('Utiliser 219400223');
  });

  it('gives a refusal and the form to correct it as messages, the card left as it is', async () => {
    const action = {
      type: 'Action.Execute',
      verb: 'run',
      data: { command: 'correct', values: { cause: 'Livraison' } },
    };
    const answered = await client.press(action, { replyToId: 'message-1' });
    expect(at(answered.body, 'value')).toBe('SIREN refusé');
    expect(at(await spokenCard(2), 'fallbackText')).toBe('SIREN refusé');
    expect(JSON.stringify(await spokenCard(3))).toContain('Livraison');
  });

  it('takes the data of an Action.Submit that came as a message', async () => {
    const fallback = at(actionsOf(shown)[0], 'fallback');
    await client.press(fallback, { replyToId: 'message-1' });
    expect(bot.asked[1]?.ask).toEqual({ kind: 'run', command: 'note', values: { phase: 'setup' } });
    expect(at(await spokenCard(2), 'fallbackText')).toContain('Noté par');
  });

  it('answers buttons of another making with help, in under a second', async () => {
    const began = performance.now();
    const strange = await client.press({ type: 'Action.Execute', verb: 'delete', data: { command: 5 } });
    expect(strange).toEqual({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: NOT_UNDERSTOOD },
    });
    expect((await client.invoke('task/fetch', null)).body).toEqual({
      task: { type: 'message', value: NOT_UNDERSTOOD },
    });
    expect((await client.invoke('composeExtension/query', {})).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
  });
});

describe('dialogs', () => {
  let button: unknown;

  beforeEach(async () => {
    await client.say('calendrier');
    button = actionsOf(await spokenCard(1))[2];
  });

  const dialogCard = (answered: TeamsAnswer) => at(answered.body, 'task', 'value', 'card', 'content');

  it('opens the form, prefilled, under its title', async () => {
    const answered = await client.press(button, { replyToId: 'message-1' });
    expect(answered.body).toMatchObject({
      task: { type: 'continue', value: { title: 'Signaler un retard' } },
    });
    expect(actionsOf(dialogCard(answered))[0]?.['type']).toBe('Action.Submit');
  });

  it('shows errors under their field with what was typed, then closes on the receipt, which stays in the conversation', async () => {
    const opened = dialogCard(await client.press(button, { replyToId: 'message-1' }));
    const refused = await client.submitDialog(
      opened,
      { day: '2026-07-15', cause: '' },
      { replyToId: 'message-1' },
    );
    const again = dialogCard(refused);
    expect(JSON.stringify(again)).toContain('Merci de décrire la cause.');
    expect(JSON.stringify(again)).toContain('2026-07-15');
    const answered = await client.submitDialog(again, { cause: 'Livraison' }, { replyToId: 'message-1' });
    expect(answered.body).toEqual({
      task: { type: 'message', value: 'Retard du 2026-07-15 enregistré (setup)' },
    });
    expect(at(await spokenCard(2), 'fallbackText')).toBe('Retard du 2026-07-15 enregistré (setup)');
  });

  it('shows a refusal in the dialog, its buttons as a dialog knows them', async () => {
    const data = { verb: 'form', command: 'refuse', msteams: { type: 'task/fetch' } };
    const answered = await client.fetchDialog({ data }, { replyToId: 'message-1' });
    const shown = dialogCard(answered);
    expect(at(shown, 'fallbackText')).toBe('SIREN refusé');
    const [button] = actionsOf(shown);
    expect(button?.['type']).toBe('Action.Submit');
    const after = await client.invoke('task/submit', { data: button?.['data'] }, { replyToId: 'message-1' });
    expect(at(after.body, 'task', 'value')).toBe('Noté par Camille.Durand@choisy.fr');
  });

  it('shows the receipt in the dialog when the conversation cannot be reached', async () => {
    const opened = dialogCard(await client.press(button));
    standIn.fail('send', { status: 403, code: 'BotNotInConversationRoster' });
    const answered = await client.submitDialog(opened, { day: '2026-07-15', cause: 'Livraison' });
    expect(at(dialogCard(answered), 'fallbackText')).toBe('Retard du 2026-07-15 enregistré (setup)');
  });

  it('takes one opening sent twice for one act, and a form opened anew for another', async () => {
    const typed = { day: '2026-07-15', cause: 'Livraison' };
    const first = dialogCard(await client.press(button, { id: 'open-1' }));
    const second = dialogCard(await client.press(button, { id: 'open-2' }));
    await client.submitDialog(first, typed);
    await client.submitDialog(first, typed);
    await client.submitDialog(second, typed);
    const keys = bot.asked.slice(3).map(({ key }) => key);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});

describe('a slow store', () => {
  beforeEach(async () => {
    await stop();
    await start({ limits: { answerMs: 700 } });
  });

  it('answers « en cours » within the limit, then puts the outcome in the place of the card', async () => {
    await client.say('calendrier');
    const [note] = actionsOf(await spokenCard(1));
    const { promise, resolve } = Promise.withResolvers<void>();
    bot.hold = promise;
    const answered = await client.press(note, { replyToId: 'message-1' });
    expect(at(answered.body, 'value')).toBe(IN_PROGRESS);
    resolve();
    const calls = await standIn.spoken(2);
    expect(calls[1]).toMatchObject({ part: 'update', messageId: 'message-1' });
    expect(at(await spokenCard(2), 'fallbackText')).toContain('Noté par');
  });

  it('closes the dialog, then sends the receipt to the conversation once', async () => {
    await client.say('calendrier');
    const opened = await client.press(actionsOf(await spokenCard(1))[2]);
    const { promise, resolve } = Promise.withResolvers<void>();
    bot.hold = promise;
    const content = at(opened.body, 'task', 'value', 'card', 'content');
    const answered = await client.submitDialog(content, { day: '2026-07-15', cause: 'Livraison' });
    expect(answered.body).toEqual({ task: { type: 'message', value: IN_PROGRESS } });
    resolve();
    expect(at(await spokenCard(2), 'fallbackText')).toContain('Retard du');
    await teams.stop();
    expect(spoken()).toBe(2);
  });

  it.each<[string, string | undefined, Parameters<TeamsStandIn['fail']>[1] | null]>([
    ['the card is gone', 'message-1', { status: 404 }],
    ['the card is not named', undefined, null],
  ])('sends the outcome as a message when %s', async (_what, replyToId, failure) => {
    await client.say('calendrier');
    const [note] = actionsOf(await spokenCard(1));
    if (failure !== null) standIn.fail('update', failure);
    const { promise, resolve } = Promise.withResolvers<void>();
    bot.hold = promise;
    await client.press(note, replyToId === undefined ? {} : { replyToId });
    resolve();
    expect((await standIn.spoken(2))[1]?.part).toBe('send');
  });

  it('tells the log when the outcome cannot be brought', async () => {
    await client.say('calendrier');
    const [note] = actionsOf(await spokenCard(1));
    standIn.fail('update', { status: 500 }, 3);
    const { promise, resolve } = Promise.withResolvers<void>();
    bot.hold = promise;
    await client.press(note, { replyToId: 'message-1' });
    resolve();
    await teams.stop();
    expect(logged.map(({ event }) => event)).toContain('teams.late-failed');
  });

  it('gives a late form as a card of the conversation', async () => {
    await client.say('calendrier');
    const button = actionsOf(await spokenCard(1))[2];
    const { promise, resolve } = Promise.withResolvers<void>();
    bot.hold = promise;
    expect((await client.press(button)).body).toEqual({ task: { type: 'message', value: IN_PROGRESS } });
    resolve();
    expect(actionsOf(await spokenCard(2))[0]?.['verb']).toBe('submit');
  });

  it('lets a typed message go, then answers it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bot.hold = promise;
    expect((await client.say('calendrier')).status).toBe(200);
    expect(spoken()).toBe(0);
    resolve();
    expect(at(await spokenCard(1), 'fallbackText')).toBe('Fin de la mise en place');
  });
});

describe('in a shared conversation', () => {
  const channel = { conversation: { id: '19:team@thread.tacv2;messageid=1', conversationType: 'channel' } };

  it('answers in private and says only so where others read', async () => {
    await client.say('<at>Jalon</at> calendrier', channel);
    const calls = await standIn.spoken(2);
    expect(calls[0]?.conversationId).toBe(client.conversationId);
    expect(calls[1]).toMatchObject({ conversationId: channel.conversation.id, body: { text: PRIVATELY } });
    expect(at(calls[1]?.body, 'attachments')).toBeUndefined();
    expect(bot.asked[0]?.visitor.reference).toMatchObject({ conversation: { id: client.conversationId } });
  });

  it('never draws the outcome of a button or a form where others read', async () => {
    const action = { type: 'Action.Execute', verb: 'run', data: { command: 'note' } };
    const pressed = await client.press(action, { ...channel, replyToId: 'message-1' });
    expect(at(pressed.body, 'value')).toBe(PRIVATELY);
    const data = { verb: 'submit', command: 'retard', values: {}, day: '2026-07-15', cause: 'Livraison' };
    const sent = await client.invoke('task/submit', { data }, channel);
    expect(at(sent.body, 'task', 'value')).toBe(PRIVATELY);
    const calls = await standIn.spoken(2);
    expect(calls.map(({ conversationId }) => conversationId)).toEqual([
      client.conversationId,
      client.conversationId,
    ]);
  });

  it.each(['card-action', 'dialog'])(
    'does nothing for a %s of somebody who cannot be written to',
    async (kind) => {
      standIn.fail('open', { status: 403, code: 'BotNotInConversationRoster' });
      const data = { verb: 'run', command: 'note' };
      const answered =
        kind === 'dialog'
          ? await client.invoke('task/submit', { data }, channel)
          : await client.press({ type: 'Action.Execute', verb: 'run', data }, channel);
      expect(JSON.stringify(answered.body)).toContain(WRITE_PRIVATELY);
      expect(bot.asked).toEqual([]);
    },
  );

  it('does nothing and asks to be written to when the person cannot be written to', async () => {
    standIn.fail('open', { status: 403, code: 'BotNotInConversationRoster' });
    await client.say('<at>Jalon</at> calendrier', channel);
    expect(bot.asked).toEqual([]);
    const calls = await standIn.spoken(1);
    expect(calls[0]).toMatchObject({
      conversationId: channel.conversation.id,
      body: { text: WRITE_PRIVATELY },
    });
  });
});

describe('writing first', () => {
  const sample = card('reminder', 'Fin dans 7 jours', [text('Dimanche 31/05/2026.')]);

  async function accountAfterVisit(): Promise<Account> {
    await client.say('calendrier');
    const visitor = bot.asked[0]?.visitor;
    if (visitor?.reference === undefined || visitor.reference === null) throw new TypeError('no reference');
    const stored: JsonObject = JSON.parse(JSON.stringify(visitor.reference));
    return {
      platform: 'teams',
      id: visitor.accountId,
      email: null,
      reference: stored,
      seenAt: '2026-03-12T09:42:00Z',
      lostAt: null,
    };
  }

  it('reaches a person after a restart, from the stored reference alone', async () => {
    const account = await accountAfterVisit();
    await stop();
    await start();
    const sent = await teams.messenger.send(account, sample, { key: 'key-1', isLegal: true });
    const calls = await standIn.spoken(2);
    expect(calls[1]).toMatchObject({
      conversationId: client.conversationId,
      authorization: 'Bearer connector-token',
    });
    expect(sent.platformId).toMatch(/^message-/u);
    expect(at(calls[1]?.body, 'summary')).toBe('Fin dans 7 jours');
  });

  it('opens a conversation when none is known', async () => {
    const { reference, ...account } = await accountAfterVisit();
    const { conversation: _unknown, ...rest } = reference;
    await teams.messenger.send({ ...account, reference: rest }, sample, { key: 'key-1', isLegal: true });
    expect(standIn.calls.find(({ part }) => part === 'open')?.body).toMatchObject({
      members: [{ id: camille.id }],
      tenantId,
      bot: { id: `28:${appId}` },
    });
  });

  it('may be tried again when the login service is down', async () => {
    const account = await accountAfterVisit();
    await stop();
    await start();
    standIn.fail('login', { status: 500 });
    await expect(
      teams.messenger.send(account, sample, { key: 'key-1', isLegal: true }),
    ).rejects.toMatchObject({ retryable: true });
    await expect(
      teams.messenger.send(account, sample, { key: 'key-1', isLegal: true }),
    ).resolves.toBeDefined();
  });

  it('never posts to an address that is not one of Teams', async () => {
    const { reference, ...account } = await accountAfterVisit();
    const elsewhere = { ...account, reference: { ...reference, serviceUrl: 'https://evil.example/' } };
    await expect(
      teams.messenger.send(elsewhere, sample, { key: 'key-1', isLegal: true }),
    ).rejects.toMatchObject({
      retryable: false,
    });
  });

  it('knows nobody by e-mail alone', async () => {
    expect(await teams.messenger.findByEmail('camille.durand@choisy.fr')).toBeNull();
  });
});
