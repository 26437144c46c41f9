import { afterAll, describe, expect, it } from '@jest/globals';
import { openStaffedScene, type Scene, saidBy, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { type Dated, days } from '../support/obligations.ts';
import { silenceRules } from '../support/rules.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const DUE = "Le retour d'expérience et l'évaluation de la collectivité";

/** Everything but the assessment is over, in time. */
async function atTheEnd(): Promise<Scene> {
  const scene = await openStaffedScene({ at: '2026-11-30T09:00:00Z' });
  for (const phase of ['audit 28/02/2026', 'setup 31/05/2026', 'use 29/11/2026'])
    for (const commune of ['choisy-le-roi', 'nanterre'])
      await scene.say('coordinator', `etape terminer ${commune} ${phase}`);
  await scene.flush();
  return scene;
}

const ofAssessment = (received: readonly Dated[]) =>
  received.filter(({ card }) => card.name === 'reminder' && saidBy(card).includes('Choisy-le-Roi'));
const labelsOf = ({ card }: Dated) => card.actions.map(({ label }) => plainSpaces(label));

describe('the reminders of the end of the assessment', () => {
  it('say that the review is to be sent by then, and open its form', async () => {
    const scene = await atTheEnd();
    const told = ofAssessment(await days(scene, '2026-11-30', '2027-01-06'));
    const own = told.filter(({ to }) => to === 'referent');
    expect(own.map(({ day, card }) => `${day} ${saidBy(card).split(DUE)[1]?.split('(')[0]}`)).toEqual([
      "2026-12-15  sont à transmettre d'ici là ",
      "2026-12-22  sont à transmettre d'ici là ",
      "2026-12-28  sont à transmettre d'ici là ",
      "2026-12-29  sont à transmettre aujourd'hui au plus tard ",
      '2027-01-05  restent à transmettre ',
    ]);
    for (const one of own) expect(labelsOf(one)).toContain('Remplir le bilan');
    expect((await scene.press('referent', 'Remplir le bilan')).kind).toBe('form');
  });

  it('say so in one message with others too', async () => {
    const scene = await openStaffedScene({ at: '2026-11-26T09:00:00Z' });
    await silenceRules(scene, 'referent');
    for (const phase of ['audit 28/02/2026', 'setup 30/05/2026'])
      await scene.say('coordinator', `etape terminer choisy-le-roi ${phase}`);
    await scene.flush();
    const [digest] = (await days(scene, '2026-11-27', '2026-11-27')).filter(({ to }) => to === 'referent');
    expect(digest?.card.name).toBe('reminder-digest');
    expect(saidBy(digest?.card)).toContain(
      "Le retour d'expérience et l'évaluation sont à transmettre avant la fin du bilan (règlement, art. 8).",
    );
    expect((await scene.press('referent', 'Remplir le bilan')).kind).toBe('form');
  });

  it('say so to a coordinator where nobody else is told, without the form', async () => {
    const scene = await openStaffedScene({ at: '2026-11-26T09:00:00Z' });
    await scene.say('coordinator', 'commune ajouter Thiais');
    for (const phase of ['audit 28/02/2026', 'setup 30/05/2026'])
      for (const commune of ['choisy-le-roi', 'nanterre', 'thiais'])
        await scene.say('coordinator', `etape terminer ${commune} ${phase}`);
    const all = await days(scene, '2026-11-27', '2026-11-27');
    const [digest] = all.filter(({ to, card }) => to === 'coordinator' && card.name === 'reminder-digest');
    expect(saidBy(digest?.card)).toContain('sans référent nominatif');
    expect(saidBy(digest?.card)).toContain('à transmettre avant la fin du bilan');
    expect(digest === undefined ? [] : labelsOf(digest)).not.toContain('Remplir le bilan');
  });

  it('say nothing of it once it was sent', async () => {
    const scene = await atTheEnd();
    const answers = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`q${index + 1}`, 'Oui.']));
    await scene.fill('referent', 'bilan', answers);
    await scene.press('referent', 'Transmettre à la Métropole');
    const told = ofAssessment(await days(scene, '2026-12-01', '2026-12-31'));
    expect(told.length).toBeGreaterThan(3);
    for (const one of told) {
      expect(saidBy(one.card)).not.toContain(DUE);
      expect(labelsOf(one)).not.toContain('Remplir le bilan');
    }
  });

  it('of another phase say nothing of it', async () => {
    const scene = await openStaffedScene({ at: '2026-05-01T09:00:00Z' });
    const told = ofAssessment(await days(scene, '2026-05-04', '2026-05-31'));
    expect(told.length).toBeGreaterThan(1);
    for (const { card } of told) expect(saidBy(card)).not.toContain(DUE);
  });
});
