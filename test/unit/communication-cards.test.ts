import { describe, expect, it } from '@jest/globals';
import { communicationRules, type RulesView } from '../../cards/communication.ts';
import { plainText } from '../../cards/plain-text.ts';
import { describeReason } from '../../cards/refusal-words.ts';
import { textChecked } from '../../cards/text-check.ts';
import { checkText } from '../../src/domain/communication/check.ts';
import type { Support } from '../../src/domain/communication/supports.ts';
import { SUPPORTS } from '../../src/domain/communication/supports.ts';
import { plainSpaces, typographyFaults } from '../support/french.ts';

const MENTION = 'Un projet du programme Appropriation de la Métropole du Grand Paris';
const rules: RulesView = {
  support: null,
  kits: [],
  guideUrl: null,
  direction: null,
  isOwn: false,
  isSilenced: false,
};

function shown(text: string, support: Support | null = null): string {
  const checked = checkText(text, support);
  const view = { name: null, support, checked, values: {}, isOwn: false, result: '' };
  return plainSpaces(plainText(textChecked(view)));
}

describe('the rules, for each support (règlement, art. 9)', () => {
  it.each(SUPPORTS)('%s has a list of its own, in good French', (support) => {
    const card = communicationRules({ ...rules, support });
    const lists = card.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
    expect(lists.length).toBeGreaterThanOrEqual(6);
    expect(lists.flatMap(typographyFaults)).toEqual([]);
    expect(lists.join(' ')).toContain('logotype');
  });

  it('say whom to ask for the guide, with the address once it is known', () => {
    const asked = plainSpaces(plainText(communicationRules(rules)));
    expect(asked).toContain('à demander à la Direction de la Communication et des Relations Presse');
    const known = plainText(communicationRules({ ...rules, direction: 'com@metropole.example' }));
    expect(known).toContain('com@metropole.example');
  });
});

describe('what is found in a text is told in words', () => {
  it('a word that is missing, one that is too many, one for another', () => {
    expect(shown('Projet du programme Appropriation de la Métropole du Grand Paris')).toContain(
      'il manque « Un »',
    );
    expect(
      shown('Un projet du programme ApproprIAtion Métropolitaine de la Métropole du Grand Paris'),
    ).toContain('« Métropolitaine » est en trop');
    expect(shown('Un projet du dispositif Appropriation de la Métropole du Grand Paris')).toContain(
      '« dispositif » pour « programme »',
    );
  });

  it('the account: present with its line, absent on a social network, to be confirmed elsewhere', () => {
    expect(shown(`${MENTION}\n@Metropole_GrandParis`, 'reseau-social')).toContain('présent (ligne 2)');
    expect(shown(MENTION, 'reseau-social')).toContain('absent. À mentionner sur les réseaux sociaux');
    expect(shown(MENTION)).toContain('à confirmer : à mentionner si le texte paraît sur un réseau social');
    expect(shown(MENTION, 'reseau-social')).toContain('@Metropole_GrandParis manque.');
  });

  it('wrong names, five of them in full and the others counted', () => {
    const many = Array.from({ length: 7 }, () => 'avec la Métropole Grand Paris').join('\n');
    expect(shown(`${MENTION}\n${many}`)).toContain(
      '(ligne 6) pour « Métropole du Grand Paris », et 2 autres',
    );
    expect(shown(`${MENTION}\navec la Métropole Grand Paris`)).toContain('Un nom est à corriger.');
  });
});

describe('a refusal about communication says what to do next', () => {
  const said = (reason: Parameters<typeof describeReason>[0]) => plainSpaces(describeReason(reason).sentence);

  it('whatever keeps a file from being read', () => {
    const of = (why: 'encrypted' | 'too-much' | 'too-long') =>
      said({ code: 'text-unread', name: 'affiche.pdf', why, max: 100_000 });
    expect(of('encrypted')).toContain('Enregistrez-le sans protection');
    expect(of('too-much')).toContain('demande trop de temps ou de mémoire pour être lu. Collez son texte.');
    expect(of('too-long')).toContain('Vérifiez-le partie par partie.');
  });

  it('whether the coordination has an address or not', () => {
    expect(said({ code: 'no-communication-contact', contact: null })).toContain(
      'Demandez-la à la coordination',
    );
    expect(said({ code: 'no-communication-contact', contact: 'c@mgp.example' })).toContain('c@mgp.example');
    const other = describeReason({ code: 'unknown-opinion', typed: 'AVI-9', suggestions: ['AVI-2026-0009'] });
    expect(other.fixes.map(({ label }) => label)).toEqual(['AVI-2026-0009']);
  });
});
