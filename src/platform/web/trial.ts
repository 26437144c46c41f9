import type { Request as HttpRequest, NextFunction, Response } from 'express';
import { MOST_BYTES } from '../../usecases/attachments/kinds.ts';
import type { Messenger } from '../../usecases/messenger.ts';
import { createClockMover } from './clock.ts';
import { createConversation } from './conversation.ts';
import { contentSecurityPolicy, mailSecurityPolicy, refuseIncoming } from './guard.ts';
import { createTrialMailbox } from './mailbox.ts';
import { createTrialMessenger } from './messenger.ts';
import { servePage } from './page.ts';
import {
  parseFileName,
  parseLine,
  parseMove,
  parsePersonaId,
  parsePlace,
  parsePress,
  parseSince,
  property,
} from './payload.ts';
import { trialState } from './state.ts';
import { createThreads } from './threads.ts';
import type { Persona, TrialOptions } from './trial-types.ts';
import { readUpload, type Upload } from './upload.ts';

/** The trial as the composition root holds it. */
export interface Trial {
  /** Writes first to a persona: platform `web`. */
  readonly messenger: Messenger;
  /** Platform `mail`: keeps what SMTP would carry, for the persona whose address it is. */
  readonly mailMessenger: Messenger;
  /** Closes the trial's doors: what comes after gets 503. */
  stop(): void;
}

type Answer = { readonly status: number; readonly body: object };

/**
 * Mounts the trial under `/essai`: one page where a newcomer is whoever they like, on a virtual clock. It answers
 * this machine only (see `refuseIncoming`) and must not be mounted beside Slack or Teams: it vouches for anybody.
 * Threads are kept in memory, 200 messages for each persona; what the bot records is in the journal.
 */
export function createTrial(options: TrialOptions): Trial {
  const { app, json, bot, intake, personas, suggestions, clock, log } = options;
  const boot = crypto.randomUUID().slice(0, 8);
  const threads = createThreads(boot);
  const now = () => clock.now().toString();
  const source = { boot, threads, personas, suggestions, now };
  const { renderCard, renderForm } = options;
  const conversation = createConversation({ bot, intake, threads, boot, now, renderCard, renderForm });
  const { messenger, received } = createTrialMessenger({ personas, threads, now, renderCard });
  const mailbox = createTrialMailbox({ personas, threads, now, renderMail: options.renderMail });
  const mover = createClockMover(clock, () => received() + mailbox.received(), log);
  let stopped = false;

  app.use('/essai', (request: HttpRequest, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'no-store');
    const { method, headers, socket, path } = request;
    const takes = path === '/api/joindre' ? 'file' : 'json';
    const stop = refuseIncoming({ method, peer: socket.remoteAddress, takes, headers });
    if (stop !== null) {
      log.warn('trial.refused', { status: stop.status, why: stop.why });
      response.status(stop.status).json({ error: stop.why });
      return;
    }
    if (stopped) {
      response.status(503).json({ error: 'stopped' });
      return;
    }
    next();
  });

  servePage(app);

  app.get('/essai/api/etat', (request, response) => {
    response.json(trialState(source, parseSince(request.query['depuis'])));
  });

  app.get('/essai/courriel/:persona/:message', (request, response) => {
    const { persona, message } = request.params;
    const mail = threads.find(persona, message)?.mail ?? null;
    response.setHeader('Content-Security-Policy', mailSecurityPolicy);
    if (mail === null) response.status(404).json({ error: 'mail' });
    else response.type('html').send(mail.html);
  });

  post('ouvrir', async (body) =>
    asPersona(body, async (persona) => {
      if (persona.channel === 'chat') await conversation.open(persona);
      return state(body);
    }),
  );

  post('dire', async (body) =>
    asPersona(body, async (persona) => {
      const line = parseLine(body);
      if (line === null) return misuse('text');
      if (persona.channel === 'mail') return misuse('channel');
      await conversation.say(persona, line);
      return state(body);
    }),
  );

  app.post('/essai/api/joindre', async (request: HttpRequest, response: Response) => {
    // The connection outlives a body that is not read to its end: it carries the answer.
    const upload = await readUpload(request.iterator({ destroyOnReturn: false }), MOST_BYTES);
    const { status, body } = upload === null ? misuse('upload') : await join(upload);
    response.status(status).json(body);
  });

  post('agir', async (body) =>
    asPersona(body, async (persona) => {
      const press = parsePress(body);
      if (press === null) return misuse('press');
      return (await conversation.press(persona, press)) === 'gone' ? gone() : state(body);
    }),
  );

  post('fermer', async (body) =>
    asPersona(body, async (persona) => {
      const place = parsePlace(body);
      if (place === null) return misuse('message');
      return conversation.closeForm(persona, place.messageId, place.face) === 'gone' ? gone() : state(body);
    }),
  );

  post('horloge', async (body) => {
    const move = parseMove(body);
    if (move === null) return misuse('move');
    const { quiet } = await mover.move(move);
    const answer = state(body);
    return { ...answer, body: { ...answer.body, quiet } };
  });

  app.use('/essai', (error: unknown, _request: HttpRequest, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const told = statusOf(error);
    if (told < 500) log.warn('trial.refused', { status: told, why: 'request' });
    else log.error('trial.failed', { error: error instanceof Error ? error.name : 'unknown' });
    response.status(told).json({ error: 'failed' });
  });

  function post(path: string, handle: (body: unknown) => Promise<Answer>): void {
    app.post(`/essai/api/${path}`, json, async (request: HttpRequest, response: Response) => {
      const { status, body } = await handle(request.body);
      response.status(status).json(body);
    });
  }

  function join({ said, bytes }: Upload): Promise<Answer> {
    return asPersona(said, async (persona) => {
      const name = parseFileName(said);
      if (name === null) return misuse('name');
      if (persona.channel === 'mail') return misuse('channel');
      await conversation.say(persona, parseLine(said) ?? '', { name, fetch: async () => bytes });
      return state(said);
    });
  }

  async function asPersona(body: unknown, handle: (persona: Persona) => Promise<Answer>): Promise<Answer> {
    const id = parsePersonaId(body);
    const persona = personas.find((candidate) => candidate.id === id);
    return persona === undefined ? { status: 404, body: { error: 'persona' } } : handle(persona);
  }

  function state(body: unknown): Answer {
    return { status: 200, body: trialState(source, parseSince(property(body, 'since'))) };
  }

  return {
    messenger,
    mailMessenger: mailbox.messenger,
    stop() {
      stopped = true;
    },
  };
}

/** What express found wrong with a request (a broken body, a missing file) keeps its 4xx; the rest is our fault. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return 500;
  return error.status >= 400 && error.status < 500 ? error.status : 500;
}

function misuse(field: string): Answer {
  return { status: 400, body: { error: field } };
}

/** The message has left its thread, or already shows the outcome of another press. */
function gone(): Answer {
  return { status: 409, body: { error: 'gone' } };
}
