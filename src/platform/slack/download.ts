import { bytesWithin } from '../../usecases/attachments/sent.ts';
import { isSlackHost } from './response-url.ts';

export interface Download {
  readonly url: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly mostBytes: number;
  /** Ends it, wherever it is. */
  readonly signal: AbortSignal;
}

/** What is not handed over, and why, in a word for the log. */
export interface NotHandedOver {
  readonly why: string;
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

/** Reads a file. Never throws; an error page with status 200 is no file, which is what a token without the scope is given. */
export async function download({
  url,
  token,
  apiUrl,
  mostBytes,
  signal,
}: Download): Promise<Uint8Array | 'too-large' | NotHandedOver> {
  try {
    let at = url;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      if (!isSlackFileUrl(at, apiUrl)) return { why: 'address' };
      const headers = { Authorization: `Bearer ${token}` };
      const response = await fetch(at, { headers, redirect: 'manual', signal });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || next === null)
        return await read(response, mostBytes);
      await response.body?.cancel();
      at = new URL(next, at).href;
    }
    return { why: 'redirections' };
  } catch {
    return { why: signal.aborted ? 'too-slow' : 'broken-off' };
  }
}

async function read(
  response: Response,
  mostBytes: number,
): Promise<Uint8Array | 'too-large' | NotHandedOver> {
  const { status, headers, body } = response;
  const isPage = /^text\/html\b/i.test(headers.get('content-type') ?? '');
  const isLonger = Number(headers.get('content-length')) > mostBytes;
  if (status === 200 && !isPage && !isLonger)
    return body === null ? new Uint8Array() : bytesWithin(body, mostBytes);
  await body?.cancel();
  if (status !== 200) return { why: `HTTP ${status}` };
  return isPage ? { why: 'page' } : 'too-large';
}
