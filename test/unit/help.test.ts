import { afterAll, describe, expect, it } from '@jest/globals';
import { openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { labelsOf } from '../support/deliverables.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

async function labels(scene: Scene, persona: Persona, line: string): Promise<readonly string[]> {
  return labelsOf(await scene.say(persona, line));
}

describe('help by subject', () => {
  it.each(['aide convention', 'AIDE Convention et bilan', 'jalon aide CONVENTION'])(
    '« %s » lists what a référent may do there, and nothing of another subject',
    async (line) => {
      const scene = await openStaffedScene();
      expect(
        said(await scene.say('referent', line))
          .split('\n')
          .slice(2),
      ).toEqual([
        'Convention et bilan',
        'obligations : voir où en sont les obligations de la convention',
        "bilan : rédiger le retour d'expérience et l'évaluation, en brouillon",
        "bilan voir : voir le retour d'expérience et l'évaluation",
        'bilan transmettre : transmettre le bilan à la Métropole',
        "convention verifier : relire le texte d'une convention avant de la signer, ou ce qui en est enregistré",
        'Vos échanges avec Jalon sont privés.',
      ]);
      expect(await labels(scene, 'referent', line)).toEqual(["Toute l'aide"]);
      expect(said(await scene.press('referent', "Toute l'aide"))).toContain('Pour commencer');
    },
  );

  it('of a coordinator names the commands by group, each opened by its button', async () => {
    const scene = await openStaffedScene();
    const whole = said(await scene.say('coordinator', 'aide'));
    expect(whole).toContain(
      'Convention et bilan : obligations, bilan voir, convention signer, convention avenant, convention acte-donnees, convention mise-en-demeure, convention clore-demeure, convention audition, convention verifier',
    );
    expect(await labels(scene, 'coordinator', 'aide')).toContain('Convention et bilan');
    const opened = said(await scene.press('coordinator', 'Convention et bilan'));
    expect(opened).toContain('convention avenant : enregistrer un avenant, qui peut changer');
    expect(opened).not.toContain('retards');
    expect(said(await scene.say('coordinator', 'aide calendrier'))).toContain(
      'retards : voir tout ce qui est en retard, exporter, relancer',
    );
  });
});
