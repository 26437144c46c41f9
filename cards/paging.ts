import { run } from './blocks.ts';
import type { Action, Values } from './model.ts';

/** Where a card stands in a long list; pages count from 1. */
export interface PageView {
  readonly page: number;
  readonly pages: number;
}

/** The buttons that turn the pages of a command's list; `values` says of which list. */
export function pageActions(
  command: string,
  { page, pages }: PageView,
  values: Values = {},
): readonly Action[] {
  const turn = (label: string, to: number) => run(label, command, { ...values, page: String(to) });
  return [
    ...(page > 1 ? [turn('Précédent', page - 1)] : []),
    ...(page < pages ? [turn('Suite', page + 1)] : []),
  ];
}
