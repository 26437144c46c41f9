import { right } from './read-text.ts';

/** Texts that keep the rules as they stand, on paper and on screens. */
export const rightTexts = [
  right(
    'an invitation card',
    'carton',
    `Le maire de Choisy-le-Roi et les élus du conseil municipal
ont le plaisir de vous convier à la présentation de l’assistant des agents
le jeudi 12 novembre 2026 à 18 h 30, salle du conseil.

Un projet du programme Appropriation de la Métropole du Grand Paris`,
    'mention 5',
  ),
  right(
    'a poster in capitals',
    'affiche',
    'L’IA AU SERVICE DES HABITANTS\nRÉUNION PUBLIQUE LE 3 MARS\n\nUN PROJET DU PROGRAMME APPROPRIATION\nDE LA MÉTROPOLE DU GRAND PARIS\n',
    'mention 4',
  ),
  right(
    'a poster in capitals without accents',
    'affiche',
    'VOS DEMARCHES PLUS SIMPLES\nUN PROJET DU PROGRAMME APPROPRIATION DE LA METROPOLE DU GRAND PARIS',
    'mention 2',
  ),
  right(
    'a communiqué with quotes around the programme',
    'communique',
    'COMMUNIQUÉ DE PRESSE\nVille de Saint-Denis, le 4 mai 2026\n\nLa ville expérimente la transcription des réunions de quartier. « Nous voulons rendre du temps aux agents », explique la maire.\n\nUn projet du programme « Appropriation » de la Métropole du Grand Paris.\n\nContact presse : presse@ville-exemple.fr',
    'mention 6',
  ),
  right(
    'the règlement’s own marks of emphasis',
    'communique',
    'Lancement de l’expérimentation à Nogent-sur-Marne.\nUn projet du programme *Appropriation* de la Métropole du Grand Paris',
    'mention 2',
  ),
  right(
    'English quotes, and the programme written as in its logotype',
    'dossier-de-presse',
    'Dossier de presse – Mobilités douces\r\n\r\n1. Le projet\r\nCinq communes partagent leurs comptages de vélos.\r\n\r\n“Un projet du programme ApproprIAtion de la Métropole du Grand Paris”\r\n',
    'mention 6',
  ),
  right(
    'stars of bold and underscores of italics',
    'site',
    '# Chatbot de la mairie\n\n**Un projet du programme _ApproprIAtion_ de la Métropole du Grand Paris**\n\n- disponible jour et nuit\n- relu par les agents',
    'mention 3',
  ),
  right(
    'a word per line, as on a kakémono',
    'kakemono',
    'Un projet\ndu programme\nAppropriation\nde la\nMétropole\ndu\nGrand\nParis',
    'mention 1',
  ),
  right(
    'spaces that do not break',
    'signaletique',
    'Accueil du guichet numérique\nUn\u00a0projet du\u00a0programme «\u00a0Appropriation\u00a0» de\u00a0la Métropole du Grand\u202fParis',
    'mention 2',
  ),
  right(
    'soft hyphens in long words',
    'site',
    'Bornes d’information.\nUn projet du pro\u00adgramme Appro\u00adpria\u00adtion de la Métro\u00adpole du Grand Paris',
    'mention 2',
  ),
  right(
    'words cut at the end of lines',
    'dossier-de-presse',
    'La commune s’est portée candi-\ndate en 2025. Un projet du programme Appro-\npriation de la Mé-\r\n  tropole du Grand Paris, mené avec les habitants.',
    'mention 2',
  ),
  right(
    'accents that are marks of their own',
    'presentation',
    'Diapositive 1 – Page de titre\nUn projet du programme Appropriation de la Métropole du Grand Paris'.normalize(
      'NFD',
    ),
    'mention 2',
  ),
  right(
    'in the middle of a long text',
    'site',
    `${'La commune accueille les habitants du lundi au samedi. '.repeat(200)}\nL’assistant est un projet du programme Appropriation de la Métropole du Grand Paris, comme quarante autres.\n${'Les horaires d’été changent au 1er juillet. '.repeat(200)}`,
    'mention 2',
  ),
  right(
    'captions of a video',
    'video',
    'WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nBonjour et bienvenue à Montreuil.\n\n00:02:10.000 --> 00:02:15.000\nUn projet du programme Appropriation\nde la Métropole du Grand Paris\n',
    'mention 7',
  ),
  right(
    'slides with a footer',
    'presentation',
    'Bilan à mi-parcours\n\n• 214 agents formés\n• 12 référents\n• 3 usages abandonnés\n\nVille de Vitry | Un projet du programme « ApproprIAtion » de la Métropole du Grand Paris | page 7',
    'mention 7',
  ),
  right(
    'a newsletter with mails and addresses of sites',
    'site',
    'La lettre du numérique n° 14\nVoir https://www.metropolegrandparis.fr/fr/metropole-grand-paris-ia et www.ville.fr/actu.\nÉcrire à numerique@metropolegrandparis.fr ou à communication@ville.fr\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 4',
  ),
  right(
    'a press advertisement that says the Métropole more than once',
    'communique',
    'Avec le soutien de la Métropole du Grand Paris, des 130 communes et de la métropole tout entière.\nLa MÉTROPOLE DU GRAND PARIS est partenaire.\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 3',
  ),
  right(
    'the full name of the programme beside the mention',
    'dossier-de-presse',
    'Le programme « ApproprIAtion Métropolitaine » réunit douze lauréats.\n\nUn projet du programme Appropriation de la Métropole du Grand Paris\n\nÀ propos du programme Appropriation Métropolitaine : trois parcours.',
    'mention 3',
  ),
  right(
    'in capitals, whose words are cut at the ends of lines',
    'kakemono',
    'UN PROJET DU PRO-\nGRAMME APPRO-\r\n  PRIATION DE LA MÉTRO-\nPOLE DU GRAND PARIS',
    'mention 1',
  ),
  right(
    'after a line in capitals that ends with a hyphen',
    'affiche',
    'CHOISY-LE-ROI -\nINNOVE-\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 3',
  ),
  right(
    'letters that only look bold, and marks of direction that nobody sees',
    'affiche',
    'Rendez-vous samedi\n𝗨𝗻 𝗽𝗿𝗼𝗷𝗲𝘁 𝗱𝘂 𝗽𝗿𝗼𝗴𝗿𝗮𝗺𝗺𝗲 𝗔𝗽𝗽𝗿𝗼𝗽𝗿𝗶𝗮𝘁𝗶𝗼𝗻 𝗱𝗲 𝗹𝗮 \u200eMétropole du Grand\u200b Paris',
    'mention 2',
  ),
  right(
    'a text for which nobody said what it is',
    null,
    'Un projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 1',
    'account to-confirm',
  ),
  right(
    'verbs, common nouns and other words near those of the names',
    'site',
    'L’appropriation des outils par les agents demande l’approbation métropolitaine, et l’expropriation n’est pas à l’ordre du jour.\nDe la nécropole de Paris aux autres métropoles du Grand Ouest.\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 3',
  ),
  right(
    'files and addresses with the name in them',
    'site',
    'Logo : logo-metropole-grand-paris.png, page https://ville.fr/metropole-de-grand-paris/ia et metropole-grand-paris.fr\nUn projet du programme Appropriation de la Métropole du Grand Paris',
    'mention 2',
  ),
];
