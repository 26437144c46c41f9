import type { Room } from '../../usecases/attachments/room.ts';
import { bytesWithin, type Fetched, faultOfAnswer } from '../../usecases/attachments/sent.ts';
import { isSlackHost } from './response-url.ts';

export interface Download {
  readonly url: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly room: Room;
  /** Ends it, wherever it is. */
  readonly signal: AbortSignal;
}

/** Slack sends from one of its hosts for files to another at most. */
const MOST_STEPS = 3;

/**
 * Whether an address is one of Slack's own for files, or of the API in use when that is not Slack's (local tests). The
 * token goes nowhere else, whatever a payload says or a host answers.
 */
export function isSlackFileUrl(url: string, apiUrl: string): boolean {
  return isSlackHost(url, apiUrl, /^files(?:-origin)?\.slack(?:-gov)?\.com$/);
}

/** Reads a file. Never throws. A token without the scope is given a page with status 200, or sent to one. */
export async function download({ url, token, apiUrl, room, signal }: Download): Promise<Fetched> {
  try {
    let at = url;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (!isSlackFileUrl(at, apiUrl)) return { why: 'address' };
      const headers = { Authorization: `Bearer ${token}` };
      const response = await fetch(at, { headers, redirect: 'manual', signal });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || next === null) return await read(response, room);
      await response.body?.cancel();
      at = new URL(next, at).href;
    }
    return { why: 'redirections' };
  } catch {
    return { why: signal.aborted ? 'too-slow' : 'broken-off' };
  }
}

async function read(response: Response, room: Room): Promise<Fetched> {
  const { status, headers, body } = response;
  const [type, length] = [headers.get('content-type'), headers.get('content-length')];
  const fault = faultOfAnswer({ status, type, length }, room.mostBytes);
  if (fault === null) return body === null ? new Uint8Array() : bytesWithin(body, room);
  await body?.cancel();
  return fault;
}
