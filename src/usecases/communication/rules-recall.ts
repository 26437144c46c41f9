import { rulesReminder } from '../../../cards/communication-reminder.ts';
import { rulesAgainOn } from '../../domain/communication/rules.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { hidden } from '../fields.ts';
import { lastToldAt } from './rules-owed.ts';

/** What somebody who speaks of publishing, and asks for no command, is answered. */
export const RECALL_RULES = 'communication rappeler';

/** What they may have wanted, where the rules were recalled already. */
const SUGGESTIONS = ['communication', 'texte verifier'];

/**
 * Somebody wrote to the bot of a communiqué, a poster, a post: the rules in short (règlement, art. 9), once a month and person at
 * most. Otherwise the words are what they are, no command; so they are for somebody who wants no reminder, or whom no
 * record names.
 */
export const recallRules = defineCommand({
  word: RECALL_RULES,
  title: 'Avant de communiquer',
  help: 'rappeler les règles à qui prépare une communication',
  article: 'règlement, art. 9',
  roles: ['anyone'],
  fields: { ecrit: hidden() },
  run: ({ ecrit }, context) => {
    const { row } = context.actor;
    if (row === null || !isWelcome(context, row.person.id))
      return new Refusal({ code: 'unknown-command', typed: ecrit, suggestions: SUGGESTIONS });
    return decision({
      directory: [{ type: 'rules-told', data: { personId: row.person.id } }],
      card: rulesReminder({ kind: 'words' }),
    });
  },
});

function isWelcome({ world, today }: Context, personId: string): boolean {
  if (world.directory.rulesSilenced.has(personId)) return false;
  const again = rulesAgainOn(lastToldAt(world, personId));
  return again === null || Temporal.PlainDate.compare(again, today) <= 0;
}
