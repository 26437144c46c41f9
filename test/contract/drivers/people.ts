import type { Known } from './shown.ts';

/**
 * Made-up people: their addresses exist nowhere. Camille and Nadia are the coordination, nobody else has a role at first;
 * Ines is the contractor where there is one.
 */
export const people = {
  amina: { id: 'UAMINA', name: 'Amina Diallo', email: 'amina.diallo@choisy.example' },
  bruno: { id: 'UBRUNO', name: 'Bruno Lefèvre', email: 'bruno.lefevre@choisy.example' },
  camille: { id: 'UCAMILLE', name: 'Camille Perrin', email: 'camille.perrin@metropole.example' },
  nadia: { id: 'UNADIA', name: 'Nadia Benali', email: 'nadia.benali@metropole.example' },
  dominique: { id: 'UDOMINIQUE', name: 'Dominique Martin', email: 'dominique.martin@ailleurs.example' },
  ines: { id: 'UINES', name: 'Ines Faure', email: 'ines.faure@prestataire.example' },
} as const satisfies Record<string, Known>;

export const coordinators: readonly string[] = [people.camille.email, people.nadia.email];
