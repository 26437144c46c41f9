/** The names and people that the samples speak of: Choisy-le-Roi is the programme's, the people are made up. */
export const track = 'IA – Administration interne des collectivités';
export const department = 'Direction Numérique et Réseaux';
export const choisy = { commune: 'Choisy-le-Roi', communeValue: 'choisy-le-roi' } as const;

/** The numbers are of the range that ARCEP keeps for works of fiction. */
export const amina = {
  name: 'Amina Diallo',
  position: 'Directrice du numérique',
  email: 'amina.diallo@choisy.example',
  phone: '+33199001234',
} as const;

export const bruno = {
  name: 'Bruno Lefèvre',
  position: 'Chef de projet',
  email: 'bruno.lefevre@choisy.example',
  phone: '+33199005678',
} as const;
