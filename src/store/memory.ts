import type {
  Append,
  AppendResult,
  Claim,
  Entry,
  Heads,
  Json,
  Message,
  PersonRow,
  Settlement,
  Store,
} from '../usecases/ports.ts';
import type { OutboxReport, Purged, StoredFiles, Vault } from '../usecases/records.ts';
import { admit, peopleConflict } from './admission.ts';
import { canonicalJson, chain, genesisHash } from './hash.ts';
import { earliest, millisecondsOf, optionalMillisecondsOf } from './instant.ts';
import { MemoryFiles } from './memory-files.ts';
import { copyOf, MemoryMessages, queued } from './memory-messages.ts';

interface Answer {
  readonly answer: Json;
  readonly recordedAt: string;
}

interface Stream {
  readonly entries: Entry[];
  nextDueAt: string | null;
}

class MemoryVault implements Vault {
  readonly #sealed = new Map<string, string>();

  async get(name: string): Promise<string | null> {
    return this.#sealed.get(name) ?? null;
  }

  async put(name: string, sealed: string): Promise<void> {
    this.#sealed.set(name, sealed);
  }

  async remove(name: string): Promise<void> {
    this.#sealed.delete(name);
  }
}

/** Keeps the records for as long as the process lives: for the virtual year of `replay` and for tests. */
class MemoryStore implements Store {
  readonly #streams = new Map<string, Stream>();
  readonly #answers = new Map<string, Answer>();
  readonly #people = new Map<string, PersonRow>();
  readonly #messages = new MemoryMessages();
  readonly vault: Vault = new MemoryVault();
  readonly files: StoredFiles = new MemoryFiles();
  #peopleRevision = 0;

  async heads(): Promise<Heads> {
    const streams = new Map([...this.#streams].map(([name, stream]) => [name, stream.entries.length]));
    return { streams, peopleRevision: this.#peopleRevision };
  }

  async read(stream: string, afterVersion: number): Promise<readonly Entry[]> {
    return copyOf(this.#streams.get(stream)?.entries.slice(Math.max(afterVersion, 0)) ?? []);
  }

  async answerTo(key: string): Promise<Json | undefined> {
    const kept = this.#answers.get(key);
    return kept === undefined ? undefined : copyOf(kept.answer);
  }

  async append(append: Append): Promise<AppendResult> {
    admit(append);
    const first = append.key === null ? undefined : this.#answers.get(append.key);
    if (first !== undefined) return { kind: 'repeated', answer: copyOf(first.answer) };
    if (this.#conflicts(append)) return { kind: 'conflict' };
    // Whatever can be refused is made before anything is kept.
    const answer: Json = JSON.parse(canonicalJson(append.answer));
    const chains = append.writes.map((write) => {
      const headHash = this.#streams.get(write.stream)?.entries.at(-1)?.hash ?? genesisHash;
      optionalMillisecondsOf(write.nextDueAt);
      const links = chain(write, headHash, append.recordedAt, append.actor);
      return { write, entries: links.map(({ entry }) => copyOf(entry)) };
    });
    const messages = append.messages.map((draft) => queued(draft, append));
    if (append.key !== null) this.#answers.set(append.key, { answer, recordedAt: append.recordedAt });
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
    this.#messages.change(append.outbox, append.recordedAt);
    this.#messages.insert(messages);
    this.#messages.free(append.reached, append.recordedAt);
    if (append.erased.length > 0) this.#erase(append);
    return { kind: 'recorded' };
  }

  #erase({ erased, recordedAt }: Append): void {
    this.#emptyAnswers(() => true);
    this.#messages.erase(erased, recordedAt);
  }

  #emptyAnswers(isOld: (at: string) => boolean): number {
    const full = [...this.#answers].filter(
      ([, { answer, recordedAt }]) => answer !== null && isOld(recordedAt),
    );
    for (const [key, { recordedAt }] of full) this.#answers.set(key, { answer: null, recordedAt });
    return full.length;
  }

  #conflicts(append: Append): boolean {
    const moved = append.writes.some(
      (write) => (this.#streams.get(write.stream)?.entries.length ?? 0) !== write.expectedVersion,
    );
    if (moved || !this.#messages.canChange(append.outbox, append.recordedAt)) return true;
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

  async claim(claim: Claim): Promise<readonly Message[]> {
    return copyOf(this.#messages.claim(claim));
  }

  async settle(key: string, fence: number, settlement: Settlement): Promise<boolean> {
    return this.#messages.settle(key, fence, settlement);
  }

  async nextWakeAt(): Promise<string | null> {
    const streams = [...this.#streams.values()].map((stream) => optionalMillisecondsOf(stream.nextDueAt));
    return earliest(...streams, ...this.#messages.wakes());
  }

  async message(key: string): Promise<Message | null> {
    return copyOf(this.#messages.byKey(key));
  }

  async outbox(now: string, limit: number): Promise<OutboxReport> {
    return copyOf(this.#messages.report(now, limit));
  }

  async sentSince(to: string, sinceAt: string): Promise<number> {
    return this.#messages.sentSince(to, sinceAt);
  }

  async purge(before: { readonly answersAt: string; readonly messagesAt: string }): Promise<Purged> {
    const answersMs = millisecondsOf(before.answersAt);
    const messagesMs = millisecondsOf(before.messagesAt);
    return {
      answers: this.#emptyAnswers((at) => millisecondsOf(at) < answersMs),
      messages: this.#messages.empty((at) => millisecondsOf(at) < messagesMs),
    };
  }

  async *journal(): AsyncIterable<Entry> {
    for (const name of [...this.#streams.keys()].sort()) {
      yield* copyOf(this.#streams.get(name)?.entries ?? []);
    }
  }

  async *messages(): AsyncIterable<Message> {
    for (const message of this.#messages.all()) yield copyOf(message);
  }

  async flushed(): Promise<void> {}

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}

/** Records that vanish with the process. */
export function openMemory(): Store {
  return new MemoryStore();
}
