import { frDay, THIN } from '../../../cards/words.ts';
import type { Action } from '../../domain/committee/minutes.ts';
import { lastTermOf } from '../../domain/committee/track-plan.ts';
import type { LineFault } from '../../domain/kernel/meeting-life-reasons.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold } from '../../domain/kernel/text.ts';
import { readDay } from '../day-text.ts';
import { boundedLines, faultyLine } from '../lines.ts';
import type { Found } from './meetings.ts';
import type { Roster } from './roster.ts';

/** An action as it is typed: « qui ; quoi ; jj/mm/aaaa ». */
export type TypedAction = Omit<Action, 'actionId'>;

const BOUNDS = { lines: 30, characters: 500 };

/**
 * Reads the actions of minutes, a line each. Refused: what is not « qui ; quoi ; jj/mm/aaaa », somebody who was not
 * convened, a day that does not exist, is before the meeting's or after the convention's term.
 */
export function readActions(typed: string, found: Found, roster: Roster): readonly TypedAction[] | Refusal {
  const lines = boundedLines(typed, 'actions', BOUNDS);
  if (lines instanceof Refusal) return lines;
  const actions: TypedAction[] = [];
  for (const line of lines) {
    const read = readAction(line.text, found, roster);
    if ('kind' in read) return faultyLine('actions', line, read);
    actions.push(read);
  }
  return actions;
}

/** The same action keeps its id, so that what was said of it (reminders, « c'est fait ») stays true; `newId` is for the others. */
export function withIds(
  typed: readonly TypedAction[],
  before: readonly Action[],
  newId: () => string,
): readonly Action[] {
  const left = [...before];
  const take = (isSame: (known: Action) => boolean) => {
    const index = left.findIndex(isSame);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  return typed.map((action) => {
    const isText = (known: Action) => fold(known.text) === fold(action.text);
    const known = take((one) => one.ownerId === action.ownerId && isText(one)) ?? take(isText);
    return { ...action, actionId: known?.actionId ?? newId() };
  });
}

/** The actions as they are typed; those of people who were erased cannot be. */
export function actionText(actions: readonly Action[], roster: Roster): string {
  return actions
    .flatMap(({ ownerId, text, dueOn }) => {
      const owner = roster.labelOf(ownerId);
      return owner === null ? [] : [`${owner} ; ${text} ; ${frDay(dueOn)}`];
    })
    .join('\n');
}

function readAction(line: string, { track, meeting, facts }: Found, roster: Roster): TypedAction | LineFault {
  const parts = /^([^;]*);(.*);([^;]*)$/u.exec(line) ?? [];
  const [who = '', what = '', day = ''] = parts.slice(1).map((part) => part.trim());
  const text = what.replace(/\s*;\s*/gu, `${THIN}; `);
  if (who === '' || text === '') return { kind: 'shape' };
  const owner = roster.find(who);
  if ('kind' in owner) return owner;
  const dueOn = readDay(day)?.toString();
  if (dueOn === undefined) return { kind: 'no-such-day', typed: day };
  if (dueOn < meeting.on) return { kind: 'before-meeting', day: dueOn, meetingOn: meeting.on };
  const term = lastTermOf(track, facts);
  return dueOn > term ? { kind: 'after-term', day: dueOn, term } : { ownerId: owner.personId, text, dueOn };
}
