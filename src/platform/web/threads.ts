import type { DrawnCard, TrialMail } from './trial-types.ts';

/** What a message shows at one time. `number` grows at each replacement, so that a late press is told from a new one. */
export interface Face {
  readonly number: number;
  readonly cards: readonly DrawnCard[];
  /** French sentence by field name when `cards` is a refused form. */
  readonly errors: Readonly<Record<string, string>>;
  readonly isForm: boolean;
}

export interface ThreadMessage {
  readonly id: string;
  readonly personaId: string;
  /** Order in the whole trial, from 1. */
  readonly sequence: number;
  /** The trial's revision when this message was last changed. */
  readonly revision: number;
  readonly from: 'visitor' | 'bot';
  /** True for what the bot wrote without being spoken to: reminders, notices. */
  readonly unasked: boolean;
  readonly at: string;
  /** The typed words of a visitor, empty for a file alone; null for the bot. */
  readonly text: string | null;
  /** What the file that went with them is called. */
  readonly file: string | null;
  readonly face: Face;
  /** The card that an open form hides, to come back to when the form is closed. */
  readonly behind: Face | null;
  /** The refusal shown beneath the card. */
  readonly note: readonly DrawnCard[];
  /** Label of the button whose outcome is shown; null before any. */
  readonly chosen: string | null;
  readonly closed: boolean;
  /** The mail that this message is; null for what is said in a chat. */
  readonly mail: TrialMail | null;
}

export type NewMessage = Pick<
  ThreadMessage,
  'personaId' | 'from' | 'unasked' | 'at' | 'text' | 'face' | 'note'
> & { readonly mail?: TrialMail; readonly file?: string | null };
export type MessageChange = Partial<Pick<ThreadMessage, 'face' | 'behind' | 'note' | 'chosen' | 'closed'>>;

/** A conversation keeps its last 200 messages: the journal is what lasts, a thread is only what is on screen. */
const messagesPerPersona = 200;

/** The trial's conversations, in memory: empty again after a restart. */
export interface Threads {
  /** Grows with every change; a page asks for what changed since the one it knows. */
  revision(): number;
  add(message: NewMessage): ThreadMessage;
  /** Null when the message has left the thread. */
  change(id: string, change: MessageChange): ThreadMessage | null;
  find(personaId: string, id: string): ThreadMessage | null;
  changedSince(revision: number): readonly ThreadMessage[];
  /** Sequence of the oldest message still kept, for each persona that has lost some. */
  oldestKept(): Readonly<Record<string, number>>;
}

/** A face with nothing drawn, for what a visitor types. */
export const emptyFace: Face = { number: 0, cards: [], errors: {}, isForm: false };

/** @param prefix begins every message id, so that ids of two runs of the process never meet */
export function createThreads(prefix: string): Threads {
  const byId = new Map<string, ThreadMessage>();
  const dropped = new Map<string, number>();
  let revision = 0;
  let sequence = 0;

  function dropOldest(personaId: string): void {
    const own = [...byId.values()].filter((message) => message.personaId === personaId);
    for (const message of own.slice(0, Math.max(0, own.length - messagesPerPersona))) {
      byId.delete(message.id);
      dropped.set(personaId, message.sequence + 1);
    }
  }

  return {
    revision: () => revision,
    add(draft) {
      revision += 1;
      sequence += 1;
      const message: ThreadMessage = {
        ...draft,
        id: `${prefix}-${sequence}`,
        sequence,
        revision,
        behind: null,
        chosen: null,
        closed: false,
        mail: draft.mail ?? null,
        file: draft.file ?? null,
      };
      byId.set(message.id, message);
      dropOldest(message.personaId);
      return message;
    },
    change(id, change) {
      const before = byId.get(id);
      if (before === undefined) return null;
      revision += 1;
      const after = { ...before, ...change, revision };
      byId.set(id, after);
      return after;
    },
    find(personaId, id) {
      const message = byId.get(id);
      return message !== undefined && message.personaId === personaId ? message : null;
    },
    changedSince: (known) => [...byId.values()].filter((message) => message.revision > known),
    oldestKept: () => Object.fromEntries(dropped),
  };
}
