import type { IncidentReported } from '../../domain/incident/events.ts';
import { isContractors } from '../../domain/incident/recipients.ts';
import type { Incident, IncidentStep } from '../../domain/incident/state.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import type { Context } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { noticesTo } from '../notices.ts';
import type { MessageDraft } from '../ports.ts';
import type { Target } from '../target.ts';
import type { FoundIncident } from './incidents.ts';
import { INCIDENT_ALERT, INCIDENT_RECEIPT, INCIDENT_STEP } from './topics.ts';

type Told = Pick<Context, 'world' | 'settings' | 'now' | 'today'>;

/**
 * The receipt to whoever wrote it, and the alert to MGP, to the contractor where it is addressed to it, and to who else
 * speaks for the beneficiary: at once, at any hour (art. 3).
 */
export function reportMessages(
  context: Told,
  { track, beneficiary }: Target,
  { incident, byId, nature, toContractor }: IncidentReported,
): readonly MessageDraft[] {
  const data = { track: track.id, incident };
  const contractor = contractorsOf(track.contractorId, { nature, toContractor });
  const colleagues = recipientsOn(beneficiary, context.today.toString());
  const readers = [...coordinatorIds(context), ...contractor, ...colleagues].filter((id) => id !== byId);
  return [
    ...noticesTo(context, [byId], { topic: INCIDENT_RECEIPT, id: incident, data }),
    ...noticesTo(context, readers, { topic: INCIDENT_ALERT, id: incident, data }),
  ];
}

/**
 * A step, to who follows the report and did not take it: who wrote it and who speaks for the beneficiary; MGP when the
 * beneficiary or the contractor has spoken, or whoever it was given to; the contractor what is addressed to it.
 */
export function stepMessages(
  context: Told,
  { track, beneficiary, incident }: FoundIncident,
  step: IncidentStep,
): readonly MessageDraft[] {
  const rank = incident.steps.length;
  const own = [incident.byId, ...recipientsOn(beneficiary, context.today.toString())];
  const coordinators = coordinatorIds(context);
  const mgp =
    step.as === 'mgp' ? [incident.assigneeId, step.assigneeId].filter((id) => id !== null) : coordinators;
  const contractor = step.toContractor ? contractorsOf(track.contractorId, incident) : [];
  const readers = [...own, ...mgp, ...contractor].filter((id) => id !== step.byId);
  return noticesTo(context, readers, {
    topic: INCIDENT_STEP,
    id: `${incident.number}:${rank}`,
    data: { track: track.id, incident: incident.number, step: rank },
  });
}

function contractorsOf(
  contractorId: string | null,
  incident: Pick<Incident, 'nature' | 'toContractor'>,
): readonly string[] {
  return contractorId !== null && isContractors(incident) ? [contractorId] : [];
}
