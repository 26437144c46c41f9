import { fold } from '../kernel/text.ts';
import type { PublicationDeclared } from './events.ts';
import type { CommunicationState, Publication } from './state.ts';

type Declared = Pick<PublicationDeclared, 'commune' | 'url' | 'support' | 'title' | 'publishedOn'>;

/** The publication that a beneficiary has declared already: the same page or, on the same day, the same support and title; null for none. */
export function sameAsDeclared({ publications }: CommunicationState, wanted: Declared): Publication | null {
  return (
    [...publications.values()].find(
      (known) =>
        known.commune === wanted.commune &&
        ((wanted.url !== null && known.url === wanted.url) ||
          (known.support === wanted.support &&
            known.publishedOn === wanted.publishedOn &&
            fold(known.title) === fold(wanted.title))),
    ) ?? null
  );
}

/** What shows that a beneficiary informs citizens and stakeholders (convention, art. 3). */
export interface CitizensProof {
  readonly count: number;
  /** The newest of them by its day, then by its number; null for none. */
  readonly number: string | null;
  readonly publishedOn: string | null;
}

/** The publications of a beneficiary that are meant for citizens and stakeholders. */
export function forCitizens({ publications }: CommunicationState, commune: string): CitizensProof {
  const meant = [...publications.values()].filter(
    (one) => one.commune === commune && one.audience === 'public',
  );
  // They come by number: of the same day the last one stands.
  const newest = meant.reduce<Publication | null>(
    (last, one) => (last === null || one.publishedOn >= last.publishedOn ? one : last),
    null,
  );
  return {
    count: meant.length,
    number: newest?.number ?? null,
    publishedOn: newest?.publishedOn ?? null,
  };
}
