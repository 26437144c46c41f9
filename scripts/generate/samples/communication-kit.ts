import { type KitView, kitCard, kitMissing, kitReady } from '../../../cards/kit.ts';
import { kitPreview, kitPublished } from '../../../cards/kit-publish.ts';
import { amina, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const trackValue = 'ia-administration-interne';
const url = 'https://jalon.example/f/exemple';

const first: KitView = {
  track,
  trackValue,
  version: '1',
  replaces: null,
  availableAt: '2026-03-12T09:42:00Z',
  changes: null,
  links: ['https://nuage.metropole.example/kits/ia-administration-interne'],
  files: [],
};
const second: KitView = {
  ...first,
  version: '2',
  replaces: '1',
  availableAt: '2026-11-30T08:00:00Z',
  changes: 'Affiche du bilan ajoutée\u202f; logotype en deux couleurs',
  links: [...first.links, 'https://nuage.metropole.example/kits/affiches'],
  files: [
    { label: 'affiche-bilan.pdf (1,2\u00a0Mo)', url },
    { label: 'logotype.png (84\u00a0Ko)', url },
  ],
};
const readers = { people: 37, unassigned: ['Nanterre (exemple)', 'Thiais (exemple)'] };
const values = { version: '2', liens: second.links.join('\n'), parcours: trackValue };
const monday = { on: '2026-11-30', isTomorrow: false, at: '2026-11-30T08:00:00Z' };
const older = [{ version: '1', availableAt: first.availableAt }];

/** Kits of communication: published, announced, looked at (règlement, art. 9). */
export const communicationKitSamples: readonly Sample[] = [
  sample(kitPreview, null, second, readers, { morning: { ...monday, isTomorrow: true }, values }),
  sample(kitPreview, 'vendredi', second, readers, { morning: monday, values }),
  sample(
    kitPreview,
    'personne',
    first,
    { people: 0, unassigned: ['Choisy-le-Roi'] },
    { morning: monday, values },
  ),
  sample(kitPublished, null, second, readers, false),
  sample(kitPublished, 'maintenant', first, { people: 37, unassigned: [] }, true),
  sample(kitReady, null, first),
  sample(kitReady, 'nouvelle-version', second),
  sample(kitCard, null, second, null),
  sample(kitCard, 'coordination', second, {
    scheduled: { version: '3', availableAt: '2026-12-07T08:00:00Z' },
    older,
    report: {
      told: 37,
      sent: [
        { channel: 'slack', people: 12 },
        { channel: 'teams', people: 14 },
        { channel: 'mail', people: 6 },
      ],
      waiting: { people: 2, nextAt: '2026-12-01T08:00:00Z' },
      unreachable: ['Bruno Lefèvre'],
      failed: [{ name: amina.name, fault: 'mail address refused' }],
      dropped: 1,
      unassigned: readers.unassigned,
    },
  }),
  sample(kitCard, 'publie-a-l-instant', first, {
    scheduled: null,
    older: [],
    report: { told: null, sent: [], waiting: null, unreachable: [], failed: [], dropped: 0, unassigned: [] },
  }),
  sample(kitMissing, null, { track, trackValue, willBeTold: true, desk: null }),
  sample(kitMissing, 'coordination', {
    track,
    trackValue,
    willBeTold: false,
    desk: { scheduled: { version: '1', availableAt: monday.at } },
  }),
];
