import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A mail as a mailbox holds it: one text and, beside it, what `calendar` says. */
export interface MailboxMail {
  readonly from: string;
  readonly messageId: string | null;
  /** UTC instant at which the server took it. */
  readonly at: string;
  /** What the server says of its size, in bytes. */
  readonly size?: number;
  /** Parameters of the calendar's type; null for a mail that holds none. */
  readonly method: string | null;
  readonly calendar: string | null;
}

type Stored = MailboxMail & { readonly uid: number; isSeen: boolean };

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const OK = 'completed';

/**
 * A mailbox on loopback that speaks as much of IMAP4rev1 as reading it takes. `hangsAt` lets it fall silent at a command, `refuses` one, `refusesUid` keeps one mail back;
 * `fetched` says what was asked for of each mail.
 */
export async function openImap(password = 'p@ss') {
  const mails: Stored[] = [];
  const fetched: string[] = [];
  const state = {
    hangsAt: null as string | null,
    refuses: null as string | null,
    refusesUid: 0,
    logins: 0,
    validity: 7,
  };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let buffer = '';
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (let end = buffer.indexOf('\r\n'); end !== -1; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        answer(socket, line);
      }
    });
  });

  const answer = (socket: Socket, line: string): unknown => {
    const [, tag = '*', command = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/u.exec(line) ?? [];
    const word = command.toUpperCase();
    if (word === state.hangsAt) return null;
    if (word === state.refuses) return socket.write(`${tag} NO [SERVERBUG] no\r\n`);
    const say = (...lines: readonly string[]) => socket.write(lines.map((one) => `${one}\r\n`).join(''));
    switch (word) {
      case 'CAPABILITY':
        return say('* CAPABILITY IMAP4rev1', `${tag} OK ${OK}`);
      case 'LOGIN':
        state.logins += 1;
        return rest.replaceAll('"', '') === `jalon ${password}`
          ? say(`${tag} OK ${OK}`)
          : say(`${tag} NO [AUTHENTICATIONFAILED] no`);
      case 'LIST':
        return say(
          `* LIST () "/" ${rest.includes('""') && rest.endsWith('""') ? '""' : 'INBOX'}`,
          `${tag} OK ${OK}`,
        );
      case 'SELECT':
        if (!/INBOX/iu.test(rest)) return say(`${tag} NO [NONEXISTENT] no`);
        return say(
          '* FLAGS (\\Seen)',
          `* ${mails.length} EXISTS`,
          '* 0 RECENT',
          `* OK [UIDVALIDITY ${state.validity}] ok`,
          `* OK [UIDNEXT ${mails.length + 1}] ok`,
          `${tag} OK [READ-WRITE] ${OK}`,
        );
      case 'UID SEARCH': {
        const unseen = mails.filter(({ isSeen }) => !isSeen).map(({ uid }) => uid);
        return say(`* SEARCH ${unseen.join(' ')}`.trim(), `${tag} OK ${OK}`);
      }
      case 'UID FETCH': {
        const [, set = '', items = ''] = /^(\S+) (.*)$/u.exec(rest) ?? [];
        const wanted = new Set(set.split(',').map(Number));
        if (set === String(state.refusesUid)) return say(`${tag} NO [SERVERBUG] no`);
        for (const mail of mails.filter(({ uid }) => wanted.has(uid))) {
          fetched.push(`${mail.uid} ${items}`);
          say(`* ${mail.uid} FETCH (UID ${mail.uid} ${itemsOf(mail, items)})`);
        }
        return say(`${tag} OK ${OK}`);
      }
      case 'UID STORE': {
        const mail = mails.find(({ uid }) => uid === Number.parseInt(rest, 10));
        if (mail !== undefined) mail.isSeen = true;
        return say(`${tag} OK ${OK}`);
      }
      case 'LOGOUT':
        say('* BYE', `${tag} OK ${OK}`);
        return socket.end();
      default:
        return say(`${tag} ${word === 'NOOP' ? 'OK' : 'BAD'} ${OK}`);
    }
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://jalon:${encodeURIComponent(password)}@127.0.0.1:${port}/INBOX`,
    mails,
    fetched,
    state,
    put: (mail: MailboxMail) => void mails.push({ ...mail, uid: mails.length + 1, isSeen: false }),
    unread: () => mails.filter(({ isSeen }) => !isSeen).map(({ uid }) => uid),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is asked of a mail, of what it holds: `BODY.PEEK[2]<0.65536>` and the like. */
function itemsOf(mail: MailboxMail, items: string): string {
  const body = Buffer.from(mail.calendar ?? '', 'utf8').toString('base64');
  const answers: string[] = [];
  if (/RFC822\.SIZE/iu.test(items)) answers.push(`RFC822.SIZE ${mail.size ?? 2000}`);
  if (/INTERNALDATE/iu.test(items)) answers.push(`INTERNALDATE "${internalDate(mail.at)}"`);
  if (/ENVELOPE/iu.test(items)) answers.push(`ENVELOPE ${envelopeOf(mail)}`);
  if (/BODYSTRUCTURE/iu.test(items)) answers.push(`BODYSTRUCTURE ${structureOf(mail, body.length)}`);
  const mime = 'Content-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  if (/BODY\.PEEK\[2\.MIME\]/iu.test(items)) answers.push(`BODY[2.MIME] {${mime.length}}\r\n${mime}`);
  const [, start, length] = /BODY\.PEEK\[2\](?:<(\d+)\.(\d+)>)?/iu.exec(items) ?? [];
  if (/BODY\.PEEK\[2\]/iu.test(items)) {
    const from = Number(start ?? 0);
    const part = body.slice(from, from + Number(length ?? body.length));
    answers.push(`BODY[2]${start === undefined ? '' : `<${start}>`} {${part.length}}\r\n${part}`);
  }
  return answers.join(' ');
}

function envelopeOf({ from, messageId }: MailboxMail): string {
  const [user, host] = from.split('@');
  const address = from === '' ? 'NIL' : `(("Amina" NIL "${user}" "${host}"))`;
  const id = messageId === null ? 'NIL' : `"${messageId}"`;
  return `("Wed, 15 Jul 2026 10:00:00 +0200" "Accepted" ${address} ${address} ${address} NIL NIL NIL NIL ${id})`;
}

function structureOf({ calendar, method }: MailboxMail, size: number): string {
  const text = '("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 10 1)';
  if (calendar === null) return `(${text} "MIXED")`;
  const parameters = `("CHARSET" "utf-8"${method === null ? '' : ` "METHOD" "${method}"`})`;
  return `(${text}("TEXT" "CALENDAR" ${parameters} NIL NIL "BASE64" ${size} 10) "ALTERNATIVE")`;
}

function internalDate(at: string): string {
  const { day, month, year, hour, minute, second } = Temporal.Instant.from(at).toZonedDateTimeISO('UTC');
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(day)}-${MONTHS[month - 1]}-${year} ${two(hour)}:${two(minute)}:${two(second)} +0000`;
}
