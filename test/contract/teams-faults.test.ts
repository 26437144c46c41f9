import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { card, text } from '../../cards/blocks.ts';
import type { Account } from '../../src/usecases/ports.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import { camille, knowCamille, type Rehearsal, rehearse, tenantId } from './drivers/rehearsal.ts';

const sample = card('reminder', 'Fin dans 7 jours', [text('Dimanche 31/05/2026.')]);
const envelope = { key: 'key-1', isLegal: true };
const conversationId = `personal-${camille.id}`;

let standIn: TeamsStandIn;
let rehearsal: Rehearsal;
let account: Account;

beforeEach(async () => {
  standIn = await startTeamsStandIn();
  knowCamille(standIn);
  rehearsal = await rehearse(standIn, { limits: { callMs: 300 } });
  account = {
    platform: 'teams',
    id: `${tenantId}/${camille.objectId}`,
    email: null,
    reference: {
      channelId: 'msteams',
      serviceUrl: standIn.serviceUrl,
      tenantId,
      bot: { id: '28:jalon' },
      user: { id: camille.id },
      conversation: { id: conversationId },
    },
    seenAt: '2026-03-12T09:42:00Z',
    lostAt: null,
  };
});

afterEach(async () => {
  await rehearsal.stop();
  await standIn.close();
});

const sending = () => rehearsal.teams.messenger.send(account, sample, envelope);
const sends = () => standIn.calls.filter(({ part }) => part === 'send').length;

/** The date of a header, some seconds from now. */
function inSeconds(seconds: number): string {
  const at = Temporal.Now.instant().add({ seconds }).toZonedDateTimeISO('UTC');
  const name = (length: 'weekday' | 'month') => at.toLocaleString('en-US', { [length]: 'short' });
  const two = (part: number) => String(part).padStart(2, '0');
  const time = [at.hour, at.minute, at.second].map(two).join(':');
  return `${name('weekday')}, ${two(at.day)} ${name('month')} ${at.year} ${time} GMT`;
}

const later = { retryable: true, isAddressLost: false, isPlatformWide: false };
const nobody = { retryable: true, isAddressLost: false, isPlatformWide: true };
const lost = { retryable: false, isAddressLost: true, isPlatformWide: false };
const refused = { retryable: false, isAddressLost: false, isPlatformWide: false };

describe('what a refusal means for a message', () => {
  it.each<[string, Parameters<TeamsStandIn['fail']>[1], object]>([
    ['403, the bot was removed', { status: 403, code: 'BotNotInConversationRoster' }, lost],
    ['403, the person blocked the bot', { status: 403, code: 'ConversationBlockedByUser' }, lost],
    ['403, nothing may be written there', { status: 403, code: 'MessageWritesBlocked' }, lost],
    ['403, never installed for this person', { status: 403, code: 'ForbiddenOperationException' }, lost],
    [
      '403, the administrator took the bot away from all',
      { status: 403, code: 'BotDisabledByAdmin' },
      nobody,
    ],
    ['403 for a reason of its own', { status: 403, code: 'InvalidBotApiHost' }, refused],
    ['400', { status: 400, code: 'BadArgument' }, refused],
    ['404 of a message that is gone', { status: 404, code: 'ActivityNotFoundInConversation' }, refused],
    ['413', { status: 413, code: 'MessageSizeTooBig' }, refused],
    ['401', { status: 401, code: 'BotNotRegistered' }, nobody],
    ['412', { status: 412, code: 'PreconditionFailed' }, later],
    ['429 without a delay', { status: 429 }, later],
    ['429 with seconds', { status: 429, retryAfter: '7' }, { ...later, retryAfterMs: 7_000 }],
    [
      '429 with a delay that is none',
      { status: 429, retryAfter: 'soon' },
      { ...later, retryAfterMs: undefined },
    ],
    [
      '429 with a date in the past',
      { status: 429, retryAfter: inSeconds(-60) },
      { ...later, retryAfterMs: 0 },
    ],
    ['500', { status: 500 }, later],
    ['502', { status: 502 }, later],
    ['503', { status: 503, retryAfter: '120' }, { ...nobody, retryAfterMs: 120_000 }],
    ['504', { status: 504 }, later],
    ['silence', 'hang', later],
    ['a cut connection', 'reset', later],
  ])('%s', async (_what, how, meaning) => {
    standIn.fail('send', how);
    await expect(sending()).rejects.toMatchObject({ name: 'DeliveryError', ...meaning });
    expect(sends()).toBe(0);
  });

  it('429 with a date', async () => {
    standIn.fail('send', { status: 429, retryAfter: inSeconds(30) });
    const fault: unknown = await sending().catch((error: unknown) => error);
    expect(fault).toMatchObject(later);
    expect(Reflect.get(Object(fault), 'retryAfterMs')).toBeGreaterThan(20_000);
    expect(Reflect.get(Object(fault), 'retryAfterMs')).toBeLessThanOrEqual(30_000);
  });

  it('a connection cut after the message was taken: it may be sent again, and is not twice by itself', async () => {
    standIn.fail('send', 'accepted-then-reset');
    await expect(sending()).rejects.toMatchObject(later);
    expect(sends()).toBe(1);
  });

  it('no token from the login service: nobody is written to for now', async () => {
    standIn.fail('login', { status: 500 });
    await expect(sending()).rejects.toMatchObject(nobody);
    await expect(sending()).resolves.toBeDefined();
  });

  it('the login service cuts the connection', async () => {
    standIn.fail('login', 'reset');
    await expect(sending()).rejects.toMatchObject(nobody);
  });

  it('names neither the person nor the conversation', async () => {
    standIn.fail('send', { status: 403, code: 'Camille Durand <camille@choisy.fr>' });
    const fault: unknown = await sending().catch((error: unknown) => error);
    expect(String(fault)).toBe('DeliveryError: The Bot Connector answered 403');
  });
});

describe('a conversation that is gone (404)', () => {
  it('is opened anew, once, and kept for the next time', async () => {
    standIn.fail('send', { status: 404, code: 'ConversationNotFound' });
    await expect(sending()).resolves.toEqual({ platformId: expect.stringMatching(/^message-/u) });
    expect(standIn.calls.map(({ part }) => part)).toEqual(['open', 'send']);
    expect(rehearsal.seen).toEqual([
      {
        accountId: account.id,
        reference: expect.objectContaining({ conversation: expect.objectContaining({ id: conversationId }) }),
      },
    ]);
  });

  it('is lost when the new one is gone too', async () => {
    standIn.fail('send', { status: 404, code: 'ConversationNotFound' }, 2);
    await expect(sending()).rejects.toMatchObject(lost);
    expect(standIn.calls.map(({ part }) => part)).toEqual(['open']);
  });

  it('is lost when none may be opened', async () => {
    standIn.fail('send', { status: 404, code: 'ConversationNotFound' });
    standIn.fail('open', { status: 403, code: 'BotNotInConversationRoster' });
    await expect(sending()).rejects.toMatchObject(lost);
  });

  it('is not lost for a 404 that is not of the Bot Connector', async () => {
    standIn.fail('send', { status: 404 }, 2);
    await expect(sending()).rejects.toMatchObject(refused);
  });

  it('is not opened a second time where it has just been opened', async () => {
    const { conversation: _none, ...reference } = account.reference;
    account = { ...account, reference };
    standIn.fail('send', { status: 404, code: 'ConversationNotFound' });
    await expect(sending()).rejects.toMatchObject(lost);
    expect(standIn.calls.map(({ part }) => part)).toEqual(['open']);
  });
});

describe('pace', () => {
  it('is 7 messages a second in a conversation and 25 in all', () => {
    const { perConversationMs, inAllMs } = rehearsal.teams.messenger.pace;
    expect(perConversationMs).toBe(Math.ceil(1000 / 7));
    // A little wider than 40 ms: messages that leave evenly do not all arrive evenly.
    expect(inAllMs).toBeGreaterThanOrEqual(1000 / 25);
    expect(inAllMs).toBeLessThan((1000 / 25) * 1.1);
  });
});
