import { helpCard, SUBJECTS } from '../../cards/help.ts';
import { fold } from '../domain/kernel/text.ts';
import { rolesOf } from './actor.ts';
import type { CommandSummary } from './bot.ts';
import { type Command, defineCommand, type Role } from './command.ts';
import { line } from './fields.ts';

/** Lists what the person may do. The table is handed in, since it holds this command too. */
export function help(usable: (roles: ReadonlySet<Role>) => readonly CommandSummary[]): Command {
  return defineCommand({
    word: 'aide',
    title: 'Aide',
    help: 'voir ce que vous pouvez faire',
    article: null,
    roles: ['anyone'],
    fields: { sujet: line({ label: 'Sujet' }, 200).optional() },
    run: ({ sujet }, context) => {
      const lines = usable(rolesOf(context.actor));
      const card = helpCard(lines, { known: context.actor.row !== null, subject: subjectNamed(sujet) });
      return { kind: 'answer', card };
    },
  });
}

/** Anything else than a subject (« aide moi ») asks for all of it. */
function subjectNamed(typed: string | undefined): string | null {
  if (typed === undefined) return null;
  const wanted = fold(typed);
  return SUBJECTS.find(({ subject, title }) => wanted === subject || wanted === fold(title))?.subject ?? null;
}
