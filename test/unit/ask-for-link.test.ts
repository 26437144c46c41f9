import { describe, expect, it } from '@jest/globals';
import { askForLink, isHolderKnown } from '../../src/usecases/ask-for-link.ts';
import type { Core } from '../../src/usecases/core.ts';
import { openStaffedScene, type Scene } from '../support/bot.ts';
import { testLinks } from '../support/links.ts';
import { identities } from '../support/personas.ts';

function coreOf(scene: Scene): Core {
  const { store, world, settings } = scene;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const now = () => scene.now;
  return { store, world, settings, now, newId: () => scene.newId(), log, links: testLinks(now) };
}

async function links(scene: Scene): Promise<readonly string[]> {
  const messages = await scene.messages();
  return messages.filter(({ topic }) => topic === 'access-link').map(({ key }) => key);
}

describe('a new link that is asked for by e-mail', () => {
  it('goes to whoever has the address, whatever its case, and to nobody else', async () => {
    const scene = await openStaffedScene();
    await askForLink(coreOf(scene), 'personne@ailleurs.example');
    expect(await links(scene)).toEqual([]);
    await askForLink(coreOf(scene), identities.referent.email);
    const person = await scene.person('referent');
    expect(await links(scene)).toEqual([`access-link:2026-03-12:1@${person?.id}`]);
  });

  it('leaves ten minutes apart at least, and three times a day at most: nobody floods a mailbox by asking', async () => {
    const scene = await openStaffedScene();
    const start = scene.now;
    for (let minute = 0; minute < 60; minute += 3) {
      scene.now = start.add({ minutes: minute });
      await askForLink(coreOf(scene), identities.referent.email);
    }
    expect(await links(scene)).toHaveLength(3);
    scene.now = start.add({ hours: 24 });
    await askForLink(coreOf(scene), identities.referent.email);
    expect(await links(scene)).toHaveLength(4);
  });
});

describe('the holder of a link', () => {
  it('is known as long as the records name them by that address', async () => {
    const scene = await openStaffedScene();
    const { email } = identities.referent;
    const holder = { platform: 'mail', accountId: email, email } as const;
    expect(await isHolderKnown(coreOf(scene), holder)).toBe(true);
    expect(
      await isHolderKnown(coreOf(scene), { ...holder, accountId: 'x@y.example', email: 'x@y.example' }),
    ).toBe(false);
  });
});
