import type { IncidentView } from '../../../cards/incident.ts';
import { incidentsExported } from '../../../cards/incident-export.ts';
import { type IncidentPeriodView, incidentsCsv, incidentsPaper } from '../../../cards/incident-paper.ts';
import type { Values } from '../../../cards/model.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import { summaryOf } from '../../domain/incident/summary.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { type Context, defineCommand, type Role } from '../command.ts';
import { readDay } from '../day-text.ts';
import { day, known } from '../fields.ts';
import { targetNamed, targetOf } from '../target.ts';
import { allIncidents, type FoundIncident, rightsOf } from './incidents.ts';
import { incidentView } from './view.ts';

/** Names of the files that have the reports of a period. */
export const INCIDENTS_FILE = 'signalements';
export const INCIDENTS_PAPER = 'signalements-pdf';

const ROLES: readonly Role[] = ['coordinator'];

type Shown = Pick<Context, 'actor' | 'world' | 'settings' | 'now' | 'today'>;

/** Art. 3: the reports recorded in a period, of all beneficiaries or of one, as a table and as a file to print. */
export const exportIncidents = defineCommand({
  word: 'incident export',
  title: 'Exporter les signalements',
  help: "exporter les signalements d'une période (CSV et PDF)",
  article: 'convention, art. 3',
  roles: ROLES,
  submitLabel: 'Exporter',
  fields: {
    du: day({ label: 'Du', hint: "Le début de l'année si vous laissez vide" }).optional(),
    au: day({ label: 'Au', hint: "Aujourd'hui si vous laissez vide" }).optional(),
    commune: known({ label: 'Collectivité', hint: 'Toutes si vous laissez vide' }, 'communes').optional(),
  },
  run: ({ du, au, commune }, context) => {
    const period = { from: du ?? context.today.with({ month: 1, day: 1 }), to: au ?? context.today };
    if (Temporal.PlainDate.compare(period.from, period.to) > 0)
      return new Refusal(
        { code: 'period-reversed', from: period.from.toString(), to: period.to.toString() },
        'au',
      );
    const target = commune === undefined ? null : targetNamed(context as Context, ROLES, commune);
    if (target instanceof Refusal) return target;
    const values = {
      du: period.from.toString(),
      au: period.to.toString(),
      ...(target === null ? {} : { commune: `${target.track.id}/${target.beneficiary.facts.id}` }),
    };
    const card = incidentsExported(periodView(context, values), {
      csv: context.fileUrl({ file: INCIDENTS_FILE, values }),
      pdf: context.fileUrl({ file: INCIDENTS_PAPER, values }),
    });
    return { kind: 'answer', card };
  },
});

/** The table of a period. */
export function incidentsTable(context: Shown, values: Values): string {
  return incidentsCsv(
    chosen(context, values).map((found) => ({
      ...viewOf(context, found),
      siren: found.beneficiary.facts.siren,
    })),
  );
}

/** The file to print of a period. */
export function incidentsPaperOf(context: Shown, values: Values) {
  return incidentsPaper(periodView(context, values));
}

function periodView(context: Shown, values: Values): IncidentPeriodView {
  const all = chosen(context, values);
  return {
    fromOn: values['du'] ?? '',
    toOn: values['au'] ?? '',
    commune: communeName(context, values['commune']),
    summary: summaryOf(
      all.map(({ incident }) => incident),
      context.settings.holidays,
    ),
    incidents: all.map((found) => viewOf(context, found)),
    madeAt: context.now.toString(),
  };
}

/** Of `track/beneficiary`, whether it has reported anything or not; null for all. */
function communeName({ world }: Shown, value: string | undefined): string | null {
  const [track, commune] = String(value).split('/');
  return targetOf(world, String(track), String(commune))?.beneficiary.facts.name ?? null;
}

function viewOf(context: Shown, found: FoundIncident): IncidentView {
  return incidentView(context, found, rightsOf(context, found), null);
}

/** Those recorded from the first day to the last, both included. */
function chosen({ world }: Shown, { du = '', au = '', commune }: Values): readonly FoundIncident[] {
  const [from, to] = [readDay(du), readDay(au)];
  if (from === null || to === null) return [];
  return allIncidents({ world }).filter(({ track, incident }) => {
    const on = parisDay(Temporal.Instant.from(incident.at));
    const isIn = Temporal.PlainDate.compare(from, on) <= 0 && Temporal.PlainDate.compare(on, to) <= 0;
    return isIn && (commune === undefined || commune === `${track.id}/${incident.commune}`);
  });
}
