import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { card, notice, text as paragraph } from '../../cards/blocks.ts';
import { createMailMessenger } from '../../src/platform/mail/messenger.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import type { Account } from '../../src/usecases/ports.ts';

interface Received {
  readonly to: readonly string[];
  readonly source: string;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real SMTP server on loopback; `refusal` is what it answers to every recipient. */
async function startSmtp(refusal: { readonly code: number } | null = null) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      done(
        refusal === null ? undefined : Object.assign(new Error('refused'), { responseCode: refusal.code }),
      );
    },
    onData: (stream, session, done) => {
      text(stream).then((source) => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source });
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${port}`, received };
}

const amina: Account = {
  platform: 'mail',
  id: 'amina.diallo@choisy.example',
  email: 'amina.diallo@choisy.example',
  reference: {},
  seenAt: '2026-05-22T07:00:00Z',
};
const reminder = card('reminder', 'Dans 9 jours : Mise en place', [
  paragraph('Fin prévue dimanche 31/05/2026.\nDernier jour ouvré : vendredi.'),
  notice('warning', 'Cause : <b>panne</b> & « retard »'),
]);

describe('e-mail, for who reads neither Slack nor Teams (art. 4: the référent has a courriel)', () => {
  it('carries the words as text and as HTML, with what people typed left as they typed it', async () => {
    const smtp = await startSmtp();
    const messenger = createMailMessenger({ smtpUrl: smtp.url, from: 'Jalon <jalon@metropole.example>' });
    const { platformId } = await messenger.send(amina, reminder, 'milestone:choisy-le-roi:setup-end:J-7');
    expect(smtp.received).toHaveLength(1);
    const [mail] = smtp.received;
    expect(mail?.to).toEqual(['amina.diallo@choisy.example']);
    expect(mail?.source).toContain(platformId);
    expect(mail?.source).toContain('X-Jalon-Message: milestone:choisy-le-roi:setup-end:J-7');
    expect(mail?.source).toContain('text/plain; charset=utf-8');
    expect(mail?.source).toContain('text/html; charset=utf-8');
    expect(mail?.source).toContain('&lt;b&gt;panne&lt;/b&gt; &amp;');
    expect(mail?.source).not.toContain('<b>panne</b></p>');
  });

  it('a subject stays on one line whatever stands in the title', async () => {
    const smtp = await startSmtp();
    const messenger = createMailMessenger({ smtpUrl: smtp.url, from: 'jalon@metropole.example' });
    await messenger.send(amina, { ...reminder, title: 'Titre\r\nBcc: autre@ailleurs.example' }, 'k');
    expect(smtp.received[0]?.to).toEqual(['amina.diallo@choisy.example']);
    const [headers] = smtp.received[0]?.source.split('\r\n\r\n') ?? [];
    expect(headers).toContain('Subject: Titre Bcc: autre@ailleurs.example');
    expect(headers).not.toMatch(/^Bcc:/mu);
  });

  it.each([
    ['an address that does not exist is not tried again', 550, false],
    ['a mailbox that is full for now is tried again', 452, true],
  ])('%s', async (_, code, retryable) => {
    const smtp = await startSmtp({ code });
    const messenger = createMailMessenger({ smtpUrl: smtp.url, from: 'jalon@metropole.example' });
    const sending = messenger.send(amina, reminder, 'k');
    await expect(sending).rejects.toBeInstanceOf(DeliveryError);
    await expect(sending).rejects.toMatchObject({ retryable });
  });

  it('a server that is away is tried again; mail knows nobody by their address alone', async () => {
    const messenger = createMailMessenger({ smtpUrl: 'smtp://127.0.0.1:1', from: 'jalon@metropole.example' });
    await expect(messenger.send(amina, reminder, 'k')).rejects.toMatchObject({ retryable: true });
    await expect(messenger.findByEmail('amina.diallo@choisy.example')).resolves.toBeNull();
  });
});
