import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../usecases/ports.ts';

/** Longest part of an SDK message that is kept, in characters. */
const longest = 200;

/**
 * Bolt's and its client's log lines in ours: warnings and errors only, first words only. Their debug lines hold whole
 * requests, and the objects that follow a message may hold tokens and personal data.
 */
export function sdkLogger(log: Log): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: (...messages: unknown[]) => log.warn('slack.sdk', { message: safe(messages[0]) }),
    error: (...messages: unknown[]) => log.error('slack.sdk', { message: safe(messages[0]) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

function safe(message: unknown): string {
  const words =
    typeof message === 'string' ? message : message instanceof Error ? message.name : typeof message;
  return words
    .replaceAll(/xox[a-z]-[\w-]+|xapp-[\w-]+/gi, '[token]')
    .replaceAll(/[^\s@"'<>]+@[^\s@"'<>]+/g, '[e-mail]')
    .replaceAll(/https?:\/\/\S+/g, '[url]')
    .slice(0, longest);
}
