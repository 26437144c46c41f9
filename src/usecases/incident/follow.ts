import { incidentTakenAlready } from '../../../cards/incident-card.ts';
import type { Incident } from '../../domain/incident/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { type Answer, type Context, defineCommand, type Role } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { known, paragraph } from '../fields.ts';
import { contactView } from '../people.ts';
import { type FoundIncident, findIncident, rightsOf } from './incidents.ts';
import { filesField, incidentField, notedBy, readersField, recordStep, textField, wordsBy } from './step.ts';
import { incidentView } from './view.ts';

const OWN: readonly Role[] = ['referent', 'deputy'];

/**
 * Art. 3: a coordinator acknowledges a report, or notes how it goes on. Of two who acknowledge at once the second is told
 * who was first. Refused: a report that is closed.
 */
export const followIncident = defineCommand({
  word: 'incident suivre',
  title: 'Suivre un signalement',
  help: "accuser réception d'un signalement, ou noter où il en est",
  article: 'convention, art. 3',
  roles: ['coordinator'],
  submitLabel: 'Enregistrer',
  fields: { incident: incidentField(), suite: textField('Suite', 'Vide pour accuser réception').optional() },
  run: (input, context) => {
    const found = openIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const { incident } = found;
    const { acknowledged, status } = incident;
    if (input.suite === undefined) {
      if (acknowledged !== null && status !== 'reopened') return takenAlready(context, found, acknowledged);
      const data = { incident: incident.number, byId: actorId(context.actor) };
      return recordStep(context, found, { type: 'incident-acknowledged', data });
    }
    const data = wordsBy(context, found, 'mgp', input.suite);
    return recordStep(context, found, { type: 'incident-progressed', data });
  },
});

/** Art. 3: MGP, or the contractor where the report is addressed to it, answers whoever wrote it. */
export const answerIncident = defineCommand({
  word: 'incident repondre',
  title: 'Répondre à un signalement',
  help: "répondre à l'auteur d'un signalement, lui demander un complément",
  article: 'convention, art. 3',
  roles: ['coordinator', 'contractor'],
  submitLabel: 'Répondre',
  fields: {
    incident: incidentField(),
    reponse: textField('Réponse'),
    pieces: filesField(),
    lecteurs: readersField(),
  },
  run: (input, context) => {
    const found = openIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const as = context.actor.isCoordinator ? 'mgp' : 'contractor';
    if (as === 'contractor' && !rightsOf(context, found).isContractor) return noneOf(input.incident);
    const { reponse: text, pieces } = input;
    // The contractor speaks to all who follow the report.
    const lecteurs = as === 'mgp' ? input.lecteurs : undefined;
    const data = notedBy(context, found, as, { text, pieces, lecteurs });
    if (data instanceof Refusal) return data;
    return recordStep(context, found, { type: 'incident-answered', data });
  },
});

/** Art. 3: the beneficiary adds to its report, or corrects it: what was written first stays. */
export const completeIncident = defineCommand({
  word: 'incident completer',
  title: 'Compléter un signalement',
  help: 'ajouter à un signalement, ou le corriger par un ajout',
  article: 'convention, art. 3',
  roles: OWN,
  submitLabel: 'Ajouter',
  keepsDraft: true,
  fields: { incident: incidentField(), complement: textField('Complément'), pieces: filesField() },
  run: (input, context) => {
    const found = ownIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const data = notedBy(context, found, 'beneficiary', { text: input.complement, pieces: input.pieces });
    if (data instanceof Refusal) return data;
    return recordStep(context, found, { type: 'incident-completed', data });
  },
});

/** Art. 3: a coordinator gives a report to one of them, themselves included. Refused: somebody who is none. */
export const assignIncident = defineCommand({
  word: 'incident affecter',
  title: 'Affecter un signalement',
  help: "confier un signalement à quelqu'un de la coordination",
  article: 'convention, art. 3',
  roles: ['coordinator'],
  submitLabel: 'Affecter',
  fields: { incident: incidentField(), a: known({ label: 'Confié à' }, 'coordinators') },
  run: (input, context) => {
    const found = openIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const toId = coordinatorNamed(context, input.a);
    if (toId === null) return new Refusal({ code: 'not-a-coordinator', typed: input.a }, 'a');
    const data = { incident: found.incident.number, toId, byId: actorId(context.actor) };
    return recordStep(context, found, { type: 'incident-assigned', data });
  },
});

/** Art. 3: closes a report with what was done. Refused: without it, and a report that is closed. */
export const closeIncident = defineCommand({
  word: 'incident clore',
  title: 'Clore un signalement',
  help: 'clore un signalement en disant la suite donnée',
  article: 'convention, art. 3',
  roles: ['coordinator'],
  submitLabel: 'Clore',
  fields: {
    incident: incidentField(),
    suite: paragraph({ label: 'Suite donnée' }, { min: 1, max: 2_000 }).optional(),
    pieces: filesField(),
    lecteurs: readersField(),
  },
  neededInForm: () => ['suite'],
  run: (input, context) => {
    const found = openIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    if (input.suite === undefined) return new Refusal({ code: 'outcome-needed' }, 'suite');
    const { suite: text, pieces, lecteurs } = input;
    const data = notedBy(context, found, 'mgp', { text, pieces, lecteurs });
    if (data instanceof Refusal) return data;
    return recordStep(context, found, { type: 'incident-closed', data });
  },
});

/** Art. 3: opens a closed report again, with a reason. Refused: one that is open. */
export const reopenIncident = defineCommand({
  word: 'incident rouvrir',
  title: 'Rouvrir un signalement',
  help: 'rouvrir un signalement clos',
  article: 'convention, art. 3',
  roles: [...OWN, 'coordinator'],
  submitLabel: 'Rouvrir',
  fields: { incident: incidentField(), motif: textField('Motif') },
  run: (input, context) => {
    const found = findIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const rights = rightsOf(context, found);
    if (!rights.isOwn && !rights.isCoordinator) return noneOf(input.incident);
    if (found.incident.status !== 'closed')
      return new Refusal({ code: 'incident-open', incident: found.incident.number }, 'incident');
    const data = wordsBy(context, found, rights.isOwn ? 'beneficiary' : 'mgp', input.motif);
    return recordStep(context, found, { type: 'incident-reopened', data });
  },
});

/** The report to go on with. Refused: one that the person may not read, and one that is closed. */
function openIncident(context: Context, typed: string): FoundIncident | Refusal {
  const found = findIncident(context, typed);
  if (found instanceof Refusal || found.incident.status !== 'closed') return found;
  return new Refusal({ code: 'incident-closed', incident: found.incident.number }, 'incident');
}

/** What somebody is told who may read a report and do nothing to it: as if there were none. */
function noneOf(typed: string): Refusal {
  return new Refusal({ code: 'unknown-incident', typed, suggestions: [] }, 'incident');
}

function takenAlready(
  context: Context,
  found: FoundIncident,
  { byId, at }: NonNullable<Incident['acknowledged']>,
): Answer {
  const view = incidentView(context, found, rightsOf(context, found), context.fileUrl);
  const by = contactView(context.world.people, byId).name;
  return { kind: 'answer', card: incidentTakenAlready(view, { by, at }) };
}

/** One of the person's own beneficiaries: a contractor who reads it does not add to it. */
function ownIncident(context: Context, typed: string): FoundIncident | Refusal {
  const found = findIncident(context, typed);
  if (found instanceof Refusal || rightsOf(context, found).isOwn) return found;
  return noneOf(typed);
}

/** A coordinator by id, as a form gives it, by name or by e-mail. */
function coordinatorNamed(context: Context, typed: string): string | null {
  const wanted = typed.trim().toLowerCase();
  return (
    coordinatorIds(context).find((id) => {
      const { name, email } = contactView(context.world.people, id);
      return id === typed || name.toLowerCase() === wanted || email === wanted;
    }) ?? null
  );
}
