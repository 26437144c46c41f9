import ICAL from 'ical.js';
import type { CalendarMeeting } from '../../src/domain/committee/calendar-entry.ts';

/** A meeting as calendars are told of it, with what a test changes. */
export function calendarMeetingOf(changes: Partial<CalendarMeeting> = {}): CalendarMeeting {
  return {
    uid: '4d5cfd0c-6f43-4a0e-9d0b-0c6a1f2b3c4d',
    sequence: 0,
    isCancelled: false,
    changedAt: '2026-03-12T09:42:00.5Z',
    startsAt: '2026-07-15T10:00',
    durationMinutes: 90,
    title: 'Comité opérationnel – IA Administration interne',
    description: 'Ordre du jour :\n1. Avancement\n2. Questions\n\nConvention, art. 6.',
    place: 'visioconférence',
    attendees: [
      {
        name: 'Amina Diallo',
        email: 'amina.diallo@choisy.example',
        status: 'NEEDS-ACTION',
        role: 'REQ-PARTICIPANT',
      },
      { name: 'Bruno Lefèvre', email: 'bruno@nanterre.example', status: 'ACCEPTED', role: 'OPT-PARTICIPANT' },
    ],
    alarmMinutes: [15],
    url: null,
    ...changes,
  };
}

/** What ical.js, which knows nothing of our writer, reads of one event. */
export interface ReadEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly summary: string;
  readonly description: string;
  readonly location: string;
  /** UTC instants, ISO; a whole day is its ISO day. */
  readonly start: string;
  readonly end: string;
  readonly stamp: string;
  readonly status: string | null;
  readonly organizer: string | null;
  readonly attendees: readonly ReadAttendee[];
  readonly alarms: readonly string[];
  readonly url: string | null;
}

export interface ReadAttendee {
  readonly address: string;
  readonly name: string | null;
  readonly partstat: string | null;
  readonly role: string | null;
  readonly rsvp: string | null;
  readonly cutype: string | null;
}

export interface ReadCalendar {
  readonly method: string | null;
  readonly zones: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly events: readonly ReadEvent[];
}

/** Parses a calendar and, from its own VTIMEZONE, says when its events are. Throws on what is no iCalendar. */
export function readCalendar(text: string): ReadCalendar {
  if (!text.endsWith('END:VCALENDAR\r\n')) throw new TypeError('a calendar ends with a line end');
  const broken = text.split('\r\n').find((line) => /[\r\n]/u.test(line) || Buffer.byteLength(line) > 75);
  if (broken !== undefined) throw new TypeError(`a line that is too long or broken: ${broken}`);
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents('vtimezone').map((component) => new ICAL.Timezone(component));
  const properties = calendar
    .getAllProperties()
    .map((property): [string, string] => [property.name, String(property.getFirstValue())]);
  return {
    method: stringOf(calendar.getFirstPropertyValue('method')),
    zones: zones.map(({ tzid }) => tzid),
    properties: Object.fromEntries(properties),
    events: calendar.getAllSubcomponents('vevent').map((event) => readEvent(event, zones)),
  };
}

function readEvent(component: ICAL.Component, zones: readonly ICAL.Timezone[]): ReadEvent {
  const text = (name: string) => stringOf(component.getFirstPropertyValue(name));
  const event = new ICAL.Event(component);
  const at = (name: string) => {
    const property = component.getFirstProperty(name);
    const time = property?.getFirstValue();
    if (!(time instanceof ICAL.Time)) throw new TypeError(`no ${name}`);
    if (time.isDate) return time.toString();
    const tzid = property?.getFirstParameter('tzid');
    const zone = zones.find((known) => known.tzid === tzid);
    if (tzid !== undefined && zone === undefined)
      throw new TypeError(`the zone ${tzid} is not in the calendar`);
    const own = time.clone();
    if (zone !== undefined) own.zone = zone;
    return Temporal.Instant.from(own.convertToZone(ICAL.Timezone.utcTimezone).toString()).toString();
  };
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    description: event.description,
    location: event.location,
    start: at('dtstart'),
    end: at('dtend'),
    stamp: at('dtstamp'),
    status: text('status'),
    organizer: text('organizer'),
    attendees: component.getAllProperties('attendee').map((attendee) => {
      const parameter = (name: string) => stringOf(attendee.getFirstParameter(name));
      return {
        address: String(attendee.getFirstValue()).toLowerCase(),
        name: parameter('cn'),
        partstat: parameter('partstat'),
        role: parameter('role'),
        rsvp: parameter('rsvp'),
        cutype: parameter('cutype'),
      };
    }),
    alarms: component
      .getAllSubcomponents('valarm')
      .map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
    url: text('url'),
  };
}

function stringOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
