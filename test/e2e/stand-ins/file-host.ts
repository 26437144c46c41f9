import type { IncomingMessage, ServerResponse } from 'node:http';

/** How the host of files fails. */
export type FileFailure =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly to: string }
  /** It comes once this resolves. */
  | { readonly kind: 'held'; readonly until: Promise<void> }
  /**
   * `page`: one for people to sign in, with status 200; `short`: less than was announced; `endless`; `trickle`: a byte
   * now and then.
   */
  | { readonly kind: 'hang' | 'reset' | 'page' | 'short' | 'endless' | 'trickle' };

/** A request for a file. */
interface FileCall {
  readonly path: string;
  readonly authorization: string | null;
}

/** Where a stand-in keeps what people give, below `/files/`. */
export interface FileHost {
  /** Path at which a file is had. */
  keep(name: string, bytes: Uint8Array): string;
  /** The next `times` requests for files go wrong. */
  fail(how: FileFailure, times?: number): void;
  readonly calls: readonly FileCall[];
  /** False for a request that is for no file. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
}

export function createFileHost(): FileHost {
  const kept = new Map<string, Uint8Array>();
  const failures: FileFailure[] = [];
  const calls: FileCall[] = [];
  return {
    keep: (name, bytes) => {
      const path = `/files/F${kept.size + 1}/${encodeURIComponent(name)}`;
      kept.set(path, bytes);
      return path;
    },
    fail: (how, times = 1) => void failures.push(...Array<FileFailure>(times).fill(how)),
    calls,
    serve: (request, response) => {
      const { url: path = '', headers } = request;
      if (!path.startsWith('/files/')) return false;
      calls.push({ path, authorization: headers.authorization ?? null });
      void answer(response, kept.get(path), failures.shift() ?? null);
      return true;
    },
  };
}

async function answer(
  response: ServerResponse,
  bytes: Uint8Array | undefined,
  failure: FileFailure | null,
): Promise<void> {
  if (failure?.kind === 'held') await failure.until;
  switch (failure?.kind) {
    case 'hang':
      return;
    case 'reset':
      response.destroy();
      return;
    case 'status':
      response.writeHead(failure.status).end('upstream');
      return;
    case 'redirect':
      response.writeHead(302, { location: failure.to }).end();
      return;
    case 'page':
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<html>Anne, sign in</html>');
      return;
    case 'short':
      response.writeHead(200, { 'content-length': '1000' }).write('%PDF-1.7', () => response.destroy());
      return;
    case 'endless':
      write(response, new Uint8Array(65_536), 0);
      return;
    case 'trickle':
      write(response, new Uint8Array(1), 20);
      return;
    case 'held':
    case undefined:
      response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' });
      response.end(bytes ?? '');
  }
}

/** For as long as somebody reads. */
function write(response: ServerResponse, bytes: Uint8Array, pauseMs: number): void {
  response.writeHead(200, { 'content-type': 'application/pdf' });
  const timer = setInterval(() => response.write(bytes), pauseMs);
  response.on('close', () => clearInterval(timer));
}
