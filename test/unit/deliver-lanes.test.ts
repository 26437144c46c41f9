import { describe, expect, it } from '@jest/globals';
import { accessLink } from '../../cards/mail.ts';
import { createDelivery } from '../../src/scheduler/deliver.ts';
import { createLedger } from '../../src/scheduler/ledger.ts';
import { createPacing } from '../../src/scheduler/pacing.ts';
import { send } from '../../src/scheduler/send.ts';
import { tick } from '../../src/scheduler/tick.ts';
import { DeliveryError, StoreError } from '../../src/usecases/errors.ts';
import type { Pace } from '../../src/usecases/messenger.ts';
import type { PlatformName } from '../../src/usecases/ports.ts';
import {
  clockwork,
  fates,
  person,
  type ScriptedMessenger,
  scriptedMessenger,
  storeWith,
} from '../support/clockwork.ts';
import { type Arrival, type Crowd, crowd, names } from '../support/crowd.ts';
import { choisyTrack, communes, designated } from '../support/track.ts';

const paced = (platform: PlatformName, pace: Pace): ScriptedMessenger =>
  scriptedMessenger(platform, () => null, pace);
const slackPace: Pace = { perConversationMs: 1000, inAllMs: 50 };
const teamsPace: Pace = { perConversationMs: 143, inAllMs: 40 };
const tooMany = (retryAfterMs: number, isPlatformWide = false) =>
  new DeliveryError('rate limited', { retryable: true, retryAfterMs, isPlatformWide });

function began(arrivals: readonly Arrival[], id: string): readonly number[] {
  return arrivals.filter(({ to }) => to.endsWith(`/${id}`)).map(({ beganMs }) => beganMs);
}

function least(times: readonly number[]): number {
  return Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)));
}

describe('several people at once', () => {
  it('a conversation that hangs for 10 s holds up nobody else, nor what is recorded meanwhile', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina', ...names(60)], [slack], ({ id }) =>
      id.endsWith('amina') ? 10_000 : 100,
    );
    await scene.notify('1@amina', ...names(60).map((id) => `1@${id}`));
    const whole = scene.deliver();
    await scene.timer.sleep(1000);
    expect(slack.sent).toHaveLength(60);
    await scene.notify('2@p1');
    await scene.delivery.fill();
    await scene.timer.sleep(1000);
    expect(slack.sent.at(-1)?.key).toBe('2@p1');
    expect(slack.sent).toHaveLength(61);
    await whole;
    expect(scene.timer.now()).toBe(10_000);
    expect(slack.sent.at(-1)?.key).toBe('1@amina');
  });

  it('a send without any answer is given up before its lease runs out, and tried again', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina'], [slack], () => 3_600_000);
    await scene.notify('1@amina');
    await scene.deliver();
    expect(scene.timer.now()).toBe(15_000);
    expect(await scene.store.message('1@amina')).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: 'no answer in time',
    });
  });

  it('as many as there are lanes, and no more', async () => {
    const slack = scriptedMessenger('slack');
    let now = 0;
    let most = 0;
    const scene = await crowd(names(100), [slack]);
    slack.meanwhile = async () => {
      now += 1;
      most = Math.max(most, now);
      await scene.timer.sleep(500);
      now -= 1;
    };
    await scene.notify(...names(100).map((id) => `1@${id}`));
    await scene.deliver();
    expect(slack.sent).toHaveLength(100);
    expect(most).toBe(32);
  });

  it('one person’s messages leave one after the other, in order', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina'], [slack], () => 200);
    await scene.notify('1@amina', '2@amina');
    const whole = scene.deliver();
    await scene.timer.sleep(50);
    await scene.notify('3@amina');
    await scene.delivery.fill();
    await whole;
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@amina', '2@amina', '3@amina']);
    expect(began(scene.arrivals, 'amina')).toEqual([0, 200, 400]);
  });
});

describe('the pace of a platform', () => {
  it('130 reminders take no longer than 1.1 times the ideal, however long each send takes', async () => {
    const teams = paced('teams', teamsPace);
    const facts = choisyTrack({ beneficiaries: communes(130) });
    const clock = await clockwork('2025-11-24 09:00', [teams], [facts]);
    await clock.save(...names(130).map((id) => person(id, 'teams')));
    await clock.record(
      names(130).map((id, index) => designated(id, '2025-11-01', { commune: `commune-${index + 1}` })),
    );
    const began: number[] = [];
    teams.meanwhile = async () => {
      began.push(clock.timer.now());
      await clock.timer.sleep(400);
    };
    await tick(clock.parts);
    const delivery = createDelivery(clock.parts, clock.timer);
    await delivery.fill();
    await delivery.idle();
    expect(teams.sent).toHaveLength(130);
    expect(least(began)).toBeGreaterThanOrEqual(40);
    expect(clock.timer.now()).toBeLessThanOrEqual(1.1 * 130 * 40);
  });

  it('the first message after a silence goes alone: what follows does not arrive on its heels', async () => {
    const teams = paced('teams', teamsPace);
    const scene = await crowd(names(10), [teams], () => 90);
    await scene.notify(...names(10).map((id) => `1@${id}`));
    await scene.deliver();
    const beganMs = scene.arrivals.map((arrival) => arrival.beganMs);
    expect((beganMs[1] ?? 0) - (beganMs[0] ?? 0)).toBe(90);
    expect(least(beganMs)).toBeGreaterThanOrEqual(40);
  });

  it('is kept in each conversation without slowing the others down', async () => {
    const slack = paced('slack', slackPace);
    const scene = await crowd(['amina', ...names(10)], [slack], () => 30);
    await scene.notify('1@amina', '2@amina', '3@amina', ...names(10).map((id) => `1@${id}`));
    await scene.deliver();
    const own = began(scene.arrivals, 'amina');
    expect(own).toHaveLength(3);
    expect(least(own)).toBeGreaterThanOrEqual(1000);
    const others = scene.arrivals.filter(({ to }) => !to.endsWith('amina')).map(({ beganMs }) => beganMs);
    expect(Math.max(...others)).toBeLessThanOrEqual(11 * 50);
    expect(scene.timer.now()).toBeLessThanOrEqual(1.1 * 3000);
  });
});

describe('a send ends before its lease does', () => {
  it('somebody is looked for ten seconds at most: a search that hangs leaves the e-mail', async () => {
    const slack = scriptedMessenger('slack');
    const mail = scriptedMessenger('mail');
    const scene = await crowd([], [{ ...slack, findByEmail: () => new Promise(() => undefined) }, mail]);
    await scene.save(person('zoe'));
    await scene.notify('1@zoe');
    await scene.deliver();
    expect(mail.sent.map(({ key }) => key)).toEqual(['1@zoe']);
    expect(scene.timer.now()).toBe(10_000);
  });

  it('a turn that would come too late for the lease is not waited for: another lease is asked for then', async () => {
    const slack = paced('slack', { perConversationMs: 170_000, inAllMs: 0 });
    const scene = await crowd(['amina'], [slack]);
    await scene.notify('1@amina', '2@amina');
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@amina']);
    expect(scene.timer.now()).toBe(0);
    expect(await scene.store.message('2@amina')).toMatchObject({
      leaseUntilAt: null,
      attempts: 0,
      notBeforeAt: '2026-05-22T08:02:50Z',
    });
    await scene.timer.sleep(170_000);
    scene.at('2026-05-22 10:02:50');
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@amina', '2@amina']);
  });

  it('nor is the place of a platform that is that busy', async () => {
    const slack = paced('slack', { perConversationMs: 0, inAllMs: 100_000 });
    const scene = await crowd(names(4), [slack], () => 200);
    await scene.notify(...names(4).map((id) => `1@${id}`));
    await scene.deliver();
    expect(slack.sent).toHaveLength(2);
    const waiting = (await scene.messages()).filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ attempts, lastError }) => [attempts, lastError])).toEqual([
      [0, null],
      [0, null],
    ]);
  });

  it('channels that hang one after the other: what has no time left is tried the next time', async () => {
    const hanging = (['slack', 'teams', 'web'] as const).map((platform) => scriptedMessenger(platform));
    const scene = await crowd(['amina'], hanging, () => 200_000);
    await scene.notify('1@amina');
    const leaseUntilAt = scene.parts.now().add({ minutes: 3 }).toString();
    const claim = { now: scene.parts.now().toString(), leaseUntilAt, recipients: 1 };
    const [message] = await scene.store.claim(claim);
    if (message === undefined) throw new TypeError('nothing is due');
    await scene.parts.world.catchUp();
    const { timer } = scene;
    const parts = { ...scene.parts, timer, pacing: createPacing(timer), ledger: createLedger(scene.parts) };
    const outcome = await send(
      parts,
      { kind: 'say', card: accessLink() },
      [{ ...message, attempts: 4 }],
      40_000,
    );
    expect(outcome).toMatchObject({ kind: 'settled', settlement: { kind: 'retry', countAttempt: true } });
    expect(scene.arrivals.map(({ beganMs }) => beganMs)).toEqual([0, 15_000]);
    expect(timer.now()).toBe(30_000);
  });
});

describe('429 with Retry-After', () => {
  async function limited(isPlatformWide: boolean): Promise<Crowd & { readonly slack: ScriptedMessenger }> {
    const slack = paced('slack', slackPace);
    const mail = paced('mail', { perConversationMs: 0, inAllMs: 200 });
    const scene = await crowd(['amina', ...names(5)], [slack, mail]);
    slack.script.push(tooMany(30_000, isPlatformWide));
    await scene.notify('1@amina', '2@amina', ...names(5).map((id) => `1@${id}`));
    await scene.deliver();
    return { ...scene, slack };
  }

  it('that conversation waits, the rest goes on, and nobody is told twice to wait', async () => {
    const scene = await limited(false);
    expect(scene.slack.sent.map(({ key }) => key).sort()).toEqual(names(5).map((id) => `1@${id}`));
    expect(scene.timer.now()).toBeLessThan(1000);
    const waiting = (await scene.messages()).filter(({ state }) => state === 'waiting');
    expect(waiting.map(({ key, attempts, notBeforeAt }) => [key, attempts, notBeforeAt])).toEqual([
      ['1@amina', 1, '2026-05-22T08:00:30Z'],
      ['2@amina', 0, '2026-05-22T08:00:30Z'],
    ]);
    scene.at('2026-05-22 10:00:10');
    await scene.notify('3@amina');
    await scene.deliver();
    expect(began(scene.arrivals, 'amina')).toHaveLength(1);
    await scene.timer.sleep(30_000);
    scene.at('2026-05-22 10:00:40');
    await scene.deliver();
    expect(scene.slack.sent).toHaveLength(8);
    expect(scene.log.lines.filter(({ event }) => event === 'send-failed')).toHaveLength(1);
  });

  it('that concerns the whole platform holds everybody on it, and nobody elsewhere', async () => {
    const scene = await limited(true);
    expect(scene.slack.sent).toEqual([]);
    expect(scene.arrivals).toHaveLength(1);
    const held = (await scene.messages()).filter(({ notBeforeAt }) => notBeforeAt > '2026-05-22T08:00:29');
    expect(held).toHaveLength(7);
    await scene.save({ ...person('zoe') });
    await scene.notify('1@zoe');
    await scene.deliver();
    expect(await fates(scene)).toMatchObject({ '1@zoe': 'sent' });
    await scene.timer.sleep(30_000);
    scene.at('2026-05-22 10:00:31');
    await scene.deliver();
    expect(scene.slack.sent).toHaveLength(7);
    const again = scene.arrivals.slice(1).filter(({ to }) => to.startsWith('slack/'));
    expect(least(again.map(({ beganMs }) => beganMs))).toBeGreaterThanOrEqual(50);
  });
});

describe('a stop', () => {
  it('lets what is under way end, begins nothing, and gives the rest back for others to send at once', async () => {
    const slack = paced('slack', { perConversationMs: 1000, inAllMs: 0 });
    const scene = await crowd(['amina', 'bruno'], [slack], () => 3000);
    await scene.notify('1@amina', '2@amina', '1@bruno');
    const whole = scene.deliver();
    await scene.timer.sleep(100);
    await scene.notify('3@amina');
    const before = scene.timer.now();
    await scene.delivery.stop();
    await whole;
    expect(scene.timer.now() - before).toBeLessThan(3000);
    expect(await fates(scene)).toEqual({
      '1@amina': 'sent',
      '1@bruno': 'sent',
      '2@amina': 'waiting',
      '3@amina': 'waiting',
    });
    expect(await scene.store.message('2@amina')).toMatchObject({
      leaseUntilAt: null,
      attempts: 0,
      notBeforeAt: '2026-01-01T00:00:00Z',
    });
    await scene.deliver();
    expect(slack.sent).toHaveLength(2);
    const next = createDelivery(scene.another(), scene.timer);
    await next.fill();
    await next.idle();
    expect(slack.sent.map(({ key }) => key).sort()).toEqual(['1@amina', '1@bruno', '2@amina', '3@amina']);
  });

  it('gives back what waits for its turn', async () => {
    const slack = paced('slack', { perConversationMs: 60_000, inAllMs: 0 });
    const scene = await crowd(['amina'], [slack]);
    await scene.notify('1@amina', '2@amina');
    const whole = scene.deliver();
    await Promise.resolve();
    while (slack.sent.length === 0) await Promise.resolve();
    await scene.delivery.stop();
    await whole;
    expect(scene.timer.now()).toBe(0);
    expect(await fates(scene)).toEqual({ '1@amina': 'sent', '2@amina': 'waiting' });
  });

  it('is over within eight seconds when a platform hangs', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina'], [slack], () => 60_000);
    await scene.notify('1@amina');
    const whole = scene.deliver();
    await scene.timer.sleep(10);
    await scene.delivery.stop();
    expect(scene.timer.now()).toBeLessThanOrEqual(8000);
    expect(scene.log.lines.at(-1)).toEqual({
      level: 'warn',
      event: 'stop-hung',
      fields: { conversations: 1 },
    });
    await whole;
  });
});

describe('records that are away', () => {
  it('when a send is to be marked: it is marked when they are back, not sent again', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina', 'bruno'], [slack], () => 50);
    let away = true;
    const store = storeWith(scene.store, {
      settle: async (...args) => {
        if (away) throw new StoreError('away');
        return scene.store.settle(...args);
      },
    });
    const delivery = createDelivery({ ...scene.parts, store }, scene.timer);
    await scene.notify('1@amina', '2@amina', '1@bruno');
    await delivery.fill();
    await expect(delivery.idle()).rejects.toThrow('away');
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@amina', '1@bruno']);
    away = false;
    scene.at('2026-05-22 10:03');
    await delivery.fill();
    await delivery.idle();
    expect(slack.sent.map(({ key }) => key)).toEqual(['1@amina', '1@bruno', '2@amina']);
    expect(new Set(Object.values(await fates(scene)))).toEqual(new Set(['sent']));
  });

  it('when more is to be claimed: what is under way ends, and the fault is told once', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(names(100), [slack], () => 50);
    let claims = 0;
    const store = storeWith(scene.store, {
      claim: async (claim) => {
        claims += 1;
        if (claims > 1) throw new StoreError('away');
        return scene.store.claim(claim);
      },
    });
    const delivery = createDelivery({ ...scene.parts, store }, scene.timer);
    await scene.notify(...names(100).map((id) => `1@${id}`));
    await delivery.fill();
    await expect(delivery.idle()).rejects.toThrow('away');
    await delivery.idle();
    expect(slack.sent.length).toBeGreaterThan(0);
    expect((await scene.messages()).filter(({ state }) => state === 'sent')).toHaveLength(slack.sent.length);
  });
});

describe('the machine’s hour is changed during a send', () => {
  it.each([
    ['forward', '2026-05-22 11:00'],
    ['back', '2026-05-22 09:00'],
  ])('%s: nothing is lost, nothing leaves twice', async (_, hour) => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina', ...names(3)], [slack], () => 5000);
    await scene.notify('1@amina', '2@amina', '3@amina', ...names(3).map((id) => `1@${id}`));
    const whole = scene.deliver();
    await scene.timer.sleep(1000);
    scene.at(hour);
    await scene.delivery.fill();
    await whole;
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key).sort()).toEqual(
      ['1@amina', '1@p1', '1@p2', '1@p3', '2@amina', '3@amina'].sort(),
    );
    expect(new Set(Object.values(await fates(scene)))).toEqual(new Set(['sent']));
    expect(scene.log.lines.filter(({ event }) => event === 'lease-lost')).toEqual([]);
  });

  it('back, with a retry and a dead process’s lease before it: both leave at most an hour late', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina', 'bruno'], [slack]);
    slack.script.push(new DeliveryError('busy', { retryable: true }));
    await scene.notify('1@amina');
    await scene.deliver();
    await scene.notify('1@bruno');
    await scene.store.claim({
      now: scene.parts.now().toString(),
      leaseUntilAt: scene.parts.now().add({ minutes: 3 }).toString(),
      recipients: 1,
    });
    scene.at('2026-05-22 09:00');
    await scene.deliver();
    expect(slack.sent).toEqual([]);
    scene.at('2026-05-22 10:03');
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key).sort()).toEqual(['1@amina', '1@bruno']);
  });
});

describe('what is poisoned', () => {
  it('a person whose row cannot be read: others are served, and after five tries an operator sees it', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina', 'bruno'], [slack]);
    const amina = person('amina', 'slack', 'slack');
    await scene.save({
      ...amina,
      accounts: amina.accounts.map((account) => ({ ...account, seenAt: 'not an instant' })),
    });
    await scene.notify('1@amina', '1@bruno');
    for (const at of ['10:00', '10:01', '10:03', '10:06', '10:20', '10:40']) {
      scene.at(`2026-05-22 ${at}`);
      await scene.deliver();
    }
    expect(await fates(scene)).toEqual({ '1@amina': 'failed render-failed', '1@bruno': 'sent' });
    const report = await scene.store.outbox(scene.parts.now().toString(), 10);
    expect(report).toMatchObject({ failed: 1, troubled: [{ key: '1@amina' }] });
    expect(scene.log.lines).toContainEqual({
      level: 'error',
      event: 'given-up',
      fields: {
        correlationId: expect.any(String),
        topic: 'referent-changed',
        attempts: 4,
        why: 'render-failed',
      },
    });
  });

  it('refused by every channel for a day, for good: an operator sees it', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina'], [slack]);
    slack.script.push(...Array.from({ length: 30 }, () => new DeliveryError('no', { retryable: false })));
    await scene.notify('1@amina');
    let now = scene.parts.now();
    for (let attempt = 0; attempt < 30; attempt += 1) {
      await scene.deliver();
      now = now.add({ minutes: 61 });
      scene.at(now.toZonedDateTimeISO('Europe/Paris').toPlainDateTime().toString());
    }
    expect(await scene.store.message('1@amina')).toMatchObject({
      state: 'failed',
      attempts: 29,
      lastError: 'no',
    });
  });
});
