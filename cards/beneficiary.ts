import { card, facts, form, inFull, list, notice, run, subtle } from './blocks.ts';
import { type LightView, lightBlock } from './light.ts';
import type { Card } from './model.ts';
import { count, frDay, NBSP, quoted, shortName } from './words.ts';

export interface BeneficiaryView extends LightView {
  readonly name: string;
  readonly communeValue: string;
  readonly kind: 'commune' | 'ept';
  readonly siren: string;
  readonly track: string;
  readonly example: boolean;
  readonly deliberation: {
    readonly number: string | null;
    readonly votedOn: string;
    readonly receivedOn: string | null;
  } | null;
  readonly department: string | null;
  readonly option: string | null;
  readonly referent: string | null;
  readonly deputy: string | null;
  /** The day on which the convention took effect; null until every party has signed. */
  readonly effectOn: string | null;
  readonly conventionEndsOn: string;
  readonly mayChange: boolean;
}

/** What is known of a beneficiary: identity, délibération, option, référent. */
export function beneficiaryCard(view: BeneficiaryView): Card {
  const d = view.deliberation;
  const received = d?.receivedOn == null ? '' : `, reçue en préfecture le ${frDay(d.receivedOn)}`;
  const number = d?.number == null ? '' : ` n°${NBSP}${d.number}`;
  return card(
    'beneficiary',
    shortName(view.name),
    [
      ...inFull(view.name),
      ...(view.example ? [notice('info', "Collectivité d'exemple, ajoutée pour l'essai.")] : []),
      facts([
        ['Nature', view.kind === 'commune' ? 'commune' : 'établissement public territorial'],
        ['SIREN', view.siren],
        ['Parcours', view.track],
        ['Convention en vigueur depuis', view.effectOn === null ? null : frDay(view.effectOn)],
        ['Terme de la convention', frDay(view.conventionEndsOn)],
        ['Délibération', d === null ? null : `${frDay(d.votedOn)}${number}${received}`],
        ['Expérimentation choisie', view.option],
        ['Service désigné', view.department],
        ['Référent projet', view.referent ?? 'aucun référent nominatif'],
        ['Suppléant', view.deputy],
      ]),
      lightBlock(view),
    ],
    [
      run('Calendrier', 'calendrier', { commune: view.communeValue }),
      run('Obligations', 'obligations', { commune: view.communeValue }),
      run('Référent', 'referent voir', { commune: view.communeValue }),
      ...(view.mayChange && view.referent === null
        ? [form('Désigner le référent', 'referent changer', { commune: view.communeValue }, 'primary')]
        : []),
    ],
  );
}

/** A beneficiary was added to a track. */
export function beneficiaryAdded(view: {
  readonly name: string;
  readonly communeValue: string;
  readonly siren: string;
  readonly track: string;
}): Card {
  return card(
    'beneficiary-added',
    'Collectivité ajoutée',
    [
      notice(
        'success',
        `${view.name} (SIREN ${view.siren}) participe désormais au parcours ${quoted(view.track)}.`,
      ),
    ],
    [
      form('Désigner le référent', 'referent changer', { commune: view.communeValue }, 'primary'),
      run('Voir la fiche', 'commune voir', { commune: view.communeValue }),
    ],
  );
}

/** What an import did, line by line. */
export function importDone(view: {
  readonly added: number;
  readonly designated: number;
  readonly lines: readonly string[];
}): Card {
  return card('import-done', 'Import enregistré', [
    notice(
      'success',
      `${count(view.added, 'collectivité ajoutée', 'collectivités ajoutées')}, ${count(view.designated, 'référent désigné', 'référents désignés')}.`,
    ),
    list(view.lines),
    subtle(`Tout ou rien${NBSP}: une ligne fautive aurait fait refuser le fichier entier.`),
  ]);
}

/** One line of an import's report. */
export function importLine(view: {
  readonly line: number;
  readonly name: string;
  readonly added: boolean;
  /** Whom the line names; null when it names nobody. */
  readonly designated: {
    readonly name: string;
    readonly role: 'referent' | 'deputy';
    readonly number: string;
  } | null;
}): string {
  const { designated } = view;
  const role = designated?.role === 'deputy' ? 'suppléant' : 'référent';
  const what = [
    view.added ? 'ajoutée' : 'déjà au programme',
    ...(designated === null ? [] : [`${role} ${designated.name} (n°${NBSP}${designated.number})`]),
  ];
  return `Ligne ${view.line}, ${view.name}${NBSP}: ${what.join(', ')}`;
}
