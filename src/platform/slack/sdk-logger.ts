import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../usecases/log.ts';

/** Longest part of an SDK message that is kept, in characters. */
const longest = 120;

/**
 * Bolt's and its client's log lines in ours: warnings and errors only, and of each its own first words. Their debug
 * lines hold whole requests; what follows the first words, in parentheses or as further arguments, may quote bodies,
 * tokens and personal data.
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
  if (typeof message !== 'string') return message instanceof Error ? message.name : typeof message;
  const [words = ''] = message.split(/[(:{["'«]/);
  const code = /\(code: (\w{1,60})/.exec(message)?.[1];
  return `${words.trim()}${code === undefined ? '' : ` (${code})`}`
    .replaceAll(/xox[a-z.]*-[\w-]+|xapp-[\w-]+|\S*@\S*|https?\S*/gi, '…')
    .slice(0, longest);
}
