import { missingReferents as missingCard } from '../../cards/missing-referents.ts';
import { holderOn } from '../domain/track/referents.ts';
import { defineCommand } from './command.ts';
import { allTargets, targetValue } from './target.ts';

/** The beneficiaries without a named référent: a department alone does not fulfil art. 4. */
export const missingReferents = defineCommand({
  word: 'referent manquants',
  title: 'Référents manquants',
  help: 'lister les collectivités sans référent nominatif',
  article: 'convention, art. 4',
  roles: ['coordinator'],
  fields: {},
  run: (_input, context) => {
    const targets = allTargets(context.world);
    const today = context.today.toString();
    const missing = targets.filter((t) => holderOn(t.beneficiary, 'referent', today) === null);
    const rows = missing.map((target) => ({
      name: target.beneficiary.facts.name,
      value: targetValue(context.world, target),
      department: target.beneficiary.facts.department,
    }));
    return { kind: 'answer', card: missingCard(rows, targets.length) };
  },
});
