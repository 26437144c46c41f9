import type { Audience, CheckResult } from '../src/domain/communication/events.ts';
import type { Support } from '../src/domain/communication/supports.ts';
import { card, facts, form, inFull, list, notice, run, strong, subtle } from './blocks.ts';
import { checkFacts, lacks } from './check-result.ts';
import type { Action, Block, Card } from './model.ts';
import { SUPPORT_NAMES } from './supports.ts';
import { frDay, frInstant, NBSP, ofName, shortName } from './words.ts';

/** What cards show of a publication. */
export interface PublicationView {
  /** `PUB-2026-0001`. */
  readonly number: string;
  readonly commune: string;
  readonly communeValue: string;
  readonly support: Support;
  readonly title: string;
  /** Paris day, ISO. */
  readonly publishedOn: string;
  readonly audience: Audience;
  readonly url: string | null;
  /** Null when its text was not checked here. */
  readonly check: CheckResult | null;
  /** Null when nobody has said it. */
  readonly hasLogotype: boolean | null;
  /** Name of who declared it. */
  readonly by: string;
  /** UTC instant of the record. */
  readonly at: string;
}

/** Whom a publication is meant for, as forms and cards call it. */
export const AUDIENCES: Readonly<Record<Audience, string>> = {
  public: 'Habitants et parties prenantes',
  internal: 'Agents de la collectivité',
};

export const PUBLICATION_ARTICLE = 'Convention, art. 3. Règlement, art. 9.';

/** What was just recorded, with what is missing from it and what to do. */
export function publicationDeclared(view: PublicationView): Card {
  return card(
    'publication-declared',
    `${view.number}${NBSP}: ${shortName(view.commune)}`,
    [
      ...inFull(view.commune),
      notice(
        'success',
        `Merci. La publication est enregistrée le ${frInstant(view.at)}, sous le n°${NBSP}${view.number}. La Métropole en est informée et peut la mettre en valeur.`,
      ),
      publicationFacts(view),
      ...lackBlocks(view),
      ...(view.check === null
        ? [
            notice(
              'info',
              `Le texte n'a pas été vérifié ici${NBSP}: la mention et les noms restent à relire.`,
            ),
          ]
        : []),
      subtle(PUBLICATION_ARTICLE),
    ],
    [
      ...pageLink(view),
      ...(view.check === null
        ? [form('Vérifier un texte', 'texte verifier', { support: view.support })]
        : []),
      form('Déclarer une autre publication', 'publication declarer'),
      ...seeAll(),
    ],
  );
}

/** The same page, or the same thing on the same day, stands in the register: nothing was recorded twice. */
export function publicationKnown(view: PublicationView): Card {
  return card(
    'publication-known',
    `Déjà déclarée${NBSP}: ${view.number}`,
    [
      notice(
        'info',
        `Cette publication ${ofName(view.commune)} est déjà déclarée${NBSP}: ${view.number}, le ${frInstant(view.at)} par ${view.by}. Rien n'a été enregistré de nouveau.`,
      ),
      publicationFacts(view),
      subtle(PUBLICATION_ARTICLE),
    ],
    [...pageLink(view), form('Déclarer une autre publication', 'publication declarer'), ...seeAll()],
  );
}

/** To the coordinators, so that they can highlight it (convention, art. 3). */
export function publicationTold(view: PublicationView): Card {
  return card(
    'publication-told',
    `Nouvelle publication${NBSP}: ${shortName(view.commune)}`,
    [
      ...inFull(view.commune),
      notice('info', `${view.by} déclare une publication ${ofName(view.commune)}, n°${NBSP}${view.number}.`),
      publicationFacts(view),
      ...lackBlocks(view),
      subtle(PUBLICATION_ARTICLE),
    ],
    [...pageLink(view), ...seeAll()],
  );
}

/** What is recorded of it. */
function publicationFacts(view: PublicationView): Block {
  const { support, title, publishedOn, url, audience, check, hasLogotype } = view;
  return facts([
    ['Support', SUPPORT_NAMES[support]],
    ['Titre', title],
    ['Parue le', frDay(publishedOn)],
    ['Public', AUDIENCES[audience]],
    ['Lien', url],
    ...checkFacts(check),
    ['Logotype', hasLogotype === null ? 'non précisé' : hasLogotype ? 'présent' : 'absent'],
  ]);
}

function lackBlocks({ check, hasLogotype }: PublicationView): readonly Block[] {
  const lacking = lacks(check, hasLogotype);
  if (lacking.length === 0) return [];
  return [
    strong('À corriger'),
    list(lacking),
    notice('warning', 'Corrigez le support si vous le pouvez encore. Sinon, corrigez le prochain.'),
  ];
}

/** Where it is read. */
function pageLink({ url }: Pick<PublicationView, 'url'>): readonly Action[] {
  return url === null ? [] : [{ kind: 'link', label: 'Voir la publication', url }];
}

function seeAll(): readonly Action[] {
  return [run('Publications', 'publication liste')];
}
