import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** What V8 has taken for its youngest objects once it may fill 8 MiB with them before it collects. */
const GROWN_BYTES = 8 * 1024 * 1024;

/**
 * Gives V8's youngest objects back the room that the launcher keeps from them while the SDKs load, up to a bound: with
 * the 1 MiB of the start, each fifth command is held up by a collection, then each fortieth. It grows with the work that
 * is done, so that an idle bot stays small. What is returned ends that, to be called before the process ends: what was
 * compiled is kept for the flags of the next start.
 */
export function letYoungGenerationGrow(): () => void {
  growBy(2);
  const observer = new PerformanceObserver(() => {
    if (youngBytes() >= GROWN_BYTES) end();
  });
  observer.observe({ type: 'gc' });
  const end = (): void => {
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
