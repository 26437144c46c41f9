import ICAL from 'ical.js';
import type { CalendarReply } from '../../usecases/committee/replies.ts';

/** What a calendar says in a METHOD:REPLY (RFC 5546, 3.2.3): one event, one attendee. Null for anything else. */
export function readReply(
  text: string,
): Pick<CalendarReply, 'uid' | 'sequence' | 'attendee' | 'status'> | null {
  const calendar = parsed(text);
  if (textOf(calendar?.getFirstPropertyValue('method')).toUpperCase() !== 'REPLY') return null;
  const events = calendar?.getAllSubcomponents('vevent') ?? [];
  const attendees = events[0]?.getAllProperties('attendee') ?? [];
  const [event, attendee] = [events[0], attendees[0]];
  if (event === undefined || attendee === undefined || events.length > 1 || attendees.length > 1) return null;
  const uid = textOf(event.getFirstPropertyValue('uid'));
  const [, address] = /^mailto:\s*([^\s@<>]+@[^\s@<>]+)\s*$/iu.exec(textOf(attendee.getFirstValue())) ?? [];
  if (uid === '' || address === undefined) return null;
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? 0);
  if (!Number.isSafeInteger(sequence) || sequence < 0) return null;
  const status = textOf(attendee.getFirstParameter('partstat')).toUpperCase();
  return { uid, sequence, attendee: address.toLowerCase(), status };
}

function parsed(text: string): ICAL.Component | null {
  try {
    return new ICAL.Component(ICAL.parse(text));
  } catch {
    // Whatever anybody may send to a mailbox: not a calendar is a calendar that says nothing.
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
