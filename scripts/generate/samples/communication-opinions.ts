import {
  type OpinionAnswerView,
  type OpinionView,
  opinionAsked,
  opinionGiven,
  opinionKnown,
  opinionTold,
} from '../../../cards/opinion.ts';
import { opinionList } from '../../../cards/opinion-list.ts';
import { excerptOf, opinionReminder, opinionRequest } from '../../../cards/opinion-mail.ts';
import { amina, choisy } from './places.ts';
import { type Sample, sample } from './sample.ts';

const asked: OpinionView = {
  ...choisy,
  number: 'AVI-2026-0002',
  support: 'communique',
  title: 'Choisy-le-Roi expérimente une aide à la rédaction',
  note: 'Parution prévue le 02/06/2026.',
  check: { mention: 'absent', account: null, names: 'present' },
  file: 'texte.txt (2\u00a0Ko)',
  by: amina.name,
  at: '2026-05-18T08:12:00Z',
  to: 'Direction de la Communication et des Relations Presse',
  remindedOn: '2026-05-21',
  answer: null,
};
const poster: OpinionView = {
  ...asked,
  number: 'AVI-2026-0001',
  support: 'affiche',
  title: "Réunion publique sur l'intelligence artificielle",
  note: null,
  check: null,
  file: 'affiche.pdf (1,2\u00a0Mo)',
};
const changes: OpinionAnswerView = {
  verdict: 'changes',
  comment:
    "Ajoutez la mention sous le titre.\nLe logotype doit rester lisible\u00a0: au moins deux centimètres sur l'affiche.",
  by: asked.to,
  at: '2026-05-19T13:40:00Z',
};
const favorable: OpinionAnswerView = { ...changes, verdict: 'favorable', comment: null };
const words = `Choisy-le-Roi expérimente une aide à la rédaction.\n\nDepuis le mois d'août, douze agents rédigent leurs courriers avec l'aide d'une intelligence artificielle.`;
const listed = { fileUrl: 'https://jalon.example/f/exemple', mail: 'left' } as const;

/** Drafts submitted to the Direction de la Communication (règlement, art. 9), from the request to the opinion. */
export const opinionSamples: readonly Sample[] = [
  sample(opinionAsked, null, asked, null),
  sample(opinionAsked, 'non-verifie', poster, 'no-text'),
  sample(opinionRequest, null, asked, { excerpt: excerptOf(words), unread: null }),
  sample(opinionRequest, 'non-verifie', poster, { excerpt: null, unread: 'no-text' }),
  sample(opinionReminder, null, asked),
  sample(opinionGiven, null, { ...asked, answer: changes }, changes),
  sample(opinionKnown, null, { ...asked, answer: changes }, changes),
  sample(opinionTold, null, { ...asked, answer: changes }, changes),
  sample(opinionTold, 'favorable', { ...poster, answer: favorable }, favorable),
  sample(opinionList, null, {
    items: [
      { ...asked, ...listed, workingDays: 2 },
      { ...poster, ...listed, mail: 'waiting', number: 'AVI-2026-0003', workingDays: 0 },
      { ...poster, ...listed, answer: changes, workingDays: 2 },
    ],
    total: 3,
    waiting: 2,
    page: 1,
    pages: 1,
    values: {},
    mayGive: true,
  }),
  sample(opinionList, 'vide', {
    items: [],
    total: 0,
    waiting: 0,
    page: 1,
    pages: 1,
    values: {},
    mayGive: false,
  }),
];
