import { card, notice, text } from './blocks.ts';
import type { Card } from './model.ts';
import { NBSP } from './words.ts';

/** An unexpected fault of ours: the reference lets an operator find it in the log. */
export function somethingBroke(correlationId: string): Card {
  return card('something-broke', 'Demande interrompue', [
    notice('refusal', "Une erreur inattendue a interrompu votre demande. Rien n'a été enregistré."),
    text(
      `Merci de réessayer. Si l'erreur persiste, transmettez cette référence à la coordination${NBSP}: ${correlationId}`,
    ),
  ]);
}

/** The platform that vouches for who people are does not answer: nobody is served under a wrong role. */
export function identityUnavailable(): Card {
  return card('identity-unavailable', 'Service indisponible', [
    notice('refusal', "Votre identité n'a pas pu être vérifiée pour le moment. Rien n'a été enregistré."),
    text('Merci de réessayer dans quelques minutes.'),
  ]);
}

/** After a person gave up what they had begun. */
export function cancelled(): Card {
  return card('cancelled', 'Annulé', [notice('info', "Rien n'a été enregistré.")]);
}

/** A refusal after which what was typed is not lost: it waits in its form. */
export function keptAsDraft(refusal: Card): Card {
  const words = `Ce que vous avez écrit est gardé sept jours${NBSP}: vous le retrouverez en rouvrant le formulaire.`;
  return { ...refusal, blocks: [...refusal.blocks, text(words)] };
}

/** Somebody, or a script in their name, asks faster than a person can read. */
export function tooManyRequests(): Card {
  return card('too-many-requests', 'Trop de demandes', [
    notice(
      'refusal',
      "Trop de demandes ont été reçues en peu de temps. La dernière n'a pas été traitée et rien n'a été enregistré.",
    ),
    text('Merci de patienter une minute avant de réessayer.'),
  ]);
}

/** To a request that comes again after its first answer was emptied (retention, erasure): it was not done twice. */
export function alreadyRecorded(): Card {
  return card('already-recorded', 'Déjà enregistré', [
    notice(
      'info',
      "Cette demande a déjà été reçue et enregistrée. Rien n'a été enregistré une seconde fois.",
    ),
    text("La première réponse n'est plus conservée."),
  ]);
}
