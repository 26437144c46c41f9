import { afterAll, describe, expect, it } from '@jest/globals';
import { openScene, openStaffedScene, programme, type Scene, said, shownFaults } from '../support/bot.ts';
import { handOver, judge, labelsOf } from '../support/deliverables.ts';
import { obligationsOf } from '../support/obligations.ts';
import type { Persona } from '../support/personas.ts';
import { REFUSED_WITH } from '../support/rights.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const OPTION =
  "Choisir une expérimentation (art. 1) : Amélioration de la circulation de l'information interne et aide à la rédaction";
const NOTHING = {
  transfer: "Transfert des données au terme de l'expérimentation (art. 8) : si la Métropole le demande",
  hearing: 'Audition avant toute sanction (art. 9)',
  avenants: 'Avenants (art. 11)',
  notice: 'Mise en demeure (art. 12)',
};

async function buttons(scene: Scene, persona: Persona): Promise<readonly string[]> {
  return labelsOf(await scene.say(persona, 'obligations choisy-le-roi'));
}

describe('the obligations of a convention (art. 1 to 12)', () => {
  it('stand by their state, what is late first, with their article, their day and their proof', async () => {
    const scene = await openStaffedScene();
    expect(await obligationsOf(scene)).toEqual({
      'En retard': ['Convention signée par toutes les parties (art. 2), au plus tard le 01/12/2025'],
      'À faire': [
        'Informer les habitants et parties prenantes (art. 3)',
        'Acte spécifique avant tout partage de données (art. 8)',
        "Retour d'expérience et évaluation (règlement, art. 8), au plus tard le 30/12/2026",
      ],
      Fait: [OPTION, 'Désigner un référent (art. 4) : Amina Diallo, REF-2026-0001'],
      'Sans objet': [
        'Valider les livrables (art. 3)',
        NOTHING.transfer,
        NOTHING.hearing,
        NOTHING.avenants,
        NOTHING.notice,
      ],
    });
    const nanterre = await obligationsOf(scene, 'coordinator', 'nanterre');
    expect(nanterre['En retard']).toEqual([
      'Choisir une expérimentation (art. 1), au plus tard le 01/12/2025',
      'Convention signée par toutes les parties (art. 2), au plus tard le 01/12/2025',
    ]);
  });

  it('are to be done until the programme begins, and under way with the first signature', async () => {
    const scene = await openScene({ at: '2025-12-01T09:00:00Z' });
    await scene.say('coordinator', 'commune ajouter Nanterre');
    const before = await obligationsOf(scene, 'coordinator', 'nanterre');
    expect(before['En retard']).toBeUndefined();
    expect(before['À faire']).toContain('Désigner un référent (art. 4), au plus tard le 01/12/2025');
    await scene.say('coordinator', 'convention signer nanterre 28/11/2025');
    expect((await obligationsOf(scene, 'coordinator', 'nanterre'))['En cours']).toEqual([
      'Convention signée par toutes les parties (art. 2), au plus tard le 01/12/2025 : collectivité le 28/11/2025',
    ]);
    scene.at('2025-12-02');
    const after = await obligationsOf(scene, 'coordinator', 'nanterre');
    expect(after['En retard']).toEqual([
      'Choisir une expérimentation (art. 1), au plus tard le 01/12/2025',
      'Convention signée par toutes les parties (art. 2), au plus tard le 01/12/2025 : collectivité le 28/11/2025',
      'Désigner un référent (art. 4), au plus tard le 01/12/2025',
    ]);
    await scene.say('coordinator', 'convention signer nanterre signee-metropole:02/12/2025');
    expect(await obligationsOf(scene, 'coordinator', 'nanterre')).toMatchObject({
      'À faire': expect.arrayContaining([
        'Désigner un référent (art. 4), au plus tard le 02/12/2025',
        'Choisir une expérimentation (art. 1), au plus tard le 02/12/2025',
      ]),
      Fait: [
        'Convention signée par toutes les parties (art. 2) : collectivité le 28/11/2025, Métropole le 02/12/2025',
      ],
    });
  });

  it('no experiment is to be chosen where the programme offers none', async () => {
    const beneficiaries = [{ name: 'Thiais' }];
    const scene = await openScene({ tracks: [programme({ options: {}, beneficiaries })] });
    const shown = await obligationsOf(scene, 'coordinator', 'thiais');
    expect(shown['Sans objet']).toContain('Choisir une expérimentation (art. 1)');
  });

  it('count the deliverables that wait, and those beyond the time that paces the reminders', async () => {
    const scene = await openStaffedScene();
    await handOver(scene);
    await handOver(scene, { titre: 'Plan de formation', collectivites: 'Choisy-le-Roi' });
    expect((await obligationsOf(scene))['En cours']).toEqual([
      'Valider les livrables (art. 3) : 2 livrables, 2 en attente',
    ]);
    await judge(scene, 'referent', { livrable: 'LIV-01' });
    scene.at('2026-04-10');
    expect((await obligationsOf(scene))['En retard']).toContain(
      'Valider les livrables (art. 3) : 2 livrables, 1 en attente, dont 1 au-delà du délai indicatif',
    );
    await judge(scene, 'deputy', { livrable: 'LIV-02' });
    expect((await obligationsOf(scene))['Fait']).toContain('Valider les livrables (art. 3) : 2 livrables');
  });

  it('tell of avenants, of a formal notice until it is closed, and of the hearing that it calls for', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'convention avenant choisy-le-roi 02/03/2026 "Nouveau siège"');
    await scene.press('coordinator', "Enregistrer l'avenant");
    expect((await obligationsOf(scene))['Fait']).toContain(
      'Avenants (art. 11) : 1 avenant, le dernier du 02/03/2026',
    );
    await scene.say('coordinator', 'convention mise-en-demeure choisy-le-roi 10/03/2026 Aucun accès donné');
    const open = await obligationsOf(scene);
    expect(open['En cours']).toContain(
      'Mise en demeure (art. 12), au plus tard le 09/04/2026 : MED-2026-0001, lettre du 10/03/2026',
    );
    expect(open['À faire']).toContain('Audition avant toute sanction (art. 9)');
    scene.at('2026-04-09');
    expect((await obligationsOf(scene))['En retard']?.join()).not.toContain('Mise en demeure');
    scene.at('2026-04-10');
    expect((await obligationsOf(scene))['En retard']?.join()).toContain('Mise en demeure (art. 12)');
    await scene.say('coordinator', 'convention audition choisy-le-roi 10/04/2026 "La maire"');
    expect((await obligationsOf(scene))['Fait']).toContain(
      'Audition avant toute sanction (art. 9) : tenue le 10/04/2026',
    );
    await scene.say('coordinator', 'convention clore-demeure choisy-le-roi remedie 10/04/2026');
    expect((await obligationsOf(scene))['Fait']).toContain(
      'Mise en demeure (art. 12) : MED-2026-0001, lettre du 10/03/2026, close le 10/04/2026',
    );
  });

  it('begin with the light of the calendar, and say what a message cannot do', async () => {
    const scene = await openStaffedScene();
    const card = said(await scene.say('referent', 'obligations')).split('\n');
    expect(card[1]).toBe(
      'Calendrier : en retard. Une étape aurait dû prendre fin. Utilisation réduite de 1 jour.',
    );
    expect(card.at(-1)).toBe(
      "Un message n'a pas valeur de lettre recommandée (art. 12) ni d'avenant (art. 11).",
    );
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 28/02/2026');
    expect(said(await scene.say('referent', 'obligations'))).toContain(
      'Calendrier : utilisation réduite de 1 jour.',
    );
    await scene.say('coordinator', 'etape terminer choisy-le-roi setup 12/03/2026');
    expect(said(await scene.say('referent', 'obligations'))).toContain(
      'Calendrier : dans les temps, 79 jours de marge avant la date limite du bilan.',
    );
  });
});

describe('who reads obligations', () => {
  it('the référent and the deputy of the beneficiary have the buttons of what is theirs', async () => {
    const scene = await openStaffedScene();
    for (const persona of ['referent', 'deputy'] as const)
      expect(await buttons(scene, persona)).toEqual([
        'Remplir le bilan',
        'Déclarer une publication',
        'Calendrier',
      ]);
    await handOver(scene);
    expect(await buttons(scene, 'referent')).toEqual([
      'Livrables à valider',
      'Remplir le bilan',
      'Déclarer une publication',
      'Calendrier',
    ]);
  });

  it('a coordinator has those of what is recorded, as far as it is still open', async () => {
    const scene = await openStaffedScene();
    expect(await buttons(scene, 'coordinator')).toEqual([
      'Déclarer une publication',
      'Signatures et choix',
      'Acte sur les données',
      'Avenant',
      'Mise en demeure',
      'Calendrier',
    ]);
    await scene.say('coordinator', 'convention signer choisy-le-roi 20/11/2025 28/11/2025');
    await scene.say('coordinator', 'convention acte-donnees choisy-le-roi experimentation aucune 01/03/2026');
    await scene.say('coordinator', 'convention mise-en-demeure choisy-le-roi 10/03/2026 Aucun accès donné');
    expect(await buttons(scene, 'coordinator')).toEqual([
      'Déclarer une publication',
      'Avenant',
      'Clore la mise en demeure',
      'Enregistrer une audition',
      'Calendrier',
    ]);
    await scene.say('coordinator', 'convention acte-donnees choisy-le-roi transfert demande 01/03/2026');
    expect(await buttons(scene, 'coordinator')).toContain('Acte sur les données');
    expect(await buttons(scene, 'referent')).toEqual([
      'Remplir le bilan',
      'Déclarer une publication',
      'Calendrier',
    ]);
  });

  it.each([
    ['foreignReferent', 'other-commune'],
    ['contractor', 'referents-only'],
    ['stranger', 'not-enrolled'],
  ] as const)('the %s is refused', async (persona, why) => {
    const scene = await openStaffedScene();
    const reply = await scene.say(persona, 'obligations choisy-le-roi');
    expect(reply.kind).toBe('refused');
    expect(said(reply)).toContain(REFUSED_WITH[why]);
  });
});
