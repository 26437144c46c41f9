import { afterAll, describe, expect, it } from '@jest/globals';
import type { Ask } from '../../src/usecases/bot.ts';
import { formIn, type Scene, said, shownFaults } from '../support/bot.ts';
import { eventsOf, meetingIn, openMeetings } from '../support/meetings.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

function click(reponse: string, values: Readonly<Record<string, string>> = {}): Ask {
  return {
    kind: 'click',
    command: 'presence',
    values: { reunion: 'CO-01', reponse, sequence: '0', ...values },
  };
}

async function answers(scene: Scene): Promise<readonly unknown[]> {
  return (await eventsOf(scene, 'attendance-said')).map((data) => data['answer']);
}

describe("a person's click on a link of a mail", () => {
  it('does at once what may be done in one click', async () => {
    const scene = await openMeetings();
    const reply = await scene.ask('referent', click('present'), { key: 'mail:click:a' });
    expect(said(reply)).toContain('Votre réponse est enregistrée : présent(e).');
    await expect(answers(scene)).resolves.toEqual(['present']);
  });

  it('acts once: opened again it says what is recorded, or asks when that is something else by now', async () => {
    const scene = await openMeetings();
    const yes = { key: 'mail:click:a' };
    await scene.ask('referent', click('present'), yes);
    const again = await scene.ask('referent', click('present'), yes);
    expect(said(again)).toContain('Votre réponse est enregistrée : présent(e).');
    await scene.ask('referent', click('absent'), { key: 'mail:click:b' });
    const later = await scene.ask('referent', click('present'), yes);
    expect(formIn(later).values).toMatchObject({ reponse: 'present' });
    await expect(answers(scene)).resolves.toEqual(['present', 'absent']);
  });

  it('two at once are one act', async () => {
    const scene = await openMeetings();
    const yes = { key: 'mail:click:a' };
    const replies = await Promise.all([1, 2].map(() => scene.ask('referent', click('present'), yes)));
    expect(replies.map(({ kind }) => kind)).toEqual(['card', 'card']);
    await expect(answers(scene)).resolves.toEqual(['present']);
  });

  it('says no by what is true now, not by what it did once', async () => {
    const scene = await openMeetings();
    const yes = { key: 'mail:click:a' };
    await scene.ask('referent', click('present'), yes);
    await scene.say('coordinator', 'comite annuler CO-01');
    await scene.press('coordinator', 'Annuler la réunion');
    expect((await meetingIn(scene, 'CO-01')).cancelled).not.toBeNull();
    const reply = await scene.ask('referent', click('present'), yes);
    expect(reply.kind).toBe('refused');
  });

  it('opens the form for what is missing, and only looks at whatever takes more than a click', async () => {
    const scene = await openMeetings();
    const replaced = await scene.ask('referent', click('remplace'), { key: 'mail:click:c' });
    expect(formIn(replaced).command).toBe('presence');
    const before = (await scene.journal()).length;
    const values = { commune: 'choisy-le-roi', etape: 'audit', date: '2026-01-31' };
    const done: Ask = { kind: 'click', command: 'etape terminer', values };
    const asked = await scene.ask('coordinator', done, { key: 'mail:click:d' });
    expect(asked.kind).toBe('form');
    const unknown = await scene.ask('referent', { kind: 'click', command: 'rien', values: {} });
    expect(said(unknown)).toContain('Commande inconnue');
    expect((await scene.journal()).length).toBe(before);
  });
});
