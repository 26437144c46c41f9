import { incidentPaper } from '../../../cards/incident-paper.ts';
import type { Values } from '../../../cards/model.ts';
import type { Paper } from '../../../cards/paper.ts';
import type { KeptFile } from '../../domain/kernel/file.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import type { Context } from '../command.ts';
import { findIncident, rightsOf } from './incidents.ts';
import { attachmentsFor, incidentView } from './view.ts';

type Shown = Pick<Context, 'actor' | 'world' | 'settings' | 'now' | 'today'>;

/** An attachment, for somebody who may read what it was given with; null for anything they may not. */
export function incidentAttachment(context: Shown, { incident = '', piece = '' }: Values): KeptFile | null {
  const found = findIncident(context, incident);
  if (found instanceof Refusal) return null;
  return attachmentsFor(found.incident, rightsOf(context, found)).find(({ hash }) => hash === piece) ?? null;
}

/** The receipt to print, for somebody who may read the report; null for anybody else. */
export function incidentReceipt(
  context: Shown,
  { incident = '' }: Values,
  checkUrl: (number: string, hash: string) => string,
): Paper | null {
  const found = findIncident(context, incident);
  if (found instanceof Refusal) return null;
  const { number, entry } = found.incident;
  return incidentPaper(
    incidentView(context, found, rightsOf(context, found), null),
    checkUrl(number, entry.hash),
  );
}
