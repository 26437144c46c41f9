import type { Attendance, MeetingKind, Slot } from '../src/domain/committee/events.ts';
import { form, run } from './blocks.ts';
import type { Action, Block, Fact } from './model.ts';
import { count, NBSP } from './words.ts';

/** A meeting as cards speak of it. Day and time are Paris wall time. */
export interface MeetingView extends Slot {
  /** `CO-07`. */
  readonly number: string;
  readonly kind: MeetingKind;
  /** What it is about; null for a committee. */
  readonly title: string | null;
  /** Name of the beneficiary of a meeting or a workshop. */
  readonly commune: string | null;
  /** Title of the track. */
  readonly track: string;
  readonly place: string;
  readonly sequence: number;
  readonly cancelled: { readonly reason: string | null; readonly at: string } | null;
  /** Its end has passed. */
  readonly isOver: boolean;
  readonly convened: ConvenedView;
  readonly tally: TallyView;
  readonly agenda: readonly string[];
  /** Where the reader stands; null when they are not convened, or nobody in particular reads. */
  readonly own: OwnAnswer | null;
}

/** How many are convened, by what they are (art. 6). */
export interface ConvenedView {
  readonly mgp: number;
  readonly contractor: number;
  /** Référents and their deputies. */
  readonly referents: number;
  /** Third persons; whoever comes in somebody's place takes that place, and is not counted again. */
  readonly guests: number;
}

export interface TallyView {
  readonly present: number;
  readonly absent: number;
  readonly replaced: number;
  readonly silent: number;
}

/** Whom an invitation reaches. */
export interface ReachView {
  /** Calendars that follow. */
  readonly calendars: number;
  /** People convened of whom no e-mail is known. */
  readonly withoutEmail: number;
  /** Beneficiaries of a comité opérationnel for whom nobody is convened. */
  readonly unrepresented: number;
}

export interface OwnAnswer {
  /** Null until they have answered for the date as it is. */
  readonly answer: Attendance | null;
  /** Name of who comes in their place. */
  readonly replacement: string | null;
}

/** Where a meeting takes place when nothing else is said. */
export const DEFAULT_PLACE = 'visioconférence';

const KINDS: Readonly<Record<MeetingKind, string>> = {
  copil: 'Comité de pilotage',
  comop: 'Comité opérationnel',
  meeting: 'Réunion par bénéficiaire',
  workshop: 'Atelier spécifique',
};

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

/** « Comité opérationnel » (art. 6). */
export function kindName(kind: MeetingKind): string {
  return KINDS[kind];
}

/** « Comité opérationnel – IA Administration interne »; a meeting or a workshop is named by its beneficiary and its subject. */
export function meetingName(view: Pick<MeetingView, 'kind' | 'title' | 'commune' | 'track'>): string {
  const about = view.commune ?? view.track;
  return [kindName(view.kind), about, ...(view.title === null ? [] : [view.title])].join(' – ');
}

/** « mercredi 15 juillet 2026 » from an ISO day. */
export function frDate(isoDay: string): string {
  const { dayOfWeek, day, month, year } = Temporal.PlainDate.from(isoDay);
  return `${WEEKDAYS[dayOfWeek - 1]} ${day === 1 ? '1er' : day} ${MONTHS[month - 1]} ${year}`;
}

/** « lundi 13 ou mercredi 15 juillet »: two days, with their months where they differ. */
export function nearDays(before: string, after: string): string {
  const [first, second] = [before, after].map((iso) => {
    const { dayOfWeek, day, month } = Temporal.PlainDate.from(iso);
    return { day: `${WEEKDAYS[dayOfWeek - 1]} ${day === 1 ? '1er' : day}`, month: MONTHS[month - 1] };
  });
  const month = first?.month === second?.month ? '' : ` ${first?.month}`;
  return `${first?.day}${month} ou ${second?.day} ${second?.month}`;
}

/** « 10 h », « 9 h 05 » from a wall time `09:05`. */
export function frTime(time: string): string {
  const [hours, minutes] = time.split(':');
  return `${Number(hours)}${NBSP}h${minutes === '00' ? '' : `${NBSP}${minutes}`}`;
}

/** « mercredi 15 juillet 2026, 10 h–11 h 30 », on a card that says elsewhere whose hours these are. */
export function slotWhen({ on, from, durationMinutes }: Slot): string {
  const to = Temporal.PlainTime.from(from).add({ minutes: durationMinutes });
  return `${frDate(on)}, ${frTime(from)}–${frTime(to.toString({ smallestUnit: 'minute' }))}`;
}

/** « mercredi 15 juillet 2026, 10 h–11 h 30 (heure de Paris) ». */
export function meetingWhen(slot: Slot): string {
  return `${slotWhen(slot)} (heure de Paris)`;
}

/** « mercredi 15 juillet 2026, 10 h », where the end does not matter. */
export function meetingStart({ on, from }: Pick<Slot, 'on' | 'from'>): string {
  return `${frDate(on)}, ${frTime(from)}`;
}

/** « CO-07 – Comité opérationnel, mercredi 15 juillet 2026, 10 h »: a choice among several. */
export function meetingLabel(meeting: Pick<MeetingView, 'number' | 'kind' | 'on' | 'from'>): string {
  return `${meeting.number} – ${kindName(meeting.kind)}, ${meetingStart(meeting)}`;
}

/** « Métropole (2), prestataire (1), 37 référents, 1 personne tierce »; the deputies count among the référents. */
export function convenedWords({ mgp, contractor, referents, guests }: ConvenedView): string {
  return [
    `Métropole (${mgp})`,
    `prestataire (${contractor})`,
    ...(referents === 0 ? [] : [count(referents, 'référent')]),
    ...(guests === 0 ? [] : [count(guests, 'personne tierce', 'personnes tierces')]),
  ].join(', ');
}

/** When, where and who: what stands of a meeting before it has a number. */
export function meetingPlan(view: MeetingView): readonly Fact[] {
  return [
    { label: 'Date', value: meetingWhen(view) },
    { label: 'Lieu', value: view.place },
    { label: 'Convoqués', value: convenedWords(view.convened) },
  ];
}

/** What is known of a meeting, then what the card adds. */
export function meetingFacts(view: MeetingView, ...more: readonly Fact[]): Block {
  const reason = view.cancelled === null ? null : (view.cancelled.reason ?? 'sans motif indiqué');
  const cancelled = reason === null ? [] : [{ label: 'Annulation', value: reason }];
  return {
    kind: 'facts',
    facts: [{ label: 'Numéro', value: view.number }, ...meetingPlan(view), ...cancelled, ...more],
  };
}

/** The way into a meeting held by video: texts are drawn plain, so the address of its place cannot be followed there. */
export function joinActions({ place }: Pick<MeetingView, 'place'>): readonly Action[] {
  const [typed] = /https:\/\/[\w-]+(?:\.[\w-]+)+[^\s<>"]*/u.exec(place) ?? [];
  if (typed === undefined || !URL.canParse(typed)) return [];
  return [{ kind: 'link', label: 'Rejoindre la visioconférence', url: new URL(typed).href }];
}

/** The answers that somebody convened may give, each for the date that is shown. */
export function answerActions(view: Pick<MeetingView, 'number' | 'sequence'>): readonly Action[] {
  const values = (reponse: string) => ({
    reunion: view.number,
    reponse,
    sequence: String(view.sequence),
  });
  return [
    run('Présent(e)', 'presence', values('present'), 'primary'),
    run('Absent(e)', 'presence', values('absent')),
    form('Je serai remplacé(e)', 'presence', values('remplace')),
    form("Ajouter un point à l'ordre du jour", 'ordre-du-jour', { reunion: view.number }),
  ];
}
