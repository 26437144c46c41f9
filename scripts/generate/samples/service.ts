import { beneficiaryAdded, beneficiaryCard, importDone, importLine } from '../../../cards/beneficiary.ts';
import { helpCard, welcomeCard } from '../../../cards/help.ts';
import { journalChecked } from '../../../cards/journal.ts';
import { accessLink } from '../../../cards/mail.ts';
import { refusalCard } from '../../../cards/refusals.ts';
import { cancelled, identityUnavailable, somethingBroke, tooManyRequests } from '../../../cards/service.ts';
import { answeredInPrivateCard, inProgressCard, openFormCard } from '../../../cards/slack.ts';
import { Refusal } from '../../../src/domain/kernel/refusal.ts';
import { commands, usableCommands } from '../../../src/usecases/commands.ts';
import { amina, choisy, department, track } from './places.ts';
import { constant, type Sample, sample } from './sample.ts';

const stranger = usableCommands(commands, new Set(['anyone']));
const referent = usableCommands(commands, new Set(['anyone', 'referent']));
const coordinator = usableCommands(commands, new Set(['anyone', 'coordinator']));

const beneficiary = {
  name: choisy.commune,
  communeValue: choisy.communeValue,
  kind: 'commune',
  siren: '219400223',
  track,
  example: false,
  deliberation: { number: 'DEL.25.111', votedOn: '2025-11-19', receivedOn: '2025-11-26' },
  department,
  option: "Amélioration de la circulation de l'information interne et aide à la rédaction",
  referent: amina.name,
  deputy: null,
  effectOn: '2025-12-01',
  light: 'on-time',
  slackDays: 31,
  lostDays: 0,
  conventionEndsOn: '2026-12-31',
  mayChange: true,
} as const;

const wrongSiren = new Refusal(
  { code: 'siren-check-digit', siren: '219401317', official: '219400223' },
  'siren',
);
const faults = new Refusal(
  {
    code: 'import-faults',
    faults: [
      { line: 3, column: 'telephone', reason: { code: 'invalid-phone', typed: '01 48' } },
      {
        line: 7,
        column: 'collectivite',
        reason: { code: 'not-in-register', typed: 'Choisi', suggestions: ['Choisy-le-Roi'] },
      },
    ],
  },
  'fichier',
);

/** Help, beneficiaries, refusals and the service's own words. */
export const serviceSamples: readonly Sample[] = [
  sample(helpCard, null, referent, { known: true, subject: null }),
  sample(helpCard, 'coordination', coordinator, { known: true, subject: null }),
  sample(helpCard, 'inconnu', stranger, { known: false, subject: null }),
  sample(welcomeCard, null, stranger, { known: false }),
  sample(welcomeCard, 'referent', referent, { known: true }),
  sample(beneficiaryCard, null, beneficiary),
  sample(beneficiaryCard, 'exemple', {
    ...beneficiary,
    name: 'Est Ensemble (exemple)',
    communeValue: 'est-ensemble',
    kind: 'ept',
    siren: '200057875',
    example: true,
    deliberation: null,
    department: null,
    option: null,
    referent: null,
  }),
  sample(journalChecked, null, { entries: 128, faults: [] }),
  sample(journalChecked, 'altere', {
    entries: 128,
    faults: [{ stream: 'track:ia-administration-interne', version: 12, what: 'changed' }],
  }),
  sample(beneficiaryAdded, null, { ...choisy, name: choisy.commune, siren: beneficiary.siren, track }),
  sample(importDone, null, {
    added: 1,
    designated: 1,
    lines: [
      importLine({
        line: 2,
        name: choisy.commune,
        added: false,
        designated: { name: amina.name, role: 'referent', number: 'REF-2025-0001' },
      }),
      importLine({ line: 3, name: 'Nanterre', added: true, designated: null }),
    ],
  }),
  sample(refusalCard, null, wrongSiren, {
    command: 'commune ajouter',
    values: { commune: choisy.commune, siren: '219401317' },
  }),
  sample(refusalCard, 'import', faults, null),
  sample(accessLink, null),
  sample(somethingBroke, null, 'a1b2c3d4'),
  sample(identityUnavailable, null),
  sample(cancelled, null),
  sample(tooManyRequests, null),
  constant('inProgressCard', inProgressCard),
  constant('answeredInPrivateCard', answeredInPrivateCard),
  sample(
    openFormCard,
    null,
    {
      command: 'referent changer',
      title: 'Référent projet',
      intro: [],
      fields: [],
      values: {},
      errors: {},
      hidden: {},
      submitLabel: 'Transmettre',
    },
    { failed: false, taken: { what: 'all', values: {} } },
  ),
];
