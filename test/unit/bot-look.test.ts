import { afterAll, describe, expect, it } from '@jest/globals';
import { formIn, openStaffedScene, said, shownFaults } from '../support/bot.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const slip = { commune: 'choisy-le-roi', etape: 'setup', date: '2026-07-15', cause: 'Salle indisponible' };

describe('a link, which mail scanners open too', () => {
  it('shows at once what only reads', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.ask('referent', { kind: 'look', command: 'calendrier', values: {} });
    expect([reply.kind, said(reply)]).toEqual([
      'card',
      expect.stringContaining('Calendrier : Choisy-le-Roi'),
    ]);
  });

  it('asks before it changes anything: the same form sent back does it', async () => {
    const scene = await openStaffedScene();
    const before = (await scene.journal()).length;
    const values = { commune: 'choisy-le-roi', etape: 'audit', date: '2026-01-31' };
    const reply = await scene.ask('coordinator', { kind: 'look', command: 'etape terminer', values });
    expect(formIn(reply).values).toMatchObject(values);
    expect((await scene.journal()).length).toBe(before);
    await scene.submit('coordinator', {});
    expect((await scene.journal()).length).toBeGreaterThan(before);
  });

  it('says no where the button would', async () => {
    const scene = await openStaffedScene();
    const values = { ...slip, commune: 'nanterre' };
    const reply = await scene.ask('referent', { kind: 'look', command: 'etape retard', values });
    expect(reply.kind).toBe('refused');
    const unknown = await scene.ask('referent', { kind: 'look', command: 'rien', values: {} });
    expect(said(unknown)).toContain('Commande inconnue');
  });

  it('opens the form for what is missing', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.ask('referent', { kind: 'look', command: 'etape retard', values: {} });
    expect(formIn(reply).command).toBe('etape retard');
  });

  it('shows what the store alone knows, the state of the journal', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.ask('coordinator', { kind: 'look', command: 'verifier', values: {} });
    expect(said(reply)).toContain('Le journal est intact');
  });
});
