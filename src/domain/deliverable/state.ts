import type { Content, DeliverableEvent, DeliverableJudged, ReserveText } from './events.ts';

/** One deliverable, part of its track's fold. Changed only by `applyDeliverableEvent`. */
export interface Deliverable {
  /** `LIV-12`. */
  readonly number: string;
  readonly title: string;
  readonly phase: string;
  /** Null for every beneficiary of the track. */
  readonly communes: readonly string[] | null;
  /** In order; the last is the one to validate. */
  readonly versions: readonly [Version, ...Version[]];
  readonly withdrawn: Withdrawn | null;
  /** Every act, in order, by beneficiary. */
  readonly judgements: ReadonlyMap<string, readonly Judgement[]>;
  /** Newest stage of reminders, in working days, by `version|commune`. */
  readonly reminded: ReadonlyMap<string, number>;
  /** When a coordinator had them reminded last, by `version|commune`: UTC instant. */
  readonly chased: ReadonlyMap<string, string>;
}

export interface Version {
  /** Counts from 1. */
  readonly version: number;
  readonly content: Content;
  readonly digest: string;
  readonly handedOverOn: string;
  readonly changes: string | null;
  readonly byId: string;
  /** UTC instant of the record. */
  readonly at: string;
}

export interface Withdrawn {
  readonly reason: string;
  readonly byId: string;
  readonly at: string;
}

export interface Judgement extends Omit<DeliverableJudged, 'deliverable' | 'commune' | 'reserves'> {
  readonly reserves: readonly Reserve[];
  readonly at: string;
}

export interface Reserve extends ReserveText {
  readonly lifted: { readonly byId: string; readonly at: string } | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface MutableDeliverable
  extends Mutable<Omit<Deliverable, 'versions' | 'judgements' | 'reminded' | 'chased'>> {
  readonly versions: [Version, ...Version[]];
  readonly judgements: Map<string, Judgement[]>;
  readonly reminded: Map<string, number>;
  readonly chased: Map<string, string>;
}

/** Key of `Deliverable.reminded` and `Deliverable.chased`. */
export function waitKey(version: number, commune: string): string {
  return `${version}|${commune}`;
}

/** Folds one event in place, recorded at a UTC instant. Never refuses: what is in the journal has happened. */
export function applyDeliverableEvent(
  deliverables: Map<string, Deliverable>,
  event: DeliverableEvent,
  at: string,
): void {
  if (event.type === 'deliverable-handed-over') {
    deliverables.set(event.data.deliverable, handedOver(event.data, at));
    return;
  }
  const found = deliverables.get(event.data.deliverable);
  if (found !== undefined) applyToOne(found as MutableDeliverable, event, at);
}

function handedOver(
  data: Extract<DeliverableEvent, { type: 'deliverable-handed-over' }>['data'],
  at: string,
): MutableDeliverable {
  const { deliverable: number, title, phase, communes, content, digest, handedOverOn, byId } = data;
  const first: Version = { version: 1, content, digest, handedOverOn, changes: null, byId, at };
  return {
    number,
    title,
    phase,
    communes,
    versions: [first],
    withdrawn: null,
    judgements: new Map(),
    reminded: new Map(),
    chased: new Map(),
  };
}

function applyToOne(
  deliverable: MutableDeliverable,
  event: Exclude<DeliverableEvent, { type: 'deliverable-handed-over' }>,
  at: string,
): void {
  switch (event.type) {
    case 'deliverable-replaced': {
      const { deliverable: _, ...version } = event.data;
      deliverable.versions.push({ ...version, at });
      return;
    }
    case 'deliverable-withdrawn': {
      const { reason, byId } = event.data;
      deliverable.withdrawn = { reason, byId, at };
      return;
    }
    case 'deliverable-judged': {
      const { deliverable: _, commune, reserves, ...said } = event.data;
      const open = reserves.map((reserve) => ({ ...reserve, lifted: null }));
      deliverable.judgements.getOrInsertComputed(commune, () => []).push({ ...said, reserves: open, at });
      return;
    }
    case 'reserve-lifted': {
      const { commune, reserveId, byId } = event.data;
      const acts = deliverable.judgements.get(commune) ?? [];
      deliverable.judgements.set(
        commune,
        acts.map((act) => ({
          ...act,
          reserves: act.reserves.map((one) =>
            one.reserveId === reserveId && one.lifted === null ? { ...one, lifted: { byId, at } } : one,
          ),
        })),
      );
      return;
    }
    case 'validation-reminders-owed':
      for (const { commune } of event.data.items)
        deliverable.reminded.set(waitKey(event.data.version, commune), event.data.stage);
      return;
    case 'validation-chased':
      for (const commune of event.data.communes)
        deliverable.chased.set(waitKey(event.data.version, commune), at);
      return;
  }
}
