import { frDay } from '../../cards/words.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { day, known } from './fields.ts';
import { checkEnd, phaseNamed, type WantedEnd } from './phase.ts';
import { sendEnd } from './propose-end.ts';
import { defineCommuneCommand } from './target.ts';

/** « Fait » (art. 5): a phase is over. A coordinator's word stands; a référent's waits for MGP. */
export const endPhase = defineCommuneCommand({
  word: 'etape terminer',
  title: 'Étape terminée',
  help: 'déclarer une étape terminée',
  article: 'convention, art. 5 et 11',
  roles: ['referent', 'deputy', 'coordinator'],
  submitLabel: 'Déclarer',
  fields: {
    etape: known({ label: 'Étape' }, 'phases'),
    date: day({ label: 'Terminée le', hint: 'jj/mm/aaaa' }),
  },
  prefill: (context) => ({ date: frDay(context.today.toString()) }),
  run: (input, context, target) => {
    const phase = phaseNamed(target.facts.phases, input.etape);
    if (phase instanceof Refusal) return phase;
    const wanted: WantedEnd = { phase, kind: 'done', endsOn: input.date, cause: null };
    return checkEnd(target, wanted, context.today) ?? sendEnd(context, target, wanted);
  },
});
