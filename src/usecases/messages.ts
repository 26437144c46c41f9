import { accessAsked, accessDeclined } from '../../cards/access.ts';
import { accessLink } from '../../cards/mail.ts';
import type { Card } from '../../cards/model.ts';
import { phaseEndSet, proposalDeclined, proposalMade } from '../../cards/phase-end.ts';
import { outboxAlarm, peopleUnreachable, type UnreachableView } from '../../cards/reachability.ts';
import { referentChangedNotice, referentFarewell, referentWelcome } from '../../cards/referent.ts';
import { type ReminderView, reminderCard, reminderDigest } from '../../cards/reminder.ts';
import { frLongDay, NBSP } from '../../cards/words.ts';
import type { Phase } from '../domain/calendar/phase.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { milestonesOf } from '../domain/reminder/milestones.ts';
import { beneficiaryPlan } from '../domain/track/plan.ts';
import { holderOn } from '../domain/track/referents.ts';
import type { Designation, Proposal } from '../domain/track/state.ts';
import { ACCESS_LINK } from './ask-for-link.ts';
import { changeView, coordinatorIds } from './designate.ts';
import { phaseTitle } from './note-reminder.ts';
import { contactView } from './people.ts';
import { consequenceOf, wantedEnd } from './phase.ts';
import type { JsonObject, Message } from './ports.ts';
import { alarmView, unreachableView } from './reachability.ts';
import { type ClockContext, reminderStillOwed } from './reminders.ts';
import { type Target, targetOf, targetValue } from './target.ts';

/** What to do with a claimed message, decided from the records as they are when it leaves. */
export type Verdict =
  | { readonly kind: 'say'; readonly card: Card }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'drop'; readonly why: string };

export interface Rendered {
  /** By message key: those that leave together carry the same card. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

const LINK_WITHIN_MINUTES = 60;

/** What is told of the sending itself, not of a beneficiary. */
const OF_SENDING: ReadonlySet<string> = new Set(['person-unreachable', 'outbox-alarm', ACCESS_LINK]);

/** What a message must name to be said: its beneficiary, unless it is about the sending itself. */
export function namesItsSubject({ topic, data }: Pick<Message, 'topic' | 'data'>): boolean {
  const { damaged, track, commune } = data;
  if (damaged !== undefined) return false;
  return OF_SENDING.has(topic) || (typeof track === 'string' && typeof commune === 'string');
}

/** Names the messages of one recipient that leave as one; their own key for those that leave alone. */
export function bundleOf({ key, topic, group }: Message): string {
  return group ?? (topic === 'person-unreachable' ? topic : key);
}

/** Renders the claimed messages of one recipient: reminders together, everything else alone. */
export function render(context: ClockContext, messages: readonly Message[]): Rendered {
  const verdicts = new Map<string, Verdict>(
    ofSending(
      context,
      messages.filter(({ topic }) => OF_SENDING.has(topic)),
    ),
  );
  const views = new Map<string, ReminderView>();
  for (const message of messages) {
    if (OF_SENDING.has(message.topic)) continue;
    const target = targetOf(context.world, String(message.data['track']), String(message.data['commune']));
    if (target === null) {
      verdicts.set(message.key, { kind: 'drop', why: 'beneficiary-gone' });
    } else if (message.topic === 'reminder') {
      const owed = reminderStillOwed(context, target, message.data, message.to);
      if (owed.kind === 'owed') views.set(message.key, owed.view);
      else verdicts.set(message.key, owed.kind === 'redirect' ? owed : { kind: 'drop', why: owed.why });
    } else {
      const card = noticeCard(context, target, message);
      verdicts.set(
        message.key,
        card === null ? { kind: 'drop', why: 'settled-since' } : { kind: 'say', card },
      );
    }
  }
  const card = together([
    ...new Map([...views.values()].map((v) => [`${v.communeValue}|${v.milestone}`, v])).values(),
  ]);
  if (card !== null) for (const key of views.keys()) verdicts.set(key, { kind: 'say', card });
  return { verdicts };
}

function ofSending(
  context: ClockContext,
  messages: readonly Message[],
): readonly (readonly [string, Verdict])[] {
  const lost = new Map<string, UnreachableView>();
  const verdicts = new Map<string, Verdict>();
  for (const message of messages) {
    const { key, topic, to } = message;
    const view = topic === 'person-unreachable' ? unreachableView(context, message) : null;
    if (topic === ACCESS_LINK) verdicts.set(key, linkVerdict(context, message));
    else if (!coordinatorIds(context).includes(to)) verdicts.set(key, { kind: 'drop', why: 'no-role-left' });
    else if (topic === 'outbox-alarm')
      verdicts.set(key, { kind: 'say', card: outboxAlarm(alarmView(message)) });
    else if (view === null) verdicts.set(key, { kind: 'drop', why: 'settled-since' });
    else lost.set(key, view);
  }
  if (lost.size > 0) {
    const card = peopleUnreachable([...lost.values()]);
    for (const key of lost.keys()) verdicts.set(key, { kind: 'say', card });
  }
  return [...verdicts];
}

/** Whoever asked for a link waits for it in front of a page: one that comes hours later surprises, and helps nobody. */
function linkVerdict({ now }: ClockContext, { createdAt }: Message): Verdict {
  const minutes = Temporal.Instant.from(createdAt).until(now).total('minutes');
  return minutes > LINK_WITHIN_MINUTES
    ? { kind: 'drop', why: 'too-late' }
    : { kind: 'say', card: accessLink() };
}

function together(views: readonly ReminderView[]): Card | null {
  const [first, ...others] = views;
  if (first === undefined) return null;
  return others.length === 0 ? reminderCard(first) : reminderDigest(views);
}

/** Null when what the notice tells of was settled before it could leave. */
function noticeCard(context: ClockContext, target: Target, message: Message): Card | null {
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
      return proposal === undefined ? null : settledCard(context, target, proposal);
    }
    case 'phase-end-told':
      return toldCard(context, target, data);
    default:
      return null;
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
    return referentWelcome({ ...view, upcoming: upcoming(context, target) });
  const reason = message.data['reason'];
  const by = contactView(context.world.people, designation.byId).name;
  return referentChangedNotice({ ...view, by, reason: typeof reason === 'string' ? reason : null });
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

function settledCard(context: ClockContext, target: Target, proposal: Proposal): Card | null {
  const wanted = wantedEnd(target, proposal);
  if (wanted instanceof Refusal || proposal.settled === null) return null;
  if (proposal.settled.outcome === 'confirmed')
    return phaseEndSet(consequenceOf(context.world, before(target, wanted.phase), wanted, true));
  return proposalDeclined({
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(context.world, target),
    phase: wanted.phase.title,
    endsOn: proposal.endsOn,
  });
}

/** The beneficiary without the recorded end of the phase: what a notice of that end compares with. */
function before(target: Target, phase: Phase): Target {
  const ends = new Map([...target.beneficiary.ends].filter(([id]) => id !== phase.id));
  return { ...target, beneficiary: { ...target.beneficiary, ends } };
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
    : phaseEndSet(consequenceOf(context.world, before(target, wanted.phase), wanted, true));
}
