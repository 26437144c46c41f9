import { filesReceived } from '../../../cards/files-received.ts';
import { type Sample, sample } from './sample.ts';

const uses = [
  { label: 'Livrable', command: 'livrable deposer', values: { fichier: 'exemple' } },
  { label: 'Convention', command: 'convention verifier', values: { fichier: 'exemple' } },
];
const refusal =
  'Le contenu de «\u00a0plan.pdf\u00a0» est une image PNG, ce que son nom ne dit pas. Renommez le fichier en «\u00a0.png\u00a0», ou joignez celui que vous vouliez.';

/** Files that people send to the bot. */
export const fileSamples: readonly Sample[] = [
  sample(filesReceived, null, { labels: ["rapport-d'audit.pdf (1,2\u00a0Mo)"], refusals: [], uses }),
  sample(filesReceived, 'plusieurs', {
    labels: ["rapport-d'audit.pdf (1,2\u00a0Mo)", 'suivi.xlsx (34\u00a0Ko)'],
    refusals: [refusal],
    uses: [],
  }),
  sample(filesReceived, 'refuse', { labels: [], refusals: [refusal], uses }),
];
