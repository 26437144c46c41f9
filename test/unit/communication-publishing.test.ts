import { describe, expect, it } from '@jest/globals';
import { speaksOfPublishing } from '../../src/domain/communication/publishing.ts';

const publishing = [
  'Je prépare un communiqué de presse sur notre assistant.',
  'Le communiqué est-il bon ?',
  'Nos communiqués partent mardi',
  'On imprime une affiche pour la réunion publique',
  'L’affiche est prête, qui la relit ?',
  'Voici un projet d’affiche',
  'Les affiches sont chez l’imprimeur',
  'AFFICHE DE LA FÊTE DU NUMÉRIQUE',
  'Affiche : qui valide ?',
  'J’ai fait un post LinkedIn sur le projet',
  'Peux-tu relire mon post ?',
  'Nos posts de la semaine',
  'Un poster pour le hall de la mairie',
  'On en parle sur Facebook ?',
  'une story Instagram ce soir',
  'Je termine deux stories',
  'Il faudrait un tweet',
  'Il faut quelque chose pour les réseaux   sociaux.',
  'On en parle sur les réseaux !',
  'La presse vient jeudi à l’atelier',
  'Une journaliste du Parisien m’a appelé',
  'conférence de presse lundi à 10 h',
  'Le dossier de presse est à jour',
  'La revue de presse de mai',
  'Le point presse est à midi',
  'Nous avons un encart par voie de presse',
  'Le kakémono du salon est arrivé',
  'Les flyers et le dépliant sont imprimés',
  'Carton d’invitation pour l’inauguration',
  'La newsletter de juin parle du projet',
  'Nous publions un article jeudi',
  'Je publie demain',
  'Qui publie la vidéo ?',
  'Est-ce que je peux publier ?',
  'La page du projet est à mettre en ligne',
  'La mise en ligne de la page est pour lundi',
  'Il y aura deux pages dans le bulletin municipal',
  'Où poser la signalétique du guichet ?',
];

const other = [
  '',
  'Je change de poste en septembre',
  'Deux postes sont ouverts au service informatique',
  'La Poste est fermée',
  'Notre adresse postale a changé',
  'L’imprimante affiche une erreur',
  'L’écran affiche une page blanche',
  'Mon écran n’affiche rien',
  'Le tableau est faux, il l’affiche mal',
  'Les échéances ? Le bot ne les affiche pas',
  'affiche mes échéances',
  'Affiche-moi les livrables',
  'Le panneau d’affichage est cassé',
  'Les données affichées sont fausses',
  'Il a communiqué les chiffres',
  'Elle nous a communiqué son adresse',
  'Je le communique au maire',
  'La date ? On vous la communique demain.',
  'ça presse',
  'Rien ne presse',
  'Je suis pressé',
  'Le maire nous presse de répondre',
  'Il la presse de signer',
  'Le guide est sous presse',
  'C’est dans le presse-papiers',
  'La presse à cartons est en panne',
  'La presse hydraulique des ateliers',
  'Les cartons de l’archive sont au sous-sol',
  'Un carton rouge pour ce prestataire',
  'La publication des marchés est faite',
  'Il faut publier le marché avant l’été',
  'Nous publions un appel d’offres',
  'Qui publie les données en open data ?',
  'Nous devons publier cette délibération',
  'Que dit l’article de la convention sur les livrables ?',
  'Règlement, article 9',
  'Le dossier de candidature est complet',
  'L’annonce de l’incident est partie',
  'Une conférence de deux heures',
  'Un post-it sur le bureau',
  'Le post-traitement des données dure une heure',
  'Le post mortem de l’incident',
  'Des travaux sur les réseaux d’eau',
  'La user story 12 est finie',
  'Son profil LinkedIn dit qu’il est parti',
  'La compresse est dans l’armoire',
  'Bonjour, qui est le référent de Choisy-le-Roi ?',
];

describe('who is about to publish is reminded of the rules (règlement, art. 9)', () => {
  it.each(publishing)('« %s » speaks of publishing', (text) => {
    expect(speaksOfPublishing(text)).toBe(true);
    expect(speaksOfPublishing(` ${text.toUpperCase()}\n`)).toBe(true);
    expect(speaksOfPublishing(text.replaceAll('’', "'").normalize('NFD'))).toBe(true);
  });

  it.each(other)('« %s » does not', (text) => {
    expect(speaksOfPublishing(text)).toBe(false);
    expect(speaksOfPublishing(`\n${text.toUpperCase()} `)).toBe(false);
    expect(speaksOfPublishing(text.replaceAll('’', "'").normalize('NFD'))).toBe(false);
  });
});
