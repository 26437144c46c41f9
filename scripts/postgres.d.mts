/** A throw-away PostgreSQL server on a free port of this machine; null where PostgreSQL is not installed. */
export function startPostgres(): Promise<{ readonly url: string; stop(): void } | null>;
