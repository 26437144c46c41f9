import { beneficiaryAdded } from '../../cards/beneficiary.ts';
import { Refusal } from '../domain/kernel/refusal.ts';
import { decision, defineCommand } from './command.ts';
import { beneficiaryFrom, trackNamed } from './enrol.ts';
import { known, line } from './fields.ts';

/** A coordinator adds a beneficiary to a track: a commune or an EPT of the official register (règlement, art. 3). */
export const addBeneficiary = defineCommand({
  word: 'commune ajouter',
  title: 'Ajouter une collectivité',
  help: 'ajouter une commune ou un EPT à un parcours',
  article: 'règlement, art. 3',
  roles: ['coordinator'],
  submitLabel: 'Ajouter',
  fields: {
    commune: line({ label: 'Commune ou EPT' }, 120),
    siren: line({ label: 'SIREN', hint: '9 chiffres' }, 20).optional(),
    parcours: known({ label: 'Parcours' }, 'tracks').optional(),
  },
  run: (input, context) => {
    const facts = beneficiaryFrom({ name: input.commune, siren: input.siren ?? null });
    if (facts instanceof Refusal) return facts;
    const track = trackNamed(context.world, input.parcours ?? null);
    if (track instanceof Refusal) return track;
    if (track.beneficiaries.has(facts.id))
      return new Refusal({ code: 'already-beneficiary', name: facts.name });
    return decision({
      track: track.id,
      events: [{ type: 'beneficiary-added', data: { beneficiary: facts } }],
      card: beneficiaryAdded({
        ...facts,
        communeValue: `${track.id}/${facts.id}`,
        track: track.facts.title,
      }),
    });
  },
});
