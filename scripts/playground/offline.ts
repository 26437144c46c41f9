import { ServerResponse } from 'node:http';
import net from 'node:net';

/**
 * Keeps a process on this machine: it listens on loopback whatever it asks for, reaches nothing else, and its pages do
 * neither. Loaded before Microsoft's playground, which has no setting for the first, calls its maker even when told not
 * to, and fetches fonts from afar.
 */

const LOOPBACK = '127.0.0.1';
const OWN_NAMES = new Set([LOOPBACK, '::1', 'localhost']);
const PAGES =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: data: blob:";

const { listen } = net.Server.prototype;
const { connect } = net.Socket.prototype;
const { writeHead } = ServerResponse.prototype;

net.Server.prototype.listen = function onLoopback(this: net.Server, ...given: unknown[]) {
  const [first] = given;
  const options = isOptions(first) ? first : { port: Number(first) };
  return Reflect.apply(listen, this, [{ ...options, host: LOOPBACK }, given.findLast(isFunction)]);
};

net.Socket.prototype.connect = function toLoopback(this: net.Socket, ...given: unknown[]) {
  // Node's own clients hand over their arguments as one list.
  const [options] = given.flat();
  const { host = 'localhost', path } = isOptions(options) ? options : {};
  const isLocal = typeof path === 'string' || OWN_NAMES.has(String(host));
  return isLocal
    ? Reflect.apply(connect, this, given)
    : this.destroy(new RangeError('The playground stays on this machine'));
};

ServerResponse.prototype.writeHead = function withPolicy(this: ServerResponse, ...given: unknown[]) {
  this.setHeader('content-security-policy', PAGES);
  return Reflect.apply(writeHead, this, given);
};

function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
