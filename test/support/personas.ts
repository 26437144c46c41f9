import type { Visitor } from '../../src/usecases/bot.ts';

/** Who takes part in the tests; each writes from one account, whose e-mail the platform vouches for. */
export type Persona =
  | 'coordinator'
  | 'otherCoordinator'
  | 'referent'
  | 'deputy'
  | 'foreignReferent'
  | 'successor'
  | 'contractor'
  | 'stranger';

interface Identity {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export const identities: Readonly<Record<Persona, Identity>> = {
  coordinator: { name: 'Camille Roux', email: 'camille.roux@mgp.example', phone: '01 48 00 00 01' },
  otherCoordinator: { name: 'Denis Blanc', email: 'denis.blanc@mgp.example', phone: '01 48 00 00 02' },
  referent: { name: 'Amina Diallo', email: 'amina.diallo@choisyleroi.example', phone: '01 48 00 00 03' },
  deputy: { name: 'Paul Durand', email: 'paul.durand@choisyleroi.example', phone: '01 48 00 00 04' },
  foreignReferent: { name: 'Zoé Petit', email: 'zoe.petit@nanterre.example', phone: '01 48 00 00 05' },
  successor: { name: 'Léa Moreau', email: 'lea.moreau@choisyleroi.example', phone: '01 48 00 00 06' },
  contractor: { name: 'Ines Faure', email: 'ines.faure@prestataire.example', phone: '01 48 00 00 07' },
  stranger: { name: 'Hugo Noir', email: 'hugo.noir@ailleurs.example', phone: '01 48 00 00 08' },
};

export const coordinatorEmails = [identities.coordinator.email, identities.otherCoordinator.email];

/** The persona as a platform presents them. */
export function visitorOf(persona: Persona): Visitor {
  const { name, email } = identities[persona];
  return {
    platform: 'web',
    accountId: `web/${persona}`,
    email: email.toUpperCase(),
    name,
    reference: { conversation: persona },
  };
}

/** The persona whose e-mail this is; the e-mail itself for anybody else. */
export function personaOf(email: string | null): string {
  const found = Object.entries(identities).find(([, identity]) => identity.email === email);
  return found?.[0] ?? email ?? 'nobody';
}
