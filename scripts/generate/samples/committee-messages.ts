import { actionReminder, copilDue, seriesDrift } from '../../../cards/committee-duties.ts';
import type { MeetingView } from '../../../cards/meeting.ts';
import {
  meetingCancelledNotice,
  meetingInvitation,
  meetingReminder,
  meetingSoon,
  meetingsTold,
  meetingWithdrawn,
} from '../../../cards/meeting-messages.ts';
import { comop as scheduled } from './committee-meeting.ts';
import { track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const comop: MeetingView = {
  ...scheduled,
  convened: { ...scheduled.convened, guests: 1 },
  tally: { present: 12, absent: 3, replaced: 1, silent: 25 },
  agenda: ["Retour sur l'audit", 'Choix des outils'],
  own: { answer: null, replacement: null },
};
const moved = { ...comop, on: '2026-07-22', sequence: 1 };
const cancelled = { ...comop, cancelled: { reason: 'Salle indisponible', at: '2026-07-10T08:00:00Z' } };
const meeting: MeetingView = {
  ...comop,
  number: 'RB-02',
  kind: 'meeting',
  title: 'Installation',
  commune: 'Choisy-le-Roi',
  place: 'https://visio.example/choisy',
  agenda: [],
  convened: { mgp: 2, contractor: 1, referents: 2, guests: 0 },
};
const due = {
  track,
  trackId: 'ia-administration-interne',
  step: 'after:audit',
  phase: 'État des lieux et audit préalables',
  isFinal: false,
  isLate: false,
  fromOn: '2026-03-02',
  toOn: '2026-03-06',
  slots: [
    { on: '2026-03-02', from: '10:00' },
    { on: '2026-03-03', from: '14:00' },
  ],
};
const action = {
  meeting: 'CO-07',
  actionId: 'a1',
  text: "Transmettre la liste des comptes de l'expérimentation",
  owner: 'Amina Diallo',
  dueOn: '2026-07-31',
  daysLeft: 7,
  forCoordinator: false,
};
const drift = {
  series: 'CO-03',
  track,
  fromOn: '2026-03-01',
  untilOn: '2026-11-29',
  outside: [
    { number: 'CO-12', on: '2026-12-08' },
    { number: 'CO-13', on: '2026-12-15' },
  ],
  missing: [],
};
const convoked = { moved: false, inMail: false, reason: null };

/** What people receive about meetings (art. 6). */
export const committeeMessageSamples: readonly Sample[] = [
  sample(meetingInvitation, null, comop, convoked),
  sample(meetingInvitation, 'deplacee', moved, { moved: true, inMail: true, reason: null }),
  sample(meetingInvitation, 'beneficiaire', meeting, convoked),
  sample(meetingInvitation, 'tiers', comop, { moved: false, inMail: true, reason: { kind: 'guest' } }),
  sample(meetingInvitation, 'remplacement', comop, {
    moved: false,
    inMail: false,
    reason: { kind: 'replacement', of: 'Amina Diallo' },
  }),
  sample(meetingCancelledNotice, null, cancelled),
  sample(meetingCancelledNotice, 'sans-motif', {
    ...cancelled,
    cancelled: { reason: null, at: '2026-07-10T08:00:00Z' },
  }),
  sample(meetingWithdrawn, null, comop),
  sample(meetingsTold, null, [
    { view: comop, what: 'invited', reason: null },
    { view: { ...moved, number: 'CO-08' }, what: 'moved', reason: null },
    { view: { ...cancelled, number: 'CO-09' }, what: 'cancelled', reason: null },
    { view: { ...comop, number: 'CO-10' }, what: 'withdrawn', reason: null },
  ]),
  sample(meetingReminder, null, { ...comop, own: { answer: 'present', replacement: null } }, 'J-7'),
  sample(meetingReminder, 'sans-reponse', comop, 'J-3'),
  sample(meetingReminder, 'veille', comop, 'J-1'),
  sample(meetingSoon, null, comop),
  sample(copilDue, null, due),
  sample(copilDue, 'debut', { ...due, step: 'start', phase: null, slots: [] }),
  sample(copilDue, 'fin', { ...due, step: 'final', phase: null, isFinal: true, isLate: true }),
  sample(actionReminder, null, action),
  sample(actionReminder, 'en-retard', { ...action, daysLeft: -14, forCoordinator: true }),
  sample(seriesDrift, null, drift),
  sample(seriesDrift, 'une-date', {
    ...drift,
    outside: [{ number: 'CO-12', on: '2026-12-08' }],
    missing: ['2026-11-10'],
  }),
  sample(seriesDrift, 'a-ajouter', { ...drift, outside: [], missing: ['2026-11-10', '2026-10-13'] }),
];
