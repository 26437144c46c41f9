import type { Append } from '../../../src/usecases/ports.ts';
import { undelivered } from '../../../src/usecases/undelivered.ts';

/** An append of the clock's that changes nothing yet. */
export function emptyAppend(recordedAt: string): Append {
  return undelivered({ recordedAt, actor: 'system', correlationId: 'bench' });
}
