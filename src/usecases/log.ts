/** Structured log: an event name and fields without secrets or personal data (ids, codes, counts, durations). */
export interface Log {
  info(event: string, fields: LogFields): void;
  warn(event: string, fields: LogFields): void;
  error(event: string, fields: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
