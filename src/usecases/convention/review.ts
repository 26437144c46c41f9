import { reviewCard, reviewChanged, reviewSaved, reviewSent } from '../../../cards/review.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import type { ReviewDrafted, ReviewSent } from '../../domain/convention/events.ts';
import { mergedAnswers } from '../../domain/convention/review.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, type Role } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { hidden, paragraph } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import type { MessageDraft } from '../ports.ts';
import { sameJson } from '../same-json.ts';
import { defineCommuneCommand, type Target, targetNamed, targetsFor } from '../target.ts';
import { questionsOf, receiptView, reviewView } from './review-view.ts';
import { REVIEW_RECEIPT, REVIEW_TOLD } from './topics.ts';

const WRITERS: readonly Role[] = ['referent', 'deputy'];
/**
 * With ten answers as long, all of them accented letters, the form still fits in one message of Teams: one that it left
 * out would count as emptied.
 */
const LONGEST_ANSWER = 1_000;

const RANKS = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9', 'q10'] as const;

function answerTo(rank: number) {
  return paragraph({ label: `Question ${rank}` }, { min: 1, max: LONGEST_ANSWER }).optional();
}

/**
 * Règlement, art. 8: the retour d'expérience and the evaluation, kept as a draft that whoever speaks for the beneficiary
 * goes on with; what two people write at the same time is merged. The bare word shows what is written so far. Refused:
 * nothing answered, a review that was sent.
 */
export const writeReview = defineCommuneCommand({
  word: 'bilan',
  title: 'Bilan',
  help: "rédiger le retour d'expérience et l'évaluation, en brouillon",
  article: 'règlement, art. 8',
  roles: WRITERS,
  submitLabel: 'Enregistrer le brouillon',
  fields: {
    q1: answerTo(1),
    q2: answerTo(2),
    q3: answerTo(3),
    q4: answerTo(4),
    q5: answerTo(5),
    q6: answerTo(6),
    q7: answerTo(7),
    q8: answerTo(8),
    q9: answerTo(9),
    q10: answerTo(10),
    vu: hidden().optional(),
  },
  labels: (context, values) => {
    const asked = questionsFor(context, values['commune']) ?? [];
    return Object.fromEntries(RANKS.map((name, index) => [name, asked[index] ?? null]));
  },
  prefill: (context, values) => {
    const draft = targetIn(context, values['commune'])?.beneficiary.convention.drafts.at(-1);
    if (draft === undefined) return {};
    const answers = Object.entries(draft.answers).map(([rank, answer]) => [`q${rank}`, answer]);
    return { ...Object.fromEntries(answers), vu: draft.at };
  },
  closed: refuseSent,
  run: (input, context, target) => {
    const sent = refuseSent(target);
    if (sent !== null) return sent;
    const asked = questionsOf(target).map((_, index) => String(index + 1));
    const given = RANKS.slice(0, asked.length).flatMap((name, index) => {
      const answer = input[name];
      return answer === undefined ? [] : [[String(index + 1), answer] as const];
    });
    const { drafts } = target.beneficiary.convention;
    if (given.length === 0) {
      // A form that was not about this beneficiary yet could not know what it is asked.
      const isBegun = drafts.length > 0 || questionsFor(context, undefined) === null;
      return isBegun && input.vu === undefined
        ? { kind: 'answer', card: reviewCard(reviewView(context, target)) }
        : new Refusal({ code: 'nothing-told' }, 'q1');
    }
    const standing = drafts.at(-1)?.answers ?? {};
    const seen = input.vu === undefined ? undefined : drafts.findLast(({ at }) => at === input.vu);
    const { answers, replaced } = mergedAnswers({
      base: seen?.answers ?? standing,
      standing,
      told: Object.fromEntries(given),
      shown: seen === undefined ? [] : asked,
    });
    if (sameJson(answers, standing))
      return { kind: 'answer', card: reviewSaved(reviewView(context, target), []) };
    const data: ReviewDrafted = {
      commune: target.beneficiary.facts.id,
      answers,
      byId: actorId(context.actor),
    };
    return decision({
      track: target.track.id,
      events: [{ type: 'review-drafted', data }],
      card: reviewSaved(reviewView(context, withDraft(target, data, context)), replaced),
    });
  },
});

/** A review as it stands, to whoever speaks for the beneficiary, and to MGP once it was sent. */
export const showReview = defineCommuneCommand({
  word: 'bilan voir',
  title: 'Voir le bilan',
  help: "voir le retour d'expérience et l'évaluation",
  article: 'règlement, art. 8',
  roles: [...WRITERS, 'coordinator'],
  fields: {},
  run: (_input, context, target) => ({ kind: 'answer', card: reviewCard(reviewView(context, target)) }),
});

/**
 * Règlement, art. 8: sends the review to MGP, for good. Nothing leaves before whoever sends it has seen what leaves: a
 * draft that a colleague has changed since is shown again. Refused: a question without an answer, a second time.
 */
export const sendReview = defineCommuneCommand({
  word: 'bilan transmettre',
  title: 'Transmettre le bilan',
  help: 'transmettre le bilan à la Métropole',
  article: 'règlement, art. 8',
  roles: WRITERS,
  submitLabel: 'Transmettre',
  fields: { vu: hidden().optional() },
  run: (input, context, target) => {
    const { convention, facts } = target.beneficiary;
    const sent = refuseSent(target);
    if (sent !== null) return sent;
    const draft = convention.drafts.at(-1);
    if (draft === undefined) return new Refusal({ code: 'review-empty', commune: facts.name });
    const { answers, at } = draft;
    const questions = questionsOf(target);
    const missing = questions.map((_, index) => index + 1).filter((rank) => answers[rank] === undefined);
    if (missing.length > 0) return new Refusal({ code: 'review-incomplete', commune: facts.name, missing });
    if (input.vu === undefined) return { kind: 'answer', card: reviewCard(reviewView(context, target)) };
    if (input.vu !== at) return { kind: 'answer', card: reviewChanged(reviewView(context, target)) };
    const number = nextNumber(context.world.directory, 'BIL', context.today.year);
    const data: ReviewSent = {
      number: formatNumber(number),
      commune: facts.id,
      questions,
      answers,
      byId: actorId(context.actor),
    };
    const byMail = (context.actor.row?.person.email ?? null) !== null;
    return decision({
      track: target.track.id,
      events: [{ type: 'review-sent', data }],
      numbers: [number],
      messages: sentMessages(context, target, data),
      card: reviewSent(receiptView(context, target, { ...data, at: context.now.toString() }), byMail),
    });
  },
});

function refuseSent({ beneficiary }: Target): Refusal | null {
  const { review } = beneficiary.convention;
  if (review === null) return null;
  return new Refusal({
    code: 'review-sent',
    commune: beneficiary.facts.name,
    number: review.number,
    day: parisDay(Temporal.Instant.from(review.at)).toString(),
  });
}

/** The beneficiary that a form is about, once it is known. */
function targetIn(context: Context, typed: string | undefined): Target | null {
  const target = targetNamed(context, WRITERS, typed ?? null);
  return target instanceof Refusal ? null : target;
}

/** What a form asks: of the beneficiary once it is known, before that what all of the person's own are asked; null for neither. */
function questionsFor(context: Context, typed: string | undefined): readonly string[] | null {
  const target = targetIn(context, typed);
  if (target !== null) return questionsOf(target);
  const [first, ...others] = targetsFor(context, WRITERS).map(questionsOf);
  return first !== undefined && others.every((questions) => sameJson(questions, first)) ? first : null;
}

function withDraft(target: Target, { commune: _, ...draft }: ReviewDrafted, { now }: Context): Target {
  const { beneficiary } = target;
  const drafts = [...beneficiary.convention.drafts, { ...draft, at: now.toString() }];
  const convention = { ...beneficiary.convention, drafts };
  return { ...target, beneficiary: { ...beneficiary, convention } };
}

function sentMessages(
  context: Context,
  { track, beneficiary }: Target,
  { number, commune, byId }: ReviewSent,
): readonly MessageDraft[] {
  const data = { track: track.id, commune };
  const people = [...coordinatorIds(context), ...recipientsOn(beneficiary, context.today.toString())];
  return [
    ...noticesTo(context, [byId], { topic: REVIEW_RECEIPT, id: number, data }),
    ...noticesTo(
      context,
      people.filter((id) => id !== byId),
      { topic: REVIEW_TOLD, id: number, data },
    ),
  ];
}
