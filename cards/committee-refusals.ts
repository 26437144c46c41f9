import type { MeetingKind } from '../src/domain/committee/events.ts';
import type { CommitteeReason } from '../src/domain/kernel/committee-reasons.ts';
import { type Described, type Fix, fixable, mend, plain } from './fixes.ts';
import { frDate, frTime, kindName, nearDays } from './meeting.ts';
import { meetingLifeRefusal } from './meeting-life-refusals.ts';
import { pollRefusal } from './poll-refusals.ts';
import { count, echo, frDay, NBSP, orList, quoted, THIN } from './words.ts';

const ARTICLE = 'convention, art. 6';

/** What bounds each committee in time (art. 6). */
const PERIODS: Readonly<Record<MeetingKind, string>> = {
  copil: "du début de l'expérimentation à la fin du bilan",
  comop: 'de la mise en place au repli',
  meeting: "du début de l'expérimentation au terme de la convention",
  workshop: "du début de l'expérimentation au terme de la convention",
};

/** The French sentence of a refusal about committees: what, why, what next. */
export function committeeRefusal(reason: CommitteeReason): Described {
  switch (reason.code) {
    case 'unknown-poll':
    case 'poll-closed':
    case 'unknown-slot':
    case 'slot-format':
    case 'too-many-slots':
    case 'no-calendar':
      return pollRefusal(reason);
    case 'replacement-self':
    case 'too-many-replacements':
    case 'agenda-full':
    case 'too-many-lines':
    case 'meeting-not-begun':
    case 'line-faulty':
    case 'not-a-copil':
    case 'action-gone':
    case 'action-of-another':
      return meetingLifeRefusal(reason);
    case 'no-such-time':
      return plain(
        `${echo(reason.typed)} n'est pas une heure. Écrivez-la sous la forme 10:00 ou 10 h 30, de 0 h à 23 h 59.`,
      );
    case 'no-such-rhythm':
      return plain(
        `${echo(reason.typed)} n'est pas un rythme. Exemples${NBSP}: ${quoted('2e mardi')}, ${quoted('dernier jeudi')}, du lundi au vendredi.`,
      );
    case 'end-before-start':
      return plain(
        `La fin (${frTime(reason.to)}) doit être postérieure au début (${frTime(reason.from)}), le même jour.`,
      );
    case 'meeting-past':
      return plain(`Le ${frDate(reason.day)}, ${frTime(reason.time)}, est passé. Indiquez une date à venir.`);
    case 'not-a-working-day':
      return notAWorkingDay(reason);
    case 'outside-hours':
      return plain(
        `Une réunion commence à partir de 8${NBSP}h et finit au plus tard à 19${NBSP}h${THIN}; ${frTime(reason.time)} n'est pas dans ces heures.`,
      );
    case 'outside-period':
      return fixable(
        `${kindName(reason.kind)}${NBSP}: le ${frDay(reason.day)} est en dehors de sa période, ${PERIODS[reason.kind]} (du ${frDay(reason.fromOn)} au ${frDay(reason.toOn)}).`,
        [],
        ARTICLE,
      );
    case 'unknown-meeting':
      return fixable(
        `Aucune réunion ${echo(reason.typed)}. ${reason.suggestions.length === 0 ? `Tapez ${quoted('comite liste')} pour les voir toutes.` : `Vouliez-vous dire${NBSP}: ${orList(reason.suggestions)}${THIN}?`}`,
        [...reason.suggestions.map((number) => mend(number, { reunion: number })), seeMeetings()],
      );
    case 'not-invited':
      return fixable(
        `Aucune réunion ${echo(reason.typed)} à laquelle vous soyez convié(e). Tapez ${quoted('comite liste')} pour voir les vôtres.`,
        [seeMeetings()],
      );
    case 'meeting-cancelled':
      return fixable(
        `La réunion ${reason.meeting}, prévue le ${whenOf(reason)}, est annulée. Rien n'a été changé.`,
        [seeMeeting(reason.meeting)],
      );
    case 'meeting-over':
      return fixable(`La réunion ${reason.meeting} a eu lieu le ${whenOf(reason)}. Rien n'a été changé.`, [
        seeMeeting(reason.meeting),
      ]);
    case 'meeting-moved-since':
      return fixable(
        `${reason.by} a modifié la réunion ${reason.meeting} entre-temps${NBSP}: elle a lieu le ${whenOf(reason)}. Souhaitez-vous tout de même enregistrer votre changement${THIN}?`,
        [mend('Enregistrer tout de même', { sequence: String(reason.sequence) }), seeMeeting(reason.meeting)],
      );
    case 'same-meeting':
      return fixable(
        `La réunion ${reason.meeting} est déjà prévue le ${whenOf(reason)}. Rien n'a été enregistré de nouveau.`,
        [seeMeeting(reason.meeting)],
      );
    case 'same-slot':
      return plain(
        `La réunion ${reason.meeting} est déjà prévue le ${whenOf(reason)}, au même endroit. Rien n'a été changé.`,
      );
    case 'not-in-track':
      return fixable(
        `Aucune collectivité ${echo(reason.typed)} dans ce parcours. ${reason.suggestions.length === 0 ? "Vérifiez l'orthographe." : `Vouliez-vous dire${NBSP}: ${orList(reason.suggestions)}${THIN}?`}`,
        reason.suggestions.map((name) => mend(name, { collectivite: name })),
      );
    case 'commune-needed':
      return fixable(
        `${kindName(reason.kind)}${NBSP}: indiquez la collectivité avec laquelle la réunion se tient.`,
        [],
        ARTICLE,
      );
    case 'nobody-to-invite':
      return fixable(
        `${reason.commune} n'a pas de référent nominatif à cette date${NBSP}: il n'y a personne à convier. Désignez d'abord le référent, ou indiquez un courriel.`,
        [
          {
            label: 'Désigner le référent',
            values: { commune: reason.commune },
            command: 'referent changer',
            opensForm: true,
          },
        ],
      );
    case 'already-convened':
      return plain(`${reason.name} est déjà parmi les convoqués. Rien n'a été changé.`);
    case 'not-a-guest':
      return plain(
        `${echo(reason.typed)} n'est ni une collectivité du parcours ni une adresse de courriel. Exemples${NBSP}: choisy-le-roi, prenom.nom@ville.fr.`,
      );
    case 'too-many-guests':
      return plain(`Au plus ${count(reason.max, 'personne')} à la fois. Invitez les suivantes ensuite.`);
    case 'no-occurrence':
      return plain(
        `Aucune date de ce rythme ne reste à venir du ${frDay(reason.fromOn)} au ${frDay(reason.untilOn)}. Changez le rythme ou la date de fin.`,
      );
    case 'series-changed':
      return plain(
        `La série a changé depuis ce message, ou il n'y a plus rien à y ajuster. Tapez ${quoted('comite liste')} pour la situation du jour.`,
      );
  }
}

type Of<Code extends CommitteeReason['code']> = Extract<CommitteeReason, { readonly code: Code }>;

function notAWorkingDay({ day, holiday, before, after, time }: Of<'not-a-working-day'>): Described {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  const why =
    holiday === null ? `un ${dayOfWeek === 6 ? 'samedi' : 'dimanche'}` : `un jour férié (${holiday})`;
  return fixable(
    `Le ${frDate(day).replace(/^\S+ /u, '')} est ${why}. Jours ouvrés les plus proches${NBSP}: ${nearDays(before, after)}, ${frTime(time)}.`,
    [
      mend(frDay(before).slice(0, 5), { date: before }),
      mend(frDay(after).slice(0, 5), { date: after }),
      { label: 'Autre date', values: {}, command: null, opensForm: true },
    ],
  );
}

function whenOf({ day, time }: { readonly day: string; readonly time: string }): string {
  return `${frDate(day)}, ${frTime(time)}`;
}

function seeMeetings(): Fix {
  return { label: 'Voir les réunions', values: {}, command: 'comite liste', opensForm: false };
}

function seeMeeting(number: string): Fix {
  return { label: `Voir ${number}`, values: { reunion: number }, command: 'comite voir', opensForm: false };
}
