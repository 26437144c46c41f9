import { expect } from '@jest/globals';
import type { Talk } from '../contract/drivers/shown.ts';
import type { Site } from './site.ts';

/** What `export --json` prints. */
export interface Exported {
  readonly events: readonly {
    readonly stream: string;
    readonly version: number;
    readonly type: string;
    readonly data: unknown;
  }[];
  readonly messages: readonly {
    readonly key: string;
    readonly state: string;
    readonly channel: string | null;
    readonly attempts: number;
    readonly platformId: string | null;
  }[];
}

/** Art. 4: Amina asks, Camille confirms with a button, Amina is told. */
export async function register(amina: Talk, camille: Talk): Promise<void> {
  await camille.say('aide');
  await amina.say('inscription Choisy-le-Roi');
  await amina.submit({ telephone: '01 48 00 00 00' });
  const confirmed = await camille.press('Confirmer', await camille.received("demande d'accès"));
  expect(confirmed.text).toContain('(n° REF-2026-0001)');
  const welcome = await amina.received('Vous êtes référent(e) projet de Choisy-le-Roi');
  expect(welcome.text).toContain('État des lieux et audit préalables, fin : samedi 28/02/2026');
}

/** Art. 5: Amina reads the reminder, declares a delay after seeing its consequence, Camille confirms it. */
export async function declareDelay(amina: Talk, camille: Talk): Promise<void> {
  const reminder = await amina.received('Dans 30 jours');
  expect(reminder.text).toContain('fin prévue samedi 28/02/2026 (dernier jour ouvré : vendredi 27/02/2026)');
  expect((await amina.press("C'est noté", reminder)).text).toContain(
    'Prochain rappel : vendredi 13/02/2026.',
  );
  await amina.say('etape retard');
  const preview = await amina.submit({ etape: 'setup', date: '2026-07-15', cause: 'Livraison tardive' });
  expect(preview.text).toContain('182');
  expect(preview.text).toContain('137');
  await amina.press('Transmettre', preview);
  await camille.press('Confirmer', await camille.received('retard signalé'));
  await amina.received('calendrier mis à jour');
  expect((await amina.say('calendrier')).text).toContain('137 jours au lieu de 184');
}

/** Everything that is recorded at a site. */
export async function exportOf(site: Site, env: Readonly<Record<string, string>>): Promise<Exported> {
  const { code, stdout } = await site.run(['export', '--json'], env);
  expect(code).toBe(0);
  return JSON.parse(stdout);
}
