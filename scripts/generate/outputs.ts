/** Generated files by path from the project's root: text, or the bytes of a picture. */
export type Outputs = ReadonlyMap<string, string | Uint8Array>;

/** JSON as it is committed. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
