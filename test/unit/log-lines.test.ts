import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';

const log = new URL('../../src/main/log.ts', import.meta.url).href;

/** A process that logs. */
function start(script: string): ChildProcessByStdio<null, null, Readable> {
  const whole = `import { createLog } from ${JSON.stringify(log)}; const log = createLog(); ${script}`;
  return spawn(process.execPath, ['--no-warnings', '--input-type=module', '--eval', whole], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
}

function eventsOf(lines: string): readonly unknown[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line).msg);
}

describe('lines of the log', () => {
  it('that are gathered are written when the process ends', async () => {
    const { stderr } = start(`log.info('first', {}); log.info('second', {}); process.exit(0);`);
    expect(eventsOf(await text(stderr))).toEqual(['first', 'second']);
  });

  it('all leave, in their order, however many they are', async () => {
    const { stderr } = start(`for (let n = 0; n < 2000; n += 1) log.info('n' + n, {});
      await new Promise((resolve) => setImmediate(resolve));
      log.info('last', {});`);
    const expected = Array.from({ length: 2000 }, (_, n) => `n${n}`);
    expect(eventsOf(await text(stderr))).toEqual([...expected, 'last']);
  });

  it('of a warning leave at once with those before it, even if the process is held up', async () => {
    const child = start(`log.info('before', {}); log.warn('held-up', {});
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`);
    let said = '';
    for await (const chunk of child.stderr) {
      said += String(chunk);
      if (said.includes('held-up')) break;
    }
    child.kill('SIGKILL');
    expect(eventsOf(said)).toEqual(['before', 'held-up']);
  }, 30_000);
});
