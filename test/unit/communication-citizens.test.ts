import { afterAll, describe, expect, it } from '@jest/globals';
import type { PublicationDeclared } from '../../src/domain/communication/events.ts';
import { forCitizens, sameAsDeclared } from '../../src/domain/communication/publications.ts';
import { applyCommunicationEvent, noCommunication } from '../../src/domain/communication/state.ts';
import { openStaffedScene, shownFaults } from '../support/bot.ts';
import { declare, POSTER } from '../support/communication-scene.ts';
import { labelsOf } from '../support/deliverables.ts';
import { obligationsOf } from '../support/obligations.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

describe('citizens are informed (convention, art. 3)', () => {
  it('is to be done until one publication is meant for them, and never late', async () => {
    const scene = await openStaffedScene();
    const title = 'Informer les habitants et parties prenantes (art. 3)';
    await declare(scene, { public: 'agents' });
    scene.at('2027-03-01');
    expect((await obligationsOf(scene))['À faire']).toContain(title);
    scene.at('2026-03-12T10:00:00Z');
    await scene.press('coordinator', 'Déclarer une publication');
    await scene.submit('coordinator', { ...POSTER, titre: 'Un', 'parue-le': '2026-03-10' });
    await declare(scene, { titre: 'Deux', 'parue-le': '2026-03-02' });
    expect((await obligationsOf(scene))['Fait']).toContain(
      `${title} : 2 publications, la dernière le 10/03/2026 (PUB-2026-0002)`,
    );
    expect(labelsOf(await scene.say('coordinator', 'obligations choisy-le-roi'))).not.toContain(
      'Déclarer une publication',
    );
    expect((await obligationsOf(scene, 'coordinator', 'nanterre'))['À faire']).toContain(title);
  });

  it('of two on one day the later number stands', () => {
    const state = noCommunication();
    const declared = (publication: string, changes: Partial<PublicationDeclared> = {}) => {
      const data: PublicationDeclared = {
        publication,
        commune: 'nanterre',
        support: 'site',
        title: publication,
        publishedOn: '2026-03-02',
        audience: 'public',
        url: null,
        check: null,
        hasLogotype: null,
        byId: 'zoe',
        ...changes,
      };
      applyCommunicationEvent(state, { type: 'publication-declared', data }, '2026-03-02T09:00:00Z');
      return data;
    };
    expect(forCitizens(state, 'nanterre')).toEqual({ count: 0, number: null, publishedOn: null });
    declared('PUB-2026-0001');
    declared('PUB-2026-0002');
    declared('PUB-2026-0003', { publishedOn: '2026-02-02' });
    expect(forCitizens(state, 'nanterre')).toEqual({
      count: 3,
      number: 'PUB-2026-0002',
      publishedOn: '2026-03-02',
    });
    expect(sameAsDeclared(state, declared('PUB-2026-0004'))?.number).toBe('PUB-2026-0004');
    expect(sameAsDeclared(noCommunication(), declared('PUB-2026-0005'))).toBeNull();
  });
});
