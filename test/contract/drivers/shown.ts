/** A field of a form, as a platform shows it. */
export interface ShownField {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly hint: string | null;
  /** What the field starts with; an ISO day for a calendar, the option's value for a choice. */
  readonly value: string;
  /** Labels of a choice. */
  readonly options: readonly string[];
  /** What a field for files says that it holds already, empty for nothing; null for any other field. */
  readonly given: string | null;
}

/** A file as somebody has it on their own machine. */
export interface LocalFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** By the name of their field. */
export type LocalFiles = Readonly<Record<string, readonly LocalFile[]>>;

/** What somebody sees after an act, read back from what the platform was given to draw. */
export interface Shown {
  readonly title: string;
  /** Every word, title included; spaces of all kinds and line breaks folded into one space. */
  readonly text: string;
  readonly buttons: readonly string[];
  readonly fields: readonly ShownField[];
  /** The sentence under a field, by field name. */
  readonly errors: Readonly<Record<string, string>>;
  /** What the driver needs to press or fill in what it shows. */
  readonly raw: unknown;
}

/** One person's conversation with the bot. Each act answers what came of it. */
export interface Talk {
  say(text: string): Promise<Shown>;
  /** Sends a file in the conversation, with words or without. */
  send(file: LocalFile, text?: string): Promise<Shown>;
  /** Presses the button that reads so, on what was shown last or on `on`. */
  press(label: string, on?: Shown): Promise<Shown>;
  /**
   * Fills in these fields of a form, the others as they stand, and sends it; `files` are chosen in its fields for files,
   * where the platform has such fields.
   */
  submit(values: Readonly<Record<string, string>>, on?: Shown, files?: LocalFiles): Promise<Shown>;
  /** Messages that the bot has written first, oldest first. */
  inbox(): readonly Shown[];
  /** The first message written first that reads so, also one that is still to come. */
  received(words: string): Promise<Shown>;
}

/** A person whom the platform vouches for. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface Driver {
  talk(person: Known): Talk;
}

/** Spaces of every kind as one plain space, as a reader sees them. */
export function folded(text: string): string {
  return text.replaceAll(/[\s\u00a0\u202f]+/gu, ' ').trim();
}

/** A value of unknown JSON as a record; empty for what is none. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** A value of unknown JSON as a list; empty for what is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value of unknown JSON as text; empty for what is none. */
export function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Several messages of one answer, read as one. */
export function joined(parts: readonly Shown[], raw: unknown): Shown {
  return {
    title: parts[0]?.title ?? '',
    text: folded(parts.map(({ text }) => text).join(' ')),
    buttons: parts.flatMap(({ buttons }) => buttons),
    fields: parts.flatMap(({ fields }) => fields),
    errors: Object.assign({}, ...parts.map(({ errors }) => errors)),
    raw,
  };
}

const LONGEST_WAIT_MS = 15_000;

/** Waits for something that has no event of its own, looking every few milliseconds; fails, naming it, after `withinMs`. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  withinMs = LONGEST_WAIT_MS,
): Promise<T> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  throw new RangeError(`never came: ${what}`);
}
