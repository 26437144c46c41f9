/**
 * Cuts a text into pieces of at most `max` characters, at a line end or a space where there is one, never inside a
 * surrogate pair. The pieces joined are the text.
 */
export function splitText(text: string, max: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = cutBefore(rest, max);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function cutBefore(text: string, max: number): number {
  const head = text.slice(0, max);
  const boundary = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' ')) + 1;
  if (boundary > max / 2) return boundary;
  const last = text.charCodeAt(max - 1);
  return last >= 0xd800 && last <= 0xdbff && max > 1 ? max - 1 : max;
}

/** Makes text harmless where Slack reads mrkdwn: no mention, link or entity can be forged. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What the person typed, from what Slack delivers: links and addresses that Slack marked up read as typed, entities
 * are undone. `<mailto:a@b.fr|a@b.fr>` reads `a@b.fr`.
 */
export function typedText(delivered: string): string {
  // All that Slack marks up begins with one of these.
  if (!/[<&]/.test(delivered)) return delivered.trim();
  return delivered
    .replaceAll(/<(?:mailto|tel|https?):[^<>|]*\|([^<>]*)>/gi, '$1')
    .replaceAll(/<(?:mailto|tel):([^<>|]*)>/gi, '$1')
    .replaceAll(/<(https?:[^<>|]*)>/gi, '$1')
    .replaceAll(/<#[A-Z0-9]+\|([^<>]*)>/g, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** Takes the bot's mention out of a message; the first mention when the bot's own id is not known. */
export function withoutMention(text: string, botUserId: string | null): string {
  const isKnown = botUserId !== null && /^\w{1,64}$/.test(botUserId);
  const ours = !isKnown ? /<@[A-Z0-9]+(?:\|[^<>]*)?>/ : new RegExp(`<@${botUserId}(?:\\|[^<>]*)?>`, 'g');
  return text.replace(ours, ' ').trim();
}
