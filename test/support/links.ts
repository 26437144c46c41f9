import { createLinks } from '../../src/platform/web/links.ts';
import { createSealer } from '../../src/platform/web/seal.ts';
import type { Links } from '../../src/usecases/links.ts';

/** Real links, under a secret of the tests. */
export function testLinks(now: () => Temporal.Instant, publicUrl = 'https://jalon.example'): Links {
  const sealer = createSealer(['a secret that only the tests know']);
  return createLinks({ sealer, publicUrl: () => publicUrl, now });
}
