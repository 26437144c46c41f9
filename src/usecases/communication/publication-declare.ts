import { AUDIENCES, publicationDeclared, publicationKnown } from '../../../cards/publication.ts';
import { SUPPORT_OPTIONS } from '../../../cards/supports.ts';
import type { PublicationDeclared } from '../../domain/communication/events.ts';
import { sameAsDeclared } from '../../domain/communication/publications.ts';
import type { Support } from '../../domain/communication/supports.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { type Context, decision } from '../command.ts';
import { coordinatorIds } from '../designate.ts';
import { choice, day, hidden, line } from '../fields.ts';
import type { MessageDraft } from '../ports.ts';
import { defineCommuneCommand, type Target } from '../target.ts';
import { readWebAddress } from '../web-address.ts';
import { checkFor, readCheck } from './check-result.ts';
import { publicationView } from './publications.ts';
import { PUBLICATION_TOLD } from './topics.ts';

/** Longest title of what is published or submitted, in characters. */
export const LONGEST_TITLE = 150;
const LONGEST_LINK = 500;

/**
 * Convention, art. 3 (informing citizens and stakeholders, MGP highlighting who takes part): the register of what was
 * published. `controle` is what the card of the text's check has found (règlement, art. 9). The same thing twice is answered
 * with its number and recorded once. Refused: a day to come, and an address that is not http(s).
 */
export const declarePublication = defineCommuneCommand({
  word: 'publication declarer',
  aliases: { 'publication ajouter': {} },
  title: 'Déclarer une publication',
  help: 'déclarer ce que la collectivité a publié sur le projet',
  article: 'convention, art. 3',
  roles: ['referent', 'deputy', 'coordinator'],
  submitLabel: 'Déclarer',
  fields: {
    support: choice({ label: 'Support' }, SUPPORT_OPTIONS),
    titre: line({ label: 'Titre', hint: "Ce qu'on y lit d'abord" }, LONGEST_TITLE),
    public: choice({ label: 'Public' }, [
      { value: 'habitants', label: AUDIENCES.public },
      { value: 'agents', label: AUDIENCES.internal },
    ]),
    'parue-le': day({ label: 'Parue le', hint: "Aujourd'hui si vous laissez vide" }).optional(),
    lien: line({ label: 'Lien', hint: 'https://…, si elle est en ligne' }, LONGEST_LINK).optional(),
    logotype: choice({ label: 'Logotype du programme visible' }, [
      { value: 'oui', label: 'Oui' },
      { value: 'non', label: 'Non' },
    ]).optional(),
    controle: hidden().optional(),
  },
  prefill: ({ today }) => ({ 'parue-le': today.toString() }),
  run: (input, context, target) => {
    const publishedOn = input['parue-le'] ?? context.today;
    if (Temporal.PlainDate.compare(publishedOn, context.today) > 0)
      return new Refusal({ code: 'published-in-future', day: publishedOn.toString() }, 'parue-le');
    const url = input.lien === undefined ? null : readWebAddress(input.lien, 'lien');
    if (url instanceof Refusal) return url;
    // What a choice lets through is one of its values.
    const support = input.support as Support;
    const checked = input.controle === undefined ? null : readCheck(input.controle);
    const number = nextNumber(context.world.directory, 'PUB', context.today.year);
    const data: PublicationDeclared = {
      publication: formatNumber(number),
      commune: target.beneficiary.facts.id,
      support,
      title: input.titre,
      publishedOn: publishedOn.toString(),
      audience: input.public === 'habitants' ? 'public' : 'internal',
      url,
      check: checked === null ? null : checkFor(support, checked),
      hasLogotype: input.logotype === undefined ? null : input.logotype === 'oui',
      byId: actorId(context.actor),
    };
    const known = sameAsDeclared(target.track.communication, data);
    if (known !== null) {
      const card = publicationKnown(publicationView(context, { target, publication: known }));
      return { kind: 'answer', card };
    }
    const { publication: _number, ...declared } = data;
    const publication = { ...declared, number: data.publication, at: context.now.toString() };
    return decision({
      track: target.track.id,
      events: [{ type: 'publication-declared', data }],
      numbers: [number],
      messages: toldMessages(context, target, data),
      card: publicationDeclared(publicationView(context, { target, publication })),
    });
  },
});

/** To the coordinators but for who declares it, at an hour that they like: nothing about it is urgent. */
function toldMessages(
  context: Context,
  { track }: Target,
  { publication, commune, byId }: PublicationDeclared,
): readonly MessageDraft[] {
  return coordinatorIds(context)
    .filter((id) => id !== byId)
    .map((to) => ({
      key: `${PUBLICATION_TOLD}:${publication}@${to}`,
      to,
      topic: PUBLICATION_TOLD,
      data: { track: track.id, commune, publication },
      group: `${PUBLICATION_TOLD}:${publication}`,
      notBeforeAt: context.now.toString(),
    }));
}
