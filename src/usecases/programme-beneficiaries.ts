import { z } from 'zod';
import { slug } from '../domain/kernel/text.ts';
import { checkBeneficiary, type RegisterEntry } from '../domain/people/register.ts';
import type { BeneficiaryFacts } from '../domain/track/facts.ts';
import { type BeneficiaryInput, beneficiarySchema } from './programme-schema.ts';
import { either, field, type ProgrammeFault, quoted, readable, registerFault } from './programme-words.ts';

/** What a list of beneficiaries is read with. */
export interface ListRules {
  readonly schema: z.ZodType<BeneficiaryInput>;
  /** Options of art. 1 by identifier, with their titles. */
  readonly options: ReadonlyMap<string, string>;
  /** SIREN of those already in the track. */
  readonly taken: ReadonlySet<string>;
}

export interface ReadList {
  readonly beneficiaries: readonly BeneficiaryFacts[];
  readonly faults: readonly ProgrammeFault[];
}

const claimSchema = z.looseObject(beneficiarySchema.pick({ name: true, siren: true }).shape);

/**
 * Reads the `beneficiaries` of a file: each against the official register (règlement, art. 3), none
 * twice, each chosen option among those declared (art. 1). Faults of shape are left to the schema of
 * the file; an item that has one is still checked for the rest.
 */
export function readBeneficiaries(input: unknown, rules: ListRules): ReadList {
  const taken = new Set(rules.taken);
  const faults: ProgrammeFault[] = [];
  const beneficiaries: BeneficiaryFacts[] = [];
  for (const [index, item] of (readable(z.array(z.unknown()), input) ?? []).entries()) {
    const at = (name: string, message: string) =>
      faults.push({ path: ['beneficiaries', index, name], message });
    const optionMessage = optionFault(field(item, 'option'), rules.options);
    if (optionMessage !== null) at('option', optionMessage);
    const claim = readable(claimSchema, item);
    if (claim === undefined) continue;
    const { name, siren } = claim;
    const check = checkBeneficiary(siren === undefined ? { name } : { name, siren });
    if (!check.ok) {
      at(check.fault === 'unknown-name' ? 'name' : 'siren', registerFault(check));
      continue;
    }
    const { entry } = check;
    if (taken.has(entry.siren))
      at('name', `${quoted(entry.name)} figure déjà dans la liste : gardez une seule entrée`);
    taken.add(entry.siren);
    const read = readable(rules.schema, item);
    if (read !== undefined) beneficiaries.push(factsOf(read, entry, rules.options));
  }
  return { beneficiaries, faults };
}

function optionFault(input: unknown, options: ReadonlyMap<string, string>): string | null {
  const option = readable(z.string(), input);
  if (option === undefined || options.has(option)) return null;
  const known = [...options.keys()];
  if (known.length === 0)
    return `l'option ${quoted(option)} n'existe pas : le fichier ne déclare aucune option`;
  return `l'option ${quoted(option)} n'est pas dans la liste ${quoted('options')} du fichier : écrivez ${either(known)}.`;
}

function factsOf(
  input: BeneficiaryInput,
  entry: RegisterEntry,
  options: ReadonlyMap<string, string>,
): BeneficiaryFacts {
  return {
    id: slug(entry.name),
    name: entry.name,
    kind: entry.kind,
    siren: entry.siren,
    example: false,
    deliberation: input.deliberation,
    department: input.department,
    option: options.get(input.option ?? '') ?? null,
    dataTransfer: input.dataTransfer,
  };
}
