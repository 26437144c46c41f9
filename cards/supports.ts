import type { Support } from '../src/domain/communication/supports.ts';
import type { FieldOption } from './model.ts';

/** What each support is called in a list and in a sentence. */
export const SUPPORT_NAMES: Readonly<Record<Support, string>> = {
  affiche: 'Affiche',
  carton: "Carton d'invitation",
  kakemono: 'Kakémono',
  signaletique: 'Signalétique',
  communique: 'Communiqué de presse',
  'dossier-de-presse': 'Dossier de presse',
  site: 'Site internet',
  'reseau-social': 'Réseau social',
  presentation: 'Présentation',
  video: 'Vidéo',
};

/** The supports as a form offers them. */
export const SUPPORT_OPTIONS: readonly FieldOption[] = Object.entries(SUPPORT_NAMES).map(
  ([value, label]) => ({ value, label }),
);
