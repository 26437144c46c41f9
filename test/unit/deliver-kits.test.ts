import { describe, expect, it } from '@jest/globals';
import { deliver } from '../../src/scheduler/deliver.ts';
import { tick } from '../../src/scheduler/tick.ts';
import type { Preferences } from '../../src/usecases/ports.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import { type Clockwork, clockwork, person, scriptedMessenger } from '../support/clockwork.ts';
import { designated, paris } from '../support/track.ts';

interface Evening extends Clockwork {
  /** One beat at an hour of Paris: who is told of what. */
  beat(at: string): Promise<readonly string[]>;
}

/** A kit that is published on Tuesday 12/05/2026 at 20 h; Amina, with these wishes, speaks for Choisy-le-Roi. */
async function evening(wishes: Partial<Preferences> = {}): Promise<Evening> {
  const slack = scriptedMessenger('slack');
  const clock = await clockwork('2026-05-12 20:00', [slack]);
  await clock.save({ ...person('amina', 'slack'), preferences: { ...NO_PREFERENCES, ...wishes } });
  await clock.record([
    designated('amina', '2026-05-12'),
    {
      type: 'kit-published',
      data: {
        version: '1',
        links: ['https://exemple.fr/kit'],
        files: [],
        changes: null,
        availableAt: paris('2026-05-12 20:00').toString(),
        byId: 'coordinatrice',
      },
    },
  ]);
  return {
    ...clock,
    beat: async (at) => {
      clock.at(at);
      const before = slack.sent.length;
      await tick(clock.parts);
      await deliver(clock.parts, clock.timer);
      const sent = slack.sent.slice(before).filter(({ card }) => card.name === 'kit-ready');
      return sent.map(({ to }) => to);
    },
  };
}

describe('the announcement of a kit (règlement, art. 9) is no alarm', () => {
  it('waits for the morning when it is published in the evening, and leaves once', async () => {
    const scene = await evening();
    expect(await scene.beat('2026-05-12 20:00')).toEqual([]);
    expect(await scene.beat('2026-05-13 07:59')).toEqual([]);
    expect(await scene.beat('2026-05-13 08:00')).toHaveLength(1);
    expect(await scene.beat('2026-05-13 10:00')).toEqual([]);
  });

  it('waits for the end of a pause', async () => {
    const scene = await evening({ pausedUntilOn: '2026-05-18' });
    expect(await scene.beat('2026-05-13 09:00')).toEqual([]);
    expect(await scene.beat('2026-05-18 09:00')).toHaveLength(1);
  });

  it('leaves at the hour that its reader has chosen', async () => {
    const scene = await evening({ digestHour: 14 });
    expect(await scene.beat('2026-05-13 10:00')).toEqual([]);
    expect(await scene.beat('2026-05-13 14:00')).toHaveLength(1);
  });
});
