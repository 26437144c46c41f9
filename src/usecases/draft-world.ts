import { applyDirectoryEvent, type DirectoryState, type NumberTaken } from '../domain/people/directory.ts';
import type { TrackEvent } from '../domain/track/events.ts';
import { applyTrackEvent, type TrackState } from '../domain/track/state.ts';
import type { People } from './people-index.ts';
import type { PersonRow, PersonWrite } from './ports.ts';
import type { World } from './world.ts';

/**
 * The records as they would be, line after line, while a decision of many parts is still being made: nothing of it
 * reaches the real ones until all of it is appended at once.
 */
export class DraftWorld implements World {
  readonly tracks: ReadonlyMap<string, TrackState>;
  readonly directory: DirectoryState;
  readonly people: People;
  /** The track that the decision is about. */
  readonly track: TrackState;
  readonly #written = new Map<string, PersonRow>();

  constructor(base: World, track: TrackState) {
    this.track = structuredClone(track);
    this.tracks = new Map([...base.tracks, [track.id, this.track]]);
    this.directory = structuredClone(base.directory);
    this.people = {
      byId: (id) => this.#written.get(id) ?? base.people.byId(id),
      byEmail: (email) => this.#writtenEmail(email) ?? base.people.byEmail(email),
      byAccount: base.people.byAccount.bind(base.people),
      all: () => new Map([...[...base.people.all()].map(byId), ...this.#written]).values(),
    };
  }

  takeEvent(event: TrackEvent, at: string): void {
    applyTrackEvent(this.track, event, at);
  }

  takeNumbers(numbers: readonly NumberTaken[]): void {
    for (const data of numbers) applyDirectoryEvent(this.directory, { type: 'number-taken', data }, '');
  }

  /** A person written twice is stored once, over the revision that the real records have. */
  takePeople(writes: readonly PersonWrite[]): void {
    for (const { person, expectedRevision } of writes)
      this.#written.set(person.id, { person, revision: expectedRevision });
  }

  /** Everybody written so far. */
  writes(): readonly PersonWrite[] {
    return [...this.#written.values()].map(({ person, revision }) => ({
      person,
      expectedRevision: revision,
    }));
  }

  #writtenEmail(email: string): PersonRow | undefined {
    return [...this.#written.values()].find(({ person }) => person.email === email.toLowerCase());
  }
}

function byId(row: PersonRow): readonly [string, PersonRow] {
  return [row.person.id, row];
}
