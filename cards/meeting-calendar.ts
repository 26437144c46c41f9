import { type MeetingView, meetingName } from './meeting.ts';
import { NBSP } from './words.ts';

/** What somebody's calendar says of a meeting: no blocks there, only text. */
export function meetingEntry(
  view: Pick<MeetingView, 'kind' | 'title' | 'commune' | 'track' | 'number' | 'agenda' | 'cancelled'>,
): { readonly title: string; readonly description: string } {
  const { agenda, cancelled, number } = view;
  const points = agenda.map((point, index) => `${index + 1}. ${point}`);
  const description = [
    ...(cancelled?.reason == null ? [] : [`Motif de l'annulation${NBSP}: ${cancelled.reason}`, '']),
    ...(points.length === 0 ? [] : [`Ordre du jour${NBSP}:`, ...points, '']),
    `Numéro${NBSP}: ${number}`,
    'Convention, art. 6.',
  ].join('\n');
  return { title: meetingName(view), description };
}
