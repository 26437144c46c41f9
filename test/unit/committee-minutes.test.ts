import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { formIn, type Scene, said, saidBy, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { callOff, idOf, openMeetingScene, record, recorded, schedule } from '../support/meeting-life.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const labelsOf = (reply: Reply) =>
  reply.kind === 'card' ? reply.card.actions.map(({ label }) => plainSpaces(label)) : [];
const DURING = '2026-03-24T09:30:00Z';
const full = {
  presents: 'Amina Diallo\nzoe.petit@nanterre.example',
  decisions: 'Outil retenu\nProchaine réunion en avril',
  actions: 'Amina Diallo ; Transmettre la liste ; 31/03/2026\nCamille Roux;Écrire; puis relire;15/04/2026',
};

async function opened(at = DURING): Promise<Scene> {
  const scene = await openMeetingScene();
  await scene.say('coordinator', 'aide');
  scene.at(at);
  return scene;
}

function write(scene: Scene, values: Values): Promise<Reply> {
  const asked = {
    kind: 'submit',
    command: 'compte-rendu rediger',
    values: { reunion: 'CO-01', ...values },
  } as const;
  return scene.ask('coordinator', asked);
}

/** The sentence under a field, spaces made plain. */
const errorIn = (reply: Reply, field: string) => plainSpaces(formIn(reply).errors[field] ?? '');

describe('compte-rendu (art. 6): the minutes of a meeting', () => {
  it('corrected before they have left, they are told once', async () => {
    const scene = await opened();
    await write(scene, full);
    scene.at('2026-03-24T09:31:00Z');
    await write(scene, { ...full, decisions: 'Outil retenu' });
    const received = (await scene.flush()).filter(
      ({ to, message }) => to === 'referent' && message.topic === 'minutes-published',
    );
    expect(received).toHaveLength(1);
    expect(saidBy(received[0]?.card)).not.toContain('Prochaine réunion en avril');
  });

  it('the form starts with those who said that they come; the minutes are published to everybody convened', async () => {
    const scene = await opened('2026-03-20T09:00:00Z');
    await scene.say('referent', 'presence CO-01 present');
    await scene.say('foreignReferent', 'presence CO-01 absent');
    scene.at(DURING);
    await scene.say('coordinator', 'comite voir CO-01');
    const form = await scene.press('coordinator', 'Rédiger le compte rendu');
    expect(formIn(form).fields.map(({ name }) => name)).toEqual([
      'reunion',
      'presents',
      'decisions',
      'actions',
      'etape',
      'issue',
      'cout',
    ]);
    expect(formIn(form).values).toEqual({ reunion: 'CO-01', presents: 'Amina Diallo' });
    const reply = await scene.submit('coordinator', full);
    expect(said(reply)).toBe(
      [
        'Compte rendu enregistré : CO-01',
        'Le compte rendu est publié auprès de 5 personnes.',
        'Réunion : CO-01, Comité opérationnel – IA – Administration interne des collectivités',
        'Date : mardi 24 mars 2026, 10 h–11 h 30 (heure de Paris)',
        'Lieu : visioconférence',
        'Présents',
        'Amina Diallo, Zoé Petit.',
        'Décisions',
        '- Outil retenu',
        '- Prochaine réunion en avril',
        'Actions',
        '- Amina Diallo : « Transmettre la liste », pour le 31/03/2026',
        '- Camille Roux : « Écrire ; puis relire », pour le 15/04/2026',
        'Convention, art. 6.',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual(['Corriger', 'Voir la réunion']);
    const told = (await scene.messages()).filter(({ topic }) => topic === 'minutes-published');
    expect(told).toHaveLength(5);
    expect(told.map(({ to }) => to)).not.toContain(await idOf(scene, 'coordinator'));
    expect(told[0]).toMatchObject({ data: { meeting: 'CO-01' }, group: null });
    const received = (await scene.flush()).find(
      ({ to, message }) => to === 'referent' && message.topic === 'minutes-published',
    );
    expect(saidBy(received?.card)).toContain('Camille Roux a publié le compte rendu de cette réunion.');
    expect(received?.card.actions.map(({ label }) => plainSpaces(label))).toEqual([
      "C'est fait : Transmettre la liste",
      'Compte rendu',
    ]);
  });

  it('is read by those convened; a coordinator may correct it, an owner say that it is done', async () => {
    const scene = await opened();
    await write(scene, full);
    expect(labelsOf(await scene.say('foreignReferent', 'compte-rendu CO-01'))).toEqual(['Voir la réunion']);
    const own = await scene.say('referent', 'compte rendu CO-01');
    expect(said(own)).toContain('Publié le 24/03/2026 à 10 h 30 par Camille Roux.');
    expect(labelsOf(own)).toEqual(["C'est fait : Transmettre la liste", 'Voir la réunion']);
    expect(labelsOf(await scene.say('coordinator', 'compte-rendu CO-01'))).toEqual([
      "C'est fait : Transmettre la liste",
      "C'est fait : Écrire ; puis relire",
      'Corriger',
      'Voir la réunion',
    ]);
    expect(said(await scene.say('stranger', 'compte-rendu CO-01'))).toContain(
      'à laquelle vous soyez convié(e)',
    );
  });

  it('is not there before it is published: a coordinator may write it once the meeting has begun', async () => {
    const scene = await opened('2026-03-24T08:59:00Z');
    const early = await scene.say('coordinator', 'compte-rendu CO-01');
    expect(said(early)).toContain("n'est pas encore publié");
    expect(labelsOf(early)).toEqual(['Voir la réunion']);
    const refused = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CO-01' });
    expect(said(refused)).toContain("CO-01 n'a pas encore commencé");
    expect(said(await write(scene, full))).toContain('à partir du mardi 24 mars 2026, 10 h.');
    scene.at(DURING);
    expect(labelsOf(await scene.say('coordinator', 'compte-rendu CO-01'))).toEqual([
      'Rédiger le compte rendu',
      'Voir la réunion',
    ]);
    expect(labelsOf(await scene.say('referent', 'compte-rendu CO-01'))).toEqual(['Voir la réunion']);
    await callOff(scene);
    expect(said(await write(scene, full))).toContain('est annulée');
  });

  it('may be corrected: an action that stays keeps its id, the same again stores and tells nothing', async () => {
    const scene = await opened();
    await write(scene, full);
    await scene.say('referent', 'compte-rendu CO-01');
    await scene.press('referent', "C'est fait : Transmettre la liste");
    const [first] = await recorded(scene, 'minutes-recorded');
    scene.at('2026-03-25');
    await scene.say('coordinator', 'compte-rendu CO-01');
    const form = await scene.press('coordinator', 'Corriger');
    expect(plainSpaces(formIn(form).values['actions'] ?? '')).toBe(
      'Amina Diallo ; Transmettre la liste ; 31/03/2026\nCamille Roux ; Écrire ; puis relire ; 15/04/2026',
    );
    const same = await scene.submit('coordinator', {});
    expect(said(same)).toContain('Publié le 24/03/2026 à 10 h 30');
    expect(said(same)).toContain('pour le 31/03/2026, terminée le 24/03/2026 à 10 h 30');
    expect(await recorded(scene, 'minutes-recorded')).toHaveLength(1);
    const actions = 'Zoé Petit ; transmettre la liste ; 07/04/2026\nZoé Petit ; Nouvelle ; 07/04/2026';
    const corrected = await write(scene, { ...full, actions });
    expect(said(corrected)).toContain(
      'Il prend la place de la version du 24/03/2026 à 10 h 30, qui reste au journal.',
    );
    const ids = (data: unknown) =>
      (data as { actions: { actionId: string }[] }).actions.map((a) => a.actionId);
    const [, second] = await recorded(scene, 'minutes-recorded');
    expect(ids(second)[0]).toBe(ids(first)[0]);
    expect(ids(first)).not.toContain(ids(second)[1]);
    expect(
      await scene.messages().then((all) => all.filter((m) => m.topic === 'minutes-published')),
    ).toHaveLength(10);
  });

  it('names nobody, decides nothing and asks for nothing when nothing was', async () => {
    const scene = await opened();
    await record(scene, {
      type: 'minutes-recorded',
      data: { meeting: 'CO-01', present: [], decisions: [], validation: null, actions: [], byId: 'x' },
    });
    expect(said(await scene.say('referent', 'compte-rendu CO-01'))).toContain(
      'Présents\nPersonne.\nDécisions\nAucune décision.\nActions\nAucune action.',
    );
  });

  it('what concerns somebody erased since (RGPD) stays, unnamed', async () => {
    const scene = await opened();
    await schedule(scene, { meeting: 'CO-02', guests: [await guestId(scene)] });
    const values = {
      reunion: 'CO-02',
      presents: 'Hugo Noir\nAmina Diallo',
      actions: 'Hugo Noir ; Envoyer ; 31/03/2026',
    };
    await write(scene, values);
    await scene.fill('coordinator', 'personne effacer', { personne: identities.stranger.email });
    await scene.press('coordinator', 'Effacer…');
    await scene.submit('coordinator', { confirmation: 'oui' });
    expect(said(await scene.say('coordinator', 'compte-rendu CO-02'))).toContain(
      'personne effacée : « Envoyer »',
    );
    const form = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CO-02' });
    expect(formIn(form).values).toEqual({ reunion: 'CO-02', presents: 'Amina Diallo' });
    const corrected = await scene.submit('coordinator', { decisions: 'Une décision' });
    expect(said(corrected)).toContain('Amina Diallo, personne effacée.');
    expect(said(corrected)).toContain('personne effacée : « Envoyer »');
  });
});

/** Hugo, whom the référent of Nanterre named once. */
async function guestId(scene: Scene): Promise<string> {
  const { name, email } = identities.stranger;
  const values = { reunion: 'CO-01', reponse: 'remplace', nom: name, courriel: email };
  await scene.ask('foreignReferent', { kind: 'run', command: 'presence', values });
  return idOf(scene, 'stranger');
}

describe('compte-rendu rediger: what is refused, with what was typed kept', () => {
  it('somebody who was not convened, with who may have been meant', async () => {
    const scene = await opened();
    const reply = await write(scene, { ...full, presents: 'Zoé Petit\n\nAmina Dialo' });
    expect(errorIn(reply, 'presents')).toBe(
      'Ligne 3 : « Amina Dialo » ne figure pas parmi les personnes conviées. Vouliez-vous dire : Amina Diallo ?',
    );
    expect(formIn(reply).values['decisions']).toBe(full.decisions);
    expect(errorIn(await write(scene, { presents: 'xyz@x' }), 'presents')).toContain(
      'Indiquez un nom ou un courriel',
    );
  });

  it('a name that two of those convened have: the e-mail tells them apart, also in the form', async () => {
    const scene = await opened('2026-03-20T09:00:00Z');
    const values = {
      reunion: 'CO-01',
      reponse: 'remplace',
      nom: 'Zoé Petit',
      courriel: identities.successor.email,
    };
    await scene.ask('referent', { kind: 'run', command: 'presence', values });
    await scene.say('successor', 'presence CO-01 present');
    scene.at(DURING);
    expect(errorIn(await write(scene, { presents: 'Zoé Petit' }), 'presents')).toContain(
      'Indiquez son courriel.',
    );
    const form = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CO-01' });
    expect(formIn(form).values['presents']).toBe(identities.successor.email);
  });

  it.each([
    ['Amina Diallo ; 31/03/2026', 'Ligne 1 : écrivez qui, quoi et pour quand'],
    [' ; quoi ; 31/03/2026', 'Ligne 1 : écrivez qui, quoi et pour quand'],
    ['Amina Diallo', 'Ligne 1 : écrivez qui, quoi et pour quand'],
    ['Personne ; quoi ; 31/03/2026', '« Personne » ne figure pas parmi les personnes conviées.'],
    ['Amina Diallo ; quoi ; 31/02/2026', "« 31/02/2026 » n'est pas une date du calendrier."],
    ['Amina Diallo ; quoi ; 23/03/2026', 'le 23/03/2026 précède la réunion (24/03/2026).'],
    [
      'Amina Diallo ; quoi ; 01/01/2027',
      'le 01/01/2027 est postérieur au terme de la convention (31/12/2026).',
    ],
    [`Amina Diallo ; ${'é'.repeat(500)} ; 31/03/2026`, '528 caractères ; le maximum est 500.'],
    [Array.from({ length: 31 }, () => 'x').join('\n'), 'Ce texte compte 31 lignes ; le maximum est 30.'],
  ])('the action %s', async (actions, sentence) => {
    const scene = await opened();
    expect(errorIn(await write(scene, { ...full, actions }), 'actions')).toContain(sentence);
  });

  it('more than the form shows again, and a decision that is too long', async () => {
    const scene = await opened();
    const owner = 'Amina Diallo'.replace('Amina', 'amina');
    const actions = Array.from({ length: 29 }, (_, i) => `${owner};${i}${'é'.repeat(75)};31/03/2026`).join(
      '\n',
    );
    expect(errorIn(await write(scene, { ...full, actions }), 'actions')).toContain('le maximum est 3000');
    const decisions = 'é'.repeat(501);
    expect(errorIn(await write(scene, { ...full, decisions }), 'decisions')).toContain('le maximum est 500');
    const presents = Array.from({ length: 401 }, () => 'x').join('\n');
    expect(errorIn(await write(scene, { presents }), 'presents')).toContain('401 lignes');
  });

  it('an unknown meeting, and nobody present', async () => {
    const scene = await opened();
    expect(said(await write(scene, { ...full, reunion: 'CO-09' }))).toContain('Aucune réunion « CO-09 »');
    const unknown = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CO-09' });
    expect(formIn(unknown).values).toEqual({ reunion: 'CO-09' });
    expect(formIn(await scene.open('coordinator', 'compte-rendu rediger')).values).toEqual({});
    expect(errorIn(await write(scene, {}), 'presents')).toBe('Ce renseignement est nécessaire.');
  });
});

describe('compte-rendu of a COPIL (art. 6): it validates phases and their costs', () => {
  const validation = { etape: 'audit', issue: 'validee-avec-reserves', cout: '24 000 € TTC' };

  it('records the phase, what was made of it and the cost; the form starts with the phase that it is due for', async () => {
    const scene = await opened();
    await schedule(scene, { meeting: 'CP-01', kind: 'copil', step: 'after:audit' });
    const form = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CP-01' });
    expect(formIn(form).values).toEqual({ reunion: 'CP-01', etape: 'audit' });
    const reply = await write(scene, { reunion: 'CP-01', presents: 'Camille Roux', ...validation });
    expect(said(reply)).toContain(
      "Validation d'étape\nÉtape : État des lieux et audit préalables\nSuite donnée : validée avec réserves\nCoût : 24 000 € TTC",
    );
    expect(await recorded(scene, 'minutes-recorded')).toEqual([
      expect.objectContaining({
        validation: { phase: 'audit', outcome: 'validated-with-reserves', cost: '24 000 € TTC' },
      }),
    ]);
    const again = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CP-01' });
    expect(formIn(again).values).toMatchObject(validation);
  });

  it('a phase without a cost, one that the programme no longer has, and no phase at all', async () => {
    const scene = await opened();
    await schedule(scene, { meeting: 'CP-01', kind: 'copil' });
    await write(scene, { reunion: 'CP-01', presents: 'Camille Roux', etape: 'audit', issue: 'refusée' });
    const again = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CP-01' });
    expect(formIn(again).values).toEqual({
      reunion: 'CP-01',
      presents: 'Camille Roux',
      etape: 'audit',
      issue: 'refusee',
    });
    const gone = { phase: 'gone', outcome: 'validated', cost: null } as const;
    const minutes = { present: [], decisions: [], validation: gone, actions: [], byId: 'x' };
    await record(scene, { type: 'minutes-recorded', data: { meeting: 'CP-01', ...minutes } });
    expect(said(await scene.say('contractor', 'compte-rendu CP-01'))).toContain('Étape : gone');
    await write(scene, { reunion: 'CP-01', presents: 'Camille Roux' });
    const none = await scene.open('coordinator', 'compte-rendu rediger', { reunion: 'CP-01' });
    expect(formIn(none).values).toEqual({ reunion: 'CP-01', presents: 'Camille Roux' });
  });

  it('no other committee validates a phase or a cost', async () => {
    const scene = await opened();
    const reply = await write(scene, { ...full, ...validation });
    expect(errorIn(reply, 'etape')).toContain("CO-01 n'est pas un comité de pilotage");
    expect(errorIn(await write(scene, { ...full, cout: '1 €' }), 'etape')).toContain(
      'pas un comité de pilotage',
    );
  });

  it('a cost or an outcome without its phase, a phase without its outcome, a phase that there is not', async () => {
    const scene = await opened();
    await schedule(scene, { meeting: 'CP-01', kind: 'copil' });
    const copil = { reunion: 'CP-01', presents: 'Camille Roux' };
    const needed = 'Ce renseignement est nécessaire.';
    expect(errorIn(await write(scene, { ...copil, cout: '1 €' }), 'etape')).toBe(needed);
    expect(errorIn(await write(scene, { ...copil, issue: 'validee' }), 'etape')).toBe(needed);
    expect(errorIn(await write(scene, { ...copil, etape: 'audit' }), 'issue')).toBe(needed);
    const unknown = await write(scene, { ...copil, etape: 'inconnue', issue: 'validee' });
    expect(errorIn(unknown, 'etape')).toContain('Aucune étape « inconnue »');
  });
});

describe('action terminer: an action of the minutes is done', () => {
  async function withActions(): Promise<Scene> {
    const scene = await opened();
    await write(scene, full);
    await scene.say('referent', 'compte-rendu CO-01');
    return scene;
  }

  it('says its owner; the second press stores nothing and says since when', async () => {
    const scene = await withActions();
    const ask = scene.button('referent', "C'est fait : Transmettre la liste");
    const reply = await scene.ask('referent', ask);
    expect(said(reply)).toContain(
      'Action terminée, enregistrée le 24/03/2026 à 10 h 30. Vous ne serez plus relancé(e).',
    );
    expect(said(await scene.ask('coordinator', ask))).toContain('déjà enregistrée comme terminée');
    expect(await recorded(scene, 'action-done')).toHaveLength(1);
  });

  it('refuses anybody else, and an action that corrected minutes no longer have', async () => {
    const scene = await withActions();
    const ask = scene.button('referent', "C'est fait : Transmettre la liste");
    expect(said(await scene.ask('foreignReferent', ask))).toContain('Cette action revient à Amina Diallo');
    expect(said(await scene.ask('stranger', ask))).toContain('à laquelle vous soyez convié(e)');
    await write(scene, { presents: 'Amina Diallo' });
    expect(said(await scene.ask('referent', ask))).toContain('Cette action ne figure plus au compte rendu');
    await schedule(scene, { meeting: 'CO-02' });
    const none = {
      kind: 'run',
      command: 'action terminer',
      values: { reunion: 'CO-02', action: 'x' },
    } as const;
    expect(said(await scene.ask('referent', none))).toContain('ne figure plus au compte rendu');
  });
});

describe('mes échéances: the actions to do stand among the dates', () => {
  it('one’s own with a button; a coordinator sees whose each is; the contractor has none of the calendar', async () => {
    const scene = await opened();
    await schedule(scene, { meeting: 'CO-02' });
    const actions = `${full.actions}\nines.faure@prestataire.example ; Livrer ; 29/03/2026`;
    await write(scene, { ...full, actions });
    const own = await scene.say('referent', 'mes échéances');
    expect(said(own)).toContain('Action « Transmettre la liste » (CO-01) : mardi 31/03/2026, dans 7 jours');
    expect(said(own)).toContain('Convention, art. 5 et 6.');
    expect(labelsOf(own)[0]).toBe("C'est fait : Transmettre la liste");
    const all = said(await scene.say('coordinator', 'échéances'));
    expect(all).toContain('Action « Transmettre la liste » (CO-01, Amina Diallo) : mardi 31/03/2026');
    expect(all).toContain('Action « Écrire ; puis relire » (CO-01) : mercredi 15/04/2026');
    const theirs = said(await scene.say('contractor', 'échéances'));
    expect(theirs).toContain(
      '« Livrer » (CO-01) : dimanche 29/03/2026, dans 5 jours, dernier jour ouvré : vendredi 27/03/2026',
    );
    expect(theirs).not.toContain('Mise en place');
    await scene.press('referent', "C'est fait : Transmettre la liste");
    expect(said(await scene.say('referent', 'mes échéances'))).not.toContain('Transmettre');
    scene.at('2026-04-20');
    expect(said(await scene.say('contractor', 'échéances'))).toContain('en retard de 22 jours');
  });
});
