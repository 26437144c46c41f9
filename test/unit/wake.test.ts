import { describe, expect, it } from '@jest/globals';
import { tick } from '../../src/scheduler/tick.ts';
import { wakeTracks } from '../../src/scheduler/wake.ts';
import { trackStream } from '../../src/usecases/world.ts';
import { clockwork, TRACK } from '../support/clockwork.ts';

describe('tracks that are asked again', () => {
  it('are due at once, each of them, whatever they had planned', async () => {
    const { parts, store } = await clockwork('2026-05-20 10:00', []);
    await tick(parts);
    const now = parts.now().toString();
    expect(await store.streamsDue(now, 10)).toEqual([]);
    await wakeTracks(parts);
    expect(await store.streamsDue(now, 10)).toEqual([trackStream(TRACK)]);
  });
});
