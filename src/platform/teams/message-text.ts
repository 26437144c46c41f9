import { at, textAt } from './json.ts';

/**
 * The words of a message: the bot's own mention is taken out, another person's becomes their name, no-break spaces
 * become spaces.
 */
export function messageText(body: unknown): string {
  const raw = textAt(body, 'text') ?? '';
  const ours = ownMentions(body);
  return raw
    .replaceAll(/<at(?:\s[^>]*)?>([\s\S]*?)<\/at>/giu, (mention: string, name: string) =>
      ours.has(mention) || ours.has(name) ? ' ' : name,
    )
    .replaceAll(/&nbsp;|[\u00a0\u202f]/gu, ' ')
    .trim();
}

/** How this bot is mentioned: the texts of its mention entities, and its name. */
function ownMentions(body: unknown): ReadonlySet<string> {
  const botId = textAt(body, 'recipient', 'id');
  const botName = textAt(body, 'recipient', 'name');
  const entities = at(body, 'entities');
  const mentions = Array.isArray(entities) ? entities : [];
  return new Set([
    ...(botName === null ? [] : [botName]),
    ...mentions
      .filter((entity) => textAt(entity, 'mentioned', 'id') === botId)
      .flatMap((entity) => textAt(entity, 'text') ?? []),
  ]);
}
