import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as make from '../../cards/blocks.ts';
import { card, done, type SlackFixture, startSlack, token } from '../support/slack.ts';

/** Soon, on a machine that has other work too; the bare SDKs leave such things for 3 and 10 s. */
const SOON_MS = 2_500;

let fixture: SlackFixture;

beforeEach(async () => {
  fixture = await startSlack();
});

afterEach(() => fixture.close());

const passing = [
  { kind: 'rate-limit', retryAfterSeconds: 0 },
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'html' },
  { kind: 'error', code: 'internal_error' },
] as const;

describe('an answer that Slack does not take', () => {
  it('is given again after a moment, the acknowledgement having gone out at once', async () => {
    const { client, standIn, log } = fixture;
    for (const [rank, failure] of passing.entries()) {
      standIn.fail('chat.postMessage', failure);
      const startedMs = performance.now();
      expect((await client.message('U1', 'aide')).status).toBe(200);
      expect(performance.now() - startedMs).toBeLessThan(SOON_MS);
      const { args } = await standIn.nth('chat.postMessage', 2 * rank + 2);
      expect(JSON.stringify(args)).toContain('enregistré');
    }
    expect(log.join('\n')).not.toContain('slack.answer-failed');
  }, 20_000);

  it('taken although its answer was lost is there twice at most', async () => {
    const { client, standIn, slack } = fixture;
    standIn.fail('chat.postMessage', { kind: 'accepted-then-reset' });
    await client.message('U1', 'aide');
    await standIn.nth('chat.postMessage', 2);
    await slack.stop();
    expect(standIn.callsOf('chat.postMessage')).toHaveLength(2);
  });

  it('twice is given up, with a line in the log that names no one', async () => {
    const { client, standIn, slack, log } = fixture;
    standIn.fail('chat.postMessage', { kind: 'status', status: 500 }, 2);
    await client.message('U1', 'confidentiel');
    await standIn.nth('chat.postMessage', 2);
    await slack.stop();
    expect(log).toContain('warn slack.answer-failed {"error":"chat.postMessage: HTTP 500","retryable":true}');
  });

  it('for good is not given again', async () => {
    const { client, standIn, slack } = fixture;
    standIn.fail('chat.postMessage', { kind: 'error', code: 'nouveau_refus' });
    await client.message('U1', 'aide');
    await slack.stop();
    expect(standIn.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('at its own address is given in the direct conversation', async () => {
    const { client, standIn } = fixture;
    for (const failure of [{ kind: 'status', status: 410 }, { kind: 'reset' }] as const) {
      standIn.fail('response_url', failure, 2);
      await client.press('U1', { actionId: 'run:x:0', value: '{}', responseUrl: standIn.responseUrl() });
    }
    const said = [await standIn.nth('chat.postMessage', 1), await standIn.nth('chat.postMessage', 2)];
    for (const { args } of said) expect(args['channel']).toBe('U1');
  });
});

describe('who asks', () => {
  it('unknown because Slack fails is answered « momentanément indisponible », whatever the failure', async () => {
    const { client, standIn, requests } = fixture;
    for (const failure of [...passing, { kind: 'error', code: 'token_revoked' } as const]) {
      standIn.fail('users.info', failure);
      expect((await client.slash('U1', 'aide')).body).toContain('momentanément indisponible');
    }
    expect(requests).toEqual([]);
    expect((await client.slash('U1', 'aide')).body).toContain('enregistré');
  });

  it('slow to know is acknowledged in time', async () => {
    fixture.standIn.fail('users.info', { kind: 'hang' });
    expect((await fixture.client.slash('U1', 'aide')).body).toContain('en cours');
  });
});

describe('records that are slow', () => {
  it('hold no acknowledgement up, of a command, of a form or of a button: the answer follows', async () => {
    const { client, standIn } = fixture;
    const slow = Promise.withResolvers<void>();
    fixture.answer = () => slow.promise.then(() => card(done));
    const view = {
      callback_id: 'form:x',
      private_metadata: JSON.stringify({ hidden: {}, responseUrl: standIn.responseUrl() }),
      blocks: [],
    };
    const responseUrl = standIn.responseUrl();
    const answers = [
      await client.slash('U1', 'x', { responseUrl }),
      await client.submit('U1', { viewId: 'V1', view, values: {} }),
      await client.press('U1', { actionId: 'run:x:0', value: '{}', responseUrl: standIn.responseUrl() }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.slice(0, 2).every(({ body }) => body.includes('en cours'))).toBe(true);
    slow.resolve();
    for (const rank of [1, 2, 3])
      expect(JSON.stringify((await standIn.nth('response_url', rank)).args)).toContain('enregistré');
    expect(JSON.stringify((await standIn.nth('views.update', 1)).args)).toContain('enregistré');
  });
});

describe('a message of several parts', () => {
  const long = make.card(
    'long',
    'Long',
    Array.from({ length: 120 }, (_, index) => make.text(`Ligne ${index}`)),
  );

  it('that stopped half-way goes on where it stopped, and waits as long as Slack asks', async () => {
    const { standIn } = fixture;
    await fixture.send('T1/U1', done);
    const rank = standIn.callsOf('chat.postMessage').length;
    const first = fixture.send('T1/U1', long);
    await standIn.nth('chat.postMessage', rank + 1);
    standIn.fail('chat.postMessage', { kind: 'rate-limit', retryAfterSeconds: 3 });
    await expect(first).rejects.toMatchObject({ retryAfterMs: 3_000, isPlatformWide: false });
    const { platformId } = await fixture.send('T1/U1', long);
    const said = standIn.callsOf('chat.postMessage').slice(rank);
    const starts = said.map(({ args }) => /Ligne \d+/.exec(JSON.stringify(args))?.[0]);
    expect(starts).toEqual(['Ligne 0', 'Ligne 49', 'Ligne 49', 'Ligne 99']);
    expect(platformId.split(' ')).toHaveLength(3);
  });

  it('arrives although the cache is down', async () => {
    fixture.isCacheDown = true;
    expect((await fixture.send('T1/U1', long)).platformId.split(' ')).toHaveLength(3);
  });
});

describe('somebody who leaves', () => {
  it('is told at once, and what is known of them forgotten; somebody who only changes is not', async () => {
    const { client, standIn, left, slack } = fixture;
    await client.slash('U1', 'aide');
    await client.event({ type: 'user_change', user: { id: 'U1', deleted: false } });
    await client.slash('U1', 'aide');
    expect(standIn.callsOf('users.info')).toHaveLength(2);
    await client.event({ type: 'user_change', user: { id: 'U1', deleted: true } });
    await slack.stop();
    expect(left).toEqual(['T1/U1']);
  });

  it('is noticed at the next message where that cannot be recorded', async () => {
    await fixture.close();
    fixture = await startSlack(() => ({ onLeft: () => Promise.reject(new TypeError('Anne Martin')) }));
    const { client, standIn, slack, log } = fixture;
    standIn.people.set('U2', { email: 'x@ville.fr', name: 'X', more: { deleted: true } });
    await client.event({ type: 'user_change', user: { id: 'U2', deleted: true } });
    await slack.stop();
    expect(log).toEqual(['warn slack.leaver-not-told {"error":"TypeError"}']);
    await expect(fixture.send('T1/U2')).rejects.toMatchObject({ isAddressLost: true });
  });
});

describe('the log of faults', () => {
  it('holds neither tokens, names, addresses, ids of people nor what was typed', async () => {
    const { client, standIn, log, slack } = fixture;
    for (const method of ['users.info', 'chat.postMessage', 'views.open', 'views.publish', 'auth.test']) {
      for (const failure of passing) standIn.fail(method, failure);
    }
    for (let turn = 0; turn < 3; turn += 1) {
      await client.slash('U1', 'confidentiel');
      await client.message('U1', 'confidentiel');
      await client.event({ type: 'app_home_opened', tab: 'home', channel: 'D0DIRECT', user: 'U1' });
    }
    await client.send('payload={"confidentiel": "Anne');
    await client.send('{confidentiel', { contentType: 'application/json' });
    await client.send('payload={"confidentiel":1}', { secret: 'another' });
    await fixture.send().catch(() => undefined);
    await slack.messenger.findByEmail('anne@ville.fr');
    await slack.stop();
    expect(log.length).toBeGreaterThan(10);
    expect(log.join('\n')).not.toMatch(new RegExp(`${token}|xox|secret|Anne|ville|confidentiel|U1|html`));
    expect(log.join('\n')).toContain('slack.sdk {"message":"Parsing request body failed"}');
  }, 30_000);
});
