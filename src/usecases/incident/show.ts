import { incidentCard } from '../../../cards/incident-card.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { defineCommand } from '../command.ts';
import { findIncident, rightsOf } from './incidents.ts';
import { incidentField } from './step.ts';
import { incidentView, RECEIPT_FILE } from './view.ts';

/** Art. 3: one report with all that followed, to those who may read it. */
export const showIncident = defineCommand({
  word: 'incident voir',
  title: 'Signalement',
  help: 'voir un signalement et ses suites',
  article: 'convention, art. 3',
  roles: ['referent', 'deputy', 'coordinator', 'contractor'],
  fields: { incident: incidentField() },
  run: (input, context) => {
    const found = findIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const rights = rightsOf(context, found);
    const pdfUrl = context.fileUrl({ file: RECEIPT_FILE, values: { incident: found.incident.number } });
    return {
      kind: 'answer',
      card: incidentCard(incidentView(context, found, rights, context.fileUrl), rights, pdfUrl),
    };
  },
});
