import type { Values } from '../../../cards/model.ts';
import { answerOf } from '../../domain/committee/answers.ts';
import type { Minutes, Validation } from '../../domain/committee/minutes.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { boundedLines, faultyLine } from '../lines.ts';
import { phaseNamed } from '../phase.ts';
import { actionText, readActions, withIds } from './action-lines.ts';
import { conveneesOf } from './convened.ts';
import { committeeFacts, type Found } from './meetings.ts';
import { type Roster, rosterOf } from './roster.ts';

/** Longest text of a field that every platform shows again, to be corrected. */
export const FIELD_LENGTH = 3_000;

const MOST_PRESENT = { lines: 400, characters: 254 };
const DECISIONS = { lines: 30, characters: 500 };

/** What the form of the minutes takes. */
export interface TypedMinutes {
  readonly presents: string;
  readonly decisions?: string | undefined;
  readonly actions?: string | undefined;
  readonly etape?: string | undefined;
  readonly issue?: string | undefined;
  readonly cout?: string | undefined;
}

const OUTCOMES: Readonly<Record<string, Validation['outcome']>> = {
  validee: 'validated',
  'validee-avec-reserves': 'validated-with-reserves',
  refusee: 'refused',
};
const OUTCOME_VALUES: Readonly<Record<Validation['outcome'], string>> = {
  validated: 'validee',
  'validated-with-reserves': 'validee-avec-reserves',
  refused: 'refusee',
};

/**
 * Reads minutes as a coordinator typed them. What concerns somebody who was erased since (RGPD) cannot be typed any more,
 * and stays. Refused: somebody who was not convened, a faulty action, a validated phase outside a COPIL (art. 6).
 */
export function readMinutes(context: Context, found: Found, typed: TypedMinutes): Minutes | Refusal {
  const roster = rosterOf(context, found);
  const present = readPresent(typed.presents, roster);
  if (present instanceof Refusal) return present;
  const decisions = boundedLines(typed.decisions ?? '', 'decisions', DECISIONS);
  if (decisions instanceof Refusal) return decisions;
  const actions = readActions(typed.actions ?? '', found, roster);
  if (actions instanceof Refusal) return actions;
  const validation = readValidation(found, typed);
  if (validation instanceof Refusal) return validation;
  const before = found.meeting.minutes;
  const { isErased } = committeeFacts(context);
  const known = before?.actions ?? [];
  const numbered = withIds(actions, known, context.newId);
  const written = actionText(numbered, roster).length;
  if (written > FIELD_LENGTH)
    return new Refusal({ code: 'too-long', max: FIELD_LENGTH, length: written }, 'actions');
  return {
    present: [...present, ...(before?.present ?? []).filter(isErased)],
    decisions: decisions.map(({ text }) => text),
    validation,
    actions: [...numbered, ...known.filter(({ ownerId }) => isErased(ownerId))],
  };
}

/** What the form starts with: the newest minutes, else those who said that they come. */
export function filledWith(context: Context, found: Found): Values {
  const { meeting } = found;
  const { minutes } = meeting;
  const roster = rosterOf(context, found);
  const expected = () =>
    conveneesOf(context, found)
      .map(({ personId }) => personId)
      .filter((id) => answerOf(meeting, id) === 'present');
  const present = (minutes?.present ?? expected()).flatMap((id) => roster.labelOf(id) ?? []);
  const validation = minutes === null ? dueValidation(found) : validationValues(minutes.validation);
  const filled = {
    presents: present.join('\n'),
    decisions: (minutes?.decisions ?? []).join('\n'),
    actions: actionText(minutes?.actions ?? [], roster),
    ...validation,
  };
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== ''));
}

function readPresent(typed: string, roster: Roster): readonly string[] | Refusal {
  const lines = boundedLines(typed, 'presents', MOST_PRESENT);
  if (lines instanceof Refusal) return lines;
  const present = new Set<string>();
  for (const line of lines) {
    const found = roster.find(line.text);
    if ('kind' in found) return faultyLine('presents', line, found);
    present.add(found.personId);
  }
  return [...present];
}

/** Art. 6: only the COPIL validates phases and their costs. */
function readValidation({ meeting, facts }: Found, typed: TypedMinutes): Validation | null | Refusal {
  const { etape, issue, cout } = typed;
  if (etape === undefined && issue === undefined && cout === undefined) return null;
  if (meeting.kind !== 'copil') return new Refusal({ code: 'not-a-copil', meeting: meeting.number }, 'etape');
  if (etape === undefined) return new Refusal({ code: 'missing-field' }, 'etape');
  const outcome = OUTCOMES[issue ?? ''];
  if (outcome === undefined) return new Refusal({ code: 'missing-field' }, 'issue');
  const phase = phaseNamed(facts.phases, etape);
  return phase instanceof Refusal ? phase : { phase: phase.id, outcome, cost: cout ?? null };
}

/** A COPIL that is due after a phase (`after:audit`) is about that phase. */
function dueValidation({ meeting }: Found): Values {
  const phase = /^after:(.+)$/u.exec(meeting.step ?? '')?.[1];
  return phase === undefined ? {} : { etape: phase };
}

function validationValues(validation: Validation | null): Values {
  if (validation === null) return {};
  const { phase, outcome, cost } = validation;
  return { etape: phase, issue: OUTCOME_VALUES[outcome], cout: cost ?? '' };
}
