import type { Finding } from '../../../src/domain/communication/check.ts';
import { MENTION } from '../../../src/domain/communication/mention.ts';
import type { Support } from '../../../src/domain/communication/supports.ts';

/** A text that somebody might have checked, and what is to be found in it. */
export interface ReadText {
  readonly name: string;
  readonly support: Support | null;
  readonly text: string;
  /** As `printed` prints them. */
  readonly found: readonly string[];
  /** What stands once in the text, and what stands there once it is corrected; '' is the end of the text. */
  readonly changes: readonly (readonly [before: string, after: string])[];
}

/** A text that is right as it stands. */
export function right(
  name: string,
  support: Support | null,
  text: string,
  ...found: readonly string[]
): ReadText {
  return { name, support, text, found, changes: [] };
}

/** A text that is not. */
export function wrong(
  name: string,
  support: Support | null,
  text: string,
  found: readonly string[],
  ...changes: ReadText['changes']
): ReadText {
  return { name, support, text, found, changes };
}

/** What is added at the end of a plain text that lacks the mention. */
export const addedMention = ['', `\n\n${MENTION}`] as const;

/** Findings in a line each: « mention 3 », « mention 3: programe > programme, + la, - très », « account absent », « names 2: a > b ». */
export function printed(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap((finding) => {
    if (finding.rule === 'logotype') return [];
    if (finding.rule === 'names')
      return finding.wrong.map(({ place, expected }) => `name ${place.line}: ${place.quoted} > ${expected}`);
    if (finding.rule === 'account') {
      const lines = finding.places.map(({ line }) => `account ${line}`);
      const faults = finding.wrong.map(({ line, quoted }) => `account ${line}: ${quoted}`);
      const found = [...lines, ...faults];
      return found.length === 0 ? [`account ${finding.state}`] : found;
    }
    const { place, slips } = finding;
    if (place === null) return [`mention ${finding.state}`];
    const named = slips.map(({ written, expected }) => {
      if (written === null) return `+ ${expected}`;
      return expected === null ? `- ${written}` : `${written} > ${expected}`;
    });
    return [`mention ${place.line}${named.length === 0 ? '' : `: ${named.join(', ')}`}`];
  });
}

/** The text with its changes made. */
export function changed({ text, changes }: ReadText): string {
  return changes.reduce((now, [before, after]) => {
    if (before === '') return `${now}${after}`;
    if (now.split(before).length !== 2) throw new RangeError(`« ${before} » is not once in the text.`);
    return now.replace(before, () => after);
  }, text);
}
