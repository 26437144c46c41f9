import type { Values } from '../../../../cards/model.ts';
import type { Visitor } from '../../../usecases/bot.ts';
import type { LinkedAct, LinkHolder, Links, OpenedAct } from '../../../usecases/links.ts';
import { sameJson } from '../../../usecases/same-json.ts';
import { OWN } from './own.ts';

/** One look at a page: whose link opened it, and how what stands on it leads on. */
export interface Session {
  readonly holder: LinkHolder;
  readonly visitor: Visitor;
  readonly untilAt: Temporal.Instant;
  /** Where an act of this page leads: opens for the same person, no longer than the page's own link. */
  target(act: LinkedAct): Target;
  /** Tells the forms of this look from those of the next: the same one sent twice is one act. */
  readonly nonce: string;
}

export interface Target {
  /** Relative to the page, so that it holds behind any proxy. */
  readonly href: string;
  /** An act that is too long for an address, sealed all the same, to go with the form instead. */
  readonly carried: Values;
}

/** Longer addresses are refused by some proxies. */
const LONGEST_TOKEN = 4000;
const MS_PER_HOUR = 3_600_000;

export function openSession(
  links: Links,
  { holder, untilAt }: Pick<OpenedAct, 'holder' | 'untilAt'>,
  now: Temporal.Instant,
  nonce: string,
): Session {
  const hours = now.until(untilAt).total('milliseconds') / MS_PER_HOUR;
  const tokenOf = (act: LinkedAct) => {
    const url = links.actUrl(holder, act, hours);
    return url.slice(url.lastIndexOf('/') + 1);
  };
  const { platform, accountId, email } = holder;
  return {
    holder,
    visitor: { platform, accountId, email, name: null, reference: null },
    untilAt,
    nonce,
    target(act) {
      const href = tokenOf(act);
      if (href.length <= LONGEST_TOKEN) return { href, carried: {} };
      // The address says that it is not the whole: without what goes with it, it opens nothing.
      return { href: tokenOf({ ...act, values: { [OWN.whole]: '' } }), carried: { [OWN.whole]: href } };
    },
  };
}

/** The act of an address, or the one that came with its form; null when that is missing, altered, or of another form. */
export function wholeAct(links: Links, { holder, act }: OpenedAct, fields: Values): LinkedAct | null {
  if (act.values[OWN.whole] === undefined) return act;
  const whole = links.readAct(fields[OWN.whole] ?? '');
  if (whole === null || whole.act.kind !== act.kind || whole.act.command !== act.command) return null;
  return sameJson({ ...whole.holder }, { ...holder }) ? whole.act : null;
}
