import { parisDay } from '../calendar/hours.ts';
import type { KeptFile } from '../kernel/file.ts';
import type { BeneficiaryState } from '../track/beneficiary.ts';
import { recipientsOn } from '../track/referents.ts';
import type { TrackState } from '../track/state.ts';
import type { KitTold } from './events.ts';
import type { PublishedKit } from './state.ts';

/** A kit that a track's beneficiaries are to use (règlement, art. 9): published by command, or named by the programme file. */
export interface Kit {
  readonly version: string;
  readonly links: readonly string[];
  readonly files: readonly KeptFile[];
  readonly changes: string | null;
  /** UTC instant; null for the one of the programme file, which says no day. */
  readonly availableAt: string | null;
  /** UTC instant of its record; null for the same. */
  readonly at: string | null;
}

/** Every kit of a track that is available or will be, oldest first; what was published by command comes after the programme file's. */
export function kitsOf({ facts, communication }: TrackState): readonly Kit[] {
  const ofFile = facts?.kit ?? null;
  const first: readonly Kit[] =
    ofFile === null
      ? []
      : [
          {
            version: ofFile.version,
            links: [ofFile.url],
            files: [],
            changes: null,
            availableAt: null,
            at: null,
          },
        ];
  return [...first, ...communication.kits];
}

/** The kit to use at an instant: the newest that is available; null while there is none. */
export function currentKit(track: TrackState, now: Temporal.Instant): Kit | null {
  return kitsOf(track).findLast((kit) => isAvailable(kit, now)) ?? null;
}

/** The kit that takes the place of the current one by itself, at its hour; null when none is to. */
export function scheduledKit({ communication }: TrackState, now: Temporal.Instant): PublishedKit | null {
  const newest = communication.kits.at(-1);
  return newest === undefined || isAvailable(newest, now) ? null : newest;
}

/** Whether a kit may be used at an instant. */
export function isAvailable({ availableAt }: Pick<Kit, 'availableAt'>, now: Temporal.Instant): boolean {
  return availableAt === null || Temporal.Instant.compare(availableAt, now) <= 0;
}

/** The kit of that version, in capitals or not. */
export function kitNamed(track: TrackState, version: string): Kit | undefined {
  const wanted = version.toLowerCase();
  return kitsOf(track).find((kit) => kit.version.toLowerCase() === wanted);
}

/** Whether two kits hold the same, in whatever order. */
export function holdsTheSame(
  one: Pick<Kit, 'links' | 'files'>,
  other: Pick<Kit, 'links' | 'files'>,
): boolean {
  return contents(one) === contents(other);
}

function contents({ links, files }: Pick<Kit, 'links' | 'files'>): string {
  return [...new Set([...links, ...files.map(({ hash }) => hash)])].sort().join('\n');
}

/**
 * Whoever speaks for a beneficiary on a Paris day (ISO), and whoever is designated for a day to come: they had their
 * welcome already, and would not hear of what is published before they begin.
 */
export function kitReaders(beneficiary: BeneficiaryState, day: string): readonly string[] {
  const toCome = beneficiary.designations.map(({ fromOn }) => fromOn).filter((fromOn) => fromOn > day);
  return [...new Set([day, ...toCome].flatMap((one) => recipientsOn(beneficiary, one)))];
}

/** Everybody who is told of a kit on a Paris day (ISO), each once. */
export function allKitReaders({ beneficiaries }: TrackState, day: string): readonly string[] {
  return [...new Set([...beneficiaries.values()].flatMap((one) => kitReaders(one, day)))];
}

/** The newest available kit, when nobody was told of it: one that it has overtaken is announced no more. */
export function kitsDue(track: TrackState, now: Temporal.Instant): readonly KitTold[] {
  const kit = track.communication.kits.findLast((one) => isAvailable(one, now));
  if (kit === undefined || kit.toldTo !== null) return [];
  return [{ version: kit.version, to: allKitReaders(track, parisDay(now).toString()) }];
}

/** When `kitsDue` must be asked again: never before `now`, null when nothing is to come. */
export function nextKitsDueAt(track: TrackState, now: Temporal.Instant): Temporal.Instant | null {
  if (kitsDue(track, now).length > 0) return now;
  const { kits } = track.communication;
  const available = kits.findLastIndex((kit) => isAvailable(kit, now));
  const toCome = kits.slice(available + 1).map(({ availableAt }) => Temporal.Instant.from(availableAt));
  const [first = null] = toCome.sort(Temporal.Instant.compare);
  return first;
}
