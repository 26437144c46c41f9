import { publicationList } from '../../../cards/publication-list.ts';
import { SUPPORT_OPTIONS } from '../../../cards/supports.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { defineCommand, type Role } from '../command.ts';
import { choice, hidden, known } from '../fields.ts';
import { pageOf } from '../paging.ts';
import { refuseOther, targetNamed, targetsFor } from '../target.ts';
import { PUBLICATIONS_FILE, publicationsOf, publicationView } from './publications.ts';

const ROLES: readonly Role[] = ['referent', 'deputy', 'coordinator'];
const PER_PAGE = 10;

/** Convention, art. 3: what the beneficiaries of whoever asks have published, all of them for a coordinator. */
export const listPublications = defineCommand({
  word: 'publication liste',
  aliases: { publications: {} },
  title: 'Publications',
  help: 'voir les publications déclarées, avec ce que leur vérification a donné',
  article: 'convention, art. 3',
  roles: ROLES,
  fields: {
    commune: known({ label: 'Collectivité' }, 'communes').optional(),
    support: choice({ label: 'Support' }, SUPPORT_OPTIONS).optional(),
    page: hidden().optional(),
  },
  check: ({ commune }, context) => refuseOther(context, ROLES, commune),
  run: ({ commune, support, page: asked }, context) => {
    const target = commune === undefined ? null : targetNamed(context, ROLES, commune);
    if (target instanceof Refusal) return target;
    const all = publicationsOf(targetsFor(context, ROLES), { target, support: support ?? null });
    const { items, page, pages } = pageOf(all, asked, PER_PAGE);
    const values = {
      ...(target === null ? {} : { commune: `${target.track.id}/${target.beneficiary.facts.id}` }),
      ...(support === undefined ? {} : { support }),
    };
    const card = publicationList({
      items: items.map((found) => publicationView(context, found)),
      total: all.length,
      page,
      pages,
      values,
      csvUrl: context.actor.isCoordinator ? context.fileUrl({ file: PUBLICATIONS_FILE, values }) : null,
    });
    return { kind: 'answer', card };
  },
});
