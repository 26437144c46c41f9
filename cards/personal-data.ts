import { card, facts, list, notice, subtle, text } from './blocks.ts';
import { type Channel, channelName } from './channels.ts';
import type { Card } from './model.ts';
import { andList, count, frDay, frPhone, NBSP, ofName, quoted } from './words.ts';

export interface OwnDataView {
  readonly person: {
    readonly name: string;
    readonly position: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly channels: readonly Channel[];
  };
  /** Where the person speaks for whom today. */
  readonly roles: readonly string[];
  readonly retention: {
    readonly years: number;
    /** The last day of the conventions, ISO. */
    readonly termOn: string;
  } | null;
  readonly contact: string | null;
  readonly fileUrl: string;
}

/** What is kept of somebody, why, for how long, and what they may ask (RGPD). */
export function ownDataCard(view: OwnDataView): Card {
  const { person, roles, retention } = view;
  return card(
    'own-data',
    'Mes données',
    [
      text(
        `Jalon garde vos coordonnées, vos comptes, vos préférences, vos actes datés (désignations, déclarations) et les messages qu'il vous a adressés${NBSP}: le fichier les contient tous.`,
      ),
      facts([
        ['Nom', person.name],
        ['Fonction', person.position],
        ['Courriel', person.email],
        ['Téléphone', person.phone === null ? null : frPhone(person.phone)],
        ['Comptes', person.channels.length === 0 ? null : andList(person.channels.map(channelName))],
        ['Rôles', roles.length === 0 ? 'aucun à ce jour' : roles.join(', ')],
      ]),
      list([
        `Finalité${NBSP}: suivre la convention, référents (art. 4) et calendrier (art. 5).`,
        ...(retention === null ? [] : [`Durée${NBSP}: ${durationOf(retention)}.`]),
        `Rectification${NBSP}: complétez vos coordonnées avec ${quoted('referent changer')}, ou demandez à la coordination de les corriger.`,
        `Effacement${NBSP}: sur demande à la coordination, une fois votre rôle transmis. L'historique reste, sans votre nom.`,
        `Contact${NBSP}: ${contactOf(view.contact)}.`,
      ]),
      subtle('Le lien vous est personnel et reste valable 24 heures. Ne le transmettez pas.'),
    ],
    [{ kind: 'link', label: 'Télécharger mes données', url: view.fileUrl }],
  );
}

/** To somebody of whom nothing is kept. */
export function noOwnData(): Card {
  return card('no-own-data', 'Mes données', [
    notice('success', "Aucune donnée n'est enregistrée à votre sujet."),
  ]);
}

function durationOf({ years, termOn }: NonNullable<OwnDataView['retention']>): string {
  return `${count(years, 'an')} après le terme de la convention (${frDay(termOn)})`;
}

function contactOf(email: string | null): string {
  return email === null ? 'la coordination de la Métropole' : `la coordination de la Métropole, ${email}`;
}

/** A role that somebody holds today. */
export type RoleView =
  | { readonly role: 'referent' | 'deputy'; readonly of: string; readonly track: string }
  | { readonly role: 'contractor'; readonly track: string }
  | { readonly role: 'coordinator' };

/** `référent(e) de Choisy-le-Roi (parcours « … »)`. */
export function roleName(view: RoleView): string {
  switch (view.role) {
    case 'referent':
      return `référent(e) ${ofName(view.of)} (parcours ${quoted(view.track)})`;
    case 'deputy':
      return `suppléant(e) ${ofName(view.of)} (parcours ${quoted(view.track)})`;
    case 'contractor':
      return `prestataire (parcours ${quoted(view.track)})`;
    case 'coordinator':
      return 'coordination de la Métropole';
  }
}
