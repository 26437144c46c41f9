import type { OwedInvitation } from './events.ts';
import type { Look, Owed, OwedEvent } from './look.ts';
import type { Invited, Meeting } from './state.ts';
import { isOver } from './when.ts';

/**
 * Whose calendar must be told what (art. 6): a REQUEST to whoever is convened and does not know the present date, a
 * CANCEL to whoever was invited and is convened no more, or to all when the meeting is cancelled. Nothing once it is
 * over, nothing to somebody who was erased.
 */
export function invitationsOwed(look: Look): Owed {
  const exact = [...look.track.committees.meetings.values()].flatMap((meeting): readonly OwedEvent[] => {
    if (meeting.on < look.today || (meeting.on === look.today && isOver(meeting, look.now))) return [];
    const invitations = invitationsTo(meeting, look);
    return invitations.length === 0
      ? []
      : [{ type: 'invitations-owed', data: { meeting: meeting.number, invitations } }];
  });
  return { exact, polite: [], nextAt: null };
}

function invitationsTo(meeting: Meeting, look: Look): readonly OwedInvitation[] {
  const convened = new Set<string>();
  const owed: OwedInvitation[] = [];
  if (meeting.cancelled === null) {
    for (const { personId: to } of look.inviteesOf(meeting)) {
      convened.add(to);
      const told = meeting.invited.get(to);
      if (!knows(told, meeting)) owed.push({ to, method: 'REQUEST', sequence: requested(told, meeting) });
    }
  }
  for (const [to, { method, sequence }] of meeting.invited) {
    if (method === 'CANCEL' || convened.has(to) || look.facts.isErased(to)) continue;
    owed.push({ to, method: 'CANCEL', sequence: Math.max(meeting.sequence, sequence + 1) });
  }
  return owed;
}

/** Whether a calendar was told of the meeting as it is now. */
export function knows(told: Invited | undefined, { sequence }: Pick<Meeting, 'sequence'>): boolean {
  return told !== undefined && told.method === 'REQUEST' && told.sequence >= sequence;
}

/** A calendar that was told of a cancellation takes an invitation back only with a newer sequence. */
function requested(told: Invited | undefined, { sequence }: Meeting): number {
  return told?.method === 'CANCEL' ? Math.max(sequence, told.sequence + 1) : sequence;
}
