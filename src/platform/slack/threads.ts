import type { Party } from './acts.ts';
import type { Cache } from './profile.ts';

/** How long a thread is gone on with, in milliseconds: what is told later begins a new one. */
const rememberedForMs = 90 * 24 * 60 * 60_000;

/** What is told to one person of the same subject, under the message that told it first. What is forgotten begins anew. */
export interface Threads {
  /** `ts` of the first message to this person about a subject; null when there is none. */
  rootOf(party: Party, subject: string): Promise<string | null>;
  /** Remembers `platformId` (`channel:ts`) as the first one. */
  begin(party: Party, subject: string, platformId: string): Promise<void>;
  /** The subject that a thread of a conversation is about; null for any other thread. */
  subjectOf(channel: string, ts: string): Promise<string | null>;
}

export function createThreads(cache: Cache): Threads {
  const rootName = ({ team, user }: Party, subject: string) => `slack:thread:${team}/${user}:${subject}`;
  const subjectName = (channel: string, ts: string) => `slack:thread-of:${channel}:${ts}`;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    rootOf: async (party, subject) => text(await cache.get(rootName(party, subject)).catch(() => undefined)),
    async begin(party, subject, platformId) {
      const [channel = '', ts = ''] = platformId.split(':');
      await cache.set(rootName(party, subject), ts, rememberedForMs).catch(() => undefined);
      await cache.set(subjectName(channel, ts), subject, rememberedForMs).catch(() => undefined);
    },
    subjectOf: async (channel, ts) => text(await cache.get(subjectName(channel, ts)).catch(() => undefined)),
  };
}
