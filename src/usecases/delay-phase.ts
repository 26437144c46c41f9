import { delayPreview } from '../../cards/phase-end.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { day, hidden, known, paragraph } from './fields.ts';
import { checkEnd, consequenceOf, phaseNamed, type WantedEnd } from './phase.ts';
import { sendEnd } from './propose-end.ts';
import { defineCommuneCommand, targetValue } from './target.ts';

/**
 * Art. 5: a delay of a phase, whatever its cause. The consequence on the use phase is shown before anything is sent;
 * a référent's delay waits for MGP, which alone changes the calendar.
 */
export const delayPhase = defineCommuneCommand({
  word: 'etape retard',
  title: 'Signaler un retard',
  help: "signaler le retard d'une étape et voir sa conséquence",
  article: 'convention, art. 5',
  roles: ['referent', 'deputy', 'coordinator'],
  submitLabel: 'Voir la conséquence',
  fields: {
    etape: known({ label: 'Étape' }, 'phases'),
    date: day({ label: 'Nouvelle date de fin', hint: 'jj/mm/aaaa' }),
    cause: paragraph({ label: 'Cause', hint: 'Enregistrée sans effet sur le calcul' }, { min: 3, max: 500 }),
    confirme: hidden().optional(),
  },
  run: (input, context, target) => {
    const phase = phaseNamed(target.facts.phases, input.etape);
    if (phase instanceof Refusal) return phase;
    const wanted: WantedEnd = { phase, kind: 'delay', endsOn: input.date, cause: input.cause };
    const refusal = checkEnd(target, wanted, context.today);
    if (refusal !== null) return refusal;
    if (input.confirme !== undefined) return sendEnd(context, target, wanted);
    const values = {
      commune: targetValue(context.world, target),
      etape: phase.id,
      date: input.date.toString(),
      cause: input.cause,
    };
    const view = consequenceOf(context.world, target, wanted, context.actor.isCoordinator);
    return { kind: 'answer', card: delayPreview(view, values) };
  },
});
