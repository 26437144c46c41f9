/** What the log may say of a fault: its kind, never its words, which may hold what somebody typed. */
export function faultOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
