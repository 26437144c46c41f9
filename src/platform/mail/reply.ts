import ICAL from 'ical.js';
import type { CalendarReply } from '../../usecases/committee/replies.ts';

type Said = Pick<CalendarReply, 'uid' | 'sequence' | 'attendee' | 'status'>;

/** What a calendar says in a METHOD:REPLY (RFC 5546, 3.2.3): one event, one attendee. Null for anything else. */
export function readReply(text: string): Said | null {
  try {
    return said(new ICAL.Component(ICAL.parse(text)));
  } catch {
    // Anybody may send anything to a mailbox, and values are only read when they are asked for: what is no calendar, or
    // holds values that are none, is a calendar that says nothing.
    return null;
  }
}

function said(calendar: ICAL.Component): Said | null {
  if (textOf(calendar.getFirstPropertyValue('method')).toUpperCase() !== 'REPLY') return null;
  const events = calendar.getAllSubcomponents('vevent');
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
