import type { Account, Person, PlatformName } from './ports.ts';

/**
 * The addresses at which a person can be written to, best first: the chat they used last, then the other chats, then
 * their e-mail. Only platforms that are set up count.
 */
export function routesTo(person: Person, platforms: ReadonlySet<PlatformName>): readonly Account[] {
  const chats = person.accounts
    .filter((account) => account.platform !== 'mail' && platforms.has(account.platform))
    .sort((a, b) => Temporal.Instant.compare(b.seenAt, a.seenAt));
  return person.email !== null && platforms.has('mail') ? [...chats, mailAccount(person.email)] : chats;
}

function mailAccount(email: string): Account {
  return { platform: 'mail', id: email, email, reference: {}, seenAt: '1970-01-01T00:00:00Z' };
}
