import type { Rhythm } from '../src/domain/committee/events.ts';
import { card, facts, form, list, notice, run, subtle, text } from './blocks.ts';
import { type ConvenedView, convenedWords, frTime, type ReachView } from './meeting.ts';
import { contractorWarning, reachWarnings } from './meeting-reach.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { count, frDay, frLongDay, NBSP, THIN } from './words.ts';

const ARTICLE = 'Convention, art. 6.';
const NOT_YET = "Rien n'est encore enregistré.";
const RANKS: Readonly<Record<number, string>> = { 1: '1er', 2: '2e', 3: '3e', 4: '4e', [-1]: 'dernier' };
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'] as const;

/** One date of a series, ISO days. */
export interface OccurrenceView {
  /** Null for one that is left out. */
  readonly on: string | null;
  /** The day that the rhythm alone would give. */
  readonly natural: string;
  /** Name of the holiday on that day. */
  readonly holiday: string | null;
  /** Number of the meeting that is made of it; null for none: it is left out, or on the calendar already. */
  readonly number: string | null;
}

/** A series of comités opérationnels (art. 6). */
export interface SeriesView {
  readonly track: string;
  readonly rhythm: Rhythm;
  readonly from: string;
  readonly to: string;
  readonly place: string;
  readonly fromOn: string;
  readonly untilOn: string;
  /** An end that was chosen, before the committee's period ends: the series does not follow the plan. */
  readonly endsEarly: boolean;
  readonly occurrences: readonly OccurrenceView[];
  readonly convened: ConvenedView;
  readonly reach: ReachView;
}

/** « 2e mardi », as the field of the form takes it. */
export function rhythmName({ rank, weekday }: Pick<Rhythm, 'rank' | 'weekday'>): string {
  return `${RANKS[rank]} ${WEEKDAYS[weekday - 1]}`;
}

/** « 2e mardi de chaque mois », « dernier jeudi, tous les 2 mois ». */
export function rhythmWords(rhythm: Rhythm): string {
  const { everyMonths } = rhythm;
  return everyMonths === 1
    ? `${rhythmName(rhythm)} de chaque mois`
    : `${rhythmName(rhythm)}, tous les ${everyMonths}${NBSP}mois`;
}

/** What becomes of a date on a holiday, as the form offers it. */
export const HOLIDAY_RULES = [
  { value: 'avant', label: 'Jour ouvré précédent' },
  { value: 'apres', label: 'Jour ouvré suivant' },
  { value: 'sans', label: 'Pas de comité' },
] as const;

/** The whole series, before anything is sent. */
export function seriesPreview(view: SeriesView, values: Values): Card {
  const held = heldOf(view);
  const isTouched = view.occurrences.some(({ holiday }) => holiday !== null);
  return card(
    'series-preview',
    `Aperçu${NBSP}: ${count(held, 'comité opérationnel', 'comités opérationnels')}`,
    [
      text(`${view.track}.`),
      seriesFacts(view),
      list(view.occurrences.map(occurrenceLine)),
      text('Chaque date est un événement à part, qui peut être déplacé ou annulé seul.'),
      endBlock(view),
      ...contractorWarning({ kind: 'comop', convened: view.convened }),
      ...reachWarnings(view.reach),
      subtle(`${NOT_YET} ${ARTICLE}`),
    ],
    [
      run('Envoyer les invitations', 'comite serie', { ...values, confirme: 'oui' }, 'primary'),
      ...(isTouched ? otherRules(values) : []),
      form('Modifier', 'comite serie', values),
      run('Annuler', 'annuler', { objet: 'comite serie' }),
    ],
  );
}

/** The series is on the calendar. */
export function seriesPlanned(view: SeriesView): Card {
  const held = heldOf(view);
  return card(
    'series-planned',
    `Série de ${count(held, 'comité opérationnel', 'comités opérationnels')}`,
    [
      notice(
        'success',
        `${count(held, 'date est fixée', 'dates sont fixées')}. Les invitations partent vers ${count(view.reach.calendars, 'agenda')}.`,
      ),
      seriesFacts(view),
      list(
        view.occurrences.flatMap(({ on, number }) =>
          on === null || number === null ? [] : [`${number}${NBSP}: ${frLongDay(on)}`],
        ),
      ),
      endBlock(view),
      subtle(ARTICLE),
    ],
    [run('Voir les réunions', 'comite liste', {}, 'primary')],
  );
}

/** What is to become of a series since the plan moved. */
export interface AdjustmentView {
  readonly track: string;
  readonly series: string;
  readonly what: 'cancel' | 'add';
  readonly fromOn: string;
  readonly untilOn: string;
  /** Days of the occurrences that are cancelled or added, with their numbers. */
  readonly meetings: readonly { readonly number: string; readonly on: string }[];
}

/** Before occurrences are cancelled or added. */
export function adjustmentPreview(view: AdjustmentView, values: Values): Card {
  const { what, meetings } = view;
  const label =
    what === 'cancel'
      ? `Annuler ${count(meetings.length, 'réunion')}`
      : `Ajouter ${count(meetings.length, 'date')}`;
  return card(
    'series-adjustment-preview',
    `${label}${THIN}?`,
    [
      ...adjustmentBlocks(view),
      text(
        what === 'cancel'
          ? 'Ces réunions seront retirées des agendas. Une annulation ne se reprend pas.'
          : 'Les invitations partiront vers les agendas des convoqués.',
      ),
      subtle(`${NOT_YET} ${ARTICLE}`),
    ],
    [
      run(
        label,
        'comite serie ajuster',
        { ...values, confirme: 'oui' },
        what === 'cancel' ? 'danger' : 'primary',
      ),
      run('Ne rien changer', 'annuler', { objet: 'comite serie ajuster' }),
    ],
  );
}

/** The series follows the plan again. */
export function seriesAdjusted(view: AdjustmentView): Card {
  const done =
    view.what === 'cancel'
      ? count(view.meetings.length, 'réunion est annulée', 'réunions sont annulées')
      : count(view.meetings.length, 'date est ajoutée', 'dates sont ajoutées');
  return card(
    'series-adjusted',
    'Série ajustée au calendrier',
    [notice('success', `${done}. Les agendas suivent.`), ...adjustmentBlocks(view), subtle(ARTICLE)],
    [run('Voir les réunions', 'comite liste', {}, 'primary')],
  );
}

function adjustmentBlocks({ track, series, fromOn, untilOn, meetings }: AdjustmentView): readonly Block[] {
  return [
    text(`${track}${NBSP}: série commencée par ${series}, du ${frDay(fromOn)} au ${frDay(untilOn)}.`),
    list(meetings.map(({ number, on }) => `${number}${NBSP}: ${frLongDay(on)}`)),
  ];
}

function heldOf({ occurrences }: SeriesView): number {
  return occurrences.filter(({ number }) => number !== null).length;
}

function seriesFacts(view: SeriesView): Block {
  return facts([
    ['Rythme', rhythmWords(view.rhythm)],
    ['Heure', `${frTime(view.from)}–${frTime(view.to)} (heure de Paris)`],
    ['Période', `du ${frDay(view.fromOn)} au ${frDay(view.untilOn)}`],
    ['Lieu', view.place],
    ['Convoqués', convenedWords(view.convened)],
  ]);
}

function endBlock({ endsEarly, untilOn }: SeriesView): Block {
  return text(
    endsEarly
      ? `La série s'arrête le ${frDay(untilOn)}, avant la fin de la période${NBSP}: elle ne sera pas prolongée si le calendrier change.`
      : 'Si le calendrier change, la suite de la série vous sera proposée.',
  );
}

function occurrenceLine({ on, natural, holiday, number }: OccurrenceView): string {
  const known = on !== null && number === null ? ', déjà au calendrier' : '';
  if (holiday === null) return `${frLongDay(natural)}${known}`;
  const why = `le ${frDay(natural)} est férié${NBSP}: ${holiday}`;
  return on === null ? `Pas de comité (${why})` : `${frLongDay(on)} (${why})${known}`;
}

/** The other ways to deal with holidays, a button each. */
function otherRules(values: Values): readonly Action[] {
  return HOLIDAY_RULES.filter(({ value }) => value !== values['feries']).map(({ value, label }) =>
    run(`Jours fériés${NBSP}: ${label.toLowerCase()}`, 'comite serie', { ...values, feries: value }),
  );
}
