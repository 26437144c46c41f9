import type { Values } from '../../../cards/model.ts';
import type { Ask } from '../../usecases/bot.ts';
import type { FormContext } from './form.ts';
import type { Reader } from './payload.ts';
import type { SlackFile } from './sent-file.ts';

/** A workspace, as payloads name it. */
export interface Place {
  readonly team: string;
  /** The Enterprise Grid organisation that the workspace belongs to; null outside of one. */
  readonly enterprise: string | null;
}

/** Somebody in a workspace. */
export interface Party extends Place {
  readonly user: string;
}

/** Who did something, and the key under which doing it again is the same act. */
interface Act extends Party {
  readonly key: string;
}

export interface CommandAct extends Act {
  readonly kind: 'command';
  readonly ask: Ask;
  readonly channel: string;
  readonly triggerId: string;
  readonly responseUrl: string | null;
}

export interface PressAct extends Act {
  readonly kind: 'press';
  readonly ask: Ask;
  /** Null for a button that stands in a modal or on the Home page. */
  readonly channel: string | null;
  readonly isHome: boolean;
  readonly triggerId: string;
  readonly responseUrl: string | null;
}

export interface SubmissionAct extends Act {
  readonly kind: 'submission';
  readonly ask: Ask;
  readonly files: readonly SlackFile[];
  readonly context: FormContext;
  readonly viewId: string;
  /** The modal as Slack sends it back, to be shown again. */
  readonly view: Reader;
}

export interface MessageAct extends Act {
  readonly kind: 'message' | 'mention';
  readonly ask: Ask;
  readonly files: readonly SlackFile[];
  readonly channel: string;
  readonly threadTs: string | null;
}

/** An action of `messageActions`, on a message of any conversation that its person sees. */
export interface MessageActionAct extends Act {
  readonly kind: 'message-action';
  /** See `MessageAction.id`. */
  readonly action: string;
  readonly channel: string;
  /** Slack's name of the message in its channel. */
  readonly ts: string;
  /** The message that its thread is under; itself when it begins one or stands alone. */
  readonly threadTs: string;
  readonly message: {
    /** In Slack's markup. */
    readonly delivered: string;
    /** Written by a bot: not what somebody has to say. */
    readonly isBots: boolean;
  };
  readonly triggerId: string;
  readonly responseUrl: string | null;
}

/** What stands in a form that is not sent, or not yet. */
export interface UnsentAct extends Act {
  readonly kind: 'unsent';
  readonly viewId: string;
  readonly command: string;
  /** What it holds and carries; null when Slack does not tell what is typed. */
  readonly values: Values | null;
  readonly isClosed: boolean;
}

/** A shortcut that the app does not have: whoever finds one is given help. */
export interface ShortcutAct extends Act {
  readonly kind: 'shortcut';
  readonly ask: Ask;
}

/** Somebody opened the conversation with the bot, or its Home page. */
export interface OpenedAct extends Act {
  readonly kind: 'opened' | 'home';
  readonly channel: string;
}

/** Something about a person changed: their address, their name, or they left. */
export interface ChangedAct extends Act {
  readonly kind: 'changed';
  readonly hasLeft: boolean;
}

/** The app, or its token, was removed from the workspace. */
export interface RemovedAct extends Place {
  readonly kind: 'removed';
  readonly key: string;
  /** Whether it was removed from the whole organisation. */
  readonly isOrgWide: boolean;
  /** When, in seconds since 1970 by Slack's clock. */
  readonly atSeconds: number;
}

export type Incoming =
  | CommandAct
  | PressAct
  | SubmissionAct
  | MessageAct
  | MessageActionAct
  | UnsentAct
  | ShortcutAct
  | OpenedAct
  | ChangedAct
  | RemovedAct
  /** Nothing to answer: a link, a bot's own message, an edit, a kind of payload that the app does not use. */
  | { readonly kind: 'ignored' };

export const help: Ask = { kind: 'text', text: 'aide' };
export const ignored: Incoming = { kind: 'ignored' };

/** Whether a channel id is that of a direct message. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
