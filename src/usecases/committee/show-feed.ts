import { feedCard, feedRevoked } from '../../../cards/feed.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { decision, defineCommand } from '../command.ts';

/**
 * The address of the personal calendar feed: whoever holds it reads the person's meetings, so it is told to them alone.
 * Refused: somebody of whom nothing is recorded, who has neither meetings nor dates.
 */
export const showFeed = defineCommand({
  word: 'agenda',
  title: 'Votre agenda',
  help: "obtenir le lien d'abonnement à vos réunions et échéances",
  article: 'convention, art. 5 et 6',
  roles: ['anyone'],
  fields: {},
  run: (_input, context) => {
    const { row } = context.actor;
    if (row === null) return new Refusal({ code: 'no-calendar' });
    const { id: personId, feedGeneration: generation } = row.person;
    return { kind: 'answer', card: feedCard({ url: context.feedUrl({ personId, generation }) }) };
  },
});

/** Makes the address worthless, at once and for ever; the next one is another. */
export const revokeFeed = defineCommand({
  word: 'agenda revoquer',
  title: "Révoquer le lien d'abonnement",
  help: "rendre sans effet votre lien d'abonnement, s'il a été vu par quelqu'un d'autre",
  article: null,
  roles: ['anyone'],
  fields: {},
  submitLabel: 'Révoquer',
  run: (_input, context) => {
    const { row } = context.actor;
    if (row === null) return new Refusal({ code: 'no-calendar' });
    const person = { ...row.person, feedGeneration: row.person.feedGeneration + 1 };
    return decision({
      people: [{ person, expectedRevision: row.revision }],
      directory: [{ type: 'feed-revoked', data: { personId: person.id } }],
      card: feedRevoked(),
    });
  },
});
