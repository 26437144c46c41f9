import type { Party } from './acts.ts';
import type { Reader } from './payload.ts';

/** Whoever uses an app installed for a whole organisation is in no workspace of their own accord. */
export function partyOf(read: Reader): Party {
  const team = read.maybeObject('team');
  const user = read.object('user');
  return {
    team: team?.maybeText('id') ?? user.text('team_id'),
    enterprise: read.maybeObject('enterprise')?.maybeText('id') ?? team?.maybeText('enterprise_id') ?? null,
    user: user.text('id'),
  };
}
