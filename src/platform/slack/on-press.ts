import type { Card, Form } from '../../../cards/model.ts';
import { askBot, type Desk, drawn, shownForm } from './desk.ts';
import { isDirect, type PressAct } from './parse.ts';
import type { UrlManner } from './speaker.ts';

/**
 * Answers a pressed button, already acknowledged. An outcome takes the place of the card, so that nobody presses
 * again; a refusal stands beside it and leaves it as it is.
 */
export async function onPress(desk: Desk, act: PressAct): Promise<void> {
  const reply = await askBot(desk, act);
  switch (reply.kind) {
    case 'card':
      return desk.speaker.answer(act.responseUrl, act.user, drawn(desk, reply.card), outcomeManner(act));
    case 'form':
      return showForm(desk, act, reply.form, null);
    case 'refused':
      if (reply.form === null)
        return desk.speaker.answer(act.responseUrl, act.user, drawn(desk, reply.card), beside);
      return showForm(desk, act, reply.form, Object.keys(reply.form.errors).length === 0 ? reply.card : null);
  }
}

const beside: UrlManner = { responseType: 'ephemeral', replace: false };

/** What follows the first message stays in a direct conversation, and is seen by one person elsewhere. */
function outcomeManner(act: PressAct): UrlManner {
  const isPrivate = act.channel !== null && isDirect(act.channel);
  return { responseType: isPrivate ? 'in_channel' : 'ephemeral', replace: true };
}

async function showForm(desk: Desk, act: PressAct, form: Form, notice: Card | null): Promise<void> {
  const isPrivate = act.channel === null || isDirect(act.channel);
  const responseUrl = isPrivate ? null : act.responseUrl;
  const messages = await shownForm(desk, form, { triggerId: act.triggerId, responseUrl, notice });
  if (messages !== null) await desk.speaker.answer(act.responseUrl, act.user, messages, beside);
}
