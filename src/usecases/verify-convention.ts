import { conventionChecked } from '../../cards/convention-check.ts';
import { checkConventionText } from '../domain/convention-check/check.ts';
import type { PartyFacts } from '../domain/track/facts.ts';
import { defineCommand } from './command.ts';
import { paragraph } from './fields.ts';
import type { World } from './world.ts';

/** Three times the convention type. */
const LONGEST = 60_000;

/**
 * Whether the text of a convention has what the convention type asks for: its faults, with their article and how to mend
 * them. Looks at the text alone, for a convention that may be nobody's yet: it needs no beneficiary. Stores nothing.
 */
export const verifyConvention = defineCommand({
  word: 'convention verifier',
  title: 'Vérifier une convention',
  help: "relire le texte d'une convention avant de la signer, sans rien enregistrer",
  article: 'convention, parties, art. 1, 2, 4, 5 et signature',
  roles: ['coordinator', 'referent', 'deputy'],
  submitLabel: 'Vérifier',
  fields: {
    texte: paragraph(
      { label: 'Texte de la convention', hint: 'copié en entier, titres compris' },
      { min: 1, max: LONGEST },
    ),
  },
  run: ({ texte }, { world }) => {
    const checked = checkConventionText(texte, mgpOf(world));
    return { kind: 'answer', card: conventionChecked(checked) };
  },
});

/** The Métropole is the same in every track; null while no programme is known. */
function mgpOf({ tracks }: World): PartyFacts | null {
  const [mgp] = [...tracks.values()].flatMap(({ facts }) => facts?.mgp ?? []);
  return mgp ?? null;
}
