import { helpCard } from '../../cards/help.ts';
import { rolesOf } from './actor.ts';
import type { CommandSummary } from './bot.ts';
import { type Command, defineCommand, type Role } from './command.ts';

/** Lists what the person may do. The table is handed in, since it holds this command too. */
export function help(usable: (roles: ReadonlySet<Role>) => readonly CommandSummary[]): Command {
  return defineCommand({
    word: 'aide',
    title: 'Aide',
    help: 'voir ce que vous pouvez faire',
    article: null,
    roles: ['anyone'],
    fields: {},
    run: (_input, context) => {
      const lines = usable(rolesOf(context.actor));
      return { kind: 'answer', card: helpCard(lines, { known: context.actor.row !== null }) };
    },
  });
}
