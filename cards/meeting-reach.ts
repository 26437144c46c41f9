import { notice } from './blocks.ts';
import type { MeetingView, ReachView } from './meeting.ts';
import type { Block } from './model.ts';
import { count, NBSP } from './words.ts';

/** Art. 6: both committees are the Métropole's and the contractor's. */
export function contractorWarning({
  kind,
  convened,
}: Pick<MeetingView, 'kind' | 'convened'>): readonly Block[] {
  if (convened.contractor > 0 || (kind !== 'copil' && kind !== 'comop')) return [];
  return [
    notice(
      'warning',
      `Le courriel du prestataire n'est pas indiqué dans le fichier du parcours${NBSP}: il n'est pas convoqué.`,
    ),
  ];
}

/** Who is convened and will not hear of it. */
export function reachWarnings({ withoutEmail, unrepresented }: ReachView): readonly Block[] {
  return [
    ...(withoutEmail === 0
      ? []
      : [
          notice(
            'warning',
            `${count(withoutEmail, 'personne convoquée', 'personnes convoquées')} sans courriel connu${NBSP}: son agenda ne peut pas suivre.`,
          ),
        ]),
    ...(unrepresented === 0
      ? []
      : [
          notice(
            'warning',
            `${count(unrepresented, 'collectivité', 'collectivités')} sans référent à cette date${NBSP}: personne n'y est convoqué (art. 4).`,
          ),
        ]),
  ];
}
