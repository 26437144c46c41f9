import { accessAsked, accessDeclined } from '../../cards/access.ts';
import type { Card } from '../../cards/model.ts';
import { phaseEndSet, proposalDeclined, proposalMade } from '../../cards/phase-end.ts';
import {
  referentChangedNotice,
  referentFarewell,
  referentWelcome,
  type WelcomeView,
} from '../../cards/referent.ts';
import { frLongDay, NBSP } from '../../cards/words.ts';
import type { Phase } from '../domain/calendar/phase.ts';
import { currentKit } from '../domain/communication/kits.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { milestonesOf } from '../domain/reminder/milestones.ts';
import type { Designation, Proposal } from '../domain/track/beneficiary.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import { holderOn } from '../domain/track/referents.ts';
import { conventionNotice } from './convention/notice-cards.ts';
import { changeView } from './designate.ts';
import { phaseTitle } from './note-reminder.ts';
import { contactView } from './people.ts';
import { consequenceOf, wantedEnd } from './phase.ts';
import type { JsonObject, Message } from './ports.ts';
import type { ClockContext } from './reminders.ts';
import { type Target, targetValue } from './target.ts';

/** Null when what the notice tells of was settled before it could leave. */
export function noticeCard(context: ClockContext, target: Target, message: Message): Card | null {
  const { beneficiary } = target;
  const { data } = message;
  const commune = beneficiary.facts.name;
  const communeValue = targetValue(context.world, target);
  switch (message.topic) {
    case 'referent-changed':
    case 'referent-welcome':
    case 'referent-farewell': {
      const designation = beneficiary.designations.find((d) => d.number === data['number']);
      return designation === undefined ? null : designationCard(context, target, designation, message);
    }
    case 'access-asked': {
      const request = beneficiary.requests.get(String(data['requestId']));
      if (request === undefined || request.settled !== null) return null;
      const present = holderOn(beneficiary, request.role, context.today.toString());
      const { people } = context.world;
      return accessAsked({
        ...request,
        commune,
        communeValue,
        person: contactView(people, request.personId),
        present: present === null ? null : contactView(people, present.personId).name,
      });
    }
    case 'access-declined':
      return accessDeclined({ commune });
    case 'proposal-made': {
      const proposal = beneficiary.proposals.get(String(data['proposalId']));
      return proposal === undefined || proposal.settled !== null
        ? null
        : proposalCard(context, target, proposal);
    }
    case 'proposal-settled': {
      const proposal = beneficiary.proposals.get(String(data['proposalId']));
      return proposal === undefined ? null : settledCard(context, target, proposal, data);
    }
    case 'phase-end-told':
      return toldCard(context, target, data);
    default:
      return conventionNotice(context, target, message);
  }
}

function designationCard(
  context: ClockContext,
  target: Target,
  designation: Designation,
  message: Message,
): Card {
  const data = { ...designation, commune: target.beneficiary.facts.id };
  const view = changeView(context, target, data, { person: null, recordedAt: designation.declaredAt });
  if (message.topic === 'referent-farewell') return referentFarewell(view);
  if (message.topic === 'referent-welcome')
    return referentWelcome({ ...view, upcoming: upcoming(context, target), kit: kitOf(context, target) });
  const reason = message.data['reason'];
  const by = contactView(context.world.people, designation.byId).name;
  return referentChangedNotice({ ...view, by, reason: typeof reason === 'string' ? reason : null });
}

/** As the welcome brings it: newcomers are told of no kit that was announced before they came. */
function kitOf({ now }: ClockContext, { track }: Target): WelcomeView['kit'] {
  const kit = currentKit(track, now);
  return kit === null ? null : { trackValue: track.id, version: kit.version, links: kit.links };
}

function upcoming(context: ClockContext, target: Target): readonly string[] {
  const milestones = milestonesOf(beneficiaryPlan(target.facts, target.beneficiary), target.beneficiary);
  return milestones
    .filter((m) => !m.done && Temporal.PlainDate.compare(m.dueOn, context.today) >= 0)
    .map((m) => {
      const title = phaseTitle(target, m);
      return `${title === null ? "Début de l'expérimentation" : `${title}, fin`}${NBSP}: ${frLongDay(m.dueOn.toString())}`;
    });
}

function proposalCard(context: ClockContext, target: Target, proposal: Proposal): Card | null {
  const wanted = wantedEnd(target, proposal);
  if (wanted instanceof Refusal) return null;
  const by = contactView(context.world.people, proposal.byId).name;
  return proposalMade({
    ...consequenceOf(context.world, target, wanted, true),
    by,
    at: proposal.at,
    proposalId: proposal.proposalId,
  });
}

function settledCard(
  context: ClockContext,
  target: Target,
  proposal: Proposal,
  data: JsonObject,
): Card | null {
  const wanted = wantedEnd(target, proposal);
  if (wanted instanceof Refusal || proposal.settled === null) return null;
  if (proposal.settled.outcome === 'confirmed')
    return phaseEndSet(consequenceOf(context.world, before(target, wanted.phase, data), wanted, true));
  return proposalDeclined({
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(context.world, target),
    phase: wanted.phase.title,
    endsOn: proposal.endsOn,
  });
}

/** The beneficiary with the end of the phase that was recorded before, if any: what a notice of the new one compares with. */
function before(target: Target, phase: Phase, data: JsonObject): Target {
  const { before: endsOn } = data;
  const ends = [...target.beneficiary.ends].flatMap(([id, end]) => {
    if (id !== phase.id) return [[id, end] as const];
    return typeof endsOn === 'string' ? [[id, { ...end, kind: 'delay' as const, endsOn }] as const] : [];
  });
  return { ...target, beneficiary: { ...target.beneficiary, ends: new Map(ends) } };
}

function toldCard(context: ClockContext, target: Target, data: JsonObject): Card | null {
  const kind = data['kind'] === 'done' ? 'done' : 'delay';
  const cause = typeof data['cause'] === 'string' ? data['cause'] : null;
  const wanted = wantedEnd(target, {
    phase: String(data['phase']),
    kind,
    endsOn: String(data['endsOn']),
    cause,
  });
  return wanted instanceof Refusal
    ? null
    : phaseEndSet(consequenceOf(context.world, before(target, wanted.phase, data), wanted, true));
}
