import { DEFAULT_PLACE } from '../../../cards/meeting.ts';
import { thirdPersonGuard } from '../../../cards/meeting-plan.ts';
import type { Values } from '../../../cards/model.ts';
import { pollOpened } from '../../../cards/poll.ts';
import type { PollOpened } from '../../domain/committee/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand } from '../command.ts';
import { choice, hidden, known, line, paragraph } from '../fields.ts';
import type { MessageDraft } from '../ports.ts';
import { NO_GUESTS, readGuests } from './guests.ts';
import { askedBy, type FoundPoll, pollView } from './poll-view.ts';
import { ownId } from './polls.ts';
import { readSlots } from './slots-text.ts';
import { POLL_ASKED } from './topics.ts';
import { KIND_OPTIONS, kindOf, placeOf } from './whose.ts';

/**
 * Asks everybody whom a meeting (art. 6) would convene which of up to ten dates suit them. Refused: dates on which it may
 * not be held. A beneficiary's people are asked about a COPIL as third persons only, on purpose.
 */
export const openPoll = defineCommand({
  word: 'date',
  title: 'Sondage de date',
  help: "proposer jusqu'à dix dates pour une réunion et demander lesquelles conviennent",
  article: 'convention, art. 6',
  roles: ['coordinator'],
  submitLabel: 'Consulter les personnes',
  fields: {
    type: choice({ label: 'Type' }, KIND_OPTIONS),
    collectivite: known({ label: 'Collectivité (réunion ou atelier)' }, 'communes').optional(),
    creneaux: paragraph(
      { label: 'Dates proposées', hint: 'Une par ligne, dix au plus, comme 15/07/2026 10:00' },
      { min: 1, max: 600 },
    ),
    objet: line({ label: 'Objet' }, 120).optional(),
    lieu: line({ label: 'Lieu ou lien de visioconférence' }, 200).optional(),
    inviter: line({ label: 'Personnes tierces', hint: 'Collectivités, courriels' }, 400).optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
    tiers: hidden().optional(),
  },
  run: (input, context) => {
    const kind = kindOf(input.type);
    const whose = placeOf(context, kind, input);
    if (whose instanceof Refusal) return whose;
    const { track, commune } = whose;
    const slots = readSlots(context, track, kind, input.creneaux);
    if (slots instanceof Refusal) return slots;
    const [first] = slots;
    if (first === undefined) return new Refusal({ code: 'missing-field' }, 'creneaux');
    const guests =
      input.inviter === undefined ? NO_GUESTS : readGuests(context, track, first.on, input.inviter);
    if (guests instanceof Refusal) return guests;
    if (kind === 'copil' && guests.communes.length > 0 && input.tiers === undefined) {
      const values = typedValues(input);
      const { inviter: _left, ...without } = values;
      return { kind: 'answer', card: thirdPersonGuard(guests.communes, 'date', values, without) };
    }
    const number = nextNumber(context.world.directory, 'SO', 0);
    const data: PollOpened = {
      poll: formatNumber(number),
      kind,
      title: input.objet ?? null,
      commune,
      place: input.lieu ?? DEFAULT_PLACE,
      slots,
      guests: guests.ids,
      byId: actorId(context.actor),
    };
    const opened = {
      track,
      poll: { ...data, openedAt: context.now.toString(), answers: new Map(), closed: null },
    };
    const messages = questions(context, opened);
    return decision({
      track: track.id,
      events: [{ type: 'poll-opened', data }],
      numbers: [number],
      people: guests.people,
      messages,
      card: pollOpened(pollView(context, opened, ownId(context)), messages.length),
    });
  },
});

/** What was asked, for the buttons that ask it again. */
function typedValues(input: Readonly<Record<string, string | undefined>>): Values {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** To everybody asked but the one who asks; no question leaves in quiet hours. */
function questions(context: Context, opened: FoundPoll): readonly MessageDraft[] {
  const { track, poll } = opened;
  const others = [...askedBy(context, opened)].filter((id) => id !== ownId(context));
  return others.map((to) => ({
    key: `${POLL_ASKED}:${poll.poll}@${to}`,
    to,
    topic: POLL_ASKED,
    data: { track: track.id, poll: poll.poll },
    group: `poll:${poll.poll}`,
    notBeforeAt: context.now.toString(),
  }));
}
