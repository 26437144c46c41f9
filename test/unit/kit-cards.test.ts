import { describe, expect, it } from '@jest/globals';
import { kitCard, linkActions } from '../../cards/kit.ts';
import { kitPreview } from '../../cards/kit-publish.ts';
import { saidBy } from '../support/bot.ts';
import { labelsIn } from '../support/deliverables.ts';

const view = {
  track: 'IA',
  trackValue: 'ia',
  version: '1',
  replaces: null,
  availableAt: null,
  changes: null,
  links: [],
  files: [{ label: 'affiche.pdf (1 Ko)', url: null }],
};

describe('the cards of a kit (règlement, art. 9)', () => {
  it('name a file of which they bring no link, without a button', () => {
    const card = kitCard(view, null);
    expect(saidBy(card)).toContain('Fichiers : affiche.pdf (1 Ko)');
    expect(labelsIn(card)).toEqual(['Vérifier un texte']);
  });

  it('call a link by its site, shortened to what a button takes', () => {
    const [{ label } = { label: '' }] = linkActions([
      `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/kit`,
    ]);
    expect(label.length).toBeLessThanOrEqual(75);
    expect(label).toMatch(/^Ouvrir a+\.b+…$/u);
  });

  it('ask about one reader in the singular', () => {
    const morning = { on: '2026-03-13', isTomorrow: true, at: '2026-03-13T08:00:00Z' };
    const card = kitPreview(view, { people: 1, unassigned: [] }, { morning, values: {} });
    expect(saidBy(card)).toContain('Publier auprès de 1 référent ou suppléant ?');
  });
});
