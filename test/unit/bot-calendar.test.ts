import { afterAll, describe, expect, it } from '@jest/globals';
import { checkEnd } from '../../src/usecases/phase.ts';
import { allTargets } from '../../src/usecases/target.ts';
import {
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';

const slip = { commune: 'choisy-le-roi', etape: 'setup', date: '2026-07-15', cause: 'Salle indisponible' };

async function proposeSlip(scene: Scene): Promise<void> {
  await scene.fill('referent', 'etape retard', slip);
  await scene.press('referent', 'Transmettre');
  await scene.flush();
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('the calendar (art. 5)', () => {
  it('shows the worked calendar of the convention', async () => {
    const scene = await openStaffedScene();
    const card = said(await scene.say('referent', '/jalon Calendrier'));
    expect(card).toContain('Mise en place et formation | 01/03/2026 – 31/05/2026 (92 j) | en cours');
    expect(card).toContain('Utilisation | 01/06/2026 – 29/11/2026 (182 j) | à venir');
    expect(card).toContain(
      'Utilisation : 182 jours au lieu de 183 (mois entiers à compter de son début), soit 1 jour de moins (1 %), pour que le bilan soit terminé à temps.',
    );
    expect(card).toContain('6 mois : 29/05/2026\n5 mois : 29/06/2026');
  });

  it('shows the contractor every date and no button to change one', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('contractor', 'calendrier Choisy-le-Roi');
    expect(reply).toMatchObject({ kind: 'card', card: { actions: [] } });
  });

  it('shows what waits for MGP, the margin that is left, and what is done', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 31/01/2026');
    await proposeSlip(scene);
    const card = said(await scene.say('referent', 'calendrier'));
    expect(card).toContain('État des lieux et audit préalables | 01/12/2025 – 31/01/2026 (62 j) | terminée');
    expect(card).toContain('Utilisation : 184 jours.');
    expect(card).toContain('Calendrier : dans les temps, 30 jours de marge avant la date limite du bilan.');
    expect(card).toContain(
      'En attente de la Métropole : Mise en place et formation, reportée au 15/07/2026 (déclaré le 12/03/2026 à 10 h 42 par Amina Diallo).',
    );
  });

  it('calls for a COPIL when nothing of the use phase is left', async () => {
    const scene = await openStaffedScene();
    const set = await scene.say(
      'coordinator',
      'etape retard choisy-le-roi mise-en-place 29/11/2026 "Marché infructueux"',
    );
    expect(said(set)).toContain(
      "Conséquence (art. 5) : il ne resterait aucun jour d'utilisation ; le bilan reste du 30/11/2026 au 30/12/2026. Un comité de pilotage doit décider de la suite.",
    );
    expect(said(await scene.press('coordinator', 'Enregistrer'))).toContain(
      "il ne reste aucun jour d'utilisation",
    );
    const card = said(await scene.say('referent', 'calendrier'));
    expect(card).toContain('Utilisation | – | sans durée');
    expect(card).toContain(
      "Il ne reste aucun jour d'utilisation : un comité de pilotage doit décider de la suite (convention, art. 5 et 6).",
    );
    expect(said(await scene.say('coordinator', 'simuler utilisation +6s'))).not.toContain('Choisy-le-Roi |');
    const late = await scene.say('coordinator', 'etape retard choisy-le-roi utilisation 30/11/2026 "Encore"');
    expect(said(late)).toContain('Dernier jour possible : le 29/11/2026.');
    const done = await scene.say('coordinator', 'etape terminer choisy-le-roi utilisation 28/02/2026');
    expect(said(done)).toContain('Vérifiez la date.');
  });

  it('simulates a delay for everybody and stores nothing', async () => {
    const scene = await openStaffedScene();
    const before = (await scene.journal()).length;
    const card = said(await scene.say('coordinator', 'simuler mise-en-place +45j'));
    expect(card).toContain(
      'Choisy-le-Roi | 15/07/2026 | 182 j → 137 j | en retard (−45 j)\nNanterre | 15/07/2026 | 182 j → 137 j | en retard (−45 j)',
    );
    expect(card).toContain("rien n'est enregistré.");
    expect(said(await scene.say('referent', 'simuler mise +8m'))).toContain(
      'Choisy-le-Roi | 26/01/2027 | 182 j → 0 j, COPIL | en retard (−182 j)',
    );
    expect(said(await scene.say('referent', 'simuler audit "6 semaines"'))).toContain(
      'Simulation : État des lieux et audit préalables, +42 jours',
    );
    expect(said(await scene.say('referent', 'simuler recette 3'))).toContain('Aucune étape « recette ».');
    expect((await scene.journal()).length).toBe(before);
  });
});

describe('a delay (art. 5)', () => {
  it('shows its consequence before it is sent, and waits for MGP', async () => {
    const scene = await openStaffedScene();
    const preview = await scene.fill('referent', 'etape retard', slip);
    expect(said(preview)).toBe(
      [
        'Retard : Mise en place et formation',
        'Collectivité : Choisy-le-Roi',
        'Étape : Mise en place et formation',
        'Fin prévue : 31/05/2026',
        'Nouvelle fin : 15/07/2026',
        'Cause : Salle indisponible',
        "Conséquence (art. 5) : la période d'utilisation passerait de 182 à 137 jours (16/07/2026–29/11/2026) ; le bilan reste du 30/11/2026 au 30/12/2026.",
        'La Métropole doit confirmer.',
      ].join('\n'),
    );
    expect((await scene.journal()).filter(({ type }) => type.startsWith('phase'))).toEqual([]);
    expect(said(await scene.press('referent', 'Transmettre'))).toContain(
      "Choisy-le-Roi : fin de l'étape « Mise en place et formation » reportée au 15/07/2026. C'est transmis à la Métropole, qui doit confirmer.",
    );
    const told = await scene.flush();
    expect(told.map(({ to, card }) => [to, card.name])).toEqual([
      ['coordinator', 'proposal-made'],
      ['otherCoordinator', 'proposal-made'],
    ]);
    expect(said(await scene.say('referent', 'calendrier'))).toContain('– 31/05/2026 (92 j) | en cours');
  });

  it('can be given up before it is sent', async () => {
    const scene = await openStaffedScene();
    await scene.fill('referent', 'etape retard', slip);
    expect(said(await scene.press('referent', 'Annuler'))).toContain("Rien n'a été enregistré.");
  });

  it('confirmed: the notice compares the calendar of before with the one of after', async () => {
    const scene = await openStaffedScene();
    await proposeSlip(scene);
    const consequence =
      "Conséquence (art. 5) : la période d'utilisation passe de 182 à 137 jours (16/07/2026–29/11/2026) ; le bilan reste du 30/11/2026 au 30/12/2026.";
    expect(said(await scene.press('coordinator', 'Confirmer'))).toContain(consequence);
    const told = await scene.flush();
    expect(told.map(({ to }) => to)).toEqual(['referent', 'deputy']);
    for (const { card } of told) {
      expect(saidBy(card)).toContain('Fin prévue : 31/05/2026\nNouvelle fin : 15/07/2026');
      expect(saidBy(card)).toContain(consequence);
    }
    const late = await scene.press('otherCoordinator', 'Confirmer');
    expect(said(late)).toContain("Cette date a déjà été confirmée le 12/03/2026. Rien n'a été changé.");
  });

  it('set aside: the calendar stays, the person is told', async () => {
    const scene = await openStaffedScene();
    await proposeSlip(scene);
    expect(said(await scene.press('coordinator', 'Écarter'))).toContain(
      "Mise en place et formation : la date du 15/07/2026 n'est pas retenue par la Métropole. Le calendrier ne change pas.",
    );
    const told = await scene.flush();
    expect(told.map(({ to, card }) => [to, card.name])).toEqual([
      ['referent', 'proposal-declined'],
      ['deputy', 'proposal-declined'],
    ]);
    expect(said(await scene.press('otherCoordinator', 'Écarter'))).toContain(
      'Cette date a déjà été écartée le 12/03/2026.',
    );
  });

  it('sent twice is stored once', async () => {
    const scene = await openStaffedScene();
    await scene.fill('referent', 'etape retard', slip);
    const send = scene.button('referent', 'Transmettre');
    await scene.ask('referent', send);
    const again = await scene.ask('referent', send);
    expect(said(again)).toContain(
      "La date du 15/07/2026 est déjà transmise à la Métropole depuis le 12/03/2026. Elle vous répondra ; il n'y a rien d'autre à faire.",
    );
    expect((await scene.journal()).filter(({ type }) => type === 'phase-end-proposed')).toHaveLength(1);
  });

  it('is not told to coordinators once it was settled', async () => {
    const scene = await openStaffedScene();
    await scene.fill('referent', 'etape retard', slip);
    await scene.press('referent', 'Transmettre');
    const proposed = (await scene.journal()).find(({ type }) => type === 'phase-end-proposed');
    const values = { commune: 'choisy-le-roi', proposition: String(proposed?.data['proposalId']) };
    await scene.ask('coordinator', { kind: 'run', command: 'etape ecarter', values });
    expect((await scene.flush()).map(({ card }) => card.name)).not.toContain('proposal-made');
  });

  it('is checked again when it is confirmed: the calendar may have moved', async () => {
    const scene = await openStaffedScene();
    await proposeSlip(scene);
    const confirm = scene.button('coordinator', 'Confirmer');
    await scene.say('otherCoordinator', 'etape retard choisy-le-roi mise-en-place 01/08/2026 "Travaux"');
    await scene.press('otherCoordinator', 'Enregistrer');
    const reply = await scene.ask('coordinator', confirm);
    expect(said(reply)).toContain("Le 15/07/2026 n'est pas postérieur à la fin prévue (01/08/2026)");
  });

  it('of the assessment moves nothing of the use phase', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'etape terminer choisy-le-roi audit 31/01/2026');
    await scene.say('coordinator', 'etape terminer choisy-le-roi mise-en-place 12/03/2026');
    const preview = await scene.fill('referent', 'etape retard', {
      commune: 'choisy-le-roi',
      etape: 'bilan',
      date: '01/12/2026',
      cause: 'Enquête',
    });
    expect(said(preview)).toContain(
      "la période d'utilisation garde 184 jours (13/03/2026–12/09/2026) ; le bilan irait du 13/09/2026 au 01/12/2026.",
    );
  });

  it('is refused for what does not exist', async () => {
    const scene = await openStaffedScene();
    for (const command of ['etape confirmer', 'etape ecarter']) {
      const values = { commune: 'choisy-le-roi', proposition: 'nowhere' };
      expect(said(await scene.ask('coordinator', { kind: 'run', command, values }))).toContain(
        "Cette proposition n'existe pas ou n'est plus dans le programme.",
      );
    }
  });
});

describe('the end of a phase (art. 5)', () => {
  it('said by the référent waits for MGP', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'etape terminer');
    const form = formIn(await scene.open('referent', 'etape terminer'));
    expect(form.values).toEqual({ commune: 'choisy-le-roi', date: '12/03/2026' });
    const reply = await scene.submit('referent', { etape: 'setup' });
    expect(said(reply)).toContain(
      "fin de l'étape « Mise en place et formation » déclarée au 12/03/2026. C'est transmis",
    );
    const [told] = await scene.flush();
    expect(saidBy(told?.card)).toContain('Choisy-le-Roi : étape déclarée terminée');
    expect(saidBy(told?.card)).toContain('Fin déclarée : 12/03/2026');
    expect(said(await scene.say('referent', 'calendrier'))).toContain(
      'Mise en place et formation, terminée le 12/03/2026 (déclaré',
    );
    await scene.press('coordinator', 'Confirmer');
    const [notice] = await scene.flush();
    expect(saidBy(notice?.card)).toContain(
      'passe de 182 à 184 jours (13/03/2026–12/09/2026) ; le bilan va du 13/09/2026 au 12/10/2026.',
    );
  });

  it('said by a coordinator stands, and the beneficiary is told', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say(
      'coordinator',
      'étape terminer choisy-le-roi "Mise en place et formation" 01/03/2026',
    );
    expect(said(reply)).toContain('Choisy-le-Roi : calendrier mis à jour');
    const told = await scene.flush();
    expect(told.map(({ to, card }) => [to, card.name])).toEqual([
      ['referent', 'phase-end-set'],
      ['deputy', 'phase-end-set'],
    ]);
    expect(saidBy(told[0]?.card)).toContain('Fin prévue : 31/05/2026\nFin déclarée : 01/03/2026');
    const again = await scene.say('coordinator', 'etape terminer choisy-le-roi mise-en-place 02/03/2026');
    expect(said(again)).toContain(
      "L'étape « Mise en place et formation » est déjà terminée, depuis le 01/03/2026. Rien n'a été changé.",
    );
  });

  it('of a phase that is not in the calendar is refused with those that are', async () => {
    const scene = await openStaffedScene();
    const [target] = allTargets(scene.world);
    const [audit] = programme().phases;
    if (target === undefined || audit === undefined) throw new TypeError('no target');
    const phase = { ...audit, id: 'recette', title: 'Recette' };
    const wanted = { phase, kind: 'delay', endsOn: scene.today, cause: null } as const;
    expect(checkEnd(target, wanted, scene.today)?.reason).toMatchObject({
      code: 'unknown-phase',
      typed: 'Recette',
    });
  });
});

describe('a programme file that changes under what is recorded', () => {
  const renamed = programme({
    phases: programme().phases.map(({ id, title, kind, plannedMonths, minMonths, maxMonths }) => ({
      id: id === 'setup' ? 'installation' : id,
      title: id === 'setup' ? 'Installation' : title,
      kind,
      months: { planned: plannedMonths, min: minMonths, max: maxMonths },
    })),
  });

  it('leaves proposals of a phase that is gone visible, refusable and silent', async () => {
    const scene = await openStaffedScene();
    await scene.fill('referent', 'etape retard', slip);
    await scene.press('referent', 'Transmettre');
    const waiting = (await scene.messages()).filter(({ topic }) => topic === 'proposal-made');
    const values = { commune: 'choisy-le-roi', proposition: String(waiting[0]?.data['proposalId']) };
    await scene.load(renamed);
    expect(await scene.verdict(String(waiting[0]?.key))).toEqual({ kind: 'drop', why: 'settled-since' });
    expect(said(await scene.say('referent', 'calendrier'))).toContain(
      'En attente de la Métropole : setup, reportée au 15/07/2026',
    );
    expect(
      said(await scene.ask('coordinator', { kind: 'run', command: 'etape confirmer', values })),
    ).toContain('Aucune étape « setup ».');
    expect(said(await scene.ask('coordinator', { kind: 'run', command: 'etape ecarter', values }))).toContain(
      'setup : la date du 15/07/2026',
    );
    expect((await scene.flush()).map(({ card }) => card.name)).toEqual([]);
  });

  it('drops the notice of an end of a phase that is gone', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'etape terminer choisy-le-roi mise-en-place 01/03/2026');
    await scene.load(renamed);
    expect(await scene.flush()).toEqual([]);
  });
});

describe('several tracks', () => {
  const second = { ...programme(), id: 'ia-transition', title: 'IA – Transition écologique' };

  it('ask which one is meant, and simulate each by its own phases', async () => {
    const other = { ...second, phases: second.phases.filter(({ kind }) => kind !== 'audit') };
    const scene = await openScene({ tracks: [programme(), other] });
    const reply = await scene.say('coordinator', 'calendrier choisy-le-roi');
    expect(said(reply)).toContain("Choisy-le-Roi participe à plusieurs parcours. Duquel s'agit-il ?");
    expect(said(await scene.press('coordinator', 'IA – Transition écologique'))).toContain(
      'Parcours « IA – Transition écologique »',
    );
    expect(
      plainSpaces(said(await scene.say('coordinator', 'simuler audit +1s'))).match(/Choisy-le-Roi/gu),
    ).toHaveLength(1);
    await scene.say('coordinator', 'referent manquants');
    const form = formIn(await scene.press('coordinator', 'Désigner : Choisy-le-Roi'));
    expect(form.fields[0]?.options.map(({ value }) => value)).toEqual([
      'ia-administration-interne/choisy-le-roi',
      'ia-transition/choisy-le-roi',
    ]);
  });

  it('need the track of a commune to add', async () => {
    const scene = await openScene({ tracks: [programme(), second] });
    const asked = await scene.say('coordinator', 'commune ajouter Nanterre');
    expect(asked.kind).toBe('form');
    const reply = await scene.submit('coordinator', {});
    expect(Object.entries(formIn(reply).errors)).toEqual([['parcours', 'Ce renseignement est nécessaire.']]);
    const added = await scene.submit('coordinator', { parcours: 'IA – Transition écologique' });
    expect(said(added)).toContain('participe désormais au parcours « IA – Transition écologique »');
    expect(said(await scene.press('coordinator', 'Voir la fiche'))).toContain(
      'Parcours : IA – Transition écologique',
    );
  });
});
