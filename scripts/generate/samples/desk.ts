import { deadlinesCard } from '../../../cards/deadlines.ts';
import { erasedAlready, erasureDone, erasurePreview } from '../../../cards/erasure.ts';
import { confirmStop, messageStopped, messagesRetried, outboxCard } from '../../../cards/outbox.ts';
import { noOwnData, ownDataCard } from '../../../cards/personal-data.ts';
import { preferencesCard } from '../../../cards/preferences.ts';
import { alreadyRecorded } from '../../../cards/service.ts';
import { amina, bruno, choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const withoutPause = { canal: 'automatique', heure: 'des-que-possible' };

const setup = {
  ...choisy,
  phase: 'Mise en place et formation',
  phaseId: 'setup',
  dueOn: '2026-05-31',
  lastWorkingDay: '2026-05-29',
  daysLeft: 9,
} as const;
const audit = {
  ...choisy,
  phase: 'État des lieux et audit préalables',
  phaseId: 'audit',
  dueOn: '2026-05-11',
  lastWorkingDay: null,
  daysLeft: -11,
} as const;
const nanterre = { ...setup, commune: 'Nanterre (exemple)', communeValue: 'nanterre' };

const notice = {
  key: 'referent-changed:REF-2026-0007@exemple',
  to: amina.name,
  topic: 'referent-changed',
  commune: choisy.commune,
};
const reminder = {
  ...notice,
  key: 'milestone:choisy-le-roi:setup-end:J-7:2026-05-31:ia-administration-interne@exemple',
  topic: 'reminder',
};

const outbox = {
  waiting: 3,
  due: 1,
  oldestDueAt: '2026-05-22T07:00:00Z',
  failed: 1,
  troubled: 2,
  shown: 2,
  items: [
    {
      ...reminder,
      fault: 'chat.postMessage: HTTP 503',
      attempts: 3,
      createdAt: '2026-05-22T07:00:00Z',
      nextTryAt: '2026-05-22T08:04:00Z',
    },
    {
      ...notice,
      to: bruno.name,
      fault: 'no-channel',
      attempts: 0,
      createdAt: '2026-05-21T15:58:00Z',
      nextTryAt: null,
    },
  ],
  first: 1,
  page: 1,
  pages: 1,
  unreachable: [
    {
      name: amina.name,
      speaksFor: { role: 'referent', ...choisy },
      lost: [{ platform: 'slack', lostOn: '2026-05-20' }],
      reachedBy: ['mail'],
    },
  ],
} as const;

/** One's own dates, choices and data; the coordinator's messages and erasures. */
export const deskSamples: readonly Sample[] = [
  sample(deadlinesCard, null, {
    deadlines: [audit, setup],
    total: 2,
    late: 1,
    withinDays: null,
    toValidate: 0,
    page: 1,
    pages: 1,
  }),
  sample(deadlinesCard, 'coordination', {
    deadlines: [audit, setup, nanterre],
    total: 18,
    late: 1,
    withinDays: 30,
    toValidate: 0,
    page: 1,
    pages: 2,
  }),
  sample(deadlinesCard, 'aucune', {
    deadlines: [],
    total: 0,
    late: 0,
    withinDays: null,
    toValidate: 0,
    page: 1,
    pages: 1,
  }),
  sample(preferencesCard, null, { channel: 'mail', digestHour: 10, pause: null, withoutPause }),
  sample(preferencesCard, 'pause', {
    channel: null,
    digestHour: null,
    pause: { untilOn: '2026-05-30', resumesOn: '2026-06-01' },
    withoutPause,
  }),
  sample(outboxCard, null, outbox),
  sample(outboxCard, 'vide', {
    ...outbox,
    waiting: 0,
    due: 0,
    oldestDueAt: null,
    failed: 0,
    troubled: 0,
    shown: 0,
    items: [],
    unreachable: [],
  }),
  sample(messagesRetried, null, [reminder]),
  sample(messagesRetried, 'plusieurs', [reminder, notice]),
  sample(confirmStop, null, notice),
  sample(messageStopped, null, reminder),
  sample(ownDataCard, null, {
    person: { ...amina, channels: ['slack', 'mail'] },
    roles: [`référent(e) de Choisy-le-Roi (parcours «\u00a0${track}\u00a0»)`],
    retention: { years: 5, termOn: '2026-12-31' },
    contact: 'coordination@metropole.example',
    fileUrl: 'https://jalon.example/fichier/exemple',
  }),
  sample(noOwnData, null),
  sample(erasurePreview, null, { personId: 'exemple', ...bruno, accounts: 2 }),
  sample(erasureDone, null, { personId: 'exemple', at: '2026-05-22T07:12:00Z' }),
  sample(erasedAlready, null),
  sample(alreadyRecorded, null),
];
