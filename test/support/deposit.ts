import { card, facts, list } from '../../cards/blocks.ts';
import { fileLabel } from '../../cards/files.ts';
import { Refusal } from '../../src/domain/kernel/refusal.ts';
import { filesIn } from '../../src/usecases/attachments/given.ts';
import { RECEIVE_FILES, receiveFiles } from '../../src/usecases/attachments/receive.ts';
import { type Command, decision, defineCommand } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';
import { attachment, paragraph } from '../../src/usecases/fields.ts';

export const DEPOSIT = 'essai deposer';
const MOST = 2;

/** Takes files and says what it was given of them, which is what a command that is not for tests would record. */
const deposit = defineCommand({
  word: DEPOSIT,
  title: 'Dépôt de pièces',
  help: 'déposer des pièces',
  article: null,
  roles: ['coordinator', 'referent'],
  fields: {
    piece: attachment({ label: 'Pièce' }, MOST),
    motif: paragraph({ label: 'Motif' }, { min: 3, max: 500 }),
  },
  run: ({ piece, motif }, context) => {
    const files = filesIn(context, 'piece', piece, MOST);
    if (files instanceof Refusal) return files;
    const kept = files.map(({ hash, kind, bytes }) => `${kind} ${bytes} ${hash}`);
    const { row } = context.actor;
    return decision({
      directory: [{ type: 'preferences-set', data: { personId: row?.person.id ?? '' } }],
      card: card('deposit', 'Pièces déposées', [
        list([...files.map(fileLabel), ...kept]),
        facts([['Motif', motif]]),
      ]),
    });
  },
});

/** The real table, with a command that takes files and a file without words leading to it alone. */
export const tableWithDeposit: readonly Command[] = [
  ...commands.filter(({ word }) => word !== RECEIVE_FILES),
  deposit,
  receiveFiles((roles) => (deposit.roles.some((role) => roles.has(role)) ? [deposit] : [])),
];
