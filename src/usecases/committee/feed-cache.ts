/** A calendar feed as it is sent; `tag` changes when its bytes do. */
export interface Feed {
  readonly tag: string;
  readonly body: Uint8Array;
}

/** A feed with the version of what it was made of. */
export interface BuiltFeed {
  readonly version: string;
  readonly feed: Feed;
}

export interface FeedCache {
  /** The person's feed of this version, made when it is not at hand. Rejects when making it does, and keeps nothing then. */
  get(personId: string, version: string, build: () => Promise<BuiltFeed>): Promise<Feed>;
}

/**
 * Feeds by person, the newest of each, as long as they take up at most `mostBytes` together; what was asked for least
 * lately goes first. They are made one at a time, and whoever asks for one that is being made waits for that one.
 */
export function createFeedCache(mostBytes: number): FeedCache {
  const kept = new Map<string, BuiltFeed>();
  const awaited = new Map<string, { readonly version: string; readonly feed: Promise<Feed> }>();
  let bytes = 0;
  let line: Promise<unknown> = Promise.resolve();

  const forget = (personId: string): void => {
    bytes -= kept.get(personId)?.feed.body.byteLength ?? 0;
    kept.delete(personId);
  };
  const keep = (personId: string, built: BuiltFeed): void => {
    forget(personId);
    kept.set(personId, built);
    bytes += built.feed.body.byteLength;
    for (const eldest of kept.keys()) {
      if (bytes <= mostBytes) break;
      forget(eldest);
    }
  };
  const make = async (personId: string, build: () => Promise<BuiltFeed>): Promise<Feed> => {
    const turn = line.then(build);
    line = turn.catch(() => undefined);
    const built = await turn;
    keep(personId, built);
    return built.feed;
  };

  return {
    async get(personId, version, build) {
      const known = kept.get(personId);
      if (known?.version === version) {
        keep(personId, known);
        return known.feed;
      }
      const under = awaited.get(personId);
      if (under?.version === version) return under.feed;
      const made = { version, feed: make(personId, build) };
      awaited.set(personId, made);
      try {
        return await made.feed;
      } finally {
        if (awaited.get(personId) === made) awaited.delete(personId);
      }
    },
  };
}
