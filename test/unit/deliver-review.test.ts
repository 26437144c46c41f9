import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { MessageDraft } from '../../src/usecases/ports.ts';
import { fates, person, scriptedMessenger, TRACK } from '../support/clockwork.ts';
import { type Crowd, crowd } from '../support/crowd.ts';
import { CHOISY } from '../support/track.ts';

const sent: TrackEvent = {
  type: 'review-sent',
  data: {
    number: 'BIL-2026-0001',
    commune: CHOISY,
    questions: ['Quels usages\u202f?'],
    answers: { 1: 'Des courriers.' },
    byId: 'amina',
  },
};
const KEYS = ['review-receipt:BIL-2026-0001@amina', 'review-told:BIL-2026-0001@camille'];

function draft(key: string): MessageDraft {
  const [topic = '', to = ''] = key.split(/:BIL-2026-0001@/u);
  const data = { track: TRACK, commune: CHOISY };
  return { key, to, topic, data, group: null, notBeforeAt: '2026-01-01T00:00:00Z' };
}

async function told(scene: Crowd): Promise<Readonly<Record<string, string>>> {
  await scene.record([sent], KEYS.map(draft));
  await scene.deliver();
  const all = Object.entries(await fates(scene)).filter(([key]) => KEYS.includes(key));
  return Object.fromEntries(all);
}

const [receipt = '', notice = ''] = KEYS;

describe('a review that was sent (règlement, art. 8)', () => {
  it('its receipt goes by mail alone, what the others are told by the chat', async () => {
    const slack = scriptedMessenger('slack');
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [slack, mail]);
    expect(await told(scene)).toEqual({ [receipt]: 'sent', [notice]: 'sent' });
    expect(mail.sent.map(({ key }) => key)).toContain(receipt);
    expect(slack.sent.map(({ key }) => key)).toContain(notice);
    expect(slack.sent.map(({ key }) => key)).not.toContain(receipt);
    expect(mail.sent.map(({ key }) => key)).not.toContain(notice);
  });

  it('its receipt is not waited for where no mail is sent', async () => {
    const scene = await crowd(['amina', 'camille'], [scriptedMessenger('slack')]);
    expect(await told(scene)).toEqual({ [receipt]: 'dropped no-mail', [notice]: 'sent' });
  });

  it('nor by somebody who has no e-mail: the chat has shown it', async () => {
    const mail = scriptedMessenger('mail');
    const scene = await crowd(['amina', 'camille'], [scriptedMessenger('slack'), mail]);
    await scene.save({ ...person('amina', 'slack'), email: null });
    expect(await told(scene)).toEqual({ [receipt]: 'dropped no-email', [notice]: 'sent' });
  });
});
