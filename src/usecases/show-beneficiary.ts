import { beneficiaryCard } from '../../cards/beneficiary.ts';
import { signedOn, termOf } from '../domain/convention/term.ts';
import { holderOn } from '../domain/track/referents.ts';
import { lightView } from './light.ts';
import { contactView } from './people.ts';
import { defineCommuneCommand, targetValue } from './target.ts';

/** What is known of a beneficiary: identity, délibération, option chosen (art. 1), référent (art. 4). */
export const showBeneficiary = defineCommuneCommand({
  word: 'commune voir',
  title: 'Collectivité',
  help: "voir la fiche d'une collectivité",
  article: 'convention, art. 1 à 4',
  roles: ['referent', 'deputy', 'coordinator'],
  fields: {},
  run: (_input, context, target) => {
    const { beneficiary, facts } = target;
    const today = context.today.toString();
    const holder = (role: 'referent' | 'deputy') => {
      const held = holderOn(beneficiary, role, today);
      return held === null ? null : contactView(context.world.people, held.personId).name;
    };
    const card = beneficiaryCard({
      ...beneficiary.facts,
      communeValue: targetValue(context.world, target),
      track: facts.title,
      option: beneficiary.convention.option?.option ?? beneficiary.facts.option,
      ...lightView(target, context.today),
      effectOn: signedOn(beneficiary),
      conventionEndsOn: termOf(facts, beneficiary),
      referent: holder('referent'),
      deputy: holder('deputy'),
      mayChange: true,
    });
    return { kind: 'answer', card };
  },
});
