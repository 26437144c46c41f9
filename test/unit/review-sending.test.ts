import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import {
  contractor,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { changePerson, store } from '../support/changes.ts';
import { download } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf } from '../support/meetings.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const questions = ['Quels usages\u202f?', 'Combien de personnes\u202f?', 'Quelles suites\u202f?'];
const answers = { q1: 'Des courriers.', q2: 'Douze.', q3: 'On continue.' };
const tracks = [programme({ contractor, review: { questions } })];

async function drafted(changes: Record<string, string> = {}): Promise<Scene> {
  const scene = await openStaffedScene({ at: '2026-12-10T09:00:00Z', tracks });
  await scene.fill('referent', 'bilan', { ...answers, ...changes });
  scene.at('2026-12-11');
  return scene;
}

async function sent(): Promise<Scene> {
  const scene = await drafted();
  await scene.press('referent', 'Transmettre à la Métropole');
  return scene;
}

describe('sending the review (règlement, art. 8)', () => {
  it('shows the sender what leaves, then gives a receipt that also goes by mail', async () => {
    const scene = await drafted();
    const shown = said(await scene.say('referent', 'bilan transmettre'));
    expect(shown).toContain('1. Quels usages ?\nDes courriers.\n2. Combien de personnes ?\nDouze.');
    expect(await eventsOf(scene, 'review-sent')).toEqual([]);
    const receipt = said(await scene.press('referent', 'Transmettre à la Métropole'));
    expect(receipt).toBe(
      [
        'Reçu BIL-2026-0001 : bilan de Choisy-le-Roi',
        'Transmis à la Métropole le 11/12/2026 à 10 h 00 par Amina Diallo. Reçu n° BIL-2026-0001.',
        '1. Quels usages ?',
        'Des courriers.',
        '2. Combien de personnes ?',
        'Douze.',
        '3. Quelles suites ?',
        'On continue.',
        'Ce reçu vous est aussi adressé par courriel.',
        'Règlement, art. 8.',
      ].join('\n'),
    );
    const told = await scene.flush();
    expect(told.map(({ to, card }) => `${to} ${card.name}`).sort()).toEqual([
      'coordinator review-told',
      'deputy review-told',
      'otherCoordinator review-told',
      'referent review-receipt-mail',
    ]);
    const mail = saidBy(told.find(({ to }) => to === 'referent')?.card);
    expect(mail).toBe(receipt.replace('Ce reçu vous est aussi adressé par courriel.\n', ''));
    expect(saidBy(told.find(({ to }) => to === 'deputy')?.card)).toContain(
      "Le retour d'expérience et l'évaluation de Choisy-le-Roi ont été transmis le 11/12/2026 à 10 h 00 par Amina Diallo (n° BIL-2026-0001).",
    );
    expect(said(await scene.press('coordinator', 'Voir le bilan'))).toContain('Des courriers.');
    expect(await eventsOf(scene, 'review-sent')).toMatchObject([
      {
        number: 'BIL-2026-0001',
        questions,
        answers: { 1: 'Des courriers.', 2: 'Douze.', 3: 'On continue.' },
      },
    ]);
  });

  it('promises no mail to somebody whose e-mail is not known', async () => {
    const scene = await drafted();
    await changePerson(scene, 'referent', (person) => ({ ...person, email: null }));
    const receipt = await scene.say('referent', 'bilan transmettre', { visitor: { email: null } });
    expect(said(receipt)).toContain('3 réponses sur 3');
    const done = await scene.press('referent', 'Transmettre à la Métropole', { visitor: { email: null } });
    expect(said(done)).toContain('Reçu BIL-2026-0001');
    expect(said(done)).not.toContain('courriel');
  });

  it('needs every answer, and says which are missing', async () => {
    const scene = await drafted({ q2: '' });
    expect(said(await scene.say('referent', 'bilan transmettre'))).toContain(
      'La question 2 est sans réponse. Répondez-y, par « sans objet » au besoin.',
    );
    await scene.press('referent', 'Compléter le bilan');
    await scene.submit('referent', { q1: '', q2: '' });
    const several = await scene.say('deputy', 'bilan transmettre');
    expect(said(several)).toContain('Les questions 1 et 2 sont sans réponse.');
    expect(said(several)).toContain('règlement, art. 8');
    expect(await eventsOf(scene, 'review-sent')).toEqual([]);
  });

  it('cannot come before the first draft', async () => {
    const scene = await openStaffedScene({ tracks });
    const reply = await scene.say('referent', 'bilan transmettre');
    expect(said(reply)).toContain("Le bilan de Choisy-le-Roi n'est pas encore commencé.");
    expect((await scene.press('referent', 'Remplir le bilan')).kind).toBe('form');
  });

  it('of a draft that a colleague has changed since shows it again, and sends nothing', async () => {
    const scene = await drafted();
    await scene.say('referent', 'bilan transmettre');
    const stale = scene.button('referent', 'Transmettre à la Métropole');
    await scene.fill('deputy', 'bilan', { q2: 'Treize.' });
    const changed = said(await scene.ask('referent', stale));
    expect(changed).toContain("Ce brouillon a changé depuis que vous l'avez relu. Rien n'est parti.");
    expect(changed).toContain('Treize.');
    expect(await eventsOf(scene, 'review-sent')).toEqual([]);
    await scene.press('referent', 'Transmettre à la Métropole');
    expect(await eventsOf(scene, 'review-sent')).toMatchObject([{ answers: { 2: 'Treize.' } }]);
  });

  it('is for good: nothing is written nor sent any more, and the form does not open', async () => {
    const scene = await drafted();
    const twice = scene.button('referent', 'Transmettre à la Métropole');
    await scene.open('deputy', 'bilan');
    await scene.ask('referent', twice);
    const why =
      'Le bilan a été transmis le 11/12/2026 (n° BIL-2026-0001) : il ne se modifie plus. Pour le compléter, écrivez à la coordination de la Métropole.';
    for (const reply of [
      await scene.submit('deputy', { q1: 'Autre chose' }),
      await scene.open('deputy', 'bilan', { commune: 'choisy-le-roi' }),
      await scene.open('deputy', 'bilan'),
      await scene.say('deputy', 'bilan'),
      await scene.ask('referent', twice),
      await scene.say('deputy', 'bilan transmettre'),
    ]) {
      expect(reply.kind).toBe('refused');
      expect(said(reply)).toContain(why);
    }
    expect(said(await scene.press('deputy', 'Voir le bilan'))).toContain('Des courriers.');
    expect(await eventsOf(scene, 'review-sent')).toHaveLength(1);
    expect(await eventsOf(scene, 'review-drafted')).toHaveLength(1);
  });

  it('keeps the questions as they were asked, whatever the programme asks since', async () => {
    const scene = await sent();
    await scene.load(programme({ review: { questions: ['Autre question\u202f?'] } }));
    const shown = said(await scene.say('coordinator', 'bilan voir choisy-le-roi'));
    expect(shown).toContain('1. Quels usages ?\nDes courriers.');
    expect(shown).not.toContain('Autre question');
  });
});

describe('who reads a review', () => {
  it('nobody of the Métropole reads a draft: they see that it is being written, and the questions', async () => {
    const scene = await drafted();
    const shown = said(await scene.say('coordinator', 'bilan voir choisy-le-roi'));
    expect(shown).toContain(
      "Le bilan est en cours de rédaction. Vous le lirez une fois qu'il sera transmis.\n- Quels usages ?\n- Combien de personnes ?",
    );
    expect(shown).not.toContain('Des courriers.');
    expect(said(await scene.say('coordinator', 'bilan voir nanterre'))).toContain(
      "Rien n'est encore rédigé.",
    );
    const obligations = said(await scene.say('coordinator', 'obligations choisy-le-roi'));
    expect(obligations).toContain('brouillon du 10/12/2026 à 10 h 00');
    expect(obligations).not.toContain('Des courriers.');
  });

  it('another commune does not, sent or not', async () => {
    const scene = await sent();
    const refused = await scene.say('foreignReferent', 'bilan voir choisy-le-roi');
    expect([refused.kind, said(refused)]).toEqual(['refused', expect.stringContaining('Seule la Métropole')]);
    expect(said(await scene.say('contractor', 'bilan voir choisy-le-roi'))).toContain('réservée');
  });

  it('whoever wrote sees it without a button once it is sent, a coordinator with the export of all', async () => {
    const scene = await sent();
    const own = await scene.say('deputy', 'bilan voir');
    expect(own).toMatchObject({ card: { actions: [] } });
    const theirs = await scene.say('coordinator', 'bilan voir choisy-le-roi');
    expect(theirs).toMatchObject({
      card: { actions: [{ kind: 'link', label: 'Tous les bilans transmis (CSV)' }] },
    });
    expect((await scene.say('coordinator', 'obligations choisy-le-roi')).kind).toBe('card');
    expect(said(await scene.say('coordinator', 'obligations choisy-le-roi'))).toContain(
      "Retour d'expérience et évaluation (règlement, art. 8) : BIL-2026-0001",
    );
  });
});

describe('the export of reviews', () => {
  it('has a line for each answer that was sent, safe against formulas, and none of a draft', async () => {
    const scene = await openStaffedScene({ at: '2026-12-10T09:00:00Z', tracks });
    const formula = '=HYPERLINK("https://ailleurs.example";"x")';
    await scene.fill('referent', 'bilan', {
      q1: formula,
      q2: 'Douze;"treize"\navec une suite',
      q3: '-2+3',
    });
    await scene.press('referent', 'Transmettre à la Métropole');
    await scene.fill('foreignReferent', 'bilan', { q1: 'Brouillon de Nanterre' });
    const made = await download(scene, 'coordinator', { file: 'bilans', values: {} });
    expect(made).toMatchObject({ name: 'bilans-2026-12-10.csv', type: 'text/csv; charset=utf-8' });
    const rows: string[][] = parse(String(made?.body), { delimiter: ';', bom: true });
    expect(rows.map((row) => row.map(plainSpaces))).toEqual([
      ['Parcours', 'Collectivité', 'SIREN', 'Bilan', 'Transmis le', 'Par', 'Rang', 'Question', 'Réponse'],
      ...[
        ['1', 'Quels usages ?', `'${formula}`],
        ['2', 'Combien de personnes ?', 'Douze;"treize"\navec une suite'],
        ['3', 'Quelles suites ?', "'-2+3"],
      ].map((answer) => [
        'IA – Administration interne des collectivités',
        'Choisy-le-Roi',
        '219400223',
        'BIL-2026-0001',
        '10/12/2026 à 10 h 00',
        identities.referent.name,
        ...answer,
      ]),
    ]);
    expect(String(made?.body)).not.toContain('Brouillon de Nanterre');
    for (const persona of ['referent', 'contractor', 'stranger'] as const)
      expect(await download(scene, persona, { file: 'bilans', values: {} })).toBeNull();
  });

  it('has an empty cell for a question that was left without an answer', async () => {
    const scene = await openStaffedScene({ tracks });
    const data = {
      number: 'BIL-2026-0001',
      commune: 'choisy-le-roi',
      questions,
      answers: { 2: 'Douze.' },
      byId: 'gone',
    };
    const stream = 'track:ia-administration-interne';
    const expectedVersion = (await scene.store.heads()).streams.get(stream) ?? 0;
    const events = [{ type: 'review-sent', data }];
    await store(scene, { writes: [{ stream, expectedVersion, events, nextDueAt: null }] });
    const made = await download(scene, 'coordinator', { file: 'bilans', values: {} });
    const rows: string[][] = parse(String(made?.body), { delimiter: ';', bom: true });
    expect(rows.slice(1).map((row) => [row[5], row[8]])).toEqual([
      ['personne effacée', ''],
      ['personne effacée', 'Douze.'],
      ['personne effacée', ''],
    ]);
  });
});
