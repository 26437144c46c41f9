import { type Config, isTrial } from '../config.ts';
import { ConfigError } from '../usecases/errors.ts';
import type { Log } from '../usecases/log.ts';
import { serve } from './serve.ts';

/**
 * `jalon tick`: one look at what is owed, sent, then the end: for an operator, or a machine that runs Jalon on demand.
 * Refused without a platform: the trial has nobody to write to once it has ended.
 */
export async function tickVerb(config: Config, root: string, log: Log): Promise<number> {
  if (isTrial(config))
    throw new ConfigError('Rien ne peut être envoyé', { faults: ['ni Slack ni Teams ne sont configurés'] });
  if (config.mail !== null && config.publicUrl === null)
    throw new ConfigError('Rien ne peut être envoyé', {
      faults: ["PUBLIC_URL manque : les liens des courriels mèneraient à un processus qui s'arrête"],
    });
  const running = await serve({ ...config, host: '127.0.0.1', port: 0 }, root, log);
  await running.beat();
  await running.stop();
  return 0;
}
