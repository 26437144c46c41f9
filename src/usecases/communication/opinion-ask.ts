import { opinionAsked, type Unread } from '../../../cards/opinion.ts';
import { excerptOf } from '../../../cards/opinion-mail.ts';
import { SUPPORT_OPTIONS } from '../../../cards/supports.ts';
import { checkText } from '../../domain/communication/check.ts';
import type { OpinionAsked } from '../../domain/communication/events.ts';
import type { Support } from '../../domain/communication/supports.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { type Context, type Decision, decision } from '../command.ts';
import { coordinationContact } from '../contact.ts';
import { attachment, choice, line, paragraph } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import { defineCommuneCommand, type Target } from '../target.ts';
import type { ReadText } from '../text-reader.ts';
import { checkResultOf } from './check-result.ts';
import { pastedText, withGivenText } from './given-text.ts';
import { contactIdOf, opinionView } from './opinions.ts';
import { LONGEST_TITLE } from './publication-declare.ts';
import { OPINION_ASKED } from './topics.ts';

/**
 * Règlement, art. 9: a draft is submitted to the Direction de la Communication before it is produced, by mail, with what the
 * check of its text has found. What is pasted is kept as a file. A file that cannot be read goes all the same, and this is
 * said: whoever is asked has eyes. Refused: a text and a file at once or neither, and no address to write to.
 */
export const askOpinion = defineCommuneCommand({
  word: 'avis demander',
  title: 'Demander un avis',
  help: 'soumettre un projet de communication avant de le produire',
  article: 'règlement, art. 9',
  roles: ['referent', 'deputy', 'coordinator'],
  submitLabel: 'Demander',
  fields: {
    support: choice({ label: 'Support' }, SUPPORT_OPTIONS),
    titre: line({ label: 'Titre', hint: "Ce qu'on y lit d'abord" }, LONGEST_TITLE),
    texte: pastedText,
    fichier: attachment({ label: 'Ou fichier' }, 1).optional(),
    note: paragraph(
      { label: 'Précisions', hint: 'Date de parution, question…' },
      { min: 1, max: 1_000 },
    ).optional(),
  },
  run: ({ texte, fichier, ...about }, context, target) => {
    const toId = contactIdOf(context.world, target.track);
    if (toId === null)
      return new Refusal({
        code: 'no-communication-contact',
        contact: coordinationContact(context.settings),
      });
    // What a choice lets through is one of its values.
    const asked = { toId, support: about.support as Support, title: about.titre, note: about.note ?? null };
    return withGivenText(context, { texte, fichier }, ({ file, read }) =>
      submitted(context, target, { ...asked, file }, read),
    );
  },
});

interface Draft extends Pick<OpinionAsked, 'toId' | 'support' | 'title' | 'note'> {
  readonly file: KeptFile;
}

function submitted(context: Context, target: Target, draft: Draft, read: ReadText): Decision {
  const number = nextNumber(context.world.directory, 'AVI', context.today.year);
  const isRead = read.kind === 'text';
  const unread: Unread | null = isRead ? null : read.why;
  const data: OpinionAsked = {
    ...draft,
    opinion: formatNumber(number),
    commune: target.beneficiary.facts.id,
    check: isRead ? checkResultOf(checkText(read.text, draft.support)) : null,
    byId: actorId(context.actor),
  };
  const { opinion: _number, ...asked } = data;
  const opinion = {
    ...asked,
    number: data.opinion,
    at: context.now.toString(),
    remindedAt: null,
    answers: [],
  };
  return decision({
    track: target.track.id,
    events: [{ type: 'opinion-asked', data }],
    numbers: [number],
    messages: noticesTo(context, [draft.toId], {
      topic: OPINION_ASKED,
      id: data.opinion,
      data: {
        track: target.track.id,
        commune: data.commune,
        opinion: data.opinion,
        excerpt: isRead ? excerptOf(read.text) : null,
        unread,
      },
    }),
    card: opinionAsked(opinionView(context, { target, opinion }), unread),
  });
}
