import type { CheckResult } from '../../domain/communication/events.ts';
import { asksForAccount, type Support } from '../../domain/communication/supports.ts';

/** What a check has found, rule by rule: as much of it as is recorded. */
export interface Findings {
  readonly findings: readonly Found[];
}

type Found =
  | { readonly rule: 'mention'; readonly state: CheckResult['mention'] }
  | { readonly rule: 'account'; readonly state: NonNullable<CheckResult['account']> }
  | { readonly rule: 'names'; readonly state: CheckResult['names'] }
  /** Asked for, never found in a text. */
  | { readonly rule: 'logotype' };

/** What is recorded of a text's check (règlement, art. 9): which rules it keeps, not its words. A rule without a finding does not ask for anything there. */
export function checkResultOf({ findings }: Findings): CheckResult {
  let result: CheckResult = { mention: 'absent', account: null, names: 'present' };
  for (const found of findings)
    if (found.rule !== 'logotype') result = { ...result, [found.rule]: found.state };
  return result;
}

/** `mention:present,account:none,names:present`: how a button carries it. */
export function printCheck({ mention, account, names }: CheckResult): string {
  return `mention:${mention},account:${account ?? NONE},names:${names}`;
}

/** What a button carried; null for anything that `printCheck` does not write. */
export function readCheck(printed: string): CheckResult | null {
  const [, mention, account, names] = PRINTED.exec(printed) ?? [];
  if (mention === undefined) return null;
  // What the pattern lets through is one of their values.
  return { mention, account: account === NONE ? null : account, names } as CheckResult;
}

/** The same result once it is known what the text is for: the account is asked for on social networks alone. */
export function checkFor(support: Support, result: CheckResult): CheckResult {
  if (!asksForAccount(support)) return { ...result, account: null };
  return { ...result, account: result.account ?? 'to-confirm' };
}

const NONE = 'none';
const PRINTED =
  /^mention:(present|absent|misspelt|to-confirm),account:(present|absent|misspelt|to-confirm|none),names:(present|misspelt)$/u;
