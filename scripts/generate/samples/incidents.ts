import type { IncidentView, StepView } from '../../../cards/incident.ts';
import type { IncidentRights } from '../../../cards/incident-actions.ts';
import {
  incidentCard,
  incidentStepRecorded,
  incidentStepTold,
  incidentTakenAlready,
} from '../../../cards/incident-card.ts';
import { incidentChecked } from '../../../cards/incident-check.ts';
import { incidentsExported } from '../../../cards/incident-export.ts';
import { incidentList } from '../../../cards/incident-list.ts';
import {
  incidentAlert,
  incidentRaised,
  incidentReceiptLate,
  incidentReceiptMail,
  incidentRecorded,
} from '../../../cards/incident-report.ts';
import { threadAddition } from '../../../cards/message-action.ts';
import { refusalCard } from '../../../cards/refusals.ts';
import { keptAsDraft } from '../../../cards/service.ts';
import { Refusal } from '../../../src/domain/kernel/refusal.ts';
import { amina, choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const hash = '7f3a81d084c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08e';
const url = 'https://jalon.example/f/exemple';
const camille = 'Camille Perrin';
const ines = 'Inès Faure';

const reported: IncidentView = {
  ...choisy,
  number: 'INC-2026-0031',
  track,
  hasContractor: true,
  nature: 'malfunction',
  facts:
    "La plateforme renvoie une erreur à chaque recherche depuis 9\u00a0h. Les douze agents formés ne peuvent plus s'en servir.",
  foundOn: '2026-07-09',
  foundTime: '09:10',
  consequence: { kind: 'certain', days: 3 },
  files: [{ label: "capture-d'écran.png (240\u00a0Ko)", url }],
  toContractor: true,
  isLocked: false,
  source: null,
  by: amina.name,
  at: '2026-07-09T15:58:00Z',
  delay: { unit: 'minutes', value: 528 },
  hash,
  status: 'reported',
  acknowledged: null,
  waitingMinutes: 255,
  assignee: null,
  steps: [],
};
const locked: IncidentView = {
  ...reported,
  number: 'INC-2026-0032',
  nature: 'contractor',
  facts: 'Le prestataire ne répond plus à nos messages depuis une semaine.',
  foundTime: null,
  consequence: { kind: 'possible' },
  files: [],
  toContractor: false,
  isLocked: true,
  delay: { unit: 'days', value: 2 },
};
const acknowledged: StepView = {
  kind: 'acknowledged',
  as: 'mgp',
  by: camille,
  at: '2026-07-09T16:12:00Z',
  text: '',
  files: [],
  assignee: null,
};
const answered: StepView = {
  ...acknowledged,
  kind: 'answered',
  as: 'contractor',
  by: ines,
  at: '2026-07-09T16:40:00Z',
  text: 'Le service de recherche a été relancé. Pouvez-vous vérifier\u202f?',
};
const closed: StepView = {
  ...acknowledged,
  kind: 'closed',
  at: '2026-07-10T08:05:00Z',
  text: 'Recherche rétablie, cause corrigée par le prestataire.',
};
const assigned: StepView = { ...acknowledged, kind: 'assigned', assignee: 'Nadia Benali' };
const taken: IncidentView = {
  ...reported,
  status: 'ongoing',
  acknowledged: { by: camille, at: acknowledged.at, minutes: 14 },
  waitingMinutes: null,
  steps: [acknowledged, answered],
};
const done: IncidentView = { ...taken, status: 'closed', steps: [acknowledged, answered, closed] };

const rights = (who: Partial<IncidentRights>): IncidentRights => ({
  isOwn: false,
  isCoordinator: false,
  isContractor: false,
  ...who,
});
const own = rights({ isOwn: true });
const coordinator = rights({ isCoordinator: true });
const contractor = rights({ isContractor: true });

const period = {
  fromOn: '2026-07-01',
  toOn: '2026-09-30',
  commune: null,
  incidents: [],
  madeAt: '2026-10-01T08:00:00Z',
};

/** Incident reports (art. 3), from the form to the last step, and what they are verified and exported with. */
export const incidentSamples: readonly Sample[] = [
  sample(incidentRecorded, null, reported, url, true),
  sample(incidentRecorded, 'metropole', locked, url, false),
  sample(incidentReceiptLate, null, 'INC-2026-0031'),
  sample(incidentReceiptMail, null, reported),
  sample(incidentAlert, null, reported, coordinator),
  sample(incidentAlert, 'prestataire', reported, contractor),
  sample(incidentAlert, 'collegue', locked, own),
  sample(incidentRaised, null, reported),
  sample(incidentCard, null, taken, own, url),
  sample(incidentCard, 'coordination', reported, coordinator, url),
  sample(incidentCard, 'clos', done, coordinator, url),
  sample(incidentStepRecorded, null, taken, answered, coordinator),
  sample(incidentStepRecorded, 'affecte', { ...taken, assignee: 'Nadia Benali' }, assigned, coordinator),
  sample(incidentTakenAlready, null, taken, { by: 'Camille Perrin', at: '2026-07-09T16:12:00Z' }),
  sample(incidentStepTold, null, taken, answered, own),
  sample(incidentStepTold, 'coordination', taken, answered, coordinator),
  sample(incidentList, null, {
    items: [locked, taken, done],
    total: 3,
    waiting: 1,
    page: 1,
    pages: 1,
    values: {},
    mayReport: false,
    mayExport: true,
  }),
  sample(incidentList, 'vide', {
    items: [],
    total: 0,
    waiting: 0,
    page: 1,
    pages: 1,
    values: {},
    mayReport: true,
    mayExport: false,
  }),
  sample(
    incidentsExported,
    null,
    {
      ...period,
      summary: {
        total: 7,
        byNature: { contractor: 1, gap: 1, malfunction: 4, degradation: 0, other: 1 },
        byStatus: { reported: 0, acknowledged: 1, ongoing: 2, closed: 4, reopened: 0 },
        medianMinutes: 95,
      },
    },
    { csv: url, pdf: url },
  ),
  sample(incidentChecked, null, { number: reported.number, at: reported.at, hash, version: 412, faults: [] }),
  sample(incidentChecked, 'altere', {
    number: reported.number,
    at: reported.at,
    hash,
    version: 412,
    faults: [{ stream: 'track:ia-administration-interne', version: 398, what: 'changed' }],
  }),
  sample(keptAsDraft, 'brouillon', refusalCard(new Refusal({ code: 'not-enrolled' }), null)),
  sample(threadAddition, null, {
    subject: reported.number,
    command: 'incident completer',
    values: { incident: reported.number, complement: 'Le prestataire a redémarré le service.' },
  }),
];
