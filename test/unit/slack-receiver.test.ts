import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { App, type AuthorizeResult, type Context } from '@slack/bolt';
import { SlackReceiver, type Visit } from '../../src/platform/slack/receiver.ts';
import { sdkLogger } from '../../src/platform/slack/sdk-logger.ts';

const SECRET = 'a-signing-secret';
const FORM = 'application/x-www-form-urlencoded';
const COMMAND = 'command=%2Fjalon&text=aide&team_id=T1&user_id=U1&channel_id=C1';

type Ack = (said?: string | { readonly text: string }) => Promise<void>;
type Listener = (heard: { readonly context: Context; readonly ack: Ack }) => Promise<void>;

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bolt's own app on the receiver, with one listener for commands. */
function open(listener: Listener) {
  const lines: string[] = [];
  const keep = (event: string, fields: object) => {
    lines.push(`${event} ${JSON.stringify(fields)}`);
  };
  const logger = sdkLogger({ info: keep, warn: keep, error: keep });
  const receiver = new SlackReceiver({ signingSecret: SECRET, logger, statusOf: () => 500 });
  const app = new App({ receiver, logger, authorize: async (): Promise<AuthorizeResult> => ({}) });
  app.command(/.*/, async ({ context, ack }) => listener({ context, ack }));
  app.error(async (error) => {
    throw error;
  });
  return { lines, hear: (visit: Visit) => receiver.hear(visit) };
}

interface Letter {
  readonly body: string;
  readonly type?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: Visit['text'];
}

function visit({ body, type = FORM, secret = SECRET, headers = {}, text }: Letter) {
  const answers: Answered[] = [];
  const timestamp = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000));
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const made: Visit & { readonly answers: readonly Answered[] } = {
    answers,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac}`,
      ...headers,
    },
    get isAnswered() {
      return answers.length > 0;
    },
    text: text ?? (async () => body),
    answer: (status, own, said) => {
      if (answers.length === 0) answers.push({ status, headers: own, body: said });
    },
    json: (status, value, own = {}) => made.answer(status, own, JSON.stringify(value)),
  };
  return made;
}

const closing = { Connection: 'close' };

describe('the receiver of what Slack sends', () => {
  it('has a signature found right before anything is parsed', async () => {
    const { hear, lines } = open(async ({ ack }) => ack());
    for (const body of ['payload=%7B', 'ssl_check=1', COMMAND]) {
      const forged = visit({ body, secret: 'another' });
      await hear(forged);
      expect(forged.answers).toEqual([{ status: 401, headers: closing, body: '{"error":"unauthorized"}' }]);
    }
    const said = 'Request verification failed (slack_bolt_receiver_authenticity_error)';
    expect(lines).toEqual(Array(3).fill(`slack.sdk ${JSON.stringify({ message: said })}`));
  });

  it('does not read what its headers refuse', async () => {
    const { hear, lines } = open(async ({ ack }) => ack());
    const text = () => Promise.reject(new RangeError('read'));
    const plain = visit({ body: COMMAND, type: 'text/plain', text });
    await hear(plain);
    expect(plain.answers.map(({ status }) => status)).toEqual([415]);
    expect(lines).toEqual([]);
  });

  it('refuses a body that breaks off, is too long or is none, and says which to the log', async () => {
    const { hear, lines } = open(async ({ ack }) => ack());
    const cases = [
      visit({ body: '', text: () => Promise.reject(new RangeError('cut')) }),
      visit({ body: '', text: async () => null }),
      visit({ body: '{', type: 'application/json' }),
    ];
    for (const one of cases) await hear(one);
    expect(cases.map(({ answers }) => answers[0]?.status)).toEqual([400, 413, 400]);
    expect(lines).toEqual([
      'slack.sdk {"message":"Failed to read request body"}',
      'slack.sdk {"message":"Request body exceeded the maximum allowed size"}',
      'slack.sdk {"message":"Parsing request body failed"}',
    ]);
  });

  it('answers the checks of the certificate and of the address', async () => {
    const { hear } = open(async ({ ack }) => ack());
    const certificate = visit({ body: 'ssl_check=1&token=x' });
    const address = visit({
      body: '{"type":"url_verification","challenge":"abc"}',
      type: 'application/json',
    });
    await hear(certificate);
    await hear(address);
    expect(certificate.answers).toEqual([{ status: 200, headers: {}, body: '' }]);
    expect(address.answers).toEqual([{ status: 200, headers: {}, body: '{"challenge":"abc"}' }]);
  });

  it('acknowledges as the listener says: with nothing, words or a message', async () => {
    const said: (string | { readonly text: string } | undefined)[] = [
      undefined,
      'bonjour',
      { text: 'bonjour' },
    ];
    const answered: (Answered | undefined)[] = [];
    for (const one of said) {
      const { hear } = open(async ({ ack }) => ack(one));
      const command = visit({ body: COMMAND });
      await hear(command);
      answered.push(command.answers[0]);
    }
    expect(answered).toEqual([
      { status: 200, headers: {}, body: '' },
      { status: 200, headers: {}, body: 'bonjour' },
      { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"text":"bonjour"}' },
    ]);
  });

  it('tells Bolt how often Slack has sent a request, and why', async () => {
    const heard: Context[] = [];
    const { hear } = open(async ({ context, ack }) => {
      heard.push(context);
      await ack();
    });
    const headers = { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' };
    await hear(visit({ body: COMMAND, headers }));
    await hear(visit({ body: COMMAND }));
    expect(heard.map(({ retryNum, retryReason }) => [retryNum, retryReason])).toEqual([
      [2, 'http_timeout'],
      [undefined, undefined],
    ]);
  });

  it('keeps the first acknowledgement, and lets a second one fail', async () => {
    const { hear } = open(async ({ ack }) => {
      await ack('first');
      await ack('second');
    });
    const command = visit({ body: COMMAND });
    await hear(command);
    expect(command.answers.map(({ status, body }) => [status, body])).toEqual([[200, 'first']]);
  });

  it('refuses what fails on its way through Bolt', async () => {
    const { hear } = open(async () => {
      throw new RangeError('a secret of the inside');
    });
    const command = visit({ body: COMMAND });
    await hear(command);
    expect(command.answers).toEqual([{ status: 500, headers: closing, body: '{"error":"refused"}' }]);
  });
});
