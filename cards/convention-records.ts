import type { RecordFault } from '../src/domain/convention-check/records.ts';
import { card, form, list, notice, run, subtle } from './blocks.ts';
import { articleName, programmeFaultWords, referentDetails } from './convention-faults.ts';
import type { Action, Card } from './model.ts';
import { count, frDay, NBSP, shortName } from './words.ts';

/** What Jalon has recorded of one convention, by the same rules as its text. */
export function recordsChecked(view: {
  readonly commune: string;
  readonly communeValue: string;
  readonly faults: readonly RecordFault[];
  readonly isCoordinator: boolean;
}): Card {
  const { commune, faults } = view;
  const summary =
    faults.length === 0
      ? notice('success', 'Aucun défaut trouvé dans ce qui est enregistré.')
      : notice('warning', `${count(faults.length, 'point')} à corriger dans ce qui est enregistré.`);
  return card(
    'convention-records',
    `Convention ${faults.length === 0 ? 'vérifiée' : 'à corriger'}${NBSP}: ${shortName(commune)}`,
    [
      summary,
      ...(faults.length === 0 ? [] : [list(faults.map(faultLine))]),
      subtle("Le texte lui-même se vérifie en le joignant, ou en le collant. Rien n'est enregistré."),
    ],
    actionsFor(view),
  );
}

function faultLine(fault: RecordFault): string {
  const where = articleName(fault.article);
  return `${where.charAt(0).toUpperCase()}${where.slice(1)}${NBSP}: ${words(fault)}`;
}

function words(fault: RecordFault): string {
  switch (fault.code) {
    case 'no-deliberation':
      return "Aucune délibération n'autorise la signature. Son numéro et sa date se donnent dans le fichier du programme.";
    case 'voted-after-signature':
      return `La délibération est du ${frDay(fault.votedOn)}, après la signature de la collectivité (${frDay(fault.signedOn)}). Vérifiez les deux dates.`;
    case 'no-option':
      return "Aucune expérimentation n'est choisie. Enregistrez celle que retient la délibération.";
    case 'referent-incomplete':
      return `Il manque au référent projet ${referentDetails(fault.missing)}. Désignez-le, ou complétez sa fiche.`;
    case 'phases-too-long':
    case 'phases-after-term':
      return programmeFaultWords(fault);
  }
}

function actionsFor({
  communeValue,
  faults,
  isCoordinator,
}: Parameters<typeof recordsChecked>[0]): readonly Action[] {
  const commune = { commune: communeValue };
  const has = (code: RecordFault['code']) => faults.some((fault) => fault.code === code);
  const mayRecord = isCoordinator && (has('no-option') || has('voted-after-signature'));
  return [
    ...(has('referent-incomplete') ? [form('Désigner le référent', 'referent changer', commune)] : []),
    ...(mayRecord ? [form('Signatures et choix', 'convention signer', commune)] : []),
    form('Vérifier un texte', 'convention verifier', commune),
    run('Obligations', 'obligations', commune),
  ];
}
