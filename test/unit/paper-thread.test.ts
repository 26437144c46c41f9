import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { notice, text } from '../../cards/blocks.ts';
import type { Paper } from '../../cards/paper.ts';
import { createThreadedPaperWriter, PaperError } from '../../src/pdf/threaded.ts';
import { createPaperWriter } from '../../src/pdf/writer.ts';

const PARAGRAPH = 'La plateforme renvoie une erreur à chaque recherche, et nous attendons une suite. ';

/** As many pages as the reports of a year. */
function paperOf(pages: number, title = 'Signalements'): Paper {
  const page = [notice('info', 'Un signalement'), text(PARAGRAPH.repeat(8)), { kind: 'page-break' } as const];
  return {
    title,
    subtitle: 'Toutes les collectivités',
    footer: 'Jalon',
    codesNote: 'Par leur code.',
    madeAt: '2026-03-12T09:42:00Z',
    blocks: Array.from({ length: pages }, () => page).flat(),
  };
}

/** The longest time, in milliseconds, for which nothing else could be done while that went on. */
async function longestHoldUp(work: () => Promise<unknown>): Promise<number> {
  let [longest, last] = [0, performance.now()];
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const beats = setInterval(beat, 5);
  try {
    await work();
    beat();
    return longest;
  } finally {
    clearInterval(beats);
  }
}

const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 8)).toString('latin1');

describe('a document is drawn beside the work', () => {
  it('two hundred pages do not hold answers up, as they would where answers are made', async () => {
    const threaded = createThreadedPaperWriter();
    const paper = paperOf(200);
    const drawn: Uint8Array[] = [];
    const besides: number[] = [];
    // A busy machine holds up whatever it likes: the quietest of several rounds is what drawing costs.
    for (let round = 0; round < 3; round += 1)
      besides.push(
        await longestHoldUp(async () => {
          drawn.push(await threaded.pdf(paper));
        }),
      );
    const here = await longestHoldUp(() => createPaperWriter().pdf(paper));
    expect(drawn.map(head)).toEqual(['%PDF-1.7', '%PDF-1.7', '%PDF-1.7']);
    expect(Math.min(...besides)).toBeLessThan(here / 2);
  }, 60_000);

  it('is the same bytes as drawn here, each of several asked for at once', async () => {
    const threaded = createThreadedPaperWriter();
    const papers = ['Un', 'Deux', 'Trois'].map((title) => paperOf(1, title));
    const [here, beside] = await Promise.all([
      Promise.all(papers.map((paper) => createPaperWriter().pdf(paper))),
      Promise.all(papers.map((paper) => threaded.pdf(paper))),
    ]);
    expect(
      beside.map((bytes) => Buffer.from(bytes).equals(Buffer.from(here[beside.indexOf(bytes)] ?? []))),
    ).toEqual([true, true, true]);
  });

  it('that takes too long is given up, and the next one is drawn', async () => {
    const threaded = createThreadedPaperWriter({ withinMs: 3_000 });
    const [endless, next] = await Promise.allSettled([
      threaded.pdf(paperOf(3_000)),
      threaded.pdf(paperOf(1)),
    ]);
    expect(endless).toMatchObject({ status: 'rejected', reason: expect.any(PaperError) });
    expect(next.status).toBe('fulfilled');
  }, 30_000);

  it('that cannot be drawn fails without its words, and the next one is drawn', async () => {
    const threaded = createThreadedPaperWriter();
    const broken = {
      ...paperOf(1),
      blocks: [{ kind: 'drawing', svg: 'secret', width: 1, height: 1 }],
    } as const;
    const fault = await threaded.pdf(broken).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(PaperError);
    expect(String(fault)).not.toContain('secret');
    expect(head(await threaded.pdf(paperOf(1)))).toBe('%PDF-1.7');
  });

  it('after a while without work its thread ends, and begins anew with the next one', async () => {
    const threads: Worker[] = [];
    const note = (message: unknown) => void threads.push((message as { readonly worker: Worker }).worker);
    subscribe('worker_threads', note);
    try {
      const threaded = createThreadedPaperWriter({ idleMs: 1 });
      const first = await threaded.pdf(paperOf(1));
      await Promise.all(threads.map((thread) => once(thread, 'exit')));
      expect(Buffer.from(await threaded.pdf(paperOf(1))).equals(Buffer.from(first))).toBe(true);
      expect(threads).toHaveLength(2);
    } finally {
      unsubscribe('worker_threads', note);
    }
  });
});
