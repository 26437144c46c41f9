import type { Request } from 'express';

/** Deeper addresses were given to nobody: how their page looks does not matter. */
const DEEPEST = 8;

/** From a page back to the root of what Jalon serves, relative: it does not know behind which proxy it stands. */
export function rootOf({ originalUrl }: Pick<Request, 'originalUrl'>): string {
  const depth = pathOf(originalUrl).split('/').length - 2;
  return depth < 1 ? './' : '../'.repeat(Math.min(depth, DEEPEST));
}

/** The same address without the slash at its end, relative to the one with it; null when it has none. */
export function withoutSlash({ originalUrl }: Pick<Request, 'originalUrl'>): string | null {
  const path = pathOf(originalUrl);
  const [last, end] = path.split('/').slice(-2);
  return last === undefined || last === '' || end !== ''
    ? null
    : `../${last}${originalUrl.slice(path.length)}`;
}

function pathOf(url: string): string {
  return url.replace(/\?.*$/su, '');
}
