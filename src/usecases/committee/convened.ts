import type { AttendeeView } from '../../../cards/meeting-file.ts';
import type { OutsiderReason } from '../../../cards/meeting-messages.ts';
import { andList } from '../../../cards/words.ts';
import { answerOf } from '../../domain/committee/answers.ts';
import { type Invitee, inviteesOf } from '../../domain/committee/invitees.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { contactView } from '../people.ts';
import { committeeFacts, communeName, type Found, findMeeting, type Records } from './meetings.ts';

/** Everybody convened to a meeting (art. 6), as the records stand. */
export function conveneesOf(context: Records, { track, meeting }: Found): readonly Invitee[] {
  return inviteesOf(track, meeting, committeeFacts(context));
}

/** A meeting and whoever asks, who is convened to it themselves. */
export interface Convened {
  readonly found: Found;
  readonly invitee: Invitee;
  readonly invitees: readonly Invitee[];
}

/** As `findMeeting`, for what only those convened may do: a coordinator who is not is refused too. */
export function findOwnMeeting(context: Context, typed: string): Convened | Refusal {
  const found = findMeeting(context, typed);
  if (found instanceof Refusal) return found;
  const invitees = conveneesOf(context, found);
  const invitee = invitees.find(({ personId }) => personId === context.actor.row?.person.id);
  return invitee === undefined
    ? new Refusal({ code: 'not-invited', typed }, 'reunion')
    : { found, invitee, invitees };
}

/** Name of a person, or what stands for it once they were erased. */
export function nameOf({ world }: Pick<Context, 'world'>, personId: string): string {
  return contactView(world.people, personId).name;
}

/** Why somebody is convened who may never have heard of the programme; null for those whose meeting it is. */
export function outsiderOf(context: Records, found: Found, to: string): OutsiderReason | null {
  const invitee = conveneesOf(context, found).find(({ personId }) => personId === to);
  if (invitee?.standing === 'guest') return { kind: 'guest' };
  if (invitee?.standing !== 'replacement') return null;
  const replaced = [...found.meeting.attendance].filter(([, said]) => said.replacementId === to);
  return { kind: 'replacement', of: andList(replaced.map(([id]) => nameOf(context, id))) };
}

const collator = new Intl.Collator('fr');
const RANKS = ['mgp', 'contractor', 'referent', 'deputy', 'replacement', 'guest'] as const;

/** Who comes: MGP, the contractor, then each beneficiary's people together, then the third persons. */
export function attendanceOf(context: Records, found: Found): readonly AttendeeView[] {
  const { track, meeting } = found;
  return conveneesOf(context, found)
    .map(({ personId, standing, commune }) => {
      const answer = answerOf(meeting, personId);
      const replacementId = answer === 'replaced' ? meeting.attendance.get(personId)?.replacementId : null;
      return {
        standing,
        commune: communeName(track, commune),
        name: nameOf(context, personId),
        answer,
        replacement: replacementId == null ? null : nameOf(context, replacementId),
      };
    })
    .sort(
      (a, b) =>
        groupOf(a) - groupOf(b) ||
        collator.compare(a.commune ?? '', b.commune ?? '') ||
        RANKS.indexOf(a.standing) - RANKS.indexOf(b.standing) ||
        collator.compare(a.name, b.name),
    );
}

function groupOf({ standing, commune }: AttendeeView): number {
  if (standing === 'mgp') return 0;
  if (standing === 'contractor') return 1;
  return commune === null ? 3 : 2;
}
