import { DEFAULT_PLACE, type MeetingView } from '../../../cards/meeting.ts';
import { track } from './places.ts';

/** A comité opérationnel to which nobody has answered yet: what other samples change one thing of. */
export const comop: MeetingView = {
  number: 'CO-07',
  kind: 'comop',
  title: null,
  commune: null,
  track,
  on: '2026-07-15',
  from: '10:00',
  durationMinutes: 90,
  place: DEFAULT_PLACE,
  sequence: 0,
  cancelled: null,
  isOver: false,
  convened: { mgp: 2, contractor: 1, referents: 37, guests: 0 },
  tally: { present: 0, absent: 0, replaced: 0, silent: 40 },
  agenda: [],
  own: null,
};
