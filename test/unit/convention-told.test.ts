import { afterAll, describe, expect, it } from '@jest/globals';
import { openStaffedScene, type Scene, shownFaults } from '../support/bot.ts';
import { store } from '../support/changes.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const TRACK = 'ia-administration-interne';

async function verdictOf(topic: string, data: Record<string, string | number>): Promise<unknown> {
  const scene: Scene = await openStaffedScene();
  const to = (await scene.person('coordinator'))?.id ?? '';
  const about = { track: TRACK, commune: 'choisy-le-roi', ...data };
  const notBeforeAt = scene.now.toString();
  await store(scene, { messages: [{ key: 'stray', to, topic, data: about, group: null, notBeforeAt }] });
  return scene.verdict('stray');
}

describe('what a message tells of the convention is looked up when it leaves', () => {
  it.each([
    ['avenant-told', { avenant: 1 }],
    ['formal-notice-reminder', { notice: 'MED-2026-0001' }],
    ['review-told', {}],
    ['review-receipt', {}],
    ['of-another-version', {}],
  ])('%s of what the records have not is dropped', async (topic, data) => {
    expect(await verdictOf(topic, data)).toEqual({ kind: 'drop', why: 'settled-since' });
  });
});
