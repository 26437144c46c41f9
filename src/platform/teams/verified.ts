import { hash } from 'node:crypto';

/** What a verified token says of its bearer. */
export interface Claim {
  readonly type: string;
  readonly value: string;
}

/** A clock that only goes forward, in milliseconds, and the hour, in seconds since 1970, by which tokens expire. */
export interface Clocks {
  readonly nowMs: () => number;
  readonly epochSeconds: () => number;
}

/** Microsoft signs one token for an hour of requests: a key that it takes back is obeyed this late at most. */
const BELIEVED_FOR_MS = 5 * 60 * 1000;
/** Tokens of as many moments; the oldest make room. Only what Microsoft has signed gets in. */
const MOST_TOKENS = 200;

/**
 * Remembers what was verified, by the SHA-256 of the whole header: to have another's claims, one must hold their token.
 * Nothing outlives its own expiry, and what was refused is verified again each time.
 */
export function createVerified(
  verify: (header: string) => Promise<readonly Claim[] | null>,
  clocks: Clocks,
): { claimsOf(header: string): Promise<readonly Claim[] | null> } {
  const known = new Map<string, { readonly claims: readonly Claim[]; readonly untilMs: number }>();
  return {
    async claimsOf(header) {
      const name = hash('sha256', header);
      const found = known.get(name);
      if (found !== undefined) {
        if (clocks.nowMs() < found.untilMs && !isExpired(found.claims, clocks)) return found.claims;
        known.delete(name);
      }
      const claims = await verify(header);
      if (claims === null || isExpired(claims, clocks)) return claims;
      known.set(name, { claims, untilMs: clocks.nowMs() + BELIEVED_FOR_MS });
      const [oldest] = known.keys();
      if (known.size > MOST_TOKENS && oldest !== undefined) known.delete(oldest);
      return claims;
    },
  };
}

/** By the hour alone: the minutes that a new token is granted for clocks that differ are not granted to a kept one. */
function isExpired(claims: readonly Claim[], { epochSeconds }: Clocks): boolean {
  const expiry = claims.find(({ type }) => type === 'exp');
  return !(Number(expiry?.value) > epochSeconds());
}
