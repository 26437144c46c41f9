import type { Express } from 'express';
import type { Store } from '../usecases/ports.ts';

export interface HealthParts {
  readonly store: Store;
  readonly now: () => Temporal.Instant;
  /** UTC instant of the last look at what is owed; null before the first. */
  readonly lastBeatAt: () => Temporal.Instant | null;
}

/** Six missed beats: the clock is not only late, it has stopped. */
const STALE_AFTER_SECONDS = 60;

/** `/healthz`: the process answers. `/readyz`: the records can be written and the clock beats. */
export function mountHealth(app: Express, parts: HealthParts): void {
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', async (_request, response) => {
    const store = await parts.store.ping().then(
      () => true,
      () => false,
    );
    const last = parts.lastBeatAt();
    const silentSeconds = last === null ? null : Math.round(last.until(parts.now()).total('seconds'));
    const clock = silentSeconds !== null && silentSeconds < STALE_AFTER_SECONDS;
    response
      .status(store && clock ? 200 : 503)
      .json({ ok: store && clock, store, clock, lastBeatAt: last?.toString() ?? null });
  });
}
