import { incidentList } from '../../../cards/incident-list.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { defineCommand, type Role } from '../command.ts';
import { choice, hidden, known } from '../fields.ts';
import { pageOf } from '../paging.ts';
import { refuseOther, targetNamed } from '../target.ts';
import { incidentsFor, rightsOf } from './incidents.ts';
import { incidentView } from './view.ts';

const ROLES: readonly Role[] = ['referent', 'deputy', 'coordinator', 'contractor'];
const PER_PAGE = 10;

/** Art. 3: the reports that somebody may read: those that nobody has acknowledged first, then the open ones, newest first. */
export const listIncidents = defineCommand({
  word: 'incident liste',
  aliases: { incidents: {}, signalements: {} },
  title: 'Signalements',
  help: 'voir les signalements et où ils en sont',
  article: 'convention, art. 3',
  roles: ROLES,
  fields: {
    etat: choice({ label: 'État' }, [
      { value: 'tous', label: 'Tous' },
      { value: 'ouverts', label: 'Ouverts' },
      { value: 'clos', label: 'Clos' },
    ]).optional(),
    commune: known({ label: 'Collectivité' }, 'communes').optional(),
    page: hidden().optional(),
  },
  check: ({ commune }, context) => refuseOther(context, ROLES, commune),
  run: ({ etat = 'tous', commune, page: asked }, context) => {
    const named = commune === undefined ? null : targetNamed(context, ROLES, commune);
    if (named instanceof Refusal) return named;
    const id = named?.beneficiary.facts.id ?? null;
    const wanted = incidentsFor(context).filter(
      ({ incident }) =>
        (id === null || incident.commune === id) &&
        (etat === 'tous' || (incident.status === 'closed') === (etat === 'clos')),
    );
    const urgency = ({ incident }: (typeof wanted)[number]) =>
      incident.acknowledged === null ? 0 : incident.status === 'closed' ? 2 : 1;
    const sorted = wanted.toSorted((a, b) => urgency(a) - urgency(b));
    const { items, page, pages } = pageOf(sorted, asked, PER_PAGE);
    const card = incidentList({
      items: items.map((found) => incidentView(context, found, rightsOf(context, found), null)),
      total: wanted.length,
      waiting: wanted.filter(({ incident }) => incident.acknowledged === null).length,
      page,
      pages,
      values: { etat, ...(commune === undefined ? {} : { commune }) },
      mayReport: context.actor.speaksFor.length > 0,
      mayExport: context.actor.isCoordinator,
    });
    return { kind: 'answer', card };
  },
});
