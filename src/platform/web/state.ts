import type { ThreadMessage, Threads } from './threads.ts';
import type { DrawnCard, Persona, Suggestion } from './trial-types.ts';

/** What the page asks again and again: what changed since the revision it knows. */
export interface TrialState {
  /** Another value: the process was restarted and the page starts afresh. */
  readonly boot: string;
  readonly revision: number;
  /** The trial's virtual instant, in milliseconds since 1970. */
  readonly now: number;
  readonly personas: readonly PersonaView[];
  readonly suggestions: readonly Suggestion[];
  readonly messages: readonly MessageView[];
  readonly oldestKept: Readonly<Record<string, number>>;
}

export type PersonaView = Pick<Persona, 'id' | 'name' | 'role' | 'channel' | 'commands'>;

export interface MessageView {
  readonly id: string;
  readonly persona: string;
  readonly sequence: number;
  readonly revision: number;
  readonly from: 'visitor' | 'bot';
  readonly unasked: boolean;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly text: string | null;
  readonly file: string | null;
  readonly face: number;
  readonly cards: readonly DrawnCard[];
  readonly errors: Readonly<Record<string, string>>;
  readonly isForm: boolean;
  readonly note: readonly DrawnCard[];
  readonly chosen: string | null;
  readonly closed: boolean;
  /** Subject of the mail that this message is. */
  readonly mail: string | null;
}

export interface StateSource {
  readonly boot: string;
  readonly threads: Threads;
  readonly personas: readonly Persona[];
  readonly suggestions: readonly Suggestion[];
  readonly now: () => string;
}

/** @param since revision that the page knows; 0 for everything */
export function trialState(source: StateSource, since: number): TrialState {
  const { boot, threads, personas, suggestions } = source;
  return {
    boot,
    revision: threads.revision(),
    now: Temporal.Instant.from(source.now()).epochMilliseconds,
    personas: personas.map(({ id, name, role, channel, commands }) => ({
      id,
      name,
      role,
      channel,
      commands,
    })),
    suggestions,
    messages: threads.changedSince(since).map(messageView),
    oldestKept: threads.oldestKept(),
  };
}

function messageView(message: ThreadMessage): MessageView {
  const { id, sequence, revision, from, unasked, at, text, file, face, note, chosen, closed } = message;
  return {
    id,
    persona: message.personaId,
    sequence,
    revision,
    from,
    unasked,
    at: Temporal.Instant.from(at).epochMilliseconds,
    text,
    file,
    face: face.number,
    cards: face.cards,
    errors: face.errors,
    isForm: face.isForm,
    note,
    chosen,
    closed,
    mail: message.mail?.subject ?? null,
  };
}
