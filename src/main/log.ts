import pino from 'pino';
import type { Log } from '../usecases/ports.ts';

/** JSON lines on the standard error: event names with ids, codes and counts, never secrets nor personal data. */
export function createLog(level: 'info' | 'warn' = 'info'): Log {
  const logger = pino(
    { level, base: { name: 'jalon' }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
  return {
    info: (event, fields) => logger.info(fields, event),
    warn: (event, fields) => logger.warn(fields, event),
    error: (event, fields) => logger.error(fields, event),
  };
}
