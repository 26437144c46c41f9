import type { Card, Form } from '../../../cards/model.ts';
import { isDirect, type Party, type PressAct } from './acts.ts';
import { askBot, type Desk, drawn, noticeOf, shownForm } from './desk.ts';
import { showHome } from './on-home.ts';
import type { UrlManner } from './speaker.ts';

/**
 * Answers a pressed button, already acknowledged. An outcome takes the place of the card, so that nobody presses
 * again; a refusal stands beside it and leaves it as it is. Of a button of the Home page, both go to the direct
 * conversation, where they remain, and on top of the page.
 */
export async function onPress(desk: Desk, act: PressAct): Promise<void> {
  const reply = await askBot(desk, act);
  switch (reply.kind) {
    case 'card':
      return say(desk, act, reply.card, outcomeManner(act));
    case 'form':
      return showForm(desk, act, reply.form, null);
    case 'refused':
      return reply.form === null
        ? say(desk, act, reply.card, beside)
        : showForm(desk, act, reply.form, noticeOf(reply));
  }
}

/** A message of its own, for one person. */
export const beside: UrlManner = { responseType: 'ephemeral', replace: false };

/** What follows the first message stays in a direct conversation, and is seen by one person elsewhere. */
function outcomeManner(act: PressAct): UrlManner {
  const isPrivate = act.channel !== null && isDirect(act.channel);
  return { responseType: isPrivate ? 'in_channel' : 'ephemeral', replace: true };
}

async function say(desk: Desk, act: PressAct, card: Card, manner: UrlManner): Promise<void> {
  await desk.speaker.answer(act.responseUrl, act, drawn(desk, card), manner);
  if (act.isHome) await showHome(desk, act, card);
}

/** Where a form was called for by a click. */
export type Click = Party & Pick<PressAct, 'channel' | 'isHome' | 'triggerId' | 'responseUrl'>;

/** Opens a form in answer to a click, or says at its address what to do when Slack refuses. */
export async function showForm(desk: Desk, act: Click, form: Form, notice: Card | null): Promise<void> {
  const isPrivate = act.channel === null || isDirect(act.channel);
  const responseUrl = isPrivate ? null : act.responseUrl;
  const messages = await shownForm(desk, form, { ...act, responseUrl, notice });
  if (messages !== null) await desk.speaker.answer(act.responseUrl, act, messages, beside);
}
