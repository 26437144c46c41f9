import { Refusal } from '../domain/kernel/refusal.ts';

/** A web address that somebody typed, as it is written out in full. Refused: one that is not http(s), or carries a password. */
export function readWebAddress(typed: string, field: string): string | Refusal {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  const isSafe =
    url !== null && /^https?:$/u.test(url.protocol) && url.username === '' && url.password === '';
  return isSafe ? url.href : new Refusal({ code: 'not-a-link', typed }, field);
}
