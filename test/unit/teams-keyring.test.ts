import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { createKeyring, KeysError } from '../../src/platform/teams/keyring.ts';

const MINUTE_MS = 60_000;
const pairs = { first: generateKeyPair('RS256'), second: generateKeyPair('RS256') };
type Name = keyof typeof pairs;

/** What the service of keys answers. */
let published: unknown;
let isDown: boolean;
let requests: number;
let nowMs: number;
let server: Server;
let verify: (name: Name) => Promise<unknown>;

async function jwk(name: Name, more: object = {}): Promise<JWK> {
  const { publicKey } = await pairs[name];
  return { ...(await exportJWK(publicKey)), kid: name, use: 'sig', alg: 'RS256', ...more };
}

beforeEach(async () => {
  published = [await jwk('first')];
  isDown = false;
  requests = 0;
  nowMs = 0;
  server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    if (request.url === '/keys') return response.end(JSON.stringify({ keys: published }));
    requests += 1;
    return response.writeHead(isDown ? 500 : 200).end(JSON.stringify({ jwks_uri: `${origin}/keys` }));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const metadataUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const options = { metadataUrl, limitMs: 5_000, pauseMs: 1_000, nowMs: () => nowMs };
  const keys = createKeyring(options, 'msteams');
  verify = async (name) => {
    const { privateKey } = await pairs[name];
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid: name }).sign(privateKey);
    return jwtVerify(token, keys);
  };
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

describe("Microsoft's keys", () => {
  it('are fetched once for all who come, and anew after a day', async () => {
    await Promise.all([verify('first'), verify('first'), verify('first')]);
    await verify('first');
    expect(requests).toBe(1);
    nowMs += 24 * 60 * MINUTE_MS;
    await verify('first');
    expect(requests).toBe(2);
  });

  it('that are new are found within five minutes, and unknown ones are not looked for more often', async () => {
    await verify('first');
    published = [await jwk('second')];
    await expect(verify('second')).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' });
    expect(requests).toBe(1);
    nowMs += 5 * MINUTE_MS;
    await verify('second');
    await expect(verify('first')).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' });
    expect(requests).toBe(2);
  });

  it('that are known stand while their service fails, which is asked once a pause', async () => {
    await verify('first');
    nowMs += 25 * 60 * MINUTE_MS;
    isDown = true;
    await verify('first');
    await verify('first');
    expect(requests).toBe(2);
    nowMs += 1_000;
    await verify('first');
    expect(requests).toBe(3);
  });

  it('that cannot be had are said to be so, without another request before the pause is over', async () => {
    isDown = true;
    await expect(verify('first')).rejects.toBeInstanceOf(KeysError);
    await expect(verify('first')).rejects.toBeInstanceOf(KeysError);
    expect(requests).toBe(1);
    isDown = false;
    nowMs += 1_000;
    await verify('first');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['for another channel', async () => [await jwk('first', { endorsements: ['skype'] })]],
    ['of another sort', async () => [{ kty: 'EC', kid: 'first' }, null, 5]],
  ])('%s are not taken', async (_what, keys) => {
    published = await keys();
    await expect(verify('first')).rejects.toMatchObject({ name: 'JWKSNoMatchingKey' });
  });

  it.each([
    ['for this channel', { endorsements: ['skype', 'msteams'] }],
    ['for all', { endorsements: [] }],
  ])('%s are taken', async (_what, more) => {
    published = [await jwk('first', more)];
    await verify('first');
  });

  it('that are no list cannot be had', async () => {
    published = 'none';
    await expect(verify('first')).rejects.toBeInstanceOf(KeysError);
  });
});
