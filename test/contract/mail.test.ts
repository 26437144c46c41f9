import { afterEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { card, form, notice, text as paragraph, run } from '../../cards/blocks.ts';
import type { Card } from '../../cards/model.ts';
import { outboxAlarm, peopleUnreachable } from '../../cards/reachability.ts';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { createMailMessenger, type MailMessenger } from '../../src/platform/mail/messenger.ts';
import { renderMail } from '../../src/platform/mail/render.ts';
import type { Account } from '../../src/usecases/ports.ts';
import { testLinks } from '../support/links.ts';
import { openSmtp } from '../support/smtp.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startSmtp(options: SMTPServerOptions = {}) {
  const smtp = await openSmtp(options);
  closers.push(smtp.close);
  return smtp;
}

function refusing(responseCode: number): SMTPServerOptions {
  return { onRcptTo: (_to, _session, done) => done(Object.assign(new Error('refused'), { responseCode })) };
}

const NOW = Temporal.Instant.from('2026-05-22T07:00:00Z');
const links = testLinks(() => NOW);
const calendars = createCalendarWriter({ organizer: null });

function messengerTo(smtpUrl: string, from = 'Jalon <jalon@metropole.example>'): MailMessenger {
  const messenger = createMailMessenger({ smtpUrl, from, links, calendars, files: async () => null });
  closers.push(async () => messenger.close(0));
  return messenger;
}

const amina: Account = {
  platform: 'mail',
  id: 'amina.diallo@choisy.example',
  email: 'amina.diallo@choisy.example',
  reference: {},
  seenAt: '2026-05-22T07:00:00Z',
  lostAt: null,
};
const key = 'milestone:choisy-le-roi:setup-end:J-7';
const reminder = card(
  'reminder',
  'Dans 9 jours : Mise en place',
  [
    paragraph('Fin prévue dimanche 31/05/2026.\nDernier jour ouvré : vendredi.'),
    notice('warning', 'Cause : <b>panne</b> & « retard »'),
  ],
  [
    run("C'est noté", 'rappel noter', { commune: 'choisy-le-roi' }, 'primary'),
    form('Signaler un retard', 'etape retard', { etape: 'setup' }),
    { kind: 'link', label: 'Kit', url: 'https://kit.example/a?b=1&c=2' },
    { kind: 'link', label: 'Piège', url: 'javascript:alert(1)' },
  ],
);

function actsIn(html: string) {
  return [...html.matchAll(/href="https:\/\/jalon\.example\/suite\/([\w-]+)"/gu)].map(
    ([, token = '']) => links.readAct(token)?.act,
  );
}

describe('e-mail, for who reads neither Slack nor Teams (art. 4: the référent has a courriel)', () => {
  it('carries the words as text and as HTML, with what people typed left as they typed it', async () => {
    const smtp = await startSmtp();
    const { platformId } = await messengerTo(smtp.url).send(amina, reminder, { key, isLegal: true });
    expect(smtp.received).toHaveLength(1);
    const [mail] = smtp.received;
    expect(mail?.to).toEqual(['amina.diallo@choisy.example']);
    expect(mail?.headers).toContain(`Message-ID: ${platformId}`);
    expect(mail?.headers).toContain('Auto-Submitted: auto-generated');
    expect(mail?.headers).toContain('Content-Language: fr');
    expect(mail?.source).toContain('text/plain; charset=utf-8');
    expect(mail?.source).toContain('text/html; charset=utf-8');
    const { html, text: words } = renderMail(links, reminder, amina, { isLegal: true });
    expect(html).toContain('Cause : &lt;b&gt;panne&lt;/b&gt; &amp; « retard »');
    expect(words).toContain('Cause : <b>panne</b> & « retard »');
    expect(html).not.toMatch(/<script|<img|src=|@import|url\(/iu);
  });

  it('makes each button a link that asks first, in the HTML as in the text; only web addresses are links', () => {
    const { html, text: words } = renderMail(links, reminder, amina, { isLegal: false });
    expect(actsIn(html)).toEqual([
      { kind: 'look', command: 'rappel noter', values: { commune: 'choisy-le-roi' } },
      { kind: 'form', command: 'etape retard', values: { etape: 'setup' } },
      { kind: 'look', command: 'aide', values: {} },
    ]);
    expect(html).toContain('href="https://kit.example/a?b=1&amp;c=2"');
    expect(html).not.toContain('href="javascript:');
    expect(html).toContain('javascript:alert(1)');
    for (const line of [
      "C'est noté\u00a0: https://jalon.example/suite/",
      'Signaler un retard\u00a0: https://jalon.example/suite/',
      'Tout ce que vous pouvez faire\u00a0: https://jalon.example/suite/',
      'Kit\u00a0: https://kit.example/a?b=1&c=2',
      'Les liens de ce message vous sont personnels et valables 21\u00a0jours\u00a0: ne le transférez pas.',
    ])
      expect(words).toContain(line);
    const [token = ''] = /suite\/([\w-]+)/u.exec(words)?.slice(1) ?? [];
    expect(links.readAct(token)?.holder).toEqual({ platform: 'mail', accountId: amina.id, email: amina.id });
    expect(links.readAct(token)?.untilAt).toEqual(NOW.add({ hours: 21 * 24 }));
  });

  it('draws every kind of block, as text and as HTML', () => {
    const every: Card = card('x', 'Tout', [
      { kind: 'text', weight: 'strong', text: 'Titre' },
      { kind: 'text', weight: 'subtle', text: 'Art. 5.' },
      { kind: 'facts', facts: [{ label: 'Étape', value: 'Audit\nfini' }] },
      { kind: 'list', items: ['un', 'deux'] },
      { kind: 'table', columns: ['Étape', 'Fin'], rows: [['Audit', '28/02/2026']] },
      { kind: 'code', text: 'a  b\n c' },
    ]);
    const { html } = renderMail(links, every, amina, { isLegal: true });
    for (const part of [
      '<h2>Titre</h2>',
      '<p class="subtle">Art. 5.</p>',
      '<th scope="row">Étape</th><td>Audit<br>fini</td>',
      '<li>un</li><li>deux</li>',
      '<th scope="col">Fin</th>',
      '<td>28/02/2026</td>',
      'tabindex="0">a  b\n c</pre>',
    ])
      expect(html).toContain(part);
    expect(html).not.toContain('class="acts"');
  });

  it('a reminder can be stopped in one click (RFC 8058); what is legal says why it cannot', async () => {
    const smtp = await startSmtp();
    const messenger = messengerTo(smtp.url);
    await messenger.send(amina, reminder, { key: 'a', isLegal: false });
    await messenger.send(amina, reminder, { key: 'b', isLegal: true });
    const [mine, legal] = smtp.received;
    const [, token = ''] =
      /^List-Unsubscribe: <https:\/\/jalon\.example\/suite\/([\w-]+)\?pause>$/mu.exec(mine?.headers ?? '') ??
      [];
    expect(links.readAct(token)?.act).toEqual({ kind: 'form', command: 'preferences', values: {} });
    expect(mine?.headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(legal?.headers).not.toContain('List-Unsubscribe');
    const words = renderMail(links, reminder, amina, { isLegal: true }).text;
    expect(words).toContain(
      'que la convention prévoit ou que vous avez demandées\u00a0: il vous est adressé même',
    );
    expect(words).not.toContain('?pause');
    expect(renderMail(links, reminder, amina, { isLegal: false }).html).toContain('Suspendre mes rappels');
  });

  it.each([
    outboxAlarm({ at: NOW.toString(), waiting: 3, failed: 1, stuck: 0, lateSince: null, silentSince: null }),
    peopleUnreachable([]),
  ])('an alarm to the coordination does not pass for what the convention asks: $name', (alarm) => {
    const { text: words, html } = renderMail(links, alarm, amina, { isLegal: true });
    for (const said of [words, html]) {
      expect(said).toContain('à la bonne marche du programme, dont vous assurez la coordination\u00a0:');
      expect(said).not.toContain('convention');
    }
  });

  it('bears the same Message-ID when it is sent again after a crash, and another for another message', async () => {
    const smtp = await startSmtp();
    const messenger = messengerTo(smtp.url);
    const first = await messenger.send(amina, reminder, { key, isLegal: true });
    const again = await messengerTo(smtp.url).send(amina, reminder, { key, isLegal: true });
    const other = await messenger.send(amina, reminder, { key: 'other', isLegal: true });
    expect(first.platformId).toMatch(/^<[0-9a-f]{64}@metropole\.example>$/u);
    expect(again).toEqual(first);
    expect(other.platformId).not.toBe(first.platformId);
    const bare = await messengerTo(smtp.url, 'jalon').send(amina, reminder, { key, isLegal: true });
    expect(bare.platformId).toContain('@jalon.invalid>');
  });

  it('sends several mails over one connection', async () => {
    const smtp = await startSmtp();
    const messenger = messengerTo(smtp.url);
    for (const next of ['a', 'b', 'c']) await messenger.send(amina, reminder, { key: next, isLegal: true });
    expect(smtp.received).toHaveLength(3);
    expect(smtp.seen.connections).toBe(1);
  });

  it('says who writes in a subject of one line, whatever stands in the title', async () => {
    const smtp = await startSmtp();
    const messenger = messengerTo(smtp.url);
    const title = 'Titre\r\nBcc: autre@ailleurs.example\u2028\u0000fin';
    await messenger.send(amina, { ...reminder, title }, { key: 'k', isLegal: true });
    expect(smtp.received[0]?.to).toEqual(['amina.diallo@choisy.example']);
    expect(smtp.received[0]?.headers).toContain('Subject: [Jalon] Titre Bcc: autre@ailleurs.example fin');
    expect(smtp.received[0]?.headers).not.toMatch(/^Bcc:/mu);
  });

  it.each([
    'amina@choisy.example, autre@ailleurs.example',
    'amina@choisy.example\r\nBcc: autre@ailleurs.example',
    '<autre@ailleurs.example>',
    'amina',
    '',
  ])('an address that is more or less than one is refused before anything is sent: %j', async (id) => {
    const smtp = await startSmtp();
    const sending = messengerTo(smtp.url).send({ ...amina, id }, reminder, { key: 'k', isLegal: true });
    await expect(sending).rejects.toMatchObject({ retryable: false, isAddressLost: true });
    expect(smtp.seen.connections).toBe(0);
  });

  it.each([
    ['an address that does not exist is lost, and not tried again', 550, false, true],
    ['a mailbox that is full for now is tried again', 452, true, false],
    ['greylisting is tried again', 450, true, false],
  ])('%s', async (_, code, retryable, isAddressLost) => {
    const smtp = await startSmtp(refusing(code));
    const sending = messengerTo(smtp.url).send(amina, reminder, { key: 'k', isLegal: true });
    await expect(sending).rejects.toMatchObject({ name: 'DeliveryError', retryable, isAddressLost });
  });

  it('a refused recipient does not hold up the next one', async () => {
    const smtp = await startSmtp({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith('lost') ? Object.assign(new Error('no'), { responseCode: 550 }) : undefined),
    });
    const messenger = messengerTo(smtp.url);
    const lost = messenger.send({ ...amina, id: 'lost@choisy.example' }, reminder, {
      key: 'a',
      isLegal: true,
    });
    await expect(lost).rejects.toMatchObject({ isAddressLost: true });
    await messenger.send(amina, reminder, { key: 'b', isLegal: true });
    expect(smtp.received).toHaveLength(1);
  });

  it("a refused login is the operator's to mend, and every mail waits for it", async () => {
    const smtp = await startSmtp({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    const url = smtp.url.replace('smtp://', 'smtp://jalon:wrong@');
    const sending = messengerTo(url).send(amina, reminder, { key: 'k', isLegal: true });
    await expect(sending).rejects.toMatchObject({ retryable: true, isPlatformWide: true });
  });

  it('a server that is away is tried again; mail knows nobody by their address alone', async () => {
    const messenger = messengerTo('smtp://127.0.0.1:1');
    const sending = messenger.send(amina, reminder, { key: 'k', isLegal: true });
    await expect(sending).rejects.toMatchObject({ retryable: true, isPlatformWide: true });
    await expect(messenger.findByEmail('amina.diallo@choisy.example')).resolves.toBeNull();
  });

  it('a stop lets a mail under way end', async () => {
    const { promise: reached, resolve } = Promise.withResolvers<() => void>();
    const smtp = await startSmtp({ onRcptTo: (_to, _session, done) => resolve(() => done()) });
    const messenger = messengerTo(smtp.url);
    const sending = messenger.send(amina, reminder, { key: 'k', isLegal: true });
    const goOn = await reached;
    messenger.close();
    goOn();
    await expect(sending).resolves.toBeDefined();
    expect(smtp.received).toHaveLength(1);
  });

  it('a stop gives up a mail that the server holds up, so that it leaves again after the next start', async () => {
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    const smtp = await startSmtp({ onRcptTo: () => resolve() });
    const messenger = messengerTo(smtp.url);
    const sending = messenger.send(amina, reminder, { key: 'k', isLegal: true });
    const failed = expect(sending).rejects.toMatchObject({ retryable: true });
    await reached;
    messenger.close(0);
    await failed;
    await expect(messenger.send(amina, reminder, { key: 'k', isLegal: true })).rejects.toMatchObject({
      retryable: true,
    });
  });
});
