import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as make from '../../cards/blocks.ts';
import type { Form } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import { startSlackStandIn } from '../e2e/stand-ins/slack.ts';
import {
  card,
  done,
  form,
  refusal,
  type SlackFixture,
  startSlack,
  token,
  unavailable,
} from '../support/slack.ts';

let fixture: SlackFixture;

beforeEach(async () => {
  fixture = await startSlack();
});

afterEach(() => fixture.close());

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** A modal as the bot opened it in answer to a command. */
async function openedView(user = 'U1', channel = 'C0PUBLIC'): Promise<Record<string, unknown>> {
  const { client, standIn } = fixture;
  const before = standIn.callsOf('views.open').length;
  const former = fixture.answer;
  fixture.answer = () => ({ kind: 'form', form });
  await client.slash(user, 'referent changer', { channel, responseUrl: standIn.responseUrl() });
  const call = await standIn.nth('views.open', before + 1);
  fixture.answer = former;
  return call.args['view'] as Record<string, unknown>;
}

describe('requests that are not Slack’s', () => {
  it('are refused without a right signature, with no word of the inside', async () => {
    const { client, requests } = fixture;
    const body = 'command=%2Fjalon&text=aide&team_id=T1&user_id=U1&channel_id=C1&trigger_id=1';
    const answers = [
      await client.send(body, { secret: 'another' }),
      await client.send(body, { skewSeconds: -310 }),
      await client.send(body, { skewSeconds: 310 }),
      await client.send(body, { headers: { 'X-Slack-Signature': 'v0' } }),
      await client.send(body, { headers: { 'X-Slack-Request-Timestamp': 'hier' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, expect.any(Number), 401]);
    expect(answers[3]?.status).toBeGreaterThanOrEqual(400);
    expect(answers[3]?.status).toBeLessThan(500);
    for (const { body: text } of answers) expect(text).not.toMatch(/at |node_modules|secret/);
    expect(answers[0]?.json).toEqual({ error: 'unauthorized' });
    expect(requests).toEqual([]);
  });

  it('are refused when they are no form or JSON, too long, or not what Slack sends, never with a 500', async () => {
    const { client } = fixture;
    const statuses = [
      await client.send('x', { contentType: 'text/plain' }),
      await client.send(`payload=${'a'.repeat(1_100_000)}`),
      await client.send('payload=null'),
      await client.send('payload=%7B'),
      await client.send('null', { contentType: 'application/json' }),
      await client.send('[]', { contentType: 'application/json' }),
      await client.send('', { contentType: 'application/json' }),
      await client.send('a=b'),
      await client.interaction({ type: 'block_actions', actions: [3] }),
      await client.interaction({ type: 'view_submission', view: 3 }),
      await client.send(json({ type: 'event_callback', event: null }), { contentType: 'application/json' }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([415, 413, ...Array<number>(9).fill(400)]);
  });

  it('the address check of Slack is answered', async () => {
    const { client } = fixture;
    const answer = await client.send(json({ type: 'url_verification', challenge: 'abc' }), {
      contentType: 'application/json',
    });
    expect(answer.json).toEqual({ challenge: 'abc' });
  });

  it('what the app has no use for is acknowledged at once', async () => {
    const { client, requests } = fixture;
    for (const type of ['view_closed', 'interactive_message', 'dialog_submission', 'nouveau']) {
      expect((await client.interaction({ type, team: { id: 'T1' }, user: { id: 'U1' } })).status).toBe(200);
    }
    const choices = { type: 'block_suggestion', team: { id: 'T1' }, user: { id: 'U1' }, value: 'a' };
    expect((await client.interaction(choices)).json).toEqual({ options: [] });
    expect((await client.interaction({ type: 'block_actions', name: 'x', team: { id: 'T1' } })).status).toBe(
      200,
    );
    expect(requests).toEqual([]);
  });
});

describe('/jalon', () => {
  it('answers its author only, in the acknowledgement, as the person that Slack vouches for', async () => {
    const { client, requests, standIn } = fixture;
    const answer = await client.slash('U1', 'referent voir choisy', { triggerId: '1.2' });
    expect(answer.json).toMatchObject({
      response_type: 'ephemeral',
      blocks: [{ type: 'header' }, { type: 'rich_text' }],
    });
    expect(requests[0]).toMatchObject({
      key: 'slack:T1:1.2',
      ask: { kind: 'text', text: 'referent voir choisy' },
      visitor: {
        platform: 'slack',
        accountId: 'T1/U1',
        email: 'Anne@ville.fr',
        name: 'Anne Martin',
        reference: {},
      },
    });
    await client.slash('U1', 'aide');
    expect(standIn.calls.map(({ method }) => method)).toEqual(['auth.test', 'users.info']);
    expect(new Set(standIn.calls.map((call) => call.token))).toEqual(new Set([token]));
  });

  it('announces an answer that is slow, then gives it where Slack said', async () => {
    const { client, standIn } = fixture;
    const slow = Promise.withResolvers<Reply>();
    fixture.answer = () => slow.promise;
    const answer = await client.slash('U1', 'simuler', { responseUrl: standIn.responseUrl() });
    expect(answer.body).toContain('en cours');
    slow.resolve(card(done));
    const call = await standIn.nth('response_url', 1);
    expect(json(call.args)).toContain('Le changement est enregistré.');
    expect(call.args).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  });

  it('gives a long answer in several messages, in order', async () => {
    const { client, standIn } = fixture;
    const long = make.card(
      'long',
      'Long',
      Array.from({ length: 120 }, (_, index) => make.text(`Ligne ${index}`)),
    );
    fixture.answer = () => card(long);
    const answer = await client.slash('U1', 'referent manquants', { responseUrl: standIn.responseUrl() });
    const rest = [await standIn.nth('response_url', 1), await standIn.nth('response_url', 2)];
    expect(answer.body).toContain('Ligne 48');
    expect(json(rest[0]?.args)).toContain('Ligne 49');
    expect(json(rest[1]?.args)).toContain('Ligne 119');
  });

  it('never posts to an address that is not Slack’s, whatever the payload says', async () => {
    const { client, standIn } = fixture;
    const elsewhere = await startSlackStandIn({ team: 'T9' });
    const slow = Promise.withResolvers<Reply>();
    fixture.answer = () => slow.promise;
    await client.slash('U1', 'aide', { responseUrl: elsewhere.responseUrl() });
    slow.resolve(card(done));
    const call = await standIn.nth('chat.postMessage', 1);
    expect(call.args['channel']).toBe('U1');
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.close();
  });

  it('opens a form in a modal', async () => {
    const view = await openedView();
    expect(view).toMatchObject({ type: 'modal', callback_id: 'form:referent changer' });
    expect(json(view)).toContain('"initial_value":"Anne"');
  });

  it('says so, with a button, when Slack does not open the form', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({ kind: 'form', form });
    for (const failure of [
      { kind: 'error', code: 'expired_trigger_id' },
      { kind: 'status', status: 503 },
    ] as const) {
      standIn.fail('views.open', failure);
      const answer = await client.slash('U1', 'referent changer');
      expect(answer.body).toContain('formulaire');
      expect(answer.body).toContain('form:referent changer:0');
    }
    standIn.fail('views.open', { kind: 'hang' });
    expect((await client.slash('U1', 'referent changer')).body).toContain('en cours');
  });

  it('comes back with what was typed and its errors in the form', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({
      kind: 'refused',
      card: refusal,
      form: { ...form, errors: { nom: 'Trop court.' } },
    });
    await client.slash('U1', 'referent changer nom:A');
    const call = await standIn.nth('views.open', 1);
    expect(json(call.args['view'])).toContain('Trop court.');
  });

  it('never takes a role away because Slack cannot be asked: it says that it is unavailable', async () => {
    const { client, standIn, requests } = fixture;
    for (const failure of [
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'error', code: 'invalid_auth' },
    ] as const) {
      standIn.fail('users.info', failure);
      expect((await client.slash('U1', 'aide')).body).toContain('momentanément indisponible');
    }
    expect(requests).toEqual([]);
    expect((await client.slash('U1', 'aide')).body).toContain('Enregistré');
  });

  it('serves a person unknown to Slack without an address', async () => {
    const { client, requests } = fixture;
    await client.slash('U404', 'aide');
    expect(requests[0]?.visitor).toMatchObject({ accountId: 'T1/U404', email: null });
  });

  it('answers a bot that fails, or a card that Slack cannot take, with a sentence', async () => {
    const { client, log } = fixture;
    fixture.answer = () => Promise.reject(new DeliveryError('secret inside', { retryable: false }));
    const failed = await client.slash('U1', 'aide');
    fixture.answer = () => card(make.card('bad', 'T', [], [{ ...make.run('', 'x'), label: 'a'.repeat(80) }]));
    const tooLong = await client.slash('U1', 'aide');
    for (const { status, body } of [failed, tooLong]) {
      expect(status).toBe(200);
      expect(body).toContain('momentanément indisponible');
      expect(body).not.toContain('inside');
    }
    expect(log.some((line) => line.includes('slack.card-not-drawn'))).toBe(true);
  });
});

describe('a pressed button', () => {
  const run = { actionId: 'run:demande confirmer:0', value: '{"id":"D-1"}' };

  it('is replaced by its outcome', async () => {
    const { client, standIn, requests } = fixture;
    const answer = await client.press('U1', { ...run, responseUrl: standIn.responseUrl() });
    expect(answer).toMatchObject({ status: 200, body: '' });
    const call = await standIn.nth('response_url', 1);
    expect(call.args).toMatchObject({ replace_original: true });
    expect(requests[0]?.ask).toEqual({ kind: 'run', command: 'demande confirmer', values: { id: 'D-1' } });
  });

  it('stays when it is refused: the refusal stands beside it', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({ kind: 'refused', card: refusal, form: null });
    await client.press('U1', { ...run, responseUrl: standIn.responseUrl() });
    const call = await standIn.nth('response_url', 1);
    expect(call.args).toMatchObject({ replace_original: false, response_type: 'ephemeral' });
  });

  it('pressed twice is one act: the same key', async () => {
    const { client, standIn, requests } = fixture;
    const responseUrl = standIn.responseUrl();
    await Promise.all([
      client.press('U1', { ...run, responseUrl }),
      client.press('U1', { ...run, responseUrl }),
    ]);
    await standIn.nth('response_url', 2);
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
  });

  it('opens its form, prefilled', async () => {
    const { client, standIn, requests } = fixture;
    fixture.answer = () => ({ kind: 'form', form });
    await client.press('U1', { actionId: 'form:referent changer:1', value: '{"nom":"Anne"}' });
    expect((await standIn.nth('views.open', 1)).args['trigger_id']).toEqual(expect.any(String));
    expect(requests[0]?.ask).toEqual({ kind: 'form', command: 'referent changer', values: { nom: 'Anne' } });
  });

  it('opens the form that its refusal brings, the sentence on top, or says so beside when Slack does not open it', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({ kind: 'refused', card: refusal, form });
    await client.press('U1', { ...run, responseUrl: standIn.responseUrl() });
    expect(json((await standIn.nth('views.open', 1)).args['view'])).toContain('réservée à la coordination');
    standIn.fail('views.open', { kind: 'error', code: 'expired_trigger_id' });
    await client.press('U1', { ...run, channel: 'C0PUBLIC', responseUrl: standIn.responseUrl() });
    const call = await standIn.nth('response_url', 1);
    expect(call.args).toMatchObject({ replace_original: false, response_type: 'ephemeral' });
    expect(json(call.args)).toContain('Ouvrir le formulaire');
  });

  it('whose form Slack cannot take is answered with a sentence, as are a command and a form sent', async () => {
    const { client, standIn, log } = fixture;
    const view = await openedView();
    const tooLong: Form = { ...form, submitLabel: 'a'.repeat(25) };
    fixture.answer = () => ({ kind: 'form', form: tooLong });
    await client.press('U1', { ...run, responseUrl: standIn.responseUrl() });
    expect(json((await standIn.nth('response_url', 1)).args)).toContain('momentanément indisponible');
    expect((await client.slash('U1', 'referent changer')).body).toContain('momentanément indisponible');
    const sent = await client.submit('U1', { viewId: 'V1', view, values: { nom: 'Anne' } });
    expect(sent.body).toContain('momentanément indisponible');
    expect(sent.body).toContain('"initial_value":"Anne"');
    expect(log.filter((line) => line.includes('slack.form-not-drawn'))).toHaveLength(3);
  });

  it('unknown to the bot is answered at once, with help', async () => {
    const { client, standIn, requests } = fixture;
    const answer = await client.press('U1', { actionId: 'ancien', responseUrl: standIn.responseUrl() });
    expect(answer.status).toBe(200);
    await standIn.nth('response_url', 1);
    expect(requests[0]?.ask).toEqual({ kind: 'text', text: 'aide' });
  });

  it('is answered in the direct message when its address has expired', async () => {
    const { client, standIn } = fixture;
    standIn.fail('response_url', { kind: 'status', status: 404 });
    await client.press('U1', { ...run, responseUrl: standIn.responseUrl() });
    expect((await standIn.nth('chat.postMessage', 1)).args['channel']).toBe('U1');
  });
});

describe('a filled-in form', () => {
  it('closes on its outcome, which is written where the command was typed, seen by its author', async () => {
    const { client, standIn, requests } = fixture;
    const view = await openedView();
    const answer = await client.submit('U1', {
      viewId: 'V1',
      view,
      values: { nom: 'Anne', le: '2026-07-15' },
    });
    expect(answer).toMatchObject({ status: 200, body: '' });
    const call = await standIn.nth('response_url', 1);
    expect(call.args).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(requests.at(-1)?.ask).toEqual({
      kind: 'submit',
      command: 'referent changer',
      values: { nom: 'Anne', le: '2026-07-15', commune: 'choisy' },
    });
  });

  it('of a direct message is answered there', async () => {
    const { client, standIn } = fixture;
    const view = await openedView('U1', 'D0DIRECT');
    await client.submit('U1', { viewId: 'V1', view, values: { nom: 'Anne' } });
    expect((await standIn.nth('chat.postMessage', 1)).args).toMatchObject({
      channel: 'U1',
      unfurl_links: 'false',
    });
  });

  it('shows each error under its field and keeps what was typed', async () => {
    const { client } = fixture;
    const view = await openedView();
    fixture.answer = () => ({
      kind: 'refused',
      card: refusal,
      form: { ...form, errors: { nom: 'Trop court.' } },
    });
    const answer = await client.submit('U1', { viewId: 'V1', view, values: { nom: 'A' } });
    expect(answer.json).toEqual({ response_action: 'errors', errors: { 'field:nom': 'Trop court.' } });
  });

  it('refused as a whole stays open, a sentence on top and what was typed kept, once', async () => {
    const { client } = fixture;
    const view = await openedView();
    fixture.answer = () => ({ kind: 'refused', card: unavailable, form: null });
    const values = { nom: 'Anne Martin', le: '2026-07-15' };
    const first = await client.submit('U1', { viewId: 'V1', view, values });
    const again = (first.json as { view: Record<string, unknown> }).view;
    expect(json(again)).toContain('momentanément indisponible');
    expect(json(again)).toContain('"initial_value":"Anne Martin"');
    expect(json(again)).toContain('"initial_date":"2026-07-15"');
    expect(again['private_metadata']).toBe(view['private_metadata']);
    const second = await client.submit('U1', { viewId: 'V1', view: again, values });
    expect(second.body.match(/momentanément/g)).toHaveLength(1);
  });

  it('that asks for one more step shows it', async () => {
    const { client } = fixture;
    const view = await openedView();
    fixture.answer = () => ({
      kind: 'form',
      form: { ...form, hidden: { confirme: 'oui' }, submitLabel: 'Confirmer' },
    });
    const answer = await client.submit('U1', { viewId: 'V1', view, values: { nom: 'Anne' } });
    expect(answer.json).toMatchObject({ response_action: 'update', view: { submit: { text: 'Confirmer' } } });
  });

  it('that is slow says that it waits, then shows its outcome, or comes back with what was typed', async () => {
    const { client, standIn } = fixture;
    const view = await openedView();
    const outcomes: readonly Reply[] = [
      card(done),
      { kind: 'refused', card: refusal, form: { ...form, errors: { nom: 'Non.' } } },
    ];
    for (const [rank, outcome] of outcomes.entries()) {
      const slow = Promise.withResolvers<Reply>();
      fixture.answer = () => slow.promise;
      const answer = await client.submit('U1', { viewId: 'V1', view, values: { nom: 'Anne' } });
      expect(answer.json).toMatchObject({ response_action: 'update' });
      expect(answer.body).toContain('en cours');
      slow.resolve(outcome);
      const call = await standIn.nth('views.update', rank + 1);
      expect(call.args['view_id']).toBe('V1');
      expect(json(call.args)).toContain(
        rank === 0 ? 'Le changement est enregistré.' : '"initial_value":"Anne"',
      );
    }
    await standIn.nth('response_url', 1);
  });

  it('that is slow and closed meanwhile is answered in a message, button included', async () => {
    const { client, standIn } = fixture;
    const view = await openedView();
    const slow = Promise.withResolvers<Reply>();
    fixture.answer = () => slow.promise;
    standIn.fail('views.update', { kind: 'error', code: 'not_found' });
    await client.submit('U1', { viewId: 'V1', view, values: { nom: 'Anne' } });
    slow.resolve({ kind: 'refused', card: refusal, form });
    const call = await standIn.nth('response_url', 1);
    expect(json(call.args)).toContain('réservée à la coordination');
    expect(json(call.args)).toContain('Ouvrir le formulaire');
  });

  it('unknown to the bot is closed and answered with help', async () => {
    const { client, standIn, requests } = fixture;
    const answer = await client.submit('U1', {
      viewId: 'V1',
      view: { callback_id: 'ancien', blocks: [] },
      values: {},
    });
    expect(answer.status).toBe(200);
    await standIn.nth('chat.postMessage', 1);
    expect(requests[0]?.ask).toEqual({ kind: 'text', text: 'aide' });
  });
});

describe('words typed to the bot', () => {
  it('in a direct message are answered there, in the thread if any', async () => {
    const { client, standIn } = fixture;
    await client.message('U1', 'jalon aide', { thread_ts: '16.1' });
    expect((await standIn.nth('chat.postMessage', 1)).args).toMatchObject({
      channel: 'D0DIRECT',
      thread_ts: '16.1',
    });
  });

  it('that need a form are answered with a button that opens it', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({ kind: 'form', form });
    await client.message('U1', 'referent changer');
    const { args } = await standIn.nth('chat.postMessage', 1);
    expect(json(args)).toContain('Ouvrir le formulaire');
    expect(json(args)).toContain('form:referent changer:0');
    fixture.answer = () => ({ kind: 'form', form: { ...form, values: { nom: 'a'.repeat(5_000) } } });
    await client.message('U1', 'referent changer');
    expect(json((await standIn.nth('chat.postMessage', 2)).args)).toContain('trop long pour être repris');
  });

  it('refused with their form are answered with the sentence and the button that opens it', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({ kind: 'refused', card: refusal, form });
    await client.message('U1', 'referent changer choisy');
    const { args } = await standIn.nth('chat.postMessage', 1);
    expect(json(args)).toContain('réservée à la coordination');
    expect(json(args)).toContain('Ouvrir le formulaire');
  });

  it('in a channel are answered in private, and the channel learns only that', async () => {
    const { client, standIn, requests } = fixture;
    await client.mention('U1', 'referent voir');
    const { args } = await standIn.nth('chat.postMessage', 1);
    expect(args['channel']).toBe('U1');
    const [whisper] = standIn.callsOf('chat.postEphemeral');
    expect(whisper?.args).toMatchObject({ channel: 'C0PUBLIC', user: 'U1' });
    expect(json(whisper?.args)).toContain('Pour la confidentialité');
    expect(json(whisper?.args)).not.toContain('enregistré');
    expect(requests[0]?.ask).toEqual({ kind: 'text', text: 'referent voir' });
  });

  it('that Slack delivers again are answered once', async () => {
    const { client, standIn, requests } = fixture;
    const event = {
      type: 'message',
      channel_type: 'im',
      channel: 'D0DIRECT',
      user: 'U1',
      text: 'aide',
      ts: '1',
    };
    await client.event(event, 'Ev1');
    await client.event(event, 'Ev1', { headers: { 'X-Slack-Retry-Num': '1' } });
    await client.event(event, 'Ev2');
    await standIn.nth('chat.postMessage', 2);
    expect(requests.map(({ key }) => key)).toEqual(['slack:T1:Ev1', 'slack:T1:Ev2']);
  });

  it('are answered again after a moment when Slack is busy', async () => {
    const { client, standIn } = fixture;
    standIn.fail('chat.postMessage', { kind: 'rate-limit', retryAfterSeconds: 0 });
    await client.message('U1', 'aide');
    expect(json((await standIn.nth('chat.postMessage', 2)).args)).toContain('enregistré');
  });
});

describe('a cache that fails', () => {
  it('is an empty cache: Slack is asked instead', async () => {
    const { client, standIn, welcomed } = fixture;
    fixture.isCacheDown = true;
    expect((await client.slash('U1', 'aide')).body).toContain('enregistré');
    await client.event({ type: 'app_home_opened', tab: 'messages', channel: 'D0DIRECT', user: 'U1' });
    await standIn.nth('chat.postMessage', 1);
    expect(welcomed).toHaveLength(1);
  });
});

describe('the welcome', () => {
  const opened = { type: 'app_home_opened', tab: 'messages', channel: 'D0DIRECT', user: 'U1' };

  it('comes once, to somebody who opens the conversation for the first time', async () => {
    const { client, standIn, welcomed } = fixture;
    await client.event(opened);
    expect((await standIn.nth('chat.postMessage', 1)).args).toMatchObject({ channel: 'D0DIRECT' });
    await client.event(opened);
    await client.message('U1', 'aide');
    await standIn.nth('chat.postMessage', 2);
    expect(welcomed).toHaveLength(1);
  });

  it('does not come in a conversation that has begun, nor when Slack does not say', async () => {
    const { client, standIn, welcomed, slack } = fixture;
    standIn.history.set('D0DIRECT', [{ text: 'Rappel' }]);
    await client.event(opened);
    await standIn.nth('conversations.history', 1);
    standIn.fail('conversations.history', { kind: 'error', code: 'missing_scope' });
    await client.event({ ...opened, user: 'U2' });
    await standIn.nth('conversations.history', 2);
    await slack.stop();
    expect(welcomed).toEqual([]);
  });
});

describe('messages that the bot sends first', () => {
  it('go to the person’s direct conversation, without unfurling', async () => {
    const { standIn } = fixture;
    expect(await fixture.send()).toEqual({
      platformId: expect.stringMatching(/^D1:1700\./) as unknown as string,
    });
    expect(standIn.callsOf('chat.postMessage')[0]?.args).toMatchObject({
      channel: 'U1',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });

  it('tell what may be tried again, and when, from what is final; each is one call', async () => {
    const { standIn } = fixture;
    const cases = [
      [
        { kind: 'rate-limit', retryAfterSeconds: 7 },
        { retryable: true, retryAfterMs: 7_000 },
      ],
      [{ kind: 'status', status: 503 }, { retryable: true }],
      [{ kind: 'reset' }, { retryable: true }],
      [{ kind: 'accepted-then-reset' }, { retryable: true }],
      [{ kind: 'error', code: 'internal_error' }, { retryable: true }],
      [{ kind: 'status', status: 403 }, { retryable: false }],
      [{ kind: 'html' }, { retryable: true }],
      [
        { kind: 'error', code: 'nouveau_refus' },
        { retryable: false, isAddressLost: false },
      ],
      [
        { kind: 'error', code: 'channel_not_found' },
        { retryable: false, isAddressLost: true },
      ],
      [
        { kind: 'error', code: 'is_archived' },
        { retryable: false, isAddressLost: true },
      ],
      [
        { kind: 'error', code: 'account_inactive' },
        { retryable: false, isPlatformWide: true },
      ],
      [
        { kind: 'error', code: 'missing_scope' },
        { retryable: false, isPlatformWide: true },
      ],
      [
        { kind: 'error', code: 'rate_limited' },
        { retryable: true, isPlatformWide: true },
      ],
      [
        { kind: 'error', code: 'ratelimited' },
        { retryable: true, isPlatformWide: false },
      ],
    ] as const;
    for (const [failure, expected] of cases) {
      standIn.fail('chat.postMessage', failure);
      const error: unknown = await fixture.send().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DeliveryError);
      expect(error).toMatchObject(expected);
      expect(json(error)).not.toContain(token);
    }
    expect(standIn.callsOf('chat.postMessage')).toHaveLength(cases.length);
  });

  it('are not sent to somebody who has left, which Slack would accept', async () => {
    const { standIn } = fixture;
    standIn.people.set('U2', { email: 'x@ville.fr', name: 'X', more: { deleted: true } });
    standIn.fail('users.info', { kind: 'status', status: 500 });
    await expect(fixture.send('T1/U3')).resolves.toEqual({ platformId: expect.any(String) });
    await expect(fixture.send('T1/U2')).rejects.toMatchObject({ retryable: false, isAddressLost: true });
    await expect(fixture.send('nothing')).rejects.toMatchObject({ retryable: false });
    expect(standIn.callsOf('chat.postMessage').map(({ args }) => args['channel'])).toEqual(['U3']);
  });

  it('find the account of a verified address, and nothing else', async () => {
    const { standIn, slack } = fixture;
    expect(await slack.messenger.findByEmail('anne@ville.fr')).toEqual({
      platform: 'slack',
      id: 'T1/U1',
      email: 'anne@ville.fr',
      reference: {},
      seenAt: '2026-03-12T09:42:00Z',
      lostAt: null,
    });
    standIn.people.set('U2', { email: 'x@ville.fr', name: 'X', more: { deleted: true } });
    expect(await slack.messenger.findByEmail('x@ville.fr')).toBeNull();
    expect(await slack.messenger.findByEmail('inconnue@ville.fr')).toBeNull();
    standIn.fail('users.lookupByEmail', { kind: 'status', status: 500 });
    expect(await slack.messenger.findByEmail('anne@ville.fr')).toBeNull();
  });
});

describe('the log', () => {
  it('holds neither tokens, secrets, names, addresses nor what was typed', async () => {
    const { client, standIn, log, slack } = fixture;
    standIn.fail('users.info', { kind: 'status', status: 500 });
    await client.slash('U1', 'confidentiel');
    standIn.fail('views.open', { kind: 'error', code: 'expired_trigger_id' });
    fixture.answer = () => ({ kind: 'form', form });
    await client.slash('U1', 'confidentiel');
    await client.send('payload=null');
    await client.send('x=1', { secret: 'another' });
    await client.message('U1', 'confidentiel');
    await standIn.nth('chat.postMessage', 1);
    await slack.stop();
    expect(log.length).toBeGreaterThan(3);
    expect(log.join('\n')).not.toMatch(/xoxb|a-signing-secret|Anne|ville\.fr|confidentiel|hooks/);
  });
});
