import type { CalendarPerson } from '../domain/committee/calendar-entry.ts';

/** Whom a calendar answers, from the sender of mails: `Jalon <jalon@metropole.example>`, or the address alone. */
export function organizerOf(from: string): CalendarPerson {
  const [, name = '', address] = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$/u.exec(from) ?? [];
  const email = address ?? from.trim();
  return { name: name === '' ? email : name, email };
}
