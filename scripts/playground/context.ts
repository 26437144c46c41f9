/** Somebody in the playground's roster; nobody by these e-mails exists. */
interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Somebody who opens a window. */
interface Player extends Member {
  /** Shown beside the address of their window. */
  readonly role: string;
}

const amina: Player = {
  id: 'amina',
  name: 'Amina Diallo',
  email: 'amina.diallo@choisy.example',
  role: 'agente de Choisy-le-Roi',
};

/** Named by `JALON_COORDINATORS`: whoever the roster gives this e-mail is a coordinator. */
export const coordinator: Player = {
  id: 'camille',
  name: 'Camille Perrin',
  email: 'camille.perrin@metropole.example',
  role: 'coordination de la Métropole',
};

export const players: readonly Player[] = [amina, coordinator];

/** The rest of the roster: the playground wants five people beside the one whose window it is. */
const others: readonly Member[] = [
  { id: 'bruno', name: 'Bruno Lefèvre', email: 'bruno.lefevre@choisy.example' },
  { id: 'zoe', name: 'Zoé Petit', email: 'zoe.petit@nanterre.example' },
  { id: 'ines', name: 'Inès Faure', email: 'ines.faure@prestataire.example' },
  { id: 'dominique', name: 'Dominique Martin', email: 'dominique.martin@ailleurs.example' },
];

/**
 * What a window's configuration file holds: whose window it is, and the roster whose e-mails Jalon takes for verified.
 * JSON, which YAML readers read.
 */
export function contextOf(player: Player): string {
  const users = [...players.filter((other) => other !== player), ...others];
  return JSON.stringify({
    version: '0.1.1',
    tenantId: 'terrain-d-essai',
    bot: { id: 'jalon', name: 'Jalon' },
    currentUser: userOf(player),
    users: users.map(userOf),
    personalChat: { id: `conversation-${player.id}` },
    groupChat: { id: 'groupe', name: 'Groupe de projet' },
    team: {
      id: 'equipe',
      name: 'Équipe projet',
      aadGroupId: 'groupe-equipe',
      channels: [{ id: 'annonces', name: 'Annonces' }],
    },
  });
}

function userOf({ id, name, email }: Member): Readonly<Record<string, string>> {
  const [givenName = '', surname = ''] = name.split(' ');
  return { id, name, email, userPrincipleName: email, aadObjectId: `aad-${id}`, givenName, surname };
}
