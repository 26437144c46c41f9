import { afterAll, describe, expect, it } from '@jest/globals';
import { journalChecked } from '../../cards/journal.ts';
import { plainText } from '../../cards/plain-text.ts';
import { formIn, openStaffedScene, said, shownFaults } from '../support/bot.ts';
import { submitted } from '../support/deliverables.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

describe('verifier: the written record is whole (art. 3)', () => {
  it('tells a coordinator how many entries hold', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('coordinator', 'vérifier');
    const entries = (await Array.fromAsync(scene.store.journal())).length;
    expect(entries).toBeGreaterThan(3);
    expect(said(reply)).toContain(`Le journal est intact : ${entries} entrées vérifiées.`);
  });

  it('of the whole journal is for coordinators: others are asked for a report', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', 'verifier');
    expect(formIn(reply).fields.map(({ name }) => name)).toEqual(['incident']);
    expect(said(await scene.say('stranger', 'verifier'))).not.toContain('intact');
  });

  it('of a report is for who may read it; to anybody else there is no such report', async () => {
    const scene = await openStaffedScene();
    const values = {
      nature: 'prestataire',
      faits: 'Le prestataire ne répond plus depuis une semaine.',
      'constate-le': '2026-03-12',
      consequence: 'aucune',
    };
    await submitted(scene, 'referent', 'incident', values);
    for (const persona of ['referent', 'deputy', 'coordinator'] as const)
      expect(said(await scene.say(persona, 'verifier INC-2026-0001'))).toContain('enregistrement intact');
    for (const persona of ['contractor', 'foreignReferent'] as const) {
      const text = said(await scene.say(persona, 'verifier INC-2026-0001'));
      expect(text).not.toContain('intact');
      expect(text).toBe(
        said(await scene.say(persona, 'verifier INC-2026-0009')).replace('INC-2026-0009', 'INC-2026-0001'),
      );
    }
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
