import { OPINION_OPTIONS, opinionGiven, opinionKnown, VERDICT_VALUES } from '../../../cards/opinion.ts';
import { quoted } from '../../../cards/words.ts';
import type { OpinionGiven, OpinionVerdict } from '../../domain/communication/events.ts';
import { answerOf, saysTheSame } from '../../domain/communication/opinions.ts';
import type { OpinionAnswer } from '../../domain/communication/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { choice, hidden, paragraph } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import type { MessageDraft } from '../ports.ts';
import { answerView, type FoundOpinion, mayGive, opinionNumbered, opinionView } from './opinions.ts';
import { OPINION_TOLD } from './topics.ts';

/**
 * Règlement, art. 9: the Direction de la Communication answers a draft that was submitted to it, by the link of its mail;
 * a coordinator may do it in its place. The newest answer stands; the same one again is recorded once. Refused: anybody
 * else, in the words of a number that does not exist, and changes or a comment that are not told.
 */
export const giveOpinion = defineCommand({
  word: 'avis rendre',
  title: 'Rendre un avis',
  help: "répondre à une demande d'avis",
  article: 'règlement, art. 9',
  roles: ['anyone'],
  submitLabel: "Transmettre l'avis",
  fields: {
    avis: hidden(),
    verdict: choice({ label: 'Avis' }, OPINION_OPTIONS),
    commentaire: paragraph(
      { label: 'Commentaire', hint: "Nécessaire, sauf si l'avis est favorable" },
      { min: 1, max: 2_000 },
    ).optional(),
  },
  labels: (context, { avis = '' }) => {
    const found = openTo(context, avis);
    return found instanceof Refusal ? {} : { verdict: `Avis sur ${quoted(found.opinion.title)}` };
  },
  check: ({ avis }, context) => {
    const found = avis === undefined ? null : openTo(context, avis);
    return found instanceof Refusal ? found : null;
  },
  run: ({ avis, verdict: typed, commentaire }, context) => {
    const found = openTo(context, avis);
    if (found instanceof Refusal) return found;
    const verdict = VERDICT_OF.get(typed) as OpinionVerdict;
    const comment = commentaire ?? null;
    if (verdict !== 'favorable' && comment === null)
      return new Refusal({ code: 'opinion-comment-needed' }, 'commentaire');
    const { target, opinion } = found;
    const stands = answerOf(opinion);
    if (stands !== null && saysTheSame(opinion, { verdict, comment })) {
      const card = opinionKnown(opinionView(context, found), answerView(context.world, found, stands));
      return { kind: 'answer', card };
    }
    const answer: OpinionAnswer = {
      verdict,
      comment,
      byId: actorId(context.actor),
      at: context.now.toString(),
    };
    const after = { target, opinion: { ...opinion, answers: [...opinion.answers, answer] } };
    const data: OpinionGiven = {
      opinion: opinion.number,
      commune: opinion.commune,
      verdict,
      comment,
      byId: answer.byId,
    };
    return decision({
      track: target.track.id,
      events: [{ type: 'opinion-given', data }],
      messages: toldMessages(context, after, answer),
      card: opinionGiven(opinionView(context, after), answerView(context.world, after, answer)),
    });
  },
});

/** By what the form calls them. */
const VERDICT_OF = new Map(
  Object.entries(VERDICT_VALUES).map(([verdict, value]) => [value, verdict as OpinionVerdict]),
);

function openTo(context: Pick<Context, 'actor' | 'world'>, number: string): FoundOpinion | Refusal {
  const found = opinionNumbered(context.world, number);
  if (found !== null && mayGive(context, found)) return found;
  return new Refusal({ code: 'unknown-opinion', typed: number, suggestions: [] });
}

/** To whoever asked and to who speaks for the beneficiary, but for who has just answered. */
function toldMessages(
  context: Context,
  { target, opinion }: FoundOpinion,
  { byId }: OpinionAnswer,
): readonly MessageDraft[] {
  const rank = opinion.answers.length;
  const readers = [opinion.byId, ...recipientsOn(target.beneficiary, context.today.toString())];
  return noticesTo(
    context,
    readers.filter((id) => id !== byId),
    {
      topic: OPINION_TOLD,
      id: `${opinion.number}:${rank}`,
      data: { track: target.track.id, commune: opinion.commune, opinion: opinion.number, answer: rank },
    },
  );
}
