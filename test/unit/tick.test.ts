import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { tick } from '../../src/scheduler/tick.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { trackStream } from '../../src/usecases/world.ts';
import {
  type Clockwork,
  clockwork,
  person,
  scriptedMessenger,
  storeWith,
  TRACK,
} from '../support/clockwork.ts';
import { appendOf, listOf } from '../support/store-engines.ts';
import { choisyTrack, designated, phaseEnd, said } from '../support/track.ts';

const setup = 'milestone:choisy-le-roi:setup-end';

/** Choisy-le-Roi on an hour of spring 2026, its audit done, the reminders of its set-up said down to J-14. */
async function spring(start: string): Promise<Clockwork> {
  const clock = await clockwork(start, [scriptedMessenger('slack')]);
  await clock.save(person('amina', 'slack'), person('coordinatrice', 'slack'));
  await clock.record([
    designated('amina'),
    phaseEnd('audit', 'done', '2026-02-28'),
    said('setup-end', '2026-05-31', -14),
  ]);
  return clock;
}

async function owedEvents(clock: Clockwork) {
  const entries = await listOf(clock.store.journal());
  return entries.filter((entry) => entry.type === 'reminders-owed' && entry.actor === 'system');
}

describe('a look at what is owed (art. 5)', () => {
  it('records the reminder and its message in one entry, by the clock, once', async () => {
    const clock = await spring('2026-05-22 09:00');
    await tick(clock.parts);
    await tick(clock.parts);
    const [entry, ...others] = await owedEvents(clock);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      actor: 'system',
      recordedAt: '2026-05-22T07:00:00Z',
      data: {
        commune: 'choisy-le-roi',
        items: [{ milestone: 'setup-end', dueOn: '2026-05-31', offsetDays: -7, to: ['amina'] }],
      },
    });
    const messages = await clock.messages();
    expect(messages.map(({ key, to, group, state }) => ({ key, to, group, state }))).toEqual([
      { key: `${setup}:J-7:2026-05-31:${TRACK}@amina`, to: 'amina', group: 'reminder', state: 'waiting' },
    ]);
    expect(await clock.store.nextWakeAt()).toBe('2026-05-22T07:00:00Z');
    expect(await clock.store.streamsDue('2026-05-29T06:59:59Z', 10)).toEqual([]);
    expect(await clock.store.streamsDue('2026-05-29T07:00:00Z', 10)).toEqual([trackStream(TRACK)]);
  });

  it('the machine’s hour set back or forward: nothing is recorded twice, nothing is lost', async () => {
    const clock = await spring('2026-05-22 09:00');
    await tick(clock.parts);
    for (const at of ['2026-05-22 08:00', '2026-05-22 09:00', '2026-05-22 10:00', '2026-05-22 09:00']) {
      clock.at(at);
      await tick(clock.parts);
      await tick(clock.another());
    }
    expect(await owedEvents(clock)).toHaveLength(1);
    clock.at('2026-05-29 09:00');
    await tick(clock.parts);
    expect(await owedEvents(clock)).toHaveLength(2);
  });

  it('reads nothing while no track is due', async () => {
    const clock = await spring('2026-05-22 10:00');
    await tick(clock.parts);
    const again = clock.another();
    await tick(again);
    expect(again.world.tracks.size).toBe(0);
  });

  it.each(['2026-05-22 19:30', '2026-05-23 10:00', '2026-05-25 10:00'])(
    'owes nothing in the quiet hours, %s, and comes back when they are over',
    async (start) => {
      const clock = await spring(start);
      await tick(clock.parts);
      expect(await owedEvents(clock)).toEqual([]);
      expect(await clock.store.streamsDue('2026-05-26T05:59:59Z', 10)).toEqual([]);
      clock.at('2026-05-26 09:00');
      await tick(clock.parts);
      expect(await owedEvents(clock)).toHaveLength(1);
    },
  );

  it('two hearts that beat together record it once', async () => {
    const clock = await spring('2026-05-22 09:00');
    const hearts = Array.from({ length: 4 }, () => clock.another());
    await Promise.all(hearts.map(tick));
    expect(await owedEvents(clock)).toHaveLength(1);
    expect(await clock.messages()).toHaveLength(1);
    const results = clock.log.lines
      .filter((line) => line.event === 'reminders-owed')
      .map((line) => line.fields['result']);
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
    expect(results.filter((result) => result !== 'recorded' && result !== 'conflict')).toEqual([]);
  });

  it('the loser of the race leaves the wake-up of the winner alone', async () => {
    const clock = await spring('2026-05-22 09:00');
    const late = clock.another();
    await late.world.catchUp();
    await tick(clock.parts);
    await clock.record([designated('bruno', '2026-06-15')]);
    await tick(late);
    await tick(clock.parts);
    expect(await clock.store.streamsDue('2026-05-29T07:00:00Z', 10)).toEqual([trackStream(TRACK)]);
    expect(await owedEvents(clock)).toHaveLength(1);
  });

  it('a track that cannot be read waits ten minutes and does not hold up the others', async () => {
    const other = choisyTrack({ id: 'autre-parcours' });
    const clock = await clockwork('2025-11-24 09:00', [], [choisyTrack(), other]);
    await clock.save(person('coordinatrice'));
    await clock.record([phaseEnd('audit', 'delay', 'pas une date')]);
    await tick(clock.parts);
    expect(clock.log.lines).toContainEqual({
      level: 'error',
      event: 'tick-failed',
      fields: { stream: trackStream(TRACK), fault: expect.stringContaining('RangeError') },
    });
    expect((await clock.messages()).map((m) => m.data['track'])).toEqual(['autre-parcours']);
    expect(await clock.store.streamsDue('2025-11-24T08:09:59Z', 10)).toEqual([]);
    expect(await clock.store.streamsDue('2025-11-24T08:10:00Z', 10)).toEqual([trackStream(TRACK)]);
    await clock.record([phaseEnd('audit', 'delay', '2026-03-15')]);
    await tick(clock.parts);
    expect(await clock.messages()).toHaveLength(2);
  });

  it('a hundred tracks that only a newer version can read do not starve the others, and are told once', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `a-${String(index).padStart(3, '0')}`);
    const clock = await clockwork(
      '2025-11-24 09:00',
      [],
      [...ids, TRACK].map((id) => choisyTrack({ id })),
    );
    await clock.save(person('coordinatrice'));
    const newer = { type: 'from-the-future', data: {} } as unknown as TrackEvent;
    for (const id of ids) await clock.record([newer], [], id);
    await tick(clock.parts);
    await tick(clock.parts);
    expect((await clock.messages()).map((m) => m.data['track'])).toEqual([TRACK]);
    expect(clock.log.lines.filter(({ event }) => event === 'tick-failed')).toHaveLength(100);
    expect(await clock.store.streamsDue('2025-11-24T08:09:59Z', 200)).toEqual([]);
  });

  it('a stream that is no track is not asked again', async () => {
    const clock = await clockwork('2026-05-22 09:00', [], []);
    const events = [{ type: 'person-recorded', data: { personId: 'amina', byId: 'system' } }];
    const write = { stream: 'directory', expectedVersion: 0, events, nextDueAt: '2026-05-22T07:00:00Z' };
    await clock.store.append(appendOf({ writes: [write] }));
    await tick(clock.parts);
    expect(await clock.store.nextWakeAt()).toBeNull();
  });

  it('a track with nothing to come is not asked again', async () => {
    const clock = await clockwork('2026-05-22 09:00', [], [choisyTrack({ beneficiaries: [] })]);
    await tick(clock.parts);
    expect(await clock.store.nextWakeAt()).toBeNull();
  });

  it('records that cannot be reached stop the look, and are told to whoever asked for it', async () => {
    const clock = await spring('2026-05-22 09:00');
    const away = new StoreError('the disk is full');
    const store = storeWith(clock.store, {
      append: () => Promise.reject(away),
      setNextDue: () => Promise.reject(away),
    });
    await expect(tick({ ...clock.parts, store })).rejects.toBe(away);
  });
});
