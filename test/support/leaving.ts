import { parisText } from './track.ts';

/** What a rule says at an instant, in lines that leave then, and when it wants to be asked again. */
interface Rule {
  look(now: Temporal.Instant): readonly string[];
  nextAt(now: Temporal.Instant): Temporal.Instant | null;
}

/** What leaves from one instant to another, looking only when the rule asks to be: « 2026-06-09 09:00 CO-01 J-7 → amina ». */
export function leaving(from: Temporal.Instant, to: Temporal.Instant, rule: Rule): readonly string[] {
  const lines: string[] = [];
  let now: Temporal.Instant | null = from;
  while (now !== null && Temporal.Instant.compare(now, to) <= 0) {
    const at = parisText(now);
    lines.push(...rule.look(now).map((text) => `${at} ${text}`));
    const next: Temporal.Instant | null = rule.nextAt(now);
    if (next !== null && Temporal.Instant.compare(next, now) <= 0)
      throw new RangeError(`the clock stands still at ${at}`);
    now = next;
  }
  return lines;
}
