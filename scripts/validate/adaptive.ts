import { createRequire } from 'node:module';
import type { AdaptiveCard, SerializationContext } from 'adaptivecards';
import { CARD_LIMIT_BYTES, weightOf } from '../../src/platform/teams/render.ts';
import type { JsonObject } from '../../src/usecases/ports.ts';

/** Microsoft's own parser, from the bundle that Node can load: its modules leave the ends of file names out. */
const microsoft: {
  readonly AdaptiveCard: new () => AdaptiveCard;
  readonly SerializationContext: new () => SerializationContext;
} = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** What Microsoft's parser says against a card, and whether Teams takes its weight: one line each. */
export function adaptiveFaults(value: JsonObject): readonly string[] {
  const context = new microsoft.SerializationContext();
  const card = new microsoft.AdaptiveCard();
  card.parse(value, context);
  const parsed = Array.from(
    { length: context.eventCount },
    (_event, index) => context.getEventAt(index).message,
  );
  const validated = card.validateProperties().validationEvents.map(({ message }) => message);
  const bytes = weightOf(value);
  const heavy = bytes > CARD_LIMIT_BYTES ? [`weighs ${bytes} bytes, Teams takes ${CARD_LIMIT_BYTES}`] : [];
  return [...[...parsed, ...validated].map((message) => `adaptivecards: ${message}`), ...heavy];
}
