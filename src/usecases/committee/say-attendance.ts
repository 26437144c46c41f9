import { ANSWER_VALUES, answerOutdated, attendanceRecorded } from '../../../cards/attendance.ts';
import type { Attendance, AttendanceSaid } from '../../domain/committee/events.ts';
import type { Answer, Meeting } from '../../domain/committee/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { type Context, decision, defineCommand, type Outcome } from '../command.ts';
import { choice, email, hidden, known, line } from '../fields.ts';
import type { PersonWrite } from '../ports.ts';
import { refuseClosed } from './agenda.ts';
import { type Convened, findOwnMeeting, nameOf } from './convened.ts';
import { personOfEmail } from './guests.ts';
import { viewOf } from './meetings.ts';

/**
 * Somebody convened says whether they come, or who comes in their place (art. 6), which leaves the beneficiary's référent
 * as it is (art. 4). `sequence` is that of the date that was shown: for a date that was moved since, nothing is recorded
 * and the same is asked for the new one. The same answer twice is stored once. Refused: a meeting that is cancelled or
 * over, and in their place themselves or somebody convened already.
 */
export const sayAttendance = defineCommand({
  word: 'presence',
  title: 'Votre présence',
  help: 'dire si vous venez à une réunion, ou qui vous remplace',
  article: 'convention, art. 6',
  roles: ['anyone'],
  submitLabel: 'Répondre',
  isOneClick: true,
  fields: {
    reunion: known({ label: 'Réunion' }, 'meetings'),
    reponse: choice({ label: 'Votre réponse' }, [
      { value: ANSWER_VALUES.present, label: 'Présent(e)' },
      { value: ANSWER_VALUES.absent, label: 'Absent(e)' },
      { value: ANSWER_VALUES.replaced, label: 'Je serai remplacé(e)' },
    ]),
    nom: line(
      { label: 'Nom de la personne qui vous remplace', hint: 'Si vous êtes remplacé(e)' },
      120,
    ).optional(),
    courriel: email({ label: 'Son courriel', hint: "L'invitation lui sera adressée" }).optional(),
    sequence: hidden().optional(),
  },
  neededInForm: ({ reponse }) => (reponse === ANSWER_VALUES.replaced ? ['nom', 'courriel'] : []),
  run: (input, context) => {
    const convened = findOwnMeeting(context, input.reunion);
    if (convened instanceof Refusal) return convened;
    const { found } = convened;
    const closed = refuseClosed(found, context.now);
    if (closed !== null) return closed;
    const { nom, courriel, sequence } = input;
    if (sequence !== undefined && !(Number(sequence) >= found.meeting.sequence)) {
      const typed = {
        ...(nom === undefined ? {} : { nom }),
        ...(courriel === undefined ? {} : { courriel }),
      };
      const view = viewOf(context, found, convened.invitee.personId);
      return { kind: 'answer', card: answerOutdated(view, typed) };
    }
    if (input.reponse !== ANSWER_VALUES.replaced) {
      const answer = input.reponse === ANSWER_VALUES.present ? 'present' : 'absent';
      return said(context, convened, { answer, replacement: null });
    }
    if (nom === undefined) return new Refusal({ code: 'missing-field' }, 'nom');
    if (courriel === undefined) return new Refusal({ code: 'missing-field' }, 'courriel');
    return replaced(context, convened, { name: nom, email: courriel });
  },
});

/** Each gets a mail: whoever holds somebody's link must not write to all the world with it. */
const MOST_REPLACEMENTS = 5;

interface Said {
  readonly answer: Attendance;
  readonly replacement: Replacement | null;
}

interface Replacement {
  readonly id: string;
  readonly name: string;
  readonly people: readonly PersonWrite[];
}

function replaced(
  context: Context,
  convened: Convened,
  typed: { readonly name: string; readonly email: string },
): Outcome {
  const { invitee, invitees, found } = convened;
  const { id, people } = personOfEmail(context, typed.email, typed.name);
  if (id === invitee.personId) return new Refusal({ code: 'replacement-self' }, 'courriel');
  const before = standingAnswer(found.meeting, invitee.personId);
  const name = people[0]?.person.name ?? nameOf(context, id);
  if (before?.replacementId !== id && invitees.some(({ personId }) => personId === id))
    return new Refusal({ code: 'already-convened', name }, 'courriel');
  const named = found.meeting.attendance.get(invitee.personId)?.replacements ?? 0;
  if (before?.replacementId !== id && named >= MOST_REPLACEMENTS)
    return new Refusal({ code: 'too-many-replacements', max: MOST_REPLACEMENTS }, 'courriel');
  return said(context, convened, { answer: 'replaced', replacement: { id, name, people } });
}

function said(context: Context, { found, invitee }: Convened, { answer, replacement }: Said): Outcome {
  const { track, meeting } = found;
  const { personId } = invitee;
  const before = standingAnswer(meeting, personId);
  const replacementId = replacement?.id ?? null;
  const own = { answer, replacement: replacement?.name ?? null };
  const withdrawnId = before?.replacementId ?? null;
  const card = attendanceRecorded({
    meeting: { ...viewOf(context, found, personId), own },
    own,
    isForCommune: invitee.commune !== null,
    withdrawn: withdrawnId === null || withdrawnId === replacementId ? null : nameOf(context, withdrawnId),
  });
  if (before?.answer === answer && withdrawnId === replacementId) return { kind: 'answer', card };
  const data: AttendanceSaid = {
    meeting: meeting.number,
    personId,
    answer,
    sequence: meeting.sequence,
    replacementId,
  };
  return decision({
    track: track.id,
    events: [{ type: 'attendance-said', data }],
    people: replacement?.people ?? [],
    card,
  });
}

/** What they said for the date as it is; null when nothing. */
function standingAnswer(meeting: Meeting, personId: string): Answer | null {
  const before = meeting.attendance.get(personId);
  return before === undefined || before.sequence < meeting.sequence ? null : before;
}
