import { describe, expect, it } from '@jest/globals';
import HolidayCalendar from 'date-holidays';
import { ConfigError } from '../../src/usecases/errors.ts';
import { frenchHolidays } from '../../src/usecases/holidays.ts';

const YEARS = Array.from({ length: 61 }, (_, index) => 2000 + index);

describe('the public holidays of France', () => {
  it('are, day for day and year by year, those that date-holidays computes', () => {
    const calendar = new HolidayCalendar('FR', { languages: ['fr'], types: ['public'] });
    for (const year of YEARS) {
      const days = calendar.getHolidays(year, 'fr').map(({ date }) => date.slice(0, 10));
      expect(days).toHaveLength(11);
      expect([...frenchHolidays([year]).keys()]).toEqual([...new Set(days)]);
    }
  });

  it('have their usual names; two may fall on one day, as the Ascension and the 1st of May did in 2008', () => {
    expect(frenchHolidays([2026]).get('2026-07-14')).toBe('Fête nationale');
    expect(frenchHolidays([2026]).get('2026-05-14')).toBe('Ascension');
    expect(frenchHolidays([2008]).size).toBe(10);
  });

  it.each([1999, 2061])(
    '%i is not among the years written down: refused rather than taken for working days',
    (year) => {
      expect(() => frenchHolidays([year])).toThrow(ConfigError);
      expect(() => frenchHolidays([2026, year])).toThrow(/jours fériés/u);
    },
  );
});
