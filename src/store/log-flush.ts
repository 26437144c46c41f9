import { close, closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';

/** Brings all that was written to a file to the disk; fails when the disk did not take it. */
export type Flush = (file: number) => Promise<void>;

const flushFile: Flush = (file) =>
  new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
  });

/**
 * The flushing of one log, beside the work: one flush at a time, for everybody who waits (ADR 0010). What is written
 * while one runs waits for the next. A failure is final: an operating system tells of what a disk did not take once, and
 * a later flush would succeed without it.
 */
export class LogFlush {
  readonly #file: number;
  readonly #flush: Flush;
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** Opens the file; what it already holds is brought to the disk at once. */
  constructor(path: string, flush: Flush = flushFile) {
    this.#file = openSync(path, 'r+');
    this.#flush = flush;
    try {
      fdatasyncSync(this.#file);
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Resolves once a flush that began after this call has ended well. */
  request(): Promise<void> {
    if (this.#next === null) {
      this.#next = this.#last.then(endOfTurn).then(() => {
        this.#next = null;
        return this.#flush(this.#file);
      });
      this.#last = this.#next;
    }
    return this.#next;
  }

  /** Resolves once all that was requested so far has ended well. */
  requested(): Promise<void> {
    return this.#last;
  }

  /** Closes the file once nothing is under way, however that ended. */
  close(): void {
    const end = () => close(this.#file);
    this.#last.then(end, end);
  }
}

/** What is written in one turn of the event loop shares one flush. */
function endOfTurn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
