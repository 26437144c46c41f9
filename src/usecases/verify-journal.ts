import { journalChecked } from '../../cards/journal.ts';
import { defineCommand } from './command.ts';

/** Whether the written record is whole (art. 3 asks for writing): every entry is chained to the one before it. */
export const verifyJournal = defineCommand({
  word: 'verifier',
  title: 'Vérifier le journal',
  help: "vérifier que rien de ce qui est enregistré n'a été altéré",
  article: 'convention, art. 3',
  roles: ['coordinator'],
  fields: {},
  run: () => ({
    kind: 'inspection',
    of: 'journal',
    conclude: (report) => ({ kind: 'answer', card: journalChecked(report) }),
  }),
});
