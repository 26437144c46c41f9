/** What a calendar may hold of a text: its line breaks as `\n`, no other control character (RFC 5545, 3.3.11). */
export function textOf(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}

/** The same on one line, for a title, a place or a name. */
export function oneLine(text: string): string {
  return textOf(text).replace(/\s+/gu, ' ').trim();
}
