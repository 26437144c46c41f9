import type {
  Append,
  AppendResult,
  Claim,
  Entry,
  Heads,
  Json,
  Message,
  MessageDraft,
  PersonRow,
  Settlement,
  Store,
} from '../usecases/ports.ts';
import { admit, peopleConflict } from './admission.ts';
import { canonicalJson, chain, genesisHash } from './hash.ts';
import { earliest, millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import { patchOf } from './settlement.ts';

interface Stream {
  readonly entries: Entry[];
  nextDueAt: string | null;
}

/** Copies through JSON, as the other engines do: what a caller changes afterwards is not what was recorded. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** When a waiting message wants attention: its date, or the end of its lease when that is later. In milliseconds. */
function wakeOf(message: Message): number {
  return Math.max(millisecondsOf(message.notBeforeAt), optionalMillisecondsOf(message.leaseUntilAt) ?? 0);
}

function queued(draft: MessageDraft, append: Append): Message {
  return {
    ...copyOf(draft),
    createdAt: append.recordedAt,
    correlationId: append.correlationId,
    state: 'waiting',
    attempts: 0,
    fence: 0,
    leaseUntilAt: null,
    channel: null,
    platformId: null,
    lastError: null,
    sentAt: null,
  };
}

/** Keeps the records for as long as the process lives: for the virtual year of `replay` and for tests. */
class MemoryStore implements Store {
  readonly #streams = new Map<string, Stream>();
  readonly #answers = new Map<string, Json>();
  readonly #people = new Map<string, PersonRow>();
  readonly #messages = new Map<string, Message>();
  readonly #waiting = new Set<string>();
  #peopleRevision = 0;

  async heads(): Promise<Heads> {
    const streams = new Map([...this.#streams].map(([name, stream]) => [name, stream.entries.length]));
    return { streams, peopleRevision: this.#peopleRevision };
  }

  async read(stream: string, afterVersion: number): Promise<readonly Entry[]> {
    return copyOf(this.#streams.get(stream)?.entries.slice(Math.max(afterVersion, 0)) ?? []);
  }

  async answerTo(key: string): Promise<Json | undefined> {
    const answer = this.#answers.get(key);
    return answer === undefined ? undefined : copyOf(answer);
  }

  async append(append: Append): Promise<AppendResult> {
    admit(append);
    const first = append.key === null ? undefined : this.#answers.get(append.key);
    if (first !== undefined) return { kind: 'repeated', answer: copyOf(first) };
    if (this.#conflicts(append)) return { kind: 'conflict' };
    // Whatever can be refused is made before anything is kept.
    const answer: Json = JSON.parse(canonicalJson(append.answer));
    const chains = append.writes.map((write) => {
      const headHash = this.#streams.get(write.stream)?.entries.at(-1)?.hash ?? genesisHash;
      optionalMillisecondsOf(write.nextDueAt);
      return { write, entries: copyOf(chain(write, headHash, append.recordedAt, append.actor)) };
    });
    const messages = append.messages.map((draft) => {
      millisecondsOf(draft.notBeforeAt);
      canonicalJson(draft.data);
      return queued(draft, append);
    });
    if (append.key !== null) this.#answers.set(append.key, answer);
    for (const { write, entries } of chains) {
      const stream = this.#streams.get(write.stream) ?? { entries: [], nextDueAt: null };
      stream.entries.push(...entries);
      stream.nextDueAt = write.nextDueAt;
      this.#streams.set(write.stream, stream);
    }
    if (append.people.length > 0) this.#peopleRevision += 1;
    for (const { person } of append.people) {
      this.#people.set(person.id, { person: copyOf(person), revision: this.#peopleRevision });
    }
    for (const message of messages) {
      if (this.#messages.has(message.key)) continue;
      this.#messages.set(message.key, message);
      this.#waiting.add(message.key);
    }
    return { kind: 'recorded' };
  }

  #conflicts(append: Append): boolean {
    const moved = append.writes.some(
      (write) => (this.#streams.get(write.stream)?.entries.length ?? 0) !== write.expectedVersion,
    );
    if (moved) return true;
    const known = [...this.#people.values()].map(({ person, revision }) => ({
      id: person.id,
      email: person.email,
      revision,
    }));
    return peopleConflict(append.people, append.people.length === 0 ? [] : known);
  }

  async peopleSince(revision: number): Promise<readonly PersonRow[]> {
    const rows = [...this.#people.values()].filter((row) => row.revision > revision);
    return copyOf(rows.sort((a, b) => a.revision - b.revision || (a.person.id < b.person.id ? -1 : 1)));
  }

  async streamsDue(now: string, limit: number): Promise<readonly string[]> {
    const nowMs = millisecondsOf(now);
    return [...this.#streams]
      .map(([name, stream]) => ({
        name,
        due: optionalMillisecondsOf(stream.nextDueAt) ?? Number.POSITIVE_INFINITY,
      }))
      .filter(({ due }) => due <= nowMs)
      .sort((a, b) => a.due - b.due || (a.name < b.name ? -1 : 1))
      .slice(0, limit)
      .map(({ name }) => name);
  }

  async setNextDue(stream: string, version: number, nextDueAt: string | null): Promise<boolean> {
    optionalMillisecondsOf(nextDueAt);
    const found = this.#streams.get(stream);
    if (found === undefined || found.entries.length !== version) return false;
    found.nextDueAt = nextDueAt;
    return true;
  }

  #waitingMessages(): readonly Message[] {
    return [...this.#waiting]
      .map((key) => this.#messages.get(key))
      .filter((message) => message !== undefined);
  }

  async claim(claim: Claim): Promise<readonly Message[]> {
    const nowMs = millisecondsOf(claim.now);
    const due = this.#waitingMessages()
      .map((message) => ({ message, wake: wakeOf(message), notBefore: millisecondsOf(message.notBeforeAt) }))
      .filter(({ wake }) => wake <= nowMs);
    const byWake = due.toSorted((a, b) => a.wake - b.wake);
    const recipients = [...new Set(byWake.map(({ message }) => message.to))].slice(0, claim.recipients);
    const byDate = due.toSorted((a, b) => a.notBefore - b.notBefore);
    return recipients
      .flatMap((recipient) => byDate.filter(({ message }) => message.to === recipient))
      .map(({ message }) => {
        const leased = { ...message, fence: message.fence + 1, leaseUntilAt: claim.leaseUntilAt };
        this.#messages.set(message.key, leased);
        return copyOf(leased);
      });
  }

  async settle(key: string, fence: number, settlement: Settlement): Promise<boolean> {
    const message = this.#messages.get(key);
    const held = message?.state === 'waiting' && message.fence === fence && message.leaseUntilAt !== null;
    if (message === undefined || !held) return false;
    const patch = patchOf(settlement);
    this.#messages.set(key, {
      ...message,
      state: patch.state,
      to: patch.to ?? message.to,
      notBeforeAt: patch.notBeforeAt ?? message.notBeforeAt,
      attempts: message.attempts + patch.countedAttempts,
      leaseUntilAt: null,
      channel: patch.channel,
      platformId: patch.platformId,
      lastError: patch.lastError ?? message.lastError,
      sentAt: patch.sentAt,
    });
    if (patch.state !== 'waiting') this.#waiting.delete(key);
    return true;
  }

  async nextWakeAt(): Promise<string | null> {
    const streams = [...this.#streams.values()].map((stream) => optionalMillisecondsOf(stream.nextDueAt));
    return earliest(...streams, ...this.#waitingMessages().map(wakeOf));
  }

  async message(key: string): Promise<Message | null> {
    const message = this.#messages.get(key);
    return message === undefined ? null : copyOf(message);
  }

  async *journal(): AsyncIterable<Entry> {
    for (const name of [...this.#streams.keys()].sort()) {
      yield* copyOf(this.#streams.get(name)?.entries ?? []);
    }
  }

  async *messages(): AsyncIterable<Message> {
    for (const message of [...this.#messages.values()]) yield copyOf(message);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

/** Records that vanish with the process. */
export function openMemory(): Store {
  return new MemoryStore();
}
