import type { types } from '@slack/bolt';
import type { Card } from '../../../cards/model.ts';
import type { Party } from './acts.ts';
import { askBot, type Desk, replyCard } from './desk.ts';
import { faultOf } from './fault.ts';
import { homeCommand, homeView } from './home.ts';

/**
 * Shows somebody's Home page as it is now.
 * @param key of the act that calls for it: a page only shows, the key is never recorded
 * @param outcome what a button of the page has just answered, said on top
 */
export async function showHome(
  desk: Desk,
  { team, enterprise, user, key }: Party & { readonly key: string },
  outcome: Card | null,
): Promise<void> {
  const party = { team, enterprise, user };
  const ask = { kind: 'text', text: homeCommand } as const;
  const reply = await askBot(desk, { ...party, key: `${key}:home`, ask });
  await desk.speaker.publishHome(party, homeOf(desk, replyCard(reply), outcome));
}

/** A page that Slack cannot take is a fault of ours, told as such. */
function homeOf(desk: Desk, card: Card, outcome: Card | null): types.HomeView {
  const shownAt = desk.now();
  try {
    return homeView({ card, outcome, shownAt });
  } catch (error) {
    desk.log.error('slack.card-not-drawn', { card: card.name, error: faultOf(error) });
    return homeView({ card: desk.unavailable, outcome: null, shownAt });
  }
}
