import { gantt } from '../domain/calendar/gantt.ts';
import type { Phase } from '../domain/calendar/phase.ts';
import type { Plan } from '../domain/calendar/plan.ts';

const style = {
  months: ['jan', 'fév', 'mar', 'avr', 'mai', 'jun', 'jul', 'aoû', 'sep', 'oct', 'nov', 'déc'],
  nothingLeft: '(plus rien)',
  monthWidth: 4,
} as const;

/** `31/12/2026`. */
export function frenchDay(day: Temporal.PlainDate): string {
  return [String(day.day).padStart(2, '0'), String(day.month).padStart(2, '0'), day.year].join('/');
}

/** A plan as JSON for machines: ISO days, both ends included, null where nothing of a phase is left. */
export function planJson(plan: Plan): string {
  return JSON.stringify({
    phases: plan.phases.map(({ id, fromOn, toOn, days }) => ({ id, from: fromOn, to: toOn, days })),
    use: plan.use,
    slackDays: plan.slackDays,
    lastSetupEnd: Object.fromEntries(plan.lastSetupEnd),
  });
}

/** A plan as a table with its consequences and a text Gantt, in French. */
export function planText(title: string, phases: readonly Phase[], plan: Plan): string {
  const width = Math.max(...plan.phases.map((phase) => phase.title.length));
  const rows = plan.phases.map((phase) =>
    row(width, phase.title, cell(phase.fromOn), cell(phase.toOn), String(phase.days)),
  );
  return [
    title,
    '',
    row(width, 'Phase', 'Du', 'Au', 'Jours'),
    ...rows,
    '',
    useSentence(plan),
    `Le bilan doit être achevé le ${frenchDay(plan.assessmentLastOn)} au plus tard ; marge : ${counted(plan.slackDays, 'jour')}.`,
    ...latestEnds(plan),
    ...outOfRange(phases),
    ...copil(plan),
    '',
    gantt(plan, style),
  ].join('\n');
}

function row(width: number, title: string, from: string, to: string, days: string): string {
  return `${title.padEnd(width)}  ${from.padEnd(10)}  ${to.padEnd(10)}  ${days.padStart(5)}`;
}

function cell(day: Temporal.PlainDate | null): string {
  return day === null ? '—' : frenchDay(day);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count > 1 ? 's' : ''}`;
}

function useSentence({ use }: Plan): string {
  const { plannedDays, keptDays, lostDays } = use;
  if (lostDays === 0) return `Utilisation : ${counted(keptDays, 'jour')}, rien de perdu.`;
  const percent = Math.round((lostDays * 100) / plannedDays);
  const lost = `${counted(lostDays, 'jour')} de moins (${percent} %)`;
  return `Utilisation : ${counted(keptDays, 'jour')} au lieu de ${plannedDays}, soit ${lost} (art. 5).`;
}

function latestEnds(plan: Plan): string[] {
  const ends = [...plan.lastSetupEnd].map(([months, day]) => `${months} mois → ${frenchDay(day)}`);
  return [
    `Fin de la mise en place au plus tard, selon les mois entiers d'utilisation à garder : ${ends.join(', ')}.`,
  ];
}

function outOfRange(phases: readonly Phase[]): string[] {
  return phases
    .filter(
      ({ plannedMonths, minMonths, maxMonths }) => plannedMonths < minMonths || plannedMonths > maxMonths,
    )
    .map(
      ({ title, plannedMonths, minMonths, maxMonths }) =>
        `${title} : ${plannedMonths} mois, hors de la durée prévue (${minMonths} à ${maxMonths} mois, art. 5).`,
    );
}

function copil(plan: Plan): string[] {
  if (!plan.copilNeeded) return [];
  return [
    "Il ne reste rien de la période d'utilisation : un comité de pilotage doit dire la suite (art. 6), ce calendrier ne décide rien.",
  ];
}
