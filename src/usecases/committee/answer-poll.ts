import { pollAnswered } from '../../../cards/poll.ts';
import type { Poll } from '../../domain/committee/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { fold } from '../../domain/kernel/text.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { hidden, line } from '../fields.ts';
import { sameJson } from '../same-json.ts';
import { type FoundPoll, pollView } from './poll-view.ts';
import { findOpenPoll, ownId, pollField, slotNumbered } from './polls.ts';

const NONE = 'aucun';

/**
 * Says which dates of a poll suit, one by one with buttons, or as a whole list that takes the place of what was said.
 * Refused: a poll that does not ask the person, is closed, or a date that it does not propose. What is said again is
 * stored once.
 */
export const answerPoll = defineCommand({
  word: 'date repondre',
  title: 'Répondre à un sondage de date',
  help: 'dire quelles dates vous conviennent',
  article: 'convention, art. 6',
  roles: ['anyone'],
  isOneClick: true,
  submitLabel: 'Répondre',
  fields: {
    sondage: pollField(),
    creneaux: line(
      { label: 'Numéros des dates qui vous conviennent', hint: `1, 3 ou ${NONE}` },
      60,
    ).optional(),
    ajouter: hidden().optional(),
    retirer: hidden().optional(),
  },
  neededInForm: ({ ajouter, retirer }) =>
    ajouter === undefined && retirer === undefined ? ['creneaux'] : [],
  prefill: (context, values) => {
    const found = findOpenPoll(context, values['sondage'] ?? '');
    const me = ownId(context);
    const said = found instanceof Refusal || me === null ? undefined : found.poll.answers.get(me);
    return said === undefined ? {} : { creneaux: listed(said) };
  },
  run: (input, context) => {
    const found = findOpenPoll(context, input.sondage);
    if (found instanceof Refusal) return found;
    const me = ownId(context);
    if (me === null || pollView(context, found, me).own === null)
      return new Refusal({ code: 'unknown-poll', typed: input.sondage }, 'sondage');
    const before = found.poll.answers.get(me);
    const suits = suitsAfter(found.poll, before ?? [], input);
    if (suits instanceof Refusal) return suits;
    const card = pollAnswered(viewWith(context, found, me, suits));
    if (before !== undefined && sameJson([...before], [...suits])) return { kind: 'answer', card };
    const data = { poll: found.poll.poll, personId: me, suits };
    return decision({ track: found.track.id, events: [{ type: 'poll-answered', data }], card });
  },
});

interface Typed {
  readonly creneaux?: string | undefined;
  readonly ajouter?: string | undefined;
  readonly retirer?: string | undefined;
}

/** Ranks of what suits from now on, in order. */
function suitsAfter(
  poll: Poll,
  before: readonly number[],
  { creneaux, ajouter, retirer }: Typed,
): readonly number[] | Refusal {
  if (ajouter !== undefined) return changed(poll, ajouter, (rank) => [...before, rank]);
  if (retirer !== undefined) return changed(poll, retirer, (rank) => before.filter((one) => one !== rank));
  if (creneaux === undefined) return new Refusal({ code: 'missing-field' }, 'creneaux');
  if (fold(creneaux).startsWith(NONE)) return [];
  const ranks: number[] = [];
  for (const one of creneaux.match(/[^\s,;]+/gu) ?? [creneaux]) {
    const named = slotNumbered(poll, one, 'creneaux');
    if (named instanceof Refusal) return named;
    ranks.push(named.rank);
  }
  return inOrder(ranks);
}

function changed(
  poll: Poll,
  typed: string,
  change: (rank: number) => readonly number[],
): readonly number[] | Refusal {
  const named = slotNumbered(poll, typed, null);
  return named instanceof Refusal ? named : inOrder(change(named.rank));
}

function inOrder(ranks: readonly number[]): readonly number[] {
  return [...new Set(ranks)].sort((a, b) => a - b);
}

/** As the form takes it. */
function listed(suits: readonly number[]): string {
  return suits.length === 0 ? NONE : suits.map((rank) => rank + 1).join(', ');
}

function viewWith(context: Context, { track, poll }: FoundPoll, me: string, suits: readonly number[]) {
  const answers = new Map([...poll.answers, [me, suits]]);
  return pollView(context, { track, poll: { ...poll, answers } }, me);
}
