import type { Delivery } from '../../src/scheduler/deliver.ts';
import { createDelivery } from '../../src/scheduler/deliver.ts';
import type { Account, MessageDraft } from '../../src/usecases/ports.ts';
import { type Clockwork, clockwork, person, type ScriptedMessenger, TRACK } from './clockwork.ts';
import { CHOISY, designated, holidays } from './track.ts';

/** A send as the platform sees it, in virtual milliseconds. */
export interface Arrival {
  readonly to: string;
  readonly beganMs: number;
}

export interface Crowd extends Clockwork {
  readonly delivery: Delivery;
  readonly arrivals: Arrival[];
  /** Everything that is due, until nothing is under way. */
  deliver(): Promise<void>;
  /** Puts legal notices in the outbox, `n-1@amina`, due at once. */
  notify(...keys: readonly string[]): Promise<void>;
}

/** When the reminders of these tests leave: a working day, 10 h. */
const MORNING = '2026-05-22 10:00';

/** People who have written from these messengers' platforms, and a send that takes its time. */
export async function crowd(
  people: readonly string[],
  messengers: readonly ScriptedMessenger[],
  took: (account: Account) => number = () => 0,
): Promise<Crowd> {
  const clock = await clockwork(MORNING, messengers);
  const platforms = messengers.map(({ platform }) => platform).filter((platform) => platform !== 'mail');
  await clock.save(...people.map((id) => person(id, ...platforms)));
  await clock.record([designated('amina', '2026-01-05', { number: 'REF-2026-0001' })]);
  const arrivals: Arrival[] = [];
  for (const messenger of messengers) {
    messenger.meanwhile = async (account) => {
      arrivals.push({ to: account.id, beganMs: clock.timer.now() });
      const ms = took(account);
      if (ms > 0) await clock.timer.sleep(ms);
    };
  }
  const settings = { coordinatorEmails: new Set(people.map((id) => `${id}@exemple.fr`)), holidays };
  const parts = { ...clock.parts, settings };
  const delivery = createDelivery(parts, clock.timer);
  return {
    ...clock,
    parts,
    delivery,
    arrivals,
    deliver: async () => {
      await delivery.fill();
      await delivery.idle();
    },
    notify: (...keys) => clock.record([], keys.map(noticeFor)),
  };
}

function noticeFor(key: string): MessageDraft {
  return {
    key,
    to: key.slice(key.lastIndexOf('@') + 1),
    topic: 'referent-changed',
    data: { track: TRACK, commune: CHOISY, number: 'REF-2026-0001', reason: null },
    group: null,
    notBeforeAt: '2026-01-01T00:00:00Z',
  };
}

/** `p1`, `p2`… */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `p${index + 1}`);
}
