import { agendaCard } from '../../../cards/agenda.ts';
import { answerOutdated, attendanceRecorded } from '../../../cards/attendance.ts';
import { deadlinesCard } from '../../../cards/deadlines.ts';
import type { MeetingView } from '../../../cards/meeting.ts';
import { meetingFile } from '../../../cards/meeting-file.ts';
import { meetingList } from '../../../cards/meeting-list.ts';
import {
  actionEnded,
  type MinutesView,
  minutesCard,
  minutesPublished,
  minutesRecorded,
  noMinutes,
} from '../../../cards/minutes.ts';
import { comop as scheduled } from './committee-meeting.ts';
import { amina, bruno, choisy } from './places.ts';
import { type Sample, sample } from './sample.ts';

const comop: MeetingView = {
  ...scheduled,
  place: 'https://visio.example/co-07',
  sequence: 1,
  tally: { present: 12, absent: 3, replaced: 1, silent: 24 },
  own: { answer: null, replacement: null },
};
const copil: MeetingView = {
  ...comop,
  number: 'CP-02',
  kind: 'copil',
  on: '2026-03-02',
  from: '14:00',
  isOver: true,
  convened: { mgp: 2, contractor: 1, referents: 0, guests: 1 },
  tally: { present: 3, absent: 1, replaced: 0, silent: 0 },
  own: { answer: 'present', replacement: null },
};
const meeting: MeetingView = {
  ...comop,
  number: 'RB-03',
  kind: 'meeting',
  title: 'Accès aux données',
  commune: choisy.commune,
  on: '2026-07-21',
  convened: { mgp: 2, contractor: 1, referents: 2, guests: 0 },
  tally: { present: 1, absent: 0, replaced: 0, silent: 4 },
  own: { answer: 'present', replacement: null },
};
const cancelled: MeetingView = {
  ...comop,
  number: 'CO-06',
  on: '2026-06-09',
  cancelled: { reason: 'Grève des transports', at: '2026-06-08T15:20:00Z' },
};
const page = { page: 1, pages: 1 };

const points = [
  { text: "Calendrier de la mise en place, jusqu'à la fin du mois", by: amina.name },
  { text: 'Accès aux données des ressources humaines', by: bruno.name },
];
const attendance = [
  { standing: 'mgp', commune: null, name: 'Camille Perrin', answer: 'present', replacement: null },
  { standing: 'contractor', commune: null, name: 'Ines Faure', answer: 'present', replacement: null },
  {
    standing: 'referent',
    commune: choisy.commune,
    name: amina.name,
    answer: 'replaced',
    replacement: 'Dominique Martin',
  },
  { standing: 'deputy', commune: choisy.commune, name: bruno.name, answer: 'absent', replacement: null },
  {
    standing: 'replacement',
    commune: choisy.commune,
    name: 'Dominique Martin',
    answer: null,
    replacement: null,
  },
  { standing: 'guest', commune: null, name: 'Nadia Morel', answer: null, replacement: null },
] as const;
const file = {
  ...page,
  meeting: comop,
  attendance,
  points,
  minutesAt: null,
  hasBegun: false,
  isCoordinator: false,
  calendarUrl: 'https://jalon.example/fichier/exemple',
} as const;

const action = {
  actionId: 'exemple',
  text: 'Transmettre la liste des agents à former',
  owner: amina.name,
  dueOn: '2026-07-31',
  doneAt: null,
  mayEnd: true,
} as const;
const due = { dueOn: action.dueOn, lastWorkingDay: null, daysLeft: 9 } as const;
const minutes: MinutesView = {
  meeting: { ...comop, isOver: true },
  at: '2026-07-15T14:05:00Z',
  by: 'Camille Perrin',
  present: ['Camille Perrin', 'Ines Faure', 'Dominique Martin'],
  decisions: [
    "L'outil de rédaction est retenu pour toutes les collectivités.",
    'Prochaine réunion le 11/08/2026.',
  ],
  validation: null,
  actions: [
    action,
    {
      ...action,
      actionId: 'autre',
      text: 'Ouvrir les accès',
      owner: 'Ines Faure',
      dueOn: '2026-07-24',
      doneAt: '2026-07-22T08:12:00Z',
      mayEnd: false,
    },
  ],
  mayCorrect: false,
};
const validated: MinutesView = {
  ...minutes,
  meeting: copil,
  at: '2026-03-02T16:40:00Z',
  present: ['Camille Perrin', 'Ines Faure'],
  decisions: [],
  validation: {
    phase: 'État des lieux et audit préalables',
    outcome: 'validated-with-reserves',
    cost: '24\u202f000\u00a0€ TTC',
  },
  actions: [],
  mayCorrect: true,
};

/** The life of a meeting (art. 6): answers, agenda, minutes. */
export const committeeLifeSamples: readonly Sample[] = [
  sample(meetingList, null, {
    ...page,
    meetings: [
      { ...comop, hasMinutes: false },
      { ...meeting, hasMinutes: false },
    ],
    isPast: false,
    total: 2,
    others: 4,
    isCoordinator: false,
  }),
  sample(meetingList, 'coordination', {
    ...page,
    meetings: [{ ...comop, hasMinutes: false }],
    isPast: false,
    total: 12,
    others: 4,
    isCoordinator: true,
    pages: 2,
  }),
  sample(meetingList, 'passees', {
    ...page,
    meetings: [
      { ...cancelled, hasMinutes: false },
      { ...copil, hasMinutes: true },
    ],
    isPast: true,
    total: 2,
    others: 2,
    isCoordinator: false,
  }),
  sample(meetingList, 'aucune', {
    ...page,
    meetings: [],
    isPast: false,
    total: 0,
    others: 0,
    isCoordinator: false,
  }),
  sample(meetingFile, null, file),
  sample(meetingFile, 'coordination', { ...file, isCoordinator: true }),
  sample(meetingFile, 'annulee', { ...file, meeting: cancelled, points: [] }),
  sample(meetingFile, 'compte-rendu', {
    ...file,
    meeting: minutes.meeting,
    minutesAt: minutes.at,
    hasBegun: true,
    isCoordinator: true,
  }),
  sample(attendanceRecorded, null, {
    meeting: comop,
    own: { answer: 'present', replacement: null },
    isForCommune: true,
    withdrawn: null,
  }),
  sample(attendanceRecorded, 'remplacement', {
    meeting: comop,
    own: { answer: 'replaced', replacement: 'Dominique Martin' },
    isForCommune: true,
    withdrawn: null,
  }),
  sample(answerOutdated, null, comop, {}),
  sample(agendaCard, null, { meeting: comop, points, outcome: 'added', isOpen: true, mayOrder: false }),
  sample(agendaCard, 'coordination', {
    meeting: comop,
    points,
    outcome: 'ordered',
    isOpen: true,
    mayOrder: true,
  }),
  sample(agendaCard, 'vide', { meeting: comop, points: [], outcome: null, isOpen: true, mayOrder: false }),
  sample(minutesCard, null, minutes),
  sample(minutesCard, 'comite-de-pilotage', validated),
  sample(minutesPublished, null, minutes),
  sample(minutesRecorded, null, { minutes: validated, told: 3, replacesAt: '2026-03-02T15:10:00Z' }),
  sample(noMinutes, null, { meeting: { ...comop, isOver: true }, mayWrite: true }),
  sample(deadlinesCard, 'actions', {
    ...page,
    deadlines: [
      { ...due, meeting: comop.number, actionId: action.actionId, text: action.text, owner: null },
      { ...due, meeting: comop.number, actionId: 'autre', text: 'Ouvrir les accès', owner: 'Ines Faure' },
      { ...due, ...choisy, phase: 'Utilisation', phaseId: 'use' },
    ],
    total: 3,
    late: 0,
    withinDays: 30,
    toValidate: 0,
  }),
  sample(actionEnded, null, { meeting: comop, action, doneAt: '2026-07-22T08:12:00Z', isNew: true }),
];
