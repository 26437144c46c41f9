import type { types } from '@slack/bolt';
import type { Action, Card } from '../../../cards/model.ts';
import { type Drawn, drawBlock, drawTitle, plain } from './blocks.ts';
import { fallbackLength, limits, pageLength, within } from './limits.ts';
import { escapeMrkdwn, splitText } from './text.ts';

/** One Slack message: its blocks, and the same in escaped text for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/**
 * Draws a card as one message, or as several in reading order when it is longer than Slack takes; the buttons stand
 * on the last. Throws `LimitError` for a label, a link or button values that Slack cannot take.
 */
export function cardMessages(card: Card): readonly SlackMessage[] {
  const pages = paged([
    ...drawTitle(card.title),
    ...card.blocks.flatMap(drawBlock),
    ...drawActions(card.actions),
  ]);
  return pages.map((page) => ({
    text: fallbackText(
      page.map((drawn) => drawn.text),
      card.title,
    ),
    blocks: page.map((drawn) => drawn.block),
  }));
}

/** The id of a button: what it does, then its rank, which keeps ids apart within one block. */
function actionId(action: Action, rank: number): string {
  const verb = action.kind === 'link' ? 'link' : `${action.kind}:${action.command}`;
  return within(`the id of the button ${verb}`, `${verb}:${rank}`, limits.actionId);
}

/** Whether Slack lets a button carry these values. */
export function fitsButton(values: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(values).length <= limits.buttonValue;
}

/** Buttons, in rows of as many as Slack takes. */
export function drawActions(actions: readonly Action[]): readonly Drawn[] {
  const buttons = actions.map(drawButton);
  const rows: Drawn[] = [];
  for (let start = 0; start < buttons.length; start += limits.buttonsInBlock) {
    const elements = buttons.slice(start, start + limits.buttonsInBlock);
    rows.push({ block: { type: 'actions', elements }, text: '' });
  }
  return rows;
}

function drawButton(action: Action, rank: number): types.Button {
  const text = plain(within('a button label', action.label, limits.buttonLabel));
  const action_id = actionId(action, rank);
  switch (action.kind) {
    case 'link':
      return { type: 'button', text, action_id, url: within('a link', action.url, limits.url) };
    case 'run':
    case 'form': {
      const value = within(
        `the values of the button ${action_id}`,
        JSON.stringify(action.values),
        limits.buttonValue,
      );
      const button: types.Button = { type: 'button', text, action_id, value };
      return action.style === 'normal' ? button : { ...button, style: action.style };
    }
  }
}

function paged(drawn: readonly Drawn[]): readonly (readonly Drawn[])[] {
  const pages: Drawn[][] = [];
  let length = 0;
  for (const piece of drawn) {
    const page = pages.at(-1);
    const weight = JSON.stringify(piece.block).length;
    if (page === undefined || page.length === limits.blocksInMessage || length + weight > pageLength) {
      pages.push([piece]);
      length = weight;
    } else {
      page.push(piece);
      length += weight;
    }
  }
  return pages;
}

function fallbackText(texts: readonly string[], title: string): string {
  const whole = texts
    .filter((text) => text !== '')
    .join('\n')
    .trim();
  const [head = title, ...more] = splitText(whole, fallbackLength);
  return escapeMrkdwn(more.length === 0 ? head : `${head.trimEnd()} …`);
}
