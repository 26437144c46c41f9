import { keyOf } from './reading.ts';

const SINGULAR =
  '(?:une?|le|la|l|cet?|cette|notre|votre|leur|[mts](?:on|a)|prochaine?|nouvel|nouvelle|nouveau|premiere?|chaque|d|de|du|par|pour|avec)';
const PLURAL =
  '(?:[ldc]es|[nv]os|[mts]es|leurs|deux|trois|quelques|plusieurs|prochaine?s|nouvelles|nouveaux|premiere?s|d|de|par|pour|avec)';

/** Words that nobody uses for anything else. */
const ALWAYS = [
  'linkedin|facebook|instagram|tiktok|twitter|bluesky|reseaux? soci(?:al|aux)',
  'flyers?|tracts?|depliants?|brochures?|prospectus|roll-?ups?|lettres? d.information|(?:plan|support|campagne|outil)s? de communication|banderoles?|kakemonos?|newsletters?|tweets?|cartons? d.invitation',
  '(?:dossier|conference|article|communique|revue|relation|annonce|attachee?|point|invitation)s? (?:de )?presse',
  'journalistes?|(?:bulletin|magazine|journal) municipal|interviews?',
];
/** « une affiche », « nos posts »: nouns by what stands before them, in number too; « il les affiche » is a verb. */
const NOUNS = [
  `${SINGULAR}[ '](?:affiche|post(?:er)?|communique|story|signaletique)`,
  `${PLURAL}[ '](?:affiches|post(?:er)?s|communiques|stories)`,
  '(?:la|de|par|notre|votre|leur) presse',
];
/** A message of few words: « affiche pour la fête », « communiqué : qui relit ? »; « affiche mes échéances » is an order. */
const TITLES = String.raw`^(?:affiches?|communiques?|posts?|presse|signaletique)(?= ?[.,:?!]| (?:d|de|du|des|pour|a|a[0-6]|sur)\b|$)`;
const PUBLISH = [
  'publi(?:er|ons|ez|erai|era|erons|eront)',
  '(?:je|tu|on|il|elle|qui) publies?',
  '(?:mettre|mise|mettons) en ligne',
  'sur (?:les|nos|vos) reseaux(?= ?(?:[.,;:!?)]|$))',
];
const SPEAKS = new RegExp(
  String.raw`\b(?:${[...ALWAYS, ...NOUNS, ...PUBLISH].join('|')})\b(?!-)|${TITLES}`,
  'u',
);

/** An address names a network or an account, and speaks of neither. */
const ADDRESS = /https?:\/\/\S+|(?<!\S)[^\s@]+@\S+/gu;
/** What looks like it and is not. */
const NEVER = new RegExp(
  String.raw`\b(?:${[
    'sous presse|presse-papiers?|presse papiers?|presse hydraulique|presse a [a-z]+|postes?',
    'post (?:it|mortem|doc)|profil linkedin',
    "(?:je|tu|il|elle|on|qui|ne|me|te|nous|vous) (?:l'|la |le |les )(?:affiche|communique|presse)s?",
    "publi[a-z]+ (?:une? |le |la |les |l'|des |du |ces? |cet |cette |nos |vos )?(?:marches?|appels?|avis|kits?|donnees|jeux?|arretes?|deliberations?|decrets?|offres?)",
  ].join('|')})\b`,
  'gu',
);

/**
 * Whether somebody who writes this is about to publish something (règlement, art. 9): a communiqué, a poster, a post on a
 * social network, the press. Whole words, accents and case apart. « affiche », « post », « presse » and « communiqué » count as
 * nouns alone: « l'imprimante affiche une erreur », « il a communiqué les chiffres » do not; nor does what the law has published:
 * a call for tenders, a decree, data.
 */
export function speaksOfPublishing(text: string): boolean {
  const folded = keyOf(text).replaceAll('’', "'").replace(/\s+/gu, ' ').trim();
  return SPEAKS.test(folded.replace(ADDRESS, '…').replace(NEVER, '…'));
}
