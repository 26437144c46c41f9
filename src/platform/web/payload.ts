import type { Values } from '../../../cards/model.ts';
import type { Ask } from '../../usecases/bot.ts';
import type { ClockMove } from './trial-types.ts';

/** A pressed button, or a form sent from a message of the thread. */
export interface Press {
  readonly messageId: string;
  /** The face that was on screen when the button was pressed. */
  readonly face: number;
  readonly ask: Exclude<Ask, { kind: 'text' }>;
  readonly label: string;
}

const longestName = 200;
const longestLabel = 200;
const longestFileName = 1_000;

/** The persona that a body names; null when it names none. */
export function parsePersonaId(body: unknown): string | null {
  return textOf(body, 'persona', longestName);
}

/** The typed line of « dire »; null when there is none to send. Its length is the bot's business. */
export function parseLine(body: unknown): string | null {
  const text = textOf(body, 'text', Number.POSITIVE_INFINITY);
  return text === null || text.trim() === '' ? null : text;
}

/** What the file of « joindre » is called; null when nothing says. */
export function parseFileName(body: unknown): string | null {
  return textOf(body, 'name', longestFileName);
}

/** Null when the body is not a press as the page sends it. */
export function parsePress(body: unknown): Press | null {
  const place = parsePlace(body);
  const verb = textOf(body, 'verb', longestName);
  const command = textOf(body, 'command', longestName);
  const values = valuesOf(body);
  if (place === null || command === null || values === null) return null;
  if (verb !== 'run' && verb !== 'form' && verb !== 'submit') return null;
  return { ...place, ask: { kind: verb, command, values }, label: textOf(body, 'label', longestLabel) ?? '' };
}

/** The message and the face that a body names; null when it names none. */
export function parsePlace(body: unknown): { readonly messageId: string; readonly face: number } | null {
  const messageId = textOf(body, 'message', longestName);
  const face = property(body, 'face');
  if (messageId === null || typeof face !== 'number' || !Number.isSafeInteger(face)) return null;
  return { messageId, face };
}

/** Null when the body names no known move. */
export function parseMove(body: unknown): ClockMove | null {
  const move = property(body, 'move');
  return move === 'day' || move === 'week' || move === 'next-message' ? move : null;
}

/** The revision that a page says it knows; 0, everything, when it says nothing sensible. */
export function parseSince(value: unknown): number {
  const since = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof since === 'number' && Number.isSafeInteger(since) && since >= 0 ? since : 0;
}

/** Reads one own property of an unknown value. */
export function property(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  return Object.getOwnPropertyDescriptor(body, name)?.value;
}

function textOf(body: unknown, name: string, longest: number): string | null {
  const value = property(body, name);
  return typeof value === 'string' && value.length <= longest ? value : null;
}

function valuesOf(body: unknown): Values | null {
  const values = property(body, 'values');
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return null;
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') return null;
    pairs.push([name, value]);
  }
  return Object.fromEntries(pairs);
}
