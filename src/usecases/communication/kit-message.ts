import { kitReady } from '../../../cards/kit.ts';
import { currentKit, kitReaders } from '../../domain/communication/kits.ts';
import { isLoaded } from '../enrol.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import { drop, type Verdict } from '../verdict.ts';
import { kitView } from './kit-view.ts';

/** The announcement of a kit as it leaves: not once a newer one is available, and not to somebody who has no part in its track. */
export function kitVerdict({ world, now, today }: ClockContext, { to, data }: Message): Verdict {
  const track = world.tracks.get(String(data['track']));
  if (track === undefined || !isLoaded(track)) return drop('track-gone');
  const kit = currentKit(track, now);
  if (kit === null || kit.version !== data['version']) return drop('newer-kit');
  const isReader = [...(track.designatedIn.get(to) ?? [])].some((commune) => {
    const beneficiary = track.beneficiaries.get(commune);
    return beneficiary !== undefined && kitReaders(beneficiary, today.toString()).includes(to);
  });
  return isReader ? { kind: 'say', card: kitReady(kitView(track, kit, null)) } : drop('no-role-left');
}
