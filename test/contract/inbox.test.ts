import { afterEach, describe, expect, it } from '@jest/globals';
import { type Inbox, openInbox, probeImap } from '../../src/platform/mail/inbox.ts';
import { readReply } from '../../src/platform/mail/reply.ts';
import type { CalendarReply, ReplyOutcome } from '../../src/usecases/committee/replies.ts';
import type { LogFields } from '../../src/usecases/log.ts';
import { type MailboxMail, openImap } from '../support/imap.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const UID = '4d5cfd0c-6f43-4a0e-9d0b-0c6a1f2b3c4d';

/** As Outlook and Google write it, line ends and folded lines included. */
function replyText(status: string, changes: Readonly<Record<string, string>> = {}): string {
  const {
    method = 'REPLY',
    attendee = 'mailto:Amina.Diallo@choisy.example',
    sequence = 'SEQUENCE:1',
  } = changes;
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN',
    'VERSION:2.0',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=${status};CN="Amina\r\n  Diallo":${attendee}`,
    'DTSTAMP:20260701T080000Z',
    'DTSTART;TZID=Europe/Paris:20260715T100000',
    sequence,
    `UID:${UID}`,
    'SUMMARY:Accepté : Comité opérationnel',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

const mail: MailboxMail = {
  from: 'amina.diallo@choisy.example',
  messageId: '<1@choisy.example>',
  at: '2026-07-01T08:00:05Z',
  method: 'REPLY',
  calendar: replyText('ACCEPTED'),
};

async function mailbox(outcome: (reply: CalendarReply) => ReplyOutcome = () => 'recorded', withinMs = 5000) {
  const imap = await openImap();
  closers.push(imap.close);
  const replies: CalendarReply[] = [];
  const logged: [string, LogFields][] = [];
  const keep = (event: string, fields: LogFields) => void logged.push([event, fields]);
  const open = (imapUrl = imap.url): Inbox => {
    const inbox = openInbox({
      imapUrl,
      onReply: async (reply) => {
        const said = outcome(reply);
        replies.push(reply);
        return said;
      },
      log: { info: keep, warn: keep, error: keep },
      everyMs: 3_600_000,
      withinMs,
    });
    closers.push(inbox.stop);
    return inbox;
  };
  return { imap, replies, logged, open };
}

describe('answers of calendars, read from the mailbox', () => {
  it('an answer is read, recorded, and only then its mail is marked as read', async () => {
    const { imap, replies, logged, open } = await mailbox();
    imap.put(mail);
    await open().look();
    expect(replies).toEqual([
      {
        uid: UID,
        sequence: 1,
        attendee: 'amina.diallo@choisy.example',
        status: 'ACCEPTED',
        from: 'amina.diallo@choisy.example',
        receivedAt: Temporal.Instant.from('2026-07-01T08:00:05Z'),
        key: expect.stringMatching(/^mail:reply:[0-9a-f]{64}$/u),
      },
    ]);
    expect(imap.unread()).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('what cannot be recorded now stays unread and is read again, under the same key', async () => {
    let isDown = true;
    const { imap, replies, logged, open } = await mailbox(() => {
      if (isDown) throw new TypeError('down');
      return 'recorded';
    });
    imap.put(mail);
    const inbox = open();
    await inbox.look();
    await inbox.look();
    expect(imap.unread()).toEqual([1]);
    isDown = false;
    await inbox.look();
    expect(imap.unread()).toEqual([]);
    expect(replies).toHaveLength(1);
    expect(logged).toEqual([
      ['inbox-away', { fault: 'TypeError' }],
      ['inbox-back', {}],
    ]);
  });

  it('an answer that changes nothing is logged once, without a name, and left unread', async () => {
    const { imap, replies, logged, open } = await mailbox(() => 'older-date');
    imap.put(mail);
    const inbox = open();
    await inbox.look();
    await inbox.look();
    expect(replies).toHaveLength(1);
    expect(imap.unread()).toEqual([1]);
    expect(logged).toEqual([['reply-ignored', { why: 'older-date' }]]);
  });

  it.each<[string, Partial<MailboxMail>]>([
    ['a mail without a calendar', { calendar: null }],
    ['an invitation of somebody else', { method: 'REQUEST' }],
    ['a huge mail', { size: 50_000_000 }],
    ['a mail of nobody', { from: '' }],
  ])('%s is left as it is: nothing of it is fetched, and it is not asked for again', async (_, changes) => {
    const { imap, replies, open } = await mailbox();
    imap.put({ ...mail, ...changes });
    const inbox = open();
    await inbox.look();
    await inbox.look();
    expect(replies).toEqual([]);
    expect(imap.unread()).toEqual([1]);
    expect(imap.fetched).toHaveLength(1);
    expect(imap.fetched[0]).not.toContain('BODY.PEEK[2]');
  });

  it.each<[string, string]>([
    ['no calendar at all', 'bonjour'],
    ['a calendar that is cut', replyText('ACCEPTED').slice(0, 200)],
    ['an invitation in disguise', replyText('ACCEPTED', { method: 'REQUEST' })],
    ['two addresses', replyText('ACCEPTED', { attendee: 'mailto:a@b.example,c@d.example' })],
    ['an address that is none', replyText('ACCEPTED', { attendee: 'urn:x' })],
    ['a sequence that is none', replyText('ACCEPTED', { sequence: 'SEQUENCE:-4' })],
    ['two attendees', replyText('ACCEPTED', { sequence: 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@y.example' })],
    ['no meeting', replyText('ACCEPTED').replace(/^UID:.*\r\n/mu, '')],
    ['no event', replyText('ACCEPTED').replaceAll('VEVENT', 'VTODO')],
    ['nothing', ''],
    ['an end without a beginning', 'END:VCALENDAR\r\n'],
    ['a method that is a date', replyText('ACCEPTED').replace('METHOD:', 'METHOD;VALUE=DATE-TIME:')],
    ['a sequence that is a duration', replyText('ACCEPTED', { sequence: 'SEQUENCE;VALUE=DURATION:x' })],
    ['a meeting that is an offset', replyText('ACCEPTED').replace('UID:', 'UID;VALUE=UTC-OFFSET:')],
    ['an attendee that is a day', replyText('ACCEPTED').replace('ATTENDEE;', 'ATTENDEE;VALUE=DATE;')],
    ['calendars in a row', replyText('ACCEPTED').repeat(2)],
  ])('junk that calls itself an answer says nothing: %s', async (_, calendar) => {
    const { imap, replies, open } = await mailbox();
    imap.put({ ...mail, calendar });
    imap.put({ ...mail, messageId: null, method: null });
    await open().look();
    expect(readReply(calendar)).toBeNull();
    expect(imap.unread()).toEqual([1]);
    expect(replies).toHaveLength(1);
  });

  it('one mail that the server does not give holds up no other', async () => {
    const { imap, replies, logged, open } = await mailbox();
    imap.put({ ...mail, messageId: '<2@choisy.example>' });
    imap.put(mail);
    imap.state.refusesUid = 2;
    await open().look();
    expect(replies).toHaveLength(1);
    expect(imap.unread()).toEqual([2]);
    expect(logged).toEqual([['reply-ignored', { why: 'unreadable' }]]);
  });

  it('an answer under a signature with pictures is an answer', async () => {
    const { imap, replies, open } = await mailbox();
    imap.put({ ...mail, size: 3_000_000 });
    await open().look();
    expect(replies).toHaveLength(1);
  });

  it('the newest answers come first, however much of what nobody reads lies before them', async () => {
    const { imap, replies, open } = await mailbox();
    for (let rank = 0; rank < 60; rank += 1) imap.put({ ...mail, calendar: null });
    imap.put({ ...mail, messageId: '<1@a.example>', calendar: replyText('DECLINED') });
    imap.put({ ...mail, messageId: '<2@a.example>' });
    await open().look();
    expect(replies.map(({ status }) => status)).toEqual(['ACCEPTED', 'DECLINED']);
  });

  it('an answer without a SEQUENCE is to the first invitation; without a PARTSTAT it says nothing', () => {
    expect(readReply(replyText('DECLINED', { sequence: 'PRIORITY:5' }))).toMatchObject({
      sequence: 0,
      status: 'DECLINED',
    });
    const bare = replyText('X').replace(/PARTSTAT=X;/u, '');
    expect(readReply(bare)).toMatchObject({ status: '' });
  });

  it('a mailbox that falls silent is given up, and looked at again', async () => {
    const { imap, replies, logged, open } = await mailbox(undefined, 900);
    imap.put(mail);
    imap.state.hangsAt = 'UID FETCH';
    const inbox = open();
    await inbox.look();
    expect(logged).toEqual([['inbox-away', { fault: 'DeliveryError' }]]);
    imap.state.hangsAt = null;
    await inbox.look();
    expect(replies).toHaveLength(1);
    expect(logged.at(-1)).toEqual(['inbox-back', {}]);
  });

  it('a mailbox that is away says so once', async () => {
    const { logged, open } = await mailbox();
    const inbox = open('imap://jalon:x@127.0.0.1:1/INBOX');
    await inbox.look();
    await inbox.look();
    expect(logged).toEqual([['inbox-away', { fault: expect.any(String) }]]);
  });

  it('a mailbox that refuses to be searched is not one without mails', async () => {
    const { imap, logged, open } = await mailbox();
    imap.state.refuses = 'UID SEARCH';
    await open().look();
    expect(logged).toEqual([['inbox-away', { fault: 'DeliveryError' }]]);
  });

  it('a stop does not wait for a silent server', async () => {
    const { imap, logged, open } = await mailbox();
    imap.put(mail);
    imap.state.hangsAt = 'UID SEARCH';
    const inbox = open();
    const looking = inbox.look();
    await inbox.stop();
    await looking;
    expect(logged).toEqual([]);
  });

  it('mails that were numbered anew are looked at anew', async () => {
    const { imap, replies, open } = await mailbox(() => 'older-date');
    imap.put(mail);
    const inbox = open();
    await inbox.look();
    imap.state.validity += 1;
    await inbox.look();
    expect(replies).toHaveLength(2);
  });

  it('the doctor opens it, or says that it cannot', async () => {
    const { imap } = await mailbox();
    await expect(probeImap(imap.url)).resolves.toBeUndefined();
    await expect(probeImap(imap.url.replace('p%40ss', 'wrong'))).rejects.toThrow();
    await expect(probeImap(imap.url.replace('INBOX', 'autre'))).rejects.toThrow();
  });
});
