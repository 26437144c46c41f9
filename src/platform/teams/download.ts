import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Room } from '../../usecases/attachments/room.ts';
import { bytesWithin, type Fetched, faultOfAnswer } from '../../usecases/attachments/sent.ts';

export interface Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly room: Room;
  /** Ends it, wherever it is. */
  readonly signal: AbortSignal;
}

/**
 * Reads a file, without redirections: the caller has admitted the address. Never throws. What a link leads to that is none
 * to the file itself, or no longer, is a page.
 */
export async function download(url: URL, { headers, room, signal }: Download): Promise<Fetched> {
  try {
    const response = await open(url, headers, signal);
    const { statusCode: status, headers: told } = response;
    const [type, length] = [told['content-type'], told['content-length']];
    const fault = faultOfAnswer({ status, type, length }, room.mostBytes);
    if (fault === null) return await bytesWithin(response, room);
    response.destroy();
    return fault;
  } catch {
    return { why: signal.aborted ? 'too-slow' : 'broken-off' };
  }
}

function open(url: URL, headers: Download['headers'], signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const ask = url.protocol === 'https:' ? overHttps : overHttp;
  ask(url, { headers, signal }, resolve).on('error', reject).end();
  return promise;
}
