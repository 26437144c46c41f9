import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail as its reader's program shows it. */
export interface StandInMail {
  readonly to: string;
  /** As it was sent. */
  readonly source: string;
  /** Unfolded, one a line. */
  readonly headers: string;
  readonly text: string;
  readonly html: string;
  /** What it tells a calendar, as it was written; empty for most. */
  readonly calendar: string;
}

export interface SmtpStandIn {
  readonly url: string;
  readonly port: number;
  readonly mails: readonly StandInMail[];
  close(): Promise<void>;
}

/** A real SMTP server on loopback that takes every mail; `port` 0 lets the system choose one. */
export async function startSmtpStandIn(port = 0): Promise<SmtpStandIn> {
  const mails: StandInMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      text(stream).then((source) => {
        for (const { address } of session.envelope.rcptTo) mails.push(readMail(address, source));
        done();
      }, done);
    },
  });
  // A client that is killed in the middle of a mail is no fault of the server's.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${listening}`,
    port: listening,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(to: string, source: string): StandInMail {
  const [head, body] = halves(source);
  // A file that goes with a mail stands beside its words, which then are parts of a part.
  const boundaries = [...source.matchAll(/boundary="([^"]+)"/gu)].map(([, boundary = '']) => boundary);
  const parts = boundaries
    .reduce((pieces, boundary) => pieces.flatMap((piece) => piece.split(`--${boundary}`)), [body])
    .map((part) => halves(part.replace(/^\r\n/u, '')));
  const partOf = (type: string) => {
    const [headers, content] = parts.find(([found]) => found.includes(type)) ?? ['', ''];
    return decoded(headers, content);
  };
  const calendar = partOf('text/calendar');
  return { to, source, headers: head, text: partOf('text/plain'), html: partOf('text/html'), calendar };
}

function halves(source: string): readonly [string, string] {
  const at = source.indexOf('\r\n\r\n');
  return [source.slice(0, at).replaceAll(/\r\n[ \t]+/gu, ' '), source.slice(at + 4)];
}

function decoded(headers: string, content: string): string {
  if (/Transfer-Encoding: base64/iu.test(headers)) return Buffer.from(content, 'base64').toString('utf8');
  if (!/Transfer-Encoding: quoted-printable/iu.test(headers)) return content;
  const bytes = content
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
