import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text as bodyOf } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { people } from '../contract/drivers/people.ts';
import { eventually } from '../contract/drivers/shown.ts';
import { type ReadEvent, readCalendar } from '../support/calendars.ts';
import { openImap } from '../support/imap.ts';
import { exportOf } from './main-job.ts';
import { openSite, type Site } from './site.ts';
import { type SmtpStandIn, startSmtpStandIn } from './stand-ins/smtp.ts';

/** A Friday, 11 h 42 in Paris, and the Monday after it. */
const FRIDAY = '2026-06-12T09:42:00Z';
const MONDAY = '2026-06-15T08:00:00Z';

const fatou = { name: 'Fatou Keïta', email: 'fatou.keita@choisy.example' };
const lea = { name: 'Léa Moreau', email: 'lea.moreau@choisy.example' };

let site: Site;
let smtp: SmtpStandIn;
let imap: Awaited<ReturnType<typeof openImap>>;

beforeEach(async () => {
  site = await openSite();
  smtp = await startSmtpStandIn();
  imap = await openImap();
});

afterEach(async () => {
  await site.close();
  await smtp.close();
  await imap.close();
});

/** Opens a link as a browser does when a person clicks on it. */
async function click(url: string): Promise<string> {
  const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' };
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request(url, { headers }, (response) => bodyOf(response).then(resolve, reject))
    .on('error', reject)
    .end();
  return promise;
}

function told(): readonly (ReadEvent & { readonly to: string; readonly method: string | null })[] {
  return smtp.mails.flatMap(({ to, calendar }) => {
    if (calendar === '') return [];
    const { method, events } = readCalendar(calendar);
    return events.map((event) => ({ ...event, to, method }));
  });
}

const toldTo = (email: string) => told().filter(({ to }) => to === email);

it('a committee enters calendars, is answered by a click and by the calendar itself, and follows the référent (art. 4, art. 6)', async () => {
  const settings = {
    ...site.settings.slack,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Jalon <jalon@metropole.example>',
    IMAP_URL: imap.url,
  };
  const file = join(site.folder, 'referents.csv');
  writeFileSync(
    file,
    `collectivite;nom;courriel;telephone\nChoisy-le-Roi;${fatou.name};${fatou.email};01 48 00 00 00\n`,
  );
  expect(await site.run(['import', file], settings, FRIDAY)).toMatchObject({ code: 0 });
  const friday = await site.start(settings, FRIDAY);
  const camille = site.driver('slack', friday).talk(people.camille);
  await camille.say('comite operationnel 15/07/2026 10:00');
  await camille.press('Envoyer les invitations');
  const asked = await eventually('the invitation', () => toldTo(fatou.email)[0]);
  expect(asked).toMatchObject({
    method: 'REQUEST',
    sequence: 0,
    start: '2026-07-15T08:00:00Z',
    organizer: 'mailto:jalon@metropole.example',
  });
  expect(asked.attendees.map(({ address }) => address).sort()).toEqual([
    `mailto:${people.camille.email}`,
    `mailto:${fatou.email}`,
  ]);

  // What the chat is told at its own pace comes before it, and must not come among what the change of référent mails.
  await eventually("the coordinator's own", () => toldTo(people.camille.email)[0]);
  const invitation = smtp.mails.find(({ to, calendar }) => to === fatou.email && calendar !== '');
  const [, yes = ''] = /Présent\(e\)\u00a0: (\S+)/u.exec(invitation?.text ?? '') ?? [];
  expect(await click(yes)).toContain('Votre réponse est enregistrée');
  await friday.end('SIGTERM');

  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `UID:${asked.uid}`,
    'SEQUENCE:0',
    `ATTENDEE;PARTSTAT=DECLINED:mailto:${fatou.email}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const at = '2026-06-15T07:59:00Z';
  imap.put({ from: fatou.email, messageId: '<1@choisy.example>', at, method: 'REPLY', calendar });
  const monday = await site.start(settings, MONDAY);
  await eventually('the answer', () => (imap.unread().length === 0 ? true : undefined));

  const before = told().length;
  const talk = site.driver('slack', monday).talk(people.camille);
  await talk.say('referent changer Choisy-le-Roi');
  await talk.submit({ nom: lea.name, courriel: lea.email, telephone: '01 48 00 00 06' });
  await eventually('both mails', () => (told().length >= before + 2 ? true : undefined));
  await monday.end('SIGTERM');
  const { events, messages } = await exportOf(site, settings);
  expect(messages.filter(({ state }) => state !== 'sent' && state !== 'waiting')).toEqual([]);
  expect(messages.filter(({ key, state }) => key.startsWith('invitation:') && state !== 'sent')).toEqual([]);
  const changed = told().slice(before);
  expect(changed.map(({ to, method }) => [to, method]).sort()).toEqual([
    [fatou.email, 'CANCEL'],
    [lea.email, 'REQUEST'],
  ]);
  expect(new Set(told().map(({ uid }) => uid)).size).toBe(1);
  const [first, last] = toldTo(fatou.email);
  expect(last?.sequence).toBeGreaterThan(first?.sequence ?? 0);
  expect(last?.status).toBe('CANCELLED');
  expect(last?.attendees.map(({ address }) => address)).toEqual([`mailto:${fatou.email}`]);
  const answers = events.filter(({ type }) => type === 'attendance-said');
  expect(answers.map(({ data }) => data)).toMatchObject([{ answer: 'present' }, { answer: 'absent' }]);
  expect(friday.stderr() + monday.stderr()).not.toMatch(/fatou|Keïta|lea\.moreau|p%40ss|\/suite\//iu);
}, 120_000);
