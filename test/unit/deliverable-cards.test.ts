import { describe, expect, it } from '@jest/globals';
import type { ActView, OwnView } from '../../cards/act.ts';
import type { DeliverableView } from '../../cards/deliverable.ts';
import { handOverPreview, newVersionPreview } from '../../cards/deliverable-hand-over.ts';
import { deliverableCard, deliverableList, type ObjectionView } from '../../cards/deliverable-list.ts';
import { chasePreview } from '../../cards/deliverable-matrix.ts';
import type { Action, Card } from '../../cards/model.ts';
import { judged } from '../../cards/validation.ts';
import { validationDigest } from '../../cards/validation-reminder.ts';
import { judgementTold } from '../../cards/validation-told.ts';
import { carried } from '../../src/usecases/carried.ts';
import { openStaffedScene, said, saidBy } from '../support/bot.ts';
import { handOver, labelsIn } from '../support/deliverables.ts';
import { textsOfCard, typographyFaults } from '../support/french.ts';

const audit: DeliverableView = {
  number: 'LIV-12',
  title: 'Rapport',
  track: 'IA',
  phase: 'Audit',
  version: 1,
  handedOverOn: '2026-03-02',
  content: { kind: 'link', url: 'https://exemple.fr/rapport' },
  digest: 'ab'.repeat(32),
  changes: null,
  addressed: { count: 22, names: [], isAll: true },
  withdrawn: null,
};
const act: ActView = {
  number: 'VAL-2026-0012',
  version: 1,
  verdict: 'with-reserves',
  reserves: [
    { rank: 1, text: 'Une réserve dont le texte ne tient pas sur un bouton '.repeat(3), liftedAt: null },
  ],
  reason: null,
  remark: null,
  by: 'Amina Diallo',
  whose: 'own',
  at: '2026-03-04T15:05:00Z',
};
const LONG = 'Établissement public territorial Grand-Orly Seine Bièvre et communes associées du sud';
const own: OwnView = {
  commune: LONG,
  communeValue: 'grand-orly',
  standing: 'waiting',
  act: null,
  isOneOfSeveral: true,
};

function labelsTooLong({ actions }: Card): readonly Action[] {
  return actions.filter(({ label }) => label.length > 75);
}

describe('the cards of deliverables, at their limits', () => {
  it('names twenty objections and counts the others: the export has them all', () => {
    const objection = (index: number): ObjectionView => ({
      commune: `Commune ${index}`,
      standing: 'refused',
      verdict: 'refused',
      number: `VAL-2026-00${index}`,
      reserves: [],
      reason: 'Non',
      remark: null,
    });
    const shown = (count: number) =>
      saidBy(
        deliverableCard({
          deliverable: audit,
          own: [],
          tally: { waiting: 0, validated: 0, 'with-reserves': 0, cleared: 0, refused: count },
          objections: Array.from({ length: count }, (_, index) => objection(index + 1)),
          former: [],
          mayManage: false,
        }),
      );
    expect(shown(20)).toContain('- Commune 20, refusé');
    expect(shown(20)).not.toContain('autre');
    expect(shown(21)).not.toContain('Commune 21');
    expect(shown(21)).toContain("Et 1 autre : l'export du suivi les contient tous.");
    expect(shown(22)).toContain('Et 2 autres :');
  });

  it('no label is longer than a button, and what is shortened says so', () => {
    const cards = [
      judged(audit, { ...own, act }, act),
      validationDigest([
        { deliverable: audit, own, workingDays: 5 },
        { deliverable: audit, own, workingDays: 1 },
      ]),
      deliverableCard({
        deliverable: audit,
        own: [own],
        tally: null,
        objections: [],
        former: [],
        mayManage: false,
      }),
    ];
    expect(cards.flatMap(labelsTooLong)).toEqual([]);
    expect(cards.map((card) => labelsIn(card)[0])).toEqual([
      expect.stringMatching(/^Lever la réserve 1 : Une réserve.*…$/u),
      expect.stringMatching(/^LIV-12 : Établissement.*…$/u),
      expect.stringMatching(/^Valider : Établissement.*…$/u),
    ]);
    expect(judgementTold(audit, LONG, act).title.length).toBeLessThanOrEqual(75);
    expect(cards.flatMap(textsOfCard).flatMap(typographyFaults)).toEqual([]);
  });

  it('reserves and a refusal are told as what asks for attention, a validation as what is done', () => {
    const toneOf = (verdict: ActView['verdict']) =>
      judgementTold(audit, 'Nanterre', { ...act, verdict }).blocks.flatMap((block) =>
        block.kind === 'notice' ? [block.tone] : [],
      );
    expect([toneOf('validated'), toneOf('with-reserves'), toneOf('refused')]).toEqual([
      ['success'],
      ['warning'],
      ['warning'],
    ]);
  });

  it('one button stands out: the first to validate, and what a preview leads to', () => {
    const standing = { own: [own], tally: null };
    const page = { page: 1, pages: 1, total: 2, mayHandOver: true };
    const told = { people: 1, unreached: [] };
    const cards = [
      deliverableList({
        ...page,
        items: [audit, { ...audit, number: 'LIV-13' }].map((one) => ({ deliverable: one, ...standing })),
      }),
      handOverPreview(audit, told, {}),
      newVersionPreview({ ...audit, version: 2 }, told, {}),
      chasePreview([], 1, {}),
    ];
    const primary = cards.map(({ actions }) =>
      actions.flatMap((action) =>
        action.kind !== 'link' && action.style === 'primary' ? [action.label] : [],
      ),
    );
    expect(primary).toEqual([
      [expect.stringMatching(/^Valider LIV-12/u)],
      ['Déposer'],
      ['Déposer la nouvelle version'],
      ['Relancer'],
    ]);
  });

  it('the buttons of a preview carry what was asked, but neither what was left out nor their own confirmation', () => {
    const asked = {
      titre: 'Rapport',
      lien: undefined,
      'remis-le': Temporal.PlainDate.from('2026-03-10'),
      confirme: 'oui',
    };
    expect(carried(asked)).toEqual({ titre: 'Rapport', 'remis-le': '2026-03-10' });
  });

  it('a digest has a button for the first five; the list leads to the others', () => {
    const views = Array.from({ length: 6 }, (_, index) => ({
      deliverable: { ...audit, number: `LIV-${index + 1}` },
      own: { ...own, isOneOfSeveral: false },
      workingDays: 5,
    }));
    expect(labelsIn(validationDigest(views))).toEqual([
      'LIV-1',
      'LIV-2',
      'LIV-3',
      'LIV-4',
      'LIV-5',
      'Voir les livrables',
    ]);
  });

  it('a deliverable of a track that has no beneficiary yet is addressed to nobody', async () => {
    const scene = await openStaffedScene();
    const { facts } = [...scene.world.tracks.values()][0] ?? {};
    if (!facts) throw new TypeError('no facts');
    await scene.load({ ...facts, id: 'ia-sante', title: 'IA – Santé', beneficiaries: [] });
    await handOver(scene, { parcours: 'ia-sante' });
    expect(said(await scene.say('coordinator', 'livrables'))).toContain('personne à qui il soit adressé');
  });
});
