import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a server took it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  /** Header lines, unfolded. */
  readonly headers: string;
  readonly source: string;
}

/** A real SMTP server on loopback; `onRcptTo` and the like make it refuse or hang. */
export async function openSmtp(options: SMTPServerOptions = {}) {
  const received: ReceivedMail[] = [];
  const seen = { connections: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => {
      seen.connections += 1;
      done();
    },
    onData: (stream, session, done) => {
      text(stream).then((source) => {
        const [headers = ''] = source.split('\r\n\r\n');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, headers: headers.replaceAll(/\r\n[ \t]+/gu, ' '), source });
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${port}`, received, seen, close };
}
