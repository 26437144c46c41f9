import type { Values } from '../../../cards/model.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { findDeliverable } from './deliverables.ts';

/** The file of one version, for somebody who may see the deliverable; null for a link, or for anything they may not see. */
export function deliverableFile(
  context: Pick<Context, 'actor' | 'world'>,
  { livrable = '', version = '' }: Values,
): KeptFile | null {
  const found = findDeliverable(context, livrable);
  if (found instanceof Refusal) return null;
  const wanted = found.deliverable.versions.find((one) => String(one.version) === version);
  return wanted?.content.kind === 'file' ? wanted.content.file : null;
}
