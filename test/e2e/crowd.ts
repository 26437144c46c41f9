import { join as joinPath } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Known } from '../contract/drivers/shown.ts';
import type { Running } from '../support/process.ts';
import type { Site } from './site.ts';

/** Communes of the register that no convention names, in an order that never changes. */
export const COMMUNES = [
  'Nanterre',
  'Montreuil',
  'Sceaux',
  'Gennevilliers',
  'Vanves',
  'Clamart',
  'Bagneux',
  'Antony',
  'Meudon',
  'Drancy',
  'Pantin',
  'Bobigny',
  'Aubervilliers',
  'Stains',
  'Cachan',
  'Arcueil',
  'Gentilly',
  'Thiais',
  'Orly',
  'Rungis',
] as const;

/** Another coordinator of MGP, known to one platform. */
export function coordinator(platform: 'slack' | 'teams', name: string): Known {
  const id = `${platform === 'slack' ? 'US' : 'UT'}${name.toUpperCase()}`;
  return { id, name: `${name} ${platform}`, email: `${name}.${platform}@metropole.example` };
}

/** Makes people known to one platform's stand-in, and to it alone. */
export function join(site: Site, platform: 'slack' | 'teams', people: readonly Known[]): void {
  for (const { id, name, email } of people) {
    if (platform === 'slack') site.slack.people.set(id, { name, email });
    else site.teams.roster.set(id, { id, aadObjectId: `aad-${id}`, name, email, tenantId: site.tenantId });
  }
}

/** Acts of a coordinator that record something and tell nobody: what is due is looked at after each. */
export function wakerOf(say: (text: string) => Promise<{ readonly text: string }>): () => Promise<void> {
  const left = [...COMMUNES];
  return async () => {
    const { text } = await say(`commune ajouter "${left.shift()}"`);
    if (!text.includes('participe désormais')) throw new RangeError(text);
  };
}

/** The lines of the log of one event. */
export function logged(running: Running, event: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = running.stderr().split('\n');
  return lines.filter((line) => line.endsWith(`"msg":"${event}"}`)).map((line) => JSON.parse(line));
}

/** One figure of `/metrics`; null when it is absent. */
export async function figure(running: Running, name: string): Promise<number | null> {
  const text = await (await fetch(`${running.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
}

interface Ready {
  readonly ok: boolean;
  readonly store: boolean;
  readonly clock: boolean;
  readonly lastBeatAt: string | null;
  readonly silentSeconds: number | null;
  readonly backlog: { readonly waiting: number; readonly failed: number } | null;
}

export async function ready(running: Running): Promise<Ready & { readonly status: number }> {
  const response = await fetch(`${running.url}/readyz`);
  const found = (await response.json()) as Ready;
  return { ...found, status: response.status };
}

/** The messages of a site on SQLite, read from its file as they are at this moment. */
export function messagesAt({ folder }: Site): readonly { readonly key: string; readonly state: string }[] {
  const database = new DatabaseSync(joinPath(folder, 'data', 'jalon.sqlite'), {
    readOnly: true,
    timeout: 5000,
  });
  const rows = database.prepare('SELECT key, state FROM messages ORDER BY seq').all();
  database.close();
  return rows.map(({ key, state }) => ({ key: String(key), state: String(state) }));
}
