import { incidentChecked } from '../../cards/incident-check.ts';
import { journalChecked } from '../../cards/journal.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { defineCommand } from './command.ts';
import { known } from './fields.ts';
import { findIncident } from './incident/incidents.ts';
import { trackStream } from './world.ts';

/**
 * Whether the written record is whole (art. 3 asks for writing): every entry is chained to the one before it. Of one report,
 * for those who may read it; of the whole journal, for coordinators.
 */
export const verifyJournal = defineCommand({
  word: 'verifier',
  title: "Vérifier l'enregistrement",
  help: "vérifier que rien de ce qui est enregistré n'a été altéré",
  article: 'convention, art. 3',
  roles: ['coordinator', 'referent', 'deputy', 'contractor'],
  fields: { incident: known({ label: 'Signalement' }, 'incidents').optional() },
  run: (input, context) => {
    if (input.incident === undefined) {
      if (!context.actor.isCoordinator) return new Refusal({ code: 'missing-field' }, 'incident');
      return {
        kind: 'inspection',
        of: 'journal',
        conclude: (report) => ({ kind: 'answer', card: journalChecked(report) }),
      };
    }
    const found = findIncident(context, input.incident);
    if (found instanceof Refusal) return found;
    const { track, incident } = found;
    const { number, at, entry } = incident;
    return {
      kind: 'inspection',
      of: 'entry',
      stream: trackStream(track.id),
      version: entry.version,
      conclude: (faults) => ({
        kind: 'answer',
        card: incidentChecked({ number, at, hash: entry.hash, version: entry.version, faults }),
      }),
    };
  },
});
