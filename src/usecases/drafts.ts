import type { Values } from '../../cards/model.ts';
import type { Visitor } from './bot.ts';
import type { Command } from './command.ts';
import type { Json } from './ports.ts';

/** State that may vanish at any time, as Keyv keeps it. */
export interface DraftCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: Json, forMs: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/** What somebody typed into a form and has not sent yet: theirs alone, on the platform where they typed it. */
export interface Drafts {
  of(visitor: Visitor, command: Command): Promise<Values>;
  /** Whether it is kept, with what its form carries unseen. Never fails: a draft that cannot be kept is no reason to refuse anything. */
  keep(visitor: Visitor, command: Command, values: Values): Promise<boolean>;
  drop(visitor: Visitor, command: Command): Promise<void>;
}

/** Seven days. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

/** Drafts in a cache: what is lost with it has to be typed again, nothing worse. */
export function createDrafts(cache: DraftCache): Drafts {
  const nameOf = ({ platform, accountId }: Visitor, { word }: Command) =>
    `draft:${platform}:${accountId}:${word}`;
  return {
    async of(visitor, command) {
      const kept = await cache.get(nameOf(visitor, command)).catch(() => undefined);
      return valuesIn(kept);
    },
    async keep(visitor, command, values) {
      const own = Object.entries(values).filter(
        ([name, value]) => Object.hasOwn(command.fields, name) && value !== '',
      );
      if (!own.some(([name]) => isShown(command, name))) return false;
      try {
        await cache.set(nameOf(visitor, command), Object.fromEntries(own), KEPT_MS);
        return true;
      } catch {
        return false;
      }
    },
    async drop(visitor, command) {
      await cache.delete(nameOf(visitor, command)).catch(() => undefined);
    },
  };
}

function isShown({ fields }: Command, name: string): boolean {
  return fields[name]?.meta.widget !== 'hidden';
}

function valuesIn(kept: unknown): Values {
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'string'));
}
