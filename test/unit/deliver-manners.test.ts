import { describe, expect, it } from '@jest/globals';
import { deliver } from '../../src/scheduler/deliver.ts';
import { tick } from '../../src/scheduler/tick.ts';
import type { MessageDraft, Preferences } from '../../src/usecases/ports.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import {
  type Clockwork,
  clockwork,
  fates,
  person,
  type ScriptedMessenger,
  scriptedMessenger,
  TRACK,
} from '../support/clockwork.ts';
import { appendOf } from '../support/store-engines.ts';
import { CHOISY, choisyTrack, communes, designated, phaseEnd, said } from '../support/track.ts';

interface Scene extends Clockwork {
  readonly slack: ScriptedMessenger;
  /** One beat at an hour of Paris. */
  beat(at: string): Promise<void>;
  wishes(preferences: Partial<Preferences>): Promise<void>;
  /** « 2026-05-22 09:00 reminder » for each send. */
  readonly departures: string[];
}

/** Amina speaks for Choisy-le-Roi, whose set-up ends on 31/05/2026 and whose audit is done. */
async function scene(start: string, ...stages: readonly number[]): Promise<Scene> {
  const slack = scriptedMessenger('slack');
  const clock = await clockwork(start, [slack]);
  await clock.save(person('amina', 'slack'), person('coordinatrice', 'slack'));
  await clock.record([
    designated('amina', '2026-01-05'),
    phaseEnd('audit', 'done', '2026-02-28'),
    ...stages.map((stage) => said('setup-end', '2026-05-31', stage)),
  ]);
  const departures: string[] = [];
  return {
    ...clock,
    slack,
    departures,
    beat: async (at) => {
      clock.at(at);
      const before = slack.sent.length;
      await tick(clock.parts);
      await deliver(clock.parts, clock.timer);
      departures.push(...slack.sent.slice(before).map(({ to, card }) => `${at} ${to} ${card.name}`));
    },
    wishes: (preferences) =>
      clock.save({ ...person('amina', 'slack'), preferences: { ...NO_PREFERENCES, ...preferences } }),
  };
}

function ownReminder(key: string, dueOn: string): MessageDraft {
  return {
    key: `${key}@amina`,
    to: 'amina',
    topic: 'reminder',
    data: { track: TRACK, commune: CHOISY, milestone: 'setup-end', dueOn, offsetDays: null },
    group: 'reminder',
    notBeforeAt: '2026-05-20T00:00:00Z',
  };
}

const heldWhy = (clock: Clockwork) =>
  clock.log.lines.filter(({ event }) => event === 'held').map(({ fields }) => fields['why']);

describe('a pause', () => {
  it('holds reminders until 9 h of its last day’s next working day: the newest stage only, one message', async () => {
    const one = await scene('2026-05-01 09:00', -30);
    await one.wishes({ pausedUntilOn: '2026-05-30' });
    for (const at of ['2026-05-15 09:00', '2026-05-22 09:00', '2026-05-29 09:00', '2026-05-30 09:00'])
      await one.beat(at);
    await one.beat('2026-06-01 08:30');
    expect(one.departures).toEqual([]);
    expect(new Set(heldWhy(one))).toEqual(new Set(['paused']));
    await one.beat('2026-06-01 09:00');
    expect(one.departures).toEqual(['2026-06-01 09:00 slack/amina reminder']);
    expect(one.slack.sent[0]?.card.title.replaceAll('\u00a0', ' ')).toBe(
      'En retard : Mise en place et formation',
    );
    const all = Object.values(await fates(one));
    expect(all.filter((fate) => fate === 'sent')).toHaveLength(1);
    expect(all.filter((fate) => fate === 'dropped later-stage-said')).toHaveLength(2);
  });

  it('that is taken back lets go of what it held, within a day', async () => {
    const one = await scene('2026-05-01 09:00', -30);
    await one.wishes({ pausedUntilOn: '2026-12-30' });
    await one.beat('2026-05-15 09:00');
    await one.wishes({});
    await one.beat('2026-05-15 18:00');
    expect(one.departures).toEqual([]);
    await one.beat('2026-05-18 09:00');
    expect(one.departures).toEqual(['2026-05-18 09:00 slack/amina reminder']);
  });

  it('is asked again at the end: what was done meanwhile is not said', async () => {
    const one = await scene('2026-05-01 09:00', -30);
    await one.wishes({ pausedUntilOn: '2026-05-20' });
    await one.beat('2026-05-15 09:00');
    await one.record([phaseEnd('setup', 'done', '2026-05-18')]);
    await one.beat('2026-05-20 09:00');
    expect(one.departures).toEqual([]);
    expect(Object.values(await fates(one))).toEqual(['dropped milestone-done']);
  });

  it('never touches what is legal (art. 4)', async () => {
    const one = await scene('2026-05-01 09:00', -30);
    await one.wishes({ pausedUntilOn: '2026-12-30', digestHour: 14 });
    const data = { track: TRACK, commune: CHOISY, number: 'REF-amina-2026-01-05', reason: null };
    const notBeforeAt = '2026-05-01T00:00:00Z';
    await one.record(
      [],
      [{ key: 'n@amina', to: 'amina', topic: 'referent-changed', data, group: null, notBeforeAt }],
    );
    await one.beat('2026-05-02 23:30');
    expect(one.departures).toEqual(['2026-05-02 23:30 slack/amina referent-changed-notice']);
  });
});

describe('a digest', () => {
  it('takes the day’s reminders together at its hour; what is owed later waits for the next', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2026-05-22 09:00', [slack], [choisyTrack({ beneficiaries: communes(2) })]);
    await clock.save({ ...person('amina', 'slack'), preferences: { ...NO_PREFERENCES, digestHour: 14 } });
    await clock.record(
      [1, 2].flatMap((n) => [
        designated('amina', '2026-01-05', { commune: `commune-${n}` }),
        phaseEnd('audit', 'done', '2026-02-28', `commune-${n}`),
      ]),
    );
    const beat = async (at: string) => {
      clock.at(at);
      await tick(clock.parts);
      await deliver(clock.parts, clock.timer);
      return slack.sent.length;
    };
    expect(await beat('2026-05-22 09:00')).toBe(0);
    expect(await beat('2026-05-22 13:59')).toBe(0);
    expect(await beat('2026-05-22 14:00')).toBe(1);
    expect(slack.sent[0]?.card.name).toBe('reminder-digest');
    clock.at('2026-05-22 15:30');
    await clock.record(
      [],
      [
        {
          ...ownReminder('late', '2026-05-31'),
          data: { ...ownReminder('late', '2026-05-31').data, commune: 'commune-1' },
        },
      ],
    );
    expect(await beat('2026-05-22 15:30')).toBe(1);
    expect(await beat('2026-05-26 13:00')).toBe(1);
    expect(await beat('2026-05-26 14:00')).toBe(2);
  });
});

describe('the cap of the day', () => {
  it('three sendings a day; what is over leaves as one at the next opening', async () => {
    const one = await scene('2026-05-20 09:00', -14);
    const hours = ['09:00', '10:00', '11:00', '12:00', '13:00'];
    for (const hour of hours) {
      one.at(`2026-05-20 ${hour}`);
      await one.record([], [ownReminder(hour, '2026-05-31')]);
      await one.beat(`2026-05-20 ${hour}`);
    }
    expect(one.departures.map((line) => line.slice(11, 16))).toEqual(['09:00', '10:00', '11:00']);
    expect(heldWhy(one)).toEqual(['daily-cap', 'daily-cap']);
    await one.beat('2026-05-20 18:00');
    await one.beat('2026-05-21 07:59');
    expect(one.slack.sent).toHaveLength(3);
    await one.beat('2026-05-21 08:00');
    expect(one.slack.sent).toHaveLength(4);
    expect(new Set(Object.values(await fates(one)))).toEqual(new Set(['sent']));
  });

  it('legal messages neither count nor wait', async () => {
    const one = await scene('2026-05-20 09:00', -14);
    const data = { track: TRACK, commune: CHOISY, number: 'REF-amina-2026-01-05', reason: null };
    const notBeforeAt = '2026-05-01T00:00:00Z';
    const legal = [1, 2, 3, 4].map((n) => ({
      key: `n${n}@amina`,
      to: 'amina',
      topic: 'referent-changed',
      data,
      group: null,
      notBeforeAt,
    }));
    await one.record([], legal);
    await one.beat('2026-05-20 09:00');
    await one.record([], [ownReminder('r', '2026-05-31')]);
    await one.beat('2026-05-20 09:10');
    expect(one.departures).toHaveLength(5);
  });
});

describe('the wishes of somebody who no longer holds the role (art. 4)', () => {
  it.each([
    ['a pause', { pausedUntilOn: '2026-06-15' }, 0],
    ['the hour of a digest', { digestHour: 18 }, 0],
    ['the cap of the day', {}, 3],
  ])('%s: their successor has the reminder at once', async (_, wishes, sentToday) => {
    const one = await scene('2026-05-22 08:00', -14);
    await one.save(person('bruno', 'slack'));
    for (const minute of Array.from({ length: sentToday }, (_value, index) => `2026-05-22 08:0${index}`)) {
      await one.record([], [ownReminder(minute, '2026-05-31')]);
      await one.beat(minute);
    }
    await one.wishes(wishes);
    one.at('2026-05-22 09:00');
    await tick(one.parts);
    await one.record([designated('bruno', '2026-05-22')]);
    await one.beat('2026-05-22 09:05');
    expect(one.departures.slice(sentToday)).toEqual(['2026-05-22 09:05 slack/bruno reminder']);
  });

  it('what they held already is asked again when it is freed with the change of référent', async () => {
    const one = await scene('2026-05-22 08:00', -14);
    await one.save(person('bruno', 'slack'));
    await one.wishes({ pausedUntilOn: '2026-06-15' });
    await one.beat('2026-05-22 09:00');
    await one.record([designated('bruno', '2026-05-22')]);
    await one.store.append(appendOf({ recordedAt: one.parts.now().toString(), reached: ['amina'] }));
    await one.beat('2026-05-22 09:05');
    expect(one.departures).toEqual(['2026-05-22 09:05 slack/bruno reminder']);
  });

  it('what is no longer owed ends at once, pause or not', async () => {
    const one = await scene('2026-05-22 08:00', -14);
    await one.wishes({ pausedUntilOn: '2026-06-15' });
    one.at('2026-05-22 09:00');
    await tick(one.parts);
    await one.record([phaseEnd('setup', 'done', '2026-05-21')]);
    await one.beat('2026-05-22 09:05');
    expect(Object.values(await fates(one))).toEqual(['dropped milestone-done']);
  });
});

describe('the log', () => {
  it('says of each what became of it: channel, topic, duration, reason; no name, no address', async () => {
    const one = await scene('2026-05-22 08:59', -14);
    await one.beat('2026-05-22 09:00');
    await one.record([], [ownReminder('again', '2026-05-30')]);
    await one.beat('2026-05-22 09:30');
    await one.record([], [ownReminder('night', '2026-05-31')]);
    await one.beat('2026-05-22 19:30');
    const lines = one.log.lines.filter(({ event }) => ['sent', 'dropped', 'held'].includes(event));
    expect(
      lines.map(({ event, fields }) => [event, fields['topic'], fields['channel'], fields['why']]),
    ).toEqual([
      ['sent', 'reminder', 'slack', undefined],
      ['dropped', 'reminder', undefined, 'milestone-moved'],
      ['held', 'reminder', undefined, 'quiet-hours'],
    ]);
    expect(lines[0]?.fields['ms']).toBe(0);
    expect(JSON.stringify(lines)).not.toMatch(/exemple|amina|@/iu);
  });
});
