import { unescape as unescapeUrl } from 'node:querystring';
import pino from 'pino';
import type { Config } from '../config.ts';
import type { Log, LogFields } from '../usecases/log.ts';

/** What no field of a line may say, whoever put it there: the words are dropped, the line stays. */
const PERSONAL: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z]-[\w-]+|\bxapp-[\w-]+/gu, '[token]'],
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]+)?/gu, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/giu, '$1 [token]'],
  [/(?:\+33|\b0)\s?[1-9](?:[\s.-]?\d{2}){4}\b/gu, '[phone]'],
];
/** The same, looked for where there is an @: in most values these search long, for nothing. */
const AROUND_AT: readonly (readonly [RegExp, string])[] = [
  [/(\w:\/\/)[^\s/@]*@/gu, '$1[secret]@'],
  [/[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)*/gu, '[address]'],
];
const NAMED = ['password', 'secret', 'token', 'authorization', 'email', 'phone', 'text', 'values', 'person'];
const LONGEST_VALUE = 300;
/** What is longer is not read to its end: it is some page or dump that a server answered. */
const LONGEST_READ = 2000;
/** A shorter one would be found by chance in innocent words. */
const SHORTEST_SECRET = 8;
/**
 * Lines are gathered that long, in milliseconds, or until there are so many bytes of them, and written beside the work:
 * one write for a crowd's. What is left is written at the end of the process; only a kill loses lines, the last ones.
 */
const GATHERED = { minLength: 8192, periodicFlush: 200 };

/**
 * JSON lines on the standard error: event names with ids, codes and counts, never secrets nor personal data. What a
 * library put in the message of its error is the danger: addresses, tokens and the given secrets are taken out of values,
 * as a second net under the care of those who write the lines.
 */
export function createLog(level: 'info' | 'warn' = 'info', secrets: readonly string[] = []): Log {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const lines = pino.destination({ dest: 2, sync: false, ...GATHERED });
  const logger = pino(
    {
      level,
      base: { name: 'jalon' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: NAMED, censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
    },
    lines,
  );
  return {
    info: (event, fields) => logger.info(clean(fields, known), event),
    warn: (event, fields) => {
      logger.warn(clean(fields, known), event);
      lines.flush();
    },
    error: (event, fields) => {
      logger.error(clean(fields, known), event);
      lines.flush();
    },
  };
}

/** Every secret of the configuration, for the log to know what it must never say. */
export function secretsIn({ slack, teams, mail, secrets, databaseUrl }: Config): readonly string[] {
  const found = [slack?.signingSecret, slack?.botToken, slack?.oauth?.clientSecret, teams?.appPassword];
  const passwords = [databaseUrl, mail?.smtpUrl, mail?.imapUrl].flatMap((url) =>
    url == null ? [] : passwordsOf(url),
  );
  return [...found, ...secrets, ...passwords].flatMap((one) => (one == null || one === '' ? [] : [one]));
}

/** As it is written in the address, and as it is meant. */
function passwordsOf(url: string): readonly string[] {
  const { password } = new URL(url);
  return [...new Set([password, unescapeUrl(password)])];
}

function clean(fields: LogFields, secrets: readonly string[]): LogFields {
  const cleaned: Record<string, LogFields[string]> = {};
  for (const [name, value] of Object.entries(fields))
    cleaned[name] = typeof value === 'string' ? cleanText(value, secrets) : value;
  return cleaned;
}

function cleanText(text: string, secrets: readonly string[]): string {
  let cleaned = text.slice(0, LONGEST_READ);
  for (const secret of secrets) cleaned = cleaned.replaceAll(secret, '[secret]');
  const searched = cleaned.includes('@') ? [...AROUND_AT, ...PERSONAL] : PERSONAL;
  for (const [pattern, word] of searched) cleaned = cleaned.replace(pattern, word);
  return cleaned.length <= LONGEST_VALUE ? cleaned : `${cleaned.slice(0, LONGEST_VALUE)}…`;
}
