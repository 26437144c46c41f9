import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, formIn, type Scene, said, shownFaults } from '../support/bot.ts';
import { judge, labelsOf, openDeliverableScene, recorded } from '../support/deliverables.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const acts = (scene: Scene) => recorded(scene, 'deliverable-judged');
const already = (by: string, done = 'validé') =>
  `Ce livrable a été ${done} par ${by} le 12/03/2026 à 10 h 42. Aucune action n'est nécessaire.`;

describe('« déjà traité » (art. 3): one act of a beneficiary is enough', () => {
  it('of two colleagues who answer at once, one is recorded and the other told, by name', async () => {
    const scene = await openDeliverableScene();
    const replies = await Promise.all([
      judge(scene, 'referent'),
      judge(scene, 'deputy', { avis: 'refuser', motif: 'Hors sujet' }),
    ]);
    expect(await acts(scene)).toHaveLength(1);
    const [first, second] = replies.map(said);
    expect(first).toContain('Reçu VAL-2026-0001');
    expect(second).toContain("Déjà traité : LIV-01 : Rapport d'audit");
    expect(second).toContain(already('Amina Diallo'));
    expect(second).toContain(
      "Reçu n° VAL-2026-0001. Si la collectivité change d'avis, un nouvel acte est enregistré ; celui-ci reste au journal.",
    );
    expect(labelsOf(replies[1] ?? first)).toEqual(["Changer d'avis", 'Ouvrir le lien']);
  });

  it('the button of a message that a colleague has answered meanwhile records nothing', async () => {
    const scene = await openDeliverableScene();
    const shown = scene.button('referent', 'Valider');
    await judge(scene, 'deputy', { avis: 'reserves', reserves: 'Une réserve' });
    const reply = await scene.ask('referent', shown);
    expect(said(reply)).toContain(already('Paul Durand', 'validé avec réserves'));
    expect(said(reply)).toContain('Réserves\n- 1. Une réserve');
    expect(labelsOf(reply)).toEqual(['Lever la réserve 1 : Une réserve', "Changer d'avis", 'Ouvrir le lien']);
    expect(await acts(scene)).toHaveLength(1);
  });

  it('whoever has answered already is told so, and a newcomer that it was their predecessor', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'refuser', motif: 'Hors sujet' });
    expect(said(await scene.say('referent', 'livrable valider 1'))).toContain(already('vous', 'refusé'));
    scene.at('2026-03-16');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect(said(await scene.say('successor', 'livrable valider 1'))).toContain(
      already('votre prédécesseur (Amina Diallo)', 'refusé'),
    );
    expect(said(await scene.say('successor', 'livrable valider 1'))).toContain('Motif du refus\nHors sujet');
  });

  it('an act outlives the personal data of who did it (RGPD)', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    scene.at('2026-03-16');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    await scene.fill('coordinator', 'personne effacer', { personne: identities.referent.email });
    await scene.press('coordinator', 'Effacer…');
    await scene.submit('coordinator', { confirmation: 'oui' });
    expect(said(await scene.say('successor', 'livrable valider 1'))).toContain(
      already('votre prédécesseur (personne effacée)'),
    );
    expect((await acts(scene)).map(({ verdict }) => verdict)).toEqual(['validated']);
  });

  it('a platform that sends the same press again gets the first answer again', async () => {
    const scene = await openDeliverableScene();
    await scene.say('referent', 'livrable valider 1');
    const shown = scene.button('referent', 'Valider');
    const first = await scene.ask('referent', shown, { key: 'press-1' });
    const again = await scene.ask('referent', shown, { key: 'press-1' });
    expect(said(again)).toContain('Votre validation de LIV-01 (version 1) est enregistrée');
    expect(said(again).split('\n')[1]).toBe(said(first).split('\n')[1]);
    expect(await acts(scene)).toHaveLength(1);
  });

  it("each beneficiary answers for itself: another's act is no answer of theirs", async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'foreignReferent');
    expect(said(await scene.say('referent', 'livrable valider 1'))).toContain('Que dit Choisy-le-Roi');
    expect(said(await judge(scene, 'referent'))).toContain('VAL-2026-0002');
  });
});

describe('a change of mind (art. 3) is a new act: the first stays', () => {
  it('is asked for by its button, and follows the act that was shown', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    await scene.say('deputy', 'livrable valider 1');
    const form = formIn(await scene.press('deputy', "Changer d'avis"));
    expect(form.hidden).toEqual({ version: '1', apres: 'VAL-2026-0001' });
    const done = await scene.submit('deputy', { avis: 'refuser', motif: 'Les annexes manquent.' });
    expect(said(done)).toContain('Votre refus de LIV-01 (version 1) est enregistré');
    expect((await acts(scene)).map(({ number, verdict }) => [number, verdict])).toEqual([
      ['VAL-2026-0001', 'validated'],
      ['VAL-2026-0002', 'refused'],
    ]);
    expect(said(await scene.say('referent', 'livrable voir 1'))).toContain(
      'Choisy-le-Roi : refusé le 12/03/2026 à 10 h 42 par Paul Durand (VAL-2026-0002)',
    );
  });

  it('of two colleagues who change it at once, one does and the other is told', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent');
    const after = { apres: 'VAL-2026-0001' };
    const [, second] = await Promise.all([
      judge(scene, 'referent', { ...after, avis: 'refuser', motif: 'Hors sujet' }),
      judge(scene, 'deputy', { ...after, avis: 'reserves', reserves: 'Une réserve' }),
    ]);
    expect(said(second)).toContain(already('Amina Diallo', 'refusé'));
    expect((await acts(scene)).map(({ verdict }) => verdict)).toEqual(['validated', 'refused']);
  });

  it('an answer without its verdict keeps which act it is to follow', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'refuser', motif: 'Hors sujet' });
    const values = { livrable: 'LIV-01', version: '1', apres: 'VAL-2026-0001' };
    await scene.ask('referent', { kind: 'run', command: 'livrable valider', values });
    expect(said(await scene.press('referent', 'Valider'))).toContain('Reçu VAL-2026-0002');
    expect(await acts(scene)).toHaveLength(2);
  });

  const reserves = 'Première\nSeconde';
  it.each([
    ['the verdict alone', { avis: 'valider' }, { avis: 'valider', remarque: '' }],
    [
      'the same reserves',
      { avis: 'reserves', reserves },
      { avis: 'reserves', reserves: '- Première\n- Seconde' },
    ],
    ['the same reason', { avis: 'refuser', motif: 'Non' }, { avis: 'refuser', motif: ' Non ' }],
  ])('the very same again is no new act: %s', async (_what, first, again) => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', first);
    const reply = await judge(scene, 'referent', { ...again, apres: 'VAL-2026-0001' });
    expect(said(reply)).toContain('Déjà traité');
    expect(await acts(scene)).toHaveLength(1);
  });

  it.each([
    ['another remark', { avis: 'valider' }, { avis: 'valider', remarque: 'Merci' }],
    ['another reason', { avis: 'refuser', motif: 'Non' }, { avis: 'refuser', motif: 'Non, vraiment' }],
    [
      'one more reserve',
      { avis: 'reserves', reserves },
      { avis: 'reserves', reserves: `${reserves}\nTroisième` },
    ],
  ])('anything else is one: %s', async (_what, first, again) => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', first);
    const reply = await judge(scene, 'referent', { ...again, apres: 'VAL-2026-0001' });
    expect(said(reply)).toContain('Reçu VAL-2026-0002');
    expect(await acts(scene)).toHaveLength(2);
  });

  it('reserves that were lifted may be made again, in the same words', async () => {
    const scene = await openDeliverableScene();
    await judge(scene, 'referent', { avis: 'reserves', reserves: 'Une réserve' });
    await scene.press('referent', 'Lever la réserve 1 : Une réserve');
    const again = { avis: 'reserves', reserves: 'Une réserve', apres: 'VAL-2026-0001' };
    expect(said(await judge(scene, 'referent', again))).toContain('Reçu VAL-2026-0002');
  });
});
