import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shownFaults } from '../support/bot.ts';
import { openYear, programmeYear, speakers } from '../support/programme-year.ts';
import { holidays } from '../support/track.ts';
import { type Line, play, printed } from '../support/year.ts';

let lines: readonly Line[];

/** `JALON_YEAR_LOG=year.txt npm test -- replayed-year` writes the whole year to be read. */
beforeAll(async () => {
  lines = await play(await openYear(), { from: '2025-11-24', to: '2026-12-31' }, programmeYear);
  const file = process.env['JALON_YEAR_LOG'];
  if (file !== undefined) writeFileSync(file, printed(lines));
});
afterAll(() => expect(shownFaults()).toEqual([]));

const messages = () => lines.filter(({ kind }) => kind === 'message');
/** « day who card » of the messages whose card has one of these names, in a month. */
const sent = (month: string, ...names: readonly string[]) =>
  messages()
    .filter(({ day, what }) => day.startsWith(month) && names.includes(what))
    .map(({ day, who, what }) => `${day.slice(8)} ${who} ${what}`);
/** What was answered to an act. */
const answered = (what: string, day = '') =>
  lines.find((line) => line.kind === 'act' && line.what.startsWith(what) && line.day.startsWith(day))?.text;

describe('a programme year of three beneficiaries, month by month', () => {
  it('November and December: conventions take effect with their last signature (art. 2)', () => {
    expect(answered('convention signer choisy')).toContain('a pris effet le 28/11/2025');
    expect(answered('convention signer nanterre')).toContain('a pris effet le 01/12/2025');
    expect(answered('convention signer thiais 15')).toContain("une fois signée par l'ensemble des parties");
    const start = messages().filter(({ day, text }) => day === '2025-12-01' && text.includes('Début'));
    expect(start.map(({ who }) => who)).toEqual([
      'referent',
      'deputy',
      'foreignReferent',
      'coordinator',
      'otherCoordinator',
    ]);
  });

  it('January: the last convention, its référent (art. 4), a data act (art. 8)', () => {
    expect(answered('convention signer thiais signee')).toContain('a pris effet le 05/01/2026');
    expect(sent('2026-01', 'referent-welcome')).toEqual(['05 successor referent-welcome']);
    expect(answered('convention acte-donnees')).toContain('Nature : temporaire');
  });

  it('February: a deliverable is handed over; who is silent is reminded, and nobody else (art. 3)', () => {
    expect(sent('2026-02', 'deliverable-handed')).toHaveLength(4);
    expect(sent('2026-02', 'validation-reminder')).toEqual([
      '23 foreignReferent validation-reminder',
      '23 successor validation-reminder',
    ]);
    expect(answered('valider LIV-01', '2026-02-20')).toContain('Reçu VAL-2026-0001');
    expect(answered('valider LIV-01 avec réserves')).toContain("- 1. Le chapitre 3 ne cite pas l'annexe.");
  });

  it('March: silence is never a validation; a refusal brings a new version (art. 3)', () => {
    expect(sent('2026-03', 'validation-reminder', 'validations-late')).toEqual([
      '02 successor validation-reminder',
      '09 successor validation-reminder',
      '09 coordinator validations-late',
      '09 otherCoordinator validations-late',
      '16 successor validation-reminder',
      '16 coordinator validations-late',
      '16 otherCoordinator validations-late',
      // The relance of the coordinator.
      '16 successor validation-reminder',
    ]);
    expect(answered('retards', '2026-03')).toContain('- Sans réponse : LIV-01 (20 jours ouvrés)');
    expect(answered('refuser LIV-01')).toContain('Votre refus de LIV-01 (version 1) est enregistré');
    expect(sent('2026-03', 'deliverable-handed')).toHaveLength(4);
  });

  it('April: three validate the new version; a late audit costs days of use (art. 5)', () => {
    expect(sent('2026-04', 'receipt-mail')).toEqual([
      '02 referent receipt-mail',
      '03 foreignReferent receipt-mail',
      '07 successor receipt-mail',
    ]);
    expect(answered('etape terminer thiais audit')).toContain('passe de 182 à 152 jours');
  });

  it('May: a delay is proposed, then confirmed (art. 5)', () => {
    expect(answered('etape retard setup')).toContain('Transmis à la Métropole');
    expect(answered('confirmer', '2026-05')).toContain('passe de 184 à 137 jours');
    expect(sent('2026-05', 'phase-end-set')).toEqual([
      '19 foreignReferent phase-end-set',
      '29 referent phase-end-set',
      '29 deputy phase-end-set',
    ]);
  });

  it('June and July: a formal notice is counted, heard and closed; its beneficiary is not written to (art. 9, 12)', () => {
    expect(answered('convention mise-en-demeure')).toContain("Trente jours : jusqu'au 15/07/2026.");
    expect(sent('2026-06', 'formal-notice-reminder')).toEqual([]);
    expect(sent('2026-07', 'formal-notice-reminder')).toEqual([
      '08 coordinator formal-notice-reminder',
      '08 otherCoordinator formal-notice-reminder',
      '16 coordinator formal-notice-reminder',
      '16 otherCoordinator formal-notice-reminder',
    ]);
    expect(answered('convention audition')).toContain("L'audition du 02/07/2026 est enregistrée.");
    expect(answered('convention clore')).toContain('La mise en demeure est close.');
    const own = messages().filter(({ who }) =>
      Object.values(speakers)
        .flat()
        .some((one) => one === who),
    );
    expect(own.filter(({ text }) => /demeure|MED-/u.test(text))).toEqual([]);
  });

  it('September: an avenant gives its beneficiary its days back (art. 11)', () => {
    expect(answered('convention avenant')).toContain('Utilisation : 184 jours (137 jours auparavant)');
    expect(sent('2026-09', 'avenant-told')).toEqual([
      '15 foreignReferent avenant-told',
      '15 otherCoordinator avenant-told',
    ]);
  });

  it('October and November: a deliverable for one; the end of the use phase is reminded of', () => {
    expect(sent('2026-10', 'deliverable-handed')).toEqual([
      '05 referent deliverable-handed',
      '05 deputy deliverable-handed',
    ]);
    const digest = messages().find(({ what }) => what === 'reminder-digest');
    expect(digest?.text).toContain('sont à transmettre avant la fin du bilan (règlement, art. 8)');
  });

  it('December: one review is written by two and sent, one is late, one is due next year (règlement, art. 8)', () => {
    expect(answered('bilan', '2026-12-03')).toContain('3 réponses sur 7');
    expect(answered('bilan', '2026-12-08')).toContain('7 réponses sur 7');
    expect(sent('2026-12', 'review-receipt-mail', 'review-told')).toEqual([
      '14 referent review-receipt-mail',
      '14 coordinator review-told',
      '14 otherCoordinator review-told',
      '14 deputy review-told',
    ]);
    expect(answered('obligations choisy')).toContain('(règlement, art. 8) : BIL-2026-0001');
    expect(answered('obligations nanterre')).toContain('(règlement, art. 8), au plus tard le 15/02/2027');
    expect(answered('obligations thiais')).toContain('(règlement, art. 8), au plus tard le 29/12/2026');
    expect(answered('retards', '2026-12')).toContain("- Obligations : retour d'expérience et évaluation");
  });
});

describe('what people are written over the year', () => {
  it('comes on working days only, but for what somebody has just done', () => {
    const caused = new Set(lines.filter(({ kind }) => kind === 'act').map(({ day }) => day));
    const odd = messages().filter(({ day }) => {
      const { dayOfWeek } = Temporal.PlainDate.from(day);
      return !caused.has(day) && (dayOfWeek > 5 || holidays.has(day));
    });
    expect(odd).toEqual([]);
  });

  it('says nothing twice on a day, but for the relance of a coordinator', () => {
    const seen = new Set<string>();
    // An invitation goes to the calendar and to the chat.
    const others = messages().filter(({ what }) => what !== 'meeting-invitation');
    const twice = others.filter(({ day, who, text }) => {
      const isKnown = seen.has(`${day} ${who} ${text}`);
      seen.add(`${day} ${who} ${text}`);
      return isKnown;
    });
    expect(twice.map(({ day, who, what }) => `${day} ${who} ${what}`)).toEqual([
      '2026-03-16 successor validation-reminder',
    ]);
  });

  it('is seldom: no référent gets a message a week on average, nor more than three on a day', () => {
    for (const who of Object.values(speakers).flat()) {
      const own = messages().filter((line) => line.who === who);
      expect([who, own.length < 52]).toEqual([who, true]);
      const busiest = Math.max(
        ...Map.groupBy(own, ({ day }) => day)
          .values()
          .map((all) => all.length),
      );
      expect([who, busiest <= 3]).toEqual([who, true]);
    }
  });

  it('ends for the beneficiary that has done everything', () => {
    const after = messages().filter(
      ({ day, who }) => day > '2026-12-15' && speakers['Choisy-le-Roi']?.some((one) => one === who),
    );
    expect(after).toEqual([]);
  });
});
