import { afterAll, describe, expect, it } from '@jest/globals';
import {
  designate,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import {
  handOver,
  judge,
  labelsOf,
  openDeliverableScene,
  REPORT,
  replace,
  withdraw,
} from '../support/deliverables.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** LIV-01 to everybody, LIV-02 to Nanterre alone; Choisy-le-Roi has made reserves on the first, with a remark to MGP. */
async function opened(): Promise<Scene> {
  const scene = await openDeliverableScene();
  await handOver(scene, { titre: 'Guide', collectivites: 'Nanterre' });
  const reserves = { avis: 'reserves', reserves: 'Première\nSeconde', remarque: 'Entre nous' };
  await judge(scene, 'referent', reserves);
  return scene;
}

describe('livrable liste (art. 3): what one may see, newest first', () => {
  it('a référent and a deputy: theirs alone, and where they stand', async () => {
    const scene = await opened();
    for (const persona of ['referent', 'deputy'] as const) {
      const reply = await scene.say(persona, 'livrable liste');
      expect(said(reply)).toBe(
        [
          '1 livrable',
          "- LIV-01 : Rapport d'audit, remis le 12/03/2026 : validé avec réserves",
          "L'absence de réponse ne vaut pas validation.",
          'Convention, art. 3.',
        ].join('\n'),
      );
      expect(labelsOf(reply)).toEqual(['Voir LIV-01']);
    }
    const other = await scene.say('foreignReferent', 'mes livrables');
    expect(said(other)).toContain(
      "2 livrables\n- LIV-02 : Guide, remis le 12/03/2026 : en attente de validation\n- LIV-01 : Rapport d'audit, remis le 12/03/2026 : en attente de validation",
    );
    expect(labelsOf(other)).toEqual(['Valider LIV-02', 'Valider LIV-01']);
  });

  it('the coordination and the contractor: all, and how many have answered what', async () => {
    const scene = await opened();
    await judge(scene, 'foreignReferent', { avis: 'refuser', motif: 'Hors sujet' });
    const lines = [
      '- LIV-02 : Guide, remis le 12/03/2026 : 1 en attente',
      "- LIV-01 : Rapport d'audit, remis le 12/03/2026 : 1 avec réserves, 1 refus",
    ].join('\n');
    const mgp = await scene.say('coordinator', 'livrables');
    expect(said(mgp)).toContain(lines);
    expect(labelsOf(mgp)).toEqual(['Voir LIV-02', 'Voir LIV-01', 'Déposer un livrable', 'Suivi']);
    const contractor = await scene.say('contractor', 'livrables');
    expect(said(contractor)).toContain(lines);
    expect(labelsOf(contractor)).toEqual(['Voir LIV-02', 'Voir LIV-01']);
  });

  it('says that there is none, and how to hand one over to whoever may', async () => {
    const scene = await openStaffedScene();
    const none = await scene.say('referent', 'livrables');
    expect(said(none)).toBe('0 livrable\nAucun livrable pour le moment.\nConvention, art. 3.');
    expect(labelsOf(none)).toEqual([]);
    expect(labelsOf(await scene.say('coordinator', 'livrables'))).toEqual(['Déposer un livrable', 'Suivi']);
  });

  it('ten a page; four at most are validated by a button of their own', async () => {
    const scene = await openStaffedScene();
    for (let i = 1; i <= 11; i += 1) await handOver(scene, { titre: `Livrable ${i}` });
    const first = await scene.say('referent', 'livrables');
    expect(said(first)).toContain('11 livrables (1/2)\n- LIV-11 : Livrable 11');
    expect(labelsOf(first)).toEqual([
      'Valider LIV-11',
      'Valider LIV-10',
      'Valider LIV-09',
      'Valider LIV-08',
      'Suite',
    ]);
    const second = await scene.press('referent', 'Suite');
    expect(said(second)).toContain('11 livrables (2/2)\n- LIV-01 : Livrable 1,');
    expect(labelsOf(second)).toEqual(['Valider LIV-01', 'Précédent']);
  });

  it('of two tracks, the newest first whatever its track; each contractor sees their own', async () => {
    const { name, email } = identities.contractor;
    const health = programme({ id: 'ia-sante', title: 'IA – Santé', contractor: { name, email } });
    const scene = await openScene({ tracks: [programme(), health] });
    for (const parcours of ['ia-administration-interne', 'ia-sante', 'ia-administration-interne'])
      await handOver(scene, { parcours });
    const numbers = (text: string) => text.match(/LIV-\d+/gu);
    expect(numbers(said(await scene.say('coordinator', 'livrables')))).toEqual([
      'LIV-03',
      'LIV-02',
      'LIV-01',
    ]);
    expect(numbers(said(await scene.say('contractor', 'livrables')))).toEqual(['LIV-02']);
    expect(said(await scene.say('contractor', 'livrable voir LIV-01'))).toContain(
      'Aucun livrable « LIV-01 »',
    );
  });
});

describe('livrable voir (art. 3): one deliverable, as its reader may see it', () => {
  it('a beneficiary: what it has said itself, its remark included, and nothing of the others', async () => {
    const scene = await opened();
    await judge(scene, 'foreignReferent', { avis: 'refuser', motif: 'Hors sujet' });
    const reply = await scene.say('referent', 'livrable voir LIV-01');
    expect(said(reply)).toContain(
      [
        'Choisy-le-Roi : validé avec réserves le 12/03/2026 à 10 h 42 par Amina Diallo (VAL-2026-0001)',
        'Réserves',
        '- 1. Première',
        '- 2. Seconde',
        'Remarque pour la Métropole seulement',
        'Entre nous',
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(said(reply)).not.toContain('Hors sujet');
    expect(said(reply)).not.toContain('Où en sont');
    expect(labelsOf(reply)).toEqual([
      'Lever la réserve 1 : Première',
      'Lever la réserve 2 : Seconde',
      'Ouvrir le lien',
    ]);
  });

  it('one that waits: says so, and what silence is', async () => {
    const scene = await opened();
    const reply = await scene.say('foreignReferent', 'livrable voir LIV-01');
    expect(said(reply)).toContain(
      "Nanterre : en attente de validation\nL'absence de réponse ne vaut pas validation.",
    );
    expect(labelsOf(reply)).toEqual(['Valider', 'Valider avec réserves', 'Refuser', 'Ouvrir le lien']);
  });

  it('the coordination: where all stand, every reserve and refusal with its remark', async () => {
    const scene = await opened();
    await judge(scene, 'foreignReferent', { avis: 'refuser', motif: 'Hors sujet' });
    const reply = await scene.say('coordinator', 'livrable voir LIV-01');
    expect(said(reply)).toContain(
      [
        'Où en sont les collectivités : 1 avec réserves, 1 refus.',
        'Réserves et refus',
        '- Choisy-le-Roi, validé avec réserves (VAL-2026-0001) : 1. Première / 2. Seconde / Remarque pour la Métropole : Entre nous',
        '- Nanterre, refusé (VAL-2026-0002) : Hors sujet',
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(said(reply)).not.toContain("L'absence de réponse");
    expect(labelsOf(reply)).toEqual(['Ouvrir le lien', 'Nouvelle version', 'Retirer']);
  });

  it('the contractor: the same without the remarks, and nothing to press but the link', async () => {
    const scene = await opened();
    const reply = await scene.say('contractor', 'livrable voir LIV-01');
    expect(said(reply)).toContain(
      '- Choisy-le-Roi, validé avec réserves (VAL-2026-0001) : 1. Première / 2. Seconde\n',
    );
    expect(said(reply)).toContain('Où en sont les collectivités : 1 en attente, 1 avec réserves.');
    expect(said(reply)).not.toContain('Entre nous');
    expect(said(reply)).not.toContain('Remarque');
    expect(labelsOf(reply)).toEqual(['Ouvrir le lien']);
  });

  it('what was validated is counted, and no objection; reserves that were lifted are no longer one', async () => {
    const scene = await opened();
    await judge(scene, 'foreignReferent');
    const shown = said(await scene.say('coordinator', 'livrable voir 1'));
    expect(shown).toContain('Où en sont les collectivités : 1 validation, 1 avec réserves.');
    expect(shown).not.toContain('Nanterre,');
    await scene.say('referent', 'livrable lever LIV-01 1');
    await scene.say('referent', 'livrable lever LIV-01 2');
    const lifted = said(await scene.say('coordinator', 'livrable voir 1'));
    expect(lifted).toContain('Où en sont les collectivités : 2 validations.');
    expect(lifted).toContain(
      '- Choisy-le-Roi, validé, réserves levées (VAL-2026-0001) : 1. Première (levée le',
    );
  });

  it('what was withdrawn keeps what was said of it, and counts nobody', async () => {
    const scene = await opened();
    await withdraw(scene);
    const reply = await scene.say('coordinator', 'livrable voir LIV-01');
    expect(said(reply)).toContain('Retiré le 12/03/2026 à 10 h 42 : Déposé par erreur');
    expect(said(reply)).toContain(
      '- Choisy-le-Roi, validé avec réserves (VAL-2026-0001) : 1. Première / 2. Seconde',
    );
    expect(said(reply)).not.toContain('Où en sont');
    expect(labelsOf(reply)).toEqual(['Ouvrir le lien']);
    expect(said(await scene.say('foreignReferent', 'livrable voir LIV-01'))).not.toContain('Nanterre :');
    expect(said(await scene.say('coordinator', 'livrables'))).toContain(
      "Rapport d'audit, remis le 12/03/2026 : retiré",
    );
  });

  it('says what was replaced, and the version to validate', async () => {
    const scene = await opened();
    scene.at('2026-03-20');
    await replace(scene, { changements: 'Annexes ajoutées' });
    await replace(scene, { lien: `${REPORT}-v3` });
    const reply = await scene.say('coordinator', 'livrable voir LIV-01');
    expect(said(reply)).toContain("LIV-01 : Rapport d'audit (version 3)");
    expect(said(reply)).toContain(
      'Versions remplacées : version 1 (remise le 12/03/2026), version 2 (remise le 20/03/2026).',
    );
    expect(said(reply)).toContain('Où en sont les collectivités : 2 en attente.');
    expect(said(reply)).not.toContain('Réserves et refus');
  });

  it('is opened by its number alone; others read as none', async () => {
    const scene = await opened();
    expect(said(await scene.say('referent', 'livrable voir liv01'))).toContain('LIV-01');
    const reply = await scene.say('referent', 'livrable voir LIV-02');
    expect(said(reply)).toContain('Aucun livrable « LIV-02 » qui vous soit adressé.');
    expect((await scene.say('stranger', 'livrable voir LIV-01')).kind).toBe('refused');
  });

  it('somebody who is no référent any more sees it no more; who takes their place does', async () => {
    const scene = await opened();
    scene.at('2026-03-16');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect((await scene.say('referent', 'livrable voir LIV-01')).kind).toBe('refused');
    const reply = await scene.say('successor', 'livrable voir LIV-01');
    expect(said(reply)).toContain('par Amina Diallo (VAL-2026-0001)');
  });
});
