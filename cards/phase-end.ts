import { card, facts, form, inFull, notice, run, subtle, text } from './blocks.ts';
import type { UseView } from './calendar.ts';
import type { Block, Card, Values } from './model.ts';
import { count, frDay, frInstant, NBSP, quoted, shortName, THIN } from './words.ts';

/** What a new end of phase changes: said before it is sent, and to those who must confirm it. */
export interface ConsequenceView {
  readonly commune: string;
  readonly communeValue: string;
  readonly phase: string;
  readonly kind: 'delay' | 'done';
  /** Null when nothing of the phase was left. */
  readonly plannedOn: string | null;
  readonly endsOn: string;
  readonly cause: string | null;
  readonly useBefore: UseView;
  readonly useAfter: UseView & { readonly fromOn: string | null; readonly toOn: string | null };
  readonly assessment: {
    readonly fromOn: string | null;
    readonly toOn: string | null;
    readonly moved: boolean;
  };
  readonly copilNeeded: boolean;
  readonly decides: boolean;
}

/** Before a delay is sent: its consequence on the use phase (art. 5). */
export function delayPreview(view: ConsequenceView, values: Values): Card {
  return card(
    'delay-preview',
    `Retard${NBSP}: ${shortName(view.phase)}`,
    [...consequence(view, 'would'), ...(view.decides ? [] : [text('La Métropole doit confirmer.')])],
    [
      run(
        view.decides ? 'Enregistrer' : 'Transmettre',
        'etape retard',
        { ...values, confirme: 'oui' },
        'primary',
      ),
      form('Corriger', 'etape retard', values),
      run('Annuler', 'annuler', { objet: 'etape retard' }),
    ],
  );
}

/** What a new end of phase says of itself, its consequence aside. */
export type EndView = Pick<ConsequenceView, 'commune' | 'phase' | 'kind' | 'endsOn'>;

/** The proposal was sent to MGP. */
export function proposalSent(view: EndView): Card {
  return card('proposal-sent', 'Transmis à la Métropole', [
    notice(
      'success',
      `${view.commune}${NBSP}: ${endSentence(view)}. C'est transmis à la Métropole, qui doit confirmer.`,
    ),
    subtle("Tant que la Métropole ne l'a pas confirmée, le calendrier ne change pas."),
  ]);
}

/** To the coordinators: one button settles it. Nothing moves by itself (art. 5). */
export function proposalMade(
  view: ConsequenceView & { readonly by: string; readonly at: string; readonly proposalId: string },
): Card {
  const values = { commune: view.communeValue, proposition: view.proposalId };
  return card(
    'proposal-made',
    `${shortName(view.commune)}${NBSP}: ${view.kind === 'delay' ? 'retard signalé' : 'étape déclarée terminée'}`,
    [
      text(`${view.by}, le ${frInstant(view.at)}${NBSP}: ${endSentence(view)}.`),
      ...consequence(view, 'would'),
    ],
    [
      run('Confirmer', 'etape confirmer', values, 'primary'),
      run('Écarter', 'etape ecarter', values, 'danger'),
      run('Calendrier', 'calendrier', { commune: view.communeValue }),
    ],
  );
}

/** The new end stands: to whoever decided it, and to the référent. */
export function phaseEndSet(view: ConsequenceView): Card {
  return card(
    'phase-end-set',
    `${shortName(view.commune)}${NBSP}: calendrier mis à jour`,
    [notice('success', `C'est enregistré${NBSP}: ${endSentence(view)}.`), ...consequence(view, 'does')],
    [run('Calendrier', 'calendrier', { commune: view.communeValue })],
  );
}

/** MGP did not take the date over: to whoever decided it, and to the person who had proposed it. */
export function proposalDeclined(view: {
  readonly commune: string;
  readonly communeValue: string;
  readonly phase: string;
  readonly endsOn: string;
}): Card {
  return card(
    'proposal-declined',
    `${shortName(view.commune)}${NBSP}: date écartée`,
    [
      ...inFull(view.commune),
      text(
        `${view.phase}${NBSP}: la date du ${frDay(view.endsOn)} n'est pas retenue par la Métropole. Le calendrier ne change pas.`,
      ),
    ],
    [run('Calendrier', 'calendrier', { commune: view.communeValue })],
  );
}

/** « fin de l'étape « Utilisation » reportée au 15/07/2026 ». */
function endSentence(view: EndView): string {
  const verb = view.kind === 'delay' ? 'reportée au' : 'déclarée au';
  return `fin de l'étape ${quoted(view.phase)} ${verb} ${frDay(view.endsOn)}`;
}

/** Before a date stands, its consequence is in the conditional. */
type Mood = 'would' | 'does';

function consequence(view: ConsequenceView, mood: Mood): readonly Block[] {
  const known = facts([
    ['Collectivité', view.commune],
    ['Étape', view.phase],
    ['Fin prévue', view.plannedOn === null ? null : frDay(view.plannedOn)],
    [view.kind === 'delay' ? 'Nouvelle fin' : 'Fin déclarée', frDay(view.endsOn)],
    ['Cause', view.cause],
  ]);
  return [known, consequenceNotice(view, mood)];
}

function consequenceNotice(view: ConsequenceView, mood: Mood): Block {
  const { useBefore, useAfter } = view;
  const bilan = assessmentWords(view.assessment, mood);
  if (view.copilNeeded) {
    return notice(
      'warning',
      `Conséquence (art. 5)${NBSP}: il ne ${mood === 'would' ? 'resterait' : 'reste'} aucun jour d'utilisation${bilan}. Un comité de pilotage doit décider de la suite.`,
    );
  }
  if (useAfter.keptDays === useBefore.keptDays) {
    return notice(
      'info',
      `Conséquence (art. 5)${NBSP}: la période d'utilisation garde ${count(useAfter.keptDays, 'jour')}${range(useAfter)}${bilan}.`,
    );
  }
  return notice(
    useAfter.lostDays > 0 ? 'warning' : 'info',
    `Conséquence (art. 5)${NBSP}: la période d'utilisation ${mood === 'would' ? 'passerait' : 'passe'} de ${useBefore.keptDays} à ${count(useAfter.keptDays, 'jour')}${range(useAfter)}${bilan}.`,
  );
}

function assessmentWords({ fromOn, toOn, moved }: ConsequenceView['assessment'], mood: Mood): string {
  if (fromOn === null || toOn === null) return '';
  const moves = mood === 'would' ? 'irait' : 'va';
  return `${THIN}; le bilan ${moved ? moves : 'reste'} du ${frDay(fromOn)} au ${frDay(toOn)}`;
}

function range(use: ConsequenceView['useAfter']): string {
  return use.fromOn === null || use.toOn === null ? '' : ` (${frDay(use.fromOn)}–${frDay(use.toOn)})`;
}
