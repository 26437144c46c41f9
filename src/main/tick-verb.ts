import type { Config } from '../config.ts';
import type { Log } from '../usecases/ports.ts';
import { serve } from './serve.ts';

/** `jalon tick`: one look at what is owed, sent, then the end: for an operator, or a machine that runs Jalon on demand. */
export async function tickVerb(config: Config, root: string, log: Log): Promise<number> {
  const running = await serve({ ...config, host: '127.0.0.1', port: 0 }, root, log);
  await running.beat();
  await running.stop();
  return 0;
}
