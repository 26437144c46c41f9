import { communicationRules, type RulesView } from '../../../cards/communication.ts';
import { SUPPORT_OPTIONS } from '../../../cards/supports.ts';
import { currentKit } from '../../domain/communication/kits.ts';
import type { Support } from '../../domain/communication/supports.ts';
import { type Context, defineCommand } from '../command.ts';
import { choice } from '../fields.ts';
import { tracksFor } from '../tracks.ts';
import { KIT_ROLES } from './kit-view.ts';

/**
 * The rules of communication (règlement, art. 9), in general or for one support, with where the kit of the person's tracks and
 * the guide of the logotype are. They are no secret: anyone may read them.
 */
export const showRules = defineCommand({
  word: 'communication',
  title: 'Règles de communication',
  help: 'revoir les règles avant de publier, selon le support',
  article: 'règlement, art. 9',
  roles: ['anyone'],
  submitLabel: 'Voir',
  fields: { support: choice({ label: 'Support' }, SUPPORT_OPTIONS).optional() },
  run: ({ support = null }, context) => ({
    kind: 'answer',
    // What a choice lets through is one of its values.
    card: communicationRules(rulesView(context, support as Support | null)),
  }),
});

function rulesView(context: Context, support: Support | null): RulesView {
  const { actor, world, now } = context;
  const tracks = tracksFor(context, KIT_ROLES);
  const [{ facts, communicationId } = { facts: null, communicationId: null }] = tracks;
  const direction =
    communicationId === null ? null : (world.people.byId(communicationId)?.person.email ?? null);
  return {
    support,
    kits: tracks.map((track) => ({
      track: track.facts.title,
      version: currentKit(track, now)?.version ?? null,
    })),
    guideUrl: facts?.logotypeGuide ?? null,
    direction,
    isOwn: actor.speaksFor.length > 0,
    isSilenced: actor.row !== null && world.directory.rulesSilenced.has(actor.row.person.id),
  };
}
