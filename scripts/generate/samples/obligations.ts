import {
  avenantNotice,
  avenantPreview,
  avenantRecorded,
  conventionSigned,
  dataActRecorded,
  dataRequested,
} from '../../../cards/convention.ts';
import { recordsChecked } from '../../../cards/convention-records.ts';
import {
  formalNoticeClosed,
  formalNoticeRecorded,
  formalNoticeReminder,
  hearingRecorded,
} from '../../../cards/formal-notice.ts';
import { type LateCommuneView, lateCard } from '../../../cards/late.ts';
import { obligationsCard } from '../../../cards/obligations.ts';
import {
  DEFAULT_QUESTIONS,
  type ReviewView,
  reviewCard,
  reviewChanged,
  reviewReceiptMail,
  reviewSaved,
  reviewSent,
  reviewTold,
  type SentReviewView,
} from '../../../cards/review.ts';
import { amina, choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const option = "Amélioration de la circulation de l'information interne et aide à la rédaction";

const signed = {
  ...choisy,
  beneficiaryOn: '2025-11-21',
  mgpOn: '2025-12-01',
  bureau: 'Délibération BM2025/10/14 du 14/10/2025',
  effectOn: '2025-12-01',
  termOn: '2026-12-31',
  option,
  votedAfter: null,
};

const avenant = {
  ...choisy,
  avenant: 1,
  signedOn: '2026-09-15',
  subject: "Prolongation de la période d'utilisation",
  termBefore: '2026-12-31',
  termAfter: '2027-03-31',
  limitBefore: '2026-12-31',
  limitAfter: '2027-03-31',
  useBefore: { plannedDays: 183, keptDays: 137, lostDays: 46 },
  useAfter: { plannedDays: 184, keptDays: 184, lostDays: 0 },
};
const avenantValues = {
  commune: choisy.communeValue,
  'signe-le': '2026-09-15',
  objet: avenant.subject,
  terme: '2027-03-31',
};

const formalNotice = {
  ...choisy,
  notice: 'MED-2026-0001',
  sentOn: '2026-09-01',
  dueOn: '2026-10-01',
  breach: "Aucun référent projet n'a été désigné malgré trois relances.",
};

const answers = [
  'La rédaction de courriers et la recherche dans les procédures internes, à la direction du numérique et au secrétariat général.',
  "Douze agents, la plupart chaque semaine depuis le mois d'août.",
  'Une demi-heure gagnée sur un courrier courant, et des réponses plus homogènes.',
  null,
  null,
  null,
  null,
];
const draft: ReviewView = {
  ...choisy,
  lines: DEFAULT_QUESTIONS.map((question, index) => ({ question, answer: answers[index] ?? null })),
  draftedAt: '2026-12-03T14:20:00Z',
  sent: null,
  mayWrite: true,
  csvUrl: null,
};
const whole: ReviewView = {
  ...draft,
  lines: draft.lines.map(({ question, answer }) => ({ question, answer: answer ?? 'Sans objet.' })),
};
const sent: SentReviewView = {
  ...whole,
  draftedAt: null,
  sent: { number: 'BIL-2026-0001', at: '2026-12-10T09:30:00Z', by: amina.name },
};

const lateCommune: LateCommuneView = {
  ...choisy,
  track,
  siren: '219400223',
  light: 'late',
  milestones: [{ phase: 'Mise en place et formation', dueOn: '2026-05-31', days: 12 }],
  validations: [{ number: 'LIV-01', workingDays: 12 }],
  obligations: [],
};

/** The register of obligations, what fills it, the review, and what is late (art. 1 to 12; règlement, art. 8). */
export const obligationSamples: readonly Sample[] = [
  sample(obligationsCard, null, {
    ...choisy,
    light: 'cut',
    slackDays: 0,
    lostDays: 45,
    isCoordinator: false,
    isOwn: true,
    obligations: [
      { state: 'done', dueOn: '2025-12-01', proof: { kind: 'option', option } },
      {
        state: 'done',
        dueOn: '2025-12-01',
        proof: { kind: 'signatures', beneficiaryOn: '2025-11-21', mgpOn: '2025-12-01' },
      },
      { state: 'late', dueOn: null, proof: { kind: 'deliverables', waiting: 2, late: 1, total: 3 } },
      {
        state: 'done',
        dueOn: null,
        proof: { kind: 'citizens', count: 2, number: 'PUB-2026-0004', publishedOn: '2026-05-18' },
      },
      {
        state: 'done',
        dueOn: '2025-12-01',
        proof: { kind: 'referent', name: amina.name, number: 'REF-2026-0001' },
      },
      {
        state: 'done',
        dueOn: null,
        proof: { kind: 'data-act', nature: 'temporary', signedOn: '2026-01-15' },
      },
      {
        state: 'none',
        dueOn: null,
        proof: { kind: 'transfer', clause: 'on-request', nature: null, signedOn: null, requestedOn: null },
      },
      { state: 'none', dueOn: null, proof: { kind: 'hearing', heldOn: null } },
      { state: 'none', dueOn: null, proof: { kind: 'avenants', count: 0, lastOn: null } },
      {
        state: 'none',
        dueOn: null,
        proof: { kind: 'notice', notice: null, sentOn: null, closedOn: null },
      },
      {
        state: 'ongoing',
        dueOn: '2026-12-30',
        proof: { kind: 'review', number: null, draftedAt: '2026-12-03T14:20:00Z' },
      },
    ],
  }),
  sample(obligationsCard, 'coordination', {
    ...choisy,
    light: 'at-risk',
    slackDays: 8,
    lostDays: 0,
    isCoordinator: true,
    isOwn: false,
    obligations: [
      {
        state: 'ongoing',
        dueOn: '2025-12-01',
        proof: { kind: 'signatures', beneficiaryOn: '2025-11-21', mgpOn: null },
      },
      { state: 'late', dueOn: '2025-12-01', proof: { kind: 'referent', name: null, number: null } },
      { state: 'todo', dueOn: null, proof: { kind: 'data-act', nature: null, signedOn: null } },
      {
        state: 'ongoing',
        dueOn: '2026-10-01',
        proof: { kind: 'notice', notice: 'MED-2026-0001', sentOn: '2026-09-01', closedOn: null },
      },
    ],
  }),
  sample(conventionSigned, null, signed),
  sample(conventionSigned, 'une-partie', {
    ...signed,
    mgpOn: null,
    bureau: null,
    effectOn: null,
    option: null,
    votedAfter: '2025-11-24',
  }),
  sample(avenantPreview, null, avenant, avenantValues, false),
  sample(avenantRecorded, null, avenant, avenantValues),
  sample(avenantNotice, null, avenant),
  sample(dataActRecorded, null, {
    ...choisy,
    purpose: 'experiment',
    nature: 'temporary',
    signedOn: '2026-01-15',
    uses: 'Fiches de procédure de la direction du numérique, pour la recherche interne.',
  }),
  sample(dataActRecorded, 'sans-objet', {
    ...choisy,
    purpose: 'transfer',
    nature: 'none',
    signedOn: '2026-12-15',
    uses: '',
  }),
  sample(dataRequested, null, { ...choisy, requestedOn: '2026-12-15' }),
  sample(formalNoticeRecorded, null, { ...formalNotice, isOver: false }),
  sample(formalNoticeReminder, null, { ...formalNotice, isOver: false }),
  sample(formalNoticeReminder, 'echu', { ...formalNotice, isOver: true }),
  sample(formalNoticeClosed, null, { ...formalNotice, outcome: 'remedied', on: '2026-09-20' }),
  sample(hearingRecorded, null, {
    ...choisy,
    heldOn: '2026-09-24',
    heard: 'Mme Diallo, directrice du numérique',
  }),
  sample(recordsChecked, null, {
    ...choisy,
    isCoordinator: true,
    faults: [
      { code: 'no-option', article: '1' },
      { code: 'referent-incomplete', missing: ['person', 'email', 'phone'], article: '4' },
      {
        code: 'voted-after-signature',
        votedOn: '2025-11-19',
        signedOn: '2025-11-18',
        article: 'signature',
      },
    ],
  }),
  sample(recordsChecked, 'en-regle', { ...choisy, isCoordinator: false, faults: [] }),
  sample(reviewCard, null, whole),
  sample(reviewCard, 'coordination', {
    ...draft,
    mayWrite: false,
    csvUrl: 'https://jalon.example/f/exemple',
  }),
  sample(reviewSaved, null, draft, []),
  sample(reviewSaved, 'ensemble', draft, [2]),
  sample(reviewChanged, null, whole),
  sample(reviewSent, null, sent, true),
  sample(reviewReceiptMail, null, sent),
  sample(reviewTold, null, sent),
  sample(lateCard, null, {
    communes: [
      lateCommune,
      {
        ...lateCommune,
        commune: 'Nanterre (exemple)',
        communeValue: 'nanterre',
        siren: '219200508',
        light: 'at-risk',
        milestones: [],
        obligations: [
          { kind: 'option', dueOn: '2025-12-01', days: 193 },
          { kind: 'referent', dueOn: '2025-12-01', days: 193 },
        ],
      },
    ],
    total: 2,
    milestones: 1,
    validations: 2,
    fromDays: 10,
    obligations: 2,
    lights: { late: 1, cut: 0, 'at-risk': 1, 'on-time': 3 },
    csvUrl: 'https://jalon.example/f/exemple',
    page: 1,
    pages: 1,
  }),
  sample(lateCard, 'rien', {
    communes: [],
    total: 0,
    milestones: 0,
    validations: 0,
    fromDays: 10,
    obligations: 0,
    lights: { late: 0, cut: 0, 'at-risk': 1, 'on-time': 4 },
    csvUrl: 'https://jalon.example/f/exemple',
    page: 1,
    pages: 1,
  }),
];
