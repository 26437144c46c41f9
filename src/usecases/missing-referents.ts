import { type MissingView, missingReferents as missingCard } from '../../cards/missing-referents.ts';
import { holderOn } from '../domain/track/referents.ts';
import { type Context, defineCommand } from './command.ts';
import { allTargets, type Target, targetValue } from './target.ts';
import { unreachable } from './unreachable.ts';

/** Name of the file that lists them. */
export const MISSING_REFERENTS_FILE = 'referents-manquants';

/** The beneficiaries without a named référent: a department alone does not fulfil art. 4. */
export const missingReferents = defineCommand({
  word: 'referent manquants',
  title: 'Référents manquants',
  help: 'lister les collectivités sans référent nominatif, ou dont le référent est injoignable',
  article: 'convention, art. 4',
  roles: ['coordinator'],
  fields: {},
  run: (_input, context) => {
    const card = missingCard({
      missing: withoutReferent(context).map((target) => missingView(context, target)),
      total: allTargets(context.world).length,
      unreachable: unreachable(context).filter(({ speaksFor }) => speaksFor !== null),
      csvUrl: context.fileUrl({ file: MISSING_REFERENTS_FILE, values: {} }),
    });
    return { kind: 'answer', card };
  },
});

/** The beneficiaries whom nobody speaks for today. */
export function withoutReferent({ world, today }: Pick<Context, 'world' | 'today'>): readonly Target[] {
  return allTargets(world).filter((t) => holderOn(t.beneficiary, 'referent', today.toString()) === null);
}

function missingView({ world }: Context, target: Target): MissingView {
  const { name, department } = target.beneficiary.facts;
  return { name, value: targetValue(world, target), department };
}
