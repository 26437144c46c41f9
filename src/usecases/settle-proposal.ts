import { phaseEndSet, proposalDeclined } from '../../cards/phase-end.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import type { Proposal } from '../domain/track/beneficiary.ts';
import type { TrackEvent } from '../domain/track/events.ts';
import { recipientsOn } from '../domain/track/referents.ts';
import { actorId } from './actor.ts';
import { type Context, decision } from './command.ts';
import { hidden } from './fields.ts';
import { noticesTo } from './notices.ts';
import { checkEnd, consequenceOf, phaseNamed, wantedEnd } from './phase.ts';
import type { MessageDraft } from './ports.ts';
import { endBefore, endEvents } from './propose-end.ts';
import { defineCommuneCommand, type Target, targetValue } from './target.ts';

/** MGP takes over a date that the beneficiary proposed (art. 5). Checked again: the calendar may have moved since. */
export const confirmProposal = defineCommuneCommand({
  word: 'etape confirmer',
  title: 'Confirmer une date',
  help: 'confirmer une date proposée par une collectivité',
  article: 'convention, art. 5',
  roles: ['coordinator'],
  fields: { proposition: hidden() },
  run: (input, context, target) => {
    const proposal = openProposal(target, input.proposition);
    if (proposal instanceof Refusal) return proposal;
    const wanted = wantedEnd(target, proposal);
    if (wanted instanceof Refusal) return wanted;
    const refusal = checkEnd(target, wanted, context.today);
    if (refusal !== null) return refusal;
    const { phase, kind, endsOn, cause } = proposal;
    const commune = target.beneficiary.facts.id;
    const byId = actorId(context.actor);
    return decision({
      track: target.track.id,
      events: [
        settled(context, target, proposal, 'confirmed'),
        ...endEvents(context, target, { commune, phase, kind, endsOn, cause, byId }),
      ],
      messages: told(context, target, proposal, 'confirmed'),
      card: phaseEndSet(consequenceOf(context.world, target, wanted, true)),
    });
  },
});

/** MGP does not take the date over; the calendar stays, the person is told. */
export const declineProposal = defineCommuneCommand({
  word: 'etape ecarter',
  title: 'Écarter une date',
  help: 'écarter une date proposée par une collectivité',
  article: 'convention, art. 5',
  roles: ['coordinator'],
  fields: { proposition: hidden() },
  run: (input, context, target) => {
    const proposal = openProposal(target, input.proposition);
    if (proposal instanceof Refusal) return proposal;
    const phase = phaseNamed(target.facts.phases, proposal.phase);
    return decision({
      track: target.track.id,
      events: [settled(context, target, proposal, 'declined')],
      messages: told(context, target, proposal, 'declined'),
      card: proposalDeclined({
        commune: target.beneficiary.facts.name,
        communeValue: targetValue(context.world, target),
        phase: phase instanceof Refusal ? proposal.phase : phase.title,
        endsOn: proposal.endsOn,
      }),
    });
  },
});

function openProposal(target: Target, proposalId: string): Proposal | Refusal {
  const proposal = target.beneficiary.proposals.get(proposalId);
  if (proposal === undefined) return new Refusal({ code: 'unknown-proposal' });
  if (proposal.settled === null) return proposal;
  const day = parisDay(Temporal.Instant.from(proposal.settled.at)).toString();
  return new Refusal({ code: 'proposal-settled', outcome: proposal.settled.outcome, day });
}

function settled(
  context: Context,
  target: Target,
  proposal: Proposal,
  outcome: 'confirmed' | 'declined',
): TrackEvent {
  const byId = actorId(context.actor);
  const { proposalId } = proposal;
  return {
    type: 'proposal-settled',
    data: { proposalId, commune: target.beneficiary.facts.id, outcome, byId },
  };
}

/** Whoever proposed it, and whoever speaks for the beneficiary now. */
function told(
  context: Context,
  target: Target,
  proposal: Proposal,
  outcome: 'confirmed' | 'declined',
): readonly MessageDraft[] {
  const people = [proposal.byId, ...recipientsOn(target.beneficiary, context.today.toString())];
  const data = {
    track: target.track.id,
    commune: target.beneficiary.facts.id,
    proposalId: proposal.proposalId,
    outcome,
    before: endBefore(target, proposal),
  };
  return noticesTo(context, people, { topic: 'proposal-settled', id: proposal.proposalId, data });
}
