import { outboxAlarm, peopleUnreachable } from '../../../cards/reachability.ts';
import { amina, bruno, choisy } from './places.ts';
import { type Sample, sample } from './sample.ts';

const commune = { name: choisy.commune, value: choisy.communeValue };
const left = {
  name: amina.name,
  communes: [commune],
  channel: 'slack',
  since: '2026-05-22T07:00:12Z',
  hasOther: true,
} as const;
const silenced = { ...left, name: bruno.name, channel: 'teams', hasOther: false } as const;

/** What the coordination is told of the sending of messages. */
export const reachabilitySamples: readonly Sample[] = [
  sample(peopleUnreachable, null, [left]),
  sample(peopleUnreachable, 'aucun-canal', [{ ...silenced, channel: null, communes: [] }]),
  sample(peopleUnreachable, 'plusieurs', [left, silenced]),
  sample(peopleUnreachable, 'deux-communes', [
    { ...left, communes: [commune, { name: 'Nanterre (exemple)', value: 'nanterre' }] },
  ]),
  sample(outboxAlarm, null, {
    at: '2026-05-22T07:00:00Z',
    waiting: 12,
    failed: 1,
    stuck: 2,
    lateSince: '2026-05-22T05:45:00Z',
    silentSince: '2026-05-18T16:02:00Z',
  }),
];
