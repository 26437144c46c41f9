import { BlockList, isIP } from 'node:net';
import type { Express, Request } from 'express';
import type { Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';

/** What proxies add: a request that carries one came from further away than its peer. */
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * `/metrics`, for a scraper on this machine or network that asks without a proxy; for anybody else there is nothing here,
 * said as of any address that does not exist. Behind proxies (`trustedProxies`), for this machine only: one of another
 * machine that adds nothing to what it passes on would have the whole internet look near.
 */
export function mountMetrics(
  app: Express,
  metrics: Metrics,
  readiness: () => Promise<Readiness>,
  trustedProxies: number,
): void {
  const scrapers = trustedProxies > 0 ? here : near;
  app.use('/metrics', async (request, response, next) => {
    if (request.method !== 'GET' || request.path !== '/' || !isAmong(scrapers, request)) {
      next();
      return;
    }
    response.type(metrics.contentType).send(await metrics.text(await readiness()));
  });
}

function isAmong(scrapers: BlockList, { headers, socket }: Request): boolean {
  if (FORWARDING.some((name) => headers[name] !== undefined)) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/iu, '');
  const family = isIP(address);
  return family !== 0 && scrapers.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Loopback. */
const here = new BlockList();
here.addSubnet('127.0.0.0', 8, 'ipv4');
here.addAddress('::1', 'ipv6');

/** Loopback too, and the networks that the internet does not route (RFC 1918, RFC 4193, RFC 3927, RFC 4291). */
const near = new BlockList();
near.addSubnet('127.0.0.0', 8, 'ipv4');
near.addSubnet('10.0.0.0', 8, 'ipv4');
near.addSubnet('172.16.0.0', 12, 'ipv4');
near.addSubnet('192.168.0.0', 16, 'ipv4');
near.addSubnet('169.254.0.0', 16, 'ipv4');
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');
