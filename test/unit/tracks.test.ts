import { describe, expect, it } from '@jest/globals';
import { actorOf } from '../../src/usecases/actor.ts';
import type { Role } from '../../src/usecases/command.ts';
import { tracksFor } from '../../src/usecases/tracks.ts';
import { contractor, designate, openScene, programme } from '../support/bot.ts';
import { type Persona, visitorOf } from '../support/personas.ts';

const ALL: readonly Role[] = ['referent', 'deputy', 'coordinator', 'contractor'];

describe('the tracks for which a command may be used', () => {
  it.each<[Persona, readonly Role[], readonly string[]]>([
    ['coordinator', ALL, ['ia-1', 'ia-2']],
    ['coordinator', ['referent'], []],
    ['referent', ALL, ['ia-1']],
    ['referent', ['deputy', 'coordinator'], []],
    ['contractor', ALL, ['ia-2']],
    ['contractor', ['referent', 'coordinator'], []],
    ['stranger', ALL, []],
  ])('%s with the roles %j: %j', async (persona, roles, ids) => {
    const scene = await openScene({
      tracks: [
        programme({ id: 'ia-1', title: 'IA – Un', contractor: null }),
        programme({ id: 'ia-2', title: 'IA – Deux', contractor }),
      ],
    });
    await designate(scene, 'ia-1/choisy-le-roi', 'referent', 'referent');
    await scene.world.catchUp();
    const actor = actorOf(scene.world, scene.settings, visitorOf(persona), scene.today);
    expect(tracksFor({ actor, world: scene.world }, roles).map(({ id }) => id)).toEqual(ids);
  });
});
