/** The nine digits of a SIREN without the spaces that people put between them. */
export function normaliseSiren(text: string): string {
  return text.replace(/\s+/gu, '');
}

/** Whether the text is nine digits, spaces aside; says nothing of the check digit. */
export function hasNineDigits(text: string): boolean {
  return /^\d{9}$/.test(normaliseSiren(text));
}

/**
 * Whether the text is a SIREN: nine digits, spaces tolerated, with a right check digit (Luhn).
 * It says nothing of whom the number belongs to.
 */
export function isSirenWellFormed(text: string): boolean {
  const digits = normaliseSiren(text);
  if (!hasNineDigits(digits) || digits === '000000000') return false;
  const sum = [...digits].reduce((total, digit, index) => total + weight(Number(digit), index), 0);
  return sum % 10 === 0;
}

function weight(digit: number, index: number): number {
  if (index % 2 === 0) return digit;
  const doubled = digit * 2;
  return doubled > 9 ? doubled - 9 : doubled;
}
