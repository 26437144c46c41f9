import type { Support } from '../src/domain/communication/supports.ts';
import { card, facts, form, list, run, strong, subtle, text } from './blocks.ts';
import { checklistOf } from './communication-checklists.ts';
import { ACCOUNT, DIRECTION, MENTION_QUOTED, RULES_ARTICLE } from './communication-words.ts';
import type { Action, Card } from './model.ts';
import { SUPPORT_NAMES } from './supports.ts';
import { NBSP, quoted } from './words.ts';

export interface KitLineView {
  readonly track: string;
  /** Null while there is none. */
  readonly version: string | null;
}

export interface RulesView {
  /** Null for the rules of all supports. */
  readonly support: Support | null;
  /** Of the tracks of whoever asks. */
  readonly kits: readonly KitLineView[];
  /** Address of the guide of the logotype; null where it is asked for. */
  readonly guideUrl: string | null;
  /** E-mail of the direction that gives it; null when it is not known. */
  readonly direction: string | null;
  /** Whether they may have a text checked, a publication declared and so on for a beneficiary. */
  readonly isOwn: boolean;
  /** Whether they have asked for no more reminders of the rules. */
  readonly isSilenced: boolean;
}

/** The rules of communication, or what they ask of one support. */
export function communicationRules(view: RulesView): Card {
  const { support } = view;
  return card(
    'communication-rules',
    support === null
      ? 'Règles de communication'
      : `Avant de publier${NBSP}: ${SUPPORT_NAMES[support].toLowerCase()}`,
    [
      text(
        `À faire figurer de façon visible${NBSP}: la mention ${MENTION_QUOTED} et le logotype, sur tout ce qui informe, communique, promeut ou présente le projet.`,
      ),
      text(`Sur les réseaux sociaux${NBSP}: ${ACCOUNT}.`),
      ...(support === null ? [] : [strong('À vérifier'), list(checklistOf(support))]),
      facts([...view.kits.map(kitFact), ['Guide du logotype', guideWords(view)]]),
      ...(support === null
        ? [text(`Avant réalisation, vous pouvez transmettre vos projets de documents à la ${DIRECTION}.`)]
        : []),
      subtle(RULES_ARTICLE),
    ],
    actionsOf(view),
  );
}

function kitFact({ track, version }: KitLineView): readonly [string, string] {
  const words = version === null ? 'pas encore disponible' : `version ${version}`;
  return ['Kit de communication', `${words}, parcours ${quoted(track)}`];
}

function guideWords({ guideUrl, direction }: RulesView): string {
  if (guideUrl !== null) return 'en ligne';
  const contact = direction === null ? '' : ` (${direction})`;
  return `à demander à la ${DIRECTION}${contact}`;
}

function actionsOf({ support, kits, guideUrl, isOwn, isSilenced }: RulesView): readonly Action[] {
  const about = support === null ? {} : { support };
  const guide: readonly Action[] =
    guideUrl === null ? [] : [{ kind: 'link', label: 'Guide du logotype', url: guideUrl }];
  return [
    form('Vérifier un texte', 'texte verifier', about, 'primary'),
    ...(kits.length > 0 ? [run('Kit', 'kit voir')] : []),
    ...guide,
    form('Selon le support', 'communication'),
    ...(isOwn
      ? [
          form('Demander un avis', 'avis demander', about),
          form('Déclarer une publication', 'publication declarer', about),
        ]
      : []),
    ...(isSilenced ? [run('Me rappeler les règles', 'communication rappels', { choix: 'oui' })] : []),
  ];
}
