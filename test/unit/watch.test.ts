import { describe, expect, it } from '@jest/globals';
import { plainText } from '../../cards/plain-text.ts';
import { deliver } from '../../src/scheduler/deliver.ts';
import { createWatch, type Watch } from '../../src/scheduler/watch.ts';
import { DeliveryError, StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import {
  type Clockwork,
  clockwork,
  person,
  type ScriptedMessenger,
  scriptedMessenger,
  storeWith,
  TRACK,
} from '../support/clockwork.ts';
import { plainSpaces } from '../support/french.ts';
import { CHOISY, designated } from '../support/track.ts';

const HOUR_MS = 3_600_000;

interface Scene extends Clockwork {
  readonly slack: ScriptedMessenger;
  readonly watch: Watch;
  /** A beat's look at an hour of Paris, that much real time after the last. */
  look(at: string, passedMs?: number): Promise<void>;
  /** Another process on the same records. */
  restarted(store?: Store): Watch;
  notify(key: string): Promise<void>;
  alarms(): Promise<readonly string[]>;
}

async function scene(
  start = '2026-05-22 10:00',
  sweep: () => Promise<void> = async () => undefined,
): Promise<Scene> {
  const slack = scriptedMessenger('slack');
  const clock = await clockwork(start, [slack]);
  await clock.save(person('coordinatrice', 'slack'), person('amina', 'slack'));
  await clock.record([designated('amina', '2026-01-05', { number: 'REF-2026-0001' })]);
  const watch = createWatch({ ...clock.parts, sweep }, clock.timer);
  const data = { track: TRACK, commune: CHOISY, number: 'REF-2026-0001', reason: null };
  return {
    ...clock,
    slack,
    watch,
    look: async (at, passedMs = HOUR_MS) => {
      clock.at(at);
      await clock.timer.sleep(passedMs);
      await watch.look();
    },
    restarted: (store = clock.store) => createWatch({ ...clock.another(), store, sweep }, clock.timer),
    notify: (key) =>
      clock.record(
        [],
        [
          {
            key,
            to: 'amina',
            topic: 'referent-changed',
            data,
            group: null,
            notBeforeAt: clock.parts.now().toString(),
          },
        ],
      ),
    alarms: async () =>
      (await clock.messages()).filter(({ topic }) => topic === 'outbox-alarm').map(({ key }) => key),
  };
}

const said = (slack: ScriptedMessenger) =>
  slack.sent.map(({ card }) => plainSpaces(plainText(card))).filter((text) => text.startsWith('Envois'));

describe('the alarm to the coordination', () => {
  it('is silent while everything leaves', async () => {
    const one = await scene();
    for (const at of ['2026-05-22 10:00', '2026-05-22 11:00', '2026-05-22 12:00']) await one.look(at);
    expect(await one.alarms()).toEqual([]);
  });

  it('a message that should have left an hour ago: said once a day to each, whatever the hour', async () => {
    const one = await scene('2026-05-22 18:30');
    await one.notify('late');
    await one.look('2026-05-22 18:40');
    expect(await one.alarms()).toEqual([]);
    await one.look('2026-05-22 19:40');
    await one.look('2026-05-22 20:50');
    await one.look('2026-05-23 00:10');
    expect(await one.alarms()).toEqual([
      'outbox-alarm:2026-05-22@coordinatrice',
      'outbox-alarm:2026-05-23@coordinatrice',
    ]);
    await deliver(one.parts, one.timer);
    expect(said(one.slack)[0]).toBe(
      [
        'Envois à surveiller',
        '- Le plus ancien message en attente aurait dû partir le 22/05/2026 à 18 h 30.',
        '- En attente en ce moment : 1.',
        'La commande « envois » dit ce qui attend et pourquoi, relance ou arrête un envoi.',
      ].join('\n'),
    );
    expect(one.slack.sent.find(({ card }) => card.name === 'outbox-alarm')?.card.actions).toMatchObject([
      { command: 'envois' },
    ]);
  });

  it('the outbox is looked at once an hour at most', async () => {
    const one = await scene();
    let looks = 0;
    const store = storeWith(one.store, {
      outbox: (...args) => {
        looks += 1;
        return one.store.outbox(...args);
      },
    });
    const watch = one.restarted(store);
    for (let beat = 0; beat < 400; beat += 1) {
      await watch.look();
      await one.timer.sleep(10_000);
    }
    expect(looks).toBe(2);
  });

  it('a message that failed for good, and one that no channel takes', async () => {
    const one = await scene();
    await one.notify('failed');
    const [claimed] = await one.store.claim({
      now: one.parts.now().toString(),
      leaseUntilAt: one.parts.now().add({ minutes: 3 }).toString(),
      recipients: 1,
    });
    await one.store.settle('failed', claimed?.fence ?? 0, { kind: 'failed', error: 'render-failed' });
    await one.notify('refused');
    one.slack.script.push(...Array.from({ length: 8 }, () => new DeliveryError('no', { retryable: false })));
    for (let hour = 10; hour < 18; hour += 1) {
      one.at(`2026-05-22 ${hour}:00`);
      await deliver(one.parts, one.timer);
    }
    await one.look('2026-05-22 18:00');
    await deliver(one.parts, one.timer);
    expect(said(one.slack)[0]).toContain('- 1 message a échoué pour de bon.');
    expect(said(one.slack)[0]).toContain("- 1 message n'a pu être remis malgré plusieurs essais.");
    expect(one.log.lines).toContainEqual({
      level: 'warn',
      event: 'outbox-alarm',
      fields: {
        correlationId: expect.any(String),
        waiting: 1,
        failed: 1,
        stuck: 1,
        lateSince: null,
        silentSince: null,
      },
    });
  });

  it('after an hour without a beat, whoever beats first says since when', async () => {
    const one = await scene();
    await one.look('2026-05-22 10:00');
    await one.look('2026-05-22 10:05', 10_000);
    one.at('2026-05-22 11:15');
    const next = one.restarted();
    await next.look();
    expect(await one.alarms()).toHaveLength(1);
    await deliver(one.parts, one.timer);
    expect(said(one.slack)[0]).toContain(
      "- Jalon n'a rien envoyé du 22/05/2026 à 10 h 00 au 22/05/2026 à 11 h 15 : il était arrêté. Ce qui était dû part maintenant.",
    );
  });

  it('a machine that slept says so without a restart; another process that went on does not', async () => {
    const one = await scene();
    await one.look('2026-05-22 10:00');
    await one.look('2026-05-22 13:00', 10_000);
    expect(await one.alarms()).toHaveLength(1);
    const two = await scene();
    const other = two.restarted();
    await two.look('2026-05-22 10:00');
    for (const at of ['10:15', '10:30', '10:45', '11:00', '11:15']) {
      two.at(`2026-05-22 ${at}`);
      await other.look();
    }
    await two.look('2026-05-22 11:20', 10_000);
    expect(await two.alarms()).toEqual([]);
  });

  it('a restart within the hour is no silence; the hour set back is none either', async () => {
    const one = await scene();
    await one.look('2026-05-22 10:00');
    one.at('2026-05-22 11:00');
    await one.restarted().look();
    one.at('2026-05-22 10:00');
    await one.restarted().look();
    await one.look('2026-05-22 10:00', 10_000);
    await one.look('2026-05-22 11:05', 10_000);
    expect(await one.alarms()).toEqual([]);
  });

  it('records that are away: a silence that could not be told is told by the next beat', async () => {
    const one = await scene();
    await one.look('2026-05-22 10:00');
    one.at('2026-05-22 13:00');
    let away = true;
    const store = storeWith(one.store, {
      append: (append) => (away ? Promise.reject(new StoreError('away')) : one.store.append(append)),
    });
    const next = one.restarted(store);
    await expect(next.look()).rejects.toThrow('away');
    away = false;
    await next.look();
    expect(await one.alarms()).toHaveLength(1);
  });

  it('without coordinators the log alone says it', async () => {
    const one = await scene();
    await one.notify('late');
    one.at('2026-05-22 12:00');
    const settings = { ...one.parts.settings, coordinatorEmails: new Set<string>() };
    await createWatch({ ...one.parts, settings, sweep: async () => undefined }, one.timer).look();
    expect(await one.alarms()).toEqual([]);
    expect(one.log.lines.map(({ event }) => event)).toContain('outbox-alarm');
  });
});

describe('retention', () => {
  it('sweeps what has expired beside the records; a sweep that fails is said and stops nothing', async () => {
    let sweeps = 0;
    const one = await scene('2026-05-22 10:00', async () => {
      sweeps += 1;
      throw new TypeError('away');
    });
    await one.look('2026-05-22 10:00');
    await one.look('2026-05-22 12:00');
    await one.look('2026-05-23 10:00');
    expect(sweeps).toBe(2);
    expect(one.log.lines.filter(({ event }) => event === 'sweep-failed')).toHaveLength(2);
  });

  it('once a day, answers of two days ago and what was said 400 days ago go', async () => {
    const one = await scene();
    const asked: unknown[] = [];
    const store = storeWith(one.store, {
      purge: async (before) => {
        asked.push(before);
        return { answers: 3, messages: 2 };
      },
    });
    const watch = one.restarted(store);
    for (const at of ['2026-05-22 10:00', '2026-05-22 23:00', '2026-05-23 00:30', '2026-05-23 01:30']) {
      one.at(at);
      await one.timer.sleep(HOUR_MS);
      await watch.look();
    }
    expect(asked).toEqual([
      { answersAt: '2026-05-20T08:00:00Z', messagesAt: '2025-04-17T08:00:00Z' },
      { answersAt: '2026-05-20T22:30:00Z', messagesAt: '2025-04-17T22:30:00Z' },
    ]);
    expect(one.log.lines).toContainEqual({
      level: 'info',
      event: 'purged',
      fields: { answers: 3, messages: 2, files: 0 },
    });
  });
});
