import { minutesCard, minutesRecorded, OUTCOME_OPTIONS } from '../../../cards/minutes.ts';
import { NBSP, THIN } from '../../../cards/words.ts';
import type { Minutes } from '../../domain/committee/minutes.ts';
import type { RecordedMinutes } from '../../domain/committee/state.ts';
import { startOf } from '../../domain/committee/when.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand, type Outcome } from '../command.ts';
import { choice, known, line, paragraph } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import type { JsonObject } from '../ports.ts';
import { sameJson } from '../same-json.ts';
import { conveneesOf } from './convened.ts';
import { type Found, findMeeting } from './meetings.ts';
import { FIELD_LENGTH, filledWith, readMinutes } from './minutes-form.ts';
import { minutesView } from './minutes-view.ts';
import { MINUTES_PUBLISHED } from './topics.ts';

/**
 * A coordinator records the minutes of a meeting (art. 6): who was there, decisions, actions with owner and due day; for a
 * COPIL, the phase that it validates and its cost. Everybody convened is told. They may be recorded again, corrected: the
 * newest stand. Refused: a meeting that was cancelled or has not begun, and what `readMinutes` refuses.
 */
export const recordMinutes = defineCommand({
  word: 'compte-rendu rediger',
  title: 'Compte rendu',
  help: "rédiger ou corriger le compte rendu d'une réunion",
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: 'Publier',
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    presents: paragraph(
      { label: 'Présents', hint: 'Un nom ou un courriel par ligne' },
      { min: 1, max: 60_000 },
    ),
    decisions: paragraph(
      { label: 'Décisions', hint: 'Une décision par ligne' },
      { min: 1, max: FIELD_LENGTH },
    ).optional(),
    actions: paragraph(
      { label: 'Actions', hint: `Une par ligne${NBSP}: qui${THIN}; quoi${THIN}; jj/mm/aaaa` },
      { min: 1, max: FIELD_LENGTH },
    ).optional(),
    etape: known(
      { label: 'Étape soumise à validation', hint: 'Comité de pilotage seulement' },
      'phases',
    ).optional(),
    issue: choice({ label: 'Suite donnée' }, OUTCOME_OPTIONS).optional(),
    cout: line({ label: 'Coût validé', hint: `Par exemple 24${THIN}000${NBSP}€ TTC` }, 120).optional(),
  },
  prefill: (context, { reunion }) => {
    const found = reunion === undefined ? null : findMeeting(context, reunion);
    return found === null || found instanceof Refusal ? {} : filledWith(context, found);
  },
  check: ({ reunion }, context) => {
    const found = reunion === undefined ? null : findMeeting(context, reunion);
    return found === null || found instanceof Refusal ? null : refuseMinutes(found, context.now);
  },
  run: ({ reunion, ...typed }, context) => {
    const found = findMeeting(context, reunion);
    if (found instanceof Refusal) return found;
    const refusal = refuseMinutes(found, context.now);
    if (refusal !== null) return refusal;
    const minutes = readMinutes(context, found, typed);
    return minutes instanceof Refusal ? minutes : publish(context, found, minutes);
  },
});

/** A meeting that was cancelled or has not begun has no minutes. */
export function refuseMinutes({ meeting }: Found, now: Temporal.Instant): Refusal | null {
  const about = { meeting: meeting.number, day: meeting.on, time: meeting.from };
  if (meeting.cancelled !== null) return new Refusal({ code: 'meeting-cancelled', ...about });
  const hasBegun = Temporal.Instant.compare(startOf(meeting), now) <= 0;
  return hasBegun ? null : new Refusal({ code: 'meeting-not-begun', ...about });
}

function publish(context: Context, found: Found, minutes: Minutes): Outcome {
  const { track, meeting } = found;
  const byId = actorId(context.actor);
  const before = meeting.minutes;
  if (before !== null && isSame(before, minutes))
    return { kind: 'answer', card: minutesCard(minutesView(context, found, before, byId)) };
  const at = context.now.toString();
  const readers = conveneesOf(context, found).map(({ personId }) => personId);
  const messages = noticesTo(
    context,
    readers.filter((id) => id !== byId),
    {
      topic: MINUTES_PUBLISHED,
      id: `${meeting.number}:${at}`,
      data: { track: track.id, meeting: meeting.number, recordedAt: at },
    },
  );
  return decision({
    track: track.id,
    events: [{ type: 'minutes-recorded', data: { meeting: meeting.number, ...minutes, byId } }],
    messages,
    card: minutesRecorded({
      minutes: minutesView(context, found, { ...minutes, byId, at }, byId),
      told: messages.length,
      replacesAt: before?.at ?? null,
    }),
  });
}

function isSame({ byId: _by, at: _at, ...before }: RecordedMinutes, after: Minutes): boolean {
  return sameJson(before as unknown as JsonObject, after as unknown as JsonObject);
}
