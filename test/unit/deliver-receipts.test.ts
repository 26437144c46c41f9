import { describe, expect, it } from '@jest/globals';
import type { DeliverableEvent } from '../../src/domain/deliverable/events.ts';
import type { MessageDraft } from '../../src/usecases/ports.ts';
import { fates, person, type ScriptedMessenger, scriptedMessenger, TRACK } from '../support/clockwork.ts';
import { type Crowd, crowd } from '../support/crowd.ts';
import { CHOISY } from '../support/track.ts';

const handedOver: DeliverableEvent = {
  type: 'deliverable-handed-over',
  data: {
    deliverable: 'LIV-01',
    title: "Rapport d'audit",
    phase: 'audit',
    communes: null,
    content: { kind: 'link', url: 'https://exemple.fr/rapport' },
    digest: 'ab'.repeat(32),
    handedOverOn: '2026-05-20',
    byId: 'camille',
  },
};
const judged: DeliverableEvent = {
  type: 'deliverable-judged',
  data: {
    number: 'VAL-2026-0001',
    deliverable: 'LIV-01',
    version: 1,
    digest: 'ab'.repeat(32),
    commune: CHOISY,
    verdict: 'validated',
    reserves: [],
    reason: null,
    remark: null,
    byId: 'amina',
  },
};
const KEY = 'validation-receipt:VAL-2026-0001@amina';
const receipt: MessageDraft = {
  key: KEY,
  to: 'amina',
  topic: 'validation-receipt',
  data: { track: TRACK, deliverable: 'LIV-01', commune: CHOISY, act: 'VAL-2026-0001' },
  group: null,
  notBeforeAt: '2026-05-22T08:00:00Z',
};

async function acted(messengers: readonly ScriptedMessenger[]): Promise<Crowd> {
  const scene = await crowd(['amina', 'camille'], messengers);
  await scene.record([handedOver, judged], [receipt]);
  return scene;
}

describe('the receipt of an act (art. 3)', () => {
  it('goes by mail though there is a chat, which has shown it already', async () => {
    const [slack, mail] = [scriptedMessenger('slack'), scriptedMessenger('mail')];
    const scene = await acted([slack, mail]);
    await scene.deliver();
    expect(slack.sent).toEqual([]);
    expect(mail.sent.map(({ key, card }) => [key, card.name])).toEqual([[KEY, 'receipt-mail']]);
    expect(await fates(scene)).toMatchObject({ [KEY]: 'sent' });
  });

  it('is not waited for where no mail is sent', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await acted([slack]);
    await scene.deliver();
    expect(slack.sent).toEqual([]);
    expect(await fates(scene)).toMatchObject({ [KEY]: 'dropped no-mail' });
  });

  it('waits where the mail of who acted is lost, and is never said in a chat', async () => {
    const [slack, mail] = [scriptedMessenger('slack'), scriptedMessenger('mail')];
    const scene = await acted([slack, mail]);
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
    await scene.deliver();
    expect([...slack.sent, ...mail.sent].map(({ key }) => key)).toEqual([]);
    expect(await fates(scene)).toMatchObject({ [KEY]: 'waiting no-channel' });
  });
});
