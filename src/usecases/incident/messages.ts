import type { IncidentRights } from '../../../cards/incident-actions.ts';
import { incidentStepTold } from '../../../cards/incident-card.ts';
import {
  incidentAlert,
  incidentRaised,
  incidentReceiptLate,
  incidentReceiptMail,
} from '../../../cards/incident-report.ts';
import { isContractors } from '../../domain/incident/recipients.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import { coordinatorIds } from '../designate.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { targetOf } from '../target.ts';
import { drop, type Verdict } from '../verdict.ts';
import type { FoundIncident } from './incidents.ts';
import {
  INCIDENT_ALERT,
  INCIDENT_RAISED,
  INCIDENT_RAISED_BY_MAIL,
  INCIDENT_RECEIPT,
  INCIDENT_RECEIPT_LATE,
} from './topics.ts';
import { incidentView, RECEIPT_FILE, stepView } from './view.ts';

/** To whoever wrote it and to nobody else. */
const RECEIPTS: ReadonlySet<string> = new Set([INCIDENT_RECEIPT, INCIDENT_RECEIPT_LATE]);

const RAISED: ReadonlySet<string> = new Set([INCIDENT_RAISED, INCIDENT_RAISED_BY_MAIL]);

/** What to do with a claimed message about an incident (art. 3), decided from the records as they are when it leaves. */
export function incidentVerdict(context: ClockContext, message: Message): Verdict {
  const found = foundBy(context, message);
  if (found === null) return drop('incident-gone');
  const verdict = verdictOf(context, found, message);
  // What is told of one report stays together in a conversation.
  return verdict.kind === 'say' ? { ...verdict, thread: found.incident.number } : verdict;
}

function verdictOf(context: ClockContext, found: FoundIncident, { topic, to, data }: Message): Verdict {
  const { incident } = found;
  const rights = rightsOfReader(context, found, to);
  const isAuthor = incident.byId === to;
  if (RECEIPTS.has(topic)) return isAuthor ? receiptOf(context, found, topic) : drop('not-its-author');
  // Whoever has lost the role that let them read it learns nothing more; who wrote it hears what became of it.
  if (!rights.isCoordinator && !rights.isOwn && !rights.isContractor && !isAuthor)
    return drop('no-role-left');
  const view = incidentView(context, found, rights, null);
  if (topic === INCIDENT_ALERT) return { kind: 'say', card: incidentAlert(view, rights) };
  if (RAISED.has(topic)) {
    if (incident.acknowledged !== null) return drop('acknowledged-since');
    return rights.isCoordinator ? { kind: 'say', card: incidentRaised(view) } : drop('no-role-left');
  }
  const step = incident.steps[Number(data['step']) - 1];
  if (step === undefined) return drop('incident-gone');
  if (!step.toContractor && !rights.isCoordinator && !rights.isOwn && !isAuthor) return drop('no-role-left');
  return { kind: 'say', card: incidentStepTold(view, stepView(context, incident, step, null), rights) };
}

/** Whoever wrote a report has their receipt, whatever they are since. */
function receiptOf(context: ClockContext, found: FoundIncident, topic: string): Verdict {
  const { number, byId } = found.incident;
  if (topic === INCIDENT_RECEIPT_LATE) return { kind: 'say', card: incidentReceiptLate(number) };
  const rights = { ...rightsOfReader(context, found, byId), isOwn: true };
  return {
    kind: 'say',
    card: incidentReceiptMail(incidentView(context, found, rights, null)),
    attachment: { file: RECEIPT_FILE, values: { incident: number } },
  };
}

/** What a person is to a report today, whoever talks for them. */
function rightsOfReader(
  context: ClockContext,
  { track, beneficiary, incident }: FoundIncident,
  personId: string,
): IncidentRights {
  return {
    isCoordinator: coordinatorIds(context).includes(personId),
    isOwn: recipientsOn(beneficiary, context.today.toString()).includes(personId),
    isContractor: track.contractorId === personId && isContractors(incident),
  };
}

/** The report that a message names; null once the programme no longer has its beneficiary. */
function foundBy({ world }: ClockContext, { data }: Message): FoundIncident | null {
  const track = world.tracks.get(String(data['track']));
  const incident = track?.incidents.get(String(data['incident']));
  if (track === undefined || incident === undefined) return null;
  const target = targetOf(world, track.id, incident.commune);
  return target === null ? null : { ...target, incident };
}
