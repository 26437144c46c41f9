import { card, facts, form, notice, run, subtle, text } from './blocks.ts';
import {
  convenedWords,
  kindName,
  type MeetingView,
  meetingFacts,
  meetingName,
  meetingPlan,
  meetingStart,
  meetingWhen,
  type ReachView,
} from './meeting.ts';
import { contractorWarning, reachWarnings } from './meeting-reach.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { andList, count, NBSP, THIN } from './words.ts';

const ARTICLE = 'Convention, art. 6.';
const NOT_YET = "Rien n'est encore enregistré.";

/** What a COPIL is held for: the step of the calendar (art. 6); null for a meeting beside it. */
export type StepView = { readonly id: string; readonly phase: string | null } | null;

/** What would be sent, before anything is (art. 6). */
export function meetingPreview(view: MeetingView, step: StepView, reach: ReachView, values: Values): Card {
  return card(
    'meeting-preview',
    `Aperçu${NBSP}: ${kindName(view.kind)}`,
    [
      text(`${meetingName(view)} – ${meetingWhen(view)}, ${view.place}.`),
      text(`Convoqués${NBSP}: ${convenedWords(view.convened)}.`),
      ...stepBlocks(step),
      ...contractorWarning(view),
      ...reachWarnings(reach),
      subtle(`${NOT_YET} ${ARTICLE}`),
    ],
    confirmation('Envoyer les invitations', 'comite planifier', values),
  );
}

/** A meeting is on the calendar; what calendars are told follows at once. */
export function meetingPlanned(view: MeetingView, step: StepView, reach: ReachView): Card {
  return card(
    'meeting-planned',
    `${kindName(view.kind)} ${view.number}`,
    [
      notice('success', `${meetingName(view)}${NBSP}: la date est fixée. ${invitations(reach)}`),
      meetingFacts(view),
      ...stepBlocks(step),
      ...reachWarnings(reach),
      subtle(ARTICLE),
    ],
    [
      run('Voir la réunion', 'comite voir', { reunion: view.number }, 'primary'),
      form("Modifier l'ordre du jour", 'ordre-du-jour ordonner', { reunion: view.number }),
      form('Inviter une personne', 'comite inviter', { reunion: view.number }),
    ],
  );
}

/** What a move would change; `view` is the meeting as it would be. */
export function movePreview(
  view: MeetingView,
  before: Pick<MeetingView, 'on' | 'from' | 'durationMinutes' | 'place'>,
  reach: ReachView,
  values: Values,
): Card {
  return card(
    'meeting-move-preview',
    `Aperçu${NBSP}: déplacer ${view.number}`,
    [
      text(`${meetingName(view)}.`),
      facts([
        ['Date actuelle', meetingWhen(before)],
        ['Nouvelle date', meetingWhen(view)],
        ['Lieu', before.place === view.place ? view.place : `${view.place} (au lieu de ${before.place})`],
        ['Convoqués', convenedWords(view.convened)],
      ]),
      text(
        `${count(reach.calendars, 'agenda sera mis', 'agendas seront mis')} à jour (même événement), et chacun sera de nouveau invité à répondre.`,
      ),
      ...reachWarnings(reach),
      subtle(`${NOT_YET} ${ARTICLE}`),
    ],
    confirmation('Déplacer la réunion', 'comite deplacer', values),
  );
}

/** A meeting has another date or place. */
export function meetingMoved(
  view: MeetingView,
  before: Pick<MeetingView, 'on' | 'from' | 'durationMinutes'>,
  reach: ReachView,
): Card {
  const isSameTime = meetingWhen(before) === meetingWhen(view);
  return card(
    'meeting-moved',
    isSameTime
      ? `${view.number}${NBSP}: nouveau lieu`
      : `${view.number}${NBSP}: nouvelle date, ${meetingStart(view)}`,
    [
      notice(
        'success',
        `${count(reach.calendars, 'agenda mis', 'agendas mis')} à jour (même événement). Chacun est de nouveau invité à répondre.`,
      ),
      meetingFacts(view),
      ...reachWarnings(reach),
      subtle(ARTICLE),
    ],
    [
      run('Voir la réunion', 'comite voir', { reunion: view.number }, 'primary'),
      run('Voir les envois', 'envois'),
    ],
  );
}

/** What a cancellation would do. */
export function cancelPreview(
  view: MeetingView,
  reason: string | null,
  reach: ReachView,
  values: Values,
): Card {
  return card(
    'meeting-cancel-preview',
    `Annuler ${view.number}${THIN}?`,
    [
      text(`${meetingName(view)}.`),
      facts([...meetingPlan(view).map(({ label, value }) => [label, value] as const), ['Motif', reason]]),
      text(
        `La réunion sera retirée de ${count(reach.calendars, 'agenda')}. Une annulation ne se reprend pas.`,
      ),
      subtle(NOT_YET),
    ],
    [
      run('Annuler la réunion', 'comite annuler', { ...values, confirme: 'oui' }, 'danger'),
      form(reason === null ? 'Indiquer un motif' : 'Modifier le motif', 'comite annuler', values),
      run('Ne pas annuler', 'annuler', { objet: 'comite annuler' }),
    ],
  );
}

/** A meeting does not take place: what the coordinator reads. */
export function meetingCalledOff(view: MeetingView, reach: ReachView): Card {
  return card(
    'meeting-called-off',
    `${view.number}${NBSP}: réunion annulée`,
    [
      notice('success', `La réunion est retirée de ${count(reach.calendars, 'agenda')}.`),
      meetingFacts(view),
      subtle(ARTICLE),
    ],
    [form('Planifier une autre réunion', 'comite planifier')],
  );
}

/**
 * Art. 6: the COPIL is the Métropole's and the contractor's; a beneficiary sits there as a third person, invited on
 * purpose. `without` is what is asked when they are left out; null for nothing at all.
 */
export function thirdPersonGuard(
  communes: readonly string[],
  command: string,
  values: Values,
  without: Values | null,
): Card {
  const names = andList(communes);
  const may = communes.length > 1 ? 'ne peuvent y être conviées' : 'ne peut y être conviée';
  return card(
    'third-person-guard',
    `Comité de pilotage${NBSP}: personne tierce`,
    [
      notice(
        'warning',
        `Le comité de pilotage réunit la Métropole et le prestataire (art. 6). ${names} ${may} qu'à titre de personne tierce.`,
      ),
    ],
    [
      run('Inviter à titre de tiers', command, { ...values, tiers: 'oui' }, 'primary'),
      without === null
        ? run('Ne pas inviter', 'annuler', { objet: command })
        : run('Ne pas inviter', command, without),
    ],
  );
}

/** Third persons are invited to a meeting (art. 6). */
export function guestInvited(view: MeetingView, name: string): Card {
  return card(
    'guest-invited',
    `${view.number}${NBSP}: personne invitée`,
    [
      notice(
        'success',
        `${name} recevra l'invitation pour son agenda. Les autres convoqués ne reçoivent rien.`,
      ),
      meetingFacts(view),
      subtle(ARTICLE),
    ],
    [
      form('Inviter une autre personne', 'comite inviter', { reunion: view.number }),
      run('Voir la réunion', 'comite voir', { reunion: view.number }),
    ],
  );
}

function confirmation(label: string, command: string, values: Values): readonly Action[] {
  return [
    run(label, command, { ...values, confirme: 'oui' }, 'primary'),
    form('Modifier', command, values),
    run('Annuler', 'annuler', { objet: command }),
  ];
}

function stepBlocks(step: StepView): readonly Block[] {
  if (step === null) return [];
  const at = step.id === 'start' ? "début de l'expérimentation" : "fin de l'expérimentation";
  return [
    facts([['Au titre de', step.phase === null ? at : `fin de l'étape «${NBSP}${step.phase}${NBSP}»`]]),
  ];
}

function invitations({ calendars }: ReachView): string {
  return `L'invitation part vers ${count(calendars, 'agenda')}.`;
}
