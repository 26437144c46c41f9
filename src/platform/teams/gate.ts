import type { Request as HttpRequest, RequestHandler, Response } from 'express';
import type { Log } from '../../usecases/log.ts';
import { isLoopbackHost } from './action.ts';
import { type Envelope, envelopeOf } from './activity.ts';
import type { Authentication, Claims } from './auth.ts';
import { isRecord } from './json.ts';
import { KeysError } from './keyring.ts';
import type { TeamsCredentials } from './options.ts';

/** A request that deserves an answer. */
interface Admitted {
  readonly envelope: Envelope;
  readonly body: object;
}

/** Why a request is not heard; the word is all that the sender is told. */
interface Refused {
  readonly status: number;
  readonly error: string;
}

export interface GateOptions {
  readonly authentication: Authentication;
  readonly credentials: TeamsCredentials | null;
  readonly local: boolean;
  readonly json: RequestHandler;
  readonly log: Log;
}

export type Gate = (request: HttpRequest, response: Response) => Promise<Admitted | Refused>;

/** Hears a request: its sender first, by its token, then its body. */
export function createGate({ authentication, credentials, local, json, log }: GateOptions): Gate {
  const closed = credentials === null && !local;
  return async (request, response) => {
    if (closed) return { status: 404, error: 'not-found' };
    if (credentials === null && !comesFromThisMachine(request)) return { status: 403, error: 'forbidden' };
    if (request.is('application/json') === false) return { status: 415, error: 'json-expected' };
    const header = request.headers.authorization ?? '';
    if (credentials !== null && header === '') return { status: 401, error: 'unauthorized' };
    let claims: Claims | null;
    try {
      claims = await authentication.verify(credentials === null ? '' : header);
    } catch (error) {
      if (!(error instanceof KeysError)) throw error;
      log.error('teams.keys-failed', { error: error.message });
      return { status: 503, error: 'unavailable' };
    }
    if (claims === null) return { status: 401, error: 'unauthorized' };
    const unread = await readBody(json, request, response);
    if (unread !== null) return unread;
    const body: unknown = request.body;
    const envelope = envelopeOf(body);
    if (!isRecord(body) || envelope === null) return { status: 400, error: 'not-an-activity' };
    if (!authentication.admits(envelope.serviceUrl)) return { status: 403, error: 'service-url' };
    if (credentials === null) return { envelope, body };
    if (envelope.channelId !== 'msteams') return { status: 403, error: 'channel' };
    if (!authentication.covers(claims, envelope.serviceUrl)) return { status: 403, error: 'service-url' };
    if (credentials.tenantId !== '' && envelope.tenantId !== credentials.tenantId)
      return { status: 403, error: 'tenant' };
    return { envelope, body };
  };
}

/** A tunnel or a proxy also speaks from this machine: it is told by the name it was called by, or by what it adds. */
function comesFromThisMachine(request: HttpRequest): boolean {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/u, '');
  const host = `http://${request.headers.host ?? ''}`;
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
  const fromHere = peer === '::1' || isLoopbackHost(peer);
  return fromHere && forwarded === undefined && URL.canParse(host) && isLoopbackHost(new URL(host).hostname);
}

/** Null when the body was read. */
async function readBody(
  json: RequestHandler,
  request: HttpRequest,
  response: Response,
): Promise<Refused | null> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  await json(request, response, resolve);
  const error = await promise;
  if (error === undefined) return null;
  const status = isRecord(error) || error instanceof Error ? Reflect.get(error, 'status') : undefined;
  if (status === 413) return { status, error: 'too-large' };
  if (status === 415) return { status, error: 'json-expected' };
  return { status: 400, error: 'not-json' };
}
