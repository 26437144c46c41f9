/**
 * Reads a wall time as people write it (`10:00`, `10h`, `10 h 30`, `9h05`, `10`) as `10:00`. Null for anything else and
 * for times that do not exist (25:00): nothing is guessed.
 */
export function readTime(typed: string): string | null {
  const [, hours, minutes] = /^(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?$/iu.exec(typed.trim()) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes ?? 0) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes ?? '00'}`;
}
