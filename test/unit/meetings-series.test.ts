import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import {
  contractor,
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { eventsOf, JUNE, meetingIn } from '../support/meetings.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const series: Values = { rythme: '2e mardi', heure: '10:00' };

function plan(scene: Scene, values: Values = series): Promise<Reply> {
  return scene.ask('coordinator', { kind: 'run', command: 'comite serie', values });
}

/** The programme that the staffed scene has loaded. */
const staffed = programme({ contractor });

async function begun(scene: Scene, values: Values = series): Promise<Reply> {
  await plan(scene, values);
  return scene.press('coordinator', 'Envoyer les invitations');
}

function adjust(scene: Scene, ajustement: string, serie = 'CO-01'): Promise<Reply> {
  const values = { serie, ajustement };
  return scene.ask('coordinator', { kind: 'run', command: 'comite serie ajuster', values });
}

describe('comite serie (art. 6, « périodiquement » from set-up to withdrawal)', () => {
  it('proposes the whole series, monthly on the 2nd Tuesday, with what becomes of a holiday', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const form = formIn(await scene.say('coordinator', 'comite serie'));
    expect(form.values).toEqual({ rythme: '2e mardi', heure: '10:00', feries: 'apres' });
    const preview = await scene.submit('coordinator', {});
    expect(said(preview)).toContain('Période : du 12/06/2026 au 29/11/2026');
    expect(said(preview)).toContain('mercredi 15/07/2026 (le 14/07/2026 est férié : Fête nationale)');
    expect(said(preview)).toContain('mardi 10/11/2026');
    expect(await eventsOf(scene, 'series-begun')).toEqual([]);
    const before = await scene.press('coordinator', 'Jours fériés : jour ouvré précédent');
    expect(said(before)).toContain('lundi 13/07/2026 (le 14/07/2026 est férié : Fête nationale)');
    const skipped = await scene.press('coordinator', 'Jours fériés : pas de comité');
    expect(said(skipped)).toContain('Pas de comité (le 14/07/2026 est férié : Fête nationale)');
    const done = await scene.press('coordinator', 'Envoyer les invitations');
    expect(said(done)).toContain('4 dates sont fixées. Les invitations partent vers 6 agendas.');
    expect(said(done)).toContain('CO-01 : mardi 11/08/2026');
    expect(await eventsOf(scene, 'series-begun')).toMatchObject([
      {
        series: 'CO-01',
        rhythm: { rank: 2, weekday: 2, everyMonths: 1, onHoliday: 'skip' },
        untilOn: '2026-11-29',
      },
    ]);
  });

  it('each occurrence is an event of its own: another UID, and moving one moves only it', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await begun(scene);
    const scheduled = await eventsOf(scene, 'meeting-scheduled');
    expect(scheduled.map(({ meeting, on }) => `${meeting} ${on}`)).toEqual([
      'CO-01 2026-07-15',
      'CO-02 2026-08-11',
      'CO-03 2026-09-08',
      'CO-04 2026-10-13',
      'CO-05 2026-11-10',
    ]);
    expect(new Set(scheduled.map(({ uid }) => uid)).size).toBe(5);
    expect(scheduled.every((one) => one['series'] === 'CO-01')).toBe(true);
    await scene.say('coordinator', 'comite deplacer CO-03 09/09/2026');
    await scene.press('coordinator', 'Déplacer la réunion');
    expect((await meetingIn(scene, 'CO-03')).on).toBe('2026-09-09');
    expect((await meetingIn(scene, 'CO-04')).on).toBe('2026-10-13');
  });

  it("keeps ten o'clock of Paris over both changes of summer time", async () => {
    const scene = await openStaffedScene({ at: '2026-01-05T09:00:00Z' });
    await begun(scene, { ...series, fin: '11:00', lieu: 'Mairie' });
    const scheduled = await eventsOf(scene, 'meeting-scheduled');
    expect(scheduled[0]).toMatchObject({
      on: '2026-03-10',
      from: '10:00',
      durationMinutes: 60,
      place: 'Mairie',
    });
    expect(new Set(scheduled.map(({ from }) => from))).toEqual(new Set(['10:00']));
  });

  it("an end before the period's is kept, and the series does not follow the plan then", async () => {
    const scene = await openStaffedScene({ at: JUNE });
    const preview = await plan(scene, { ...series, 'jusqu-au': '30/09/2026' });
    expect(said(preview)).toContain("La série s'arrête le 30/09/2026, avant la fin de la période");
    expect(formIn(await scene.press('coordinator', 'Modifier')).values).toMatchObject({
      'jusqu-au': '2026-09-30',
    });
    await begun(scene, { ...series, 'jusqu-au': '30/09/2026' });
    expect(await eventsOf(scene, 'series-begun')).toMatchObject([{ untilOn: '2026-09-30', endsEarly: true }]);
    await scene.tick();
    await scene.load({ ...staffed, withdrawalOn: '2026-11-15' });
    scene.at('2026-06-15');
    await scene.tick();
    expect((await eventsOf(scene, 'series-drift-owed')).filter(({ to }) => String(to) !== '')).toEqual([]);
    expect(said(await adjust(scene, 'ajouter'))).toContain('La série a changé');
  });

  it("an interval may be said, else it is the programme's", async () => {
    const scene = await openScene({
      at: '2026-02-02T09:00:00Z',
      tracks: [{ ...programme(), comopEveryMonths: 3 }],
    });
    expect(said(await plan(scene))).toContain('Rythme : 2e mardi, tous les 3 mois');
    expect(said(await plan(scene, { ...series, rythme: '2e mardi tous les 2 mois' }))).toContain(
      'tous les 2 mois',
    );
  });

  it('what is on the calendar already is not convened again; a button pressed twice changes nothing', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await scene.say('coordinator', 'comite operationnel 11/08/2026 10:00');
    await scene.press('coordinator', 'Envoyer les invitations');
    expect(said(await plan(scene))).toContain('mardi 11/08/2026, déjà au calendrier');
    const button = scene.button('coordinator', 'Envoyer les invitations');
    await scene.ask('coordinator', button);
    expect(said(await scene.ask('coordinator', button))).toContain(
      'est déjà prévue le mercredi 15 juillet 2026, 10 h.',
    );
    expect(await eventsOf(scene, 'meeting-scheduled')).toHaveLength(5);
    const form = await plan(scene, { ...series, feries: 'avant' });
    expect(said(form)).toContain('lundi 13/07/2026');
  });

  it('an occurrence that has begun today is left out', async () => {
    const scene = await openStaffedScene({ at: '2026-10-13T09:00:00Z' });
    expect(said(await plan(scene))).toContain('Aperçu : 1 comité opérationnel');
    expect(said(await plan(scene, { ...series, heure: '14:00' }))).toContain(
      'Aperçu : 2 comités opérationnels',
    );
  });

  it.each([
    [
      'a rhythm that is none',
      { rythme: 'de temps en temps' },
      'rythme',
      "« de temps en temps » n'est pas un rythme.",
    ],
    ['an end before the start', { fin: '9:00' }, 'fin', 'La fin (9 h) doit être postérieure au début (10 h)'],
    ['hours in which nobody works', { heure: '6:00' }, 'heure', "6 h n'est pas dans ces heures."],
    [
      'an end after the withdrawal',
      { 'jusqu-au': '31/12/2026' },
      'jusqu-au',
      'le 31/12/2026 est en dehors de sa période',
    ],
    [
      'no date left',
      { 'jusqu-au': '15/06/2026' },
      'rythme',
      'Aucune date de ce rythme ne reste à venir du 12/06/2026 au 15/06/2026.',
    ],
    ['an unknown track', { parcours: 'autre' }, 'parcours', 'Aucun parcours « autre ».'],
  ])('is refused: %s', async (_what, changes, field, sentence) => {
    const scene = await openStaffedScene({ at: JUNE });
    const values = { ...series, ...changes };
    const reply = await scene.ask('coordinator', { kind: 'submit', command: 'comite serie', values });
    expect(plainSpaces(formIn(reply).errors[field] ?? '')).toContain(sentence);
  });
});

describe('comite serie ajuster: the plan moves under a series (art. 5 and 6)', () => {
  it('occurrences outside the period are shown, then cancelled together', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await begun(scene);
    await scene.load({ ...staffed, withdrawalOn: '2026-10-01' });
    const preview = await adjust(scene, 'annuler');
    expect(said(preview)).toContain('CO-04 : mardi 13/10/2026');
    expect(await eventsOf(scene, 'meeting-cancelled')).toEqual([]);
    expect(said(await scene.press('coordinator', 'Ne rien changer'))).toContain("Rien n'a été enregistré.");
    await adjust(scene, 'annuler');
    const done = await scene.press('coordinator', 'Annuler 2 réunions');
    expect(said(done)).toContain('2 réunions sont annulées. Les agendas suivent.');
    expect((await meetingIn(scene, 'CO-05')).cancelled).not.toBeNull();
    expect((await meetingIn(scene, 'CO-03')).cancelled).toBeNull();
    expect(said(await adjust(scene, 'annuler'))).toContain("il n'y a plus rien à y ajuster");
  });

  it('dates that are missing are shown, then convened in the same series', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await scene.load({ ...staffed, withdrawalOn: '2026-09-30' });
    await begun(scene);
    await scene.load(staffed);
    expect(said(await adjust(scene, 'annuler'))).toContain('La série a changé depuis ce message');
    const preview = await adjust(scene, 'ajouter');
    expect(said(preview)).toContain('Ajouter 2 dates ?');
    const done = await scene.press('coordinator', 'Ajouter 2 dates');
    expect(said(done)).toContain('CO-05 : mardi 10/11/2026');
    expect(await meetingIn(scene, 'CO-04')).toMatchObject({
      on: '2026-10-13',
      series: 'CO-01',
      from: '10:00',
    });
  });

  it('what was shown no longer stands: nothing is recorded', async () => {
    const scene = await openStaffedScene({ at: JUNE });
    await begun(scene);
    expect(said(await adjust(scene, 'annuler'))).toContain('La série a changé');
    expect(said(await adjust(scene, 'annuler', 'CO-09'))).toContain('La série a changé');
    await scene.load({ ...staffed, withdrawalOn: '2026-10-20' });
    await adjust(scene, 'annuler');
    await scene.load({ ...staffed, withdrawalOn: '2026-10-01' });
    expect(said(await scene.press('coordinator', 'Annuler 1 réunion'))).toContain('La série a changé');
    expect(await eventsOf(scene, 'meeting-cancelled')).toEqual([]);
  });
});
