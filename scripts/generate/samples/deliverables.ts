import type { ActView, OwnView } from '../../../cards/act.ts';
import type { DeliverableView } from '../../../cards/deliverable.ts';
import {
  deliverableHanded,
  deliverableHandedOver,
  deliverableReplaced,
  deliverableWithdrawn,
  handOverPreview,
  newVersionPreview,
  withdrawalTold,
} from '../../../cards/deliverable-hand-over.ts';
import { deliverableCard, deliverableList } from '../../../cards/deliverable-list.ts';
import { type CellView, chased, chasePreview, deliverableMatrix } from '../../../cards/deliverable-matrix.ts';
import { alreadyJudged, askVerdict, judged, receiptMail, reserveLifted } from '../../../cards/validation.ts';
import { validationDigest, validationReminder, validationsLate } from '../../../cards/validation-reminder.ts';
import { judgementsTold, judgementTold, reserveLiftedTold } from '../../../cards/validation-told.ts';
import { amina, choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const phase = 'État des lieux et audit préalables';
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const others = ['Choisy-le-Roi', 'Nanterre (exemple)', 'Thiais (exemple)'];

const report: DeliverableView = {
  number: 'LIV-01',
  title: "Rapport d'audit",
  track,
  phase,
  version: 1,
  handedOverOn: '2026-03-02',
  content: {
    kind: 'file',
    label: "rapport-d'audit.pdf (1,2\u00a0Mo)",
    url: 'https://jalon.example/f/exemple',
  },
  digest,
  changes: null,
  addressed: { count: 3, names: others, isAll: true },
  withdrawn: null,
};
const newer: DeliverableView = {
  ...report,
  version: 2,
  handedOverOn: '2026-03-23',
  changes: "Plan d'adressage ajouté, chiffres de la page\u00a03 corrigés",
};
const guide: DeliverableView = {
  ...report,
  number: 'LIV-02',
  title: 'Guide de prise en main',
  phase: 'Mise en place et formation',
  handedOverOn: '2026-03-16',
  content: { kind: 'link', url: 'https://prestataire.example/guide' },
  addressed: { count: 1, names: ['Choisy-le-Roi'], isAll: false },
};
const withdrawn: DeliverableView = {
  ...guide,
  withdrawn: { at: '2026-03-24T10:05:00Z', reason: 'Déposé par erreur' },
};

const reserves = [
  { rank: 1, text: "Ajouter le plan d'adressage", liftedAt: null },
  { rank: 2, text: 'Corriger les chiffres de la page\u00a03', liftedAt: null },
];
const act: ActView = {
  number: 'VAL-2026-0012',
  version: 1,
  verdict: 'validated',
  reserves: [],
  reason: null,
  remark: null,
  by: amina.name,
  whose: 'own',
  at: '2026-03-04T15:05:00Z',
};
const withReserves: ActView = { ...act, verdict: 'with-reserves', reserves };
const refused: ActView = {
  ...act,
  verdict: 'refused',
  reason: "L'audit ne porte pas sur la direction des ressources humaines",
  remark: 'Le prestataire ne nous a pas interrogés.',
};
const waiting: OwnView = { ...choisy, standing: 'waiting', act: null, isOneOfSeveral: false };
const done: OwnView = { ...waiting, standing: 'with-reserves', act: withReserves };
const lifted = {
  ...withReserves,
  reserves: [{ rank: 1, text: "Ajouter le plan d'adressage", liftedAt: '2026-03-10T09:12:00Z' }],
};
const tally = { waiting: 1, validated: 1, 'with-reserves': 1, cleared: 0, refused: 0 };
const told = { people: 4, unreached: ['Thiais (exemple)'] };
const values = { titre: report.title, etape: 'audit' };
const page = { page: 1, pages: 1 };

const late: CellView = { standing: 'waiting', waitedDays: 12, isLate: true, openReserves: 0 };
const fresh: CellView = { standing: 'waiting', waitedDays: 2, isLate: false, openReserves: 0 };
const valid: CellView = { standing: 'validated', waitedDays: 0, isLate: false, openReserves: 0 };
const reserved: CellView = { standing: 'with-reserves', waitedDays: 0, isLate: false, openReserves: 2 };

/** Deliverables, from handing over to the last reserve that is lifted (art. 3). */
export const deliverableSamples: readonly Sample[] = [
  sample(handOverPreview, null, report, told, values),
  sample(deliverableHandedOver, null, report, told),
  sample(deliverableHanded, null, report, []),
  sample(deliverableHanded, 'nouvelle-version', newer, []),
  sample(newVersionPreview, null, newer, told, { livrable: report.number }),
  sample(deliverableReplaced, null, newer, told),
  sample(deliverableWithdrawn, null, withdrawn),
  sample(withdrawalTold, null, withdrawn),
  sample(deliverableList, null, {
    ...page,
    items: [
      { deliverable: guide, own: [waiting], tally: null },
      { deliverable: report, own: [done], tally: null },
    ],
    total: 2,
    mayHandOver: false,
  }),
  sample(deliverableList, 'coordination', {
    ...page,
    items: [
      { deliverable: guide, own: [], tally },
      { deliverable: newer, own: [], tally },
    ],
    total: 2,
    mayHandOver: true,
  }),
  sample(deliverableList, 'vide', { ...page, items: [], total: 0, mayHandOver: false }),
  sample(deliverableCard, null, {
    deliverable: report,
    own: [done],
    tally: null,
    objections: [],
    former: [],
    mayManage: false,
  }),
  sample(deliverableCard, 'coordination', {
    deliverable: newer,
    own: [],
    tally,
    objections: [
      { ...withReserves, commune: choisy.commune, standing: 'with-reserves' },
      {
        ...refused,
        commune: 'Nanterre (exemple)',
        standing: 'refused',
        number: 'VAL-2026-0013',
        reserves: [],
      },
    ],
    former: [{ version: 1, handedOverOn: report.handedOverOn }],
    mayManage: true,
  }),
  sample(askVerdict, null, report, waiting),
  sample(judged, null, report, { ...waiting, standing: 'validated', act }, act),
  sample(judged, 'reserves', report, done, withReserves),
  sample(judged, 'refus', report, { ...waiting, standing: 'refused', act: refused }, refused),
  sample(receiptMail, null, report, done, withReserves),
  sample(alreadyJudged, null, report, done, { ...withReserves, whose: 'colleague' }),
  sample(reserveLifted, null, report, { ...done, standing: 'cleared', act: lifted }, lifted, {
    rank: 1,
    text: "Ajouter le plan d'adressage",
    liftedAt: '2026-03-10T09:12:00Z',
  }),
  sample(judgementTold, null, report, choisy.commune, withReserves),
  sample(judgementTold, 'refus', report, choisy.commune, refused),
  sample(judgementsTold, null, [
    { deliverable: report, commune: choisy.commune, act },
    { deliverable: guide, commune: choisy.commune, act: { ...act, number: 'VAL-2026-0014' } },
  ]),
  sample(reserveLiftedTold, null, report, choisy.commune, {
    rank: 1,
    text: "Ajouter le plan d'adressage",
    liftedAt: '2026-03-10T09:12:00Z',
  }),
  sample(validationReminder, null, { deliverable: report, own: waiting, workingDays: 5 }),
  sample(validationDigest, null, [
    { deliverable: report, own: waiting, workingDays: 15 },
    { deliverable: guide, own: waiting, workingDays: 5 },
  ]),
  sample(validationsLate, null, [
    {
      deliverable: report,
      communes: ['Choisy-le-Roi', 'Thiais (exemple)'],
      unreached: ['Thiais (exemple)'],
      workingDays: 15,
    },
  ]),
  sample(deliverableMatrix, null, {
    ...page,
    track,
    columns: [guide.number, report.number],
    hidden: 0,
    rows: [
      { commune: 'Thiais (exemple)', cells: [null, late] },
      { commune: 'Choisy-le-Roi', cells: [fresh, reserved] },
      { commune: 'Nanterre (exemple)', cells: [null, valid] },
    ],
    total: 3,
    late: { communes: 1, deliverables: 1, fromDays: 10 },
    csvUrl: 'https://jalon.example/f/exemple',
    values: {},
  }),
  sample(
    chasePreview,
    null,
    [
      { commune: 'Choisy-le-Roi', deliverables: [report.number, guide.number], people: [amina.name] },
      { commune: 'Thiais (exemple)', deliverables: [report.number], people: [] },
    ],
    1,
    {},
  ),
  sample(chased, null, 1, 1),
];
