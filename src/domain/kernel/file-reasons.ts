import type { FileKind } from './file.ts';

/** Why a file was not taken; `cards/file-refusals.ts` words each of them. `name` is the file's own. */
export type FileReason =
  | { readonly code: 'file-empty'; readonly name: string }
  | { readonly code: 'file-too-large'; readonly name: string; readonly mostBytes: number }
  /** `found`: what its content is, where that is known: a programme, an archive. */
  | { readonly code: 'file-type'; readonly name: string; readonly found: string | null }
  /** Its name says one thing, its content is another. */
  | { readonly code: 'file-misnamed'; readonly name: string; readonly found: FileKind }
  | { readonly code: 'file-macros'; readonly name: string }
  /** What it says it unpacks to is out of all proportion: a trap for whoever opens it. */
  | { readonly code: 'file-bomb'; readonly name: string }
  | { readonly code: 'file-broken'; readonly name: string }
  /** Others came at the same time, more than the memory holds. */
  | { readonly code: 'file-no-room'; readonly name: string }
  /** The platform did not hand it over. */
  | { readonly code: 'file-not-fetched'; readonly name: string }
  /** Given too long ago, by somebody else, or on another platform. */
  | { readonly code: 'file-gone' }
  | { readonly code: 'too-many-files'; readonly max: number; readonly given: number };
