import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long somebody may take to ask: who trickles bytes in holds no connection for long. */
export interface Patience {
  readonly headersMs: number;
  /** For a request whole, in milliseconds; what comes at this pace at least may take as long as it needs. */
  readonly requestMs: number;
  readonly bytesPerSecond: number;
  readonly checkEveryMs: number;
}

/** Half a megabit a second: 25 MiB over the uplink of a small town hall come in under seven minutes. */
export const PATIENCE: Patience = {
  headersMs: 10_000,
  requestMs: 30_000,
  bytesPerSecond: 65_536,
  checkEveryMs: 5_000,
};

const REQUEST_TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

interface Arriving {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly sinceMs: number;
  /** What had come over the connection by then: one after the other, it carries several requests. */
  readonly bytesBefore: number;
}

/** Lets go of requests that come slower than they may. Node's own limit is one for all, which no long file would keep. */
export function hurry(server: Server, { requestMs, bytesPerSecond, checkEveryMs }: Patience): void {
  const arriving = new Map<Socket, Arriving>();
  server.on('connection', (socket: Socket) => socket.once('close', () => arriving.delete(socket)));
  server.prependListener('request', (request, response) => {
    const { socket } = request;
    arriving.set(socket, { request, response, sinceMs: performance.now(), bytesBefore: socket.bytesRead });
  });
  const look = () => {
    for (const [socket, { request, response, sinceMs, bytesBefore }] of arriving) {
      const grantedMs = requestMs + ((socket.bytesRead - bytesBefore) / bytesPerSecond) * 1000;
      const isLate = performance.now() - sinceMs > grantedMs;
      if (request.complete || isLate) arriving.delete(socket);
      if (request.complete || !isLate) continue;
      if (!response.headersSent) socket.write(REQUEST_TIMEOUT);
      socket.destroySoon();
    }
  };
  // It keeps no process alive whose port turns out to be taken.
  const looking = setInterval(look, checkEveryMs).unref();
  server.once('close', () => clearInterval(looking));
}
