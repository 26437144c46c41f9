import {
  type PublicationView,
  publicationDeclared,
  publicationKnown,
  publicationTold,
} from '../../../cards/publication.ts';
import { publicationList } from '../../../cards/publication-list.ts';
import { amina, choisy } from './places.ts';
import { type Sample, sample } from './sample.ts';

const post: PublicationView = {
  ...choisy,
  number: 'PUB-2026-0004',
  support: 'reseau-social',
  title: 'Des agents formés, des réponses plus rapides',
  publishedOn: '2026-05-18',
  audience: 'public',
  url: 'https://www.choisyleroi.example/actualites/ia',
  check: { mention: 'present', account: 'present', names: 'present' },
  hasLogotype: true,
  by: amina.name,
  at: '2026-05-18T08:12:00Z',
};
const poster: PublicationView = {
  ...post,
  number: 'PUB-2026-0003',
  support: 'affiche',
  title: "Réunion publique sur l'intelligence artificielle",
  publishedOn: '2026-05-04',
  url: null,
  check: { mention: 'absent', account: null, names: 'misspelt' },
  hasLogotype: false,
};
const unread: PublicationView = {
  ...poster,
  number: 'PUB-2026-0002',
  support: 'video',
  audience: 'internal',
  title: 'Retour de formation',
  publishedOn: '2026-04-20',
  check: null,
  hasLogotype: null,
};

/** What was published (convention, art. 3), and the register of it. */
export const publicationSamples: readonly Sample[] = [
  sample(publicationDeclared, null, post),
  sample(publicationDeclared, 'a-corriger', poster),
  sample(publicationDeclared, 'non-verifiee', unread),
  sample(publicationKnown, null, post),
  sample(publicationTold, null, post),
  sample(publicationTold, 'a-corriger', poster),
  sample(publicationList, null, {
    items: [post, poster, unread],
    total: 13,
    page: 1,
    pages: 2,
    values: {},
    csvUrl: 'https://jalon.example/f/exemple',
  }),
  sample(publicationList, 'vide', { items: [], total: 0, page: 1, pages: 1, values: {}, csvUrl: null }),
];
