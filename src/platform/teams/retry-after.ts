const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HTTP_DATE = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/u;

/** How long a `Retry-After` header asks to wait, in milliseconds: it holds seconds or a date; null when it holds neither. */
export function retryAfterMs(header: string | null, now: Temporal.Instant): number | null {
  if (header === null) return null;
  if (/^\d{1,6}$/u.test(header)) return Number(header) * 1000;
  const until = instantOf(header);
  return until === null ? null : Math.max(0, until.epochMilliseconds - now.epochMilliseconds);
}

function instantOf(date: string): Temporal.Instant | null {
  const [, day, name = '', year, hour, minute, second] = HTTP_DATE.exec(date) ?? [];
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0');
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  } catch {
    return null;
  }
}
