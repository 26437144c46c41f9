import { card, form, list, notice } from './blocks.ts';
import type { Card } from './model.ts';
import { count, NBSP, shortLabel } from './words.ts';

/** Communes that art. 4 still waits for. */
export function missingReferents(
  rows: readonly { readonly name: string; readonly value: string; readonly department: string | null }[],
  total: number,
): Card {
  if (rows.length === 0) {
    return card('missing-referents', 'Référents manquants', [
      notice('success', `Chaque collectivité (${total}) a un référent nominatif.`),
    ]);
  }
  const few = rows
    .slice(0, 5)
    .map((row) =>
      form(shortLabel(`Désigner${NBSP}: ${row.name}`), 'referent changer', { commune: row.value }),
    );
  return card(
    'missing-referents',
    'Référents manquants',
    [
      notice(
        'warning',
        `${count(rows.length, 'collectivité')} sur ${total} sans référent nominatif (convention, art. 4).`,
      ),
      list(
        rows.map((row) =>
          row.department === null ? row.name : `${row.name} (service désigné${NBSP}: ${row.department})`,
        ),
      ),
    ],
    few,
  );
}
