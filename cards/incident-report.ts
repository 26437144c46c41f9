import { card, form, notice, run, subtle } from './blocks.ts';
import { hashBlocks, type IncidentView, NATURES, reportBlocks, workingWords } from './incident.ts';
import {
  contractorActions,
  coordinatorActions,
  delayActions,
  type IncidentRights,
  ownActions,
} from './incident-actions.ts';
import type { Card } from './model.ts';
import { andList, frInstant, NBSP, ofName, shortName, THIN } from './words.ts';

const ARTICLE = 'Convention, art. 3.';

/** Art. 3 has the beneficiary inform the contractor: what Jalon cannot do is said. */
const CONTRACTOR_UNREACHED = `Jalon ne connaît pas encore l'adresse du prestataire${NBSP}: informez-le aussi par un autre moyen.`;

/** The receipt of a report, where it was written. `byMail`: a copy leaves by e-mail too. */
export function incidentRecorded(view: IncidentView, pdfUrl: string, byMail: boolean): Card {
  const isToldToContractor = view.toContractor && view.hasContractor;
  const copies = [
    'à la Métropole',
    ...(isToldToContractor ? ['au prestataire'] : []),
    ...(byMail ? ['à votre courriel'] : []),
  ];
  return card(
    'incident-recorded',
    `Signalement ${view.number}${NBSP}: ${shortName(view.commune)}`,
    [
      notice(
        'success',
        `Votre signalement écrit est enregistré${NBSP}: ${view.number}, le ${frInstant(view.at)}. Copie adressée ${andList(copies)} (art.${NBSP}3).`,
      ),
      ...(view.toContractor && !view.hasContractor ? [notice('warning', CONTRACTOR_UNREACHED)] : []),
      ...reportBlocks(view),
      ...hashBlocks(view),
      subtle(ARTICLE),
    ],
    [
      { kind: 'link', label: 'Télécharger le PDF', url: pdfUrl },
      form('Compléter', 'incident completer', { incident: view.number }),
      ...delayActions(view),
    ],
  );
}

/** The same receipt, in the mailbox of whoever wrote it; its PDF goes with it. */
export function incidentReceiptMail(view: IncidentView): Card {
  return card(
    'incident-receipt-mail',
    `Reçu ${view.number}${NBSP}: ${shortName(view.commune)}`,
    [
      notice(
        'success',
        `Votre signalement écrit est enregistré${NBSP}: ${view.number}, le ${frInstant(view.at)}. Le reçu au format PDF est joint.`,
      ),
      ...reportBlocks(view),
      ...hashBlocks(view),
      subtle(ARTICLE),
    ],
    [
      run('Voir le signalement', 'incident voir', { incident: view.number }),
      form('Compléter', 'incident completer', { incident: view.number }),
    ],
  );
}

/** To whoever wrote it: the mail with the receipt failed; what is recorded does not depend on it. */
export function incidentReceiptLate(number: string): Card {
  return card(
    'incident-receipt-late',
    `${number}${NBSP}: courriel retardé`,
    [
      notice(
        'warning',
        `Votre signalement ${number} est conservé. L'envoi du courriel a échoué${THIN}; de nouveaux essais sont automatiques.`,
      ),
      subtle(ARTICLE),
    ],
    [run('Voir le signalement', 'incident voir', { incident: number })],
  );
}

/** To the coordinators, and to the contractor where it is addressed to it: at once, at any hour. */
export function incidentAlert(view: IncidentView, rights: IncidentRights): Card {
  return card(
    'incident-alert',
    `${NATURES[view.nature].label}${NBSP}: ${shortName(view.commune)}`,
    [
      notice('warning', `Signalement écrit ${view.number} ${ofName(view.commune)}.`),
      ...reportBlocks(view),
      subtle(ARTICLE),
    ],
    rights.isCoordinator
      ? coordinatorActions(view)
      : rights.isOwn
        ? ownActions(view)
        : contractorActions(view),
  );
}

/** To the coordinators: nobody has acknowledged it in time. */
export function incidentRaised(view: IncidentView): Card {
  const waited = view.waitingMinutes === null ? '' : ` depuis ${workingWords(view.waitingMinutes)}`;
  return card(
    'incident-raised',
    `Sans prise en compte${NBSP}: ${view.number}, ${shortName(view.commune)}`,
    [
      notice('warning', `Ce signalement attend d'être pris en compte${waited}.`),
      ...reportBlocks(view),
      subtle(ARTICLE),
    ],
    coordinatorActions(view),
  );
}
