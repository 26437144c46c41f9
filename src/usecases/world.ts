import {
  applyDirectoryEvent,
  DIRECTORY_EVENT_TYPES,
  type DirectoryEvent,
  type DirectoryState,
  emptyDirectory,
} from '../domain/people/directory.ts';
import { TRACK_EVENT_TYPES, type TrackEvent } from '../domain/track/events.ts';
import { applyTrackEvent, emptyTrack, type TrackState } from '../domain/track/state.ts';
import { DamagedEntryError, type JalonError, StoreError, UnknownEventError } from './errors.ts';
import { type People, PeopleIndex } from './people-index.ts';
import type { Entry, Store } from './ports.ts';
import { upcast } from './upcast.ts';

export const DIRECTORY_STREAM = 'directory';

/** The stream of a track. */
export function trackStream(trackId: string): string {
  return `track:${trackId}`;
}

/** The records as they stand: the fold of every stream, and the people. */
export interface World {
  readonly tracks: ReadonlyMap<string, TrackState>;
  readonly directory: DirectoryState;
  readonly people: People;
}

/** The same with what an append must know: up to where the records were read. */
export interface ReadWorld extends World {
  /** Version up to which a stream is folded; 0 when it does not exist. */
  versionOf(stream: string): number;
}

/**
 * Keeps the fold in memory and catches up by version: what another process wrote is seen before each decision.
 * Catching up is serialised, so that no entry is folded twice.
 */
export class LiveWorld implements ReadWorld {
  readonly tracks = new Map<string, TrackState>();
  readonly directory = emptyDirectory();
  readonly people = new PeopleIndex();
  readonly #versions = new Map<string, number>();
  readonly #faults = new Map<string, JalonError>();
  readonly #store: Store;
  #peopleRevision = 0;
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  versionOf(stream: string): number {
    return this.#versions.get(stream) ?? 0;
  }

  /** Throws what is wrong with a stream, or with any of them: from what is not known whole nothing may be decided. */
  assertSound(stream?: string): void {
    const fault = stream === undefined ? [...this.#faults.values()][0] : this.#faults.get(stream);
    if (fault !== undefined) throw new StoreError('a stream of the journal cannot be read', { cause: fault });
  }

  /** Folds everything recorded since the last call. Throws `StoreError` when the store does not answer. */
  catchUp(): Promise<void> {
    const next = this.#catchingUp.then(() => this.#catchUp());
    this.#catchingUp = next.catch(() => undefined);
    return next;
  }

  async #catchUp(): Promise<void> {
    const heads = await this.#store.heads();
    if (heads.peopleRevision > this.#peopleRevision) {
      for (const row of await this.#store.peopleSince(this.#peopleRevision)) {
        this.people.put(row);
        this.#peopleRevision = Math.max(this.#peopleRevision, row.revision);
      }
    }
    for (const [stream, version] of heads.streams) {
      if (version > this.versionOf(stream)) await this.#catchUpStream(stream);
    }
  }

  /** One stream that cannot be read does not hold up what the others owe. */
  async #catchUpStream(stream: string): Promise<void> {
    try {
      for (const entry of await this.#store.read(stream, this.versionOf(stream))) this.#fold(entry);
      this.#faults.delete(stream);
    } catch (error) {
      if (!(error instanceof DamagedEntryError || error instanceof UnknownEventError)) throw error;
      this.#faults.set(stream, error);
    }
  }

  #fold(stored: Entry): void {
    const entry = upcast(stored);
    if (entry.stream === DIRECTORY_STREAM)
      applyDirectoryEvent(
        this.directory,
        known<DirectoryEvent>(entry, DIRECTORY_EVENT_TYPES),
        entry.recordedAt,
      );
    else if (entry.stream.startsWith('track:')) this.#foldTrack(entry);
    this.#versions.set(entry.stream, entry.version);
  }

  #foldTrack(entry: Entry): void {
    const id = entry.stream.slice('track:'.length);
    const state = this.tracks.get(id) ?? emptyTrack(id);
    this.tracks.set(id, state);
    applyTrackEvent(state, known<TrackEvent>(entry, TRACK_EVENT_TYPES), entry.recordedAt, entry);
  }
}

/** The one place where a stored entry becomes an event again: the chain of hashes vouches for its shape. */
function known<Event>(entry: Entry, types: ReadonlySet<string>): Event {
  if (!types.has(entry.type)) {
    throw new UnknownEventError(
      `${entry.stream} ${entry.version}: ${entry.type} was written by a newer version`,
    );
  }
  return { type: entry.type, data: entry.data } as Event;
}
