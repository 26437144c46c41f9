import type { Reason } from '../src/domain/kernel/refusal.ts';
import { channelName } from './channels.ts';
import { type Described, fixable, other, plain } from './fixes.ts';
import { echo, frDay, NBSP, ofName, quoted, THIN } from './words.ts';

type Of<Code extends Reason['code']> = Extract<Reason, { readonly code: Code }>;

const OUTCOMES: Readonly<Record<Of<'message-settled'>['outcome'], string>> = {
  sent: "Ce message est parti entre-temps. Il n'y a plus rien à faire.",
  dropped: "Ce message a déjà été arrêté, ou n'a plus lieu d'être. Il n'y a plus rien à faire.",
  unknown: "Ce message n'est plus parmi les envois.",
  sending: "Ce message est en cours d'envoi. Réessayez dans quelques minutes.",
};

/** A message that left, was given up, or is leaving when the button is pressed. */
export function messageSettled(reason: Of<'message-settled'>): Described {
  return fixable(OUTCOMES[reason.outcome], [other('Voir les envois', 'envois')]);
}

/** A chat from which the person never wrote. */
export function noAddressThere(reason: Of<'no-address-there'>): Described {
  const name = channelName(reason.channel);
  return plain(
    `Jalon ne connaît pas votre adresse sur ${name}. Écrivez-lui d'abord depuis ${name}, par exemple ${quoted('aide')}${THIN}; ce choix sera alors possible.`,
  );
}

/** Nobody is recorded under what was typed. */
export function unknownPerson(reason: Of<'unknown-person'>): Described {
  return plain(
    `Personne n'est enregistré sous ${echo(reason.typed)}. Vérifiez le courriel ou le numéro${THIN}; si les données ont déjà été effacées, il n'y a rien d'autre à faire.`,
  );
}

/** Whoever holds a role is not erased before somebody else has it. */
export function personInRole({ name, held }: Of<'person-in-role'>): Described {
  if (held.role === 'coordinator') {
    return plain(
      `${name} fait partie de la coordination. Faites d'abord retirer son courriel de la configuration (JALON_COORDINATORS) par l'exploitant.`,
    );
  }
  if (held.role === 'contractor') {
    return plain(
      `${name} est le contact du prestataire. Faites d'abord retirer son courriel du fichier du programme par l'exploitant.`,
    );
  }
  const role = held.role === 'referent' ? 'référent(e)' : 'suppléant(e)';
  const since = held.fromOn === null ? 'est' : `sera à compter du ${frDay(held.fromOn)}`;
  return fixable(
    `${name} ${since} ${role} ${ofName(held.commune)}${NBSP}: désignez d'abord une autre personne, puis recommencez.`,
    [
      {
        label: 'Désigner une autre personne',
        values: { commune: held.commune, role: held.role === 'referent' ? 'referent' : 'suppleant' },
        command: 'referent changer',
        opensForm: true,
      },
    ],
    'convention, art. 4',
  );
}

/** Whom to write to, at the end of a sentence. */
export function writeTo(contact: string | null): string {
  return contact === null ? 'écrivez à la coordination' : `écrivez à la coordination (${contact})`;
}
