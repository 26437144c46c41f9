import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDelivery, type Delivery } from '../../src/scheduler/deliver.ts';
import { systemTimer } from '../../src/scheduler/timer.ts';
import type { JsonObject, Message, Store } from '../../src/usecases/ports.ts';
import { LiveWorld, trackStream } from '../../src/usecases/world.ts';
import { clockwork, person, type ScriptedMessenger, scriptedMessenger, TRACK } from '../support/clockwork.ts';
import { names } from '../support/crowd.ts';
import {
  appendOf,
  type Engine,
  listOf,
  memoryEngine,
  postgresEngine,
  sqliteEngine,
} from '../support/store-engines.ts';
import { CHOISY, choisyTrack, designated } from '../support/track.ts';

const serverUrl = process.env['JALON_TEST_DATABASE_URL'];
const engines: [string, () => Promise<Engine>][] = [
  ['memory', async () => memoryEngine()],
  ['SQLite', async () => sqliteEngine()],
];
if (serverUrl !== undefined) engines.push(['PostgreSQL', () => postgresEngine(serverUrl, 'delivery')]);
else it.todo('PostgreSQL is not tested: JALON_TEST_DATABASE_URL is absent');

const NOW = '2026-05-22 10:00';
const PEOPLE = names(60);
const SEND_MS = 5;

describe.each(engines)('%s: two processes that send', (_, open) => {
  let engine: Engine;
  let messengers: ScriptedMessenger[] = [];

  beforeEach(async () => {
    engine ??= await open();
    await engine.reset();
    messengers = [];
    const data = JSON.parse(JSON.stringify({ facts: choisyTrack() }));
    const change = designated('p1', '2026-01-05', { number: 'REF-2026-0001' });
    const events = [
      { type: 'programme-loaded', data },
      { type: change.type, data: { ...change.data } as unknown as JsonObject },
    ];
    await engine.open().append(
      appendOf({
        people: PEOPLE.map((id) => ({ person: person(id, 'slack'), expectedRevision: 0 })),
        writes: [{ stream: trackStream(TRACK), expectedVersion: 0, events, nextDueAt: null }],
        messages: PEOPLE.flatMap((to) =>
          [1, 2].map((n) => ({
            key: `${n}@${to}`,
            to,
            topic: 'referent-welcome',
            data: { track: TRACK, commune: CHOISY, number: 'REF-2026-0001' },
            group: null,
            notBeforeAt: '2026-01-01T00:00:00Z',
          })),
        ),
      }),
    );
  });

  afterAll(() => engine.dispose());

  async function sender(store: Store): Promise<Delivery> {
    const slack = scriptedMessenger('slack', () => null, { perConversationMs: 1, inAllMs: 0 });
    slack.meanwhile = async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      systemTimer.after(SEND_MS, resolve);
      await promise;
    };
    messengers.push(slack);
    const { parts } = await clockwork(NOW, []);
    return createDelivery({ ...parts, store, world: new LiveWorld(store), messengers: [slack] });
  }

  const sent = () => messengers.flatMap((messenger) => messenger.sent.map(({ key }) => key)).sort();
  const states = (messages: readonly Message[]) => new Set(messages.map(({ state }) => state));
  const all = PEOPLE.flatMap((id) => [`1@${id}`, `2@${id}`]).sort();

  it('each message leaves once', async () => {
    const both = await Promise.all([engine.open(), engine.open()].map(sender));
    await Promise.all(both.map((one) => one.fill()));
    await Promise.all(both.map((one) => one.idle()));
    expect(sent()).toEqual(all);
    expect(states(await listOf(engine.open().messages()))).toEqual(new Set(['sent']));
  });

  it('one that is stopped gives back at once what it had not begun', async () => {
    const first = await sender(engine.open());
    const second = await sender(engine.open());
    await first.fill();
    await first.stop();
    expect(sent().length).toBeLessThan(all.length);
    await second.fill();
    await second.idle();
    expect(sent()).toEqual(all);
    expect(states(await listOf(engine.open().messages()))).toEqual(new Set(['sent']));
  });
});
