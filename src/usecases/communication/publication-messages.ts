import { publicationTold } from '../../../cards/publication.ts';
import { coordinatorIds } from '../designate.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { targetOf } from '../target.ts';
import { drop, type Verdict } from '../verdict.ts';
import { publicationView } from './publications.ts';

/** A publication that was declared, as a coordinator hears of it: not once they are none, or its beneficiary is gone. */
export function publicationVerdict(context: ClockContext, { to, data }: Message): Verdict {
  const target = targetOf(context.world, String(data['track']), String(data['commune']));
  const publication = target?.track.communication.publications.get(String(data['publication']));
  if (target === null || publication === undefined) return drop('publication-gone');
  if (!coordinatorIds(context).includes(to)) return drop('no-role-left');
  return { kind: 'say', card: publicationTold(publicationView(context, { target, publication })) };
}
