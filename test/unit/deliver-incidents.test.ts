import { describe, expect, it } from '@jest/globals';
import { plainText } from '../../cards/plain-text.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import type { MessageDraft } from '../../src/usecases/ports.ts';
import { fates, type ScriptedMessenger, scriptedMessenger, TRACK } from '../support/clockwork.ts';
import { type Crowd, crowd } from '../support/crowd.ts';
import { plainSpaces } from '../support/french.ts';
import { report } from '../support/incidents.ts';

const NUMBER = 'INC-2026-0001';
const RECEIPT = `incident-receipt:${NUMBER}@amina`;
const LATE = `incident-receipt-late:${NUMBER}@amina`;

function draft(topic: string, to: string): MessageDraft {
  return {
    key: `${topic}:${NUMBER}@${to}`,
    to,
    topic,
    data: { track: TRACK, incident: NUMBER },
    group: null,
    notBeforeAt: '2026-05-22T08:00:00Z',
  };
}

/** Amina has reported; Camille coordinates. */
async function reported(
  messengers: readonly ScriptedMessenger[],
  ...messages: readonly MessageDraft[]
): Promise<Crowd> {
  const scene = await crowd(['amina', 'camille'], messengers);
  await scene.record([{ type: 'incident-reported', data: report() }], messages);
  return scene;
}

const noSmtp = () => new DeliveryError('connect ECONNREFUSED', { retryable: true });

describe('the receipt of a report (art. 3) when the mail server is down', () => {
  it('is kept and tried again; whoever wrote is told once, in the chat, that the report stands', async () => {
    const [slack, mail] = [scriptedMessenger('slack'), scriptedMessenger('mail')];
    mail.script.push(noSmtp(), noSmtp());
    const scene = await reported([slack, mail], draft('incident-receipt', 'amina'));
    await scene.deliver();
    expect(await fates(scene)).toEqual({ [RECEIPT]: 'waiting connect ECONNREFUSED', [LATE]: 'sent' });
    expect(slack.sent.map(({ to, key, card }) => [to, key, plainSpaces(plainText(card))])).toEqual([
      [
        'slack/amina',
        LATE,
        [
          'INC-2026-0001 : courriel retardé',
          "Votre signalement INC-2026-0001 est conservé. L'envoi du courriel a échoué ; de nouveaux essais sont automatiques.",
          'Convention, art. 3.',
        ].join('\n'),
      ],
    ]);
    scene.at('2026-05-22 10:30');
    await scene.deliver();
    scene.at('2026-05-22 11:30');
    await scene.deliver();
    expect(mail.sent.map(({ key }) => key)).toEqual([RECEIPT]);
    expect(slack.sent).toHaveLength(1);
    expect(await fates(scene)).toMatchObject({ [RECEIPT]: expect.stringContaining('sent'), [LATE]: 'sent' });
  });

  it('where nobody chats, nothing is said of it: the receipt itself comes later', async () => {
    const mail = scriptedMessenger('mail');
    mail.script.push(noSmtp());
    const scene = await reported([mail], draft('incident-receipt', 'amina'));
    await scene.deliver();
    expect(await fates(scene)).toEqual({
      [RECEIPT]: 'waiting connect ECONNREFUSED',
      [LATE]: 'dropped no-chat',
    });
    expect(mail.sent).toEqual([]);
  });
});

describe('a report that nobody acknowledges (art. 3)', () => {
  const mailed = draft('incident-raised-by-mail', 'camille');

  it('the first time it is told where the coordinator chats, the second time by mail', async () => {
    const [slack, mail] = [scriptedMessenger('slack'), scriptedMessenger('mail')];
    const scene = await reported([slack, mail], draft('incident-raised', 'camille'), mailed);
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key)).toEqual([`incident-raised:${NUMBER}@camille`]);
    expect(mail.sent.map(({ key }) => key)).toEqual([mailed.key]);
  });

  it('without mail it is told where the coordinator chats once more', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await reported([slack], mailed);
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key)).toEqual([mailed.key]);
  });

  it.each(['2026-05-22 22:30', '2026-05-24 03:00'])(
    'an alert leaves at %s too: it is held for no hour',
    async (at) => {
      const slack = scriptedMessenger('slack');
      const scene = await reported([slack], draft('incident-alert', 'camille'));
      scene.at(at);
      await scene.deliver();
      expect(slack.sent.map(({ to }) => to)).toEqual(['slack/camille']);
    },
  );
});
