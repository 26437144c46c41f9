import { conventionChecked } from '../../../cards/convention-check.ts';
import { recordsChecked } from '../../../cards/convention-records.ts';
import { checkConventionText } from '../../domain/convention-check/check.ts';
import { checkRecords } from '../../domain/convention-check/records.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { PartyFacts } from '../../domain/track/facts.ts';
import { holderOn } from '../../domain/track/referents.ts';
import { fileIn } from '../attachments/given.ts';
import { type Answer, type Context, defineCommand, type Outcome, type Role } from '../command.ts';
import { attachment, known, paragraph } from '../fields.ts';
import { contactView } from '../people.ts';
import { refuseOther, type Target, targetNamed, targetValue } from '../target.ts';
import { decodeText } from '../text-bytes.ts';
import type { World } from '../world.ts';

const ROLES: readonly Role[] = ['coordinator', 'referent', 'deputy'];
/** Three times the convention type, in characters. */
const LONGEST = 60_000;
/** No text of a convention is as short, no name as long. */
const LONGEST_NAME = 100;

/**
 * Whether a convention has what the convention type asks for (parties, art. 1, 2, 4, 5, signature): its faults, with their
 * article and how to mend them. Of a text, pasted or in a file: it may be nobody's convention yet. Without one, of what is
 * recorded of a beneficiary. Stores nothing. Refused: a text and a file at once, a file that is no plain text.
 */
export const verifyConvention = defineCommand({
  word: 'convention verifier',
  title: 'Vérifier une convention',
  help: "relire le texte d'une convention avant de la signer, ou ce qui en est enregistré",
  article: 'convention, parties, art. 1, 2, 4, 5 et signature',
  roles: ROLES,
  submitLabel: 'Vérifier',
  fields: {
    texte: paragraph(
      { label: 'Texte de la convention', hint: 'Copié en entier, titres compris' },
      { min: 1, max: LONGEST },
    ).optional(),
    fichier: attachment({ label: 'Ou fichier', hint: 'Texte brut (.txt)' }, 1).optional(),
    commune: known(
      { label: 'Ou collectivité', hint: 'Pour vérifier ce qui est enregistré de sa convention' },
      'communes',
    ).optional(),
  },
  check: ({ commune }, context) => refuseOther(context, ROLES, commune),
  run: ({ commune: chosen, fichier, texte: typed }, context) => {
    // What is typed after the command is the text, unless it names a beneficiary.
    const named = typed !== undefined && typed.length <= LONGEST_NAME ? typed : undefined;
    const isName = named !== undefined && isAboutCommune(targetNamed(context, ROLES, named));
    const [commune, texte] = isName ? [named, undefined] : [chosen, typed];
    const target = targetNamed(context, ROLES, chosen ?? commune ?? null);
    const other = refuseOther(context, ROLES, commune);
    if (other !== null) return other;
    if (fichier !== undefined && texte !== undefined) return new Refusal({ code: 'file-or-text' }, 'fichier');
    if (fichier !== undefined) return fileChecked(context, fichier);
    if (texte !== undefined) return textChecked(context.world, texte);
    if (!(target instanceof Refusal)) return recordsAnswer(context, target);
    return commune === undefined ? new Refusal({ code: 'nothing-told' }, 'texte') : target;
  },
});

/** Whether what was named is a beneficiary, be it another's than the person's own. */
function isAboutCommune(target: Target | Refusal): boolean {
  return !(target instanceof Refusal) || target.reason.code !== 'unknown-commune';
}

function fileChecked(context: Context, fichier: string): Outcome {
  const file = fileIn(context, 'fichier', fichier);
  if (file instanceof Refusal) return file;
  if (file.kind !== 'txt') return new Refusal({ code: 'not-plain-text', name: file.name }, 'fichier');
  return {
    kind: 'inspection',
    of: 'file',
    hash: file.hash,
    conclude: (bytes) =>
      bytes === null
        ? new Refusal({ code: 'file-gone' }, 'fichier')
        : textChecked(context.world, decodeText(bytes)),
  };
}

function textChecked(world: World, text: string): Answer {
  return { kind: 'answer', card: conventionChecked(checkConventionText(text, mgpOf(world))) };
}

function recordsAnswer({ actor, world, today }: Context, target: Target): Answer {
  const { facts, beneficiary } = target;
  const held = holderOn(beneficiary, 'referent', today.toString());
  const referent = held === null ? null : contactView(world.people, held.personId);
  return {
    kind: 'answer',
    card: recordsChecked({
      commune: beneficiary.facts.name,
      communeValue: targetValue(world, target),
      faults: checkRecords(facts, beneficiary, referent),
      isCoordinator: actor.isCoordinator,
    }),
  };
}

/** The Métropole is the same in every track; null while no programme is known. */
function mgpOf({ tracks }: World): PartyFacts | null {
  const [mgp] = [...tracks.values()].flatMap(({ facts }) => facts?.mgp ?? []);
  return mgp ?? null;
}
