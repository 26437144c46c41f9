import { historyLine, referentFile } from '../../cards/referent.ts';
import { holderOn } from '../domain/track/referents.ts';
import { contactView } from './people.ts';
import { defineCommuneCommand, targetValue } from './target.ts';
import { holderView } from './unreachable.ts';

/** Who speaks for a beneficiary today, and who did before (art. 4). */
export const showReferent = defineCommuneCommand({
  word: 'referent voir',
  title: 'Référent projet',
  help: 'voir le référent, son suppléant et leur historique',
  article: 'convention, art. 4',
  roles: ['referent', 'deputy', 'coordinator'],
  fields: {},
  run: (_input, context, target) => {
    const { beneficiary, facts } = target;
    const { people } = context.world;
    const today = context.today.toString();
    const holder = (role: 'referent' | 'deputy') => {
      const held = holderOn(beneficiary, role, today);
      return held === null ? null : holderView(people, held.personId);
    };
    const history = beneficiary.designations.map((d) =>
      historyLine({ ...d, name: contactView(people, d.personId).name }),
    );
    const card = referentFile({
      commune: beneficiary.facts.name,
      communeValue: targetValue(context.world, target),
      track: facts.title,
      department: beneficiary.facts.department,
      referent: holder('referent'),
      deputy: holder('deputy'),
      history: history.reverse(),
      mayChange: true,
    });
    return { kind: 'answer', card };
  },
});
