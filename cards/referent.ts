import { card, facts, form, inFull, list, notice, run, strong, subtle, text } from './blocks.ts';
import { type LostView, lostLine } from './channels.ts';
import { type KitView, linkActions, seeKit } from './kit.ts';
import type { Block, Card, Values } from './model.ts';
import { frDay, frInstant, frPhone, NBSP, ofName, quoted, shortName, THIN } from './words.ts';

export type RoleName = 'referent' | 'deputy';

/** Somebody's contact details, as art. 4 asks for them. */
export interface ContactView {
  readonly name: string;
  readonly position: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Whoever holds a role: their details, and the accounts at which they are no longer reached. */
export interface HolderView extends ContactView {
  readonly lost: readonly LostView[];
}

export interface ChangeView {
  readonly commune: string;
  /** What names the commune in a command. */
  readonly communeValue: string;
  readonly role: RoleName;
  readonly number: string;
  readonly recordedAt: string;
  readonly fromOn: string;
  readonly isFuture: boolean;
  /** True when MGP itself declares it, which then need not be told. */
  readonly byCoordinator: boolean;
  readonly person: ContactView;
  readonly previous: ContactView | null;
}

/** The receipt of a designation or a change (art. 4 « sans délai »). */
export function referentChanged(view: ChangeView): Card {
  const what = view.previous === null ? `La désignation ${of(view.role)}` : `Le changement ${of(view.role)}`;
  const verb = view.previous === null ? 'enregistrée' : 'enregistré';
  return card(
    'referent-changed',
    view.previous === null ? 'Désignation enregistrée' : 'Changement enregistré',
    [
      notice('success', `${what} est ${verb} le ${frInstant(view.recordedAt)} (n°${NBSP}${view.number}).`),
      text(
        view.byCoordinator
          ? `Les personnes concernées en sont informées (convention, art. 4).`
          : `La Métropole du Grand Paris en est informée (convention, art. 4${NBSP}: ${quoted('sans délai')}).`,
      ),
      contactFacts(view),
      text(
        view.isFuture
          ? `Les rappels lui seront adressés à partir du ${frDay(view.fromOn)}${THIN}; jusque-là, rien ne change.`
          : 'Les rappels à venir lui sont adressés dès maintenant.',
      ),
    ],
    [run('Voir la fiche', 'referent voir', { commune: view.communeValue })],
  );
}

/** To MGP's coordinators, at once (art. 4). The reason is given to them only. */
export function referentChangedNotice(
  view: ChangeView & { readonly by: string; readonly reason: string | null },
): Card {
  const title = `${shortName(view.commune)}${NBSP}: ${view.previous === null ? 'désignation' : 'changement'} ${of(view.role)}`;
  return card(
    'referent-changed-notice',
    title,
    [
      text(
        `Déclaration n°${NBSP}${view.number}, reçue le ${frInstant(view.recordedAt)}, faite par ${view.by}.`,
      ),
      contactFacts(view),
      ...(view.reason === null ? [] : [text(`Motif${NBSP}: ${view.reason}`)]),
      subtle('Convention, art. 4.'),
    ],
    [run('Voir la fiche', 'referent voir', { commune: view.communeValue })],
  );
}

/** What somebody who takes a role over needs to know beside it. */
export interface WelcomeView extends ChangeView {
  readonly upcoming: readonly string[];
  /** The track's current one (règlement, art. 9); null while there is none. */
  readonly kit: Pick<KitView, 'trackValue' | 'version' | 'links'> | null;
}

/** To the person who takes the role over. */
export function referentWelcome(view: WelcomeView): Card {
  return card(
    'referent-welcome',
    `Vous êtes ${view.role === 'referent' ? 'référent(e) projet' : 'suppléant(e) du référent projet'} ${ofName(shortName(view.commune))}`,
    [
      ...inFull(view.commune),
      text(
        `À compter du ${frDay(view.fromOn)}, vous êtes l'interlocuteur de la Métropole et de son prestataire (convention, art. 4).`,
      ),
      ...upcomingBlocks(view.upcoming),
      ...kitBlocks(view),
      subtle(
        `Déclaration n°${NBSP}${view.number}. Si c'est une erreur, écrivez à la coordination de la Métropole.`,
      ),
    ],
    [
      run('Calendrier', 'calendrier', { commune: view.communeValue }, 'primary'),
      ...(view.kit === null ? [] : [seeKit(view.kit), ...linkActions(view.kit.links)]),
      run('Aide', 'aide'),
    ],
  );
}

/** To the person who leaves the role. */
export function referentFarewell(view: ChangeView): Card {
  return card(
    'referent-farewell',
    `${shortName(view.commune)}${NBSP}: vous n'êtes plus ${view.role === 'referent' ? 'référent(e) projet' : 'suppléant(e)'}`,
    [
      ...inFull(view.commune),
      text(
        `À compter du ${frDay(view.fromOn)}, ${view.person.name} prend votre suite. Les rappels ne vous seront plus adressés. Merci de votre engagement.`,
      ),
      subtle(
        `Déclaration n°${NBSP}${view.number}. Si c'est une erreur, écrivez à la coordination de la Métropole.`,
      ),
    ],
  );
}

export interface FileView {
  readonly commune: string;
  readonly communeValue: string;
  readonly track: string;
  readonly department: string | null;
  readonly referent: HolderView | null;
  readonly deputy: HolderView | null;
  readonly history: readonly string[];
  readonly mayChange: boolean;
}

/** Who speaks for a commune today, and who did before (art. 4). */
export function referentFile(view: FileView): Card {
  const none =
    view.department === null
      ? "Aucun référent nominatif n'est désigné."
      : `La délibération désigne un service, ${quoted(view.department)}, sans nommer personne. La convention (art. 4) demande un courriel et un téléphone.`;
  const change = { commune: view.communeValue };
  return card(
    'referent-file',
    `Référent projet${NBSP}: ${shortName(view.commune)}`,
    [
      ...inFull(view.commune),
      subtle(`Parcours ${quoted(view.track)}`),
      ...(view.referent === null
        ? [notice('warning', none)]
        : [strong('Référent'), ...contact(view.referent)]),
      ...(view.deputy === null ? [] : [strong('Suppléant'), ...contact(view.deputy)]),
      ...(view.history.length === 0 ? [] : [strong('Historique'), list(view.history)]),
    ],
    view.mayChange
      ? [
          form(
            view.referent === null ? 'Désigner le référent' : 'Changer le référent',
            'referent changer',
            change,
            'primary',
          ),
          ...(view.referent === null
            ? []
            : [form('Désigner un suppléant', 'referent changer', { ...change, role: 'suppleant' })]),
        ]
      : [],
  );
}

/** One line of a file's history. */
export function historyLine(entry: {
  readonly role: RoleName;
  readonly name: string;
  readonly fromOn: string;
  readonly number: string;
  readonly declaredAt: string;
}): string {
  const role = entry.role === 'referent' ? 'référent' : 'suppléant';
  return `${frDay(entry.fromOn)}${NBSP}: ${entry.name}, ${role} (n°${NBSP}${entry.number}, déclaré le ${frInstant(entry.declaredAt)})`;
}

/** A first day more than a week back is asked about before it is taken. */
export function confirmPastChange(view: { readonly fromOn: string; readonly values: Values }): Card {
  return card(
    'confirm-past-change',
    'Date passée',
    [
      notice(
        'warning',
        `La date du ${frDay(view.fromOn)} est passée. Souhaitez-vous déclarer un changement déjà intervenu${THIN}?`,
      ),
      text('La date de déclaration restera celle de ce jour.'),
    ],
    [
      run('Oui, déjà intervenu', 'referent changer', { ...view.values, confirme: 'oui' }, 'primary'),
      form('Corriger', 'referent changer', view.values),
    ],
  );
}

function contactFacts(view: ChangeView): Block {
  return facts([
    ['Collectivité', view.commune],
    ['À compter du', frDay(view.fromOn)],
    [view.role === 'referent' ? 'Référent' : 'Suppléant', view.person.name],
    ['Fonction', view.person.position],
    ['Courriel', view.person.email],
    ['Téléphone', view.person.phone === null ? null : frPhone(view.person.phone)],
    ['Prend la suite de', view.previous?.name ?? null],
  ]);
}

function contact(person: HolderView): readonly Block[] {
  return [
    facts([
      ['Nom', person.name],
      ['Fonction', person.position],
      ['Courriel', person.email],
      ['Téléphone', person.phone === null ? null : frPhone(person.phone)],
    ]),
    ...person.lost.map((account) => notice('warning', `Attention${NBSP}: ${lostLine(account)}.`)),
  ];
}

function upcomingBlocks(upcoming: readonly string[]): readonly Block[] {
  return upcoming.length === 0 ? [] : [strong('Prochaines échéances'), list(upcoming)];
}

function kitBlocks({ kit }: WelcomeView): readonly Block[] {
  return kit === null
    ? [subtle(`Kit de communication du parcours${NBSP}: pas encore disponible.`)]
    : [
        text(
          `Kit de communication du parcours${NBSP}: version ${kit.version}, à utiliser dès que vous communiquez (règlement, art. 9).`,
        ),
      ];
}

function of(role: RoleName): string {
  return role === 'referent' ? 'de référent projet' : 'de suppléant';
}
