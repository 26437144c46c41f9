/** Why a rule of communication (règlement, art. 9) said no; `cards/communication-refusals.ts` words each of them. Days are ISO. */
export type CommunicationReason =
  /** Neither a link nor a file. */
  | { readonly code: 'kit-empty' }
  /** More links than `mostLinks`, or too long to be confirmed with one press. */
  | { readonly code: 'kit-too-large'; readonly mostLinks: number; readonly mostFiles: number }
  /** `day`: on which it was published; null for the one of the programme file. */
  | { readonly code: 'kit-version-exists'; readonly version: string; readonly day: string | null }
  /** The same links and files as the kit before, under another version. */
  | { readonly code: 'kit-unchanged'; readonly version: string }
  | { readonly code: 'published-in-future'; readonly day: string }
  /** Neither a text nor a file; or both. */
  | { readonly code: 'text-missing' }
  | { readonly code: 'text-or-file' }
  | {
      readonly code: 'text-unread';
      readonly name: string;
      readonly why: 'no-text' | 'encrypted' | 'broken' | 'too-long' | 'too-much' | 'not-read';
      /** Longest text that is read, in characters. */
      readonly max: number;
    }
  | { readonly code: 'unknown-opinion'; readonly typed: string; readonly suggestions: readonly string[] }
  /** The programme file names no e-mail; `contact` is the coordination's, null when none is configured. */
  | { readonly code: 'no-communication-contact'; readonly contact: string | null }
  | { readonly code: 'opinion-comment-needed' };
