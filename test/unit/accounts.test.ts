import { describe, expect, it } from '@jest/globals';
import { record } from '../../src/scheduler/reach.ts';
import { openMemory } from '../../src/store/memory.ts';
import { accountLeft, accountSeen } from '../../src/usecases/accounts.ts';
import type {
  Account,
  Append,
  AppendResult,
  JsonObject,
  PlatformName,
  Store,
} from '../../src/usecases/ports.ts';
import type { WritingContext } from '../../src/usecases/reachability.ts';
import { routesTo } from '../../src/usecases/routes.ts';
import { openStaffedScene, type Scene } from '../support/bot.ts';
import { changePerson } from '../support/changes.ts';
import { testLinks } from '../support/links.ts';
import { identities } from '../support/personas.ts';

const accountId = 'tenant/amina';
const reference = {
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  conversation: { id: 'a:personal' },
};
const inTeams = { platform: 'teams', accountId, reference } as const;

/** Amina has written on the web, then in Teams. */
async function met(store?: Store): Promise<Scene> {
  const scene = await openStaffedScene(store === undefined ? {} : { store });
  await scene.say('referent', 'aide');
  await scene.say('referent', 'aide', { visitor: inTeams });
  return scene;
}

async function account(scene: Scene): Promise<Account | undefined> {
  return (await scene.person('referent'))?.accounts.find(({ platform }) => platform === 'teams');
}

/** Records what a platform tells, as the composition root does; whether there was something to record. */
function told(scene: Scene, decide: (context: WritingContext) => Append | null): Promise<boolean> {
  const { store, world, settings } = scene;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const now = () => scene.now;
  return record(
    { store, world, settings, now, newId: () => scene.newId(), log, links: testLinks(now) },
    decide,
  );
}

const newsOf = (id: string) => ({ platform: 'teams', accountId: id, correlationId: 'c' }) as const;
const seen = (scene: Scene, id: string, reference: JsonObject) =>
  told(scene, (context) => accountSeen(context, newsOf(id), reference));
const chats = ['web', 'teams'] as const;
const left = (scene: Scene, id: string, platforms: readonly PlatformName[] = [...chats, 'mail']) =>
  told(scene, (context) => accountLeft(context, newsOf(id), new Set(platforms)));

async function toldOthers(scene: Scene) {
  const notices = (await scene.messages()).filter(({ topic }) => topic === 'person-unreachable');
  return notices.map(({ data }) => data['hasOther']);
}

async function losses(scene: Scene) {
  const entries = await Array.fromAsync(scene.store.journal());
  return entries.filter(({ type }) => type === 'account-lost').map(({ actor, data }) => ({ actor, data }));
}

describe('the address of somebody who writes', () => {
  it('keeps what a newer payload does not carry of it', async () => {
    const scene = await met();
    const serviceUrl = 'https://smba.trafficmanager.net/fr/';
    await scene.say('referent', 'aide', { visitor: { ...inTeams, reference: { serviceUrl } } });
    expect((await account(scene))?.reference).toEqual({ ...reference, serviceUrl });
  });
});

describe('the chat where somebody wrote last', () => {
  const routes = async (scene: Scene) => {
    const person = await scene.person('referent');
    return person === undefined ? [] : routesTo(person, new Set(chats)).map(({ platform }) => platform);
  };
  const revision = async (scene: Scene) => (await scene.store.heads()).peopleRevision;

  it('is where they are written to first, whatever chat they began with: one write for each change', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    for (const [day, visitor] of [
      ['2026-03-13', inTeams],
      ['2026-03-14', {}],
    ] as const) {
      scene.at(day);
      await scene.say('referent', 'aide', { visitor });
    }
    expect(await routes(scene)).toEqual(['web', 'teams']);
    const before = await revision(scene);
    scene.at('2026-03-15');
    await scene.say('referent', 'aide');
    expect(await revision(scene)).toBe(before);
    await scene.say('referent', 'aide', { visitor: inTeams });
    expect(await routes(scene)).toEqual(['teams', 'web']);
    expect(await revision(scene)).toBe(before + 1);
  });

  it('the machine’s hour set back: a visit does not write without end', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    scene.at('2026-03-15');
    await scene.say('referent', 'aide', { visitor: inTeams });
    const before = await revision(scene);
    scene.at('2026-03-13');
    await scene.say('referent', 'aide');
    expect(await revision(scene)).toBe(before);
  });
});

describe('what a platform tells of an account', () => {
  it('a newer part of an address takes the place of the older one, and is no word of its person', async () => {
    const scene = await met();
    const before = await account(scene);
    scene.at('2026-03-13');
    await seen(scene, accountId, { serviceUrl: 'https://smba.trafficmanager.net/fr/' });
    expect(await account(scene)).toEqual({
      ...before,
      reference: { ...reference, serviceUrl: 'https://smba.trafficmanager.net/fr/' },
    });
  });

  it('what is known already is not stored again', async () => {
    const scene = await met();
    const { peopleRevision } = await scene.store.heads();
    await seen(scene, accountId, { serviceUrl: reference.serviceUrl });
    expect((await scene.store.heads()).peopleRevision).toBe(peopleRevision);
  });

  it('nothing is kept of an account that nobody holds', async () => {
    const scene = await met();
    const heads = await scene.store.heads();
    await seen(scene, 'tenant/nobody', { serviceUrl: 'https://smba.trafficmanager.net/fr/' });
    await left(scene, 'tenant/nobody');
    expect(await scene.store.heads()).toEqual(heads);
  });

  it('somebody who leaves is lost there, once, and the journal says so without naming them', async () => {
    const scene = await met();
    const person = await scene.person('referent');
    await left(scene, accountId);
    await left(scene, accountId);
    expect((await account(scene))?.lostAt).toBe(scene.now.toString());
    const data = { personId: person?.id, platform: 'teams', why: 'left' };
    expect(await losses(scene)).toEqual([{ actor: 'system', data }]);
  });

  it('the coordination is told of whoever leaves, each once', async () => {
    const scene = await met();
    await left(scene, accountId);
    expect(await toldOthers(scene)).toEqual([true, true]);
  });

  it('somebody with an e-mail alone still has an address', async () => {
    const scene = await openStaffedScene();
    await scene.say('deputy', 'aide', { visitor: { ...inTeams, accountId: 'tenant/paul' } });
    await left(scene, 'tenant/paul', ['teams', 'mail']);
    expect(await toldOthers(scene)).toEqual([true, true]);
  });

  it('an e-mail that is lost, or that no mail can be sent to, is no other address', async () => {
    const scene = await openStaffedScene();
    await scene.say('deputy', 'aide', { visitor: { ...inTeams, accountId: 'tenant/paul' } });
    await left(scene, 'tenant/paul', ['teams']);
    expect(await toldOthers(scene)).toEqual([false, false]);
    const other = await openStaffedScene();
    await other.say('deputy', 'aide', { visitor: { ...inTeams, accountId: 'tenant/paul' } });
    const id = identities.deputy.email;
    const lost = { platform: 'mail', id, email: id, reference: {}, lostAt: other.now.toString() } as const;
    await changePerson(other, 'deputy', (person) => ({
      ...person,
      accounts: [...person.accounts, { ...lost, seenAt: '1970-01-01T00:00:00Z' }],
    }));
    await left(other, 'tenant/paul', ['teams', 'mail']);
    expect(await toldOthers(other)).toEqual([false, false]);
  });

  it('somebody who left is found again at their next word', async () => {
    const scene = await met();
    await left(scene, accountId);
    await scene.say('referent', 'aide', { visitor: inTeams });
    expect((await account(scene))?.lostAt).toBeNull();
  });

  it('whoever loses the race to write reads again and writes', async () => {
    const memory = openMemory();
    let refusals = 0;
    const scene = await met(racing(memory, () => refusals-- > 0));
    refusals = 2;
    await left(scene, accountId);
    expect((await account(scene))?.lostAt).not.toBeNull();
  });
});

/** The same store, whose appends find that somebody else was first. */
function racing(store: Store, isLost: () => boolean): Store {
  const conflict: AppendResult = { kind: 'conflict' };
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name === 'append' && isLost()) return async () => conflict;
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
