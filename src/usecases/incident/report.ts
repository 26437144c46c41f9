import { NATURE_OPTIONS, NATURES } from '../../../cards/incident.ts';
import { incidentRecorded } from '../../../cards/incident-report.ts';
import type { IncidentConsequence, IncidentNature, IncidentReported } from '../../domain/incident/events.ts';
import { addressingOf } from '../../domain/incident/recipients.ts';
import { applyIncidentEvent, type Incident } from '../../domain/incident/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { filesIn } from '../attachments/given.ts';
import { type Context, decision } from '../command.ts';
import { attachment, choice, day, hidden, line, paragraph, time } from '../fields.ts';
import { defineCommuneCommand, type Target } from '../target.ts';
import { findIncident, rightsOf } from './incidents.ts';
import { reportMessages } from './told.ts';
import { incidentView, RECEIPT_FILE } from './view.ts';

const SHORTEST_FACTS = 20;
const LONGEST_FACTS = 3_000;
const MOST_FILES = 5;
const LONGEST_DELAY_DAYS = 365;

const BOTH = 'metropole-prestataire';
const MGP_ONLY = 'metropole';

/**
 * Art. 3: a beneficiary tells MGP « sans délai et par écrit » of what may affect the project; the contractor is told too of
 * malfunctions and degradations, and never of a difficulty with itself. Stored before anything is said. Refused: facts of a
 * word or two, a finding to come, a consequence without its days, an addressee that the article excludes.
 */
export const reportIncident = defineCommuneCommand({
  word: 'incident',
  title: 'Signaler un incident',
  help: 'signaler par écrit un événement qui peut affecter le projet',
  article: 'convention, art. 3',
  roles: ['referent', 'deputy'],
  submitLabel: 'Enregistrer',
  keepsDraft: true,
  fields: {
    nature: choice({ label: 'Nature' }, NATURE_OPTIONS),
    faits: paragraph(
      { label: 'Faits', hint: 'Ce qui est arrivé, où, à qui, depuis quand' },
      { min: 1, max: LONGEST_FACTS },
    ).optional(),
    'constate-le': day({ label: 'Constaté le' }),
    heure: time({ label: 'Heure du constat', hint: 'Facultative, par exemple 10:00' }).optional(),
    consequence: choice({ label: 'Conséquence sur le calendrier' }, [
      { value: 'aucune', label: 'Aucune' },
      { value: 'possible', label: 'Possible' },
      { value: 'certaine', label: 'Certaine' },
    ]),
    jours: line({ label: 'Retard, en jours', hint: 'Si elle est certaine' }, 4).optional(),
    pieces: attachment({ label: 'Pièces jointes' }, MOST_FILES).optional(),
    destinataires: choice(
      {
        label: 'Destinataires',
        hint: "Une difficulté avec le prestataire n'est adressée qu'à la Métropole",
      },
      [
        { value: MGP_ONLY, label: 'Métropole seulement' },
        { value: BOTH, label: 'Métropole et prestataire' },
      ],
    ).optional(),
    source: hidden().optional(),
  },
  neededInForm: () => ['faits'],
  prefill: ({ today }) => ({ 'constate-le': today.toString(), consequence: 'aucune' }),
  run: (input, context, target) => {
    const nature = NATURE_OF.get(input.nature) as IncidentNature;
    const facts = input.faits ?? '';
    if (facts.length < SHORTEST_FACTS || !/\S\s+\S/u.test(facts))
      return new Refusal({ code: 'facts-needed', min: SHORTEST_FACTS }, 'faits');
    const found = readFinding(context, input['constate-le'], input.heure ?? null);
    if (found !== null) return found;
    const consequence = readConsequence(input.consequence, input.jours);
    if (consequence instanceof Refusal) return consequence;
    const toContractor = readAddressee(nature, input.destinataires);
    if (toContractor instanceof Refusal) return toContractor;
    const files = filesIn(context, 'pieces', input.pieces, MOST_FILES);
    if (files instanceof Refusal) return files;
    const number = nextNumber(context.world.directory, 'INC', context.today.year);
    const data: IncidentReported = {
      incident: formatNumber(number),
      commune: target.beneficiary.facts.id,
      nature,
      facts,
      foundOn: input['constate-le'].toString(),
      foundTime: input.heure ?? null,
      consequence,
      files,
      toContractor,
      source: input.source ?? null,
      byId: actorId(context.actor),
    };
    return decision({
      track: target.track.id,
      events: [{ type: 'incident-reported', data }],
      numbers: [number],
      messages: reportMessages(context, target, data),
      card: receiptOf(context, target, asReported(data, context)),
      told: (after) => {
        const recorded = findIncident(after, data.incident);
        return recorded instanceof Refusal ? null : receiptOf(after, recorded, recorded.incident);
      },
    });
  },
});

function receiptOf(context: Context, target: Target, incident: Incident) {
  const { row } = context.actor;
  const { track, facts, beneficiary } = target;
  const found = { track, facts, beneficiary, incident };
  const view = incidentView(context, found, rightsOf(context, found), context.fileUrl);
  const pdfUrl = context.fileUrl({ file: RECEIPT_FILE, values: { incident: incident.number } });
  return incidentRecorded(view, pdfUrl, row !== null && row.person.email !== null);
}

/** The report as it will stand; its entry's hash is known once it is recorded. */
function asReported(data: IncidentReported, { now }: Context): Incident {
  const incidents = new Map<string, Incident>();
  const entry = { version: 0, hash: '' };
  applyIncidentEvent(incidents, { type: 'incident-reported', data }, now.toString(), entry);
  return incidents.get(data.incident) as Incident;
}

/** By what the form calls them. */
const NATURE_OF = new Map(
  Object.entries(NATURES).map(([nature, { value }]) => [value, nature as IncidentNature]),
);

/** Refused: a day, or an hour of today, to come. */
function readFinding({ now, today }: Context, on: Temporal.PlainDate, time: string | null): Refusal | null {
  if (Temporal.PlainDate.compare(on, today) > 0)
    return new Refusal({ code: 'found-in-future', day: on.toString() }, 'constate-le');
  if (time === null) return null;
  const found = on.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: time }).toInstant();
  return Temporal.Instant.compare(found, now) > 0
    ? new Refusal({ code: 'found-in-future', day: on.toString() }, 'heure')
    : null;
}

function readConsequence(kind: string, days: string | undefined): IncidentConsequence | Refusal {
  if (kind !== 'certaine')
    return days === undefined
      ? { kind: kind === 'possible' ? 'possible' : 'none' }
      : new Refusal({ code: 'consequence-contradicted' }, 'jours');
  const count = /^\d{1,3}$/u.test(days ?? '') ? Number(days) : 0;
  return count >= 1 && count <= LONGEST_DELAY_DAYS
    ? { kind: 'certain', days: count }
    : new Refusal({ code: 'consequence-days-needed', max: LONGEST_DELAY_DAYS }, 'jours');
}

/** Whether the contractor is told, as art. 3 has it. */
function readAddressee(nature: IncidentNature, wanted: string | undefined): boolean | Refusal {
  switch (addressingOf(nature)) {
    case 'mgp':
      return wanted === BOTH ? new Refusal({ code: 'contractor-excluded' }, 'destinataires') : false;
    case 'both':
      return wanted === MGP_ONLY ? new Refusal({ code: 'contractor-included' }, 'destinataires') : true;
    case 'either':
      return wanted === BOTH;
  }
}
