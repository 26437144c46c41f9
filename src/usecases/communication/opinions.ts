import { fileLabel } from '../../../cards/files.ts';
import type { Values } from '../../../cards/model.ts';
import type { OpinionAnswerView, OpinionView } from '../../../cards/opinion.ts';
import { parisDay } from '../../domain/calendar/hours.ts';
import { answerOf, remindedFrom } from '../../domain/communication/opinions.ts';
import type { Opinion, OpinionAnswer } from '../../domain/communication/state.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import type { TrackState } from '../../domain/track/state.ts';
import { actorId } from '../actor.ts';
import type { Context } from '../command.ts';
import { contactView } from '../people.ts';
import { type Target, targetOf, targetValue } from '../target.ts';
import type { World } from '../world.ts';

/** Name of the file that was submitted. */
export const OPINION_FILE = 'avis';

/** A request for an opinion with the beneficiary that made it. */
export interface FoundOpinion {
  readonly target: Target;
  readonly opinion: Opinion;
}

/** The request of a whole number, whoever asks; null where there is none, or its beneficiary is gone. */
export function opinionNumbered(world: World, number: string): FoundOpinion | null {
  for (const track of world.tracks.values()) {
    const opinion = track.communication.opinions.get(number);
    const target = opinion === undefined ? null : targetOf(world, track.id, opinion.commune);
    if (opinion !== undefined && target !== null) return { target, opinion };
  }
  return null;
}

/** The contact for communication of a track who can be written to, as a person; null where the programme names none, or they were erased. */
export function contactIdOf(
  { people }: Pick<World, 'people'>,
  { communicationId }: TrackState,
): string | null {
  const email = communicationId === null ? null : (people.byId(communicationId)?.person.email ?? null);
  return email === null ? null : communicationId;
}

/** Whether the person may answer: whoever was asked, the contact by now, or a coordinator. */
export function mayGive({ actor }: Pick<Context, 'actor'>, { target, opinion }: FoundOpinion): boolean {
  const id = actorId(actor);
  return actor.isCoordinator || id === opinion.toId || id === target.track.communicationId;
}

/** What was submitted, for whoever may answer, whoever asked, and who speaks for the beneficiary; null for anybody else. */
export function opinionFile(
  context: Pick<Context, 'actor' | 'world'>,
  { avis = '' }: Values,
): KeptFile | null {
  const found = opinionNumbered(context.world, avis);
  if (found === null) return null;
  const { target, opinion } = found;
  const { actor } = context;
  const isOwn = actor.speaksFor.some(
    ({ track, commune }) => track === target.track.id && commune === opinion.commune,
  );
  return isOwn || actorId(actor) === opinion.byId || mayGive(context, found) ? opinion.file : null;
}

/** What cards show of it. */
export function opinionView(
  { world, settings }: Pick<Context, 'world' | 'settings'>,
  { target, opinion }: FoundOpinion,
): OpinionView {
  const answer = answerOf(opinion);
  return {
    ...opinion,
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(world, target),
    file: fileLabel(opinion.file),
    by: contactView(world.people, opinion.byId).name,
    to: contactName(world, target, opinion.toId),
    remindedOn: parisDay(remindedFrom(opinion, settings.holidays)).toString(),
    answer: answer === null ? null : answerView(world, { target, opinion }, answer),
  };
}

/** An answer as cards show it. */
export function answerView(
  world: World,
  { target, opinion }: FoundOpinion,
  answer: OpinionAnswer,
): OpinionAnswerView {
  const isContact = answer.byId === opinion.toId || answer.byId === target.track.communicationId;
  const { name } = contactView(world.people, answer.byId);
  return { ...answer, by: isContact ? contactName(world, target, answer.byId) : name };
}

/** As the programme file calls them: of the person an address may be all that is known. */
function contactName({ people }: World, { facts }: Target, id: string): string {
  return facts.communicationContact ?? contactView(people, id).name;
}
