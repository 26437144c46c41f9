import type { Values } from '../../cards/model.ts';
import type { KeptFile } from '../domain/kernel/file.ts';
import type { FileReason } from '../domain/kernel/file-reasons.ts';
import type { Visitor } from './bot.ts';
import type { PlatformName } from './ports.ts';

/** Whom a link was made for; their roles are looked up when it is opened, never carried. */
export interface LinkHolder {
  readonly platform: PlatformName;
  readonly accountId: string;
  /** Lower case; null when the platform gives none. */
  readonly email: string | null;
}

/** What a button would do, as a page that asks before it does. */
export interface LinkedAct {
  readonly kind: 'look' | 'form';
  readonly command: string;
  readonly values: Values;
}

export interface LinkedFile {
  readonly file: string;
  readonly values: Values;
}

export interface LinkedFeed {
  readonly personId: string;
  /** See `Person.feedGeneration`. */
  readonly generation: number;
}

/** Whoever gave a file: only they may hand it in. */
export type UploadHolder = Pick<LinkHolder, 'platform' | 'accountId'>;

/** What became of a file that somebody gave: kept, or why not. */
export type Given =
  | { readonly kind: 'kept'; readonly file: KeptFile }
  | { readonly kind: 'refused'; readonly reason: FileReason };

/**
 * Addresses of Jalon's own pages: sealed with JALON_SECRET, bound to one person and expiring. Forged, altered, expired
 * and foreign ones all read as null, so that nobody learns which it was.
 */
export interface Links {
  /** The page where the holder does what the button would do. */
  actUrl(holder: LinkHolder, act: LinkedAct, validForHours: number): string;
  /** Downloads a file that is made when it is asked for. */
  fileUrl(holder: LinkHolder, file: LinkedFile, validForHours: number): string;
  readAct(token: string): OpenedAct | null;
  /** A personal calendar feed: it does not expire, a newer generation of the person's makes it worthless. */
  feedUrl(feed: LinkedFeed): string;
  readFeed(token: string): LinkedFeed | null;
  /** The page that says whether an entry still has this hash: for whoever holds a receipt. It does not expire. */
  checkUrl(number: string, hash: string): string;
  readFile(token: string): { readonly holder: LinkHolder; readonly file: LinkedFile } | null;
  /** A file that was given, as the value of a field: see `Intake`. No address, sealed alike. */
  sealUpload(holder: UploadHolder, given: Given, validForHours: number): string;
  readUpload(token: string): { readonly holder: UploadHolder; readonly given: Given } | null;
}

export interface OpenedAct {
  readonly holder: LinkHolder;
  readonly act: LinkedAct;
  /** When the link stops opening: what a page links to in turn opens no longer than the page itself. */
  readonly untilAt: Temporal.Instant;
}

/** How long the links of a chat message live: it stays in the conversation, its files need not. */
export const CHAT_LINK_HOURS = 24;
/** How long the links of a mail live: somebody comes back from a fortnight's leave. */
export const MAIL_LINK_HOURS = 21 * 24;

/** A link for whoever asks. */
export function holderOf({ platform, accountId, email }: Visitor): LinkHolder {
  return { platform, accountId, email: email?.toLowerCase() ?? null };
}
