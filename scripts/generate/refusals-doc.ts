import { describeReason } from '../../cards/refusal-words.ts';
import type { Reason } from '../../src/domain/kernel/refusal.ts';
import { french, GENERATED, table } from './markdown.ts';
import { department } from './samples/places.ts';

type Examples = { readonly [Code in Reason['code']]: Extract<Reason, { readonly code: Code }> };

const setup = { label: 'Mise en place et formation', value: 'setup' };
const choisy = 'Choisy-le-Roi';
const meeting = { meeting: 'CO-07', day: '2026-07-15', time: '10:00' } as const;
const contact = 'coordination@metropole.example';

/** One of each: a refusal without an example does not compile. */
const EXAMPLES: Examples = {
  'unknown-command': { code: 'unknown-command', typed: 'refferent', suggestions: ['referent voir'] },
  'not-enrolled': { code: 'not-enrolled' },
  'referents-only': { code: 'referents-only' },
  'no-verified-email': { code: 'no-verified-email' },
  'coordinators-only': { code: 'coordinators-only' },
  'other-commune': { code: 'other-commune', role: 'referent', own: [choisy], contact },
  'unknown-commune': { code: 'unknown-commune', typed: 'choisi', suggestions: [choisy] },
  'not-in-register': { code: 'not-in-register', typed: 'Choisi', suggestions: [choisy] },
  'commune-not-enrolled': { code: 'commune-not-enrolled', name: 'Thiais', mayAdd: true },
  'several-tracks': {
    code: 'several-tracks',
    name: choisy,
    choices: [
      {
        label: 'IA – Administration interne des collectivités',
        value: 'ia-administration-interne/choisy-le-roi',
      },
    ],
  },
  'unknown-track': { code: 'unknown-track', typed: 'ia-admin', suggestions: ['ia-administration-interne'] },
  'siren-check-digit': { code: 'siren-check-digit', siren: '219401317', official: '219400223' },
  'siren-length': { code: 'siren-length', siren: '2194', official: '219400223' },
  'siren-of-another': {
    code: 'siren-of-another',
    siren: '200054781',
    owner: 'Métropole du Grand Paris',
    official: '219400223',
    name: choisy,
  },
  'siren-of-nobody': {
    code: 'siren-of-nobody',
    siren: '732829320',
    official: '219400223',
    name: choisy,
  },
  'already-beneficiary': { code: 'already-beneficiary', name: choisy },
  'file-empty': { code: 'file-empty', name: 'rapport.pdf' },
  'file-too-large': { code: 'file-too-large', name: 'rapport.pdf', mostBytes: 25 * 1024 * 1024 },
  'file-type': { code: 'file-type', name: 'rapport.pdf', found: 'exe' },
  'file-misnamed': { code: 'file-misnamed', name: 'rapport.pdf', found: 'png' },
  'file-macros': { code: 'file-macros', name: 'suivi.xlsx' },
  'file-bomb': { code: 'file-bomb', name: 'rapport.docx' },
  'file-broken': { code: 'file-broken', name: 'rapport.docx' },
  'file-no-room': { code: 'file-no-room', name: 'rapport.pdf' },
  'file-not-fetched': { code: 'file-not-fetched', name: 'rapport.pdf' },
  'file-gone': { code: 'file-gone' },
  'too-many-files': { code: 'too-many-files', max: 3, given: 5 },
  'missing-field': { code: 'missing-field' },
  'too-long': { code: 'too-long', max: 500, length: 10_000 },
  'too-short': { code: 'too-short', min: 5 },
  'not-a-choice': { code: 'not-a-choice', typed: 'adjoint', choices: ['Référent', 'Suppléant'] },
  'no-such-day': { code: 'no-such-day', typed: '31/02/2026' },
  'no-such-delay': { code: 'no-such-delay', typed: 'bientôt' },
  'invalid-email': { code: 'invalid-email', typed: 'amina.diallo' },
  'invalid-phone': { code: 'invalid-phone', typed: '01 48' },
  'invalid-value': { code: 'invalid-value', typed: `${department}\nautre ligne` },
  'day-past': { code: 'day-past', day: '2026-01-02' },
  'day-too-far': { code: 'day-too-far', day: '2030-01-01', latest: '2026-12-31' },
  'after-term': { code: 'after-term', day: '2027-12-31', term: '2026-12-31' },
  'before-phase-start': {
    code: 'before-phase-start',
    day: '2026-02-01',
    phase: setup.label,
    start: '2026-03-01',
  },
  'end-in-future': { code: 'end-in-future', day: '2026-06-15', today: '2026-05-22' },
  'into-assessment': { code: 'into-assessment', day: '2026-12-10', latest: '2026-11-29' },
  'not-a-delay': { code: 'not-a-delay', day: '2026-05-15', planned: '2026-05-31' },
  'unknown-phase': { code: 'unknown-phase', typed: 'instalation', choices: [setup] },
  'phase-done': { code: 'phase-done', phase: setup.label, day: '2026-05-29' },
  'same-referent': { code: 'same-referent', name: 'Amina Diallo' },
  'before-present-referent': { code: 'before-present-referent', day: '2025-11-01', since: '2025-11-24' },
  'no-referent-to-assist': { code: 'no-referent-to-assist', name: choisy },
  'already-asked': { code: 'already-asked', name: choisy, day: '2025-11-24' },
  'already-referent': { code: 'already-referent', name: choisy },
  'request-settled': { code: 'request-settled', outcome: 'confirmed', day: '2025-11-24' },
  'unknown-request': { code: 'unknown-request' },
  'proposal-settled': { code: 'proposal-settled', outcome: 'declined', day: '2026-05-26' },
  'unknown-proposal': { code: 'unknown-proposal' },
  'already-proposed': { code: 'already-proposed', day: '2026-07-15', askedOn: '2026-05-22' },
  'milestone-gone': { code: 'milestone-gone' },
  'import-faults': {
    code: 'import-faults',
    faults: [{ line: 3, column: 'telephone', reason: { code: 'invalid-phone', typed: '01 48' } }],
  },
  'import-empty': { code: 'import-empty' },
  'import-columns': {
    code: 'import-columns',
    missing: ['collectivite'],
    expected: ['collectivite', 'siren', 'nom'],
  },
  'slot-fault': {
    code: 'slot-fault',
    line: 2,
    reason: { code: 'meeting-past', day: '2026-01-02', time: '10:00' },
  },
  'unknown-poll': { code: 'unknown-poll', typed: 'SO-09' },
  'poll-closed': { code: 'poll-closed', poll: 'SO-02', day: '2026-06-29', meeting: 'CO-08' },
  'unknown-slot': { code: 'unknown-slot', typed: '12', slots: 4 },
  'slot-format': { code: 'slot-format', typed: 'mardi matin' },
  'too-many-slots': { code: 'too-many-slots', max: 10, given: 14 },
  'no-calendar': { code: 'no-calendar' },
  'replacement-self': { code: 'replacement-self' },
  'too-many-replacements': { code: 'too-many-replacements', max: 5 },
  'agenda-full': { code: 'agenda-full', points: 30, characters: 3_000 },
  'too-many-lines': { code: 'too-many-lines', max: 30, given: 200 },
  'meeting-not-begun': { code: 'meeting-not-begun', meeting: 'CO-07', day: '2026-07-15', time: '10:00' },
  'line-faulty': {
    code: 'line-faulty',
    line: 2,
    fault: { kind: 'not-convened', typed: 'Amina', suggestions: ['Amina Diallo'] },
  },
  'not-a-copil': { code: 'not-a-copil', meeting: 'CO-07' },
  'action-gone': { code: 'action-gone' },
  'action-of-another': { code: 'action-of-another', owner: 'Amina Diallo' },
  'no-such-time': { code: 'no-such-time', typed: '25:00' },
  'no-such-rhythm': { code: 'no-such-rhythm', typed: 'de temps en temps' },
  'end-before-start': { code: 'end-before-start', from: '10:00', to: '09:30' },
  'meeting-past': { code: 'meeting-past', day: '2026-01-05', time: '10:00' },
  'not-a-working-day': {
    code: 'not-a-working-day',
    day: '2026-07-14',
    holiday: 'Fête nationale',
    before: '2026-07-13',
    after: '2026-07-15',
    time: '10:00',
  },
  'outside-hours': { code: 'outside-hours', time: '19:30' },
  'outside-period': {
    code: 'outside-period',
    kind: 'comop',
    day: '2026-02-10',
    fromOn: '2026-03-01',
    toOn: '2026-11-29',
  },
  'unknown-meeting': { code: 'unknown-meeting', typed: 'CO-70', suggestions: ['CO-07'] },
  'not-invited': { code: 'not-invited', typed: 'CO-07' },
  'meeting-cancelled': { code: 'meeting-cancelled', ...meeting },
  'meeting-over': { code: 'meeting-over', ...meeting },
  'meeting-moved-since': { code: 'meeting-moved-since', ...meeting, by: 'Nadia Benali', sequence: 1 },
  'same-meeting': { code: 'same-meeting', ...meeting },
  'same-slot': { code: 'same-slot', ...meeting },
  'not-in-track': { code: 'not-in-track', typed: 'choisi', suggestions: [choisy] },
  'commune-needed': { code: 'commune-needed', kind: 'meeting' },
  'nobody-to-invite': { code: 'nobody-to-invite', commune: choisy },
  'already-convened': { code: 'already-convened', name: 'Amina Diallo' },
  'not-a-guest': { code: 'not-a-guest', typed: 'la mairie' },
  'too-many-guests': { code: 'too-many-guests', max: 20 },
  'no-occurrence': { code: 'no-occurrence', fromOn: '2026-11-16', untilOn: '2026-11-29' },
  'series-changed': { code: 'series-changed' },
  'no-reminders': { code: 'no-reminders' },
  'no-address-there': { code: 'no-address-there', channel: 'slack' },
  'message-settled': { code: 'message-settled', outcome: 'sent' },
  'unknown-person': { code: 'unknown-person', typed: 'bruno@choisy.example' },
  'person-in-role': {
    code: 'person-in-role',
    name: 'Amina Diallo',
    held: { role: 'referent', commune: choisy, fromOn: null },
  },
  'store-down': { code: 'store-down', contact },
};

/** Every code of the catalogue. */
export const refusalCodes: readonly string[] = Object.keys(EXAMPLES);

/** docs/refusals.md: each refusal with what Jalon says, on an example. */
export function refusalsDoc(): string {
  const rows = Object.values(EXAMPLES).map((reason) => {
    const { sentence, article, fixes } = describeReason(reason);
    return [
      `\`${reason.code}\``,
      sentence,
      article ?? '–',
      fixes.map(({ label }) => label).join(' · ') || '–',
    ];
  });
  return french(
    `${[
      '# Refus',
      GENERATED,
      "Un refus est une règle qui dit non : rien n'est enregistré, et la personne lit ce qui est refusé, pourquoi et que faire. Chaque code est une valeur de `Reason` (`src/domain/kernel/refusal.ts`) ; sa phrase est dans `cards/refusal-words.ts`. Les phrases ci-dessous sont celles d'un exemple.",
      table(['Code', 'Ce que Jalon dit (exemple)', 'Texte', 'Boutons proposés'], rows),
    ].join('\n\n')}\n`,
  );
}
