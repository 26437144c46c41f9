import { type CellView, deliverableMatrix, type MatrixLine } from '../../../cards/deliverable-matrix.ts';
import { stagesWithin } from '../../domain/deliverable/stages.ts';
import {
  currentVersion,
  isAddressedTo,
  judgementOf,
  openReserves,
  standingOf,
} from '../../domain/deliverable/standing.ts';
import { waitKey } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { BeneficiaryState } from '../../domain/track/beneficiary.ts';
import { type Context, defineCommand } from '../command.ts';
import { type LoadedTrack, trackNamed } from '../enrol.ts';
import { hidden, known } from '../fields.ts';
import { pageOf } from '../paging.ts';
import { actView } from './acts.ts';
import { allDeliverables, type FoundDeliverable } from './deliverables.ts';
import { waitedDays } from './reminder-messages.ts';

/** Name of the file that has it all. */
export const MATRIX_FILE = 'livrables-suivi';

const ROWS = 15;
/** As many as a phone shows beside the names. */
const COLUMNS = 4;

type Shown = Pick<Context, 'world' | 'today' | 'settings'>;

/** Art. 3: where each beneficiary stands with each deliverable, the late ones first, to coordinators. */
export const showMatrix = defineCommand({
  word: 'livrable suivi',
  title: 'Suivi des livrables',
  help: 'voir où en est chaque collectivité, exporter, relancer les retards',
  article: 'convention, art. 3',
  roles: ['coordinator'],
  fields: { parcours: known({ label: 'Parcours' }, 'tracks').optional(), page: hidden().optional() },
  run: (input, context) => {
    const track = trackNamed(context.world, input.parcours ?? null);
    if (track instanceof Refusal) return track;
    const open = openDeliverables(context, track);
    const late = lateOf(context, open);
    const columns = open.slice(-COLUMNS).reverse();
    const addressed = [...track.beneficiaries.values()].filter(({ facts }) =>
      columns.some(({ deliverable }) => isAddressedTo(deliverable, facts.id)),
    );
    const lateCount = (id: string) => late.filter(({ beneficiary }) => beneficiary.facts.id === id).length;
    const sorted = addressed.toSorted(
      (a, b) => lateCount(b.facts.id) - lateCount(a.facts.id) || byName.compare(a.facts.name, b.facts.name),
    );
    const { items, page, pages } = pageOf(sorted, input.page, ROWS);
    const values = { parcours: track.id };
    const card = deliverableMatrix({
      track: track.facts.title,
      columns: columns.map(({ deliverable }) => deliverable.number),
      hidden: open.length - columns.length,
      rows: items.map((beneficiary) => ({
        commune: beneficiary.facts.name,
        cells: columns.map((found) => cellOf(context, found, beneficiary)),
      })),
      total: sorted.length,
      late: {
        communes: new Set(late.map(({ beneficiary }) => beneficiary)).size,
        deliverables: new Set(late.map(({ found }) => found.deliverable.number)).size,
        fromDays: lateAfter(track),
      },
      csvUrl: context.fileUrl({ file: MATRIX_FILE, values }),
      page,
      pages,
      values,
    });
    return { kind: 'answer', card };
  },
});

const byName = new Intl.Collator('fr');

/** What is to be validated, in the order in which it was handed over. */
function openDeliverables(context: Shown, track: LoadedTrack): readonly FoundDeliverable[] {
  return allDeliverables(context).filter(
    (found) => found.track.id === track.id && found.deliverable.withdrawn === null,
  );
}

/** A beneficiary that has said nothing for two thirds of the time to validate, and of what. */
export interface Late {
  readonly found: FoundDeliverable;
  readonly beneficiary: BeneficiaryState;
}

/** Every one of a track's, or of one deliverable's. */
export function lateIn(context: Shown, track: LoadedTrack, only: string | null): readonly Late[] {
  const open = openDeliverables(context, track);
  return lateOf(
    context,
    open.filter(({ deliverable }) => only === null || deliverable.number === only),
  );
}

function lateOf(context: Shown, open: readonly FoundDeliverable[]): readonly Late[] {
  return open.flatMap((found) => {
    if (waitedDays(context, found) < lateAfter(found)) return [];
    return [...found.track.beneficiaries.values()]
      .filter(
        ({ facts }) =>
          isAddressedTo(found.deliverable, facts.id) && standingOf(found.deliverable, facts.id) === 'waiting',
      )
      .map((beneficiary) => ({ found, beneficiary }));
  });
}

/** From how many working days on a track's beneficiary is late: two thirds of the time to validate. */
export function lateAfter({ facts }: Pick<FoundDeliverable, 'facts'>): number {
  const [, second] = stagesWithin(facts.deliverableWorkingDays);
  return second;
}

function cellOf(context: Shown, found: FoundDeliverable, { facts }: BeneficiaryState): CellView | null {
  const { deliverable } = found;
  if (!isAddressedTo(deliverable, facts.id)) return null;
  const standing = standingOf(deliverable, facts.id);
  const act = judgementOf(deliverable, facts.id);
  const days = standing === 'waiting' ? waitedDays(context, found) : 0;
  return {
    standing,
    waitedDays: days,
    isLate: days >= lateAfter(found),
    openReserves: act === null ? 0 : openReserves(act).length,
  };
}

/** Every beneficiary and deliverable of a track, withdrawn ones included, for the export. */
export function matrixLines(context: Shown, track: LoadedTrack): readonly MatrixLine[] {
  const found = allDeliverables(context).filter((one) => one.track.id === track.id);
  return found.flatMap((one) =>
    [...track.beneficiaries.values()]
      .filter(({ facts }) => isAddressedTo(one.deliverable, facts.id))
      .map((beneficiary) => lineOf(context, one, beneficiary)),
  );
}

function lineOf(context: Shown, found: FoundDeliverable, beneficiary: BeneficiaryState): MatrixLine {
  const { deliverable, facts } = found;
  const { id, name, siren } = beneficiary.facts;
  const { version, handedOverOn, digest } = currentVersion(deliverable);
  const standing = standingOf(deliverable, id);
  const judgement = judgementOf(deliverable, id);
  const act =
    judgement === null
      ? null
      : actView(context, beneficiary, judgement, { reader: 'coordinator', readerId: null });
  return {
    track: facts.title,
    commune: name,
    siren,
    deliverable: deliverable.number,
    title: deliverable.title,
    version,
    handedOverOn,
    standing,
    waitedDays: standing === 'waiting' ? waitedDays(context, found) : null,
    number: act?.number ?? null,
    at: act?.at ?? null,
    by: act?.by ?? null,
    reserves: (act?.reserves ?? []).map(
      ({ rank, text, liftedAt }) => `${rank}. ${text}${liftedAt === null ? '' : ' (levée)'}`,
    ),
    reason: act?.reason ?? null,
    remark: act?.remark ?? null,
    chasedAt: deliverable.chased.get(waitKey(version, id)) ?? null,
    digest,
  };
}
