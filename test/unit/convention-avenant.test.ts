import { afterAll, describe, expect, it } from '@jest/globals';
import {
  formIn,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf } from '../support/meetings.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const prolonged = {
  commune: 'choisy-le-roi',
  'signe-le': '10/03/2026',
  objet: "Prolongation de l'utilisation",
  terme: '31/03/2027',
  'bilan-avant': '31/03/2027',
};

async function refusedBy(scene: Scene, values: Record<string, string>): Promise<readonly string[]> {
  const reply = await scene.fill('coordinator', 'convention avenant', { ...prolonged, ...values });
  return Object.entries(formIn(reply).errors).map(([name, sentence]) => `${name}: ${plainSpaces(sentence)}`);
}

describe('an avenant (art. 11)', () => {
  it('is shown with what it changes, and nothing is recorded before it is confirmed', async () => {
    const scene = await openStaffedScene();
    const preview = await scene.fill('coordinator', 'convention avenant', prolonged);
    expect(said(preview)).toBe(
      [
        "Aperçu de l'avenant n° 1 : Choisy-le-Roi",
        'Collectivité : Choisy-le-Roi',
        'Signé le : 10/03/2026',
        "Objet : Prolongation de l'utilisation",
        'Terme de la convention : 31/03/2027 (au lieu du 31/12/2026)',
        'Bilan achevé avant le : 31/03/2027 (au lieu du 31/12/2026)',
        'Utilisation : 183 jours (182 jours auparavant)',
        "Rien n'est encore enregistré.",
        'Convention, art. 11.',
      ].join('\n'),
    );
    expect(await eventsOf(scene, 'avenant-recorded')).toEqual([]);
    const corrected = formIn(await scene.press('coordinator', 'Corriger'));
    expect(corrected.values).toMatchObject({ objet: prolonged.objet, terme: '2027-03-31' });
    await scene.submit('coordinator', {});
    expect(said(await scene.press('coordinator', 'Annuler'))).toContain("Rien n'a été enregistré.");
    expect(await scene.flush()).toEqual([]);
  });

  it('recorded, is told to the beneficiary and the other coordinators, and the calendar follows', async () => {
    const scene = await openStaffedScene();
    await scene.fill('coordinator', 'convention avenant', prolonged);
    const recorded = await scene.press('coordinator', "Enregistrer l'avenant");
    expect(said(recorded)).toContain("Avenant n° 1 : Choisy-le-Roi\nL'avenant est enregistré.");
    const told = await scene.flush();
    expect(told.map(({ to, card }) => [to, card.name])).toEqual([
      ['referent', 'avenant-told'],
      ['deputy', 'avenant-told'],
      ['otherCoordinator', 'avenant-told'],
    ]);
    expect(saidBy(told[0]?.card)).toContain('La Métropole a enregistré un avenant à la convention.');
    expect(saidBy(told[0]?.card)).toContain('Utilisation : 183 jours (182 jours auparavant)');
    expect(said(await scene.press('referent', 'Calendrier'))).toContain(
      'Utilisation | 01/06/2026 – 30/11/2026 (183 j) | à venir',
    );
    expect(said(await scene.say('referent', 'calendrier'))).toContain('6 mois : 27/08/2026');
    expect(said(await scene.say('foreignReferent', 'calendrier'))).toContain('(182 j)');
    expect(await eventsOf(scene, 'avenant-recorded')).toMatchObject([
      { avenant: 1, signedOn: '2026-03-10', termOn: '2027-03-31', assessmentBefore: '2027-03-31' },
    ]);
  });

  it('that changes no date keeps them all; the next one starts from the last', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'convention avenant choisy-le-roi 10/03/2026 "Nouveau siège"');
    expect(said(await scene.press('coordinator', "Enregistrer l'avenant"))).toContain(
      'Terme de la convention : 31/12/2026 (inchangé)',
    );
    await scene.fill('coordinator', 'convention avenant', prolonged);
    await scene.press('coordinator', "Enregistrer l'avenant");
    const third = await scene.fill('coordinator', 'convention avenant', {
      ...prolonged,
      terme: '30/06/2027',
      'bilan-avant': '',
    });
    expect(said(third)).toContain("Aperçu de l'avenant n° 3");
    expect(said(third)).toContain('Terme de la convention : 30/06/2027 (au lieu du 31/03/2027)');
    expect(said(third)).toContain('Bilan achevé avant le : 31/03/2027 (inchangé)');
  });

  it('of two coordinators who record at once the second is shown that one was, and asked again', async () => {
    const scene = await openStaffedScene();
    await scene.fill('coordinator', 'convention avenant', prolonged);
    await scene.fill('otherCoordinator', 'convention avenant', prolonged);
    const twice = scene.button('coordinator', "Enregistrer l'avenant");
    await scene.ask('coordinator', twice);
    for (const reply of [
      await scene.ask('coordinator', twice),
      await scene.press('otherCoordinator', "Enregistrer l'avenant"),
    ]) {
      expect(said(reply)).toContain("Aperçu de l'avenant n° 2");
      expect(said(reply)).toContain(
        "L'avenant n° 1 a été enregistré entre-temps. Vérifiez qu'il ne s'agit pas du même.",
      );
    }
    expect(await eventsOf(scene, 'avenant-recorded')).toHaveLength(1);
    await scene.press('otherCoordinator', "Enregistrer l'avenant");
    expect(await eventsOf(scene, 'avenant-recorded')).toHaveLength(2);
  });

  it('« le même pour une autre » asks only for which', async () => {
    const scene = await openStaffedScene();
    await scene.fill('coordinator', 'convention avenant', prolonged);
    await scene.press('coordinator', "Enregistrer l'avenant");
    const form = formIn(await scene.press('coordinator', 'Le même pour une autre'));
    expect(form.values).toEqual({
      'signe-le': '2026-03-10',
      objet: prolonged.objet,
      terme: '2027-03-31',
      'bilan-avant': '2027-03-31',
    });
    expect(said(await scene.submit('coordinator', { commune: 'nanterre' }))).toContain(
      "Aperçu de l'avenant n° 1 : Nanterre",
    );
    await scene.press('coordinator', "Enregistrer l'avenant");
    const told = (await scene.flush()).map(({ to, card }) => `${to}: ${saidBy(card).split(' : ')[1]}`);
    expect(told.map((line) => line.split('\n')[0]).sort()).toEqual([
      'deputy: Choisy-le-Roi',
      'foreignReferent: Nanterre',
      'otherCoordinator: Choisy-le-Roi',
      'otherCoordinator: Nanterre',
      'referent: Choisy-le-Roi',
    ]);
  });
});

describe('an avenant that cannot be (art. 11)', () => {
  it('to be signed is refused', async () => {
    const scene = await openStaffedScene();
    expect(await refusedBy(scene, { 'signe-le': '13/03/2026' })).toEqual([
      "signe-le: Le 13/03/2026 est à venir : seul ce qui a eu lieu s'enregistre. Revenez ce jour-là, ou corrigez la date.",
    ]);
  });

  it('that would end before its own signature is refused', async () => {
    const scene = await openStaffedScene();
    expect(await refusedBy(scene, { terme: '09/03/2026' })).toEqual([
      'terme: Un avenant ne peut fixer le terme au 09/03/2026 : il a été signé le 10/03/2026.',
    ]);
    expect(await refusedBy(scene, { 'bilan-avant': '10/03/2026' })).toEqual([
      'bilan-avant: Un avenant ne peut achever le bilan au 10/03/2026 : il a été signé le 10/03/2026.',
    ]);
    const reply = await scene.fill('coordinator', 'convention avenant', {
      ...prolonged,
      terme: '10/03/2026',
      'bilan-avant': '11/03/2026',
    });
    expect(said(reply)).toContain("Aperçu de l'avenant n° 1");
  });

  it('that would end before the last phase that is over is refused with it', async () => {
    const scene = await openStaffedScene();
    for (const [phase, day] of [
      ['setup', '11/03/2026'],
      ['audit', '20/01/2026'],
    ] as const)
      await scene.say('coordinator', `etape terminer choisy-le-roi ${phase} ${day}`);
    scene.at('2026-04-01');
    expect(await refusedBy(scene, { terme: '10/03/2026', 'bilan-avant': '11/03/2026' })).toEqual([
      "terme: Un avenant ne peut fixer le terme au 10/03/2026 : l'étape « Mise en place et formation » s'est terminée le 11/03/2026.",
    ]);
    expect(await refusedBy(scene, { terme: '', 'bilan-avant': '11/03/2026' })).toEqual([
      "bilan-avant: Un avenant ne peut achever le bilan au 11/03/2026 : l'étape « Mise en place et formation » s'est terminée le 11/03/2026.",
    ]);
    expect(await refusedBy(scene, { 'signe-le': '20/03/2026', terme: '19/03/2026' })).toEqual([
      'terme: Un avenant ne peut fixer le terme au 19/03/2026 : il a été signé le 20/03/2026.',
    ]);
  });

  it('that would end before a phase which is only put off is not: nothing has happened yet', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'etape retard choisy-le-roi setup 15/07/2026 Marché');
    await scene.press('coordinator', 'Enregistrer');
    const typed = { ...prolonged, terme: '30/06/2026', 'bilan-avant': '01/07/2026' };
    expect(said(await scene.fill('coordinator', 'convention avenant', typed))).toContain(
      'Terme de la convention : 30/06/2026 (au lieu du 31/12/2026)',
    );
  });

  it('names no phase that the programme file has no longer', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 11/03/2026');
    const [, ...others] = programme().phases;
    await scene.load({ ...programme(), phases: others });
    expect(await refusedBy(scene, { terme: '10/03/2026', 'bilan-avant': '11/03/2026' })).toEqual([
      "terme: Un avenant ne peut fixer le terme au 10/03/2026 : une étape s'est terminée le 11/03/2026.",
    ]);
  });

  it('whose assessment would be over after the term asks for the other date too', async () => {
    const scene = await openStaffedScene();
    expect(await refusedBy(scene, { terme: '' })).toEqual([
      "terme: Le bilan devrait s'achever avant le 31/03/2027, alors que la convention prendrait fin le 31/12/2026. Indiquez aussi l'autre date.",
    ]);
    expect(await refusedBy(scene, { terme: '30/11/2026', 'bilan-avant': '' })).toEqual([
      "bilan-avant: Le bilan devrait s'achever avant le 31/12/2026, alors que la convention prendrait fin le 30/11/2026. Indiquez aussi l'autre date.",
    ]);
    const last = await scene.fill('coordinator', 'convention avenant', {
      ...prolonged,
      terme: '30/03/2027',
    });
    expect(said(last)).toContain("Aperçu de l'avenant n° 1");
    expect(await eventsOf(scene, 'avenant-recorded')).toEqual([]);
  });
});

describe('a date after the term (art. 11)', () => {
  it('needs an avenant: refused without one, taken with one', async () => {
    const scene = await openStaffedScene();
    const line = 'etape retard choisy-le-roi setup 15/01/2027 Marché';
    const done = 'etape terminer choisy-le-roi bilan 20/01/2027';
    const why =
      "Cette date est postérieure au terme de la convention (31/12/2026). Une prolongation relève d'un avenant (art. 11).";
    for (const refused of [line, done]) expect(said(await scene.say('coordinator', refused))).toContain(why);
    await scene.fill('coordinator', 'convention avenant', prolonged);
    await scene.press('coordinator', "Enregistrer l'avenant");
    expect(said(await scene.say('coordinator', line))).toContain('Nouvelle fin : 15/01/2027');
    expect(said(await scene.say('coordinator', line.replace('choisy-le-roi', 'nanterre')))).toContain(why);
    const beyond = await scene.say('coordinator', line.replace('15/01/2027', '01/04/2027'));
    expect(said(beyond)).toContain('postérieure au terme de la convention (31/03/2027)');
    scene.at('2027-01-25');
    for (const phase of ['audit 28/02/2026', 'setup 31/05/2026', 'use 20/12/2026', 'bilan 20/01/2027']) {
      const reply = await scene.say('coordinator', `etape terminer choisy-le-roi ${phase}`);
      expect(said(reply)).toContain('calendrier mis à jour');
    }
  });
});
