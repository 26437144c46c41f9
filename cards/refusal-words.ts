import type { Reason } from '../src/domain/kernel/refusal.ts';
import { type Described, fixable, mend, other, plain } from './fixes.ts';
import { messageSettled, noAddressThere, personInRole, unknownPerson, writeTo } from './people-refusals.ts';
import { familyRefusal } from './refusal-families.ts';
import { andList, count, echo, frDay, NBSP, ofName, orList, quoted, THIN } from './words.ts';

/** How somebody who names a commune that is not theirs stands to their own. */
const STANDING = {
  referent: 'Vous êtes référent',
  deputy: 'Vous êtes suppléant du référent',
  contractor: 'Vous êtes prestataire',
} as const;

/** The French sentence of one reason: what, why, what next. */
export function describeReason(reason: Reason): Described {
  switch (reason.code) {
    case 'unknown-command':
      return fixable(
        `Commande inconnue. ${reason.suggestions.length === 0 ? '' : `Vouliez-vous dire ${orList(reason.suggestions.map(quoted))}${THIN}? `}Tapez ${quoted('aide')} pour la liste.`,
        [...reason.suggestions.map((word) => other(word, word)), other('Aide', 'aide')].slice(0, 5),
      );
    case 'not-enrolled':
      return fixable(
        `Vous n'êtes pas encore enregistré(e). Indiquez votre collectivité${THIN}; la Métropole confirmera votre rôle.`,
        [{ label: "Demander l'accès", values: {}, command: 'inscription', opensForm: true }],
      );
    case 'no-verified-email':
      return plain(
        "Votre compte n'indique aucun courriel vérifié, qui permettrait de vous reconnaître. Demandez à la coordination de la Métropole de vous enregistrer.",
      );
    case 'coordinators-only':
      return plain('Cette action est réservée à la coordination de la Métropole.');
    case 'referents-only':
      return plain(
        'Cette action est réservée aux référents des collectivités et à leurs suppléants, chacun pour la sienne.',
      );
    case 'other-commune':
      return plain(
        `${STANDING[reason.role]} ${andList(reason.own.map(ofName))}. Seule la Métropole peut modifier la fiche d'une autre collectivité, ou la consulter.${reason.contact === null ? '' : ` Pour toute demande, ${writeTo(reason.contact)}.`}`,
      );
    case 'unknown-commune':
    case 'not-in-register':
      return fixable(
        `Aucune collectivité ${echo(reason.typed)}${reason.code === 'not-in-register' ? ' dans la Métropole (130 communes et 11 EPT)' : ''}. ${meant(reason.suggestions)}${reason.suggestions.length === 0 ? "Vérifiez l'orthographe." : ''}`.trim(),
        reason.suggestions.map((name) => mend(name, { commune: name })),
        reason.code === 'not-in-register' ? 'règlement, art. 3' : null,
      );
    case 'commune-not-enrolled':
      if (!reason.mayAdd) {
        return plain(
          `${reason.name} ne participe à aucun parcours enregistré. Si c'est une erreur, écrivez à la coordination de la Métropole.`,
        );
      }
      return fixable(
        `${reason.name} ne participe à aucun parcours enregistré. Ajoutez-la d'abord au programme.`,
        [
          {
            label: `Ajouter ${reason.name}`,
            values: { commune: reason.name },
            command: 'commune ajouter',
            opensForm: true,
          },
        ],
      );
    case 'several-tracks':
      return fixable(
        `${reason.name} participe à plusieurs parcours. Duquel s'agit-il${THIN}?`,
        reason.choices.map((choice) => mend(choice.label, { commune: choice.value })),
      );
    case 'unknown-track':
      return fixable(
        `Aucun parcours ${echo(reason.typed)}. ${meant(reason.suggestions)}`.trim(),
        reason.suggestions.map((id) => mend(id, { parcours: id })),
      );
    case 'siren-length':
      return siren(`Le SIREN ${echo(reason.siren)} ne comporte pas 9 chiffres.`, reason.official);
    case 'siren-check-digit':
      return siren(`Le SIREN ${reason.siren} n'est pas valide (clé de contrôle).`, reason.official);
    case 'siren-of-another':
      return siren(
        `Le SIREN ${reason.siren} est celui ${ofName(reason.owner)}, non ${ofName(reason.name)}.`,
        reason.official,
      );
    case 'siren-of-nobody':
      return siren(`Le SIREN ${reason.siren} n'est pas celui ${ofName(reason.name)}.`, reason.official);
    case 'already-beneficiary':
      return fixable(`${reason.name} participe déjà à ce parcours. Rien n'a été changé.`, [
        {
          label: 'Voir la fiche',
          values: { commune: reason.name },
          command: 'commune voir',
          opensForm: false,
        },
      ]);
    case 'missing-field':
      return plain('Ce renseignement est nécessaire.');
    case 'too-long':
      return plain(
        `Ce texte compte ${reason.length} caractères${THIN}; le maximum est ${reason.max}. Merci de le raccourcir.`,
      );
    case 'too-short':
      return plain(`Ce texte est trop court${NBSP}: au moins ${count(reason.min, 'caractère')}.`);
    case 'not-a-choice':
      return plain(`${echo(reason.typed)} ne figure pas parmi les choix${NBSP}: ${orList(reason.choices)}.`);
    case 'no-such-day':
      return plain(
        `${echo(reason.typed)} n'est pas une date du calendrier. Écrivez-la sous la forme jj/mm/aaaa, par exemple 31/05/2026.`,
      );
    case 'no-such-delay':
      return plain(
        `${echo(reason.typed)} n'est pas une durée. Exemples${NBSP}: +45j (jours), +6s (semaines), +1m (mois de 30 jours).`,
      );
    case 'invalid-email':
      return plain(
        `${echo(reason.typed)} n'est pas une adresse de courriel. Exemple${NBSP}: prenom.nom@ville.fr.`,
      );
    case 'invalid-phone':
      return plain(phoneSentence(reason.typed));
    case 'invalid-value':
      return plain('Ce texte doit tenir sur une seule ligne.');
    case 'day-past':
      return plain(`Le ${frDay(reason.day)} est passé. Indiquez un jour à venir.`);
    case 'day-too-far':
      return plain(
        `Le ${frDay(reason.day)} est trop éloigné${NBSP}: au plus tard le ${frDay(reason.latest)}.`,
      );
    case 'same-referent':
      return plain(`${reason.name} remplit déjà ce rôle. Rien n'a été changé.`);
    case 'before-present-referent':
      return plain(
        `La personne en place l'est depuis le ${frDay(reason.since)}${THIN}; le changement ne peut prendre effet le ${frDay(reason.day)}, plus tôt.`,
      );
    case 'no-referent-to-assist':
      return plain(
        `${reason.name} n'a pas encore de référent nominatif${NBSP}: désignez d'abord le référent, puis son suppléant.`,
      );
    case 'already-asked':
      return plain(
        `Votre demande pour ${reason.name} est déjà enregistrée depuis le ${frDay(reason.day)}. La Métropole vous répondra${THIN}; il n'y a rien d'autre à faire.`,
      );
    case 'already-referent':
      return plain(
        `Vous êtes déjà enregistré(e) pour ${reason.name}. Tapez ${quoted('aide')} pour voir ce que vous pouvez faire.`,
      );
    case 'request-settled':
      return plain(
        `Cette demande a déjà été ${reason.outcome === 'confirmed' ? 'acceptée' : 'refusée'} le ${frDay(reason.day)}. Rien n'a été changé.`,
      );
    case 'unknown-request':
      return plain("Cette demande n'existe pas ou n'est plus dans le programme.");
    case 'proposal-settled':
      return plain(
        `Cette date a déjà été ${reason.outcome === 'confirmed' ? 'confirmée' : 'écartée'} le ${frDay(reason.day)}. Rien n'a été changé.`,
      );
    case 'unknown-proposal':
      return plain("Cette proposition n'existe pas ou n'est plus dans le programme.");
    case 'import-faults':
      return plain(
        `Rien n'a été importé${NBSP}: ${count(new Set(reason.faults.map(({ line }) => line)).size, 'ligne')} à corriger. Corrigez le fichier et importez-le de nouveau en entier.`,
      );
    case 'import-empty':
      return plain("Le fichier ne contient aucune ligne sous l'en-tête. Rien n'a été importé.");
    case 'import-columns':
      return plain(
        `Colonnes absentes${NBSP}: ${reason.missing.join(', ')}. La première ligne doit porter les noms de colonnes${NBSP}: ${reason.expected.join(';')}.`,
      );
    case 'slot-fault':
      return plain(`Date ${reason.line}${NBSP}: ${describeReason(reason.reason).sentence}`);
    case 'no-reminders':
      return plain("Jalon ne vous adresse aucun rappel pour le moment. Il n'y a donc rien à régler.");
    case 'no-address-there':
      return noAddressThere(reason);
    case 'message-settled':
      return messageSettled(reason);
    case 'unknown-person':
      return unknownPerson(reason);
    case 'person-in-role':
      return personInRole(reason);
    case 'store-down':
      return plain(
        `Le service est momentanément indisponible. Rien n'a été enregistré. Merci de réessayer dans quelques minutes${THIN}; en cas d'urgence, ${writeTo(reason.contact)}.`,
      );
    default:
      return familyRefusal(reason);
  }
}

function siren(sentence: string, official: string): Described {
  return fixable(`${sentence} Celui du répertoire officiel des communes est ${official}.`, [
    mend(`Utiliser ${official}`, { siren: official }),
  ]);
}

function meant(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : `Vouliez-vous dire${NBSP}: ${orList(suggestions)}${THIN}? `;
}

function phoneSentence(typed: string): string {
  const digits = typed.replace(/\D/gu, '').length;
  const fault =
    digits === 10
      ? "Ce numéro n'existe pas dans le plan de numérotation."
      : 'Ce numéro ne comporte pas 10 chiffres.';
  return `${fault} Exemple${NBSP}: 01 48 00 00 00.`;
}
