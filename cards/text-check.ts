import type { CheckedText, Finding, Slip } from '../src/domain/communication/check.ts';
import type { Place } from '../src/domain/communication/places.ts';
import type { Support } from '../src/domain/communication/supports.ts';
import { card, facts, form, notice, run, subtle, text } from './blocks.ts';
import { ACCOUNT, MENTION_QUOTED, RULES_ARTICLE } from './communication-words.ts';
import type { Action, Card, Values } from './model.ts';
import { SUPPORT_NAMES } from './supports.ts';
import { andList, count, echo, NBSP, quoted, THIN } from './words.ts';

export interface TextCheckView {
  /** Name of the file; null for a text that was pasted. */
  readonly name: string | null;
  readonly support: Support | null;
  readonly checked: CheckedText;
  /** What names the text in a command. */
  readonly values: Values;
  /** Whether they may ask for an opinion, or declare a publication, for a beneficiary. */
  readonly isOwn: boolean;
  /** Carried by the declaration: what was found. */
  readonly result: string;
}

export interface CorrectedTextView {
  readonly text: string;
  readonly url: string;
  readonly support: Support | null;
  readonly values: Values;
  readonly isOwn: boolean;
}

/** As much as every platform shows whole in one block. */
const LONGEST_SHOWN = 2500;
/** More places than these are counted. */
const PLACES_NAMED = 5;

/** What was found in a text, rule by rule, with where. */
export function textChecked(view: TextCheckView): Card {
  const { checked, support, values } = view;
  const about = support === null ? {} : { support };
  return card(
    'text-checked',
    checked.isRight ? 'Rien à corriger dans ce texte' : 'Texte à corriger',
    [
      ...(view.name === null ? [] : [text(`Fichier ${quoted(view.name)}.`)]),
      checked.isRight
        ? notice(toConfirm(checked) ? 'info' : 'success', rightWords(checked))
        : notice('warning', verdictOf(checked)),
      facts(checked.findings.map((finding) => [ruleName(finding.rule), findingWords(finding)] as const)),
      ...(support === null ? [] : [subtle(`Support${NBSP}: ${SUPPORT_NAMES[support].toLowerCase()}.`)]),
      subtle(`${RULES_ARTICLE} Une aide à la relecture, qui ne remplace pas un avis de la Métropole.`),
    ],
    [
      ...(checked.isRight
        ? []
        : [run(mendLabel(checked), 'texte verifier', { ...values, inserer: 'oui' }, 'primary')]),
      ...nextActions(view, { ...about, controle: view.result }),
      form('Vérifier un autre texte', 'texte verifier', about),
    ],
  );
}

/** The text with the rules applied, to copy. */
export function textCorrected(view: CorrectedTextView): Card {
  const isShown = view.text.length <= LONGEST_SHOWN;
  return card(
    'text-corrected',
    'Texte corrigé',
    [
      text(
        isShown
          ? 'Voici le texte à copier. Seul ce que demandent les règles a changé.'
          : `Le texte est trop long pour être affiché ici (${count(view.text.length, 'caractère')})${NBSP}: téléchargez-le. Seul ce que demandent les règles a changé.`,
      ),
      ...(isShown ? [{ kind: 'code', text: view.text } as const] : []),
      text(`Placez la mention et le logotype de façon visible${NBSP}: un texte ne dit rien du logotype.`),
      subtle(RULES_ARTICLE),
    ],
    [
      { kind: 'link', label: 'Télécharger le texte', url: view.url },
      ...nextActions(view, view.support === null ? {} : { support: view.support }),
    ],
  );
}

function nextActions(
  { isOwn, values }: Pick<TextCheckView, 'isOwn' | 'values'>,
  declared: Values,
): readonly Action[] {
  if (!isOwn) return [];
  return [
    form('Demander un avis', 'avis demander', values),
    form('Déclarer la publication', 'publication declarer', declared),
  ];
}

function toConfirm({ findings }: CheckedText): boolean {
  return findings.some(({ rule, state }) => rule === 'mention' && state === 'to-confirm');
}

function rightWords(checked: CheckedText): string {
  return toConfirm(checked)
    ? "Rien n'est à corriger. La mention et le logotype restent à vérifier à l'œil."
    : "Ce que le texte doit contenir y est. Le logotype reste à vérifier à l'œil.";
}

function mendLabel({ findings }: CheckedText): string {
  const isAbsent = findings.some(({ rule, state }) => rule === 'mention' && state === 'absent');
  return isAbsent ? 'Insérer la mention' : 'Corriger le texte';
}

function verdictOf({ findings }: CheckedText): string {
  const named = findings
    .filter(({ state }) => state === 'absent' || state === 'misspelt')
    .map(({ rule, state }) => `${WRONG[rule]} ${state === 'absent' ? 'manque' : 'est à corriger'}`);
  return `${capital(andList(named))}.`;
}

const WRONG = { mention: 'la mention', account: ACCOUNT, names: 'un nom', logotype: 'le logotype' } as const;

function ruleName(rule: Finding['rule']): string {
  return { mention: 'Mention', account: ACCOUNT, names: 'Noms', logotype: 'Logotype' }[rule];
}

function findingWords(finding: Finding): string {
  switch (finding.rule) {
    case 'mention':
      if (finding.place === null)
        return finding.state === 'absent'
          ? `absente. À ajouter${NBSP}: ${MENTION_QUOTED}`
          : `à confirmer à l'œil${NBSP}: ses lettres y sont, espacées ou collées comme sur une affiche`;
      if (finding.state === 'present') return `présente${at(finding.place)}`;
      return `à corriger${at(finding.place)}${NBSP}: ${finding.slips.map(slipWords).join(`${THIN}; `)}`;
    case 'account':
      if (finding.state === 'present') return `présent${finding.places.slice(0, 1).map(at).join('')}`;
      if (finding.state === 'absent') return 'absent. À mentionner sur les réseaux sociaux';
      if (finding.state === 'to-confirm')
        return `à confirmer${NBSP}: à mentionner si le texte paraît sur un réseau social`;
      return `à corriger${NBSP}: ${named(finding.wrong.map((place) => `${echo(place.quoted)}${at(place)}`))}`;
    case 'names':
      if (finding.state === 'present') return 'justes';
      return `à corriger${NBSP}: ${named(
        finding.wrong.map(
          ({ place, expected }) => `${echo(place.quoted)}${at(place)} pour ${quoted(expected)}`,
        ),
      )}`;
    case 'logotype':
      return `à confirmer${NBSP}: un texte ne le montre pas, vérifiez qu'il est visible`;
  }
}

/** `« Apropriation » pour « Appropriation »`. */
function slipWords({ written, expected }: Slip): string {
  if (written === null) return `il manque ${quoted(String(expected))}`;
  return expected === null ? `${quoted(written)} est en trop` : `${echo(written)} pour ${quoted(expected)}`;
}

function named(items: readonly string[]): string {
  const more = items.length - PLACES_NAMED;
  const shown = items.slice(0, PLACES_NAMED).join(`${THIN}; `);
  return more > 0 ? `${shown}, et ${count(more, 'autre')}` : shown;
}

function at({ line }: Place): string {
  return ` (ligne${NBSP}${line})`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
