import type { Slot } from '../src/domain/committee/events.ts';
import { card, facts, form, list, notice, run, subtle, text } from './blocks.ts';
import { frTime, type MeetingView, meetingName, slotWhen } from './meeting.ts';
import type { Action, Block, Card } from './model.ts';
import { andList, count, frDay, frInstant, NBSP, shortLabel, THIN } from './words.ts';

/** One of the dates that a poll proposes; day and time are Paris wall time. */
export interface PollSlotView extends Slot {
  /** From 0, as proposed. */
  readonly rank: number;
  /** How many of those asked it suits. */
  readonly suits: number;
  readonly isBest: boolean;
  /** Whether it suits the reader. */
  readonly isMine: boolean;
}

export interface PollView extends Pick<MeetingView, 'kind' | 'title' | 'commune' | 'track' | 'place'> {
  /** `SO-02`. */
  readonly number: string;
  readonly slots: readonly PollSlotView[];
  /** How many are asked, how many of them have answered, and how many said that no date suits them. */
  readonly asked: number;
  readonly answered: number;
  readonly suitedByNone: number;
  /** Null for somebody who is not asked. */
  readonly own: { readonly hasAnswered: boolean } | null;
  /** `meeting`: its number, once a date was fixed; `at`: UTC instant. */
  readonly closed: { readonly meeting: string | null; readonly at: string } | null;
  /** A coordinator fixes the date. */
  readonly mayFix: boolean;
}

const ARTICLE = 'Heures de Paris. Convention, art. 6.';
/** Best dates that get a button to fix them; there may be as many as dates. */
const MOST_FIXED = 3;

/** Asks somebody which dates suit them. */
export function pollAsked(view: PollView): Card {
  return card(
    'poll-asked',
    `Sondage de date${NBSP}: ${meetingName(view)}`,
    [
      text(`Quelles dates vous conviennent${THIN}? Choisissez-en autant que vous le souhaitez.`),
      slotLines(view),
      facts([
        ['Sondage', view.number],
        ['Lieu', view.place],
      ]),
      subtle(ARTICLE),
    ],
    answerActions(view),
  );
}

/** What somebody has answered so far, with what they may still change. */
export function pollAnswered(view: PollView): Card {
  const mine = view.slots.filter(({ isMine }) => isMine);
  const sentence =
    mine.length === 0
      ? `Votre réponse est enregistrée${NBSP}: aucune de ces dates ne vous convient.`
      : `Votre réponse est enregistrée. Vous ${mine.length > 1 ? 'conviennent' : 'convient'}${NBSP}: ${andList(mine.map(label))}.`;
  return card(
    'poll-answered',
    `Sondage ${view.number}${NBSP}: votre réponse`,
    [
      notice('success', sentence),
      slotLines(view),
      subtle(`Vous pouvez changer votre réponse tant que le sondage est ouvert. ${ARTICLE}`),
    ],
    [...answerActions(view), run('Voir le sondage', 'date voir', { sondage: view.number })],
  );
}

/** A poll that was just opened. */
export function pollOpened(view: PollView, written: number): Card {
  const sentence =
    written === 0
      ? `Le sondage ${view.number} est ouvert. Il n'y a personne d'autre à consulter pour le moment.`
      : `Le sondage ${view.number} est ouvert${NBSP}: ${count(written, 'personne consultée', 'personnes consultées')}.`;
  return card('poll-opened', titleOf(view), [notice('success', sentence), ...tableOf(view)], actionsOf(view));
}

/** Where a poll stands: each date, whom it suits, the best of them. */
export function pollCard(view: PollView): Card {
  return card('poll', titleOf(view), [...stateOf(view), ...tableOf(view)], actionsOf(view));
}

/** A poll that was given up: nothing is scheduled. */
export function pollGivenUp(view: PollView): Card {
  return card(
    'poll-given-up',
    titleOf(view),
    [notice('success', `Le sondage ${view.number} est clos. Aucune réunion n'est prévue.`), ...tableOf(view)],
    [form("Proposer d'autres dates", 'date')],
  );
}

/** The polls that are open, for whoever is asked; for a coordinator, all of them. */
export function pollList(polls: readonly PollView[], mayOpen: boolean): Card {
  return card(
    'poll-list',
    'Sondages de date ouverts',
    [
      polls.length === 0
        ? notice(
            'info',
            mayOpen ? "Aucun sondage de date n'est ouvert." : 'Aucun sondage de date ne vous attend.',
          )
        : list(polls.map((poll) => `${poll.number}, ${meetingName(poll)}${NBSP}: ${answersOf(poll)}`)),
      subtle(ARTICLE),
    ],
    [
      ...polls.map(({ number }) => run(`Voir ${number}`, 'date voir', { sondage: number })),
      ...(mayOpen ? [form('Proposer des dates', 'date')] : []),
    ],
  );
}

function titleOf(view: PollView): string {
  return `Sondage ${view.number}${NBSP}: ${meetingName(view)}`;
}

/** By the numbers under which the form takes them. */
function slotLines({ slots }: PollView): Block {
  return text(slots.map(line).join('\n'));
}

function line(slot: PollSlotView): string {
  return `${slot.rank + 1}. ${slotWhen(slot)}${slot.isMine ? `${NBSP}: vous convient` : ''}`;
}

/** « 15/07/2026, 10 h », as buttons have it. */
function label({ on, from }: Pick<Slot, 'on' | 'from'>): string {
  return `${frDay(on)}, ${frTime(from)}`;
}

function stateOf({ number, closed }: PollView): readonly Block[] {
  if (closed === null) return [];
  const how = closed.meeting === null ? 'sans date retenue' : `la date est fixée (${closed.meeting})`;
  return [notice('info', `Le sondage ${number} est clos depuis le ${frInstant(closed.at)}${NBSP}: ${how}.`)];
}

function tableOf(view: PollView): readonly Block[] {
  const { slots, asked, place, suitedByNone } = view;
  return [
    {
      kind: 'table',
      columns: ['Date', 'Convient à'],
      rows: slots.map((slot) => [
        `${slot.rank + 1}. ${slotWhen(slot)}`,
        `${slot.suits} sur ${asked}${slot.isBest ? ', la plus suivie' : ''}`,
      ]),
    },
    facts([
      ['Réponses', answersOf(view)],
      ['Aucune date ne convient à', suitedByNone === 0 ? null : count(suitedByNone, 'personne')],
      ['Lieu', place],
    ]),
    subtle(ARTICLE),
  ];
}

function answersOf({ answered, asked }: PollView): string {
  return `${answered} sur ${asked}`;
}

function actionsOf(view: PollView): readonly Action[] {
  const { closed, number } = view;
  if (closed !== null)
    return closed.meeting === null
      ? []
      : [run(`Voir ${closed.meeting}`, 'comite voir', { reunion: closed.meeting })];
  return [
    ...(view.mayFix ? fixActions(view) : []),
    ...(view.own === null ? [] : [form('Répondre', 'date repondre', { sondage: number })]),
    ...(view.mayFix ? [run('Clore sans date', 'date clore', { sondage: number }, 'danger')] : []),
  ];
}

function fixActions({ number, slots }: PollView): readonly Action[] {
  const best = slots.filter(({ isBest }) => isBest).slice(0, MOST_FIXED);
  return [
    ...best.map((slot, index) =>
      run(
        shortLabel(`Fixer le ${label(slot)}`),
        'date fixer',
        { sondage: number, creneau: String(slot.rank + 1) },
        index === 0 ? 'primary' : 'normal',
      ),
    ),
    form('Choisir la date', 'date fixer', { sondage: number }),
  ];
}

/** Each says what is to be true, so that a press that comes twice changes nothing. */
function answerActions({ number, slots, own }: PollView): readonly Action[] {
  const isNone = own?.hasAnswered === true && slots.every(({ isMine }) => !isMine);
  return [
    ...slots.map((slot) =>
      slot.isMine
        ? run(shortLabel(`Retirer le ${label(slot)}`), 'date repondre', {
            sondage: number,
            retirer: String(slot.rank + 1),
          })
        : run(shortLabel(`Le ${label(slot)} me convient`), 'date repondre', {
            sondage: number,
            ajouter: String(slot.rank + 1),
          }),
    ),
    ...(isNone
      ? []
      : [run('Aucune date ne me convient', 'date repondre', { sondage: number, creneaux: 'aucun' })]),
  ];
}
