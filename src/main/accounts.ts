import { record } from '../scheduler/reach.ts';
import { accountLeft, accountSeen } from '../usecases/accounts.ts';
import type { Core } from '../usecases/core.ts';
import type { JsonObject, PlatformName } from '../usecases/ports.ts';

/** What a platform tells of its accounts, kept in the records; of an account that nobody holds, nothing is. */
export interface Accounts {
  seen(accountId: string, reference: JsonObject): Promise<void>;
  left(accountId: string): Promise<void>;
}

/** Everything throws `StoreError` when the records cannot be reached. `platforms` are all those that are set up. */
export function accountsOn(
  platform: PlatformName,
  core: Core,
  platforms: ReadonlySet<PlatformName>,
): Accounts {
  const newsOf = (accountId: string) => ({ platform, accountId, correlationId: core.newId() });
  return {
    async seen(accountId, reference) {
      const news = newsOf(accountId);
      await record(core, (context) => accountSeen(context, news, reference));
    },
    async left(accountId) {
      const news = newsOf(accountId);
      await record(core, (context) => accountLeft(context, news, platforms));
    },
  };
}
