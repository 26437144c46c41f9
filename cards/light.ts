import type { Light } from '../src/domain/calendar/light.ts';
import { notice } from './blocks.ts';
import type { Block } from './model.ts';
import { count, NBSP } from './words.ts';

/** The worst first. */
export const LIGHTS: readonly Light[] = ['late', 'cut', 'at-risk', 'on-time'];

/** How a calendar does (art. 5), with its figures. */
export interface LightView {
  readonly light: Light;
  readonly slackDays: number;
  readonly lostDays: number;
}

const WORDS: Readonly<Record<Light, string>> = {
  late: 'en retard',
  cut: 'utilisation réduite',
  'at-risk': 'à risque',
  'on-time': 'dans les temps',
};

/** How a calendar does, in words. */
export function lightWords(light: Light): string {
  return WORDS[light];
}

/** The same as a sentence, with its figures. */
export function lightBlock({ light, slackDays, lostDays }: LightView): Block {
  const lost = lostDays === 0 ? '' : ` Utilisation réduite de ${count(lostDays, 'jour')}.`;
  switch (light) {
    case 'late':
      return notice('warning', `Calendrier${NBSP}: en retard. Une étape aurait dû prendre fin.${lost}`);
    case 'cut':
      return notice('warning', `Calendrier${NBSP}: utilisation réduite de ${count(lostDays, 'jour')}.`);
    case 'at-risk':
      return notice(
        'warning',
        `Calendrier${NBSP}: à risque, ${count(slackDays, 'jour')} de marge avant la date limite du bilan.`,
      );
    case 'on-time':
      return notice(
        'success',
        `Calendrier${NBSP}: dans les temps, ${count(slackDays, 'jour')} de marge avant la date limite du bilan.`,
      );
  }
}
