import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { drop, type Verdict } from '../verdict.ts';
import { kitVerdict } from './kit-message.ts';
import { askedVerdict, opinionReminderVerdict, opinionToldVerdict } from './opinion-messages.ts';
import { publicationVerdict } from './publication-messages.ts';
import { rulesVerdict } from './rules-message.ts';
import {
  KIT_READY,
  OPINION_ASKED,
  OPINION_REMINDER,
  OPINION_TOLD,
  PUBLICATION_TOLD,
  RULES_REMINDER,
} from './topics.ts';

type Telling = (context: ClockContext, message: Message) => Verdict;

const TELLINGS: ReadonlyMap<string, Telling> = new Map<string, Telling>([
  [KIT_READY, kitVerdict],
  [RULES_REMINDER, rulesVerdict],
  [PUBLICATION_TOLD, publicationVerdict],
  [OPINION_ASKED, askedVerdict],
  [OPINION_REMINDER, opinionReminderVerdict],
  [OPINION_TOLD, opinionToldVerdict],
]);

/** What to do with a claimed message about communication (règlement, art. 9), decided from the records as they are when it leaves. */
export function communicationVerdict(context: ClockContext, message: Message): Verdict {
  return TELLINGS.get(message.topic)?.(context, message) ?? drop('unknown-topic');
}
