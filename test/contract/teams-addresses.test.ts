import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import { appId, camille, knowCamille, type Rehearsal, rehearse, tenantId } from './drivers/rehearsal.ts';

const accountId = `${tenantId}/${camille.objectId}`;
const channel = { conversation: { id: '19:team@thread.tacv2;messageid=1', conversationType: 'channel' } };

let standIn: TeamsStandIn;
let rehearsal: Rehearsal;
/** The same Bot Connector by another address, as Teams moves a tenant from one region to another. */
let moved: {
  readonly extra: { readonly serviceUrl: string };
  readonly token: { readonly serviceUrl: string };
};

beforeEach(async () => {
  standIn = await startTeamsStandIn();
  knowCamille(standIn);
  rehearsal = await rehearse(standIn);
  const serviceUrl = standIn.serviceUrl.replace('127.0.0.1', 'localhost');
  moved = { extra: { serviceUrl }, token: { serviceUrl } };
});

afterEach(async () => {
  await rehearsal.stop();
  await standIn.close();
});

const references = () => rehearsal.bot.asked.map(({ visitor }) => visitor.reference);

describe('the newest service URL wins', () => {
  it('with a message, also while the profile is cached', async () => {
    await rehearsal.client.say('calendrier');
    await rehearsal.client.say('calendrier', moved);
    expect(standIn.calls.filter(({ part }) => part === 'member')).toHaveLength(1);
    expect(references()).toMatchObject([{ serviceUrl: standIn.serviceUrl }, moved.extra]);
  });

  it('with a button and a form', async () => {
    const data = { command: 'note', values: {} };
    await rehearsal.client.press({ type: 'Action.Execute', verb: 'run', data }, moved);
    await rehearsal.client.invoke('task/fetch', { data: { ...data, verb: 'form' } }, moved);
    expect(references()).toMatchObject([moved.extra, moved.extra]);
  });

  it('with an installation', async () => {
    const activity = rehearsal.client.activity('installationUpdate', {
      extra: { action: 'add', ...moved.extra },
    });
    await rehearsal.client.post(activity, moved);
    expect(rehearsal.bot.welcomed[0]?.reference).toMatchObject(moved.extra);
  });

  it.each<[string, object]>([
    ['conversationUpdate', { membersAdded: [{ id: '29:somebody-else' }] }],
    ['installationUpdate', { action: 'add-upgrade' }],
    ['messageReaction', { reactionsAdded: [{ type: 'like' }] }],
    ['invoke', { name: 'composeExtension/query', value: {} }],
  ])('with a %s that asks nothing', async (type, extra) => {
    const activity = rehearsal.client.activity(type, { extra: { ...extra, ...moved.extra } });
    expect((await rehearsal.client.post(activity, moved)).status).toBe(200);
    expect(rehearsal.seen).toEqual([{ accountId, reference: moved.extra }]);
  });

  it('from a team channel, whose conversation is no place to write to a person', async () => {
    await rehearsal.client.say('<at>Jalon</at> calendrier', { ...channel, ...moved });
    expect(references()).toMatchObject([
      { ...moved.extra, conversation: { id: rehearsal.client.conversationId } },
    ]);
    const added = { extra: { membersAdded: [{ id: '29:other' }], ...moved.extra }, ...channel };
    await rehearsal.client.post(rehearsal.client.activity('conversationUpdate', added), moved);
    expect(rehearsal.seen).toEqual([{ accountId, reference: moved.extra }]);
  });
});

describe('somebody who removes the bot', () => {
  const removal = (type: string, extra: object, more: object = {}) =>
    rehearsal.client.post(rehearsal.client.activity(type, { extra: { ...extra }, ...more }));
  const byBoth = async () => {
    await removal('installationUpdate', { action: 'remove' });
    await removal('conversationUpdate', { membersRemoved: [{ id: `28:${appId}` }] });
  };

  it('is told to the records by either activity', async () => {
    await byBoth();
    expect(rehearsal.left).toEqual([accountId, accountId]);
  });

  it('is welcomed again when they come back, however soon', async () => {
    await rehearsal.client.install();
    await byBoth();
    await rehearsal.client.install();
    expect(rehearsal.bot.welcomed).toHaveLength(2);
  });

  it.each<[string, string, object, object]>([
    ['an update of the application', 'installationUpdate', { action: 'remove-upgrade' }, {}],
    ['a removal from a team', 'installationUpdate', { action: 'remove' }, channel],
    ['the departure of another person', 'conversationUpdate', { membersRemoved: [{ id: '29:other' }] }, {}],
  ])('is not taken for %s', async (_what, type, extra, more) => {
    await removal(type, extra, more);
    expect(rehearsal.left).toEqual([]);
  });
});

describe('who somebody is', () => {
  it('is what the roster says of this id in this conversation, whatever account the activity names', async () => {
    standIn.roster.set('29:mallory', {
      id: '29:mallory',
      aadObjectId: 'mallory',
      email: 'mallory@ailleurs.fr',
    });
    await rehearsal.client.say('calendrier');
    const from = { id: '29:mallory', aadObjectId: camille.objectId, name: camille.name };
    await rehearsal.client.say('calendrier', { extra: { from } });
    expect(rehearsal.bot.asked).toHaveLength(1);
    const logged = rehearsal.logged.filter(({ event }) => event === 'teams.profile-failed');
    expect(logged).toHaveLength(1);
  });
});
