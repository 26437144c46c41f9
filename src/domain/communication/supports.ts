/** What a project may be communicated on (règlement, art. 9), as people name it when they have a text checked. */
export const SUPPORTS = [
  'affiche',
  'carton',
  'kakemono',
  'signaletique',
  'communique',
  'dossier-de-presse',
  'site',
  'reseau-social',
  'presentation',
  'video',
] as const;

export type Support = (typeof SUPPORTS)[number];

/** Art. 9 asks for the Métropole's account on social networks, and nowhere else. */
export function asksForAccount(support: Support): boolean {
  return support === 'reseau-social';
}
