import { type AgendaView, agendaCard, type PointView } from '../../../cards/agenda.ts';
import type { Card } from '../../../cards/model.ts';
import type { Point } from '../../domain/committee/events.ts';
import { isOver } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold } from '../../domain/kernel/text.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { known, line } from '../fields.ts';
import { nameOf } from './convened.ts';
import { type Found, findMeeting, type Records, viewOf } from './meetings.ts';

/** Longest point, in characters. */
export const POINT_LENGTH = 200;
export const MOST_POINTS = 30;
/** All points together, in characters, line breaks included: what one field of every platform shows. */
export const AGENDA_LENGTH = 3_000;

/**
 * The agenda of a meeting (art. 6); with a point, adds it: anybody convened proposes, the coordination orders. Refused: a
 * meeting that is cancelled or over, a point too many. A point that stands there already is not added again.
 */
export const agenda = defineCommand({
  word: 'ordre-du-jour',
  title: 'Ordre du jour',
  help: "voir l'ordre du jour d'une réunion, ou y proposer un point",
  article: 'convention, art. 6',
  roles: ['anyone'],
  submitLabel: 'Ajouter',
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    point: line(
      { label: 'Point à ajouter', hint: 'Une ligne, 200 caractères au plus' },
      POINT_LENGTH,
    ).optional(),
  },
  neededInForm: ({ reunion }) => (reunion === undefined ? [] : ['point']),
  run: ({ reunion, point: text }, context) => {
    const found = findMeeting(context, reunion);
    if (found instanceof Refusal) return found;
    if (text === undefined) return { kind: 'answer', card: shown(context, found, null) };
    const closed = refuseClosed(found, context.now);
    if (closed !== null) return closed;
    const points = found.meeting.agenda;
    if (points.some((point) => fold(point.text) === fold(text)))
      return { kind: 'answer', card: shown(context, found, 'known') };
    const point: Point = { pointId: context.newId(), text, byId: actorId(context.actor) };
    if (points.length === MOST_POINTS || lengthOf([...points, point]) > AGENDA_LENGTH) return full('point');
    return decision({
      track: found.track.id,
      events: [{ type: 'point-proposed', data: { meeting: found.meeting.number, ...point } }],
      card: shown(context, withAgenda(found, [...points, point]), 'added'),
    });
  },
});

/** A meeting that is cancelled or over takes no more answers nor points. */
export function refuseClosed({ meeting }: Found, now: Temporal.Instant): Refusal | null {
  const about = { meeting: meeting.number, day: meeting.on, time: meeting.from };
  if (meeting.cancelled !== null) return new Refusal({ code: 'meeting-cancelled', ...about });
  return isOver(meeting, now) ? new Refusal({ code: 'meeting-over', ...about }) : null;
}

/** An agenda that holds no more. */
export function full(field: string): Refusal {
  return new Refusal({ code: 'agenda-full', points: MOST_POINTS, characters: AGENDA_LENGTH }, field);
}

/** Characters of the whole agenda, a line for each point. */
export function lengthOf(points: readonly Pick<Point, 'text'>[]): number {
  return points.map(({ text }) => text).join('\n').length;
}

/** The meeting as it will be once its agenda is recorded. */
export function withAgenda(found: Found, points: readonly Point[]): Found {
  return { ...found, meeting: { ...found.meeting, agenda: points } };
}

/** The card of a meeting's agenda. */
export function shown(context: Context, found: Found, outcome: AgendaView['outcome']): Card {
  const isOpen = refuseClosed(found, context.now) === null;
  return agendaCard({
    meeting: viewOf(context, found, actorId(context.actor)),
    points: pointViews(context, found),
    outcome,
    isOpen,
    mayOrder: context.actor.isCoordinator && found.meeting.agenda.length > 0,
  });
}

/** The points in order, each with the name of who proposed it. */
export function pointViews(context: Records, { meeting }: Found): readonly PointView[] {
  return meeting.agenda.map(({ text, byId }) => ({ text, by: nameOf(context, byId) }));
}
