import { card, facts, notice, run, subtle, text } from './blocks.ts';
import type { Card } from './model.ts';
import type { ContactView } from './referent.ts';
import { frInstant, frPhone, NBSP, ofName, shortName } from './words.ts';

export interface RequestView {
  readonly commune: string;
  readonly communeValue: string;
  readonly requestId: string;
  readonly role: 'referent' | 'deputy';
  readonly person: ContactView;
  readonly askedAt: string;
  /** Who holds the role now, and would be replaced. */
  readonly present: string | null;
}

/** To the person who asks. */
export function accessRequested(view: RequestView): Card {
  return card('access-requested', 'Demande enregistrée', [
    notice('success', `Votre demande pour ${view.commune} est enregistrée le ${frInstant(view.askedAt)}.`),
    text('La Métropole du Grand Paris doit la confirmer. Vous recevrez sa réponse ici.'),
  ]);
}

/** To the coordinators: one button settles it. */
export function accessAsked(view: RequestView): Card {
  const values = { commune: view.communeValue, demande: view.requestId };
  return card(
    'access-asked',
    `${shortName(view.commune)}${NBSP}: demande d'accès`,
    [
      text(
        `${view.person.name} demande à être ${roleName(view.role)} ${ofName(view.commune)} (${frInstant(view.askedAt)}).`,
      ),
      facts([
        ['Fonction', view.person.position],
        ['Courriel vérifié', view.person.email],
        ['Téléphone', view.person.phone === null ? null : frPhone(view.person.phone)],
        ['Personne en place', view.present],
      ]),
      subtle('Convention, art. 4.'),
    ],
    [
      run('Confirmer', 'inscription confirmer', values, 'primary'),
      run('Refuser', 'inscription refuser', values, 'danger'),
    ],
  );
}

/** To the person who asked, once MGP has refused. A confirmation is told by the welcome to the role. */
export function accessDeclined(view: { readonly commune: string }): Card {
  return card('access-declined', 'Demande refusée', [
    text(
      `La Métropole du Grand Paris n'a pas confirmé votre demande pour ${view.commune}. Pour en connaître la raison, écrivez à la coordination.`,
    ),
  ]);
}

/** To the coordinator who has refused. */
export function requestDeclined(view: { readonly commune: string; readonly name: string }): Card {
  return card('request-declined', 'Demande refusée', [
    notice(
      'success',
      `La demande de ${view.name} pour ${view.commune} est refusée. La personne en est informée.`,
    ),
  ]);
}

function roleName(role: 'referent' | 'deputy'): string {
  return role === 'referent' ? 'référent(e) projet' : 'suppléant(e)';
}
