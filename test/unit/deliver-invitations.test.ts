import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { tick } from '../../src/scheduler/tick.ts';
import { fates, person, scriptedMessenger } from '../support/clockwork.ts';
import { type Crowd, crowd } from '../support/crowd.ts';

/** A comité opérationnel three weeks ahead; Amina is its référente, Camille coordinates. */
const scheduled: Extract<TrackEvent, { type: 'meeting-scheduled' }> = {
  type: 'meeting-scheduled',
  data: {
    meeting: 'CO-01',
    uid: 'b1d1c3a0-0000-4000-8000-000000000001',
    kind: 'comop',
    title: null,
    commune: null,
    step: null,
    series: null,
    on: '2026-06-10',
    from: '10:00',
    durationMinutes: 90,
    place: 'visioconférence',
    guests: [],
    byId: 'camille',
  },
};

async function invited(scene: Crowd): Promise<readonly string[]> {
  await scene.record([scheduled]);
  await tick(scene.parts);
  await scene.deliver();
  return fatesOf(scene);
}

async function fatesOf(scene: Crowd): Promise<readonly string[]> {
  const all = Object.entries(await fates(scene)).map(([key, fate]) => `${key} ${fate}`);
  return all.filter((line) => /^(?:invitation|meeting-told)/u.test(line)).sort();
}

describe('an invitation (art. 6)', () => {
  it('goes by mail with its calendar part though there is a chat, and by the chat without it', async () => {
    const slack = scriptedMessenger('slack');
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [slack, mail]);
    await invited(scene);
    const ofInvitation = (sent: (typeof mail)['sent']) =>
      sent
        .map(({ key }) => key)
        .filter((key) => /^(?:invitation|meeting-told)/u.test(key))
        .sort();
    expect(ofInvitation(mail.sent)).toEqual([
      'invitation:CO-01:REQUEST:0@amina',
      'invitation:CO-01:REQUEST:0@camille',
    ]);
    expect(ofInvitation(slack.sent)).toEqual([
      'meeting-told:CO-01:REQUEST:0@amina',
      'meeting-told:CO-01:REQUEST:0@camille',
    ]);
    expect(mail.sent.find(({ key }) => key.startsWith('invitation'))?.calendar).toMatchObject({
      method: 'REQUEST',
    });
    expect(slack.sent.find(({ key }) => key.startsWith('meeting-told'))?.calendar).toBeUndefined();
  });

  it('comes with the file of the meeting, under a link for that address', async () => {
    const slack = scriptedMessenger('slack');
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [slack, mail]);
    await invited(scene);
    for (const { sent } of [slack, mail]) {
      const card = sent.find(({ key }) => /^(?:invitation|meeting-told).*@amina/u.test(key))?.card;
      const [file] = card?.actions.filter(({ label }) => label === 'Ajouter à mon agenda') ?? [];
      expect(file?.kind === 'link' ? file.url : '').toContain('/fichier/');
    }
  });

  it('is not waited for where there is no mail at all, and the chat card not where there is no chat', async () => {
    const slack = scriptedMessenger('slack');
    expect(await invited(await crowd(['amina', 'camille'], [slack]))).toEqual([
      'invitation:CO-01:REQUEST:0@amina dropped no-mail',
      'invitation:CO-01:REQUEST:0@camille dropped no-mail',
      'meeting-told:CO-01:REQUEST:0@amina sent',
      'meeting-told:CO-01:REQUEST:0@camille sent',
    ]);
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [slack, mail]);
    await scene.record([scheduled]);
    await tick(scene.parts);
    const lostAt = '2026-05-22T08:00:00Z';
    const amina = person('amina', 'slack');
    await scene.save({ ...amina, accounts: amina.accounts.map((account) => ({ ...account, lostAt })) });
    await scene.deliver();
    expect(await fatesOf(scene)).toContain('meeting-told:CO-01:REQUEST:0@amina dropped no-chat');
  });
});

describe('one hour before a meeting (art. 6)', () => {
  it('is told then, though it is in the quiet hours; not to somebody who paused', async () => {
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [mail]);
    await scene.record([{ type: 'meeting-scheduled', data: { ...scheduled.data, from: '08:00' } }]);
    await tick(scene.parts);
    const amina = person('amina');
    const preferences = { ...amina.preferences, pausedUntilOn: '2026-07-01' };
    await scene.save({ ...person('camille'), preferences });
    scene.at('2026-06-10 07:00');
    await tick(scene.parts);
    await scene.deliver();
    const soon = Object.entries(await fates(scene)).filter(([key]) => key.startsWith('meeting-soon'));
    expect(soon.sort()).toEqual([
      ['meeting-soon:CO-01:H-1:0@amina', 'sent'],
      ['meeting-soon:CO-01:H-1:0@camille', 'waiting'],
    ]);
  });

  it('waits where the mail alone is lost, and nobody is said to be unreachable who has a chat', async () => {
    const slack = scriptedMessenger('slack');
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [slack, mail]);
    const amina = person('amina', 'slack');
    const lost = {
      platform: 'mail' as const,
      id: 'amina@exemple.fr',
      email: 'amina@exemple.fr',
      reference: {},
      seenAt: '2026-05-20T08:00:00Z',
      lostAt: '2026-05-22T07:00:00Z',
    };
    await scene.save({ ...amina, accounts: [...amina.accounts, lost] });
    const all = await invited(scene);
    expect(all).toContain('invitation:CO-01:REQUEST:0@amina waiting no-channel');
    expect(all).toContain('meeting-told:CO-01:REQUEST:0@amina sent');
    expect(Object.keys(await fates(scene)).filter((key) => key.startsWith('person-unreachable'))).toEqual([]);
  });
});
