import type { Values } from '../../../cards/model.ts';
import { quoted } from '../../../cards/words.ts';
import type { Point } from '../../domain/committee/events.ts';
import type { Meeting } from '../../domain/committee/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold } from '../../domain/kernel/text.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { hidden, known, paragraph } from '../fields.ts';
import { boundedLines } from '../lines.ts';
import {
  AGENDA_LENGTH,
  full,
  lengthOf,
  MOST_POINTS,
  POINT_LENGTH,
  refuseClosed,
  shown,
  withAgenda,
} from './agenda.ts';
import { findMeeting } from './meetings.ts';

/** Empties the agenda: an empty field is more often a slip. */
const NONE = 'aucun';
/** Enough of a point's id to tell it from the others of its meeting, and short enough for all to fit in a form. */
const MARK_LENGTH = 8;
const BOUNDS = { lines: MOST_POINTS, characters: POINT_LENGTH };

/**
 * A coordinator puts an agenda (art. 6) in order: the whole list in one field, a line for each point, moved, reworded or
 * left out. A point whose words stay keeps who proposed it. One that somebody proposed since the form was opened stays, at
 * the end. Refused: more than 30 lines, a line of more than 200 characters, a meeting that is cancelled or over.
 */
export const orderAgenda = defineCommand({
  word: 'ordre-du-jour ordonner',
  title: "Ordonner l'ordre du jour",
  help: "ordonner, corriger ou retirer les points d'un ordre du jour",
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: 'Enregistrer',
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    points: paragraph(
      {
        label: 'Points, une ligne pour chacun',
        hint: `Déplacez, corrigez ou retirez des lignes. ${quoted(NONE)} vide l'ordre du jour.`,
      },
      { min: 1, max: 60_000 },
    ),
    vus: hidden().optional(),
  },
  prefill: (context, { reunion }) => {
    const found = reunion === undefined ? null : findMeeting(context, reunion);
    return found === null || found instanceof Refusal ? {} : filledWith(found.meeting);
  },
  run: ({ reunion, points: typed, vus }, context) => {
    const found = findMeeting(context, reunion);
    if (found instanceof Refusal) return found;
    const closed = refuseClosed(found, context.now);
    if (closed !== null) return closed;
    const read = boundedLines(fold(typed) === NONE ? '' : typed, 'points', BOUNDS);
    if (read instanceof Refusal) return read;
    const lines = read.map(({ text }) => text);
    const { meeting } = found;
    const points = [...inOrder(context, meeting, lines), ...unseen(meeting, lines, vus)];
    if (points.length > MOST_POINTS || lengthOf(points) > AGENDA_LENGTH) return full('points');
    return decision({
      track: found.track.id,
      events: [
        { type: 'agenda-ordered', data: { meeting: meeting.number, points, byId: actorId(context.actor) } },
      ],
      card: shown(context, withAgenda(found, points), 'ordered'),
    });
  },
});

function filledWith({ agenda }: Meeting): Values {
  if (agenda.length === 0) return {};
  return { points: agenda.map(({ text }) => text).join('\n'), vus: agenda.map(markOf).join(',') };
}

function inOrder(context: Context, { agenda }: Meeting, lines: readonly string[]): readonly Point[] {
  const byText = new Map(agenda.map((point) => [fold(point.text), point]));
  const distinct = new Map(lines.map((text) => [fold(text), text]));
  return [...distinct].map(([key, text]) => {
    const known = byText.get(key);
    return known === undefined
      ? { pointId: context.newId(), text, byId: actorId(context.actor) }
      : { ...known, text };
  });
}

/** What was proposed while the coordinator was writing; a list typed without having seen any is taken as it is. */
function unseen({ agenda }: Meeting, lines: readonly string[], vus: string | undefined): readonly Point[] {
  if (vus === undefined) return [];
  const seen = new Set(vus.split(','));
  const kept = new Set(lines.map(fold));
  return agenda.filter((point) => !seen.has(markOf(point)) && !kept.has(fold(point.text)));
}

function markOf({ pointId }: Point): string {
  return pointId.slice(0, MARK_LENGTH);
}
