import type { Json } from './ports.ts';

/** Equal whatever the order of keys, which an engine may not keep. */
export function sameJson(left: Json, right: Json): boolean {
  return JSON.stringify(left) === JSON.stringify(right) || sorted(left) === sorted(right);
}

function sorted(json: Json): string {
  return JSON.stringify(json, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort())
      : value,
  );
}
