import fc from 'fast-check';
import type { ConventionEvent } from '../../src/domain/convention/events.ts';
import type { DeliverableEvent, Verdict } from '../../src/domain/deliverable/events.ts';
import { currentVersion, openReserves } from '../../src/domain/deliverable/standing.ts';
import type { Deliverable, Version } from '../../src/domain/deliverable/state.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackFacts } from '../../src/domain/track/facts.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import {
  avenant,
  dataAct,
  dataRequested,
  drafted,
  heard,
  noticeClosed,
  noticeSent,
  optionChosen,
  reviewSent,
  signed,
} from './convention-track.ts';
import { handedOver, judged, lifted, pdf, replaced, withdrawn } from './deliverable-track.ts';
import { choisyTrack, communes, designated, phaseEnd } from './track.ts';

const both = communes(2);
const COMMUNES: readonly string[] = both.map(({ id }) => id);
const NUMBERS = ['LIV-01', 'LIV-02'] as const;
const VERDICTS: readonly Verdict[] = ['validated', 'with-reserves', 'refused'];

const numbers = fc.constantFrom(...NUMBERS);
const named = fc.constantFrom(...COMMUNES);
const days = (min: number, max: number) => fc.integer({ min, max });
const ago = days(0, 30);
const whom = fc.constantFrom<(readonly string[] | null)[]>(null, COMMUNES.slice(0, 1), ['gone', ...COMMUNES]);

/** The programme of two communes. */
export const TWO = choisyTrack({ beneficiaries: both });

/** What may happen on a day; null when it no longer can. */
export type Happening = (track: TrackState, today: Temporal.PlainDate) => TrackEvent | null;

/** What is done with a deliverable, as a command would record it; null when it no longer can be. */
type Act = (deliverable: Deliverable, today: Temporal.PlainDate) => DeliverableEvent | null;

/** The hand-over of a deliverable that is not there yet, else what is done with it. */
const onOne = (acts: fc.Arbitrary<Act>): fc.Arbitrary<Happening> =>
  fc.tuple(numbers, whom, ago, acts).map(([deliverable, to, count, act]): Happening => {
    return (track, today) => {
      const known = track.deliverables.get(deliverable);
      const handedOverOn = today.subtract({ days: count }).toString();
      return known === undefined
        ? handedOver({ deliverable, handedOverOn, communes: to })
        : act(known, today);
    };
  });

const replacing: fc.Arbitrary<Act> = ago.map((count) => ({ number, versions, withdrawn: gone }, today) => {
  if (gone !== null) return null;
  const version = versions.length + 1;
  const handedOverOn = today.subtract({ days: count }).toString();
  const content = pdf(`${number}-${version}`);
  return replaced({ deliverable: number, version, handedOverOn, content, digest: `${version}` });
});

/** What one of the communes says of the version to validate or, as nobody may, of the first one whatever came since. */
const judging: fc.Arbitrary<Act> = fc
  .tuple(named, fc.constantFrom(...VERDICTS), fc.integer({ min: 0, max: 4 }))
  .map(([commune, verdict, rank]) => (deliverable) => {
    const version = rank === 0 ? deliverable.versions[0] : currentVersion(deliverable);
    return judgedAs(deliverable, version, commune, verdict);
  });

function judgedAs(
  { number, judgements }: Deliverable,
  { version, digest }: Version,
  commune: string,
  verdict: Verdict,
): DeliverableEvent {
  const rank = judgements.get(commune)?.length ?? 0;
  const ids = verdict === 'with-reserves' ? ['a', 'b'].slice(rank % 2) : [];
  const reserves = ids.map((id) => ({ reserveId: `${number} ${commune} ${rank} ${id}`, text: id }));
  return judged(verdict, { deliverable: number, version, digest, commune, reserves });
}

/** Lifts the first reserve that stands, or makes some. */
const lifting: fc.Arbitrary<Act> = named.map((commune) => (deliverable) => {
  const [open] = [...deliverable.judgements].flatMap(([whose, acts]) =>
    acts.flatMap(openReserves).map(({ reserveId }) => ({ whose, reserveId })),
  );
  return open === undefined
    ? judgedAs(deliverable, currentVersion(deliverable), commune, 'with-reserves')
    : lifted(open.reserveId, open.whose, deliverable.number);
});

const chasing: fc.Arbitrary<Act> = named.map((commune) => (deliverable) => {
  const { version } = currentVersion(deliverable);
  const data = { deliverable: deliverable.number, version, communes: [commune], byId: 'coordinatrice' };
  return { type: 'validation-chased', data };
});

const ofDeliverables: fc.Arbitrary<Happening> = onOne(
  fc.oneof(
    { weight: 4, arbitrary: judging },
    { weight: 4, arbitrary: lifting },
    { weight: 3, arbitrary: replacing },
    { weight: 1, arbitrary: chasing },
    { weight: 1, arbitrary: fc.constant<Act>(({ number }) => withdrawn(number)) },
  ),
);

/** What may be told of any convention at any time. */
const TOLD: readonly ((commune: string, on: string) => ConventionEvent)[] = [
  (commune, on) => signed(on, null, null, commune),
  (commune, on) => signed(null, on, 'BM', commune),
  (commune) => optionChosen('première', commune),
  (commune, on) => dataAct({ commune, signedOn: on }),
  (commune, on) => dataAct({ commune, signedOn: on, purpose: 'transfer', nature: 'none' }),
  (commune, on) => dataRequested(on, commune),
  (commune, on) => heard(on, commune),
  (commune) => drafted({ 1: 'rédaction' }, commune),
];

/** What is told of a convention: at most one formal notice is open, a review is sent once, avenants count from 1. */
const ofConventions: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(named, fc.option(days(-40, 90)), fc.option(days(-60, 90))).map(
    ([commune, term, limit]): Happening =>
      (track, today) => {
        const rank = track.beneficiaries.get(commune)?.convention.avenants.length;
        const moved = (shift: number | null) =>
          shift === null ? null : Temporal.PlainDate.from('2026-12-31').add({ days: shift }).toString();
        const signedOn = today.toString();
        return rank === undefined
          ? null
          : avenant({
              commune,
              avenant: rank + 1,
              signedOn,
              termOn: moved(term),
              assessmentBefore: moved(limit),
            });
      },
  ),
  {
    weight: 3,
    arbitrary: fc.tuple(named, days(0, 45)).map(
      ([commune, ago]): Happening =>
        (track, today) =>
          noticeOr(track, commune, today, ago),
    ),
  },
  fc.tuple(named, days(0, 9), fc.constantFrom(...TOLD)).map(
    ([commune, ago, fact]): Happening =>
      (_track, today) =>
        fact(commune, today.subtract({ days: ago }).toString()),
  ),
  named.map(
    (commune): Happening =>
      (track) =>
        track.beneficiaries.get(commune)?.convention.review === null
          ? reviewSent({ 1: 'rédaction' }, commune)
          : null,
  ),
);

/** Sends a registered letter, or tells how the one that stands has ended. */
function noticeOr(
  track: TrackState,
  commune: string,
  today: Temporal.PlainDate,
  ago: number,
): ConventionEvent | null {
  const notices = track.beneficiaries.get(commune)?.convention.notices;
  if (notices === undefined) return null;
  const open = [...notices.values()].find(({ closed }) => closed === null);
  if (open !== undefined) return noticeClosed(today.toString(), 'remedied', open.notice, commune);
  const notice = `MED-${commune}-${notices.size + 1}`;
  return noticeSent({ notice, commune, sentOn: today.subtract({ days: ago }).toString() });
}

/** The programme as its file may have it from one start to the next: with a commune less, with another pace. */
const programmes: readonly TrackFacts[] = [both, both.slice(0, 1), both.slice(1)].flatMap((beneficiaries) =>
  [15, 4].map((deliverableWorkingDays) => choisyTrack({ beneficiaries, deliverableWorkingDays })),
);

const ofTheTrack: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(named, fc.constantFrom('amina', 'bruno'), fc.constantFrom('referent', 'deputy'), days(-5, 40)).map(
    ([commune, who, role, ahead]): Happening =>
      (_track, today) =>
        designated(who, `${today.add({ days: ahead })}`, { commune, role }),
  ),
  fc
    .tuple(
      named,
      fc.constantFrom('audit', 'setup', 'use', 'assessment'),
      fc.constantFrom('delay', 'done'),
      days(0, 60),
    )
    .map(
      ([commune, phase, kind, ago]): Happening =>
        (_track, today) =>
          phaseEnd(phase, kind, `${today.subtract({ days: ago })}`, commune),
    ),
  fc.constantFrom(...programmes).map(
    (facts): Happening =>
      () => ({ type: 'programme-loaded', data: { facts, contractorId: null, communicationId: null } }),
  ),
);

/** Whatever may happen to the deliverables and to the conventions of two communes. */
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: ofDeliverables },
  { weight: 3, arbitrary: ofConventions },
  { weight: 2, arbitrary: ofTheTrack },
);
