import type { Express } from 'express';
import type { Readiness } from './readiness.ts';

/** `/healthz`: the process answers. `/readyz`: the records can be written and the clock beats; 503 otherwise. */
export function mountHealth(app: Express, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  app.get('/readyz', async (_request, response) => {
    const found = await readiness();
    response.status(found.ok ? 200 : 503).json(found);
  });
}
