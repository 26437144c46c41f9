import type { Values } from '../../cards/model.ts';
import { confirmPastChange, referentChanged } from '../../cards/referent.ts';
import { frDay } from '../../cards/words.ts';
import { termOf } from '../domain/convention/term.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { nextNumber } from '../domain/people/directory.ts';
import type { ReferentRole } from '../domain/track/events.ts';
import { decision } from './command.ts';
import { designate } from './designate.ts';
import { choice, day, email, hidden, line, phone } from './fields.ts';
import { personFor } from './people.ts';
import { loadNumberingPlans } from './phone-number.ts';
import { defineCommuneCommand, targetValue } from './target.ts';

/** A first day further back than this is asked about before it is taken. */
const SURPRISING_AFTER_DAYS = 7;

/**
 * Art. 4: the beneficiary names its référent with e-mail and phone, and tells MGP of a change without delay. A
 * coordinator may do it in their place, so that a référent who has left locks nothing.
 */
export const changeReferent = defineCommuneCommand({
  word: 'referent changer',
  title: 'Référent projet',
  help: 'désigner ou changer le référent projet (ou son suppléant)',
  article: 'convention, art. 4',
  roles: ['referent', 'deputy', 'coordinator'],
  submitLabel: 'Transmettre',
  prepare: loadNumberingPlans,
  fields: {
    role: choice({ label: 'Rôle' }, [
      { value: 'referent', label: 'Référent projet' },
      { value: 'suppleant', label: 'Suppléant' },
    ]),
    nom: line({ label: 'Prénom et nom (ou service)' }, 120),
    courriel: email({ label: 'Courriel' }),
    telephone: phone({ label: 'Téléphone', hint: '01 48 00 00 00' }),
    'a-compter-du': day({ label: 'À compter du', hint: 'jj/mm/aaaa' }),
    fonction: line({ label: 'Fonction' }, 120).optional(),
    motif: line({ label: 'Motif', hint: 'Transmis à la Métropole seulement' }, 300).optional(),
    confirme: hidden().optional(),
  },
  prefill: (context) => ({ role: 'referent', 'a-compter-du': frDay(context.today.toString()) }),
  run: (input, context, target) => {
    const fromOn = input['a-compter-du'];
    const values: Values = {
      commune: targetValue(context.world, target),
      role: input.role,
      nom: input.nom,
      courriel: input.courriel,
      telephone: input.telephone,
      'a-compter-du': fromOn.toString(),
      ...(input.fonction === undefined ? {} : { fonction: input.fonction }),
      ...(input.motif === undefined ? {} : { motif: input.motif }),
    };
    const backDays = fromOn.until(context.today).days;
    if (backDays > SURPRISING_AFTER_DAYS && input.confirme === undefined) {
      return { kind: 'answer', card: confirmPastChange({ fromOn: fromOn.toString(), values }) };
    }
    const latest = termOf(target.facts, target.beneficiary);
    if (fromOn.toString() > latest) {
      return new Refusal({ code: 'day-too-far', day: fromOn.toString(), latest }, 'a-compter-du');
    }
    const { person, write } = personFor(context, {
      name: input.nom,
      position: input.fonction ?? null,
      email: input.courriel,
      phone: input.telephone,
    });
    const role: ReferentRole = input.role === 'suppleant' ? 'deputy' : 'referent';
    const number = nextNumber(context.world.directory, 'REF', context.today.year);
    const done = designate(context, { target, role, person, fromOn, number, reason: input.motif ?? null });
    if (done instanceof Refusal) return done;
    return decision({
      track: target.track.id,
      events: [done.event],
      numbers: [number],
      people: [write],
      messages: done.messages,
      reached: done.reached,
      card: referentChanged(done.view),
    });
  },
});
