import { entryNamed } from '../people/register.ts';
import type { PartyFacts } from '../track/facts.ts';
import { calendarFlaws } from './calendar-rule.ts';
import { type Convention, readConvention, sectionAt, sectionNamed } from './convention.ts';
import type { ConventionFault, FoundFlaw } from './fault.ts';
import { nameFlaws } from './name-rule.ts';
import { optionFlaws } from './option-rule.ts';
import { isModel, type Parties, partiesOf } from './parties.ts';
import { referentFlaws } from './referent-rule.ts';
import { ARTICLES, type SectionName } from './sections.ts';
import { signatureFlaws } from './signature-rule.ts';
import { sirenFlaws } from './siren-rule.ts';

/** What checking a text found. */
export interface CheckedConvention {
  /** `model`: nobody's convention yet, only its placeholders are told. `other`: no convention of the programme. */
  readonly nature: 'convention' | 'model' | 'other';
  /** The beneficiary, by its official name where the register knows it; null when the text names none. */
  readonly beneficiary: string | null;
  /** False for a text without line breaks, where lines say nothing. */
  readonly hasLines: boolean;
  /** In the order of the text. */
  readonly faults: readonly ConventionFault[];
}

/** What the convention type has, and a convention made of it. */
const PARTS: readonly SectionName[] = ['parties', ...ARTICLES, 'signature'];

/**
 * Checks the text of a convention against what the convention type, the règlement and the official register say. Only
 * the form: whether what it holds is lawful or wise is for those who sign. `mgp` is the Métropole as the programme names
 * it; null when there is no programme to say it.
 */
export function checkConventionText(raw: string, mgp: PartyFacts | null): CheckedConvention {
  const convention = readConvention(raw);
  const { sections, text } = convention;
  const hasLines = text.lines > 1;
  if (!sections.isConvention) return { nature: 'other', beneficiary: null, hasLines, faults: [] };
  const parties = partiesOf(convention);
  if (isModel(convention, parties)) {
    const faults = faultsOf(convention, placeholderFlaws(convention));
    return { nature: 'model', beneficiary: null, hasLines, faults };
  }
  return {
    nature: 'convention',
    beneficiary: nameOf(parties),
    hasLines,
    faults: [...partsMissing(convention), ...faultsOf(convention, flawsOf(convention, parties, mgp))],
  };
}

function nameOf({ beneficiary }: Parties): string | null {
  if (beneficiary === null || beneficiary.name === '') return null;
  return entryNamed(beneficiary.name)?.name ?? beneficiary.name;
}

function flawsOf(convention: Convention, parties: Parties, mgp: PartyFacts | null): readonly FoundFlaw[] {
  return [
    ...placeholderFlaws(convention),
    ...daysThatAreNone(convention),
    ...nameFlaws(convention, parties),
    ...sirenFlaws(convention, parties, mgp),
    ...optionFlaws(convention),
    ...calendarFlaws(convention),
    ...referentFlaws(convention),
    ...signatureFlaws(convention, parties),
  ];
}

function placeholderFlaws({ placeholders }: Convention): readonly FoundFlaw[] {
  return placeholders.map(({ at, text, closed }) => ({ at, flaw: { code: 'placeholder', text, closed } }));
}

function daysThatAreNone({ days, text }: Convention): readonly FoundFlaw[] {
  return days
    .filter(({ day }) => day === null)
    .map(({ at, to }) => ({
      at,
      flaw: { code: 'no-such-day', written: text.plain.slice(at, to).replaceAll('\n', ' ') },
    }));
}

function faultsOf(convention: Convention, flaws: readonly FoundFlaw[]): readonly ConventionFault[] {
  return flaws
    .toSorted((left, right) => left.at - right.at)
    .map(({ at, flaw }) => ({
      ...flaw,
      article: sectionAt(convention, at),
      line: convention.text.lineAt(at),
    }));
}

/** What is not there was not checked: said first. */
function partsMissing(convention: Convention): readonly ConventionFault[] {
  const parts = PARTS.filter((name) => sectionNamed(convention, name) === null);
  return parts.length === 0 ? [] : [{ code: 'parts-missing', parts, article: 'whole', line: 1 }];
}
