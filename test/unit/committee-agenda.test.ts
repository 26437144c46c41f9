import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { actorOf } from '../../src/usecases/actor.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { ownFileText } from '../../src/usecases/own-data.ts';
import { formIn, type Scene, said, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { callOff, idOf, openMeetingScene, record, recorded } from '../support/meeting-life.ts';
import { visitorOf } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const labelsOf = (reply: Reply) =>
  reply.kind === 'card' ? reply.card.actions.map(({ label }) => plainSpaces(label)) : [];

function order(scene: Scene, values: Values): Promise<Reply> {
  const asked = {
    kind: 'submit',
    command: 'ordre-du-jour ordonner',
    values: { reunion: 'CO-01', ...values },
  } as const;
  return scene.ask('coordinator', asked);
}

describe('ordre-du-jour (art. 6): anybody convened proposes a point', () => {
  it('shows the points in order with who proposed them, and takes a new one', async () => {
    const scene = await openMeetingScene();
    expect(said(await scene.say('referent', 'ordre-du-jour CO-01'))).toContain(
      "Aucun point n'est encore inscrit.",
    );
    const form = await scene.press('referent', 'Ajouter un point');
    expect(formIn(form).fields.map(({ name }) => name)).toEqual(['reunion', 'point']);
    const added = await scene.submit('referent', { point: 'Accès aux données <!channel>' });
    expect(said(added)).toContain("Votre point est ajouté à l'ordre du jour.");
    await scene.say('foreignReferent', 'ordre du jour CO-01 Calendrier de la mise en place');
    const shown = await scene.say('contractor', 'ordre-du-jour CO-01');
    expect(said(shown)).toContain('1. Accès aux données <!channel> (Amina Diallo)');
    expect(said(shown)).toContain('2. Calendrier de la mise en place (Zoé Petit)');
    expect(labelsOf(shown)).toEqual(['Ajouter un point', 'Voir la réunion']);
    expect(labelsOf(await scene.say('coordinator', 'ordre-du-jour CO-01'))).toContain(
      "Ordonner l'ordre du jour",
    );
    expect(await recorded(scene, 'point-proposed')).toEqual([
      expect.objectContaining({ meeting: 'CO-01', byId: await idOf(scene, 'referent') }),
      expect.objectContaining({ text: 'Calendrier de la mise en place' }),
    ]);
  });

  it('is in the file of what is kept of whoever proposed it (RGPD)', async () => {
    const scene = await openMeetingScene();
    await scene.say('referent', 'ordre-du-jour CO-01 Budget');
    await scene.world.catchUp();
    const { world, settings, now, today } = scene;
    const actor = actorOf(world, settings, visitorOf('referent'), today);
    const entries = (await scene.journal()).filter(({ type }) => type === 'point-proposed');
    const person = await scene.person('referent');
    if (person === undefined) throw new TypeError('nobody');
    const file = JSON.parse(ownFileText({ world, actor, now, today }, person, { entries, messages: [] }));
    expect(file['événements']).toMatchObject([
      { type: "point proposé à l'ordre du jour", 'de votre fait': true, 'votre texte': 'Budget' },
    ]);
  });

  it('a point that stands there already is not added again', async () => {
    const scene = await openMeetingScene();
    await scene.say('referent', 'ordre-du-jour CO-01 Budget');
    expect(said(await scene.say('deputy', 'ordre-du-jour CO-01 BUDGET'))).toContain('figure déjà');
    expect(await recorded(scene, 'point-proposed')).toHaveLength(1);
  });

  it('refuses a point of two lines or of more than 200 characters', async () => {
    const scene = await openMeetingScene();
    await scene.open('referent', 'ordre-du-jour', { reunion: 'CO-01' });
    expect(formIn(await scene.submit('referent', { point: 'a\nb' })).errors['point']).toContain(
      'une seule ligne',
    );
    expect(formIn(await scene.submit('referent', { point: 'é'.repeat(201) })).errors['point']).toContain(
      'le maximum est 200',
    );
  });

  it('refuses a thirty-first point, and a text beyond what a form shows', async () => {
    const scene = await openMeetingScene();
    const points = Array.from({ length: 30 }, (_, index) => ({
      pointId: `p${index}`,
      text: `Point ${index}`,
      byId: 'x',
    }));
    await record(scene, { type: 'agenda-ordered', data: { meeting: 'CO-01', points, byId: 'x' } });
    const full = await scene.say('referent', 'ordre-du-jour CO-01 Encore un');
    expect(said(full)).toContain("L'ordre du jour est complet : 30 points et 3000 caractères au plus.");
    const long = points.slice(0, 15).map((point) => ({ ...point, text: `${point.text}${'é'.repeat(180)}` }));
    await record(scene, { type: 'agenda-ordered', data: { meeting: 'CO-01', points: long, byId: 'x' } });
    expect(said(await scene.say('referent', `ordre-du-jour CO-01 ${'é'.repeat(200)}`))).toContain('complet');
  });

  it('takes nothing any more once the meeting is cancelled or over, and can still be read', async () => {
    const scene = await openMeetingScene();
    await scene.say('referent', 'ordre-du-jour CO-01 Budget');
    scene.at('2026-03-24T11:00:00Z');
    expect(said(await scene.say('referent', 'ordre-du-jour CO-01 Tard'))).toContain('a eu lieu');
    const read = await scene.say('coordinator', 'ordre-du-jour CO-01');
    expect(said(read)).toContain('Budget');
    expect(labelsOf(read)).toEqual(['Voir la réunion']);
    await callOff(scene);
    expect(said(await scene.say('referent', 'ordre-du-jour CO-01 Tard'))).toContain('est annulée');
  });

  it('tells nobody of a meeting that is not theirs', async () => {
    const scene = await openMeetingScene();
    expect(said(await scene.say('stranger', 'ordre-du-jour CO-01'))).toContain(
      'à laquelle vous soyez convié(e)',
    );
  });
});

describe('ordre-du-jour ordonner (art. 6): a coordinator puts the points in order', () => {
  async function proposed(): Promise<Scene> {
    const scene = await openMeetingScene();
    for (const point of ['Budget', 'Calendrier', 'Données'])
      await scene.say('referent', `ordre-du-jour CO-01 ${point}`);
    return scene;
  }
  const texts = async (scene: Scene) =>
    ((await recorded(scene, 'agenda-ordered')).at(-1)?.['points'] as { text: string; byId: string }[]) ?? [];

  it('starts with the points, a line each; moves, rewords and removes; words that stay keep their author', async () => {
    const scene = await proposed();
    await scene.say('coordinator', 'ordre-du-jour CO-01');
    const form = await scene.press('coordinator', "Ordonner l'ordre du jour");
    expect(formIn(form).values['points']).toBe('Budget\nCalendrier\nDonnées');
    const reply = await scene.submit('coordinator', { points: '- Données\n\n• Budget 2026\r\nBudget 2026' });
    expect(said(reply)).toContain('1. Données (Amina Diallo)\n2. Budget 2026 (Camille Roux)');
    expect((await texts(scene)).map(({ text }) => text)).toEqual(['Données', 'Budget 2026']);
  });

  it('what somebody proposes while the coordinator writes stays, at the end', async () => {
    const scene = await proposed();
    await scene.open('coordinator', 'ordre-du-jour ordonner', { reunion: 'CO-01' });
    await scene.say('foreignReferent', 'ordre-du-jour CO-01 Nouveau');
    await scene.submit('coordinator', { points: 'Données\nBudget' });
    expect((await texts(scene)).map(({ text }) => text)).toEqual(['Données', 'Budget', 'Nouveau']);
  });

  it('a list typed without the form is taken as it is; « aucun » empties the agenda', async () => {
    const scene = await proposed();
    await order(scene, { points: 'Seul point' });
    expect((await texts(scene)).map(({ text }) => text)).toEqual(['Seul point']);
    await order(scene, { points: 'Aucun' });
    expect(await texts(scene)).toEqual([]);
  });

  it('refuses 200 lines, a line that is too long, and an empty field', async () => {
    const scene = await proposed();
    const many = await order(scene, {
      points: Array.from({ length: 200 }, (_, i) => `Point ${i}`).join('\n'),
    });
    expect(plainSpaces(formIn(many).errors['points'] ?? '')).toBe(
      "Ce texte compte 200 lignes ; le maximum est 30. Rien n'a été enregistré.",
    );
    const long = await order(scene, { points: `Budget\n\n${'é'.repeat(201)}` });
    expect(plainSpaces(formIn(long).errors['points'] ?? '')).toBe(
      'Ligne 3 : 201 caractères ; le maximum est 200. Merci de raccourcir cette ligne.',
    );
    expect(formIn(await order(scene, { points: ' ' })).errors['points']).toBe(
      'Ce renseignement est nécessaire.',
    );
    const wide = Array.from({ length: 20 }, (_, i) => `${i}${'é'.repeat(190)}`).join('\n');
    expect(formIn(await order(scene, { points: wide })).errors['points']).toContain('complet');
    expect(await recorded(scene, 'agenda-ordered')).toEqual([]);
  });

  it('is full with what was proposed since', async () => {
    const scene = await openMeetingScene();
    await scene.say('referent', 'ordre-du-jour CO-01 Budget');
    await scene.open('coordinator', 'ordre-du-jour ordonner', { reunion: 'CO-01' });
    await scene.say('referent', 'ordre-du-jour CO-01 Nouveau');
    const points = Array.from({ length: 30 }, (_, i) => `Point ${i}`).join('\n');
    expect(formIn(await scene.submit('coordinator', { points })).errors['points']).toContain('complet');
  });

  it('refuses an unknown meeting and one that is closed; its form starts empty where there is nothing to order', async () => {
    const scene = await openMeetingScene();
    const unknown = await scene.open('coordinator', 'ordre-du-jour ordonner', { reunion: 'CO-09' });
    expect(formIn(unknown).values['points']).toBeUndefined();
    expect(
      formIn(await scene.open('coordinator', 'ordre-du-jour ordonner', { reunion: 'CO-01' })).hidden,
    ).toEqual({});
    expect(formIn(await scene.open('coordinator', 'ordre-du-jour ordonner')).values).toEqual({});
    expect(said(await order(scene, { reunion: 'CO-09', points: 'x' }))).toContain('Aucune réunion « CO-09 »');
    await callOff(scene);
    expect(said(await order(scene, { points: 'x' }))).toContain('est annulée');
  });
});
