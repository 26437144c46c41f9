import { afterAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_QUESTIONS } from '../../cards/review.ts';
import {
  designate,
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf } from '../support/meetings.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const questions = ['Quels usages\u202f?', 'Combien de personnes\u202f?', 'Quelles suites\u202f?'];
const asking = (changes: Record<string, unknown> = {}) => programme({ review: { questions }, ...changes });
const drafts = async (scene: Scene) =>
  (await eventsOf(scene, 'review-drafted')).map(({ answers }) => answers);
const labels = (scene: Scene, values: Record<string, string> = {}) =>
  scene
    .open('referent', 'bilan', values)
    .then((reply) => formIn(reply).fields.map(({ name, label }) => [name, label]));

describe('the review (règlement, art. 8)', () => {
  it("asks the programme's questions, in their order, and no other", async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    expect(await labels(scene)).toEqual([
      ['commune', 'Collectivité'],
      ['q1', questions[0]],
      ['q2', questions[1]],
      ['q3', questions[2]],
    ]);
    const form = formIn(await scene.say('referent', 'bilan Choisy-le-Roi'));
    expect(form.fields.map(({ label }) => label)).toEqual(['Collectivité', ...questions]);
    expect(form.fields[1]).toMatchObject({ widget: 'multiline', required: false, maxLength: 1_000 });
    expect(form.submitLabel).toBe('Enregistrer le brouillon');
  });

  it('asks seven questions of its own where the programme has none', async () => {
    const scene = await openStaffedScene({ tracks: [programme({ review: null })] });
    expect((await labels(scene)).slice(1).map(([, label]) => label)).toEqual(DEFAULT_QUESTIONS);
  });

  it('asks those seven where the records of an earlier version have none', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    await scene.load({ ...asking(), reviewQuestions: [] });
    expect((await labels(scene)).slice(1).map(([, label]) => label)).toEqual(DEFAULT_QUESTIONS);
  });

  it('is kept as a draft that a colleague goes on with; nothing leaves', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    const saved = await scene.fill('referent', 'bilan', { q1: 'Des courriers.', q3: 'On continue.' });
    expect(said(saved)).toBe(
      [
        'Bilan : Choisy-le-Roi',
        'Le brouillon est enregistré.',
        "Brouillon du 12/03/2026 à 10 h 42 : 2 réponses sur 3. Rien n'est transmis tant que vous ne le demandez pas.",
        '1. Quels usages ?',
        'Des courriers.',
        '2. Combien de personnes ?',
        'Sans réponse.',
        '3. Quelles suites ?',
        'On continue.',
        'Règlement, art. 8.',
      ].join('\n'),
    );
    expect(saved).toMatchObject({ card: { actions: [{ label: 'Compléter le bilan', style: 'primary' }] } });
    const opened = formIn(await scene.press('referent', 'Compléter le bilan'));
    expect(opened.values).toMatchObject({ q1: 'Des courriers.', q3: 'On continue.' });
    scene.at('2026-03-16');
    expect(said(await scene.say('deputy', 'bilan'))).toContain('2 réponses sur 3.');
    const form = formIn(await scene.press('deputy', 'Compléter le bilan'));
    expect(form.values).toMatchObject({ q1: 'Des courriers.', q3: 'On continue.' });
    await scene.submit('deputy', { q1: 'Des courriers et des notes.', q2: 'Douze.', q3: '' });
    expect(await drafts(scene)).toEqual([
      { 1: 'Des courriers.', 3: 'On continue.' },
      { 1: 'Des courriers et des notes.', 2: 'Douze.' },
    ]);
    expect(await scene.flush()).toEqual([]);
  });

  it('is told line by line too: what a line does not name stays', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    await scene.say('referent', 'bilan q1:Notes q2:Douze');
    await scene.say('referent', 'bilan choisy-le-roi q2:Treize');
    expect(await drafts(scene)).toEqual([
      { 1: 'Notes', 2: 'Douze' },
      { 1: 'Notes', 2: 'Treize' },
    ]);
  });

  it('with nothing told opens its form, and is refused in it', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    expect((await scene.say('referent', 'bilan')).kind).toBe('form');
    const refused = formIn(await scene.submit('referent', { q1: '  ' }));
    expect(plainSpaces(refused.errors['q1'] ?? '')).toBe(
      "Indiquez au moins un de ces renseignements. Rien n'a été enregistré.",
    );
    expect(await drafts(scene)).toEqual([]);
  });

  it('with every answer emptied in its form is refused, and stays', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    await scene.fill('referent', 'bilan', { q1: 'Notes' });
    const refused = formIn(await scene.fill('referent', 'bilan', { q1: '' }));
    expect(refused.errors).toHaveProperty('q1');
    expect(await drafts(scene)).toEqual([{ 1: 'Notes' }]);
  });

  it('with the same words again records nothing more', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    await scene.fill('referent', 'bilan', { q1: 'Notes' });
    const again = await scene.fill('referent', 'bilan', {});
    expect(said(again)).toContain('Le brouillon est enregistré.');
    expect(await drafts(scene)).toHaveLength(1);
  });

  it('refuses an answer that no form of ten would hold, with what was typed', async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    const refused = formIn(await scene.fill('referent', 'bilan', { q1: 'é'.repeat(1_001), q2: 'Douze' }));
    expect(plainSpaces(refused.errors['q1'] ?? '')).toBe(
      'Ce texte compte 1001 caractères ; le maximum est 1000. Merci de le raccourcir.',
    );
    expect(refused.values['q2']).toBe('Douze');
    const kept = await scene.submit('referent', { q1: 'é'.repeat(1_000) });
    expect(kept.kind).toBe('card');
  });
});

describe('two colleagues who write at once', () => {
  const both = async () => {
    const scene = await openStaffedScene({ tracks: [asking()] });
    await scene.fill('referent', 'bilan', { q1: 'Notes', q2: 'Douze' });
    scene.at('2026-03-16');
    await scene.open('referent', 'bilan');
    await scene.open('deputy', 'bilan');
    return scene;
  };

  it('of different questions are merged, and nobody is told of what does not concern them', async () => {
    const scene = await both();
    await scene.submit('deputy', { q3: 'On continue.' });
    scene.at('2026-03-17');
    const saved = await scene.submit('referent', { q2: 'Treize' });
    expect(said(saved)).not.toContain('collègue');
    expect((await drafts(scene)).at(-1)).toEqual({ 1: 'Notes', 2: 'Treize', 3: 'On continue.' });
  });

  it('of one question keep the newer words, and who wrote them is told', async () => {
    const scene = await both();
    await scene.submit('deputy', { q2: 'Onze', q3: 'On arrête.' });
    scene.at('2026-03-17');
    const saved = await scene.submit('referent', { q2: 'Treize' });
    expect(said(saved)).toContain(
      'Un collègue avait aussi modifié la réponse 2 entre-temps : la vôtre la remplace.',
    );
    expect((await drafts(scene)).at(-1)).toEqual({ 1: 'Notes', 2: 'Treize', 3: 'On arrête.' });
  });

  it('of several questions: each is named', async () => {
    const scene = await both();
    await scene.submit('deputy', { q1: 'Courriers', q2: 'Onze' });
    scene.at('2026-03-17');
    const saved = await scene.submit('referent', { q1: '', q2: 'Treize' });
    expect(said(saved)).toContain(
      'Un collègue avait aussi modifié les réponses 1 et 2 entre-temps : les vôtres les remplacent.',
    );
    expect((await drafts(scene)).at(-1)).toEqual({ 2: 'Treize' });
  });
});

describe('who writes for several', () => {
  const twice = async (second: Record<string, unknown>) => {
    const beneficiaries = [{ name: 'Choisy-le-Roi' }];
    const tracks = [asking(), asking({ id: 'autre', title: 'Autre parcours', beneficiaries, ...second })];
    const scene = await openScene({ tracks });
    for (const commune of ['ia-administration-interne/choisy-le-roi', 'autre/choisy-le-roi'])
      await designate(scene, commune, 'referent', 'referent');
    return scene;
  };

  it('is asked at once what both are asked, and which of them it is about', async () => {
    const scene = await twice({});
    expect((await labels(scene)).map(([, label]) => label)).toEqual(['Collectivité', ...questions]);
    await scene.submit('referent', { commune: 'autre/choisy-le-roi', q1: 'Notes' });
    expect(await eventsOf(scene, 'review-drafted')).toHaveLength(1);
    const other = { commune: 'ia-administration-interne/choisy-le-roi' };
    expect(formIn(await scene.submit('referent', other)).errors).toHaveProperty('q1');
  });

  it('chooses first where they are not asked the same', async () => {
    const scene = await twice({ review: { questions: ['Une seule\u202f?'] } });
    expect((await labels(scene)).map(([, label]) => label)).toEqual(['Collectivité']);
    const chosen = await scene.submit('referent', { commune: 'autre/choisy-le-roi' });
    expect(said(chosen)).toContain("Rien n'est encore rédigé.\n1. Une seule ?\nSans réponse.");
    const form = formIn(await scene.press('referent', 'Remplir le bilan'));
    expect(form.fields.map(({ label }) => label)).toEqual(['Collectivité', 'Une seule\u202f?']);
  });
});
