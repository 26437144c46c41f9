import {
  DEFAULT_QUESTIONS,
  type ReviewLine,
  type ReviewView,
  type SentReviewView,
} from '../../../cards/review.ts';
import type { ReviewAnswers } from '../../domain/convention/events.ts';
import type { SentReview, Told } from '../../domain/convention/state.ts';
import type { Context } from '../command.ts';
import { contactView } from '../people.ts';
import { allTargets, type Target, targetValue } from '../target.ts';

/** Name of the file that has every review that was sent. */
export const REVIEWS_FILE = 'bilans';

/** What a beneficiary is asked (règlement, art. 8): its programme's questions, those of its review once it was sent. */
export function questionsOf({ facts, beneficiary }: Target): readonly string[] {
  const sent = beneficiary.convention.review?.questions;
  return sent ?? (facts.reviewQuestions.length === 0 ? DEFAULT_QUESTIONS : facts.reviewQuestions);
}

/** What cards show of a review. A draft is the beneficiary's own until it is sent: nobody else reads it. */
export function reviewView(
  { world, actor, fileUrl }: Pick<Context, 'world' | 'actor' | 'fileUrl'>,
  target: Target,
): ReviewView {
  const { facts, convention } = target.beneficiary;
  const draft = convention.drafts.at(-1);
  const mayWrite = actor.speaksFor.some(
    ({ track, commune }) => track === target.track.id && commune === facts.id,
  );
  const csvUrl = actor.isCoordinator ? fileUrl({ file: REVIEWS_FILE, values: {} }) : null;
  const sent = sentReviewView({ world }, target);
  if (sent !== null) return { ...sent, mayWrite, csvUrl };
  return {
    commune: facts.name,
    communeValue: targetValue(world, target),
    lines: linesOf(questionsOf(target), mayWrite ? (draft?.answers ?? {}) : {}),
    draftedAt: draft?.at ?? null,
    sent: null,
    mayWrite,
    csvUrl,
  };
}

/** The same of a review that was sent, as a message shows it; null while it is not. */
export function sentReviewView(context: Pick<Context, 'world'>, target: Target): SentReviewView | null {
  const { review } = target.beneficiary.convention;
  return review === null ? null : receiptView(context, target, review);
}

/** The same of a review as it is sent. */
export function receiptView(
  { world }: Pick<Context, 'world'>,
  target: Target,
  { number, at, byId, questions, answers }: Told<SentReview>,
): SentReviewView {
  return {
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(world, target),
    lines: linesOf(questions, answers),
    draftedAt: null,
    sent: { number, at, by: nameOf(world, byId) },
    mayWrite: false,
    csvUrl: null,
  };
}

function linesOf(questions: readonly string[], answers: ReviewAnswers): ReviewView['lines'] {
  return questions.map((question, index) => ({ question, answer: answers[index + 1] ?? null }));
}

/** Every answer of every review that was sent, for the export. */
export function reviewLines({ world }: Pick<Context, 'world'>): readonly ReviewLine[] {
  return allTargets(world).flatMap(({ facts: track, beneficiary }) => {
    const { facts, convention } = beneficiary;
    const { review } = convention;
    if (review === null) return [];
    const { number, at, questions, answers } = review;
    const by = nameOf(world, review.byId);
    const of = { track: track.title, commune: facts.name, siren: facts.siren, number, at, by };
    return questions.map((question, index) => ({
      ...of,
      rank: index + 1,
      question,
      answer: answers[index + 1] ?? '',
    }));
  });
}

function nameOf({ people }: Context['world'], id: string): string {
  return contactView(people, id).name;
}
