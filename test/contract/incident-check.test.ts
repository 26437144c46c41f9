import { afterEach, describe, expect, it } from '@jest/globals';
import { verifierOf } from '../../src/store/hash.ts';
import { createIncidentCheck } from '../../src/usecases/incident/check.ts';
import { openStaffedScene, type Scene } from '../support/bot.ts';
import { submitted } from '../support/deliverables.ts';
import { type SamplePages, startPages } from './drivers/sample-pages.ts';

let pages: SamplePages | null = null;
afterEach(async () => {
  await pages?.close();
  pages = null;
});

const report = {
  faits: 'Le prestataire ne répond plus à Amina Diallo depuis une semaine.',
  'constate-le': '2026-03-12',
  consequence: 'possible',
};

/** Two reports, one of them locked, and the pages of a real process. */
async function opened(): Promise<{ readonly scene: Scene; readonly hashes: readonly string[] }> {
  const scene = await openStaffedScene();
  await submitted(scene, 'referent', 'incident', { ...report, nature: 'prestataire' });
  await submitted(scene, 'foreignReferent', 'incident', { ...report, nature: 'autre' });
  const { store, world } = scene;
  pages = await startPages(undefined, {
    checkIncident: createIncidentCheck({ store, world }, verifierOf(store).verifyEntry),
  });
  const entries = (await scene.journal()).filter(({ type }) => type === 'incident-reported');
  return { scene, hashes: entries.map(({ hash }) => hash) };
}

async function get(path: string, init: RequestInit = {}) {
  const response = await fetch(`${pages?.origin}${path}`, init);
  return { status: response.status, headers: response.headers, page: await response.text() };
}

describe('the page behind the code of a receipt (art. 3)', () => {
  it('says the number, the instant and that the hash agrees, and nothing else', async () => {
    const { hashes } = await opened();
    const { status, page } = await get(`/verification/INC-2026-0001/${hashes[0]}`);
    expect(status).toBe(200);
    const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/u.exec(page) ?? [];
    const words = main
      .replaceAll(/<[^>]+>/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim();
    expect(words).toBe(
      'INC-2026-0001 : l&#39;empreinte concorde Enregistré le 12/03/2026 à 10 h 42. Ni cet enregistrement ni aucun de ceux qui le précèdent n&#39;a changé depuis.',
    );
    expect(page).toContain('<html lang="fr">');
    expect(page).not.toMatch(/Choisy|Amina|prestataire|Difficulté/u);
  });

  it('is one answer for an unknown number, a hash of another report, and any address that is none', async () => {
    const { hashes } = await opened();
    const [locked = '', other = ''] = hashes;
    const first = await get(`/verification/INC-2026-0009/${locked}`);
    expect(first.status).toBe(404);
    for (const path of [
      `INC-2026-0001/${other}`,
      `INC-2026-0002/${locked}`,
      `INC-2026-0001/${locked.toUpperCase()}`,
      `INC-2026-0001/${locked.slice(1)}`,
      `inc-2026-0001/${locked}`,
      'INC-2026-0001/%3Cscript%3E',
      `INC-2026-0001/${'0'.repeat(64)}`,
      `__proto__/${locked}`,
      `INC-2026-0001/%E0%A4%A`,
    ]) {
      const { status, page } = await get(`/verification/${path}`);
      expect({ path, status, page }).toEqual({ path, status: 404, page: first.page });
    }
    const title = '<h1>L&#39;empreinte ne concorde pas</h1>';
    for (const path of ['', '/INC-2026-0001', `/INC-2026-0001/${locked}/plus`])
      expect(await get(`/verification${path}`)).toMatchObject({
        status: 404,
        page: expect.stringContaining(title),
      });
  });

  it('carries the headers of every other page: no script, no frame, kept nowhere, found by no engine', async () => {
    const { hashes } = await opened();
    for (const path of [`INC-2026-0001/${hashes[0]}`, `INC-2026-0001/${hashes[1]}`]) {
      const { headers } = await get(`/verification/${path}`);
      const named = Object.fromEntries(headers);
      expect(named).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
      });
      expect(named['content-security-policy']).toContain("default-src 'none'");
      expect(named['content-security-policy']).not.toContain('script-src');
    }
  });

  it('changes nothing and needs no account: it is read as often as one likes', async () => {
    const { scene, hashes } = await opened();
    const before = (await scene.journal()).length;
    for (const method of ['GET', 'HEAD'])
      expect((await get(`/verification/INC-2026-0001/${hashes[0]}`, { method })).status).toBe(200);
    expect((await get(`/verification/INC-2026-0001/${hashes[0]}`, { method: 'POST' })).status).toBe(404);
    expect(await scene.journal()).toHaveLength(before);
  });
});
