import { csvText } from './csv.ts';

/** The beneficiaries without a référent, as a spreadsheet opens them. */
export function missingReferentsCsv(
  rows: readonly {
    readonly name: string;
    readonly siren: string;
    readonly department: string | null;
    readonly track: string;
  }[],
): string {
  return csvText([
    ['Collectivité', 'SIREN', 'Service désigné', 'Parcours'],
    ...rows.map(({ name, siren, department, track }) => [name, siren, department ?? '', track]),
  ]);
}
