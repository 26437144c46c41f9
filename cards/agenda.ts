import { meetingLine, seeMeeting } from './attendance.ts';
import { card, form, notice, subtle, text } from './blocks.ts';
import type { MeetingView } from './meeting.ts';
import type { Action, Block, Card } from './model.ts';
import { NBSP } from './words.ts';

/** One point of an agenda, in its place. */
export interface PointView {
  readonly text: string;
  /** Name of who proposed it. */
  readonly by: string;
}

export interface AgendaView {
  readonly meeting: MeetingView;
  readonly points: readonly PointView[];
  /** What was just done; `known`: the point stood there already. */
  readonly outcome: 'added' | 'known' | 'ordered' | null;
  /** Whether points may still be proposed. */
  readonly isOpen: boolean;
  readonly mayOrder: boolean;
}

const OUTCOMES = {
  added: "Votre point est ajouté à l'ordre du jour. La coordination peut en changer l'ordre.",
  known: "Ce point figure déjà à l'ordre du jour. Rien n'a été changé.",
  ordered: "L'ordre du jour est enregistré.",
} as const;

/** The agenda of a meeting (art. 6). */
export function agendaCard(view: AgendaView): Card {
  const { meeting, outcome } = view;
  return card(
    'agenda',
    `Ordre du jour${NBSP}: ${meeting.number}`,
    [
      ...(outcome === null ? [] : [notice(outcome === 'known' ? 'info' : 'success', OUTCOMES[outcome])]),
      meetingLine(meeting),
      ...pointBlocks(view.points),
      subtle('Convention, art. 6.'),
    ],
    [...agendaActions(view), seeMeeting(meeting)],
  );
}

/** The points in their order, or that there is none. */
export function pointBlocks(points: readonly PointView[]): readonly Block[] {
  if (points.length === 0) return [text("Aucun point n'est encore inscrit.")];
  return [text(points.map((point, index) => `${index + 1}. ${point.text} (${point.by})`).join('\n'))];
}

/** What may be done with an agenda. */
export function agendaActions(
  view: Pick<AgendaView, 'points' | 'isOpen' | 'mayOrder'> & {
    readonly meeting: { readonly number: string };
  },
): readonly Action[] {
  if (!view.isOpen) return [];
  const about = { reunion: view.meeting.number };
  return [
    form('Ajouter un point', 'ordre-du-jour', about),
    ...(view.mayOrder ? [form("Ordonner l'ordre du jour", 'ordre-du-jour ordonner', about)] : []),
  ];
}
