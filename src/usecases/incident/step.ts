import { incidentStepRecorded } from '../../../cards/incident-card.ts';
import type { IncidentEvent, IncidentNoted, Side } from '../../domain/incident/events.ts';
import { applyIncidentEvent, type Incident, type IncidentStep } from '../../domain/incident/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { filesIn } from '../attachments/given.ts';
import { type Context, type Decision, decision } from '../command.ts';
import { attachment, choice, known, paragraph } from '../fields.ts';
import { type FoundIncident, rightsOf } from './incidents.ts';
import { stepMessages } from './told.ts';
import { incidentView, stepView } from './view.ts';

/** Longest addition, in characters. */
const LONGEST_TEXT = 2_000;
const MOST_FILES = 5;

/** The report that a command is about. */
export function incidentField() {
  return known({ label: 'Signalement' }, 'incidents');
}

/** What is added in words. */
export function textField(label: string, hint?: string) {
  return paragraph(hint === undefined ? { label } : { label, hint }, { min: 1, max: LONGEST_TEXT });
}

export function filesField() {
  return attachment({ label: 'Pièces jointes' }, MOST_FILES).optional();
}

const PRIVATE = 'sans-prestataire';

/** Who reads an addition to a report that the contractor may read. */
export function readersField() {
  return choice({ label: 'Lecteurs', hint: 'Tous les destinataires du signalement si vous laissez vide' }, [
    { value: 'tous', label: 'Tous les destinataires du signalement' },
    { value: PRIVATE, label: 'Métropole et collectivité seulement' },
  ]).optional();
}

interface Typed {
  readonly text: string;
  readonly pieces?: string | undefined;
  readonly lecteurs?: string | undefined;
}

/** Words alone, for the side that speaks and for all who follow the report. */
export function wordsBy(
  { actor }: Pick<Context, 'actor'>,
  { incident }: FoundIncident,
  as: Side,
  text: string,
): IncidentNoted {
  const { number, toContractor } = incident;
  return { incident: number, byId: actorId(actor), as, text, files: [], toContractor };
}

/** What was typed, for the side that speaks. Refused: a file that was not taken. */
export function notedBy(
  context: Context,
  found: FoundIncident,
  as: Side,
  { text, pieces, lecteurs }: Typed,
): IncidentNoted | Refusal {
  const files = filesIn(context, 'pieces', pieces, MOST_FILES);
  if (files instanceof Refusal) return files;
  const noted = wordsBy(context, found, as, text);
  return { ...noted, files, toContractor: noted.toContractor && lecteurs !== PRIVATE };
}

/** Records one event of a report, tells those who follow it, and says what was added. */
export function recordStep(
  context: Context,
  found: FoundIncident,
  event: Exclude<IncidentEvent, { type: 'incident-reported' | 'incident-raised' }>,
): Decision {
  const after = { ...found, incident: incidentAfter(found.incident, event, context) };
  const step = after.incident.steps.at(-1) as IncidentStep;
  const rights = rightsOf(context, found);
  return decision({
    track: found.track.id,
    events: [event],
    messages: stepMessages(context, after, step),
    card: incidentStepRecorded(
      incidentView(context, after, rights, context.fileUrl),
      stepView(context, after.incident, step, context.fileUrl),
      rights,
    ),
  });
}

function incidentAfter(incident: Incident, event: IncidentEvent, { now }: Context): Incident {
  const incidents = new Map([[incident.number, structuredClone(incident)]]);
  applyIncidentEvent(incidents, event, now.toString(), incident.entry);
  return incidents.get(incident.number) as Incident;
}
