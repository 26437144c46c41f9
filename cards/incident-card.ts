import { card, form, notice, run, subtle, text } from './blocks.ts';
import {
  attachedActions,
  followUpBlocks,
  hashBlocks,
  type IncidentView,
  reportBlocks,
  type StepView,
  statusWords,
  stepLine,
  stepWords,
  workingWords,
} from './incident.ts';
import {
  contractorActions,
  coordinatorActions,
  type IncidentRights,
  ownActions,
} from './incident-actions.ts';
import type { Block, Card } from './model.ts';
import { frInstant, NBSP, shortName } from './words.ts';

const ARTICLE = 'Convention, art. 3.';

/** A report with all that followed, to somebody who may read it. */
export function incidentCard(view: IncidentView, rights: IncidentRights, pdfUrl: string): Card {
  return card(
    'incident',
    `${view.number} (${statusWords(view.status)})${NBSP}: ${shortName(view.commune)}`,
    [
      stateBlock(view),
      ...reportBlocks(view),
      ...followUpBlocks(view.steps),
      ...hashBlocks(view),
      subtle(ARTICLE),
    ],
    [
      ...(rights.isCoordinator ? coordinatorActions(view) : []),
      ...(rights.isOwn ? ownActions(view) : []),
      ...(rights.isContractor && !rights.isCoordinator ? contractorActions(view) : []),
      { kind: 'link', label: 'Télécharger le PDF', url: pdfUrl },
      ...attachedActions([...view.files, ...view.steps.flatMap(({ files }) => files)]),
    ],
  );
}

/** What was just added, to whoever added it. */
export function incidentStepRecorded(view: IncidentView, step: StepView, rights: IncidentRights): Card {
  return card(
    'incident-step-recorded',
    `${view.number}${NBSP}: ${stepWords(step)}`,
    [notice('success', doneWords(step)), stateBlock(view), ...wordsOf(step), subtle(ARTICLE)],
    [
      run('Voir le signalement', 'incident voir', { incident: view.number }),
      ...(rights.isCoordinator && view.status !== 'closed'
        ? [form('Clore', 'incident clore', { incident: view.number })]
        : []),
    ],
  );
}

/** Somebody was faster: nothing was recorded twice. */
export function incidentTakenAlready(
  view: IncidentView,
  taken: Pick<NonNullable<IncidentView['acknowledged']>, 'by' | 'at'>,
): Card {
  return card(
    'incident-taken-already',
    `${view.number}${NBSP}: déjà pris en compte`,
    [
      notice(
        'info',
        `${taken.by} a pris ce signalement en compte le ${frInstant(taken.at)}. Aucune action n'est nécessaire.`,
      ),
      subtle(ARTICLE),
    ],
    coordinatorActions(view),
  );
}

/** Something was added to a report, to those who follow it. */
export function incidentStepTold(view: IncidentView, step: StepView, rights: IncidentRights): Card {
  return card(
    'incident-step-told',
    `${view.number} (${statusWords(view.status)})${NBSP}: ${shortName(view.commune)}`,
    [
      text(stepLine(step)),
      ...step.files.map(({ label }) => subtle(`Pièce jointe${NBSP}: ${label}`)),
      subtle(ARTICLE),
    ],
    [
      run('Voir le signalement', 'incident voir', { incident: view.number }),
      ...(rights.isOwn ? [form('Compléter', 'incident completer', { incident: view.number })] : []),
      ...(rights.isCoordinator && view.status !== 'closed'
        ? [form('Répondre', 'incident repondre', { incident: view.number })]
        : []),
    ],
  );
}

const DONE: Readonly<Record<StepView['kind'], string>> = {
  acknowledged: 'Le signalement est pris en compte. Son auteur en est informé.',
  assigned: 'Le signalement est confié. Son auteur en est informé.',
  progressed: 'La suite est enregistrée. Son auteur en est informé.',
  answered: 'La réponse est enregistrée et transmise.',
  completed: 'Le complément est enregistré et transmis. Le signalement lui-même ne change pas.',
  closed: 'Le signalement est clos. Son auteur en est informé.',
  reopened: 'Le signalement est rouvert.',
};

function doneWords({ kind }: StepView): string {
  return DONE[kind];
}

function wordsOf({ text: words, assignee, files }: StepView): readonly Block[] {
  return [
    ...(assignee === null ? [] : [text(`Confié à ${assignee}.`)]),
    ...(words === '' ? [] : [text(words)]),
    ...files.map(({ label }) => subtle(`Pièce jointe${NBSP}: ${label}`)),
  ];
}

/** The clock to the first acknowledgement, and where the report stands. */
function stateBlock(view: IncidentView): Block {
  const { status, acknowledged, waitingMinutes, assignee } = view;
  const whose = assignee === null ? '' : ` Suivi par ${assignee}.`;
  if (acknowledged === null)
    return notice(
      'warning',
      `En attente de prise en compte${waitingMinutes === null ? '' : ` depuis ${workingWords(waitingMinutes)}`}.`,
    );
  const taken = `Pris en compte le ${frInstant(acknowledged.at)} par ${acknowledged.by}, en ${workingWords(acknowledged.minutes)}.`;
  return notice(status === 'closed' ? 'success' : 'info', `${taken}${whose}`);
}
