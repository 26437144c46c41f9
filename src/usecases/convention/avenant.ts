import { avenantPreview, avenantRecorded } from '../../../cards/convention.ts';
import type { AvenantRecorded } from '../../domain/convention/events.ts';
import { assessmentLimitOf, termOf } from '../../domain/convention/term.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import { recipientsOn } from '../../domain/track/referents.ts';
import { actorId } from '../actor.ts';
import { carried } from '../carried.ts';
import { type Context, decision } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { day, hidden, line } from '../fields.ts';
import { noticesTo } from '../notices.ts';
import { defineCommuneCommand, type Target } from '../target.ts';
import { avenantView } from './avenant-view.ts';
import { refuseFuture } from './sign.ts';
import { AVENANT_TOLD } from './topics.ts';

/**
 * Art. 11: only an avenant changes the convention's dates. A coordinator records one that was signed; what it does to the
 * calendar is shown first. `confirme`: the number that was shown, so that two coordinators do not record the same one.
 * Refused: an avenant to be signed, a term or a limit before what has already happened, an
 * assessment that would be over after the term.
 */
export const recordAvenant = defineCommuneCommand({
  word: 'convention avenant',
  title: 'Avenant',
  help: 'enregistrer un avenant, qui peut changer le terme et la limite du bilan',
  article: 'convention, art. 11',
  roles: ['coordinator'],
  submitLabel: "Voir l'aperçu",
  fields: {
    'signe-le': day({ label: 'Signé le' }),
    objet: line({ label: 'Objet' }, 200),
    terme: day({ label: 'Nouveau terme de la convention', hint: 'Inchangé si vous laissez vide' }).optional(),
    'bilan-avant': day({ label: 'Bilan achevé avant le', hint: 'Inchangé si vous laissez vide' }).optional(),
    confirme: hidden().optional(),
  },
  run: (input, context, target) => {
    const future = refuseFuture(context.today, input['signe-le'], 'signe-le');
    if (future !== null) return future;
    const { beneficiary } = target;
    const data: AvenantRecorded = {
      commune: beneficiary.facts.id,
      avenant: beneficiary.convention.avenants.length + 1,
      signedOn: input['signe-le'].toString(),
      subject: input.objet,
      termOn: input.terme?.toString() ?? null,
      assessmentBefore: input['bilan-avant']?.toString() ?? null,
      byId: actorId(context.actor),
    };
    const refusal = refuseDates(target, data);
    if (refusal !== null) return refusal;
    const after = amended(beneficiary, data, context);
    const view = avenantView(context, { ...target, beneficiary: after }, data);
    const values = { ...carried(input), commune: view.communeValue };
    if (input.confirme !== String(data.avenant)) {
      const isOvertaken = input.confirme !== undefined;
      return { kind: 'answer', card: avenantPreview(view, values, isOvertaken) };
    }
    const readers = [...recipientsOn(beneficiary, context.today.toString()), ...coordinatorIds(context)];
    return decision({
      track: target.track.id,
      events: [{ type: 'avenant-recorded', data }],
      messages: noticesTo(
        context,
        readers.filter((id) => id !== data.byId),
        {
          topic: AVENANT_TOLD,
          id: `${target.track.id}:${data.commune}:${data.avenant}`,
          data: { track: target.track.id, commune: data.commune, avenant: data.avenant },
        },
      ),
      card: avenantRecorded(view, values),
    });
  },
});

/** The beneficiary as it will be once the avenant is recorded. */
function amended(
  beneficiary: BeneficiaryState,
  { commune: _, ...avenant }: AvenantRecorded,
  { now }: Pick<Context, 'now'>,
): BeneficiaryState {
  const { convention } = beneficiary;
  const avenants = [...convention.avenants, { ...avenant, at: now.toString() }];
  return { ...beneficiary, convention: { ...convention, avenants } };
}

function refuseDates({ facts, beneficiary }: Target, data: AvenantRecorded): Refusal | null {
  const ends = [...beneficiary.ends].filter(([, end]) => end.kind === 'done');
  const [phase, end] = ends.reduce<(typeof ends)[number] | [null, null]>(
    (last, one) => (last[1] === null || one[1].endsOn > last[1].endsOn ? one : last),
    [null, null],
  );
  const title = facts.phases.find(({ id }) => id === phase)?.title ?? null;
  const last =
    end !== null && end.endsOn > data.signedOn
      ? ({ what: 'phase', title, day: end.endsOn } as const)
      : ({ what: 'signature', title: null, day: data.signedOn } as const);
  const { termOn, assessmentBefore } = data;
  if (termOn !== null && termOn < last.day)
    return new Refusal({ code: 'avenant-too-short', what: 'term', day: termOn, last }, 'terme');
  if (assessmentBefore !== null && assessmentBefore <= last.day)
    return new Refusal(
      { code: 'avenant-too-short', what: 'assessment', day: assessmentBefore, last },
      'bilan-avant',
    );
  const term = termOn ?? termOf(facts, beneficiary);
  const before = assessmentBefore ?? assessmentLimitOf(facts, beneficiary);
  const latest = Temporal.PlainDate.from(term).add({ days: 1 }).toString();
  if (before <= latest) return null;
  return new Refusal(
    { code: 'avenant-beyond-term', before, term },
    assessmentBefore === null ? 'bilan-avant' : 'terme',
  );
}
