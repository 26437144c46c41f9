import { card, form, list, notice, run, strong, subtle } from './blocks.ts';
import type { Action, Block, Card } from './model.ts';
import { type UnreachableView, unreachableLine } from './outbox.ts';
import { count, NBSP, shortLabel, THIN } from './words.ts';

/** A beneficiary without a named référent. */
export interface MissingView {
  readonly name: string;
  readonly value: string;
  /** The service that the délibération names instead of a person. */
  readonly department: string | null;
}

export interface MissingReferentsView {
  readonly missing: readonly MissingView[];
  /** How many beneficiaries there are in all. */
  readonly total: number;
  /** Those who are named, and no longer reached as they were. */
  readonly unreachable: readonly UnreachableView[];
  /** Where the list is downloaded as a CSV. */
  readonly csvUrl: string;
}

/** How many of them get a button of their own. */
const FEW = 5;

/** Communes that art. 4 still waits for, and référents whom Jalon no longer reaches. */
export function missingReferents(view: MissingReferentsView): Card {
  const { missing, total, unreachable } = view;
  const lost =
    unreachable.length === 0 ? [] : [strong('Injoignables'), list(unreachable.map(unreachableLine))];
  return card(
    'missing-referents',
    'Référents manquants',
    [...(missing.length === 0 ? [allNamed(total)] : missingBlocks(missing, total)), ...lost],
    [...designations(missing), ...seeOutbox(unreachable), ...csv(view)],
  );
}

function allNamed(total: number): Block {
  return notice('success', `Chaque collectivité (${total}) a un référent nominatif.`);
}

function missingBlocks(missing: readonly MissingView[], total: number): readonly Block[] {
  return [
    notice(
      'warning',
      `${count(missing.length, 'collectivité')} sur ${total} sans référent nominatif (convention, art. 4).`,
    ),
    list(
      missing.map((row) =>
        row.department === null ? row.name : `${row.name} (service désigné${NBSP}: ${row.department})`,
      ),
    ),
    subtle(
      `Jalon ne peut pas les relancer${NBSP}: personne n'y est enregistré, il n'a donc personne à qui écrire. Relancez-les par vos propres moyens${THIN}; la liste se télécharge.`,
    ),
  ];
}

function designations(missing: readonly MissingView[]): readonly Action[] {
  return missing
    .slice(0, FEW)
    .map((row) =>
      form(shortLabel(`Désigner${NBSP}: ${row.name}`), 'referent changer', { commune: row.value }),
    );
}

function seeOutbox(unreachable: readonly UnreachableView[]): readonly Action[] {
  return unreachable.length === 0 ? [] : [run('Voir les envois', 'envois')];
}

function csv({ missing, csvUrl }: MissingReferentsView): readonly Action[] {
  return missing.length === 0 ? [] : [{ kind: 'link', label: 'Exporter (CSV)', url: csvUrl }];
}
