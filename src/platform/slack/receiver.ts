import {
  type App,
  ErrorCode,
  type Logger,
  type Receiver,
  type ReceiverEvent,
  ReceiverMultipleAckError,
} from '@slack/bolt';
import { bodyLimitBytes, createVerify, type Headers, readHeaders, refusalOf, type Verify } from './guard.ts';

/** A request, and how it is answered: what the HTTP server hands over. */
export interface Visit {
  readonly headers: Headers;
  readonly isAnswered: boolean;
  /** The body; null when it is longer than `mostBytes`. Rejects when it breaks off. */
  text(mostBytes: number): Promise<string | null>;
  /** Answers once; a second answer is passed over. */
  answer(status: number, headers: Readonly<Record<string, string>>, body: string): void;
  json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): void;
}

export interface ReceiverParts {
  readonly signingSecret: string;
  /** Bolt's: it is told what Bolt's own receivers tell it. */
  readonly logger: Logger;
  /** The status that refuses what failed on its way through Bolt. */
  readonly statusOf: (error: unknown) => number;
}

/** Slack gives up after three seconds: what nobody has acknowledged by then is answered with nothing, in milliseconds. */
const unansweredMs = 3_001;

/**
 * Bolt's receiver for the server that Jalon has. Those of Bolt take timestamps of the future, let the sender choose where
 * the signed text is cut, and come with a server or an Express of their own. Nothing is parsed before its signature is
 * found right; each refusal is said in JSON.
 */
export class SlackReceiver implements Receiver {
  readonly #verify: Verify;
  readonly #parts: ReceiverParts;
  #app: App | null = null;

  constructor(parts: ReceiverParts) {
    this.#parts = parts;
    this.#verify = createVerify(parts.signingSecret);
  }

  init(app: App): void {
    this.#app = app;
  }

  /** The server is its owner's to start and to stop. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** Answers one request, from its headers to its acknowledgement. */
  async hear(visit: Visit): Promise<void> {
    const read = await this.#read(visit);
    if (typeof read === 'number') return refuseVisit(visit, read);
    const { body, signature } = read;
    if (body['ssl_check']) return visit.answer(200, {}, '');
    if (body['type'] === 'url_verification') return visit.json(200, { challenge: body['challenge'] });
    const acknowledgement = acknowledge(visit);
    try {
      await this.#app?.processEvent({
        body,
        ack: acknowledgement.ack,
        ...retryOf(visit.headers),
        customProperties: { signature },
      });
    } catch (error) {
      const status = this.#parts.statusOf(error);
      if (!visit.isAnswered) refuseVisit(visit, status);
    } finally {
      acknowledgement.end();
    }
  }

  /** The body that Slack signed, or the status that refuses whatever else it is. */
  async #read(
    visit: Visit,
  ): Promise<{ readonly body: ReceiverEvent['body']; readonly signature: string } | number> {
    const { logger } = this.#parts;
    const signed = readHeaders(visit.headers);
    if (typeof signed === 'number') return signed;
    const text = await visit.text(bodyLimitBytes).catch(() => undefined);
    if (text === undefined) {
      logger.warn('Failed to read request body');
      return 400;
    }
    if (text === null) {
      logger.warn('Request body exceeded the maximum allowed size');
      return 413;
    }
    if (!this.#verify(signed, text)) {
      logger.warn(`Request verification failed (code: ${ErrorCode.ReceiverAuthenticityError})`);
      return 401;
    }
    try {
      return { body: bodyOf(text, signed.isForm), signature: signed.signature };
    } catch {
      logger.warn('Parsing request body failed');
      return 400;
    }
  }
}

/** Bolt's `ack`, which answers, and throws when it is called again. */
function acknowledge(visit: Visit): { readonly ack: ReceiverEvent['ack']; end(): void } {
  let isAcknowledged = false;
  const net = setTimeout(() => visit.answer(200, {}, ''), unansweredMs);
  return {
    ack: async (said?: unknown) => {
      if (isAcknowledged) throw new ReceiverMultipleAckError();
      isAcknowledged = true;
      clearTimeout(net);
      if (typeof said === 'object' && said !== null)
        visit.answer(200, { 'Content-Type': 'application/json' }, JSON.stringify(said));
      else visit.answer(200, {}, typeof said === 'string' ? said : '');
    },
    end: () => clearTimeout(net),
  };
}

/** How often Slack has sent it before, and why it does so again. */
function retryOf(headers: Headers): Pick<ReceiverEvent, 'retryNum' | 'retryReason'> {
  const { 'x-slack-retry-num': times, 'x-slack-retry-reason': reason } = headers;
  return {
    ...(typeof times === 'string' ? { retryNum: Number.parseInt(times, 10) } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}

/** What is JSON, or is a form that holds JSON or fields; throws `SyntaxError`. A field given twice is no text any more. */
function bodyOf(text: string, isForm: boolean): ReceiverEvent['body'] {
  if (!isForm) return JSON.parse(text) ?? {};
  const fields: ReceiverEvent['body'] = Object.create(null);
  for (const [name, value] of new URLSearchParams(text))
    fields[name] = name in fields ? [fields[name], value] : value;
  const { payload } = fields;
  return typeof payload === 'string' ? (JSON.parse(payload) ?? {}) : fields;
}

function refuseVisit(visit: Visit, status: number): void {
  visit.json(status, refusalOf(status), { Connection: 'close' });
}
