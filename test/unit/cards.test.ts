import { describe, expect, it } from '@jest/globals';
import { accessAsked, accessDeclined, accessRequested, requestDeclined } from '../../cards/access.ts';
import { beneficiaryAdded, beneficiaryCard, importDone, importLine } from '../../cards/beneficiary.ts';
import { facts, form, run } from '../../cards/blocks.ts';
import { calendarCard } from '../../cards/calendar.ts';
import { helpCard, welcomeCard } from '../../cards/help.ts';
import { missingReferents } from '../../cards/missing-referents.ts';
import type { Card } from '../../cards/model.ts';
import {
  delayPreview,
  phaseEndSet,
  proposalDeclined,
  proposalMade,
  proposalSent,
} from '../../cards/phase-end.ts';
import { blockText, plainText } from '../../cards/plain-text.ts';
import {
  referentChanged,
  referentChangedNotice,
  referentFarewell,
  referentFile,
  referentWelcome,
} from '../../cards/referent.ts';
import { refusalCard } from '../../cards/refusals.ts';
import { reminderCard, reminderDigest } from '../../cards/reminder.ts';
import { identityUnavailable } from '../../cards/service.ts';
import { simulationCard } from '../../cards/simulation.ts';
import { openFormCard, tooLongToShow } from '../../cards/slack.ts';
import { pageTitle } from '../../cards/teams.ts';
import {
  echo,
  frInstant,
  frLongDay,
  frPhone,
  ofName,
  orList,
  shortened,
  shortLabel,
  shortName,
} from '../../cards/words.ts';
import { samples } from '../../scripts/generate/samples.ts';
import { Refusal } from '../../src/domain/kernel/refusal.ts';
import { coordinationContact } from '../../src/usecases/contact.ts';
import { plainSpaces, textsOfCard, typographyFaults } from '../support/french.ts';

const LONG = `Commune ${'très '.repeat(40)}longue`;
const PHASE = `Étape ${'vraiment '.repeat(20)}longue`;
const ACTION = { commune: 'x' };

const contact = { name: LONG, position: null, email: null, phone: '+3225551212' };
const change = {
  commune: LONG,
  communeValue: 'x',
  number: 'REF-2026-0001',
  recordedAt: '2026-03-12T09:42:00Z',
  fromOn: '2026-03-12',
  isFuture: false,
  byCoordinator: false,
  person: contact,
  previous: null,
};
const use = { plannedDays: 183, keptDays: 183, lostDays: 0 };
const consequence = {
  commune: LONG,
  communeValue: 'x',
  phase: PHASE,
  kind: 'delay',
  plannedOn: '2026-05-31',
  endsOn: '2026-07-15',
  cause: null,
  useBefore: use,
  useAfter: { ...use, fromOn: '2026-07-16', toOn: '2026-11-29' },
  assessment: { fromOn: '2026-11-30', toOn: '2026-12-30', moved: false },
  copilNeeded: false,
  decides: true,
} as const;
const request = {
  commune: LONG,
  communeValue: 'x',
  requestId: 'r',
  person: contact,
  askedAt: '2026-03-12T09:42:00Z',
  present: LONG,
} as const;
const reminder = {
  commune: LONG,
  communeValue: 'x',
  phase: PHASE,
  phaseId: 'setup',
  milestone: 'setup-end',
  dueOn: '2026-05-31',
  lastWorkingDay: '2026-05-29',
  daysLeft: 9,
  withoutReferent: true,
  forCoordinator: true,
  reviewDue: false,
} as const;
const beneficiary = {
  name: LONG,
  communeValue: 'x',
  kind: 'ept',
  siren: '219400223',
  track: LONG,
  example: true,
  deliberation: { number: null, votedOn: '2025-11-19', receivedOn: null },
  department: LONG,
  option: LONG,
  referent: null,
  deputy: null,
  effectOn: null,
  light: 'on-time',
  slackDays: 0,
  lostDays: 0,
  conventionEndsOn: '2026-12-31',
  mayChange: true,
} as const;
const calendar = {
  commune: LONG,
  communeValue: 'x',
  track: LONG,
  phases: [],
  use,
  slackDays: 0,
  light: 'on-time',
  copilNeeded: false,
  lastSetupEnds: [],
  gantt: '',
  pending: [],
  mayPropose: true,
} as const;
const missing = {
  missing: [{ name: LONG, value: 'x', department: LONG }],
  total: 3,
  unreachable: [],
  csvUrl: 'https://jalon.example/x',
};
const choice = { label: LONG, value: 'x' };
const asked = { command: 'calendrier', values: ACTION };

/** Every card that may hold a name, with names far longer than any title or label. */
const longCards: readonly (readonly [string, Card, string])[] = [
  ['access-asked', accessAsked({ ...request, role: 'referent' }), LONG],
  ['access-requested', accessRequested({ ...request, role: 'deputy' }), LONG],
  ['access-declined', accessDeclined({ commune: LONG }), LONG],
  ['request-declined', requestDeclined({ commune: LONG, name: LONG }), LONG],
  ['beneficiary', beneficiaryCard(beneficiary), LONG],
  ['beneficiary-added', beneficiaryAdded({ name: LONG, communeValue: 'x', siren: '1', track: LONG }), LONG],
  ['calendar', calendarCard(calendar), LONG],
  ['delay-preview', delayPreview(consequence, ACTION), PHASE],
  ['proposal-sent', proposalSent(consequence), LONG],
  ['proposal-made', proposalMade({ ...consequence, by: LONG, at: change.recordedAt, proposalId: 'p' }), LONG],
  ['phase-end-set', phaseEndSet(consequence), LONG],
  ['proposal-declined', proposalDeclined({ ...consequence }), LONG],
  ['referent-changed', referentChanged({ ...change, role: 'referent' }), LONG],
  [
    'referent-changed-notice',
    referentChangedNotice({ ...change, role: 'deputy', by: LONG, reason: null }),
    LONG,
  ],
  ['referent-welcome', referentWelcome({ ...change, role: 'deputy', upcoming: [], kit: null }), LONG],
  ['referent-farewell', referentFarewell({ ...change, role: 'deputy' }), LONG],
  [
    'referent-file',
    referentFile({
      commune: LONG,
      communeValue: 'x',
      track: LONG,
      department: LONG,
      referent: null,
      deputy: { ...contact, lost: [] },
      history: [],
      mayChange: true,
    }),
    LONG,
  ],
  ['missing-referents', missingReferents(missing), LONG],
  ['reminder', reminderCard(reminder), PHASE],
  ['reminder-digest', reminderDigest([reminder, { ...reminder, communeValue: 'y', daysLeft: 0 }]), LONG],
  ['simulation', simulationCard(PHASE, 45, []), PHASE],
  [
    'several-tracks',
    refusalCard(new Refusal({ code: 'several-tracks', name: LONG, choices: [choice] }), asked),
    LONG,
  ],
  [
    'commune-not-enrolled',
    refusalCard(new Refusal({ code: 'commune-not-enrolled', name: LONG, mayAdd: true }), asked),
    LONG,
  ],
  [
    'unknown-commune',
    refusalCard(new Refusal({ code: 'unknown-commune', typed: 'x', suggestions: [LONG] }), asked),
    LONG,
  ],
  [
    'unknown-phase',
    refusalCard(new Refusal({ code: 'unknown-phase', typed: 'x', choices: [choice] }), asked),
    LONG,
  ],
];

describe('cards whatever the names', () => {
  it.each(longCards)(
    '%s keeps within titles of 150 and labels of 75 characters, the name in full elsewhere',
    (name, card, full) => {
      expect(card.title.length).toBeLessThanOrEqual(150);
      for (const { label } of card.actions) expect(label.length).toBeLessThanOrEqual(75);
      expect(card.blocks.map(blockText).join('\n')).toContain(full);
      expect([name, textsOfCard(card).flatMap(typographyFaults)]).toEqual([name, []]);
    },
  );

  it('say nothing twice when names are short', () => {
    const short = calendarCard({ ...calendar, commune: 'Nanterre' });
    expect(plainText(short).match(/Nanterre/gu)).toHaveLength(1);
  });
});

describe('French typography', () => {
  it('finds each fault', () => {
    for (const faulty of [
      'a :',
      'a ;',
      'a !',
      'a ?',
      'a »',
      '« a',
      '«a»',
      'a: b',
      'a; b',
      'a?',
      'a\u00a0!',
      'a\u202f: b',
      'a...',
      'l’a',
    ]) {
      expect([faulty, typographyFaults(faulty).length > 0]).toEqual([faulty, true]);
    }
    expect(typographyFaults("«\u00a0Ça\u00a0»\u00a0: l'a\u202f? 10\u00a0h, https://a.example/?b")).toEqual(
      [],
    );
  });

  it('holds in every card of the previews', () => {
    expect(samples.length).toBeGreaterThan(30);
    expect(samples.flatMap(({ card }) => textsOfCard(card).flatMap(typographyFaults))).toEqual([]);
  });
});

describe('cards of cases that people seldom meet', () => {
  const said = (card: Card) => plainSpaces(plainText(card));

  it('one cannot be reached: identity', () => {
    expect(said(identityUnavailable())).toContain(
      "Votre identité n'a pas pu être vérifiée pour le moment. Rien n'a été enregistré.",
    );
  });

  it('someone without contact details, and nothing to change', () => {
    const bare = { ...contact, phone: null };
    expect(said(accessAsked({ ...request, role: 'referent', person: bare, present: null }))).not.toContain(
      'Téléphone',
    );
    expect(said(referentChanged({ ...change, role: 'referent', person: bare }))).not.toContain('Téléphone');
    const file = {
      commune: 'X',
      communeValue: 'x',
      track: 'T',
      department: null,
      referent: { ...bare, lost: [] },
      deputy: null,
      history: [],
      mayChange: false,
    };
    expect(referentFile(file).actions).toEqual([]);
    expect(said(referentFile(file))).not.toContain('Téléphone');
    expect(beneficiaryCard({ ...beneficiary, mayChange: false }).actions).toHaveLength(3);
  });

  it('a use phase that keeps or wins days', () => {
    const longer = { ...consequence, useAfter: { ...consequence.useAfter, keptDays: 184 } };
    expect(said(delayPreview(longer, ACTION))).toContain('passerait de 183 à 184 jours');
    const lost = {
      ...consequence,
      plannedOn: null,
      useAfter: { ...use, keptDays: 1, lostDays: 182, fromOn: null, toOn: null },
    };
    expect(said(delayPreview(lost, ACTION))).toContain('passerait de 183 à 1 jour ; le bilan');
    expect(said(delayPreview(lost, ACTION))).not.toContain('Fin prévue');
    const bare = { ...consequence, assessment: { fromOn: null, toOn: null, moved: false } };
    expect(said(delayPreview(bare, ACTION))).toContain('garde 183 jours (16/07/2026–29/11/2026).');
    expect(
      said(delayPreview({ ...bare, assessment: { ...bare.assessment, fromOn: '2026-11-30' } }, ACTION)),
    ).not.toContain('bilan');
  });

  it('help and welcome offer only what the person may do', () => {
    const lines = [{ word: 'aide', help: 'voir' }];
    expect(helpCard(lines, { known: true, subject: null }).actions).toEqual([]);
    const many = ['verifier', 'comite liste', 'aide', 'referent voir', 'comite planifier'];
    const grouped = helpCard(
      many.map((word) => ({ word, help: 'voir' })),
      { known: true, subject: null },
    );
    const shown = grouped.blocks.flatMap((block) =>
      block.kind === 'facts' ? [block.facts.map(({ label }) => label)] : [],
    );
    expect(shown).toEqual([
      ['aide'],
      ['comite liste'],
      ['comite planifier'],
      ['referent voir'],
      ['verifier'],
    ]);
    expect(grouped.actions.map(({ label }) => label)).toEqual(['Réunions', 'Référent']);
    expect(welcomeCard(lines, { known: false }).actions.map(({ label }) => label)).toEqual([
      "Demander l'accès",
      'Aide',
    ]);
  });

  it('reminders of the day, of tomorrow, to one commune or several', () => {
    const own = {
      ...reminder,
      commune: 'Nanterre',
      phase: 'Utilisation',
      lastWorkingDay: null,
      withoutReferent: false,
      forCoordinator: false,
    };
    expect(said(reminderCard({ ...own, daysLeft: 1 }))).toContain(
      'Demain : Utilisation\nUtilisation : fin prévue dimanche 31/05/2026.',
    );
    const late = { ...own, daysLeft: -14, forCoordinator: true };
    expect(reminderCard(late).actions.map(({ label }) => label)).toEqual(['Calendrier']);
    const start = { ...own, phase: null, phaseId: null, milestone: 'start' };
    const digest = reminderDigest([own, start, { ...start, dueOn: '2026-06-01', daysLeft: 0 }]);
    expect(said(digest)).toBe(
      [
        '3 échéances',
        '- Utilisation, dimanche 31/05/2026, dans 9 jours : Nanterre',
        "- Début de l'expérimentation, dimanche 31/05/2026, dans 9 jours : Nanterre",
        "- Début de l'expérimentation, aujourd'hui lundi 01/06/2026 : Nanterre",
        'Convention, art. 5.',
      ].join('\n'),
    );
    expect(digest.actions.map(({ label }) => label)).toEqual(['Calendrier', 'Signaler un retard']);
  });

  it('a refusal with nothing to go back to has no button of its own', () => {
    const reason = { code: 'siren-length', siren: '12', official: '219400223' } as const;
    expect(refusalCard(new Refusal(reason, 'siren'), null).actions).toEqual([]);
    const heavy = { command: 'commune ajouter', values: { commune: 'é'.repeat(2_000) } };
    expect(refusalCard(new Refusal(reason, 'siren'), heavy).actions).toEqual([]);
  });

  it('names the coordination without an address while none is configured', () => {
    const contact = coordinationContact({ coordinatorEmails: new Set(), holidays: new Map() });
    const down = refusalCard(new Refusal({ code: 'store-down', contact }), null);
    expect(said(down)).toContain("en cas d'urgence, écrivez à la coordination.");
    const own = ['Nanterre'];
    const other = refusalCard(new Refusal({ code: 'other-commune', role: 'referent', own, contact }), null);
    expect(said(other)).toMatch(/ou la consulter\.$/u);
  });

  it('an import line names what it did', () => {
    const line = { line: 2, name: 'Nanterre', added: false };
    expect(plainSpaces(importLine({ ...line, designated: null }))).toBe(
      'Ligne 2, Nanterre : déjà au programme',
    );
    expect(importDone({ added: 0, designated: 0, lines: [] }).title).toBe('Import enregistré');
  });

  it('the words that platforms need beside cards', () => {
    expect(pageTitle('Référents', 1, 1)).toBe('Référents');
    expect(pageTitle('Référents', 2, 3)).toBe('Référents (2/3)');
    expect(plainSpaces(tooLongToShow(3_000))).toContain('3 000 caractères');
    const shown = {
      command: 'import',
      title: 'Importer',
      intro: [],
      fields: [],
      values: { a: 'b' },
      errors: {},
      hidden: { c: 'd' },
      submitLabel: 'x',
    };
    const all = { what: 'all', values: { a: 'b', c: 'd' } } as const;
    expect(openFormCard(shown, { failed: false, taken: all }).actions).toMatchObject([
      { values: { a: 'b', c: 'd' } },
    ]);
    const lost = openFormCard(shown, { failed: true, taken: { what: 'files', values: { c: 'd' } } });
    expect(lost.actions).toMatchObject([{ values: { c: 'd' } }]);
    expect(said(lost)).toContain('Le texte saisi est trop long pour être repris');
    const both = openFormCard(shown, { failed: true, taken: { what: 'nothing', values: {} } });
    expect(said(both)).toContain('Ce qui a été saisi ou joint est trop long pour être repris');
  });
});

describe('words', () => {
  it.each([
    ['Nanterre', 'de Nanterre'],
    ['Ivry-sur-Seine', "d'Ivry-sur-Seine"],
    ['Épinay-sur-Seine', "d'Épinay-sur-Seine"],
    ['Le Kremlin-Bicêtre', 'du Kremlin-Bicêtre'],
    ['Les Lilas', 'des Lilas'],
    ['La Courneuve', 'de La Courneuve'],
    ["L'Haÿ-les-Roses", "de L'Haÿ-les-Roses"],
    ['Est Ensemble', "d'Est Ensemble"],
  ])('%s after « de »', (name, phrase) => {
    expect(ofName(name)).toBe(phrase);
  });

  it('shortens between letters, never within one, and says so', () => {
    expect(shortened('abcdef', 6)).toBe('abcdef');
    expect(shortened('abcdefg', 6)).toBe('abcde…');
    expect(shortened('abcd efg', 6)).toBe('abcd…');
    expect(shortened('😀😀😀😀', 6)).toBe('😀😀…');
    expect(shortName('x'.repeat(120))).toHaveLength(50);
    expect(shortLabel('x'.repeat(120))).toHaveLength(75);
    expect(echo('x'.repeat(10_000)).length).toBeLessThan(110);
  });

  it('writes days, instants and numbers as the French do', () => {
    expect(frLongDay('2026-05-31')).toBe('dimanche 31/05/2026');
    expect(plainSpaces(frInstant('2026-03-29T00:59:00Z'))).toBe('29/03/2026 à 1 h 59');
    expect(plainSpaces(frInstant('2026-03-29T01:00:00Z'))).toBe('29/03/2026 à 3 h 00');
    expect(plainSpaces(frPhone('+33148000000'))).toBe('01 48 00 00 00');
    expect(frPhone('+3225551212')).toBe('+3225551212');
    expect(orList([])).toBe('');
    expect(orList(['a'])).toBe('a');
    expect(orList(['a', 'b', 'c'])).toBe('a, b ou c');
  });

  it('buttons and facts by default', () => {
    expect(run('Aide', 'aide')).toEqual({
      kind: 'run',
      label: 'Aide',
      command: 'aide',
      values: {},
      style: 'normal',
    });
    expect(form('Aide', 'aide')).toEqual({
      kind: 'form',
      label: 'Aide',
      command: 'aide',
      values: {},
      style: 'normal',
    });
    expect(
      facts([
        ['a', null],
        ['b', 'c'],
      ]),
    ).toEqual({ kind: 'facts', facts: [{ label: 'b', value: 'c' }] });
    expect(
      plainText({
        name: 'x',
        title: '',
        blocks: [{ kind: 'table', columns: ['a'], rows: [['b']] }],
        actions: [],
      }),
    ).toBe('a\nb');
  });
});
