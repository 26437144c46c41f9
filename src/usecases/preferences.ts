import { type PreferencesView, preferencesCard } from '../../cards/preferences.ts';
import { frDay, NBSP, THIN } from '../../cards/words.ts';
import { workingDayOnOrAfter } from '../domain/calendar/workdays.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { type Context, decision, defineCommand } from './command.ts';
import { choice, day } from './fields.ts';
import type { Person, Preferences } from './ports.ts';
import { NO_PREFERENCES } from './records.ts';
import { sameJson } from './same-json.ts';

const LONGEST_PAUSE_DAYS = 90;
const FIRST_HOUR = 9;
const LAST_HOUR = 18;

const AUTOMATIC = 'automatique';
const AT_ONCE = 'des-que-possible';
const CHANNELS = { slack: 'slack', teams: 'teams', courriel: 'mail' } as const;
const HOURS = Array.from({ length: LAST_HOUR - FIRST_HOUR + 1 }, (_, index) => String(FIRST_HOUR + index));

/**
 * How somebody wants their reminders: where, from when on, at which hour of Paris. What is legal leaves at once whatever
 * they chose, and the card says so. What waits already is asked again by the new choice. Refused: a chat from which they never wrote to Jalon, a pause that ends today or
 * before, or in more than 90 days, and somebody of whom nothing is recorded, since Jalon never writes to them. A pause
 * left empty ends the present one.
 */
export const setPreferences = defineCommand({
  word: 'preferences',
  title: 'Vos préférences',
  help: 'choisir où et quand vous recevez les rappels, ou les suspendre',
  article: null,
  roles: ['referent', 'deputy', 'coordinator', 'contractor'],
  submitLabel: 'Enregistrer',
  fields: {
    canal: choice({ label: 'Canal', hint: 'Où Jalon vous écrit en premier' }, [
      { value: AUTOMATIC, label: 'Automatique' },
      { value: 'slack', label: 'Slack' },
      { value: 'teams', label: 'Teams' },
      { value: 'courriel', label: 'Courriel' },
    ]),
    heure: choice({ label: 'Heure des rappels' }, [
      { value: AT_ONCE, label: 'Dès que possible' },
      ...HOURS.map((hour) => ({ value: hour, label: `${hour}${NBSP}h` })),
    ]),
    pause: day({
      label: "Suspendre les rappels jusqu'au",
      hint: `jj/mm/aaaa, 90${NBSP}jours au plus${THIN}; vide pour ne rien suspendre`,
    }).optional(),
  },
  prefill: ({ actor, today }) => valuesOf(actor.row?.person.preferences ?? NO_PREFERENCES, today),
  run: (input, context) => {
    const { row } = context.actor;
    if (row === null) return new Refusal({ code: 'no-reminders' });
    const { person, revision } = row;
    const channel = channelOf(input.canal);
    if ((channel === 'slack' || channel === 'teams') && !isKnownOn(person, channel))
      return new Refusal({ code: 'no-address-there', channel }, 'canal');
    const refusal = input.pause === undefined ? null : refusePause(input.pause, context.today);
    if (refusal !== null) return refusal;
    const preferences: Preferences = {
      channel,
      pausedUntilOn: input.pause?.toString() ?? null,
      digestHour: input.heure === AT_ONCE ? null : Number(input.heure),
    };
    const card = preferencesCard(viewOf(preferences, context));
    if (sameJson({ ...preferences }, { ...person.preferences })) return { kind: 'answer', card };
    return decision({
      people: [{ person: { ...person, preferences }, expectedRevision: revision }],
      directory: [{ type: 'preferences-set', data: { personId: person.id } }],
      reached: [person.id],
      card,
    });
  },
});

function isKnownOn(person: Person, channel: Preferences['channel']): boolean {
  return person.accounts.some((account) => account.platform === channel && account.lostAt === null);
}

function refusePause(untilOn: Temporal.PlainDate, today: Temporal.PlainDate): Refusal | null {
  const latest = today.add({ days: LONGEST_PAUSE_DAYS });
  const wanted = untilOn.toString();
  if (Temporal.PlainDate.compare(untilOn, today) <= 0)
    return new Refusal({ code: 'day-past', day: wanted }, 'pause');
  if (Temporal.PlainDate.compare(untilOn, latest) > 0)
    return new Refusal({ code: 'day-too-far', day: wanted, latest: latest.toString() }, 'pause');
  return null;
}

function channelOf(typed: string): Preferences['channel'] {
  return typed === 'slack' || typed === 'teams' || typed === 'courriel' ? CHANNELS[typed] : null;
}

/** The same choices as the form takes them; a pause that is over is none. */
function valuesOf({ channel, digestHour, pausedUntilOn }: Preferences, today: Temporal.PlainDate) {
  const canal = Object.entries(CHANNELS).find(([, platform]) => platform === channel)?.[0] ?? AUTOMATIC;
  const isPaused = pausedUntilOn !== null && pausedUntilOn > today.toString();
  return {
    canal,
    heure: digestHour === null ? AT_ONCE : String(digestHour),
    ...(isPaused ? { pause: frDay(pausedUntilOn) } : {}),
  };
}

function viewOf(preferences: Preferences, { today, settings }: Context): PreferencesView {
  const { channel, digestHour, pausedUntilOn } = preferences;
  const { canal, heure } = valuesOf(preferences, today);
  const withoutPause = { canal, heure };
  if (pausedUntilOn === null) return { channel, digestHour, pause: null, withoutPause };
  const until = Temporal.PlainDate.from(pausedUntilOn);
  const resumes = workingDayOnOrAfter(until, settings.holidays);
  const pause = { untilOn: pausedUntilOn, resumesOn: resumes.toString() };
  return { channel, digestHour, pause, withoutPause };
}
