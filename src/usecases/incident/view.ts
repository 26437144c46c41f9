import { fileLabel } from '../../../cards/files.ts';
import type { AttachedView, IncidentView, StepView } from '../../../cards/incident.ts';
import type { IncidentRights } from '../../../cards/incident-actions.ts';
import { PARIS, parisDay } from '../../domain/calendar/hours.ts';
import { workingMinutesBetween } from '../../domain/incident/clock.ts';
import { addressingOf, contractorSteps } from '../../domain/incident/recipients.ts';
import type { Incident, IncidentStep } from '../../domain/incident/state.ts';
import { minutesToAcknowledge } from '../../domain/incident/summary.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import type { Context } from '../command.ts';
import { contactView } from '../people.ts';
import { targetValue } from '../target.ts';
import type { FoundIncident } from './incidents.ts';

/** Name of the attachment that a link downloads. */
export const ATTACHMENT_FILE = 'piece';
/** Name of the receipt as a PDF. */
export const RECEIPT_FILE = 'signalement';

type Shown = Pick<Context, 'world' | 'settings' | 'now'>;

/** What cards show of a report to somebody; `fileUrl` null where the message cannot carry links of the reader's own. */
export function incidentView(
  context: Shown,
  found: FoundIncident,
  rights: IncidentRights,
  fileUrl: Context['fileUrl'] | null,
): IncidentView {
  const { incident, beneficiary, facts, track } = found;
  const { holidays } = context.settings;
  const { acknowledged } = incident;
  const minutes = minutesToAcknowledge(incident, holidays);
  const waited = workingMinutesBetween(Temporal.Instant.from(incident.at), context.now, holidays);
  const attached = (file: KeptFile) => attachedView(incident, file, fileUrl);
  return {
    ...incident,
    commune: beneficiary.facts.name,
    communeValue: targetValue(context.world, { track, facts, beneficiary }),
    track: facts.title,
    isLocked: addressingOf(incident.nature) === 'mgp',
    hasContractor: track.contractorId !== null,
    files: incident.files.map(attached),
    by: nameOf(context, incident.byId),
    delay: delayOf(incident),
    hash: incident.entry.hash,
    acknowledged:
      acknowledged === null || minutes === null
        ? null
        : { by: nameOf(context, acknowledged.byId), at: acknowledged.at, minutes },
    waitingMinutes: acknowledged === null ? waited : null,
    assignee: incident.assigneeId === null ? null : nameOf(context, incident.assigneeId),
    steps: stepsFor(incident, rights).map((step) => stepView(context, incident, step, fileUrl)),
  };
}

/** A step as cards show it. */
export function stepView(
  context: Pick<Shown, 'world'>,
  incident: Incident,
  { kind, as, byId, at, text, files, assigneeId }: IncidentStep,
  fileUrl: Context['fileUrl'] | null,
): StepView {
  return {
    kind,
    as,
    by: nameOf(context, byId),
    at,
    text,
    files: files.map((file) => attachedView(incident, file, fileUrl)),
    assignee: assigneeId === null ? null : nameOf(context, assigneeId),
  };
}

/** The steps that somebody may read: a contractor those that were addressed to it. */
function stepsFor(incident: Incident, { isCoordinator, isOwn }: IncidentRights): readonly IncidentStep[] {
  return isCoordinator || isOwn ? incident.steps : contractorSteps(incident);
}

/** The attachments that somebody may download. */
export function attachmentsFor(incident: Incident, rights: IncidentRights): readonly KeptFile[] {
  return [...incident.files, ...stepsFor(incident, rights).flatMap(({ files }) => files)];
}

function attachedView(
  { number }: Incident,
  file: KeptFile,
  fileUrl: Context['fileUrl'] | null,
): AttachedView {
  const linked = { file: ATTACHMENT_FILE, values: { incident: number, piece: file.hash } };
  return { label: fileLabel(file), url: fileUrl?.(linked) ?? null };
}

/** « Sans délai » has no figure (art. 3): how long it took is shown, to the minute where the hour is known. */
function delayOf({ foundOn, foundTime, at }: Incident): IncidentView['delay'] {
  const recorded = Temporal.Instant.from(at);
  const day = Temporal.PlainDate.from(foundOn);
  if (foundTime === null) return { unit: 'days', value: day.until(parisDay(recorded)).days };
  const found = day.toZonedDateTime({ timeZone: PARIS, plainTime: foundTime }).toInstant();
  return { unit: 'minutes', value: Math.max(0, Math.floor(found.until(recorded).total('minutes'))) };
}

function nameOf({ world }: Pick<Shown, 'world'>, id: string): string {
  return contactView(world.people, id).name;
}
