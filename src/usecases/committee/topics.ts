/** Goes by mail alone, whatever chats a person has: their calendar must follow. */
export const INVITATION = 'invitation';
/** The same by chat alone, for those who have one. */
export const MEETING_TOLD = 'meeting-told';
export const MEETING_REMINDER = 'meeting-reminder';
/** One hour before: told now or never. */
export const MEETING_SOON = 'meeting-soon';
export const COPIL_DUE = 'copil-due';
export const ACTION_REMINDER = 'action-reminder';
export const SERIES_DRIFT = 'series-drift';
export const MINUTES_PUBLISHED = 'minutes-published';
export const POLL_ASKED = 'poll-asked';

/** Every topic about meetings: rendered by `committeeVerdict`. */
export const COMMITTEE_TOPICS: ReadonlySet<string> = new Set([
  INVITATION,
  MEETING_TOLD,
  MEETING_REMINDER,
  MEETING_SOON,
  COPIL_DUE,
  ACTION_REMINDER,
  SERIES_DRIFT,
  MINUTES_PUBLISHED,
  POLL_ASKED,
]);
