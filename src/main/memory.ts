import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The first requests are answered by then. */
const STARTED_AFTER_MS = 3000;
/** What V8 has taken for its youngest objects once it may fill 8 MiB with them before it collects. */
const GROWN_BYTES = 8 * 1024 * 1024;

/**
 * Gives back to the system what a start leaves behind: sources that are read, code that ran once, half-filled pages. V8
 * would do so after hours, or never: a bot waits more than it works. It takes a tenth of a second or two, and so
 * belongs before the first request.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  // Part of what compiled code is kept under: left on, the next start would find none for what is loaded later.
  setFlagsFromString('--no-expose-gc');
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Gives V8's youngest objects back the room that the launcher keeps from them while the SDKs load, up to a bound: with
 * the 1 MiB of the start, each fifth command is held up by a collection, then each fortieth. It grows with the work that
 * is done, so that an idle bot stays small. What is returned ends that, to be called before the process ends: what was
 * compiled is kept for the flags of the next start.
 */
export function letYoungGenerationGrow(): () => void {
  const observer = new PerformanceObserver(() => {
    if (youngBytes() >= GROWN_BYTES) end();
  });
  const begin = setTimeout(() => {
    growBy(2);
    observer.observe({ type: 'gc' });
  }, STARTED_AFTER_MS);
  begin.unref();
  const end = (): void => {
    clearTimeout(begin);
    observer.disconnect();
    growBy(1);
  };
  return end;
}

function growBy(factor: number): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

function youngBytes(): number {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  return young?.space_size ?? GROWN_BYTES;
}
