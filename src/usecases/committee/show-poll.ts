import { pollCard, pollList } from '../../../cards/poll.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { defineCommand } from '../command.ts';
import { pollView } from './poll-view.ts';
import { findPoll, openPolls, ownId, pollField } from './polls.ts';

/** Where a poll stands, or which are open when none is named. Refused: a poll that does not ask the person. */
export const showPoll = defineCommand({
  word: 'date voir',
  title: 'Sondage de date',
  help: 'voir les sondages de date et où ils en sont',
  article: 'convention, art. 6',
  roles: ['anyone'],
  fields: { sondage: pollField().optional() },
  run: (input, context) => {
    const me = ownId(context);
    if (input.sondage !== undefined) {
      const found = findPoll(context, input.sondage);
      return found instanceof Refusal
        ? found
        : { kind: 'answer', card: pollCard(pollView(context, found, me)) };
    }
    const open = openPolls(context).map((found) => pollView(context, found, me));
    const [only, ...others] = open;
    return {
      kind: 'answer',
      card:
        only !== undefined && others.length === 0
          ? pollCard(only)
          : pollList(open, context.actor.isCoordinator),
    };
  },
});
