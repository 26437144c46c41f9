import type { Request } from './bot.ts';
import type { Store } from './ports.ts';
import type { Wanted } from './wanted.ts';

/**
 * A click does what its link says, once: a browser that opens the page again on its own, days later, must not undo what
 * the person has said since. Whatever else a click opens is looked at, as by a machine.
 */
export async function clicked(store: Store, request: Request, wanted: Wanted): Promise<Request> {
  const { ask, key } = request;
  if (ask.kind !== 'click') return request;
  const acts = wanted.kind === 'do' && wanted.command.isOneClick && (await store.answerTo(key)) === undefined;
  if (acts) return { ...request, ask: { ...ask, kind: 'run' } };
  // Under the key of the click the first answer would be given again, whatever is true by now.
  return { ...request, key: `${key}:look`, ask: { ...ask, kind: 'look' } };
}
