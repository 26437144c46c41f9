/** Time as it passes: a clock that nobody sets, and alarms on it. */
export interface Timer {
  /** Milliseconds since some fixed moment; never goes back, whatever happens to the machine's hour. */
  now(): number;
  /** Runs something after that many milliseconds, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's own. */
export const systemTimer: Timer = {
  now: () => performance.now(),
  after: (ms, run) => {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};
