import type { Config } from '../config.ts';
import { createLinks } from '../platform/web/links.ts';
import { createSealer } from '../platform/web/seal.ts';
import type { Links } from '../usecases/links.ts';
import { secretsOf } from './secret.ts';

/** Where people reach Jalon; `port` is the one that was listened on, where 0 let the system choose. */
export function publicUrlOf({ publicUrl, host }: Config, port: number): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The links of a verb that does not listen itself. */
export function linksOf(config: Config, now: () => Temporal.Instant): Links {
  const sealer = createSealer(secretsOf(config));
  return createLinks({ sealer, publicUrl: () => publicUrlOf(config, config.port), now });
}
