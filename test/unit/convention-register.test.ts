import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import {
  obligationOf,
  obligationText,
  optionChosen,
  registerOf,
  signed,
} from '../support/convention-track.ts';
import { handedOver, judged, replaced, withdrawn } from '../support/deliverable-track.ts';
import { choisyFacts, choisyTrack, designated, trackOf } from '../support/track.ts';

/** Choisy-le-Roi's programme, in which no experiment is known to be ticked (art. 1). */
const unticked = choisyTrack({ beneficiaries: [choisyFacts({ option: null })] });

const choisy = (...events: readonly TrackEvent[]) => trackOf(choisyTrack(), ...events);

describe('the register of a convention', () => {
  it('goes through its articles in order, then art. 8 of the règlement', () => {
    expect(registerOf(choisy(), '2025-11-20').map(({ id, proof }) => [id, proof.kind].join())).toEqual(
      [
        'option',
        'signatures',
        'deliverables',
        'citizens',
        'referent',
        'data-act',
        'transfer',
        'hearing',
        'avenants',
        'notice',
        'review',
      ].map((id) => `${id},${id}`),
    );
  });

  it('before the start nothing is late; a day after it whatever should be settled by then is', () => {
    const states = (today: string) =>
      registerOf(trackOf(unticked), today)
        .map(({ id, state }) => `${id} ${state}`)
        .join(', ');
    const rest = 'hearing none, avenants none, notice none, review todo';
    expect(states('2025-12-01')).toBe(
      `option todo, signatures todo, deliverables none, citizens todo, referent todo, data-act todo, transfer none, ${rest}`,
    );
    expect(states('2025-12-02')).toBe(
      `option late, signatures late, deliverables none, citizens todo, referent late, data-act todo, transfer none, ${rest}`,
    );
  });
});

describe('signed by all parties (art. 2)', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['nobody', '2025-12-01', 'todo 2025-12-01', []],
    ['nobody, once the experiment has begun', '2025-12-02', 'late 2025-12-01', []],
    ['the beneficiary alone', '2025-12-01', 'ongoing 2025-12-01', [signed('2025-11-28', null)]],
    ['the Métropole alone', '2025-12-01', 'ongoing 2025-12-01', [signed(null, '2025-11-28')]],
    [
      'one of them, once the experiment has begun',
      '2025-12-02',
      'late 2025-12-01',
      [signed('2025-11-28', null)],
    ],
    ['both', '2025-11-30', 'done 2025-12-01', [signed('2025-11-28', '2025-11-30')]],
    [
      'both, too late',
      '2026-01-15',
      'done 2025-12-01',
      [signed('2025-11-28', null), signed(null, '2026-01-12')],
    ],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(choisy(...events), 'signatures', today)).toBe(expected);
  });

  it('is shown by the days that were told', () => {
    const track = choisy(signed('2025-11-28', null));
    expect(obligationOf(track, 'signatures', '2025-12-01').proof).toEqual({
      kind: 'signatures',
      beneficiaryOn: '2025-11-28',
      mgpOn: null,
    });
  });
});

describe('one experiment is ticked at the signature (art. 1)', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['none, before the start', '2025-12-01', 'todo 2025-12-01', []],
    ['none, after the start', '2025-12-02', 'late 2025-12-01', []],
    [
      'none, on the day of the last signature',
      '2026-01-12',
      'todo 2026-01-12',
      [signed('2025-11-28', '2026-01-12')],
    ],
    ['none, the day after', '2026-01-13', 'late 2026-01-12', [signed('2025-11-28', '2026-01-12')]],
    ['one, told here', '2026-06-01', 'done 2025-12-01', [optionChosen('Facilitation')]],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(trackOf(unticked, ...events), 'option', today)).toBe(expected);
  });

  it('is known from the programme file, unless another was told since', () => {
    const proofOf = (...events: readonly TrackEvent[]) =>
      obligationOf(choisy(...events), 'option', '2026-06-01');
    expect(proofOf()).toMatchObject({
      state: 'done',
      proof: { kind: 'option', option: choisyFacts().option },
    });
    expect(proofOf(optionChosen('Facilitation')).proof).toEqual({ kind: 'option', option: 'Facilitation' });
  });

  it('is not asked for where the programme offers none', () => {
    const track = trackOf({ ...unticked, options: [] });
    expect(obligationText(track, 'option', '2026-06-01')).toBe('none');
  });
});

describe('a référent is designated (art. 4)', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['nobody, before the start', '2025-12-01', 'todo 2025-12-01', []],
    ['nobody, after it', '2025-12-02', 'late 2025-12-01', []],
    [
      'nobody, on the day of the last signature',
      '2025-11-28',
      'todo 2025-11-28',
      [signed('2025-11-27', '2025-11-28')],
    ],
    ['nobody, the day after', '2025-11-29', 'late 2025-11-28', [signed('2025-11-27', '2025-11-28')]],
    ['somebody, from that day on', '2026-02-01', 'done 2025-12-01', [designated('amina', '2026-02-01')]],
    ['somebody, from the day after', '2026-01-31', 'late 2025-12-01', [designated('amina', '2026-02-01')]],
    [
      'a deputy alone',
      '2026-02-01',
      'late 2025-12-01',
      [designated('david', '2026-01-01', { role: 'deputy' })],
    ],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(choisy(...events), 'referent', today)).toBe(expected);
  });

  it('is shown by who holds the role on that day, and by the receipt', () => {
    const track = choisy(
      designated('amina', '2026-01-01', { number: 'REF-2026-0001' }),
      designated('bruno', '2026-05-01', { number: 'REF-2026-0002' }),
    );
    const proofOn = (today: string) => obligationOf(track, 'referent', today).proof;
    expect(proofOn('2025-12-31')).toEqual({ kind: 'referent', personId: null, number: null });
    expect(proofOn('2026-04-30')).toEqual({ kind: 'referent', personId: 'amina', number: 'REF-2026-0001' });
    expect(proofOn('2026-05-01')).toEqual({ kind: 'referent', personId: 'bruno', number: 'REF-2026-0002' });
  });
});

describe('the deliverables are validated (art. 3: silence never validates)', () => {
  it.each<readonly [string, string, string, readonly TrackEvent[]]>([
    ['none was handed over', '2026-03-31', 'none', []],
    ['another has it to validate', '2026-03-31', 'none', [handedOver({ communes: ['nanterre'] })]],
    ['it was withdrawn', '2026-03-31', 'none', [handedOver(), withdrawn()]],
    ['on the fifteenth working day', '2026-03-23', 'ongoing', [handedOver()]],
    ['on the sixteenth', '2026-03-24', 'late', [handedOver()]],
    [
      'on the Saturday after the fifteenth',
      '2026-03-21',
      'ongoing',
      [handedOver({ handedOverOn: '2026-02-27' })],
    ],
    ['validated', '2026-03-31', 'done', [handedOver(), judged('validated')]],
    ['refused: it was answered', '2026-03-31', 'done', [handedOver(), judged('refused')]],
    [
      'a newer version is to validate',
      '2026-03-24',
      'ongoing',
      [handedOver(), judged('validated'), replaced()],
    ],
    ['late for the newer version', '2026-03-31', 'late', [handedOver(), judged('validated'), replaced()]],
    ['years later', '2029-03-31', 'late', [handedOver()]],
  ])('%s, on %s: %s', (_, today, expected, events) => {
    expect(obligationText(choisy(...events), 'deliverables', today)).toBe(expected);
  });

  it('is shown by how many wait, and how many for too long, of all that were handed over', () => {
    const track = choisy(
      handedOver(),
      handedOver({ deliverable: 'LIV-02', handedOverOn: '2026-03-16' }),
      handedOver({ deliverable: 'LIV-03' }),
      handedOver({ deliverable: 'LIV-04' }),
      handedOver({ deliverable: 'LIV-05', communes: ['nanterre'] }),
      judged('with-reserves', { deliverable: 'LIV-03', reserves: [{ reserveId: 'r1', text: 'chiffrage' }] }),
      withdrawn('LIV-04'),
    );
    expect(obligationOf(track, 'deliverables', '2026-03-31')).toEqual({
      id: 'deliverables',
      state: 'late',
      dueOn: null,
      proof: { kind: 'deliverables', waiting: 2, late: 1, total: 3 },
    });
  });
});
