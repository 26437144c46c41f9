import { communicationRules, type RulesView } from '../../../cards/communication.ts';
import { rulesReminder, rulesWish } from '../../../cards/communication-reminder.ts';
import { choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const { commune } = choisy;

const rules: RulesView = {
  support: null,
  kits: [{ track, version: null }],
  guideUrl: null,
  direction: null,
  isOwn: true,
  isSilenced: false,
};
const equipped: RulesView = {
  ...rules,
  support: 'reseau-social',
  kits: [{ track, version: '1.2' }],
  guideUrl: 'https://kit.example/guide-du-logotype.pdf',
  direction: 'communication@metropole.example',
  isSilenced: true,
};

/** The rules of communication, their reminders and the check of a text. */
export const communicationSamples: readonly Sample[] = [
  sample(communicationRules, null, rules),
  sample(communicationRules, 'support', equipped),
  sample(communicationRules, 'affiche', { ...rules, support: 'affiche' }),
  sample(rulesReminder, null, { kind: 'words' }),
  sample(rulesReminder, 'start', { kind: 'start', on: '2025-12-01', commune }),
  sample(rulesReminder, 'setup-end', {
    kind: 'setup-end',
    on: '2026-05-31',
    commune,
    phase: 'Mise en place et formation',
  }),
  sample(rulesReminder, 'assessment', { kind: 'assessment', on: '2026-11-30', commune }),
  sample(rulesReminder, 'minutes', { kind: 'minutes', meeting: 'CO-07', on: '2026-07-15', commune }),
  sample(rulesWish, null, false),
  sample(rulesWish, 'again', true),
];
