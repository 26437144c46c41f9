import { afterAll, describe, expect, it } from '@jest/globals';
import { journalChecked } from '../../cards/journal.ts';
import { plainText } from '../../cards/plain-text.ts';
import { openStaffedScene, said, shownFaults } from '../support/bot.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

describe('verifier: the written record is whole (art. 3)', () => {
  it('tells a coordinator how many entries hold', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('coordinator', 'vérifier');
    const entries = (await Array.fromAsync(scene.store.journal())).length;
    expect(entries).toBeGreaterThan(3);
    expect(said(reply)).toContain(`Le journal est intact : ${entries} entrées vérifiées.`);
  });

  it('is for coordinators', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'verifier'))).toContain('réservée à la coordination');
  });

  it('names the entries that do not hold, twenty at most', () => {
    const faults = Array.from({ length: 22 }, (_, index) => ({
      stream: 'track:ia',
      version: index + 1,
      what: 'changed' as const,
    }));
    const text = plainText(journalChecked({ entries: 30, faults })).replaceAll('\u00a0', ' ');
    expect(text).toContain('22 fautes sur 30 entrées.');
    expect(text).toContain('- track:ia, entrée 20 : contenu modifié\n- et 2 autres fautes');
    const one = plainText(
      journalChecked({ entries: 1, faults: [{ stream: 'directory', version: 1, what: 'gap' }] }),
    );
    expect(one.replaceAll('\u00a0', ' ')).toContain('- directory, entrée 1 : entrée absente');
  });
});
