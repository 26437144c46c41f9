import { phaseEndSet, proposalSent } from '../../cards/phase-end.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import type { PhaseEndProposed, PhaseEndSet, TrackEvent } from '../domain/track/events.ts';
import { recipientsOn } from '../domain/track/referents.ts';
import { actorId } from './actor.ts';
import { type Context, decision, type Outcome } from './command.ts';
import { coordinatorIds } from './designate.ts';
import { noticesTo } from './notices.ts';
import { consequenceOf, type WantedEnd } from './phase.ts';
import type { Target } from './target.ts';
import { datesTold } from './told-dates.ts';

/** Records a new end of phase when a coordinator says it, proposes it to MGP when the beneficiary does (art. 5). */
export function sendEnd(context: Context, target: Target, wanted: WantedEnd): Outcome {
  return context.actor.isCoordinator ? setEnd(context, target, wanted) : proposeEnd(context, target, wanted);
}

function setEnd(context: Context, target: Target, wanted: WantedEnd): Outcome {
  const data = endData(context, target, wanted);
  const about = {
    track: target.track.id,
    commune: data.commune,
    phase: data.phase,
    endsOn: data.endsOn,
    kind: data.kind,
  };
  const told = recipientsOn(target.beneficiary, context.today.toString()).filter((id) => id !== data.byId);
  return decision({
    track: target.track.id,
    events: endEvents(context, target, data),
    messages: noticesTo(context, told, {
      topic: 'phase-end-told',
      id: context.newId(),
      data: { ...about, cause: data.cause, before: endBefore(target, data) },
    }),
    card: phaseEndSet(consequenceOf(context.world, target, wanted, true)),
  });
}

/** The new end, whose dates are told with it. */
export function endEvents(context: Context, target: Target, data: PhaseEndSet): readonly TrackEvent[] {
  const { beneficiary } = target;
  const { commune: _, phase, ...end } = data;
  const ends = new Map([...beneficiary.ends, [phase, { ...end, at: context.now.toString() }]]);
  return [{ type: 'phase-end-set', data }, ...datesTold(context, target, { ...beneficiary, ends }, phase)];
}

/** The end that was recorded before this one: what a notice of it compares with. Null for none. */
export function endBefore({ beneficiary }: Target, { phase }: Pick<PhaseEndSet, 'phase'>): string | null {
  return beneficiary.ends.get(phase)?.endsOn ?? null;
}

function proposeEnd(context: Context, target: Target, wanted: WantedEnd): Outcome {
  const end = endData(context, target, wanted);
  const same = target.beneficiary.proposals
    .values()
    .find(
      (p) => p.settled === null && p.endsOn === end.endsOn && p.phase === end.phase && p.kind === end.kind,
    );
  if (same !== undefined) {
    const askedOn = parisDay(Temporal.Instant.from(same.at)).toString();
    return new Refusal({ code: 'already-proposed', day: same.endsOn, askedOn });
  }
  const proposalId = context.newId();
  const data: PhaseEndProposed = { proposalId, ...end };
  const about = { track: target.track.id, commune: data.commune, proposalId };
  return decision({
    track: target.track.id,
    events: [{ type: 'phase-end-proposed', data }],
    messages: noticesTo(context, coordinatorIds(context), {
      topic: 'proposal-made',
      id: proposalId,
      data: about,
    }),
    card: proposalSent({ ...end, commune: target.beneficiary.facts.name, phase: wanted.phase.title }),
  });
}

function endData(context: Context, target: Target, wanted: WantedEnd): PhaseEndSet {
  return {
    commune: target.beneficiary.facts.id,
    phase: wanted.phase.id,
    kind: wanted.kind,
    endsOn: wanted.endsOn.toString(),
    cause: wanted.cause,
    byId: actorId(context.actor),
  };
}
