import { cancelled } from '../../cards/service.ts';
import { defineCommand } from './command.ts';
import { hidden } from './fields.ts';

/** Gives up what a card proposed, from its button only: `objet` says what. Nothing was stored before, so that nothing is to be undone. */
export const cancel = defineCommand({
  word: 'annuler',
  title: 'Annuler',
  help: 'abandonner ce qui est proposé',
  article: null,
  roles: ['anyone'],
  fields: { objet: hidden() },
  run: () => ({ kind: 'answer', card: cancelled() }),
});
