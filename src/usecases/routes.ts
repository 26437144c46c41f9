import type { Account, Person, PlatformName } from './ports.ts';

/**
 * The addresses at which a person can be written to, best first: the channel they chose, then the chat they used last,
 * then the other chats, then their e-mail. Only platforms that are set up count, and no address that is lost.
 */
export function routesTo(person: Person, platforms: ReadonlySet<PlatformName>): readonly Account[] {
  const chats = person.accounts
    .filter((a) => a.platform !== 'mail' && a.lostAt === null && platforms.has(a.platform))
    .sort((a, b) => Temporal.Instant.compare(b.seenAt, a.seenAt));
  const mail = platforms.has('mail') ? mailAccounts(person) : [];
  const all = [...chats, ...mail];
  const { channel } = person.preferences;
  return [...all.filter((a) => a.platform === channel), ...all.filter((a) => a.platform !== channel)];
}

/**
 * The person's e-mail, unless their mail server said that nobody is reached there: as it is stored once it was lost and
 * found again, so that it can be lost again.
 */
function mailAccounts({ email, accounts }: Person): readonly Account[] {
  if (email === null) return [];
  const stored = accounts.find((a) => a.platform === 'mail' && a.id === email);
  if (stored !== undefined) return stored.lostAt === null ? [stored] : [];
  const seenAt = '1970-01-01T00:00:00Z';
  return [{ platform: 'mail', id: email, email, reference: {}, seenAt, lostAt: null }];
}

/** Whether an address is known as one at which nobody is reached any more. */
export function isLost(accounts: readonly Account[], platform: PlatformName, id: string): boolean {
  return accounts.some((a) => a.platform === platform && a.id === id && a.lostAt !== null);
}
