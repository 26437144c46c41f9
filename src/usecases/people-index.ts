import type { Account, Person, PersonRow } from './ports.ts';

/** Everybody known, findable by id, e-mail and account. */
export interface People {
  byId(id: string): PersonRow | undefined;
  byEmail(email: string): PersonRow | undefined;
  byAccount(platform: Account['platform'], accountId: string): PersonRow | undefined;
  all(): Iterable<PersonRow>;
}

/** The same, brought up to date row by row. */
export class PeopleIndex implements People {
  readonly #rows = new Map<string, PersonRow>();
  readonly #emails = new Map<string, string>();
  readonly #accounts = new Map<string, string>();

  byId(id: string): PersonRow | undefined {
    return this.#rows.get(id);
  }

  byEmail(email: string): PersonRow | undefined {
    return this.#at(this.#emails.get(email.toLowerCase()));
  }

  byAccount(platform: Account['platform'], accountId: string): PersonRow | undefined {
    return this.#at(this.#accounts.get(`${platform} ${accountId}`));
  }

  all(): Iterable<PersonRow> {
    return this.#rows.values();
  }

  /** Takes a row as it now is; what the person no longer has is no longer found. */
  put(row: PersonRow): void {
    const before = this.#rows.get(row.person.id)?.person;
    if (before != null) this.#forget(before);
    this.#rows.set(row.person.id, row);
    if (row.person.email !== null) this.#emails.set(row.person.email, row.person.id);
    for (const account of row.person.accounts) this.#accounts.set(keyOf(account), row.person.id);
  }

  /** What somebody else holds by now stays theirs. */
  #forget({ id, email, accounts }: Person): void {
    if (email !== null && this.#emails.get(email) === id) this.#emails.delete(email);
    for (const key of accounts.map(keyOf)) if (this.#accounts.get(key) === id) this.#accounts.delete(key);
  }

  #at(id: string | undefined): PersonRow | undefined {
    return id === undefined ? undefined : this.#rows.get(id);
  }
}

function keyOf(account: Account): string {
  return `${account.platform} ${account.id}`;
}
