import { keyOf } from './reading.ts';

/** Words that nobody uses for anything else. */
const ALWAYS =
  /\b(?:linkedin|facebook|instagram|tiktok|flyers?|kakemonos?|newsletters?|reseaux sociaux|reseau social|(?:dossier|conference|article|communique|revue|relations|annonce)s? (?:de |presse)|tracts?|depliants?|banderoles?)\b/u;
/** « une affiche », « notre post », « le communiqué »: nouns, by what stands before them; the same words are verbs elsewhere. */
const NOUNS =
  /(?:^|\b(?:un|une|le|la|les|des|ce|cette|ces|cet|notre|nos|votre|vos|mon|ma|mes|leur|leurs|son|sa|deux|trois|plusieurs|prochain|prochaine|nouvel|nouvelle|nouveau|projet d|projet de|projets d|d|l|de|du|avec|par|pour)[ '])(?:affiches?|posts?|communiques?|presse|tweets?|story|stories|carton|cartons|signaletique)\b(?!-)/u;
const PUBLISH = /\b(?:publi(?:er|ons|ez|era|erons)|mettre en ligne|mise en ligne|diffuser un)\b/u;
/** What looks like it and is not. */
const NEVER = /\b(?:sous presse|presse-papiers?|presse papiers?|poste|postes|carton rouge|par post-)\b/gu;

/**
 * Whether somebody who writes this is about to publish something (règlement, art. 9): a communiqué, a poster, a post on a
 * social network, the press. Whole words, accents and case apart. « affiche », « post », « presse » and « communiqué » count as nouns
 * alone: « l'imprimante affiche une erreur », « il a communiqué les chiffres » do not.
 */
export function speaksOfPublishing(text: string): boolean {
  const folded = keyOf(text).replaceAll('’', "'").replace(/\s+/gu, ' ').trim().replace(NEVER, '');
  return ALWAYS.test(folded) || NOUNS.test(folded) || PUBLISH.test(folded);
}
