import { accessAsked, accessDeclined, accessRequested, requestDeclined } from '../../../cards/access.ts';
import { missingReferents } from '../../../cards/missing-referents.ts';
import {
  confirmPastChange,
  historyLine,
  referentChanged,
  referentChangedNotice,
  referentFarewell,
  referentFile,
  referentWelcome,
} from '../../../cards/referent.ts';
import { amina, bruno, choisy, department, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const request = {
  ...choisy,
  requestId: 'exemple',
  role: 'referent',
  person: amina,
  askedAt: '2025-11-24T09:12:00Z',
  present: null,
} as const;

const designation = {
  ...choisy,
  role: 'referent',
  number: 'REF-2025-0001',
  recordedAt: '2025-11-24T09:30:00Z',
  fromOn: '2025-11-24',
  isFuture: false,
  byCoordinator: false,
  person: amina,
  previous: null,
} as const;

const change = {
  ...choisy,
  role: 'referent',
  number: 'REF-2026-0007',
  recordedAt: '2026-03-12T09:42:00Z',
  fromOn: '2026-04-01',
  isFuture: true,
  byCoordinator: false,
  person: bruno,
  previous: amina,
} as const;

const file = {
  ...choisy,
  track,
  department,
  referent: { ...amina, lost: [] },
  deputy: { ...bruno, lost: [{ platform: 'slack', lostOn: '2026-05-20' }] },
  history: [
    historyLine({
      role: 'referent',
      name: amina.name,
      fromOn: '2025-11-24',
      number: 'REF-2025-0001',
      declaredAt: '2025-11-24T09:30:00Z',
    }),
    historyLine({
      role: 'deputy',
      name: bruno.name,
      fromOn: '2026-01-05',
      number: 'REF-2026-0002',
      declaredAt: '2026-01-05T13:05:00Z',
    }),
  ],
  mayChange: true,
} as const;

const missing = [
  { name: 'Choisy-le-Roi', value: 'choisy-le-roi', department },
  { name: 'Nanterre (exemple)', value: 'nanterre', department: null },
  { name: 'Est Ensemble (exemple)', value: 'est-ensemble', department: null },
];

const csvUrl = 'https://jalon.example/fichier/exemple';
const lost = {
  name: amina.name,
  speaksFor: { role: 'referent', ...choisy },
  lost: [{ platform: 'slack', lostOn: '2026-05-20' }],
  reachedBy: ['mail'],
} as const;

const pastChange = {
  commune: 'choisy-le-roi',
  role: 'referent',
  nom: bruno.name,
  courriel: bruno.email,
  telephone: '01 99 00 56 78',
  'a-compter-du': '02/01/2026',
};

const upcoming = [
  "Début de l'expérimentation\u00a0: lundi 01/12/2025",
  'État des lieux et audit préalables, fin\u00a0: samedi 28/02/2026',
  'Mise en place et formation, fin\u00a0: dimanche 31/05/2026',
];

/** Référents and access (art. 4). */
export const peopleSamples: readonly Sample[] = [
  sample(accessRequested, null, request),
  sample(accessAsked, null, request),
  sample(accessDeclined, null, { commune: choisy.commune }),
  sample(requestDeclined, null, { commune: choisy.commune, name: amina.name }),
  sample(referentChanged, null, change),
  sample(referentChanged, 'premier', designation),
  sample(referentChangedNotice, null, { ...change, by: amina.name, reason: 'Mobilité interne' }),
  sample(referentWelcome, null, { ...designation, upcoming, kit: null }),
  sample(referentWelcome, 'kit', {
    ...designation,
    upcoming,
    kit: {
      trackValue: 'ia-administration-interne',
      version: '1',
      links: ['https://nuage.metropole.example/kits/ia-administration-interne'],
    },
  }),
  sample(referentFarewell, null, change),
  sample(referentFile, null, file),
  sample(referentFile, 'sans-referent', { ...file, referent: null, deputy: null, history: [] }),
  sample(missingReferents, null, { missing, total: 4, unreachable: [], csvUrl }),
  sample(missingReferents, 'aucun', { missing: [], total: 4, unreachable: [lost], csvUrl }),
  sample(confirmPastChange, null, { fromOn: '2026-01-02', values: pastChange }),
];
