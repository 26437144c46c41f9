import { DEFAULT_PLACE, type MeetingView } from '../../../cards/meeting.ts';
import {
  cancelPreview,
  guestInvited,
  meetingCalledOff,
  meetingMoved,
  meetingPlanned,
  meetingPreview,
  movePreview,
  thirdPersonGuard,
} from '../../../cards/meeting-plan.ts';
import {
  type AdjustmentView,
  adjustmentPreview,
  type SeriesView,
  seriesAdjusted,
  seriesPlanned,
  seriesPreview,
} from '../../../cards/series.ts';
import { comop } from './committee-meeting.ts';
import { choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const reach = { calendars: 40, withoutEmail: 0, unrepresented: 0 };
const { convened } = comop;

const copil: MeetingView = {
  ...comop,
  number: 'CP-03',
  kind: 'copil',
  on: '2026-06-01',
  from: '14:00',
  convened: { mgp: 2, contractor: 1, referents: 0, guests: 1 },
};

const step = { id: 'after:setup', phase: 'Mise en place et formation' };
const typed = { type: 'operationnel', date: '2026-07-15', heure: '10:00' };
const guarded = { type: 'pilotage', date: '2026-06-01', heure: '14:00' };
const moved = { ...comop, on: '2026-07-22', sequence: 1 };
const reason = 'Salle indisponible';

const series: SeriesView = {
  track,
  rhythm: { rank: 2, weekday: 2, everyMonths: 1, onHoliday: 'after' },
  from: '10:00',
  to: '11:30',
  place: DEFAULT_PLACE,
  fromOn: '2026-06-12',
  untilOn: '2026-11-29',
  endsEarly: false,
  occurrences: [
    { on: '2026-07-15', natural: '2026-07-14', holiday: 'Fête nationale', number: 'CO-07' },
    { on: '2026-08-11', natural: '2026-08-11', holiday: null, number: 'CO-08' },
    { on: '2026-09-08', natural: '2026-09-08', holiday: null, number: 'CO-09' },
    { on: '2026-10-13', natural: '2026-10-13', holiday: null, number: null },
    { on: '2026-11-10', natural: '2026-11-10', holiday: null, number: 'CO-10' },
  ],
  convened,
  reach,
};
const rhythm = { rythme: '2e mardi', heure: '10:00', feries: 'apres' };

const adjustment: AdjustmentView = {
  track,
  series: 'CO-07',
  what: 'cancel',
  fromOn: '2026-03-01',
  untilOn: '2026-09-30',
  meetings: [
    { number: 'CO-09', on: '2026-10-13' },
    { number: 'CO-10', on: '2026-11-10' },
  ],
};
const added: AdjustmentView = { ...adjustment, what: 'add', untilOn: '2026-11-29' };
const drift = { serie: 'CO-07', ajustement: 'annuler' };

/** Committees and meetings as coordinators plan them (art. 6). */
export const committeePlanningSamples: readonly Sample[] = [
  sample(meetingPreview, null, comop, null, reach, typed),
  sample(meetingPreview, 'pilotage', copil, step, { ...reach, calendars: 4 }, guarded),
  sample(
    meetingPreview,
    'sans-referent',
    comop,
    null,
    { calendars: 36, withoutEmail: 1, unrepresented: 3 },
    typed,
  ),
  sample(meetingPlanned, null, comop, null, reach),
  sample(thirdPersonGuard, null, [choisy.commune], 'comite planifier', guarded, guarded),
  sample(movePreview, null, moved, comop, reach, { reunion: 'CO-07', date: '2026-07-22', sequence: '0' }),
  sample(meetingMoved, null, moved, comop, reach),
  sample(meetingMoved, 'lieu', { ...comop, place: 'Salle 4' }, comop, reach),
  sample(cancelPreview, null, comop, reason, reach, { reunion: 'CO-07', sequence: '0' }),
  sample(meetingCalledOff, null, { ...comop, cancelled: { reason, at: '2026-07-01T08:00:00Z' } }, reach),
  sample(guestInvited, null, copil, 'Jeanne Martin'),
  sample(seriesPreview, null, series, rhythm),
  sample(seriesPlanned, null, series),
  sample(adjustmentPreview, null, adjustment, drift),
  sample(adjustmentPreview, 'ajouter', added, { ...drift, ajustement: 'ajouter' }),
  sample(seriesAdjusted, null, adjustment),
];
