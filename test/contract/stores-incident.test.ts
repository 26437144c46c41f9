import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifierOf } from '../../src/store/hash.ts';
import { createIncidentCheck } from '../../src/usecases/incident/check.ts';
import type { Entry } from '../../src/usecases/ports.ts';
import { LiveWorld } from '../../src/usecases/world.ts';
import { openStaffedScene, type Scene, said } from '../support/bot.ts';
import { submitted } from '../support/deliverables.ts';
import type { DurableEngine } from '../support/store-engines.ts';
import { durableEnginesFor } from '../support/store-suites.ts';

const NUMBER = 'INC-2026-0001';
const FACTS = 'La plateforme renvoie une erreur à chaque recherche.';

/** What one byte of a column becomes, in SQL that both engines read. */
const CHANGES: readonly (readonly [what: string, column: string, sql: string])[] = [
  ['a letter of the facts', 'data', "replace(data, 'plateforme', 'platefornes')"],
  ['the day of the finding', 'data', "replace(data, '2026-03-12', '2026-03-11')"],
  ['a quote, so that the data are no JSON any more', 'data', "replace(data, 'facts\":', 'facts :')"],
  ['the instant of the record', 'recorded_at', "replace(recorded_at, '09:42', '09:41')"],
  ['who wrote it', 'actor', "actor || 'x'"],
  ['its own hash', 'hash', "CASE WHEN hash LIKE '0%' THEN '1' ELSE '0' END || substr(hash, 2)"],
  [
    'the hash of the entry before',
    'previous_hash',
    "CASE WHEN previous_hash LIKE '0%' THEN '1' ELSE '0' END || substr(previous_hash, 2)",
  ],
];

describe.each(durableEnginesFor('incident'))(
  'one byte of a report changed in the database, on %s (art. 3)',
  (_name, makeEngine) => {
    let engine: DurableEngine;
    let scene: Scene;
    let entry: Entry;

    beforeAll(async () => {
      engine = await makeEngine();
    });
    beforeEach(async () => {
      await engine.reset();
      scene = await openStaffedScene({ store: engine.open() });
      const values = {
        nature: 'dysfonctionnement',
        faits: FACTS,
        'constate-le': '2026-03-12',
        consequence: 'aucune',
      };
      expect(said(await submitted(scene, 'referent', 'incident', values))).toContain(NUMBER);
      const found = (await scene.journal()).find(({ type }) => type === 'incident-reported');
      if (found === undefined) throw new TypeError('nothing was recorded');
      entry = found;
    });
    afterAll(async () => {
      await engine.dispose();
    });

    function change(column: string, sql: string, version = entry.version): Promise<void> {
      return engine.execute(
        `UPDATE journal SET ${column} = ${sql} WHERE stream = '${entry.stream}' AND version = ${version}`,
      );
    }

    function check(world = scene.world) {
      const { store } = scene;
      return createIncidentCheck({ world, store }, verifierOf(store).verifyEntry)(NUMBER, entry.hash);
    }

    it('untouched, it holds: for who may read it, and for whoever has the receipt', async () => {
      expect(said(await scene.say('referent', `verifier ${NUMBER}`))).toContain(
        `L'enregistrement du 12/03/2026 à 10 h 42 est intact : ${entry.version} entrées vérifiées.`,
      );
      expect(await check()).toEqual({ at: entry.recordedAt, holds: true });
    });

    it.each(CHANGES)('%s: found, and named by its entry', async (_what, column, sql) => {
      await change(column, sql);
      const text = said(await scene.say('referent', `verifier ${NUMBER}`));
      expect(text).toContain("L'enregistrement ne concorde plus.");
      expect(text).toContain(`- ${entry.stream}, entrée ${entry.version} : `);
      expect(await check()).toEqual({ at: entry.recordedAt, holds: false });
    });

    it('found after a restart too, with the hash that the receipt has', async () => {
      await change('data', "replace(data, 'plateforme', 'platefornes')");
      expect(await check(new LiveWorld(scene.store))).toEqual({ at: entry.recordedAt, holds: false });
    });

    it('in an entry before it: that one is named; in one after it: the report holds', async () => {
      await submitted(scene, 'referent', 'incident completer', {
        incident: NUMBER,
        complement: 'Depuis hier.',
      });
      await change('data', "replace(data, 'Depuis', 'Dehuis')", entry.version + 1);
      expect(await check()).toMatchObject({ holds: true });
      await change('actor', "actor || 'x'", 1);
      expect(await check()).toMatchObject({ holds: false });
      expect(said(await scene.say('coordinator', `verifier ${NUMBER}`))).toContain(
        `- ${entry.stream}, entrée 1 : contenu modifié`,
      );
    });

    it('taken out with its whole entry: named as missing', async () => {
      await engine.execute(
        `DELETE FROM journal WHERE stream = '${entry.stream}' AND version = ${entry.version}`,
      );
      expect(said(await scene.say('referent', `verifier ${NUMBER}`))).toContain(
        `${entry.stream}, entrée ${entry.version} : entrée absente`,
      );
    });
  },
);
