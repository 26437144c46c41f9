import { describe, expect, it } from '@jest/globals';
import { loadNumberingPlans, phoneNumber } from '../../src/usecases/phone-number.ts';

describe('phone numbers', () => {
  it('are read once the numbering plans are loaded, and loading them again changes nothing', async () => {
    expect(() => phoneNumber('01 48 00 00 00')).toThrow('the numbering plans are not loaded');
    await loadNumberingPlans();
    await loadNumberingPlans();
    expect(phoneNumber('01 48 00 00 00')).toBe('+33148000000');
    expect(phoneNumber('01 48')).toBeNull();
  });
});
