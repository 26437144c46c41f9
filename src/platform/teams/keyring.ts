import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet } from 'jose/jwks/local';
import { JalonError } from '../../usecases/errors.ts';
import { callHttp } from './http-client.ts';
import { at, isRecord, textAt } from './json.ts';

/** Microsoft asks for its keys to be fetched anew each day. */
const DAY_MS = 24 * 60 * 60 * 1000;
/** A key that nobody knows is looked for this often at most: whoever makes names up does not make requests. */
const UNKNOWN_KEY_PAUSE_MS = 5 * 60 * 1000;

/** Microsoft's keys cannot be had: nobody can be heard for now. */
export class KeysError extends JalonError {}

export interface KeyringOptions {
  readonly metadataUrl: string;
  /** Bounds one fetch whole, in milliseconds. */
  readonly limitMs: number;
  /** The least time between a fetch that failed and the next. */
  readonly pauseMs: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly nowMs: () => number;
}

/**
 * The public keys by which the Bot Framework signs for a channel. Fetched at most: one at a time, once a day, once in
 * five minutes for a name that is not among them, once in `pauseMs` while the service fails; meanwhile known keys stand.
 * Throws `KeysError` when there are none.
 */
export function createKeyring(options: KeyringOptions, channelId: string): JWTVerifyGetKey {
  let keys: JSONWebKeySet = { keys: [] };
  let find = createLocalJWKSet(keys);
  let fetchedAtMs = Number.NEGATIVE_INFINITY;
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;

  const fetchKeys = async (): Promise<void> => {
    const untilMs = options.nowMs() + options.limitMs;
    const metadata = await getJson(options.metadataUrl, options.limitMs);
    const fetched = await getJson(textAt(metadata, 'jwks_uri') ?? '', Math.max(1, untilMs - options.nowMs()));
    keys = { keys: endorsedFor(channelId, at(fetched, 'keys')) };
    find = createLocalJWKSet(keys);
    fetchedAtMs = options.nowMs();
  };
  const refresh = async (): Promise<void> => {
    triedAtMs = options.nowMs();
    underWay ??= fetchKeys().finally(() => {
      underWay = null;
    });
    try {
      await underWay;
    } catch (cause) {
      if (keys.keys.length === 0)
        throw new KeysError('The keys of the Bot Framework cannot be had', { cause });
    }
  };

  return async (header, token) => {
    const isKnown = keys.keys.some(({ kid }) => kid === header?.kid);
    const isStale = options.nowMs() >= fetchedAtMs + (isKnown ? DAY_MS : UNKNOWN_KEY_PAUSE_MS);
    const mayTry = underWay !== null || options.nowMs() >= triedAtMs + options.pauseMs;
    if (isStale && mayTry) await refresh();
    else if (keys.keys.length === 0) throw new KeysError('The keys of the Bot Framework could not be had');
    return find(header, token);
  };
}

/** Keys say which channels they sign for; one that says nothing signs for all. */
function endorsedFor(channelId: string, keys: unknown): JSONWebKeySet['keys'] {
  if (!Array.isArray(keys)) throw new KeysError('The keys of the Bot Framework are not a list');
  return keys.filter(isRecord).filter((key): key is JSONWebKeySet['keys'][number] => {
    const endorsements = key['endorsements'];
    const isEndorsed =
      !Array.isArray(endorsements) || endorsements.length === 0 || endorsements.includes(channelId);
    return key['kty'] === 'RSA' && isEndorsed;
  });
}

/** Node's own client: `fetch` would keep 10 MiB for two calls a day. */
async function getJson(url: string, limitMs: number): Promise<unknown> {
  const asked = { method: 'GET', headers: { accept: 'application/json' }, body: null, limitMs } as const;
  const { status, text } = await callHttp(new URL(url), asked);
  if (status !== 200) throw new KeysError(`The service of keys answered ${status}`);
  return JSON.parse(text);
}
