import type { ContentView, DeliverableView, StandingTally } from '../../../cards/deliverable.ts';
import { fileLabel } from '../../../cards/files.ts';
import { addressees, currentVersion, standingOf } from '../../domain/deliverable/standing.ts';
import type { Deliverable, Version } from '../../domain/deliverable/state.ts';
import type { Context } from '../command.ts';
import { addressedTargets, type FoundDeliverable } from './deliverables.ts';

/** Name of the file that a version's link downloads. */
export const DELIVERABLE_FILE = 'livrable';

type Shown = Pick<Context, 'world'>;

/**
 * What cards show of a deliverable, in the version to validate or in another (`wanted`); `fileUrl` null where the message
 * that carries the card brings the link.
 */
export function deliverableView(
  context: Shown,
  found: FoundDeliverable,
  fileUrl: Context['fileUrl'] | null,
  wanted: number | null = null,
): DeliverableView {
  const { deliverable, facts } = found;
  const version = deliverable.versions.find((one) => one.version === wanted) ?? currentVersion(deliverable);
  const targets = addressedTargets(context, found);
  return {
    number: deliverable.number,
    title: deliverable.title,
    track: facts.title,
    phase: facts.phases.find(({ id }) => id === deliverable.phase)?.title ?? deliverable.phase,
    version: version.version,
    handedOverOn: version.handedOverOn,
    content: contentView(deliverable, version, fileUrl),
    digest: version.digest,
    changes: version.changes,
    addressed: {
      count: targets.length,
      names: targets.map(({ beneficiary }) => beneficiary.facts.name),
      isAll: deliverable.communes === null,
    },
    withdrawn: deliverable.withdrawn,
  };
}

/** What a version holds, as it is shown. */
function contentView(
  { number }: Pick<Deliverable, 'number'>,
  { version, content }: Pick<Version, 'version' | 'content'>,
  fileUrl: Context['fileUrl'] | null,
): ContentView {
  if (content.kind === 'link') return content;
  const file = { file: DELIVERABLE_FILE, values: { livrable: number, version: String(version) } };
  return { kind: 'file', label: fileLabel(content.file), url: fileUrl?.(file) ?? null };
}

/** Where the beneficiaries to which it is addressed stand. */
export function tallyStandings({ track, deliverable }: FoundDeliverable): StandingTally {
  const tally = { waiting: 0, validated: 0, 'with-reserves': 0, cleared: 0, refused: 0 };
  for (const commune of addressees(track, deliverable)) {
    const standing = standingOf(deliverable, commune);
    if (standing !== 'withdrawn') tally[standing] += 1;
  }
  return tally;
}
