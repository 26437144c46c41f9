import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics, type Metrics } from '../../src/http/metrics.ts';
import { createProbe } from '../../src/http/probe.ts';
import type { Readiness } from '../../src/http/readiness.ts';
import { mountMetrics } from '../../src/http/scrape.ts';
import { closeApp, createApp, type Listening, listen } from '../../src/http/server.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Log } from '../../src/usecases/log.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ready: Readiness = {
  ok: true,
  stopping: false,
  store: true,
  clock: true,
  lastBeatAt: '2026-05-22T07:00:00Z',
  silentSeconds: 4,
  backlog: { waiting: 7, due: 3, oldestDueSeconds: 300, failed: 2 },
};
const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close(100);
});

/** Lines of our own metrics, without those of Node. */
async function told(metrics: Metrics, found = ready): Promise<readonly string[]> {
  return (await metrics.text(found)).split('\n').filter((line) => line.startsWith('jalon_'));
}

describe('metrics', () => {
  it('count commands, refusals and failures as the log tells them, and pass the lines on', async () => {
    const metrics = createMetrics();
    const passed: unknown[] = [];
    const log = metrics.log({ ...silent, info: (event, fields) => passed.push([event, fields]) });
    const line = { correlationId: 'c', platform: 'slack', command: 'calendrier', outcome: 'card', ms: 40 };
    log.info('command', line);
    log.info('command', { ...line, outcome: 'refused', ms: 8 });
    log.error('command-failed', { platform: 'teams', command: 'aide' });
    expect(passed).toHaveLength(2);
    expect(passed[0]).toEqual(['command', line]);
    expect(await told(metrics)).toEqual(
      expect.arrayContaining([
        'jalon_commands_total{platform="slack",command="calendrier",outcome="card"} 1',
        'jalon_commands_total{platform="slack",command="calendrier",outcome="refused"} 1',
        'jalon_commands_total{platform="teams",command="aide",outcome="failed"} 1',
        'jalon_command_duration_seconds_sum{platform="slack",outcome="card"} 0.04',
        'jalon_command_duration_seconds_bucket{le="0.01",platform="slack",outcome="refused"} 1',
        'jalon_log_events_total{event="command",level="info"} 2',
        'jalon_log_events_total{event="command-failed",level="error"} 1',
      ]),
    );
  });

  it('count what was sent, what is tried again and what was given up, by channel', async () => {
    const metrics = createMetrics();
    const log = metrics.log(silent);
    log.info('sent', { channel: 'mail', topic: 'reminder', ms: 120 });
    log.warn('send-failed', { channel: 'slack', retryable: true, ms: 2000 });
    log.warn('send-failed', { channel: 'slack', retryable: false });
    expect(await told(metrics)).toEqual(
      expect.arrayContaining([
        'jalon_deliveries_total{channel="mail",outcome="sent"} 1',
        'jalon_deliveries_total{channel="slack",outcome="retry"} 1',
        'jalon_deliveries_total{channel="slack",outcome="failed"} 1',
        'jalon_send_duration_seconds_count{channel="mail",outcome="sent"} 1',
        'jalon_send_duration_seconds_sum{channel="slack",outcome="retry"} 2',
      ]),
    );
  });

  it('show the state of now, and nothing where it cannot be told', async () => {
    const metrics = createMetrics();
    expect(await told(metrics)).toEqual(
      expect.arrayContaining([
        'jalon_ready{part="store"} 1',
        'jalon_clock_silent_seconds 4',
        'jalon_outbox_oldest_due_seconds 300',
        'jalon_outbox_messages{state="waiting"} 7',
        'jalon_outbox_messages{state="due"} 3',
        'jalon_outbox_messages{state="failed"} 2',
      ]),
    );
    const away = { ...ready, ok: false, store: false, clock: false, silentSeconds: null, backlog: null };
    expect((await told(metrics, away)).filter((line) => /^jalon_(?:ready|outbox|clock)/u.test(line))).toEqual(
      ['jalon_ready{part="store"} 0', 'jalon_ready{part="clock"} 0'],
    );
    const onTime = { ...ready, backlog: { waiting: 0, due: 0, oldestDueSeconds: null, failed: 0 } };
    expect(await told(metrics, onTime)).toContain('jalon_outbox_oldest_due_seconds 0');
  });

  it('never grow without end, whatever the lines say', async () => {
    const metrics = createMetrics();
    const log = metrics.log(silent);
    for (let one = 0; one < 5000; one += 1)
      log.info('command', { platform: 'slack', command: `c${one}`, outcome: 'card', ms: 1 });
    const commands = (await told(metrics)).filter((line) => line.startsWith('jalon_commands_total'));
    expect(commands).toHaveLength(101);
    expect(commands).toContain('jalon_commands_total{platform="slack",command="other",outcome="card"} 4900');
  });
});

describe('/metrics', () => {
  /** @param peer the address that asks, where it is not this machine */
  async function site(trustedProxies = 0, peer: string | null = null) {
    const metrics = createMetrics();
    const app = createApp({ countAnswers: metrics.countAnswers });
    app.use(({ socket }, _response, next) => {
      if (peer !== null) Object.defineProperty(socket, 'remoteAddress', { value: peer });
      next();
    });
    mountMetrics(app, metrics, async () => ready, trustedProxies);
    closeApp(app, silent);
    const listening = await listen(app, '127.0.0.1', 0);
    open.push(listening);
    return (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${listening.port}${path}`, init);
  }

  it('is read on this machine, with the answers by endpoint and Node’s own figures', async () => {
    const ask = await site();
    await ask('/suite/a-token');
    await ask('/suite/another-token');
    await ask('/wp-login.php');
    const answer = await ask('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    expect(text).toContain('jalon_http_responses_total{endpoint="/suite",class="4xx"} 2');
    expect(text).toContain('jalon_http_responses_total{endpoint="other",class="4xx"} 1');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toContain('token');
  });

  it.each(['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'])(
    'does not exist for who comes through a proxy (%s)',
    async (header) => {
      const ask = await site();
      const answer = await ask('/metrics', { headers: { [header]: '127.0.0.1' } });
      const nowhere = await ask('/nowhere');
      expect([answer.status, await answer.text()]).toEqual([404, await nowhere.text()]);
    },
  );

  it.each(['10.0.0.7', '::ffff:172.18.0.1', 'fd00::7'])(
    'is read from a private network (%s), but not where proxies stand in front: one may add nothing',
    async (peer) => {
      expect((await (await site(0, peer))('/metrics')).status).toBe(200);
      expect((await (await site(1, peer))('/metrics')).status).toBe(404);
    },
  );

  it('is read on this machine behind proxies too, and from nowhere on the internet', async () => {
    expect((await (await site(1))('/metrics')).status).toBe(200);
    expect((await (await site(2, '::1'))('/metrics')).status).toBe(200);
    for (const proxies of [0, 1]) {
      expect((await (await site(proxies, '203.0.113.7'))('/metrics')).status).toBe(404);
      expect((await (await site(proxies, '2001:db8::7'))('/metrics')).status).toBe(404);
    }
  });

  it('takes no other method and has nothing below it', async () => {
    const ask = await site();
    expect((await ask('/metrics', { method: 'POST' })).status).toBe(404);
    expect((await ask('/metrics/x')).status).toBe(404);
  });
});

describe('a probe', () => {
  function counted(ask: () => Promise<string>) {
    const clock = { ms: 0, asked: 0 };
    const probe = createProbe(
      () => {
        clock.asked += 1;
        return ask();
      },
      { freshMs: 1000, withinMs: 20, monotonicMs: () => clock.ms },
    );
    return { probe, clock };
  }

  it('gives its answer again while it is fresh, and asks anew afterwards', async () => {
    const { probe, clock } = counted(async () => 'here');
    expect(await Promise.all([probe(), probe()])).toEqual(['here', 'here']);
    clock.ms = 999;
    expect(await probe()).toBe('here');
    expect(clock.asked).toBe(1);
    clock.ms = 1000;
    expect(await probe()).toBe('here');
    expect(clock.asked).toBe(2);
  });

  it('is null when the question fails, even before it is asked', async () => {
    expect(await counted(() => Promise.reject(new StoreError('away'))).probe()).toBeNull();
    const atOnce = () => {
      throw new StoreError('away');
    };
    expect(await counted(atOnce).probe()).toBeNull();
  });

  it('waits for a question under way rather than ask another, and gives it up in the end', async () => {
    const { probe, clock } = counted(() => new Promise(() => undefined));
    expect(await probe()).toBeNull();
    clock.ms = 29_999;
    expect(await probe()).toBeNull();
    expect(clock.asked).toBe(1);
    clock.ms = 30_000;
    expect(await probe()).toBeNull();
    expect(clock.asked).toBe(2);
  });
});
