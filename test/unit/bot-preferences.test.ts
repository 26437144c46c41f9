import { afterAll, describe, expect, it } from '@jest/globals';
import { formIn, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { heldReminder, loseAccount } from '../support/changes.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const set = (scene: Scene, typed: Record<string, string>) => scene.fill('referent', 'preferences', typed);

describe('preferences: where and when reminders come', () => {
  it('opens with the present choices', async () => {
    const scene = await openStaffedScene();
    expect(formIn(await scene.say('referent', 'mes préférences')).values).toEqual({
      canal: 'automatique',
      heure: 'des-que-possible',
    });
    await set(scene, { canal: 'Courriel', heure: '10', pause: '20/03/2026' });
    expect(formIn(await scene.open('referent', 'preferences')).values).toEqual({
      canal: 'courriel',
      heure: '10',
      pause: '20/03/2026',
    });
  });

  it('records them apart from the journal, which only says that they were set', async () => {
    const scene = await openStaffedScene();
    const reply = await set(scene, { canal: 'courriel', heure: '10' });
    expect(said(reply)).toContain('Vos rappels sont actifs.');
    expect(said(reply)).toContain('Canal : courriel');
    expect(said(reply)).toContain('Heure : ensemble, à 10 h');
    const person = await scene.person('referent');
    expect(person?.preferences).toEqual({ channel: 'mail', pausedUntilOn: null, digestHour: 10 });
    const last = (await scene.journal()).findLast(({ type }) => type === 'preferences-set');
    expect(last?.data).toEqual({ personId: person?.id });
  });

  it('says what cannot be silenced, by its article', async () => {
    const scene = await openStaffedScene();
    const reply = await set(scene, { canal: 'automatique', heure: '9' });
    expect(said(await set(scene, { heure: 'Dès que possible' }))).toContain('Heure : dès que possible');
    expect(said(reply)).toContain(
      'Ce qui est légal vous est toujours adressé sans délai, même pendant une pause : désignation et changement de référent',
    );
    expect(said(reply)).toContain('(convention, art. 4)');
  });

  it('pauses until a day, which is told when it is not a working day, and starts again with one button', async () => {
    const scene = await openStaffedScene();
    const paused = await set(scene, { canal: 'courriel', heure: '18', pause: '21/03/2026' });
    expect(said(paused)).toContain(
      "Vos rappels sont en pause. Ils reprennent le lundi 23/03/2026 (le 21/03/2026 n'est pas un jour ouvré).",
    );
    expect((await scene.person('referent'))?.preferences.pausedUntilOn).toBe('2026-03-21');
    expect(said(await scene.press('referent', 'Reprendre les rappels'))).toContain(
      'Vos rappels sont actifs.',
    );
    expect((await scene.person('referent'))?.preferences).toEqual({
      channel: 'mail',
      pausedUntilOn: null,
      digestHour: 18,
    });
  });

  it('a pause left empty ends the present one; one that is over is not shown again', async () => {
    const scene = await openStaffedScene();
    const paused = await set(scene, { canal: 'automatique', heure: '9', pause: '20/03/2026' });
    expect(said(paused)).toContain('Ils reprennent le vendredi 20/03/2026.');
    scene.at('2026-03-20');
    expect(formIn(await scene.open('referent', 'preferences')).values['pause']).toBeUndefined();
    scene.at('2026-03-19');
    await set(scene, { pause: '' });
    expect((await scene.person('referent'))?.preferences.pausedUntilOn).toBeNull();
  });

  it('what waits already is asked again by the new choice', async () => {
    const scene = await openStaffedScene();
    const key = await heldReminder(scene, '2026-06-15T07:00:00Z');
    await set(scene, { canal: 'automatique', heure: '10' });
    expect((await scene.store.message(key))?.notBeforeAt).toBe(scene.now.toString());
  });

  it('stores nothing when nothing changes', async () => {
    const scene = await openStaffedScene();
    await set(scene, { canal: 'courriel', heure: '10' });
    const before = (await scene.journal()).length;
    expect(said(await set(scene, {}))).toContain('Canal : courriel');
    expect((await scene.journal()).length).toBe(before);
  });

  it('takes a chat from which the person wrote, and refuses one that was lost', async () => {
    const scene = await openStaffedScene();
    const visitor = { platform: 'slack', accountId: 'T1/U1' } as const;
    await scene.say('referent', 'aide', { visitor });
    expect(said(await set(scene, { canal: 'slack', heure: '9' }))).toContain('Canal : Slack');
    await loseAccount(scene, 'referent', 'slack');
    const refused = await set(scene, { canal: 'slack', heure: '10' });
    expect(said(refused)).toContain('Jalon ne connaît pas votre adresse sur Slack.');
  });

  it('is of no use to somebody whom Jalon never writes to', async () => {
    const email = identities.stranger.email;
    const scene = await openStaffedScene({
      settingsCoordinators: [identities.coordinator.email, identities.otherCoordinator.email, email],
    });
    expect(formIn(await scene.open('stranger', 'preferences')).values['canal']).toBe('automatique');
    const refused = await scene.submit('stranger', {});
    expect(said(refused)).toContain('Jalon ne vous adresse aucun rappel pour le moment.');
  });
});
