import { conventionSigned } from '../../../cards/convention.ts';
import { signedOn, termOf } from '../../domain/convention/term.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { TrackEvent } from '../../domain/track/events.ts';
import { actorId } from '../actor.ts';
import { type Context, decision } from '../command.ts';
import { day, known, line } from '../fields.ts';
import { defineCommuneCommand, type Target, targetValue } from '../target.ts';
import { experimentNamed } from './experiments.ts';

/**
 * Art. 1 and 2: a coordinator records on which days the parties have signed, and which experiment the beneficiary has
 * ticked. The convention takes effect with the last signature. Refused: nothing told, a day to come, a signature after the
 * term, an experiment that the programme does not offer.
 */
export const signConvention = defineCommuneCommand({
  word: 'convention signer',
  title: 'Convention signée',
  help: "enregistrer les signatures et le choix de l'expérimentation",
  article: 'convention, art. 1 et 2',
  roles: ['coordinator'],
  submitLabel: 'Enregistrer',
  fields: {
    'signee-collectivite': day({ label: 'Signée par la collectivité le' }).optional(),
    'signee-metropole': day({ label: 'Signée par la Métropole le' }).optional(),
    option: known({ label: 'Expérimentation choisie' }, 'options').optional(),
    bureau: line({ label: 'Délibération du Bureau', hint: 'Référence et date' }, 200).optional(),
  },
  run: (input, context, target) => {
    const { 'signee-collectivite': beneficiaryDay, 'signee-metropole': mgpDay, bureau } = input;
    const { facts, beneficiary } = target;
    for (const [field, typed] of [
      ['signee-collectivite', beneficiaryDay],
      ['signee-metropole', mgpDay],
    ] as const) {
      const refusal = typed === undefined ? null : refuseSignature(context, target, typed, field);
      if (refusal !== null) return refusal;
    }
    const option = input.option === undefined ? null : experimentNamed(target, input.option);
    if (option instanceof Refusal) return option;
    const commune = beneficiary.facts.id;
    const byId = actorId(context.actor);
    const beneficiaryOn = beneficiaryDay?.toString() ?? null;
    const mgpOn = mgpDay?.toString() ?? null;
    const isSigned = beneficiaryOn !== null || mgpOn !== null || bureau !== undefined;
    const events: readonly TrackEvent[] = [
      ...(isSigned
        ? [
            {
              type: 'convention-signed' as const,
              data: { commune, beneficiaryOn, mgpOn, bureau: bureau ?? null, byId },
            },
          ]
        : []),
      ...(option === null ? [] : [{ type: 'option-chosen' as const, data: { commune, option, byId } }]),
    ];
    if (events.length === 0) return new Refusal({ code: 'nothing-told' }, 'signee-collectivite');
    const before = beneficiary.convention;
    const signature = {
      beneficiaryOn: beneficiaryOn ?? before.signature.beneficiaryOn,
      mgpOn: mgpOn ?? before.signature.mgpOn,
      bureau: bureau ?? before.signature.bureau,
    };
    const votedOn = beneficiary.facts.deliberation?.votedOn ?? null;
    return decision({
      track: target.track.id,
      events,
      card: conventionSigned({
        commune: beneficiary.facts.name,
        communeValue: targetValue(context.world, target),
        ...signature,
        effectOn: signedOn({ convention: { ...before, signature } }),
        termOn: termOf(facts, beneficiary),
        option: option ?? before.option?.option ?? beneficiary.facts.option,
        votedAfter: votedOn !== null && beneficiaryOn !== null && votedOn > beneficiaryOn ? votedOn : null,
      }),
    });
  },
});

function refuseSignature(
  { today }: Context,
  { facts, beneficiary }: Target,
  typed: Temporal.PlainDate,
  field: string,
): Refusal | null {
  const future = refuseFuture(today, typed, field);
  if (future !== null) return future;
  const term = termOf(facts, beneficiary);
  const day = typed.toString();
  return day > term ? new Refusal({ code: 'signed-after-term', day, term }, field) : null;
}

/** What is recorded has happened: a Paris day to come is refused. */
export function refuseFuture(
  today: Temporal.PlainDate,
  typed: Temporal.PlainDate,
  field: string,
): Refusal | null {
  return Temporal.PlainDate.compare(typed, today) > 0
    ? new Refusal({ code: 'not-yet-happened', day: typed.toString() }, field)
    : null;
}
