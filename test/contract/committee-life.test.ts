import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { move, type Records, schedule } from '../support/meeting-life.ts';
import { type Mounted, mount, platforms } from './drivers/mounted.ts';
import { people } from './drivers/people.ts';
import { folded, type Talk } from './drivers/shown.ts';
import { staff } from './drivers/staff.ts';

/** A Tuesday, 10 h in Paris: CO-01 is eight weeks ahead. */
const START = '2026-01-27T09:00:00Z';
const DURING = '2026-03-24T09:30:00Z';

describe.each(platforms)('the life of a meeting (art. 6) on %s', (platform) => {
  let mounted: Mounted;
  let amina: Talk;
  let camille: Talk;

  beforeEach(async () => {
    mounted = await mount(platform, START);
    amina = mounted.driver.talk(people.amina);
    camille = mounted.driver.talk(people.camille);
    await staff(mounted.core);
    await camille.say('aide');
    await amina.say('aide');
    await schedule(records());
  });
  afterEach(() => mounted.close());

  const records = (): Records => ({ store: mounted.core.store, now: mounted.core.now() });
  const recorded = async (type: string) =>
    (await mounted.core.store.read('track:ia-administration-interne', 0)).filter(
      (entry) => entry.type === type,
    );

  it('who is convened finds their meetings, answers by a button, and changes their mind', async () => {
    const listed = await amina.say('comité liste');
    expect(listed.text).toContain('CO-01');
    expect(listed.text).toContain('mardi 24 mars 2026, 10 h–11 h 30');
    const file = await amina.press('Voir CO-01');
    expect(file.text).toContain('Serez-vous présent(e) ?');
    expect(file.text).toContain('Amina Diallo');
    const answered = await amina.press('Présent(e)', file);
    expect(answered.text).toContain('Votre réponse est enregistrée : présent(e).');
    await amina.press('Je serai remplacé(e)', answered);
    const refused = await amina.submit({ nom: 'Dominique Martin' });
    expect(folded(refused.errors['courriel'] ?? '')).toBe('Ce renseignement est nécessaire.');
    const done = await amina.submit({ courriel: people.dominique.email });
    expect(done.text).toContain("La personne indiquée recevra l'invitation.");
    expect(done.text).toContain('Votre remplacement ne modifie pas le référent de la commune.');
    expect((await recorded('attendance-said')).map(({ data }) => data['answer'])).toEqual([
      'present',
      'replaced',
    ]);
  });

  it('a button for a date that was moved since records nothing, and asks for the new one', async () => {
    const file = await amina.say('comite voir CO-01');
    await move(records());
    const moved = await amina.press('Absent(e)', file);
    expect(moved.text).toContain('Cette réunion a été déplacée depuis votre invitation.');
    expect(moved.text).toContain('jeudi 26 mars 2026, 14 h–15 h 30');
    expect(await recorded('attendance-said')).toEqual([]);
    expect((await amina.press('Absent(e)', moved)).text).toContain(
      'Votre réponse est enregistrée : absent(e).',
    );
  });

  it('a point is proposed by whoever is convened; the coordination puts the points in order', async () => {
    await amina.press('Ajouter un point', await amina.say('ordre-du-jour CO-01'));
    expect((await amina.submit({ point: 'Accès aux données' })).text).toContain('Votre point est ajouté');
    await amina.say('ordre-du-jour CO-01 Calendrier');
    const form = await camille.press("Ordonner l'ordre du jour", await camille.say('ordre-du-jour CO-01'));
    expect(folded(form.fields.find(({ name }) => name === 'points')?.value ?? '')).toBe(
      'Accès aux données Calendrier',
    );
    const many = await camille.submit({
      points: Array.from({ length: 200 }, (_, i) => `Point ${i}`).join('\n'),
    });
    expect(folded(many.errors['points'] ?? '')).toContain('Ce texte compte 200 lignes ; le maximum est 30.');
    const ordered = await camille.submit({ points: 'Calendrier\nAccès aux données' });
    expect(ordered.text).toContain('1. Calendrier (Amina Diallo)');
  });

  it('the minutes are published to everybody convened, and an action of theirs is done by a button', async () => {
    mounted.setClock(DURING);
    await camille.say('compte-rendu rediger CO-01');
    const typed = { presents: 'Amina Diallo', decisions: 'Outil retenu' };
    const refused = await camille.submit({
      ...typed,
      actions: 'Amina Diallo ; Transmettre la liste ; 31/02/2026',
    });
    expect(folded(refused.errors['actions'] ?? '')).toContain("Ligne 1 : « 31/02/2026 » n'est pas une date");
    const done = await camille.submit({
      ...typed,
      actions: 'Amina Diallo ; Transmettre la liste ; 31/03/2026',
    });
    expect(done.text).toContain('Le compte rendu est publié auprès de 3 personnes.');
    await mounted.beat();
    const told = await amina.received('a publié le compte rendu de cette réunion');
    expect(told.text).toContain('« Transmettre la liste », pour le 31/03/2026');
    expect((await amina.say('mes échéances')).text).toContain('Action « Transmettre la liste » (CO-01)');
    const ended = await amina.press("C'est fait : Transmettre la liste".replace(' :', '\u00a0:'), told);
    expect(ended.text).toContain('Action terminée, enregistrée le 24/03/2026 à 10 h 30.');
    expect((await amina.say('mes échéances')).text).not.toContain('Transmettre la liste');
  });

  it('a meeting that is not theirs is told to nobody', async () => {
    await schedule(records(), { meeting: 'CP-01', kind: 'copil' });
    expect((await amina.say('compte-rendu CP-01')).text).toContain(
      'Aucune réunion « CP-01 » à laquelle vous soyez convié(e).',
    );
  });
});
