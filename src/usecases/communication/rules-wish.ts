import { rulesWish } from '../../../cards/communication-reminder.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { decision, defineCommand } from '../command.ts';
import { hidden } from '../fields.ts';

const WANTED = 'oui';

/**
 * « Ne plus me le rappeler », and the way back: whether somebody is reminded of the rules of communication (règlement, art. 9).
 * The rules apply all the same. Refused: somebody of whom nothing is recorded, whom Jalon never writes to.
 */
export const wishRules = defineCommand({
  word: 'communication rappels',
  title: 'Rappels de communication',
  help: 'arrêter ou reprendre les rappels des règles de communication',
  article: 'règlement, art. 9',
  roles: ['anyone'],
  isOneClick: true,
  fields: { choix: hidden() },
  run: ({ choix }, { actor, world }) => {
    const { row } = actor;
    if (row === null) return new Refusal({ code: 'no-reminders' });
    const personId = row.person.id;
    const isWanted = choix === WANTED;
    const card = rulesWish(isWanted);
    if (world.directory.rulesSilenced.has(personId) !== isWanted) return { kind: 'answer', card };
    const type = isWanted ? 'rules-wanted' : 'rules-silenced';
    return decision({ directory: [{ type, data: { personId } }], card });
  },
});
