import { communicationRules, type RulesView } from '../../../cards/communication.ts';
import { rulesReminder, rulesWish } from '../../../cards/communication-reminder.ts';
import { textChecked, textCorrected } from '../../../cards/text-check.ts';
import { checkText } from '../../../src/domain/communication/check.ts';
import { correctedText } from '../../../src/domain/communication/corrected.ts';
import type { Support } from '../../../src/domain/communication/supports.ts';
import { choisy, track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const url = 'https://jalon.example/f/exemple';
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

const right = `Choisy-le-Roi essaie un assistant pour ses agents.
Un projet du programme Appropriation de la Métropole du Grand Paris`;
const wrong = `Choisy-le-Roi essaie un assistant pour ses agents, avec la Métropole Grand Paris.
Un projet du programme Apropriation de la Métropole du Grand Paris
@MetropoleGrandParis`;
const without = 'Choisy-le-Roi essaie un assistant pour ses agents.';

function checkedOf(text: string, support: Support | null, name: string | null = null) {
  const checked = checkText(text, support);
  return { name, support, checked, values: { fichier: 'exemple' }, isOwn: true, result: 'mention:present' };
}

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
  sample(textChecked, null, checkedOf(wrong, 'reseau-social')),
  sample(textChecked, 'right', checkedOf(right, 'affiche', 'affiche.docx')),
  sample(textChecked, 'absent', checkedOf(without, null)),
  sample(textCorrected, null, {
    text: correctedText(wrong, 'reseau-social'),
    url,
    support: 'reseau-social',
    values: { fichier: 'exemple' },
    isOwn: true,
  }),
  sample(textCorrected, 'long', {
    text: correctedText(`${without} `.repeat(60), null),
    url,
    support: null,
    values: { fichier: 'exemple' },
    isOwn: false,
  }),
];
