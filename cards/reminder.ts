import { card, form, list, notice, run, subtle, text } from './blocks.ts';
import type { Action, Card } from './model.ts';
import { andList, count, frDay, frLongDay, NBSP, shortLabel, shortName, THIN } from './words.ts';

/** One milestone as a reminder says it. */
export interface ReminderView {
  readonly commune: string;
  readonly communeValue: string;
  /** Title of the phase that ends; null for the start of the experiment. */
  readonly phase: string | null;
  readonly phaseId: string | null;
  readonly milestone: string;
  readonly dueOn: string;
  /** The last working day before it when it falls on a weekend or a holiday; null when it is a working day. */
  readonly lastWorkingDay: string | null;
  /** From today to the milestone; negative once it is past. */
  readonly daysLeft: number;
  /** True for a coordinator who is told because the beneficiary has nobody to remind. */
  readonly withoutReferent: boolean;
  readonly forCoordinator: boolean;
  /** The review (règlement, art. 8) is to be sent by that date: the assessment ends with it, and it was not. */
  readonly reviewDue: boolean;
}

/** A reminder of one milestone (art. 5). */
export function reminderCard(view: ReminderView): Card {
  return card(
    'reminder',
    titleOf(view),
    [
      view.daysLeft < 0 ? notice('warning', sentenceOf(view)) : text(sentenceOf(view)),
      ...(view.phase === null
        ? [text("La collectivité est tenue de pouvoir accueillir l'expérimentation à cette date.")]
        : []),
      ...(view.reviewDue ? [text(reviewSentence(view))] : []),
      ...(view.withoutReferent
        ? [
            notice(
              'warning',
              `Aucun référent nominatif ne peut être prévenu${NBSP}: ce rappel vous est adressé à sa place.`,
            ),
          ]
        : []),
      subtle(`${view.commune}. Convention, art. 5.`),
    ],
    view.forCoordinator ? coordinatorActions(view) : referentActions(view),
  );
}

const REVIEW_IN_DIGEST =
  "Le retour d'expérience et l'évaluation sont à transmettre avant la fin du bilan (règlement, art. 8).";

/** Several milestones in one message: after a time of silence, or when dates meet. */
export function reminderDigest(views: readonly ReminderView[]): Card {
  const late = views.filter((view) => view.daysLeft < 0).length;
  const all = count(views.length, 'échéance');
  const title =
    late === 0 ? all : late === views.length ? `${all} en retard` : `${all}, dont ${late} en retard`;
  const items = groups(views).map(([first, group]) => digestLine(first, group));
  const communes = [...new Map(views.map((view) => [view.communeValue, view])).values()];
  const review = views.find((view) => view.reviewDue);
  const [only] = communes;
  const actions =
    communes.length === 1 && only !== undefined
      ? [
          run('Calendrier', 'calendrier', { commune: only.communeValue }, 'primary'),
          ...(review === undefined || review.forCoordinator
            ? []
            : [form('Remplir le bilan', 'bilan', { commune: only.communeValue })]),
          form('Signaler un retard', 'etape retard', { commune: only.communeValue }),
        ]
      : communes
          .slice(0, 5)
          .map((view) => run(shortLabel(view.commune), 'calendrier', { commune: view.communeValue }));
  const blocks = [
    list(items),
    ...(review === undefined ? [] : [text(REVIEW_IN_DIGEST)]),
    subtle('Convention, art. 5.'),
  ];
  return card('reminder-digest', title, blocks, actions);
}

/** The person has read the reminder; when the next one comes. */
export function reminderNoted(view: {
  readonly phase: string | null;
  readonly dueOn: string;
  readonly nextOn: string | null;
}): Card {
  const what =
    view.phase === null
      ? `Début de l'expérimentation prévu le ${frDay(view.dueOn)}.`
      : `${view.phase}${NBSP}: fin prévue le ${frDay(view.dueOn)}.`;
  const next = view.nextOn === null ? '' : ` Prochain rappel${NBSP}: ${frLongDay(view.nextOn)}.`;
  return card('reminder-noted', "C'est noté", [notice('success', `${what}${next}`)]);
}

/** The reminder comes back on a day that the person chose. */
export function reminderSnoozed(view: { readonly wantedOn: string; readonly onDay: string }): Card {
  const shifted = view.wantedOn === view.onDay ? '' : ` (le ${frDay(view.wantedOn)} n'est pas un jour ouvré)`;
  return card('reminder-snoozed', 'Rappel reporté', [
    notice('success', `Vous serez rappelé(e) le ${frLongDay(view.onDay)} à 9${NBSP}h${shifted}.`),
    text("L'échéance elle-même ne change pas."),
  ]);
}

function titleOf(view: ReminderView): string {
  const what = shortName(view.phase ?? "Début de l'expérimentation");
  if (view.daysLeft > 1) return `Dans ${view.daysLeft}${NBSP}jours${NBSP}: ${what}`;
  if (view.daysLeft === 1) return `Demain${NBSP}: ${what}`;
  if (view.daysLeft === 0) return `Aujourd'hui${NBSP}: ${what}`;
  return `En retard${NBSP}: ${what}`;
}

function sentenceOf(view: ReminderView): string {
  const working =
    view.lastWorkingDay === null ? '' : ` (dernier jour ouvré${NBSP}: ${frLongDay(view.lastWorkingDay)})`;
  if (view.phase === null) return `Début de l'expérimentation prévu ${frLongDay(view.dueOn)}${working}.`;
  if (view.daysLeft >= 0) return `${view.phase}${NBSP}: fin prévue ${frLongDay(view.dueOn)}${working}.`;
  return `${view.phase}${NBSP}: la fin était prévue ${frLongDay(view.dueOn)}, il y a ${count(-view.daysLeft, 'jour')}. Si l'étape est finie, déclarez-la terminée${THIN}; sinon, signalez le retard.`;
}

function reviewSentence({ daysLeft }: ReminderView): string {
  const when =
    daysLeft > 0
      ? "sont à transmettre d'ici là"
      : daysLeft === 0
        ? "sont à transmettre aujourd'hui au plus tard"
        : 'restent à transmettre';
  return `Le retour d'expérience et l'évaluation de la collectivité ${when} (règlement, art. 8).`;
}

function referentActions(view: ReminderView): readonly Action[] {
  const about = { commune: view.communeValue };
  const reminder = { ...about, echeance: view.milestone, prevue: view.dueOn };
  const late =
    view.phaseId === null
      ? []
      : [form('Signaler un retard', 'etape retard', { ...about, etape: view.phaseId })];
  const over =
    view.phaseId === null || view.daysLeft > 0
      ? []
      : [form("C'est fait", 'etape terminer', { ...about, etape: view.phaseId })];
  return [
    run("C'est noté", 'rappel noter', reminder, 'primary'),
    ...(view.reviewDue ? [form('Remplir le bilan', 'bilan', about)] : []),
    ...over,
    form('Me le rappeler le…', 'rappel reporter', reminder),
    ...late,
  ];
}

function coordinatorActions(view: ReminderView): readonly Action[] {
  const about = { commune: view.communeValue };
  return [
    ...(view.withoutReferent ? [form('Désigner le référent', 'referent changer', about, 'primary')] : []),
    run('Calendrier', 'calendrier', about),
  ];
}

/** The reminders of one milestone of several communes stand on one line, told by the first of them. */
function groups(
  views: readonly ReminderView[],
): readonly (readonly [ReminderView, readonly ReminderView[]])[] {
  const byMilestone = Map.groupBy(
    views,
    (view) => `${view.milestone}|${view.dueOn}|${view.phase}|${view.withoutReferent}`,
  );
  return [...byMilestone.values()].flatMap((all) => all.slice(0, 1).map((first) => [first, all] as const));
}

function digestLine(first: ReminderView, group: readonly ReminderView[]): string {
  const communes = andList(group.map((view) => view.commune));
  const missing = first.withoutReferent ? ' (sans référent nominatif)' : '';
  const what = first.phase ?? "Début de l'expérimentation";
  const when =
    first.daysLeft < 0
      ? `prévue ${frLongDay(first.dueOn)}, en retard de ${count(-first.daysLeft, 'jour')}`
      : `${frLongDay(first.dueOn)}, dans ${count(first.daysLeft, 'jour')}`;
  return `${what}, ${first.daysLeft === 0 ? `aujourd'hui ${frLongDay(first.dueOn)}` : when}${NBSP}: ${communes}${missing}`;
}
