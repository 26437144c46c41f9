import { fileLabel } from '../../../cards/files.ts';
import { filesReceived } from '../../../cards/files-received.ts';
import { describeReason } from '../../../cards/refusal-words.ts';
import { rolesOf } from '../actor.ts';
import { type Command, defineCommand, type Role } from '../command.ts';
import { hiddenFiles } from '../fields.ts';
import { filesIn, tokensIn } from './given.ts';

/** What a file that was sent without a word asks for. */
export const RECEIVE_FILES = 'fichier recevoir';
/** More at once are for a form that takes them. */
const MOST = 3;

/**
 * Files sent to the bot in a conversation: what they may be used for, as a button each. Nothing is recorded yet. The
 * table is handed in, since it holds this command too.
 */
export function receiveFiles(takers: (roles: ReadonlySet<Role>) => readonly Command[]): Command {
  return defineCommand({
    word: RECEIVE_FILES,
    title: 'Fichier reçu',
    help: 'dire à quoi sert un fichier envoyé',
    article: null,
    roles: ['anyone'],
    fields: { fichiers: hiddenFiles() },
    run: ({ fichiers }, context) => {
      const tokens = tokensIn(fichiers);
      const kept: string[] = [];
      const labels: string[] = [];
      const refusals: string[] = [];
      for (const token of tokens.slice(0, MOST)) {
        const files = filesIn(context, 'fichiers', token, 1);
        if ('reason' in files) refusals.push(describeReason(files.reason).sentence);
        else {
          kept.push(token);
          labels.push(...files.map(fileLabel));
        }
      }
      if (tokens.length > MOST)
        refusals.push(describeReason({ code: 'too-many-files', max: MOST, given: tokens.length }).sentence);
      const uses = takers(rolesOf(context.actor)).map((command) => ({
        label: command.title,
        command: command.word,
        values: { [String(fileFieldOf(command))]: kept.join(' ') },
      }));
      return { kind: 'answer', card: filesReceived({ labels, refusals, uses }) };
    },
  });
}

/** Name of the field of a command that takes files; null for one that takes none. */
export function fileFieldOf({ fields }: Command): string | null {
  return Object.keys(fields).find((name) => fields[name]?.meta.widget === 'file') ?? null;
}
