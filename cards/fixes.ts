import type { Values } from './model.ts';

/** One refusal in French: what was refused and why, what to do next, and the values that would mend it. */
export interface Described {
  readonly sentence: string;
  readonly article: string | null;
  readonly fixes: readonly Fix[];
}

/** A button that mends: other values for the same command, or another command altogether. */
export interface Fix {
  readonly label: string;
  readonly values: Values;
  readonly command: string | null;
  readonly opensForm: boolean;
}

/** A refusal that no button mends. */
export function plain(sentence: string): Described {
  return fixable(sentence, []);
}

/** A refusal with its ways out. */
export function fixable(sentence: string, fixes: readonly Fix[], article: string | null = null): Described {
  return { sentence, article, fixes };
}

/** The same command again, with other values. */
export function mend(label: string, values: Values): Fix {
  return { label, values, command: null, opensForm: false };
}

/** Another command. */
export function other(label: string, command: string): Fix {
  return { label, values: {}, command, opensForm: false };
}
