import type { TrackState } from '../track/state.ts';
import type { Deliverable, Judgement, Reserve, Version } from './state.ts';

/**
 * Where a beneficiary stands with the version to validate (art. 3). `cleared`: validated with reserves, all of them
 * lifted since. Only an act leads out of `waiting`: no time does.
 */
export type Standing = 'waiting' | 'validated' | 'with-reserves' | 'cleared' | 'refused' | 'withdrawn';

/** The version to validate. */
export function currentVersion({ versions }: Deliverable): Version {
  return versions.reduce((_former, version) => version);
}

/** Whether a beneficiary is asked to validate it. */
export function isAddressedTo({ communes }: Deliverable, commune: string): boolean {
  return communes === null || communes.includes(commune);
}

/** Ids of the track's beneficiaries that are asked, in the order of the track. */
export function addressees(track: TrackState, deliverable: Deliverable): readonly string[] {
  return [...track.beneficiaries.keys()].filter((commune) => isAddressedTo(deliverable, commune));
}

/** What the beneficiary has said last of the version to validate; null when nothing. */
export function judgementOf(deliverable: Deliverable, commune: string): Judgement | null {
  const { version } = currentVersion(deliverable);
  return deliverable.judgements.get(commune)?.findLast((act) => act.version === version) ?? null;
}

/** The same, as one word. */
export function standingOf(deliverable: Deliverable, commune: string): Standing {
  if (deliverable.withdrawn !== null) return 'withdrawn';
  const act = judgementOf(deliverable, commune);
  if (act === null) return 'waiting';
  if (act.verdict !== 'with-reserves') return act.verdict;
  return openReserves(act).length === 0 ? 'cleared' : 'with-reserves';
}

/** Reserves that were not lifted yet. */
export function openReserves({ reserves }: Judgement): readonly Reserve[] {
  return reserves.filter(({ lifted }) => lifted === null);
}
