import { describe, expect, it } from '@jest/globals';
import { type BuiltFeed, createFeedCache } from '../../src/usecases/committee/feed-cache.ts';

function built(version: string, bytes = 10): BuiltFeed {
  return { version, feed: { tag: version, body: new Uint8Array(bytes) } };
}

/** A cache that says which feeds were made. */
function watched(mostBytes: number) {
  const cache = createFeedCache(mostBytes);
  const made: string[] = [];
  const get = (id: string, version: string, bytes?: number) =>
    cache.get(id, version, async () => {
      made.push(`${id}@${version}`);
      return built(version, bytes);
    });
  return { cache, made, get };
}

describe('what is kept of feeds', () => {
  it('is the newest of each person, for as long as nothing changes', async () => {
    const { made, get } = watched(1000);
    await get('amina', '1');
    await get('amina', '1');
    await get('bruno', '1');
    await get('amina', '2');
    await get('amina', '1');
    expect(made).toEqual(['amina@1', 'bruno@1', 'amina@2', 'amina@1']);
  });

  it('takes up no more than it may: what was asked for least lately goes first', async () => {
    const { made, get } = watched(30);
    for (const id of ['a', 'b', 'c']) await get(id, '1');
    await get('a', '1');
    await get('d', '1');
    made.length = 0;
    for (const id of ['a', 'c', 'd', 'b']) await get(id, '1');
    expect(made).toEqual(['b@1']);
    await get('huge', '1', 31);
    made.length = 0;
    for (const id of ['huge', 'a']) await get(id, '1', 10);
    expect(made).toEqual(['huge@1', 'a@1']);
  });

  it('is made one at a time, and a person’s only once for those who ask meanwhile', async () => {
    const cache = createFeedCache(1000);
    const release = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    const build = (version: string) => async () => {
      running += 1;
      most = Math.max(most, running);
      await release.promise;
      running -= 1;
      return built(version);
    };
    const asked = [
      cache.get('amina', '1', build('1')),
      cache.get('amina', '1', build('never made')),
      cache.get('bruno', '1', build('1')),
      cache.get('amina', '2', build('2')),
    ];
    release.resolve();
    const feeds = await Promise.all(asked);
    expect(feeds.map(({ tag }) => tag)).toEqual(['1', '1', '1', '2']);
    expect(most).toBe(1);
  });

  it('keeps nothing of what could not be made, and goes on', async () => {
    const { cache, get } = watched(1000);
    const failing = cache.get('amina', '1', async () => {
      throw new RangeError('the records do not answer');
    });
    await expect(failing).rejects.toThrow('the records do not answer');
    expect((await get('amina', '1')).tag).toBe('1');
  });
});
