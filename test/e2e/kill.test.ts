import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { verifyChain } from '../../src/store/hash.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

const loop = join(import.meta.dirname, '..', 'fixtures', 'append-loop.ts');
const children = new Set<ChildProcess>();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-kill-'));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Two writers start at once on one file; both are killed when `acknowledgements` of their entries were said stored. */
async function writeUntilKilled(
  path: string,
  acknowledgements: number,
): Promise<ReadonlyMap<number, string>> {
  const acknowledged = new Map<number, string>();
  const running = ['writer-1', 'writer-2'].map((writer) => {
    const child = spawn(process.execPath, [loop, path, writer], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.add(child);
    return { writer, child, lines: createInterface({ input: child.stdout }) };
  });
  await Promise.all(
    running.map(async ({ writer, child, lines }) => {
      const exit = once(child, 'exit');
      for await (const line of lines) {
        acknowledged.set(Number(line), writer);
        if (acknowledged.size >= acknowledgements) for (const each of running) each.child.kill('SIGKILL');
      }
      expect(await exit).toEqual([null, 'SIGKILL']);
      children.delete(child);
    }),
  );
  return acknowledged;
}

it('loses no acknowledged entry when its processes are killed (kill -9) while they write', async () => {
  const path = join(folder, 'jalon.sqlite');
  const acknowledged = new Map<number, string>();
  for (const acknowledgements of [1, 23, 7, 61, 40]) {
    for (const [version, writer] of await writeUntilKilled(path, acknowledgements)) {
      expect(acknowledged.has(version)).toBe(false);
      acknowledged.set(version, writer);
    }
    const store = openSqlite(path);
    const entries = await store.read('track:a', 0);
    const { streams } = await store.heads();
    expect(await verifyChain(store.journal(), streams)).toEqual({ entries: entries.length, faults: [] });
    for (const [version, writer] of acknowledged) {
      expect(entries[version - 1]).toMatchObject({ version, data: { writer } });
      expect(await store.message(`m:${version}`)).toMatchObject({ to: writer });
    }
    await store.close();
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(132);
}, 30_000);
