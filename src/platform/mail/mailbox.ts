import { createHash } from 'node:crypto';
import type { FetchMessageObject, ImapFlow, MessageStructureObject } from 'imapflow';
import type { CalendarReply } from '../../usecases/committee/replies.ts';
import { readReply } from './reply.ts';

/** A mail of the mailbox that holds a calendar's answer. */
export interface FoundReply {
  readonly uid: number;
  readonly reply: CalendarReply;
}

/** A calendar's answer is a few kilobytes, the mail around it little more. */
const LARGEST_MAIL = 1_000_000;
const LARGEST_CALENDAR = 100_000;
const MAILS_AT_ONCE = 50;

/**
 * The answers of calendars among the unread mails of the open mailbox, oldest first. Everything else is left as it is,
 * unread, and its UID goes into `passed`, not to be fetched again. What a mail weighs and is made of is asked first: of a
 * huge one or of any other nothing is fetched.
 */
export async function* unreadReplies(client: ImapFlow, passed: Set<number>): AsyncGenerator<FoundReply> {
  const unread = (await client.search({ seen: false }, { uid: true })) || [];
  const fresh = unread.filter((uid) => !passed.has(uid)).slice(0, MAILS_AT_ONCE);
  if (fresh.length === 0) return;
  const query = { uid: true, size: true, envelope: true, internalDate: true, bodyStructure: true };
  for (const mail of await client.fetchAll(fresh.join(','), query, { uid: true })) {
    const reply = await replyIn(client, mail);
    if (reply === null) passed.add(mail.uid);
    else yield { uid: mail.uid, reply };
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
