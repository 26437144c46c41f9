import { requestDeclined } from '../../cards/access.ts';
import { referentChanged } from '../../cards/referent.ts';
import { parisDay } from '../domain/calendar/hours.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { nextNumber } from '../domain/people/directory.ts';
import type { AccessRequest } from '../domain/track/beneficiary.ts';
import type { TrackEvent } from '../domain/track/events.ts';
import { actorId } from './actor.ts';
import { type Context, decision } from './command.ts';
import { designate } from './designate.ts';
import { hidden } from './fields.ts';
import { noticesTo } from './notices.ts';
import { contactView } from './people.ts';
import { defineCommuneCommand, type Target } from './target.ts';

/** MGP confirms who speaks for a beneficiary (art. 4): from today, with a receipt. The first answer stands. */
export const confirmRequest = defineCommuneCommand({
  word: 'inscription confirmer',
  title: "Confirmer une demande d'accès",
  help: "confirmer une demande d'accès",
  article: 'convention, art. 4',
  roles: ['coordinator'],
  fields: { demande: hidden() },
  run: (input, context, target) => {
    const request = openRequest(target, input.demande);
    if (request instanceof Refusal) return request;
    const row = context.world.people.byId(request.personId);
    // Somebody whose data were erased since (RGPD) takes no role.
    if (row === undefined || row.person.name === '') return new Refusal({ code: 'unknown-request' });
    const number = nextNumber(context.world.directory, 'REF', context.today.year);
    const wanted = {
      target,
      role: request.role,
      person: row.person,
      fromOn: context.today,
      number,
      reason: null,
    };
    const done = designate(context, wanted);
    if (done instanceof Refusal) return done;
    return decision({
      track: target.track.id,
      events: [settled(context, target, request, 'confirmed'), done.event],
      numbers: [number],
      messages: done.messages,
      reached: done.reached,
      card: referentChanged(done.view),
    });
  },
});

/** MGP refuses a request; the person is told. */
export const declineRequest = defineCommuneCommand({
  word: 'inscription refuser',
  title: "Refuser une demande d'accès",
  help: "refuser une demande d'accès",
  article: 'convention, art. 4',
  roles: ['coordinator'],
  fields: { demande: hidden() },
  run: (input, context, target) => {
    const request = openRequest(target, input.demande);
    if (request instanceof Refusal) return request;
    const { facts } = target.beneficiary;
    const data = { track: target.track.id, commune: facts.id };
    return decision({
      track: target.track.id,
      events: [settled(context, target, request, 'declined')],
      messages: noticesTo(context, [request.personId], {
        topic: 'access-declined',
        id: request.requestId,
        data,
      }),
      card: requestDeclined({
        commune: facts.name,
        name: contactView(context.world.people, request.personId).name,
      }),
    });
  },
});

function openRequest(target: Target, requestId: string): AccessRequest | Refusal {
  const request = target.beneficiary.requests.get(requestId);
  if (request === undefined) return new Refusal({ code: 'unknown-request' });
  if (request.settled === null) return request;
  const day = parisDay(Temporal.Instant.from(request.settled.at)).toString();
  return new Refusal({ code: 'request-settled', outcome: request.settled.outcome, day });
}

function settled(
  context: Context,
  target: Target,
  request: AccessRequest,
  outcome: 'confirmed' | 'declined',
): TrackEvent {
  const byId = actorId(context.actor);
  return {
    type: 'request-settled',
    data: { requestId: request.requestId, commune: target.beneficiary.facts.id, outcome, byId },
  };
}
