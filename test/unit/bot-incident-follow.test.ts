import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, type Scene, said, saidBy, shownFaults } from '../support/bot.ts';
import { cardTo, labelsIn, labelsOf, readersOf } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';
import {
  FACTS,
  FIRST,
  follow,
  happened,
  LOCKED,
  openIncidentScene,
  writeReport,
} from '../support/incident-scene.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** What somebody reads of the first report. */
const seen = async (scene: Scene, persona: Persona) => said(await follow(scene, persona, 'voir'));

describe('the states of a report (art. 3): everything is added, nothing is changed', () => {
  it('signalé, pris en compte (who, when), en cours, clos with what was done, rouvert', async () => {
    const scene = await openIncidentScene();
    expect(await seen(scene, 'referent')).toContain('INC-2026-0001 (signalé) : Choisy-le-Roi');
    expect(await seen(scene, 'referent')).toContain(
      "En attente de prise en compte depuis moins d'une minute.",
    );
    scene.at('2026-03-12T10:17:00Z');
    expect(await seen(scene, 'referent')).toContain('En attente de prise en compte depuis 35 min ouvrées.');
    const taken = await follow(scene, 'coordinator', 'suivre');
    expect(said(taken)).toContain('Le signalement est pris en compte. Son auteur en est informé.');
    const since = 'Pris en compte le 12/03/2026 à 11 h 17 par Camille Roux, en 35 min ouvrées.';
    expect(await seen(scene, 'referent')).toContain(`(pris en compte) : Choisy-le-Roi\n${since}`);
    scene.at('2026-03-12T13:00:00Z');
    await follow(scene, 'otherCoordinator', 'suivre', { suite: 'Le prestataire cherche.' });
    expect(await seen(scene, 'referent')).toContain(`(en cours) : Choisy-le-Roi\n${since}`);
    await follow(scene, 'coordinator', 'clore', { suite: 'La recherche est réparée.' });
    expect(await seen(scene, 'referent')).toContain(`(clos) : Choisy-le-Roi\n${since}`);
    scene.at('2026-03-13');
    const again = await follow(scene, 'referent', 'rouvrir', { motif: 'La panne est revenue.' });
    expect(said(again)).toContain('Le signalement est rouvert.');
    const all = await seen(scene, 'referent');
    expect(all).toContain(`(rouvert) : Choisy-le-Roi\n${since}`);
    expect(all).toContain(
      [
        'Faits',
        FACTS,
        'Suites',
        '- 12/03/2026 à 11 h 17, Camille Roux (Métropole), pris en compte',
        '- 12/03/2026 à 14 h 00, Denis Blanc (Métropole), suivi : Le prestataire cherche.',
        '- 12/03/2026 à 14 h 00, Camille Roux (Métropole), clos : La recherche est réparée.',
        '- 13/03/2026 à 10 h 00, Amina Diallo (collectivité), rouvert : La panne est revenue.',
      ].join('\n'),
    );
  });

  it('of two who acknowledge at once one is recorded, the other is told who was first', async () => {
    const scene = await openIncidentScene();
    const replies = await Promise.all([
      follow(scene, 'coordinator', 'suivre'),
      follow(scene, 'otherCoordinator', 'suivre'),
    ]);
    expect(await happened(scene, 'incident-acknowledged')).toHaveLength(1);
    const told = replies.map(said).filter((text) => text.includes('déjà pris en compte'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /(?:Camille Roux|Denis Blanc) a pris ce signalement en compte le 12\/03\/2026 à 10 h 42\. Aucune action n'est nécessaire\./u,
    );
  });

  it('the button of the alert acknowledges; pressed again it says who has', async () => {
    const scene = await openIncidentScene();
    const press = scene.button('coordinator', 'Accuser réception');
    expect(said(await scene.ask('coordinator', press))).toContain('pris en compte');
    const again = await scene.ask('otherCoordinator', press);
    expect(said(again)).toContain('Camille Roux a pris ce signalement en compte');
    expect(labelsOf(again)).toEqual(['Répondre', 'Affecter', 'Noter une suite', 'Clore']);
    expect(await happened(scene, 'incident-acknowledged')).toHaveLength(1);
  });

  it('reopened, it is acknowledged again; the clock of the first time stays', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    await follow(scene, 'coordinator', 'rouvrir', { motif: 'Trop tôt' });
    expect(await seen(scene, 'referent')).toContain('Camille Roux (Métropole), rouvert : Trop tôt');
    await follow(scene, 'otherCoordinator', 'suivre');
    expect(await happened(scene, 'incident-acknowledged')).toHaveLength(1);
    expect(await seen(scene, 'referent')).toContain('par Camille Roux');
  });

  it('given to a coordinator by name, by e-mail or as the form gives it: acknowledged, and said', async () => {
    const scene = await openIncidentScene();
    await scene.say('otherCoordinator', 'aide');
    const done = await follow(scene, 'coordinator', 'affecter', { a: 'denis blanc' });
    expect(said(done)).toContain('Confié à Denis Blanc.');
    expect(await seen(scene, 'referent')).toContain('Suivi par Denis Blanc.');
    await follow(scene, 'coordinator', 'affecter', { a: 'CAMILLE.ROUX@mgp.example' });
    expect(await seen(scene, 'referent')).toContain('Suivi par Camille Roux.');
    const form = await scene.open('coordinator', 'incident affecter', { incident: FIRST });
    const options = form.kind === 'form' ? form.form.fields.find(({ name }) => name === 'a')?.options : [];
    expect(options?.map(({ label }) => label).sort()).toEqual(['Camille Roux', 'Denis Blanc']);
    await scene.submit('coordinator', {
      a: options?.find(({ label }) => label === 'Denis Blanc')?.value ?? '',
    });
    expect((await happened(scene, 'incident-assigned')).map(({ toId }) => toId)).toEqual([
      (await scene.person('otherCoordinator'))?.id,
      (await scene.person('coordinator'))?.id,
      (await scene.person('otherCoordinator'))?.id,
    ]);
  });

  it('a correction is an addition: what was written first stays', async () => {
    const scene = await openIncidentScene();
    const done = await follow(scene, 'deputy', 'completer', {
      complement: 'En fait, une recherche sur deux.',
    });
    expect(said(done)).toContain(
      'Le complément est enregistré et transmis. Le signalement lui-même ne change pas.',
    );
    const all = await seen(scene, 'coordinator');
    expect(all).toContain(`Faits\n${FACTS}`);
    expect(all).toContain('Paul Durand (collectivité), complément : En fait, une recherche sur deux.');
    expect(all).toContain('(signalé)');
  });

  it('a closed one is still added to, and stays closed', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    await follow(scene, 'referent', 'completer', { complement: 'Merci.' });
    expect(await seen(scene, 'referent')).toContain('(clos)');
    expect(said(await follow(scene, 'contractor', 'repondre', { reponse: 'Merci.' }))).toContain('clos');
  });
});

describe('each step (art. 3) is told', () => {
  it.each([
    ['suivre', {}, 'pris en compte'],
    ['suivre', { suite: 'On cherche.' }, 'suivi : On cherche.'],
    ['repondre', { reponse: 'Dites depuis quand.' }, 'réponse : Dites depuis quand.'],
    ['affecter', { a: 'Camille Roux' }, 'confié à Camille Roux'],
    ['clore', { suite: 'Réparé.' }, 'clos : Réparé.'],
  ])('incident %s %j: to its author, their colleague and the contractor', async (command, values, words) => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', command, values);
    const received = await scene.flush();
    expect(readersOf(received, 'incident-step')).toEqual(['contractor', 'deputy', 'referent']);
    const card = cardTo(received, 'referent', 'incident-step');
    expect(saidBy(card)).toContain(`12/03/2026 à 10 h 42, Camille Roux (Métropole), ${words}`);
    expect(labelsIn(card)).toEqual(['Voir le signalement', 'Compléter']);
    expect(labelsIn(cardTo(received, 'contractor', 'incident-step'))).toEqual(['Voir le signalement']);
  });

  it('what the beneficiary or the contractor says, to every coordinator and to the other', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'referent', 'completer', { complement: 'Encore ce matin.' });
    const completed = await scene.flush();
    expect(readersOf(completed, 'incident-step')).toEqual([
      'contractor',
      'coordinator',
      'deputy',
      'otherCoordinator',
    ]);
    expect(labelsIn(cardTo(completed, 'coordinator', 'incident-step'))).toEqual([
      'Voir le signalement',
      'Répondre',
    ]);
    await follow(scene, 'contractor', 'repondre', { reponse: 'Un correctif part ce soir.' });
    const answered = await scene.flush();
    expect(readersOf(answered, 'incident-step')).toEqual([
      'coordinator',
      'deputy',
      'otherCoordinator',
      'referent',
    ]);
    expect(saidBy(cardTo(answered, 'referent', 'incident-step'))).toContain(
      'Ines Faure (prestataire), réponse : Un correctif part ce soir.',
    );
  });

  it('to whoever it was given to, by somebody else of MGP', async () => {
    const scene = await openIncidentScene(LOCKED);
    await follow(scene, 'coordinator', 'affecter', { a: 'denis.blanc@mgp.example' });
    expect(readersOf(await scene.flush(), 'incident-step')).toEqual([
      'deputy',
      'otherCoordinator',
      'referent',
    ]);
    await follow(scene, 'coordinator', 'clore', { suite: 'Fait' });
    const closed = await scene.flush();
    expect(readersOf(closed, 'incident-step')).toEqual(['deputy', 'otherCoordinator', 'referent']);
    expect(labelsIn(cardTo(closed, 'otherCoordinator', 'incident-step'))).toEqual(['Voir le signalement']);
  });

  it('to its author also once they speak for nobody, as words alone', async () => {
    const scene = await openIncidentScene();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    await scene.flush();
    await follow(scene, 'coordinator', 'repondre', { reponse: 'Entre nous', lecteurs: 'sans-prestataire' });
    const received = await scene.flush();
    expect(readersOf(received, 'incident-step')).toEqual(['deputy', 'referent', 'successor']);
    const card = cardTo(received, 'referent', 'incident-step');
    expect(saidBy(card)).toContain('réponse : Entre nous');
    expect(said(await follow(scene, 'referent', 'voir'))).toContain("Vous n'êtes pas encore enregistré(e).");
  });

  it('not to a coordinator, a contractor or a colleague who is none any more when it leaves', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'repondre', { reponse: 'Pour tous' });
    const told = (await scene.messages()).filter(({ topic }) => topic === 'incident-step');
    const stranger = (await scene.person('foreignReferent'))?.id ?? '';
    for (const message of told)
      expect(await scene.verdictOn({ ...message, to: stranger })).toEqual({
        kind: 'drop',
        why: 'no-role-left',
      });
  });

  it('what stands in the message is the step that it tells, though others followed', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'suivre');
    await follow(scene, 'coordinator', 'clore', { suite: 'Réparé.' });
    const received = (await scene.flush()).filter(({ to }) => to === 'referent');
    expect(received.map(({ card }) => saidBy(card).split('\n')[1])).toEqual([
      '12/03/2026 à 10 h 42, Camille Roux (Métropole), pris en compte',
      '12/03/2026 à 10 h 42, Camille Roux (Métropole), clos : Réparé.',
    ]);
  });
});

describe('what MGP says to the beneficiary alone (art. 3)', () => {
  const PRIVATE = { reponse: 'Entre nous', lecteurs: 'sans-prestataire' };

  it('the contractor neither hears nor reads, with its attachments; the beneficiary does', async () => {
    const scene = await openIncidentScene();
    const pieces = await scene.give('coordinator', 'note.pdf', fileOf('pdf'));
    await follow(scene, 'coordinator', 'repondre', { ...PRIVATE, pieces });
    expect(readersOf(await scene.flush(), 'incident-step')).toEqual(['deputy', 'referent']);
    expect(await seen(scene, 'referent')).toContain('Entre nous');
    expect(labelsOf(await follow(scene, 'referent', 'voir')).join()).toContain('note.pdf');
    expect(await seen(scene, 'contractor')).not.toContain('Entre nous');
    expect(JSON.stringify(await follow(scene, 'contractor', 'voir'))).not.toContain('note.pdf');
    const [told] = (await scene.messages()).filter(({ topic }) => topic === 'incident-step');
    const to = (await scene.person('contractor'))?.id ?? '';
    if (told === undefined) throw new TypeError('nobody is told');
    expect(await scene.verdictOn({ ...told, to })).toEqual({ kind: 'drop', why: 'no-role-left' });
  });

  it('closing too', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'coordinator', 'clore', { suite: 'Entre nous', lecteurs: 'sans-prestataire' });
    expect(await seen(scene, 'contractor')).not.toContain('Entre nous');
    expect(await seen(scene, 'contractor')).toContain('(clos)');
  });

  it('the contractor speaks to all, whatever it says of readers', async () => {
    const scene = await openIncidentScene();
    await follow(scene, 'contractor', 'repondre', PRIVATE);
    expect(await seen(scene, 'referent')).toContain('Ines Faure (prestataire), réponse : Entre nous');
    expect(await seen(scene, 'contractor')).toContain('Entre nous');
    expect(await happened(scene, 'incident-answered')).toMatchObject([
      { as: 'contractor', toContractor: true },
    ]);
  });
});

describe('attachments (art. 3)', () => {
  it('stand with what they were given with, named, and are downloaded by those who may read it', async () => {
    const scene = await openIncidentScene();
    const piece = await scene.give('referent', 'photo.png', fileOf('png'));
    await writeReport(scene, { pieces: piece });
    const note = await scene.give('referent', 'releve.csv', fileOf('csv'));
    const done = await follow(scene, 'referent', 'completer', {
      incident: 'INC-2026-0002',
      complement: 'Le relevé',
      pieces: note,
    });
    expect(said(done)).toMatch(/Pièce jointe : releve\.csv \(\d+ octets\)/u);
    const received = await scene.flush();
    expect(saidBy(cardTo(received, 'coordinator', 'incident-step'))).toContain('Pièce jointe : releve.csv');
    const shown = await scene.say('contractor', 'incident voir 2');
    expect(said(shown)).toContain('Pièces jointes : photo.png');
    expect(labelsOf(shown).filter((label) => /photo|releve/u.test(label))).toHaveLength(2);
    expect(said(await scene.say('referent', 'incident voir 2'))).toContain('Pièces jointes : releve.csv');
  });
});
