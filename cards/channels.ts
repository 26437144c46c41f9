import { frDay } from './words.ts';

/** Where a person writes and is written to. */
export type Channel = 'slack' | 'teams' | 'web' | 'mail';

/** An account at which nobody is reached any more. */
export interface LostView {
  readonly platform: Channel;
  /** Paris day, ISO. */
  readonly lostOn: string;
}

const NAMES: Readonly<Record<Channel, string>> = {
  slack: 'Slack',
  teams: 'Teams',
  web: "page d'essai",
  mail: 'courriel',
};

const LOST: Readonly<Record<Channel, string>> = {
  slack: 'compte Slack désactivé',
  teams: 'compte Teams injoignable',
  web: "compte de la page d'essai injoignable",
  mail: 'courriel refusé',
};

/** `Slack`, `courriel`: a channel within a sentence. */
export function channelName(channel: Channel): string {
  return NAMES[channel];
}

/** `compte Slack désactivé depuis le 12/03/2026`. */
export function lostLine({ platform, lostOn }: LostView): string {
  return `${LOST[platform]} depuis le ${frDay(lostOn)}`;
}
