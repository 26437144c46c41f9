import { PayloadError } from '../../usecases/errors.ts';

/** An object of an unknown payload, read property by property. */
export interface Reader {
  readonly raw: object;
  /** A text; `PayloadError` when it is missing or something else. */
  text(name: string): string;
  /** A text, or null when it is missing or something else. */
  maybeText(name: string): string | null;
  /** A number, 0 when it is missing or something else. */
  number(name: string): number;
  /** An object; `PayloadError` when it is missing or something else. */
  object(name: string): Reader;
  /** An object, or null when it is missing or something else. */
  maybeObject(name: string): Reader | null;
  /** The objects of a list; none when it is missing. */
  objects(name: string): readonly Reader[];
  /** A list of anything; empty when it is missing. */
  list(name: string): readonly unknown[];
  flag(name: string): boolean;
  has(name: string): boolean;
  entries(): readonly (readonly [string, unknown])[];
}

/** Reads a value that must be an object: only its own properties count. */
export function readObject(value: unknown, what = 'the payload'): Reader {
  if (!isObject(value)) throw new PayloadError(`${what} is not an object`);
  const own = (name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value;
  const maybeText = (name: string) => {
    const found = own(name);
    return typeof found === 'string' ? found : null;
  };
  const list = (name: string): readonly unknown[] => {
    const found = own(name);
    return Array.isArray(found) ? found : [];
  };
  return {
    raw: value,
    text: (name) => {
      const found = maybeText(name);
      if (found === null || found === '') throw new PayloadError(`${name} is not a text`);
      return found;
    },
    maybeText,
    number: (name) => {
      const found = own(name);
      return typeof found === 'number' && Number.isFinite(found) ? found : 0;
    },
    object: (name) => readObject(own(name), name),
    maybeObject: (name) => {
      const found = own(name);
      return isObject(found) ? readObject(found, name) : null;
    },
    objects: (name) =>
      list(name)
        .filter(isObject)
        .map((item) => readObject(item, name)),
    list,
    flag: (name) => own(name) === true,
    has: (name) => Object.hasOwn(value, name),
    entries: () => Object.entries(value),
  };
}

/** Reads a JSON text that must hold an object. */
export function readJson(text: string, what: string): Reader {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PayloadError(`${what} is not JSON`, { cause });
  }
  return readObject(value, what);
}

/** Whether no value of a payload lies deeper than `most` levels: what is nested deeper cannot be written out again. */
export function isNestedWithin(payload: unknown, most: number): boolean {
  let level: readonly unknown[] = [payload];
  for (let depth = 0; depth < most; depth += 1) {
    const below: unknown[] = [];
    for (const value of level)
      if (typeof value === 'object' && value !== null)
        for (const child of Object.values(value)) below.push(child);
    if (below.length === 0) return true;
    level = below;
  }
  return false;
}

/** The texts of an object; `PayloadError` when it holds anything else. */
export function readTexts(reader: Reader, what: string): Readonly<Record<string, string>> {
  const texts = reader.entries().map(([name, value]): [string, string] => {
    if (typeof value !== 'string') throw new PayloadError(`${what} holds something else than texts`);
    return [name, value];
  });
  return Object.fromEntries(texts);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
