import type { Command, Role } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';

/** Everybody who may come, and the role by which the table of commands knows them. */
export const rolesOf = {
  coordinator: 'coordinator',
  referent: 'referent',
  deputy: 'deputy',
  contractor: 'contractor',
  stranger: 'anyone',
} as const satisfies Readonly<Record<string, Role>>;

export type Standing = keyof typeof rolesOf;

/** What somebody may do for a commune: Choisy-le-Roi is the référent's and the deputy's own, Nanterre is not. */
export interface Right {
  readonly command: Command;
  readonly standing: Standing;
  readonly commune: 'choisy-le-roi' | 'nanterre';
  readonly expected: 'served' | 'other-commune' | 'coordinators-only' | 'referents-only' | 'not-enrolled';
}

/** What the refusal says, spaces made plain. */
export const REFUSED_WITH: Readonly<Record<Exclude<Right['expected'], 'served'>, string>> = {
  'other-commune': "Seule la Métropole peut modifier la fiche d'une autre collectivité",
  'coordinators-only': 'Cette action est réservée à la coordination de la Métropole.',
  'referents-only':
    'Cette action est réservée aux référents des collectivités et à leurs suppléants, chacun pour la sienne.',
  'not-enrolled': "Vous n'êtes pas encore enregistré(e).",
};

/** Every command of the table, for everybody, for their own commune and for another. */
export const rights: readonly Right[] = commands.flatMap((command) =>
  Object.keys(rolesOf).flatMap((standing) =>
    (['choisy-le-roi', 'nanterre'] as const).map((commune) =>
      rightOf(command, standing as Standing, commune),
    ),
  ),
);

function rightOf(command: Command, standing: Standing, commune: Right['commune']): Right {
  return { command, standing, commune, expected: expectedFor(command, rolesOf[standing], commune) };
}

function expectedFor(command: Command, role: Role, commune: Right['commune']): Right['expected'] {
  const { roles } = command;
  const ownOnly = role === 'referent' || role === 'deputy';
  if (roles.includes('anyone')) return 'served';
  if (!roles.includes(role)) {
    if (roles.every((one) => one === 'coordinator')) return 'coordinators-only';
    return role === 'anyone' ? 'not-enrolled' : 'referents-only';
  }
  const foreign = command.fields['commune'] !== undefined && commune === 'nanterre';
  return ownOnly && foreign ? 'other-commune' : 'served';
}

/** Plausible values for every required field, so that nothing but rights can refuse. */
export function valuesFor(command: Command, commune: string): Record<string, string> {
  const given: Record<string, string> = {
    commune,
    role: 'referent',
    nom: 'Léa Moreau',
    courriel: 'lea.moreau@choisyleroi.example',
    telephone: '01 48 00 00 06',
    'a-compter-du': '12/03/2026',
    etape: 'setup',
    date: '15/07/2026',
    cause: 'Salle indisponible',
    delai: '+45j',
    jour: '20/03/2026',
    echeance: 'setup-end',
    prevue: '2026-05-31',
    demande: 'unknown',
    proposition: 'unknown',
    fichier: 'collectivite\nThiais',
    type: 'operationnel',
    heure: '10:00',
    rythme: '2e mardi',
    reunion: 'CO-01',
    serie: 'CO-01',
    ajustement: 'annuler',
    livrable: 'LIV-2026-0001',
    reserve: '1',
    nature: 'prestataire',
    faits: 'Le prestataire ne répond plus depuis lundi.',
    'constate-le': '12/03/2026',
    consequence: 'aucune',
    version: '1',
    liens: 'https://nuage.mgp.example/kits/ia',
    support: 'affiche',
    titre: 'Réunion publique',
    public: 'habitants',
  };
  return Object.fromEntries(
    Object.keys(command.fields).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
}
