import { z } from 'zod';
import type { RegisterFault } from '../domain/people/register.ts';

/** Where a fault is, from the top of the file, and what to do about it, in French. */
export interface ProgrammeFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The value when the schema takes it, undefined when it does not. */
export function readable<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  return schema.safeParse(value).data;
}

/** A field of a value that may not even be a group of fields. */
export function field(value: unknown, name: string): unknown {
  return readable(z.looseObject({}), value)?.[name];
}

const longestEcho = 60;

/** A value as it is shown in a fault: between French quotes, on one line, of bounded length. */
export function quoted(value: unknown): string {
  const line = String(value).replace(/\p{C}+/gu, ' ');
  return `« ${line.length > longestEcho ? `${line.slice(0, longestEcho)}…` : line} »`;
}

/** « A », « B » ou « C ». */
export function either(values: readonly string[]): string {
  const all = values.map(quoted);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ou ${all.slice(-1).join('')}`;
}

/** A question that offers what may have been meant, or nothing. */
export function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length === 0 ? '' : ` Vouliez-vous dire ${either(suggestions)} ?`;
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['string', 'texte attendu'],
  ['number', 'nombre attendu'],
  ['int', 'nombre entier attendu'],
  ['array', 'liste attendue (une ligne « - … » par élément)'],
  ['object', 'groupe de champs attendu (en retrait, « champ: valeur »)'],
  ['record', 'groupe de champs attendu (en retrait, « champ: valeur »)'],
]);

/** The French sentence of a fault of shape; schemas with their own sentence never come here. */
export function shapeFault(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'champ obligatoire absent';
  switch (issue.code) {
    case 'invalid_type':
      return `${kinds.get(issue.expected) ?? 'valeur inattendue'}, reçu ${quoted(JSON.stringify(issue.input))}`;
    case 'too_small':
      return issue.origin === 'number'
        ? `nombre trop petit : au moins ${issue.minimum}`
        : 'ne peut pas être vide';
    case 'too_big':
      return issue.origin === 'number'
        ? `nombre trop grand : au plus ${issue.maximum}`
        : `trop long : au plus ${issue.maximum}`;
    case 'invalid_value':
      return `${quoted(issue.input)} n'est pas possible ici : écrivez ${either(issue.values.map(String))}`;
    default:
      return `valeur refusée : ${quoted(JSON.stringify(issue.input))}`;
  }
}

/** The French sentence of a beneficiary that the official register does not confirm (règlement, art. 3). */
export function registerFault(fault: RegisterFault): string {
  switch (fault.fault) {
    case 'unknown-name':
      return `${quoted(fault.name)} n'est ni une commune ni un EPT de la Métropole du Grand Paris.${didYouMean(fault.suggestions)}`;
    case 'siren-length':
      return `le SIREN ${quoted(fault.siren)} ne comporte pas neuf chiffres. ${official(fault.entry)}`;
    case 'siren-check-digit':
      return `le SIREN ${fault.siren} n'est pas valide (clé de contrôle). ${official(fault.entry)}`;
    case 'siren-of-another':
      return `le SIREN ${fault.siren} est celui de ${fault.owner.name}. ${official(fault.entry)}`;
    case 'siren-of-nobody':
      return `le SIREN ${fault.siren} n'est celui d'aucune commune ni d'aucun EPT de la Métropole. ${official(fault.entry)}`;
  }
}

function official(entry: { readonly name: string; readonly siren: string }): string {
  return `Celui de ${entry.name} au répertoire officiel est ${entry.siren}.`;
}
