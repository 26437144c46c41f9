import { opinionTold, type Unread } from '../../../cards/opinion.ts';
import { opinionReminder, opinionRequest } from '../../../cards/opinion-mail.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { drop, type Saying, type Verdict } from '../verdict.ts';
import {
  answerView,
  contactIdOf,
  type FoundOpinion,
  OPINION_FILE,
  opinionNumbered,
  opinionView,
} from './opinions.ts';

/** The draft, with its file, to the contact: not once somebody has answered, and to whoever is the contact by now. */
export function askedVerdict(context: ClockContext, message: Message): Verdict {
  return toContact(context, message, (found) => {
    const { excerpt, unread } = message.data;
    return opinionRequest(opinionView(context, found), {
      excerpt: typeof excerpt === 'string' ? excerpt : null,
      // Written by `avis demander` and by nothing else.
      unread: typeof unread === 'string' ? (unread as Unread) : null,
    });
  });
}

/** The one reminder of it, under the same conditions. */
export function opinionReminderVerdict(context: ClockContext, message: Message): Verdict {
  return toContact(context, message, (found) => opinionReminder(opinionView(context, found)));
}

/** An answer, to whoever asked and who speaks for the beneficiary still. */
export function opinionToldVerdict(context: ClockContext, { to, data }: Message): Verdict {
  const found = opinionNumbered(context.world, String(data['opinion']));
  const answer = found?.opinion.answers[Number(data['answer']) - 1];
  if (found === null || answer === undefined) return drop('opinion-gone');
  const { target, opinion } = found;
  const readers = [opinion.byId, ...recipientsOn(target.beneficiary, context.today.toString())];
  if (!readers.includes(to)) return drop('no-role-left');
  return {
    kind: 'say',
    card: opinionTold(opinionView(context, found), answerView(context.world, found, answer)),
  };
}

function toContact(
  context: ClockContext,
  { to, data }: Message,
  cardOf: (found: FoundOpinion) => Saying['card'],
): Verdict {
  const found = opinionNumbered(context.world, String(data['opinion']));
  if (found === null) return drop('opinion-gone');
  if (found.opinion.answers.length > 0) return drop('answered-since');
  const contactId = contactIdOf(context.world, found.target.track);
  if (contactId !== null && contactId !== to) return { kind: 'redirect', to: contactId };
  const attachment = { file: OPINION_FILE, values: { avis: found.opinion.number } };
  return { kind: 'say', card: cardOf(found), attachment };
}
