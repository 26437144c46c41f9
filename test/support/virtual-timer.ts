import type { Timer } from '../../src/scheduler/timer.ts';

/** A timer whose time passes at once: whenever everything waits, it goes to the next alarm. */
export interface VirtualTimer extends Timer {
  /** Resolves that many virtual milliseconds later. */
  sleep(ms: number): Promise<void>;
}

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/** A timer that stands at zero. */
export function virtualTimer(): VirtualTimer {
  const alarms = new Set<Alarm>();
  let now = 0;
  let isStepping = false;

  const step = (): void => {
    isStepping = false;
    const [next] = [...alarms].sort((a, b) => a.at - b.at);
    if (next === undefined) return;
    alarms.delete(next);
    now = Math.max(now, next.at);
    next.run();
    keepStepping();
  };
  /** What promises have to do is done before the next step. */
  const keepStepping = (): void => {
    if (isStepping || alarms.size === 0) return;
    isStepping = true;
    setImmediate(step);
  };
  const after: Timer['after'] = (ms, run) => {
    const alarm = { at: now + ms, run };
    alarms.add(alarm);
    keepStepping();
    return () => alarms.delete(alarm);
  };
  return {
    now: () => now,
    after,
    sleep: (ms) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      after(ms, resolve);
      return promise;
    },
  };
}
