import { describe, expect, it } from '@jest/globals';
import { DEFAULT_QUESTIONS } from '../../cards/review.ts';
import { parseProgramme } from '../../src/usecases/programme.ts';
import { realProgramme } from '../fixtures/programme/choisy.ts';
import { plainSpaces } from '../support/french.ts';

/** « path: message » of each fault, with plain spaces. */
function faultsOf(changes: Record<string, unknown>): readonly string[] {
  const parsed = parseProgramme({ ...realProgramme(), ...changes });
  return parsed.ok
    ? []
    : parsed.faults.map(({ path, message }) => plainSpaces(`${path.join('.')}: ${message}`));
}

function factsOf(changes: Record<string, unknown>) {
  const parsed = parseProgramme({ ...realProgramme(), ...changes });
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.faults));
  return parsed.value;
}

const without = (key: string) => ({ [key]: undefined });
const named = (more: Record<string, unknown>) => ({ beneficiaries: [{ name: 'Nanterre', ...more }] });

describe('the transfer of data (art. 8) in a programme file', () => {
  it.each([
    ['of the real file', {}, 'on-request'],
    ['left out', without('data'), 'on-request'],
    ['at the end, as the convention type has it', { data: { transfer: 'due' } }, 'due'],
    ['where MGP asks, as Choisy-le-Roi signed it', { data: { transfer: 'on-request' } }, 'on-request'],
  ])('%s', (_, changes, transfer) => {
    expect(factsOf(changes).dataTransfer).toBe(transfer);
  });

  it.each([
    [{}, null],
    [{ dataTransfer: null }, null],
    [{ dataTransfer: 'due' }, 'due'],
  ])('of a beneficiary %j is %s', (more, transfer) => {
    expect(factsOf(named(more)).beneficiaries[0]?.dataTransfer).toBe(transfer);
  });

  it.each([
    [{ data: { transfer: 'jamais' } }, 'data.transfer'],
    [{ data: { transfert: 'due' } }, 'data.transfert'],
    [{ data: {} }, 'data.transfer'],
    [named({ dataTransfer: 'jamais' }), 'beneficiaries.0.dataTransfer'],
  ])('%j is refused at its field', (changes, path) => {
    expect(faultsOf(changes).map((fault) => fault.split(':')[0])).toContain(path);
  });
});

describe('the questions of the review (règlement, art. 8) in a programme file', () => {
  const asked = (questions: readonly string[]) => ({ review: { questions } });

  it('of the real file are its own, in order', () => {
    const questions = factsOf({}).reviewQuestions.map(plainSpaces);
    expect(questions).toHaveLength(7);
    expect(questions[0]).toBe('Quels usages la solution a-t-elle servis, dans quels services ?');
  });

  it.each([
    ['left out', without('review')],
    ['null', { review: null }],
  ])('%s are seven of ours', (_, changes) => {
    expect(factsOf(changes).reviewQuestions).toEqual(DEFAULT_QUESTIONS);
  });

  it('are ten at most, of 150 characters each, at least one', () => {
    const ten = Array.from({ length: 10 }, () => 'é'.repeat(150));
    expect(factsOf(asked(ten)).reviewQuestions).toEqual(ten);
    expect(faultsOf(asked([...ten, 'Une de plus']))[0]).toContain('review.questions');
    expect(faultsOf(asked(['é'.repeat(151)]))[0]).toContain('review.questions.0');
    expect(faultsOf(asked([]))[0]).toContain('review.questions');
    expect(faultsOf(asked(['  ']))[0]).toContain('review.questions.0');
    expect(faultsOf({ review: {} })[0]).toContain('review.questions');
  });
});
