import type { ImportFault, Reason, Refusal } from '../src/domain/kernel/refusal.ts';
import { card, form, list, notice, run, text } from './blocks.ts';
import type { Fix } from './fixes.ts';
import type { Action, Block, Card, Values } from './model.ts';
import { describeReason } from './refusal-words.ts';
import { NBSP, shortLabel } from './words.ts';

/** Longest JSON of the values that a button carries: every platform takes it. What is longer stays in the form. */
const LONGEST_CARRIED = 1_800;

/** What the person had asked for, so that a button can ask it again, mended. */
export interface Asked {
  readonly command: string;
  readonly values: Values;
}

/** The card of a refusal, with a button for each way out. */
export function refusalCard(refusal: Refusal, asked: Asked | null): Card {
  const described = describeReason(refusal.reason);
  const article = described.article === null ? [] : [text(`Texte${NBSP}: ${described.article}.`)];
  const details = detailsOf(refusal.reason);
  const fixes = described.fixes.flatMap((fix, index) => actionOf(fix, asked, index === 0));
  const opensForm = described.fixes.some((fix) => fix.command === null && fix.opensForm);
  const correct =
    asked === null || refusal.field === null || opensForm || !fitsButton(asked.values)
      ? []
      : [form('Corriger', asked.command, asked.values)];
  return card(
    'refusal',
    titleOf(refusal.reason),
    [notice('refusal', described.sentence), ...details, ...article],
    [...fixes, ...correct],
  );
}

function titleOf(reason: Reason): string {
  if (reason.code === 'store-down') return 'Service indisponible';
  if (reason.code === 'import-faults' || reason.code === 'import-columns') return 'Import refusé';
  return 'Action impossible';
}

function actionOf(fix: Fix, asked: Asked | null, isFirst: boolean): readonly Action[] {
  const command = fix.command ?? asked?.command;
  if (command === undefined) return [];
  const values = fix.command === null ? { ...asked?.values, ...fix.values } : fix.values;
  if (!fitsButton(values)) return [];
  const label = shortLabel(fix.label);
  const style = isFirst ? 'primary' : 'normal';
  return [fix.opensForm ? form(label, command, values, style) : run(label, command, values, style)];
}

function fitsButton(values: Values): boolean {
  return JSON.stringify(values).length <= LONGEST_CARRIED;
}

function detailsOf(reason: Reason): readonly Block[] {
  if (reason.code === 'import-faults') return [faultList(reason.faults)];
  return reason.code === 'several-tracks' ? [list(reason.choices.map((choice) => choice.label))] : [];
}

function faultList(faults: readonly ImportFault[]): Block {
  return list(
    faults.map(
      ({ line, column, reason }) => `Ligne ${line}, ${column}${NBSP}: ${describeReason(reason).sentence}`,
    ),
  );
}
