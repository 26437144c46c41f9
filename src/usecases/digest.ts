import { hash } from 'node:crypto';

/** SHA-256 (hex) of a text: computed from its argument alone, like everything here. */
export function digestOf(text: string): string {
  return hash('sha256', text);
}
