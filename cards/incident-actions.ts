import { form, run } from './blocks.ts';
import type { IncidentView } from './incident.ts';
import type { Action } from './model.ts';

/** What the reader may do with a report. */
export interface IncidentRights {
  /** Speaks for the beneficiary. */
  readonly isOwn: boolean;
  readonly isCoordinator: boolean;
  readonly isContractor: boolean;
}

/** What MGP does with it. */
export function coordinatorActions({ number, status, acknowledged }: IncidentView): readonly Action[] {
  const incident = { incident: number };
  if (status === 'closed') return [form('Rouvrir', 'incident rouvrir', incident)];
  return [
    ...(acknowledged === null ? [run('Accuser réception', 'incident suivre', incident, 'primary')] : []),
    form(acknowledged === null ? 'Demander un complément' : 'Répondre', 'incident repondre', incident),
    form('Affecter', 'incident affecter', incident),
    ...(acknowledged === null ? [] : [form('Noter une suite', 'incident suivre', incident)]),
    form('Clore', 'incident clore', incident),
  ];
}

/** What whoever speaks for the beneficiary does with it. */
export function ownActions(view: IncidentView): readonly Action[] {
  const incident = { incident: view.number };
  return [
    form('Compléter', 'incident completer', incident),
    ...(view.status === 'closed' ? [form('Rouvrir', 'incident rouvrir', incident)] : []),
    ...delayActions(view),
  ];
}

/** What the contractor does with one that is addressed to it. */
export function contractorActions({ number, status }: IncidentView): readonly Action[] {
  const see = run('Voir le signalement', 'incident voir', { incident: number });
  return status === 'closed'
    ? [see]
    : [form('Répondre', 'incident repondre', { incident: number }, 'primary'), see];
}

/** A consequence on the calendar is declared apart (art. 5). */
export function delayActions({ consequence, communeValue, facts: cause }: IncidentView): readonly Action[] {
  if (consequence.kind === 'none') return [];
  return [
    form('Signaler un retard', 'etape retard', {
      commune: communeValue,
      cause: cause.slice(0, LONGEST_CAUSE),
    }),
  ];
}

const LONGEST_CAUSE = 200;
