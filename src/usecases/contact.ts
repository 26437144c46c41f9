import type { Settings } from './settings.ts';

/** Whom people write to when Jalon cannot help: the first configured coordinator; null when none is. */
export function coordinationContact({ coordinatorEmails }: Settings): string | null {
  return [...coordinatorEmails][0] ?? null;
}
