import { DeliveryError } from '../usecases/errors.ts';
import type { Verdict } from '../usecases/messages.ts';
import type { Account, Message, Messenger, Person, Settlement } from '../usecases/ports.ts';
import { routesTo } from '../usecases/routes.ts';
import { retryAfterMs } from './backoff.ts';
import type { DeliverParts } from './parts.ts';

type CardToSay = Extract<Verdict, { kind: 'say' }>['card'];

/** A channel that failed this often gives way to the person's next one. */
const PATIENCE_ATTEMPTS = 4;

/** Sends one card for messages of the same person that say it together; what became of them. */
export async function send(
  parts: DeliverParts,
  card: CardToSay,
  messages: readonly [Message, ...Message[]],
): Promise<Settlement> {
  const [first] = messages;
  const person = parts.world.people.byId(first.to)?.person;
  // An erased person keeps their id and nothing else (RGPD).
  if (person === undefined || person.name === '') return { kind: 'failed', error: 'person-erased' };
  const attempts = Math.max(...messages.map((m) => m.attempts));
  const faults: DeliveryError[] = [];
  for (const { account, messenger } of await routes(parts, person)) {
    try {
      const { platformId } = await messenger.send(account, card, first.key);
      const channel = messenger.platform;
      const { correlationId, topic } = first;
      parts.log.info('sent', { correlationId, topic, channel, messages: messages.length });
      return { kind: 'sent', at: parts.now().toString(), channel, platformId };
    } catch (error) {
      const fault = deliveryError(error);
      faults.push(fault);
      parts.log.warn('send-failed', {
        correlationId: first.correlationId,
        channel: messenger.platform,
        retryable: fault.retryable,
        fault: fault.message,
      });
      if (fault.retryable && attempts < PATIENCE_ATTEMPTS) break;
    }
  }
  const retryAt = parts.now().add({ milliseconds: retryAfterMs(attempts, faults, parts.random()) });
  return {
    kind: 'retry',
    notBeforeAt: retryAt.toString(),
    error: faults.at(-1)?.message ?? 'no-channel',
    countAttempt: faults.length > 0,
  };
}

function deliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  return new DeliveryError('unexpected fault', { retryable: true, cause: error });
}

interface Route {
  readonly account: Account;
  readonly messenger: Messenger;
}

/** The person's known addresses; for somebody who has not written yet, each chat is asked for their e-mail. */
async function routes(parts: DeliverParts, person: Person): Promise<readonly Route[]> {
  const byPlatform = new Map(parts.messengers.map((messenger) => [messenger.platform, messenger]));
  const known = routesTo(person, new Set(byPlatform.keys()));
  const chats = known.filter((account) => account.platform !== 'mail');
  const found = chats.length > 0 || person.email === null ? [] : await search(parts, person.email);
  return [...found, ...known].flatMap((account) => {
    const messenger = byPlatform.get(account.platform);
    return messenger === undefined ? [] : [{ account, messenger }];
  });
}

/** A platform whose search is at fault has nobody to give: the person's other channels stand. */
async function search(parts: DeliverParts, email: string): Promise<readonly Account[]> {
  const found = await Promise.allSettled(parts.messengers.map((messenger) => messenger.findByEmail(email)));
  return found.flatMap((one) => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []));
}
