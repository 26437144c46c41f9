import { describe, expect, it } from '@jest/globals';
import { fileRefusal } from '../../cards/file-refusals.ts';
import { fileLabel, frBytes, givenFiles, replaceableFiles } from '../../cards/files.ts';
import { filesReceived } from '../../cards/files-received.ts';
import { atMostFiles } from '../../cards/pages.ts';
import type { FileReason } from '../../src/domain/kernel/file-reasons.ts';
import { plainOf } from '../support/bot.ts';
import { plainSpaces, textsOfCard, typographyFaults } from '../support/french.ts';

const name = 'rapport.pdf';
const reasons: readonly (readonly [FileReason, string])[] = [
  [{ code: 'file-empty', name }, '« rapport.pdf » est vide.'],
  [{ code: 'file-too-large', name, mostBytes: 26_214_400 }, 'trop volumineux : 25 Mo au plus.'],
  [{ code: 'file-type', name, found: null }, "n'est pas d'un type accepté. Sont acceptés : PDF,"],
  [{ code: 'file-type', name, found: 'elf' }, 'Le contenu de « rapport.pdf » est un programme'],
  [{ code: 'file-type', name, found: 'mp4' }, 'est de type « mp4 », qui'],
  [{ code: 'file-misnamed', name, found: 'png' }, 'est une image PNG, ce que son nom ne dit pas.'],
  [{ code: 'file-macros', name }, 'contient des macros'],
  [{ code: 'file-bomb', name }, 'une taille démesurée'],
  [{ code: 'file-broken', name }, 'ne peut pas être lu'],
  [{ code: 'file-no-room', name }, "d'autres fichiers arrivent en même temps"],
  [{ code: 'file-not-fetched', name }, 'auprès de la messagerie'],
  [{ code: 'file-gone' }, "n'est plus disponible"],
  [{ code: 'too-many-files', max: 1, given: 2 }, '1 fichier au plus ; vous en joignez 2.'],
];

describe('what is said of files', () => {
  it.each(reasons)('why one is not taken, and what next: %j', (reason, said) => {
    const { sentence } = fileRefusal(reason);
    expect(plainSpaces(sentence)).toContain(said);
    expect(typographyFaults(sentence)).toEqual([]);
    expect(sentence).toMatch(/\.$/u);
  });

  it('how much there is of one, and how much there may be', () => {
    expect([0, 1023, 1024, 1_258_291, 26_214_400].map((bytes) => plainSpaces(frBytes(bytes)))).toEqual([
      '0 octets',
      '1023 octets',
      '1 Ko',
      '1,2 Mo',
      '25 Mo',
    ]);
    expect(plainSpaces(fileLabel({ name, bytes: 34_816 }))).toBe('rapport.pdf (34 Ko)');
    expect([1, 3].map((files) => plainSpaces(atMostFiles(files, 26_214_400)))).toEqual([
      '25 Mo au plus',
      '3 fichiers au plus, 25 Mo en tout',
    ]);
  });

  it('which a form holds, one or several', () => {
    expect(plainSpaces(givenFiles(['a.pdf']))).toBe('Fichier joint : a.pdf.');
    expect(plainSpaces(replaceableFiles(['a.pdf']))).toContain('Un nouvel envoi le remplace.');
    expect(plainSpaces(replaceableFiles(['a.pdf', 'b.pdf']))).toBe(
      'Fichiers joints : a.pdf, b.pdf. Un nouvel envoi les remplace.',
    );
  });

  it('what one that came without a word may be used for', () => {
    const use = { label: 'Dépôt', command: 'essai deposer', values: { piece: 't' } };
    const views = [
      { labels: ['a.pdf'], refusals: [], uses: [use, use] },
      { labels: ['a.pdf', 'b.pdf'], refusals: ['Non.'], uses: [] },
      { labels: [], refusals: ['Non.'], uses: [use] },
    ];
    const cards = views.map(filesReceived);
    expect(cards.map(({ title }) => plainSpaces(title))).toEqual([
      '1 fichier reçu',
      '2 fichiers reçus',
      'Fichier refusé',
    ]);
    expect(cards.map(({ actions }) => actions.map((action) => 'style' in action && action.style))).toEqual([
      ['primary', 'normal'],
      [],
      [],
    ]);
    expect(plainSpaces(cards.map(plainOf).join())).toContain("n'attend de fichier");
    expect(cards.flatMap(textsOfCard).flatMap(typographyFaults)).toEqual([]);
  });
});
