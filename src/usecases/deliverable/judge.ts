import { VERDICT_OPTIONS, VERDICT_VALUES } from '../../../cards/act.ts';
import { alreadyJudged, askVerdict, judged } from '../../../cards/validation.ts';
import type { DeliverableJudged, ReserveText, Verdict } from '../../domain/deliverable/events.ts';
import { currentVersion, judgementOf } from '../../domain/deliverable/standing.ts';
import type { Judgement } from '../../domain/deliverable/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { type Context, decision, defineCommand, type Outcome } from '../command.ts';
import { choice, hidden, known, paragraph } from '../fields.ts';
import { boundedLines } from '../lines.ts';
import { refuseOther, type Target } from '../target.ts';
import { actingFor, actView, ownView, SPEAKERS } from './acts.ts';
import { type FoundDeliverable, findDeliverable } from './deliverables.ts';
import { judgementMessages } from './judgement-messages.ts';
import { deliverableView } from './view.ts';
import { refuseWithdrawn } from './withdraw.ts';

/** Reserves of one act, and the longest of them, in characters. */
const MOST_RESERVES = 20;
const LONGEST_RESERVE = 500;

/**
 * Art. 3: a beneficiary validates a deliverable, with or without reserves, or refuses it; its référent or deputy alone may.
 * Without a verdict it is asked for one. `version`: the one that was shown; `apres`: number of the act which this one is
 * to follow, so that of two colleagues who act at once the second is told and nothing is recorded twice. Refused: what was
 * withdrawn or replaced since, reserves without a text, a refusal without a reason, either of them with another verdict.
 */
export const judge = defineCommand({
  word: 'livrable valider',
  aliases: { 'livrable refuser': { avis: VERDICT_VALUES.refused } },
  title: 'Valider un livrable',
  help: 'valider un livrable, avec ou sans réserves, ou le refuser',
  article: 'convention, art. 3',
  roles: SPEAKERS,
  submitLabel: 'Enregistrer',
  fields: {
    livrable: known({ label: 'Livrable' }, 'deliverables'),
    avis: choice({ label: 'Avis de la collectivité' }, VERDICT_OPTIONS).optional(),
    reserves: paragraph(
      { label: 'Réserves', hint: 'Une par ligne, si vous validez avec réserves' },
      { min: 1, max: 3_000 },
    ).optional(),
    motif: paragraph({ label: 'Motif', hint: 'Si vous refusez' }, { min: 1, max: 2_000 }).optional(),
    remarque: paragraph(
      { label: 'Remarque pour la Métropole seulement', hint: 'Le prestataire ne la voit pas' },
      { min: 1, max: 2_000 },
    ).optional(),
    commune: known({ label: 'Collectivité' }, 'communes').optional(),
    version: hidden().optional(),
    apres: hidden().optional(),
  },
  neededInForm: ({ avis }) => {
    if (avis === VERDICT_VALUES['with-reserves']) return ['avis', 'reserves'];
    return avis === VERDICT_VALUES.refused ? ['avis', 'motif'] : ['avis'];
  },
  check: ({ commune, livrable = '', version }, context) => {
    const other = refuseOther(context, SPEAKERS, commune);
    if (other !== null) return other;
    // Nobody fills in a form for what can no longer be validated.
    const found = findDeliverable(context, livrable);
    return found instanceof Refusal ? null : refuseOutdated(found, version);
  },
  run: (input, context) => {
    const other = refuseOther(context, SPEAKERS, input.commune);
    if (other !== null) return other;
    const found = findDeliverable(context, input.livrable);
    if (found instanceof Refusal) return found;
    const target = actingFor(context, found, input.commune);
    if (target instanceof Refusal) return target;
    const outdated = refuseOutdated(found, input.version);
    if (outdated !== null) return outdated;
    const view = deliverableView(context, found, context.fileUrl);
    const own = ownView(context, found, target);
    const before = judgementOf(found.deliverable, target.beneficiary.facts.id);
    if (own.act !== null && own.act.number !== input.apres)
      return { kind: 'answer', card: alreadyJudged(view, own, own.act) };
    if (isUnsaid(input)) return { kind: 'answer', card: askVerdict(view, own) };
    const said = readVerdict(input, context.newId);
    if (said instanceof Refusal) return said;
    if (own.act !== null && before !== null && isSame(before, said))
      return { kind: 'answer', card: alreadyJudged(view, own, own.act) };
    return record(context, found, target, said);
  },
});

/** Refused: a version that was replaced since it was shown, and what was withdrawn. */
function refuseOutdated({ deliverable }: FoundDeliverable, shown: string | undefined): Refusal | null {
  const withdrawn = refuseWithdrawn(deliverable);
  if (withdrawn !== null) return withdrawn;
  const { version } = currentVersion(deliverable);
  if (shown === undefined || shown === String(version)) return null;
  return new Refusal({
    code: 'deliverable-replaced',
    deliverable: deliverable.number,
    shown: Number(shown),
    version,
  });
}

interface Said {
  readonly verdict: Verdict;
  readonly reserves: readonly ReserveText[];
  readonly reason: string | null;
  readonly remark: string | null;
}

interface Typed {
  readonly avis?: string | undefined;
  readonly reserves?: string | undefined;
  readonly motif?: string | undefined;
  readonly remarque?: string | undefined;
}

function isUnsaid({ avis, reserves, motif, remarque }: Typed): boolean {
  return [avis, reserves, motif, remarque].every((one) => one === undefined);
}

/** Refused: whatever leaves the verdict itself unsaid. */
function readVerdict({ avis, reserves, motif, remarque }: Typed, newId: () => string): Said | Refusal {
  const verdict = VERDICTS.find((one) => VERDICT_VALUES[one] === avis);
  if (verdict === undefined) return new Refusal({ code: 'missing-field' }, 'avis');
  const remark = remarque ?? null;
  if (reserves !== undefined && verdict !== 'with-reserves')
    return new Refusal({ code: 'verdict-contradicted', what: 'reserves' }, 'reserves');
  if (motif !== undefined && verdict !== 'refused')
    return new Refusal({ code: 'verdict-contradicted', what: 'reason' }, 'motif');
  if (verdict === 'refused' && motif === undefined)
    return new Refusal({ code: 'refusal-reason-needed' }, 'motif');
  if (verdict !== 'with-reserves') return { verdict, reserves: [], reason: motif ?? null, remark };
  const texts = readReserves(reserves ?? '');
  if (texts instanceof Refusal) return texts;
  return { verdict, reserves: texts.map((text) => ({ reserveId: newId(), text })), reason: null, remark };
}

const VERDICTS: readonly Verdict[] = ['validated', 'with-reserves', 'refused'];

function readReserves(typed: string): readonly string[] | Refusal {
  const lines = boundedLines(typed, 'reserves', { lines: MOST_RESERVES, characters: LONGEST_RESERVE });
  if (lines instanceof Refusal) return lines;
  return lines.length === 0
    ? new Refusal({ code: 'reserves-needed' }, 'reserves')
    : lines.map(({ text }) => text);
}

/** The same words again change nothing, unless a reserve that they make was lifted since. */
function isSame(before: Judgement, said: Said): boolean {
  const words = (reserves: readonly { readonly text: string }[]) =>
    reserves.map(({ text }) => text).join('\n');
  return (
    before.verdict === said.verdict &&
    before.reason === said.reason &&
    before.remark === said.remark &&
    words(before.reserves) === words(said.reserves) &&
    before.reserves.every(({ lifted }) => lifted === null)
  );
}

function record(context: Context, found: FoundDeliverable, target: Target, said: Said): Outcome {
  const { track, deliverable } = found;
  const { version, digest } = currentVersion(deliverable);
  const number = nextNumber(context.world.directory, 'VAL', context.today.year);
  const data: DeliverableJudged = {
    number: formatNumber(number),
    deliverable: deliverable.number,
    version,
    digest,
    commune: target.beneficiary.facts.id,
    ...said,
    byId: actorId(context.actor),
  };
  const { deliverable: _, commune: __, ...rest } = data;
  const act: Judgement = {
    ...rest,
    reserves: said.reserves.map((reserve) => ({ ...reserve, lifted: null })),
    at: context.now.toString(),
  };
  const reader = { reader: 'beneficiary', readerId: data.byId } as const;
  return decision({
    track: track.id,
    events: [{ type: 'deliverable-judged', data }],
    numbers: [number],
    messages: judgementMessages(context, found, target, data),
    card: judged(
      deliverableView(context, found, context.fileUrl),
      ownView(context, found, target),
      actView(context, target.beneficiary, act, reader),
    ),
  });
}
