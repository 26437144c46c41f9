import type { OutboxChange, OutboxReport, Purged, StoredFiles, Vault } from './records.ts';

/** Values that survive JSON unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** One recorded fact. Instants and days are ISO text; people are named by id only (personal data lives in `people`). */
export interface Entry {
  readonly stream: string;
  /** Counts from 1 in each stream, without gaps. */
  readonly version: number;
  readonly recordedAt: string;
  /** Person id, or `system` for the clock and the programme file. */
  readonly actor: string;
  readonly type: string;
  readonly data: JsonObject;
  /** SHA-256 (hex) of the entry before it in its stream; 64 zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

export interface EventDraft {
  readonly type: string;
  readonly data: JsonObject;
}

/** Events for one stream, refused as a conflict when the stream is no longer at `expectedVersion`. */
export interface StreamWrite {
  readonly stream: string;
  /** 0 for a stream that does not exist yet. */
  readonly expectedVersion: number;
  readonly events: readonly EventDraft[];
  /** When the clock must ask this stream again what is owed; null for never. */
  readonly nextDueAt: string | null;
}

export type PlatformName = 'slack' | 'teams' | 'web' | 'mail';

/** A person's address on one platform, learned from the platform itself. */
export interface Account {
  readonly platform: PlatformName;
  /** Unique on its platform: `T123/U456` on Slack, `tenant/aad-object-id` on Teams, the address for mail. */
  readonly id: string;
  /** The e-mail that the platform vouches for (verified profile), lower case; null when it gives none. */
  readonly email: string | null;
  /** What the platform needs to write first: its own business, kept as it gave it. */
  readonly reference: JsonObject;
  readonly seenAt: string;
  /** When the platform said that nobody is reached here any more (left, removed, blocked); null again at their next word. */
  readonly lostAt: string | null;
}

/** How somebody wants their reminders; what is legal (a notice, a receipt) leaves at once whatever they chose. */
export interface Preferences {
  /** Written to here before anywhere else; null for where they spoke last. */
  readonly channel: PlatformName | null;
  /** Paris day on which reminders come again; null when they are not paused. */
  readonly pausedUntilOn: string | null;
  /** Hour of Paris, 9 to 18, at which the day's reminders leave together; null for as soon as they are owed. */
  readonly digestHour: number | null;
}

/** Personal data: kept apart from the journal so that it can be erased (RGPD) and the history stands. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Post or service, e.g. « Directrice du numérique ». */
  readonly position: string | null;
  /** Lower case, unique among people. */
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly accounts: readonly Account[];
  readonly preferences: Preferences;
  /** Grows when the address of the person's calendar feed is revoked: earlier addresses open nothing. */
  readonly feedGeneration: number;
}

/** A row of people as stored; `revision` is the value of the people counter when it was last written. */
export interface PersonRow {
  readonly person: Person;
  readonly revision: number;
}

/** Writes a whole row; a conflict when the row is no longer at `expectedRevision` (0: does not exist) or the e-mail is taken. */
export interface PersonWrite {
  readonly person: Person;
  readonly expectedRevision: number;
}

export type MessageState = 'waiting' | 'sent' | 'dropped' | 'failed';

/** A message to send: names what to say, never the words, which are made from the present state when it leaves. */
export interface MessageDraft {
  /** Unique for ever: the same key is never queued twice. */
  readonly key: string;
  /** Person id. */
  readonly to: string;
  readonly topic: string;
  readonly data: JsonObject;
  /**
   * Waiting messages with the same recipient and group leave as one, when the recipient wants it (hours, pause, cap of
   * the day); null leaves alone and at once: it is legal and cannot be silenced.
   */
  readonly group: string | null;
  readonly notBeforeAt: string;
}

export interface Message extends MessageDraft {
  readonly createdAt: string;
  readonly correlationId: string;
  readonly state: MessageState;
  readonly attempts: number;
  /** Grows with each claim; only the holder of the newest may settle the message. */
  readonly fence: number;
  readonly leaseUntilAt: string | null;
  readonly channel: PlatformName | null;
  readonly platformId: string | null;
  readonly lastError: string | null;
  readonly sentAt: string | null;
}

/** Everything that one decision changes, stored in one transaction or not at all. */
export interface Append {
  /** The platform's delivery key; null for what no platform delivered (the clock, the command line). */
  readonly key: string | null;
  /** Given back to whoever delivers the same key again. */
  readonly answer: Json;
  readonly recordedAt: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly writes: readonly StreamWrite[];
  readonly people: readonly PersonWrite[];
  readonly messages: readonly MessageDraft[];
  /** A conflict when one of them can no longer be changed: it has left, was stopped, or is to be stopped while it leaves. */
  readonly outbox: readonly OutboxChange[];
  /** Ids of people of whom nothing may be left outside the journal (RGPD): see `Store.append`. */
  readonly erased: readonly string[];
  /**
   * Ids of people whose way of being written to has changed: what is held (grouped) or failed for them, and is not being
   * sent, may be asked again at once, its attempts forgotten.
   */
  readonly reached: readonly string[];
}

export type AppendResult =
  | { readonly kind: 'recorded' }
  /** Somebody else wrote first: nothing was stored; read again and decide again. */
  | { readonly kind: 'conflict' }
  /** This delivery key was already stored: nothing new was; here is its first answer. */
  | { readonly kind: 'repeated'; readonly answer: Json };

export interface Heads {
  /** Version of every stream. */
  readonly streams: ReadonlyMap<string, number>;
  /** Highest revision of `people`. */
  readonly peopleRevision: number;
}

export interface Claim {
  readonly now: string;
  readonly leaseUntilAt: string;
  /** How many recipients at most. */
  readonly recipients: number;
}

/** What became of a claimed message. `retry` puts it back to wait until `notBeforeAt`. */
export type Settlement =
  | {
      readonly kind: 'sent';
      readonly at: string;
      readonly channel: PlatformName;
      readonly platformId: string;
    }
  | { readonly kind: 'dropped'; readonly why: string }
  | { readonly kind: 'redirected'; readonly to: string }
  /** Nothing went wrong: it waits for a better moment (quiet hours, pause, cap of the day). */
  | { readonly kind: 'held'; readonly notBeforeAt: string }
  | {
      readonly kind: 'retry';
      readonly notBeforeAt: string;
      readonly error: string;
      readonly countAttempt: boolean;
    }
  | { readonly kind: 'failed'; readonly error: string };

/**
 * The records. Every method throws `StoreError` when the store cannot be reached or is at fault; what a write
 * acknowledged is on disk. What a read shows may still be on its way there: see `flushed`.
 */
export interface Store {
  heads(): Promise<Heads>;
  /** Entries of one stream after `version`, in order. */
  read(stream: string, afterVersion: number): Promise<readonly Entry[]>;
  /** The first answer given to this delivery key; undefined when it never came. */
  answerTo(key: string): Promise<Json | undefined>;
  /**
   * One transaction. For those whom `erased` names, it drops what still was to be told to them alone (`person-erased`),
   * lets what is grouped be asked again at once (a reminder belongs to whoever holds the role), and takes the free text
   * `reason`, which may name them, from all messages that wait or failed. Then, for what is left of 1.5 s, it empties all
   * answers kept for redeliveries (any may hold the name) and the data of all messages sent or dropped; what is left of
   * that, recorded in the transaction, is for `purge`. Other data of messages that failed stay: a legal notice may yet be
   * tried again.
   */
  append(append: Append): Promise<AppendResult>;
  peopleSince(revision: number): Promise<readonly PersonRow[]>;
  /** Streams whose `nextDueAt` is at or before `now`, earliest first. */
  streamsDue(now: string, limit: number): Promise<readonly string[]>;
  /** Sets the wake-up of a stream that is still at `version`, without an event; false when it has moved. */
  setNextDue(stream: string, version: number, nextDueAt: string | null): Promise<boolean>;
  /**
   * Leases the waiting messages of the recipients whose messages are due, all of a recipient's due messages together,
   * earliest recipient first; increments their fence. A message whose lease has run out can be claimed again.
   */
  claim(claim: Claim): Promise<readonly Message[]>;
  /** False when the fence is no longer the newest: somebody else has taken the message over. */
  settle(key: string, fence: number, settlement: Settlement): Promise<boolean>;
  /** The earliest instant at which a stream or a waiting message (lease included) wants attention; null when none does. */
  nextWakeAt(): Promise<string | null>;
  message(key: string): Promise<Message | null>;
  /** What waits and what is in trouble, for /readyz, metrics and coordinators; `limit` bounds `troubled`. */
  outbox(now: string, limit: number): Promise<OutboxReport>;
  /** How many times this person was written to with grouped messages since then; those that left as one count once. */
  sentSince(to: string, sinceAt: string): Promise<number>;
  /**
   * Finishes what an erasure has left (see `append`), then retention: empties the answers kept for redeliveries and the
   * data of settled messages older than these instants.
   */
  purge(before: { readonly answersAt: string; readonly messagesAt: string }): Promise<Purged>;
  /** Small secrets, sealed by whoever puts them here. */
  readonly vault: Vault;
  /** What people gave, apart from the journal, which names it by hash. */
  readonly files: StoredFiles;
  /** The whole journal, stream by stream, in order. */
  journal(): AsyncIterable<Entry>;
  /** Every message, by creation. */
  messages(): AsyncIterable<Message>;
  /** Resolves once all that was read here so far is on disk: awaited by whoever tells of it without writing anything. */
  flushed(): Promise<void>;
  /** Cheap proof that reading and writing work, for /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What checking the chain of hashes found: `gap`, an entry is missing; `changed`, its content; `link`, its place. */
export interface JournalReport {
  readonly entries: number;
  readonly faults: readonly JournalFault[];
}

export interface JournalFault {
  readonly stream: string;
  readonly version: number;
  readonly what: 'gap' | 'changed' | 'link';
}
