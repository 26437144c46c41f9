import type { types } from '@slack/bolt';
import type { Card } from '../../../cards/model.ts';
import { homeWords } from '../../../cards/slack.ts';
import { type Drawn, drawBlock, drawTitle } from './blocks.ts';
import { homeLength, limits } from './limits.ts';
import { drawActions } from './render.ts';

/** What the Home page shows. */
export const homeCommand = 'echeances';

/** An outcome of more blocks than this is read in the messages: the page is for what is due. */
const longestOutcome = 12;

export interface HomeContent {
  readonly card: Card;
  /** What a button of the page has just answered; null when it is only opened. */
  readonly outcome: Card | null;
  /** UTC instant, ISO. */
  readonly shownAt: string;
}

/**
 * Draws a card as somebody's Home page. What a page cannot hold is counted, and a button shows it in messages; the
 * card's own buttons always stand. Throws `LimitError` for a label or values that Slack cannot take.
 */
export function homeView({ card, outcome, shownAt }: HomeContent): types.HomeView {
  const head = [...(outcome === null ? [] : drawOutcome(outcome)), ...drawTitle(card.title)];
  const foot = [...drawActions(card.actions), ...drawBlock(homeWords.shownAt(shownAt))];
  const body = card.blocks.flatMap(drawBlock);
  const fitting = fitted(body, roomAfter([...head, ...foot]));
  const blocks = [...head, ...fitting, ...foot];
  return { type: 'home', blocks: blocks.map((drawn) => drawn.block) };
}

interface Room {
  readonly blocks: number;
  readonly length: number;
}

function roomAfter(drawn: readonly Drawn[]): Room {
  return { blocks: limits.blocksInHome - drawn.length, length: homeLength - lengthOf(drawn) };
}

function fitted(body: readonly Drawn[], room: Room): readonly Drawn[] {
  const whole = fittingCount(body, room);
  if (whole === body.length) return body;
  const rest = (kept: number) => [
    ...drawBlock(homeWords.left(linesOf(body.slice(kept)), homeCommand)),
    ...drawActions([homeWords.seeAll(homeCommand)]),
  ];
  const announced = rest(0);
  const kept = fittingCount(body, {
    blocks: room.blocks - announced.length,
    length: room.length - lengthOf(announced),
  });
  return [...body.slice(0, kept), ...rest(kept)];
}

function fittingCount(body: readonly Drawn[], room: Room): number {
  let length = 0;
  for (const [count, drawn] of body.entries()) {
    length += lengthOf([drawn]);
    if (count >= room.blocks || length > room.length) return count;
  }
  return body.length;
}

function lengthOf(drawn: readonly Drawn[]): number {
  return drawn.reduce((sum, { block }) => sum + JSON.stringify(block).length, 0);
}

/** Lines as people count them: the heading that a long table repeats, and the rule under it, are none. */
function linesOf(drawn: readonly Drawn[]): number {
  return drawn.reduce((sum, { text }) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return sum + lines.length - (lines[1]?.startsWith('─') === true ? 2 : 0);
  }, 0);
}

function drawOutcome(outcome: Card): readonly Drawn[] {
  const drawn = outcome.blocks.flatMap(drawBlock);
  const words =
    drawn.length > longestOutcome
      ? drawBlock(homeWords.inMessages)
      : [...drawn, ...drawBlock(homeWords.alsoInMessages)];
  return [...words, { block: { type: 'divider' }, text: '' }];
}
