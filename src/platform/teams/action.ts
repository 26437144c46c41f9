import type { Action, ActionStyle, Values } from '../../../cards/model.ts';
import type { JsonObject } from '../../usecases/ports.ts';

export type Verb = 'run' | 'form' | 'submit';

/** Where a card is shown: a dialog only knows Action.Submit. */
export interface CardPlace {
  /** Whether the host opens dialogs (task modules); without them a form comes as a card of the conversation. */
  readonly dialogs: boolean;
  readonly place?: 'conversation' | 'dialog';
}

const STYLES: Readonly<Record<ActionStyle, string>> = {
  normal: 'default',
  primary: 'positive',
  danger: 'destructive',
};

/** Teams keeps six buttons of a row and the published renderer five; what is beyond goes to a further row. */
const BUTTONS_PER_ROW = 5;

/** The buttons of a card: rows of five at most, so that no host hides one. */
export function renderActions(
  actions: readonly Action[],
  where: CardPlace,
): readonly (readonly JsonObject[])[] {
  const buttons = actions
    .map((action) => renderAction(action, where))
    .filter((button): button is JsonObject => button !== null);
  const rows: JsonObject[][] = [];
  for (let start = 0; start < buttons.length; start += BUTTONS_PER_ROW) {
    rows.push(buttons.slice(start, start + BUTTONS_PER_ROW));
  }
  return rows;
}

/** Null for a link that is not safe as a button: the card shows it as text. */
function renderAction(action: Action, where: CardPlace): JsonObject | null {
  switch (action.kind) {
    case 'run':
      return commandButton('run', action, where);
    case 'form':
      return where.dialogs && where.place !== 'dialog'
        ? dialogButton(action)
        : commandButton('form', action, where);
    case 'link':
      return isSafeLink(action.url) ? { type: 'Action.OpenUrl', title: action.label, url: action.url } : null;
  }
}

/** What a button or a form sends back; inputs are added beside these by the host. */
export function actionData(command: string, values: Values): JsonObject {
  return { command, values };
}

/**
 * A button of the conversation is an Action.Execute, whose answer replaces the card; hosts from before Universal
 * Actions fall back on Action.Submit, which sends the same data as a message.
 */
export function sendButton(
  verb: Verb,
  title: string,
  style: ActionStyle,
  data: JsonObject,
  place: 'conversation' | 'dialog',
): JsonObject {
  const submit = { type: 'Action.Submit', title, data: { ...data, verb }, ...styled(style) };
  if (place === 'dialog') return submit;
  return { type: 'Action.Execute', title, verb, data, ...styled(style), fallback: submit };
}

/** A link becomes a button over https, or over http on this very machine (the trial); nothing else may. */
export function isSafeLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

/** The names by which a machine calls itself. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

type CommandAction = Exclude<Action, { kind: 'link' }>;

function commandButton(verb: Verb, action: CommandAction, where: CardPlace): JsonObject {
  const data = actionData(action.command, action.values);
  return sendButton(verb, action.label, action.style, data, where.place ?? 'conversation');
}

function dialogButton(action: CommandAction): JsonObject {
  const data = {
    ...actionData(action.command, action.values),
    verb: 'form',
    msteams: { type: 'task/fetch' },
  };
  return { type: 'Action.Submit', title: action.label, data, ...styled(action.style) };
}

function styled(style: ActionStyle): JsonObject {
  return style === 'normal' ? {} : { style: STYLES[style] };
}
