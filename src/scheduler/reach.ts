import type { Core } from '../usecases/core.ts';
import { receiptLate } from '../usecases/incident/receipt-late.ts';
import type { Messenger } from '../usecases/messenger.ts';
import type { Account, Append, Message, Person } from '../usecases/ports.ts';
import { accountLost, neverReached, type WritingContext } from '../usecases/reachability.ts';
import { clockContext } from '../usecases/reminders.ts';
import { isLost, routesTo } from '../usecases/routes.ts';
import { inTime } from './in-time.ts';
import type { DeliverParts, SendParts } from './parts.ts';

/** One way to a person. */
export interface Route {
  readonly account: Account;
  readonly messenger: Messenger;
}

/** Others may write at the same moment; whoever loses asks again from what they wrote. */
const ATTEMPTS = 10;

/**
 * The person's known addresses; for somebody who has not written yet, each chat is asked for their e-mail, for
 * `searchMs` at most.
 */
export async function routes(parts: SendParts, person: Person, searchMs: number): Promise<readonly Route[]> {
  const byPlatform = new Map(parts.messengers.map((messenger) => [messenger.platform, messenger]));
  const known = routesTo(person, new Set(byPlatform.keys()));
  const chats = known.filter((account) => account.platform !== 'mail');
  const wantsChat = person.preferences.channel !== 'mail' || known.length === 0;
  const isSearched = chats.length === 0 && wantsChat;
  const found = isSearched && person.email !== null ? await search(parts, person.email, searchMs) : [];
  const fresh = found.filter(({ platform, id }) => !isLost(person.accounts, platform, id));
  return [...fresh, ...known].flatMap((account) => {
    const messenger = byPlatform.get(account.platform);
    return messenger === undefined ? [] : [{ account, messenger }];
  });
}

/** A platform whose search is at fault, or hangs, has nobody to give: the person's other channels stand. */
async function search(
  { messengers, timer }: SendParts,
  email: string,
  ms: number,
): Promise<readonly Account[]> {
  const found = await Promise.allSettled(
    messengers.map((messenger) => inTime(timer, ms, messenger.findByEmail(email))),
  );
  return found.flatMap((one) =>
    one.status === 'fulfilled' && one.value.kind === 'done' && one.value.value !== null
      ? [one.value.value]
      : [],
  );
}

/** A platform said that nobody is reached there any more: recorded, and told to the coordination. */
export async function reportLoss(
  parts: DeliverParts,
  { to, topic, correlationId }: Message,
  account: Account,
  hasOther: boolean,
): Promise<void> {
  const loss = { personId: to, account, why: 'refused', hasOther };
  if (!(await record(parts, (context) => accountLost(context, loss, correlationId)))) return;
  parts.log.warn('account-lost', { correlationId, topic, channel: account.platform, hasOther });
}

/** Nobody knows how to write to this person: told to the coordination, once. */
export async function reportNeverReached(parts: DeliverParts, { to, correlationId }: Message): Promise<void> {
  await record(parts, (context) => neverReached(context, to, correlationId));
}

/** The mail with the receipt of a report failed: whoever wrote it is told, once, that the report stands (art. 3). */
export async function reportLateReceipt(parts: DeliverParts, receipt: Message): Promise<void> {
  if (receipt.attempts === 0) await record(parts, (context) => receiptLate(context, receipt));
}

/** False when there is nothing to record, or when others wrote first each time: the next attempt to send reports it. */
export async function record(
  parts: Core,
  decide: (context: WritingContext) => Append | null,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await parts.world.catchUp();
    const context = clockContext(parts, parts.now());
    const append = decide({ ...context, world: parts.world });
    if (append === null) return false;
    if ((await parts.store.append(append)).kind !== 'recorded') continue;
    await parts.world.catchUp();
    return true;
  }
  return false;
}
