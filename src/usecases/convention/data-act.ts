import {
  dataActRecorded,
  dataRequested,
  NATURE_OPTIONS,
  PURPOSE_OPTIONS,
} from '../../../cards/convention.ts';
import type { DataActRecorded, DataNature } from '../../domain/convention/events.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { actorId } from '../actor.ts';
import { decision } from '../command.ts';
import { choice, day, paragraph } from '../fields.ts';
import { defineCommuneCommand, targetValue } from '../target.ts';
import { refuseFuture } from './sign.ts';

const NATURES: Readonly<Record<string, DataNature>> = {
  temporaire: 'temporary',
  definitif: 'final',
  aucune: 'none',
};

/**
 * Art. 8: no data is shared without a specific act, which says whether it is temporary or final and what the data may be
 * used for. A coordinator records one that was signed, that none is needed, or that MGP has asked for the transfer.
 * Refused: a day to come, an act that does not say which data and uses.
 */
export const recordDataAct = defineCommuneCommand({
  word: 'convention acte-donnees',
  title: 'Acte sur les données',
  help: "enregistrer l'acte qui encadre un partage de données, ou qu'il n'y en a pas",
  article: 'convention, art. 8',
  roles: ['coordinator'],
  submitLabel: 'Enregistrer',
  fields: {
    objet: choice({ label: 'Objet' }, PURPOSE_OPTIONS),
    nature: choice({ label: 'Nature' }, NATURE_OPTIONS),
    'signe-le': day({ label: 'Signé, constaté ou demandé le' }),
    usages: paragraph(
      { label: 'Données et utilisations permises', hint: 'Pour un acte' },
      { min: 1, max: 1_000 },
    ).optional(),
  },
  neededInForm: ({ nature }) => (nature === 'temporaire' || nature === 'definitif' ? ['usages'] : []),
  run: (input, context, target) => {
    const future = refuseFuture(context.today, input['signe-le'], 'signe-le');
    if (future !== null) return future;
    const commune = target.beneficiary.facts.id;
    const byId = actorId(context.actor);
    const on = input['signe-le'].toString();
    const of = {
      commune: target.beneficiary.facts.name,
      communeValue: targetValue(context.world, target),
    };
    const nature = NATURES[input.nature];
    if (nature === undefined) {
      return decision({
        track: target.track.id,
        events: [{ type: 'data-requested', data: { commune, requestedOn: on, byId } }],
        card: dataRequested({ ...of, requestedOn: on }),
      });
    }
    if (nature !== 'none' && input.usages === undefined)
      return new Refusal({ code: 'missing-field' }, 'usages');
    const data: DataActRecorded = {
      commune,
      purpose: input.objet === 'transfert' ? 'transfer' : 'experiment',
      nature,
      signedOn: on,
      uses: input.usages ?? '',
      byId,
    };
    return decision({
      track: target.track.id,
      events: [{ type: 'data-act-recorded', data }],
      card: dataActRecorded({ ...data, ...of }),
    });
  },
});
