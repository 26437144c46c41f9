import { cancelled } from '../../cards/service.ts';
import { defineCommand } from './command.ts';

/** Gives up what a card proposed. Nothing was stored before, so that nothing is to be undone. */
export const cancel = defineCommand({
  word: 'annuler',
  title: 'Annuler',
  help: 'abandonner ce qui est proposé',
  article: null,
  roles: ['anyone'],
  fields: {},
  run: () => ({ kind: 'answer', card: cancelled() }),
});
