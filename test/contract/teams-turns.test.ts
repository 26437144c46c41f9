import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IN_PROGRESS } from '../../cards/teams.ts';
import { TEAMS_LIMITS } from '../../src/platform/teams/options.ts';
import { openMemory } from '../../src/store/memory.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { actionsOf } from '../e2e/clients/teams.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import { openScene, type Scene } from '../support/bot.ts';
import { identities } from '../support/personas.ts';
import { at, camille, type Rehearsal, rehearse, tenantId } from './drivers/rehearsal.ts';

/** Soon, on a machine that has other work too; the bare SDKs leave such things for 3 and 10 s. */
const SOON_MS = 2_500;

const ADD = 'commune ajouter Nanterre';

let standIn: TeamsStandIn;
let scene: Scene;
let rehearsal: Rehearsal;
/** Asked before each method of the records. */
let obstacle: () => Promise<void>;

/** The real bot, whom a coordinator talks to over Teams. */
async function open(limits: Partial<typeof TEAMS_LIMITS> = {}): Promise<void> {
  scene = await openScene({ store: obstructed(openMemory()) });
  rehearsal = await rehearse(standIn, { bot: scene.bot, limits });
}

beforeEach(async () => {
  obstacle = async () => undefined;
  standIn = await startTeamsStandIn();
  standIn.roster.set(camille.id, {
    id: camille.id,
    aadObjectId: camille.objectId,
    name: camille.name,
    email: identities.coordinator.email,
    tenantId,
  });
  await open();
});

afterEach(async () => {
  await rehearsal.stop();
  await standIn.close();
});

/** The words of the n-th message or update, from 1. */
async function said(n: number): Promise<string> {
  return JSON.stringify((await standIn.spoken(n))[n - 1]?.body);
}

async function additions(): Promise<number> {
  return (await scene.journal()).filter(({ type }) => type === 'beneficiary-added').length;
}

describe('the same activity delivered again', () => {
  it('typed: gets the first answer again, and nothing is stored twice', async () => {
    await rehearsal.client.say(ADD, { id: 'activity-1' });
    const journal = await scene.journal();
    await rehearsal.client.say(ADD, { id: 'activity-1' });
    expect(await said(2)).toBe(await said(1));
    expect(await scene.journal()).toEqual(journal);
    expect(await additions()).toBe(1);
  });

  it('a form of the conversation: its outcome takes its place again', async () => {
    await rehearsal.client.say('commune ajouter');
    const form = at((await standIn.spoken(1))[0]?.body, 'attachments', '0', 'content');
    expect(actionsOf(form)).not.toEqual([]);
    const typed = { commune: 'Nanterre' };
    const first = await rehearsal.client.submit(form, typed, { id: 'press-1', replyToId: 'message-1' });
    const again = await rehearsal.client.submit(form, typed, { id: 'press-2', replyToId: 'message-1' });
    expect(again.body).toEqual(first.body);
    expect(await additions()).toBe(1);
  });
});

describe('records that fail', () => {
  it('are told to the person: nothing was recorded; and to the log, without their words', async () => {
    obstacle = async () => {
      throw new StoreError('connect ECONNREFUSED 10.0.0.7:5432');
    };
    expect((await rehearsal.client.say(ADD)).status).toBe(200);
    expect(await said(1)).toContain("Rien n'a été enregistré.");
    expect(await said(1)).not.toContain('ECONNREFUSED');
    expect(scene.logged.map(({ event }) => event)).toContain('command-failed');
    obstacle = async () => undefined;
    await rehearsal.client.say(ADD);
    expect(await additions()).toBe(1);
  });

  it('that are slow: Teams is answered in time, the outcome follows by itself', async () => {
    await rehearsal.stop();
    await open({ answerMs: 300 });
    await rehearsal.client.say('commune ajouter');
    const form = at((await standIn.spoken(1))[0]?.body, 'attachments', '0', 'content');
    const { promise, resolve } = Promise.withResolvers<void>();
    obstacle = () => promise;
    const pressed = { replyToId: 'message-1' };
    const answered = await rehearsal.client.submit(form, { commune: 'Nanterre' }, pressed);
    expect(at(answered.body, 'value')).toBe(IN_PROGRESS);
    expect(rehearsal.logged.map(({ event }) => event)).toContain('teams.slow');
    resolve();
    expect((await standIn.spoken(2))[1]).toMatchObject({ part: 'update', messageId: 'message-1' });
    expect(await additions()).toBe(1);
  });
});

describe('a Bot Connector that fails while somebody waits', () => {
  it('what was recorded stays, and the delivery that follows brings the answer', async () => {
    standIn.fail('send', { status: 500 }, 3);
    expect((await rehearsal.client.say(ADD, { id: 'activity-1' })).status).toBe(502);
    expect(rehearsal.logged.map(({ event }) => event)).toContain('teams.reply-lost');
    expect(await additions()).toBe(1);
    expect((await rehearsal.client.say(ADD, { id: 'activity-1' })).status).toBe(200);
    expect(await said(1)).toContain('Nanterre');
    expect(await additions()).toBe(1);
  });

  it('that hangs: Teams is answered in time', async () => {
    await rehearsal.stop();
    await open({ answerMs: 300, callMs: 600 });
    standIn.fail('send', 'hang', 3);
    const began = performance.now();
    expect((await rehearsal.client.say(ADD)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    await rehearsal.teams.stop();
    expect(rehearsal.logged.map(({ event }) => event)).toContain('teams.late-failed');
    expect(await additions()).toBe(1);
  });

  it('that hangs at an installation: Teams is answered in time', async () => {
    await rehearsal.stop();
    await open({ answerMs: 200, callMs: 400 });
    standIn.fail('member', 'hang');
    const began = performance.now();
    expect((await rehearsal.client.install()).map(({ status }) => status)).toEqual([200, 200]);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
  });
});

describe('the limits', () => {
  it('keys and answer together stay under the 10 s of Teams', () => {
    expect(TEAMS_LIMITS.keysMs + TEAMS_LIMITS.answerMs).toBeLessThan(10_000);
  });
});

/** The same store behind the obstacle of the moment. */
function obstructed(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name === 'journal' || name === 'messages') return member.bind(target);
      return async (...given: readonly unknown[]) => {
        await obstacle();
        return Reflect.apply(member, target, given);
      };
    },
  });
}
