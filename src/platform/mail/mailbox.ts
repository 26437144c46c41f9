import { createHash } from 'node:crypto';
import type { FetchMessageObject, ImapFlow, MessageStructureObject } from 'imapflow';
import type { CalendarReply } from '../../usecases/committee/replies.ts';
import { DeliveryError } from '../../usecases/errors.ts';
import { readReply } from './reply.ts';

/** A mail of the mailbox that holds a calendar's answer; null for one that cannot be read. */
export interface FoundReply {
  readonly uid: number;
  readonly reply: CalendarReply | null;
}

/** What most servers take: a signature with its pictures is megabytes, of which nothing is fetched. */
const LARGEST_MAIL = 25_000_000;
/** A calendar's answer is a few kilobytes. */
const LARGEST_CALENDAR = 100_000;
const MAILS_AT_ONCE = 50;

/**
 * The answers of calendars among the unread mails of the open mailbox, newest first: notices of absence and mails that
 * came back, which nobody reads, do not hold up the answers of today. Everything else is left as it is, unread, and its
 * UID goes into `passed`, not to be fetched again. What a mail weighs and is made of is asked first: of a huge one or of
 * any other nothing is fetched.
 */
export async function* unreadReplies(client: ImapFlow, passed: Set<number>): AsyncGenerator<FoundReply> {
  const unread = await client.search({ seen: false }, { uid: true });
  // What the server refuses reads as nothing found.
  if (!Array.isArray(unread)) throw new DeliveryError('mailbox not searched', { retryable: true });
  const fresh = unread
    .filter((uid) => !passed.has(uid))
    .sort(newestFirst)
    .slice(0, MAILS_AT_ONCE);
  if (fresh.length === 0) return;
  const query = { uid: true, size: true, envelope: true, internalDate: true, bodyStructure: true };
  const mails = await client.fetchAll(fresh.join(','), query, { uid: true });
  for (const mail of mails.sort((a, b) => newestFirst(a.uid, b.uid))) {
    const found = await read(client, mail);
    if (found === 'none') passed.add(mail.uid);
    else yield { uid: mail.uid, reply: found };
  }
}

/** The server numbers what it takes in the order in which it does. */
function newestFirst(one: number, other: number): number {
  return other - one;
}

/** One mail that cannot be read must not hold up the others, as long as the server can still be asked for them. */
async function read(client: ImapFlow, mail: FetchMessageObject): Promise<CalendarReply | null | 'none'> {
  try {
    return (await replyIn(client, mail)) ?? 'none';
  } catch (error) {
    if (!client.usable) throw error;
    return null;
  }
}

async function replyIn(client: ImapFlow, mail: FetchMessageObject): Promise<CalendarReply | null> {
  const { envelope, bodyStructure, internalDate } = mail;
  const from = envelope?.from?.length === 1 ? envelope.from[0]?.address?.toLowerCase() : undefined;
  const part = bodyStructure === undefined ? undefined : calendarPart(bodyStructure);
  if (from === undefined || part === undefined || internalDate === undefined) return null;
  if ((mail.size ?? Infinity) > LARGEST_MAIL || (part.size ?? 0) > LARGEST_CALENDAR) return null;
  const text = await download(client, mail.uid, part.part ?? '1');
  const said = text === null ? null : readReply(text);
  if (said === null) return null;
  const at = typeof internalDate === 'string' ? internalDate : internalDate.toISOString();
  const validity = client.mailbox === false ? 0n : client.mailbox.uidValidity;
  const key = keyOf(from, envelope?.messageId ?? `${validity}:${mail.uid}`);
  return { ...said, from, receivedAt: Temporal.Instant.from(at), key };
}

/** The first `text/calendar` that calls itself an answer; some servers drop the method, which the text then says. */
function calendarPart(node: MessageStructureObject): MessageStructureObject | undefined {
  const method = (node.parameters?.['method'] ?? 'REPLY').toUpperCase();
  if (node.type.toLowerCase() === 'text/calendar' && method === 'REPLY') return node;
  for (const child of node.childNodes ?? []) {
    const part = calendarPart(child);
    if (part !== undefined) return part;
  }
  return undefined;
}

async function download(client: ImapFlow, uid: number, part: string): Promise<string | null> {
  const { content } = await client.download(String(uid), part, { uid: true, maxBytes: LARGEST_CALENDAR });
  if (content === undefined) return null;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of content) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Whoever knows the Message-ID of another's mail cannot answer in its place. */
function keyOf(from: string, messageId: string): string {
  return `mail:reply:${createHash('sha256').update(`${from} ${messageId}`).digest('hex')}`;
}
