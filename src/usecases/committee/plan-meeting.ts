import { DEFAULT_PLACE } from '../../../cards/meeting.ts';
import {
  meetingPlanned,
  meetingPreview,
  type StepView,
  thirdPersonGuard,
} from '../../../cards/meeting-plan.ts';
import { copilSteps, stepFor } from '../../domain/committee/copil.ts';
import type { MeetingKind } from '../../domain/committee/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { carried } from '../carried.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import type { LoadedTrack } from '../enrol.ts';
import { choice, day, hidden, known, line, time } from '../fields.ts';
import { NO_GUESTS, readGuests } from './guests.ts';
import { checkWanted, scheduled, type WantedMeeting } from './schedule.ts';
import { durationOf } from './slot.ts';
import { KIND_OPTIONS, kindOf, placeOf } from './whose.ts';

/** How long a meeting lasts when no end is given. */
export const USUAL_MINUTES: Readonly<Record<MeetingKind, number>> = {
  copil: 90,
  comop: 90,
  meeting: 60,
  workshop: 120,
};

/** Art. 6: a coordinator convenes a committee or a meeting. What would be sent is shown before anything is recorded. */
export const planMeeting = defineCommand({
  word: 'comite planifier',
  aliases: {
    'comite pilotage': { type: 'pilotage' },
    copil: { type: 'pilotage' },
    'comite operationnel': { type: 'operationnel' },
    comop: { type: 'operationnel' },
    'comite reunion': { type: 'reunion' },
    'comite atelier': { type: 'atelier' },
  },
  title: 'Planifier une réunion',
  help: 'convoquer un comité de pilotage ou opérationnel, une réunion ou un atelier',
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    type: choice({ label: 'Type' }, KIND_OPTIONS),
    collectivite: known({ label: 'Collectivité (réunion ou atelier)' }, 'communes').optional(),
    date: day({ label: 'Date', hint: 'jj/mm/aaaa' }),
    heure: time({ label: 'Heure de début' }),
    fin: time({ label: 'Heure de fin', hint: '11:30' }).optional(),
    lieu: line({ label: 'Lieu ou lien de visioconférence' }, 200).optional(),
    objet: line({ label: 'Objet' }, 120).optional(),
    inviter: line({ label: 'Personnes tierces', hint: 'Collectivités, courriels' }, 400).optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
    etape: hidden().optional(),
    tiers: hidden().optional(),
    confirme: hidden().optional(),
  },
  run: (input, context) => {
    const kind = kindOf(input.type);
    const place = placeOf(context, kind, input);
    if (place instanceof Refusal) return place;
    const { track, commune } = place;
    const duration = durationOf(input.heure, input.fin, USUAL_MINUTES[kind]);
    if (duration instanceof Refusal) return duration;
    const on = input.date.toString();
    const guests = input.inviter === undefined ? NO_GUESTS : readGuests(context, track, on, input.inviter);
    if (guests instanceof Refusal) return guests;
    const wanted: WantedMeeting = {
      kind,
      on,
      from: input.heure,
      durationMinutes: duration,
      title: input.objet ?? null,
      commune,
      step: kind === 'copil' ? stepOf(context, track, on, input.etape) : null,
      series: null,
      place: input.lieu ?? DEFAULT_PLACE,
      guests,
    };
    const refusal = checkWanted(context, track, wanted);
    if (refusal !== null) return refusal;
    const values = carried(input);
    if (kind === 'copil' && guests.communes.length > 0 && input.tiers === undefined) {
      const { inviter: _left, ...without } = values;
      return { kind: 'answer', card: thirdPersonGuard(guests.communes, 'comite planifier', values, without) };
    }
    const { event, number, view, reach } = scheduled(context, track, wanted);
    const step = stepView(context, track, wanted.step);
    if (input.confirme === undefined)
      return { kind: 'answer', card: meetingPreview(view, step, reach, values) };
    return decision({
      track: track.id,
      events: [event],
      numbers: [number],
      people: guests.people,
      card: meetingPlanned(view, step, reach),
    });
  },
});

/** The step that a button names, else the one in whose time the day lies. */
function stepOf(context: Context, track: LoadedTrack, on: string, named: string | undefined): string | null {
  const { holidays } = context.settings;
  const isStep = copilSteps(track, holidays).some(({ id }) => id === named);
  return isStep && named !== undefined ? named : stepFor(track, on, holidays);
}

/** The step of the calendar that a COPIL is held for, as cards name it. */
export function stepView(context: Context, track: LoadedTrack, id: string | null): StepView {
  const step = copilSteps(track, context.settings.holidays).find((one) => one.id === id);
  if (step === undefined) return null;
  const phase = track.facts.phases.find((one) => one.id === step.phase);
  return { id: step.id, phase: phase?.title ?? null };
}
