import { afterEach, describe, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { card, run, text } from '../../cards/blocks.ts';
import type { CalendarInvitation } from '../../src/domain/committee/calendar-entry.ts';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { createMailMessenger } from '../../src/platform/mail/messenger.ts';
import type { Account } from '../../src/usecases/ports.ts';
import { calendarMeetingOf, readCalendar } from '../support/calendars.ts';
import { testLinks } from '../support/links.ts';
import { openSmtp, type ReceivedMail } from '../support/smtp.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const NOW = Temporal.Instant.from('2026-06-12T09:42:00Z');
const amina: Account = {
  platform: 'mail',
  id: 'amina.diallo@choisy.example',
  email: 'amina.diallo@choisy.example',
  reference: {},
  seenAt: NOW.toString(),
  lostAt: null,
};
const said = card(
  'meeting-invitation',
  'Comité opérationnel du mercredi 15 juillet 2026',
  [text('Serez-vous présent(e) ?')],
  [run('Présent(e)', 'presence', { reunion: 'CO-01', reponse: 'present', sequence: '0' }, 'primary')],
);

/** What a person's mail server takes of these, in order. */
async function sent(...calendars: readonly (CalendarInvitation | null)[]): Promise<readonly ReceivedMail[]> {
  const smtp = await openSmtp();
  closers.push(smtp.close);
  const messenger = createMailMessenger({
    smtpUrl: smtp.url,
    from: 'Jalon <jalon@metropole.example>',
    links: testLinks(() => NOW),
    calendars: createCalendarWriter({ organizer: { name: 'Jalon', email: 'jalon@metropole.example' } }),
    files: async () => null,
  });
  closers.push(async () => messenger.close(0));
  for (const [index, calendar] of calendars.entries()) {
    const envelope = { key: `invitation:${index}`, isLegal: true };
    await messenger.send(amina, said, calendar === null ? envelope : { ...envelope, calendar });
  }
  return smtp.received;
}

/** The parts of a mail: type with its parameters, encoding, content as bytes of text. */
function partsOf({ source }: ReceivedMail) {
  const [, boundary = ''] =
    /^Content-Type: multipart\/alternative;\s*boundary="([^"]+)"/mu.exec(source) ?? [];
  return source
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [headers = '', ...body] = part.trim().split('\r\n\r\n');
      const unfolded = headers.replaceAll(/\r\n[ \t]+/gu, ' ');
      const [, type = ''] = /^Content-Type: (.+)$/mu.exec(unfolded) ?? [];
      return { type, headers: unfolded, body: body.join('\r\n\r\n') };
    });
}

/** The calendar of a mail, as mailparser found it. */
function calendarIn({ attachments: [part] }: ParsedMail): { readonly type: string; readonly text: string } {
  if (part === undefined) throw new TypeError('no calendar');
  return { type: part.contentType, text: part.content.toString('utf8') };
}

describe('an invitation by mail (RFC 6047)', () => {
  it('is one more alternative beside the words, and nothing is attached', async () => {
    const [mail] = await sent({ method: 'REQUEST', meeting: calendarMeetingOf() });
    if (mail === undefined) throw new TypeError('no mail');
    expect(partsOf(mail).map(({ type }) => type)).toEqual([
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
      'text/calendar; charset=utf-8; method=REQUEST',
    ]);
    expect(mail.source).not.toMatch(/^Content-Disposition:/mu);
    expect(mail.source).not.toContain('multipart/mixed');
    expect(partsOf(mail)[2]?.headers).toContain('Content-Transfer-Encoding: base64');
  });

  it('says one method, in the type of the part as in the calendar, which answers go to the sender', async () => {
    const meeting = calendarMeetingOf();
    const mails = await sent(
      { method: 'REQUEST', meeting },
      { method: 'REQUEST', meeting: { ...meeting, sequence: 1, startsAt: '2026-07-22T10:00' } },
      { method: 'CANCEL', meeting: { ...meeting, sequence: 2, isCancelled: true } },
    );
    const read = await Promise.all(
      mails.map(async (mail) => {
        const [, , part] = partsOf(mail);
        const parsed = await simpleParser(mail.source);
        expect(parsed.from?.value[0]?.address).toBe('jalon@metropole.example');
        const { type, text: calendar } = calendarIn(parsed);
        expect(type).toBe('text/calendar');
        expect(Buffer.from(part?.body ?? '', 'base64').toString('utf8')).toBe(calendar);
        return { part: part?.type, ...readCalendar(calendar) };
      }),
    );
    expect(read.map(({ part, method }) => [part, method])).toEqual([
      ['text/calendar; charset=utf-8; method=REQUEST', 'REQUEST'],
      ['text/calendar; charset=utf-8; method=REQUEST', 'REQUEST'],
      ['text/calendar; charset=utf-8; method=CANCEL', 'CANCEL'],
    ]);
    const events = read.flatMap(({ events: [event] }) => (event === undefined ? [] : [event]));
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(1);
    expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
    expect(events.every(({ organizer }) => organizer === 'mailto:jalon@metropole.example')).toBe(true);
  });

  it('what people wrote reaches the calendar whole, and nothing else of the mail', async () => {
    const title = 'Réunion « été » ; budget, 1/2\r\nBcc: autre@ailleurs.example';
    const [mail] = await sent({ method: 'REQUEST', meeting: calendarMeetingOf({ title }) });
    if (mail === undefined) throw new TypeError('no mail');
    const parsed = await simpleParser(mail.source);
    const [event] = readCalendar(calendarIn(parsed).text).events;
    expect(event?.summary).toBe('Réunion « été » ; budget, 1/2 Bcc: autre@ailleurs.example');
    expect(parsed.bcc).toBeUndefined();
    expect(mail.to).toEqual([amina.id]);
  });

  it('any other mail carries no calendar', async () => {
    const [mail] = await sent(null);
    expect(mail?.source).not.toContain('text/calendar');
  });
});
