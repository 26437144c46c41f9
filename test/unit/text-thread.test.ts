import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { strToU8 } from 'fflate';
import { createThreadedTextReader } from '../../src/text/threaded.ts';
import { fileOf } from '../support/given-files.ts';
import { docxOf, MENTION, openOf, paragraph, pdfOf, rawPdf, run } from '../support/text-files.ts';

const docx = (text: string) => docxOf(paragraph(run(text)));
const readAs = (text: string) => ({ kind: 'text', text });
const unread = (why: string) => ({ kind: 'unread', why });

const MIB = 2 ** 20;

/** A PDF of one page that draws nothing, for so many MiB of orders. */
const drawing = (mib: number) => rawPdf(Buffer.alloc(mib * MIB, 'q Q\n'), '', 2);

/** Threads that begin while that goes on. */
async function threadsOf(work: (threads: readonly Worker[]) => Promise<void>): Promise<readonly Worker[]> {
  const threads: Worker[] = [];
  const note = (message: unknown) => void threads.push((message as { readonly worker: Worker }).worker);
  subscribe('worker_threads', note);
  try {
    await work(threads);
    return threads;
  } finally {
    unsubscribe('worker_threads', note);
  }
}

/** The longest time, in milliseconds, for which nothing else could be done while that went on. */
async function longestHoldUp(work: () => Promise<unknown>): Promise<number> {
  let [longest, last] = [0, performance.now()];
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const beats = setInterval(beat, 2);
  try {
    await work();
    beat();
    return longest;
  } finally {
    clearInterval(beats);
  }
}

describe('a file is read beside the work', () => {
  it('each kind is, several asked for at once by one thread', async () => {
    const reader = createThreadedTextReader();
    const threads = await threadsOf(async () => {
      expect(
        await Promise.all([
          reader.read('docx', docx(MENTION)),
          reader.read('pdf', await pdfOf([{ text: MENTION }])),
          reader.read('odt', openOf('odt', `<text:p>${MENTION}</text:p>`)),
          reader.read('pptx', fileOf('pptx')),
          reader.read('docx', strToU8('rien')),
        ]),
      ).toEqual([readAs(MENTION), readAs(MENTION), readAs(MENTION), unread('no-text'), unread('broken')]);
    });
    expect(threads).toHaveLength(1);
  });

  it('texts, and kinds that are not read, need no thread', async () => {
    const reader = createThreadedTextReader();
    const threads = await threadsOf(async () => {
      expect(await reader.read('txt', strToU8('Été'))).toEqual(readAs('Été'));
      expect(await reader.read('csv', Uint8Array.of(0xc9, 0x74, 0xe9))).toEqual(readAs('Été'));
      expect(await reader.read('txt', strToU8('1, 2'))).toEqual(unread('no-text'));
      expect(await reader.read('xlsx', fileOf('xlsx'))).toEqual(unread('not-read'));
      expect(await reader.read('png', fileOf('png'))).toEqual(unread('not-read'));
    });
    expect(threads).toHaveLength(0);
  });

  it('the bytes stay the caller’s, whatever they are a part of', async () => {
    const bytes = docx(MENTION);
    const among = Buffer.concat([Buffer.alloc(7), bytes, Buffer.alloc(9)]).subarray(7, 7 + bytes.length);
    expect(await createThreadedTextReader().read('docx', among)).toEqual(readAs(MENTION));
    expect(Buffer.from(bytes).equals(among)).toBe(true);
  });

  it('a big PDF holds no answer up', async () => {
    const reader = createThreadedTextReader();
    const pages = Array.from(
      { length: 150 },
      () => ({ text: '1 234 567,89 + 0,5 = '.repeat(20), pageBreak: 'after' }) as const,
    );
    const bytes = await pdfOf(pages);
    const held: number[] = [];
    const lasted: number[] = [];
    // A busy machine holds up whatever it likes: the quietest of several rounds is what reading costs.
    for (let round = 0; round < 3; round += 1) {
      const began = performance.now();
      held.push(
        await longestHoldUp(async () => {
          expect(await reader.read('pdf', bytes)).toEqual(unread('no-text'));
        }),
      );
      lasted.push(performance.now() - began);
    }
    expect(Math.min(...lasted)).toBeGreaterThan(50);
    expect(Math.min(...held)).toBeLessThan(50);
  }, 60_000);
});

describe('a file has its time and its memory', () => {
  it('over its time it is too much, and the next one is read', async () => {
    // Enough for a cold thread on a busy machine.
    const reader = createThreadedTextReader({ withinMs: 1_500 });
    const endless = drawing(64);
    expect(await Promise.all([reader.read('pdf', endless), reader.read('docx', docx(MENTION))])).toEqual([
      unread('too-much'),
      readAs(MENTION),
    ]);
  }, 60_000);

  it('what inflates without end is too much, and the next one is read', async () => {
    const reader = createThreadedTextReader({ withinMs: 60_000 });
    const bomb = drawing(1_024);
    expect(bomb.length).toBeLessThan(10_000);
    const before = process.memoryUsage().rss;
    let most = before;
    const look = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 10);
    const began = performance.now();
    expect(await reader.read('pdf', bomb)).toEqual(unread('too-much'));
    clearInterval(look);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(most - before).toBeLessThan(700 * MIB);
    expect(await reader.read('docx', docx(MENTION))).toEqual(readAs(MENTION));
  }, 60_000);

  it('a thread that falls takes one file with it', async () => {
    const reader = createThreadedTextReader();
    const bytes = drawing(64);
    const threads = await threadsOf(async (begun) => {
      const read = reader.read('pdf', bytes);
      while (begun.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await begun[0]?.terminate();
      expect(await read).toEqual(unread('too-much'));
      expect(await reader.read('docx', docx(MENTION))).toEqual(readAs(MENTION));
    });
    expect(threads).toHaveLength(2);
  }, 60_000);

  it('after a while without work its thread ends, and begins anew with the next one', async () => {
    const reader = createThreadedTextReader({ idleMs: 1 });
    const threads = await threadsOf(async (begun) => {
      expect(await reader.read('docx', docx('Un'))).toEqual(readAs('Un'));
      await Promise.all(begun.map((thread) => once(thread, 'exit')));
      expect(await reader.read('docx', docx('Deux'))).toEqual(readAs('Deux'));
    });
    expect(threads).toHaveLength(2);
  });
});
