import { right } from './read-text.ts';

/** Posts and texts with tags that keep the rules as they stand. */
export const rightPostsAndPages = [
  right(
    'a post on LinkedIn',
    'reseau-social',
    '🚀 Nous lançons « Ma rue, mes données » avec les habitants !\n\nUn projet du programme Appropriation de la Métropole du Grand Paris\n@Metropole_GrandParis #IA #GrandParis',
    'mention 3',
    'account 4',
  ),
  right(
    'a short post on X, the account in small letters and before a full stop',
    'reseau-social',
    'C’est parti ! Un projet du programme ApproprIAtion de la Métropole du Grand Paris, merci @metropole_grandparis.',
    'mention 1',
    'account 1',
  ),
  right(
    'a post on Facebook that names other accounts',
    'reseau-social',
    'Merci à @VilleDeParis, @GrandParisSud, @GrandParisExpress, @plainecommune et @Metropole_GrandParis !\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 2',
    'account 1',
  ),
  right(
    'a post on Instagram with the Métropole as a keyword too',
    'reseau-social',
    'Atelier citoyen 📸\n.\nUn projet du programme Appropriation de la Métropole du Grand Paris\n.\n(@Metropole_GrandParis)\n#MetropoleDuGrandParis #MGP #IA',
    'mention 3',
    'account 5',
  ),
  right(
    'the account twice, once in italics',
    'reseau-social',
    '_@Metropole_GrandParis_ ouvre ses données.\nUn projet du programme Appropriation de la Métropole du Grand Paris\n\nvia __@Metropole_GrandParis__',
    'mention 2',
    'account 1',
    'account 4',
  ),
  right(
    'the account with the next sentence stuck to it',
    'reseau-social',
    'Un projet du programme Appropriation de la Métropole du Grand Paris avec @Metropole_GrandParis.Merci à tous',
    'mention 1',
    'account 1',
  ),
  right(
    'the account in another kind of text',
    'affiche',
    'Suivez @Metropole_GrandParis\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 2',
    'account 1',
  ),
  right(
    'adresses of mail, and the end of one, that are no account',
    'communique',
    'Presse : contact@metropolegrandparis.fr et metropole@grandparis.fr (toutes les adresses sont en @metropolegrandparis.fr)\nhttps://www.instagram.com/@metropolegrandparis\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 3',
  ),
  right(
    'an « @ » that means « à »',
    'carton',
    'Rendez-vous @ la mairie, puis @ Métropole, 15 avenue Pierre Mendès France\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 2',
  ),
  right(
    'a page with entities',
    'site',
    '<h1>L&rsquo;IA &agrave; la mairie</h1>\n<p>Un projet du programme &laquo;&nbsp;Appropriation&nbsp;&raquo; de la M&eacute;tropole du Grand Paris</p>',
    'mention 2',
  ),
  right(
    'a page with entities in figures, decimal and hexadecimal',
    'site',
    '<p>Un projet du programme Appropriation de la M&#233;tropole&#160;du Grand&#xA0;Paris &#x1F680; &#1114112;</p>',
    'mention 1',
  ),
  right(
    'emphasis, in the midst of a word too, and line breaks',
    'site',
    '<div class="pied">\n  <em>Un projet</em> du <strong>programme</strong><br>\n  <i>Appropr<b>IA</b>tion</i><br/>\n  de la <span style="color:#c00">Métropole</span> du Grand Paris\n</div>',
    'mention 2',
  ),
  right(
    'text copied from a word processor',
    'presentation',
    '<p class="MsoNormal">Un projet du programme<o:p></o:p> Appropriation de la Métropole du Grand&shy; Paris<o:p></o:p></p>',
    'mention 1',
  ),
  right(
    'a whole page with scripts, styles and comments',
    'site',
    '<!DOCTYPE html>\n<html lang="fr">\n<head><title>Mairie</title><style>p { content: "Métropole de Grand Paris"; }</style>\n<script>const nom = "Grand Paris Métropole"; /* @mgp */</script></head>\n<body>\n<!-- <p>programme Apropriation</p> -->\n<p>Un projet du programme Appropriation de la Métropole du <!-- majuscules -->Grand Paris</p>\n</body>\n</html>',
    'mention 7',
  ),
  right(
    'a table of partners in a newsletter',
    'site',
    '<table>\n<tr><td>Société du Grand Paris</td></tr>\n<tr><td>Métropole du Grand Paris</td></tr>\n<tr><td>Grand Paris</td></tr>\n<tr><td>Métropole de Lyon</td></tr>\n</table>\n<p>Un projet du programme Appropriation de la Métropole du Grand Paris</p>',
    'mention 7',
  ),
  right(
    'signs that look like tags and entities and are none',
    'presentation',
    'Coût < 3 000 € & délai > 2 mois ; R&D; A&B\n<marie@ville.fr> a écrit <<ceci>> -->\nUn projet du programme Appropriation de la Métropole du Grand Paris <!-- fin',
    'mention 3',
  ),
];
