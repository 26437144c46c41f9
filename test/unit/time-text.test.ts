import { describe, expect, it } from '@jest/globals';
import { frDate, frTime, meetingWhen, nearDays } from '../../cards/meeting.ts';
import { rhythmName, rhythmWords } from '../../cards/series.ts';
import { readRhythm } from '../../src/usecases/rhythm-text.ts';
import { readTime } from '../../src/usecases/time-text.ts';
import { plainSpaces } from '../support/french.ts';

describe('a wall time as people write it', () => {
  it.each([
    ['10:00', '10:00'],
    ['10h', '10:00'],
    ['10 h', '10:00'],
    ['10 h 30', '10:30'],
    ['10H30', '10:30'],
    ['9h05', '09:05'],
    ['9', '09:00'],
    [' 14 : 15 ', '14:15'],
    ['00:00', '00:00'],
    ['23:59', '23:59'],
  ])('« %s » is %s', (typed, time) => expect(readTime(typed)).toBe(time));

  it.each(['25:00', '24:00', '10:60', '10h6', '-1', '10:00:00', '1000', 'midi', '', '10:00\n11:00'])(
    '« %s » is no time',
    (typed) => expect(readTime(typed)).toBeNull(),
  );
});

describe('a rhythm as people write it (art. 6 « périodiquement »)', () => {
  it.each([
    ['2e mardi', 2, 2, 1],
    ['2ème MARDI du mois', 2, 2, 1],
    ['le 1er lundi de chaque mois', 1, 1, 1],
    ['deuxième mardi', 2, 2, 1],
    ['2nd jeudi', 2, 4, 1],
    ['dernier vendredi', -1, 5, 1],
    ['3 mercredi tous les 2 mois', 3, 3, 2],
    ['4e jeudi tous les mois', 4, 4, 1],
  ])('« %s »', (typed, rank, weekday, everyMonths) =>
    expect(readRhythm(typed, 1)).toEqual({ rank, weekday, everyMonths }),
  );

  it('the programme says the interval where nobody does', () => {
    expect(readRhythm('2e mardi', 3)).toMatchObject({ everyMonths: 3 });
    expect(readRhythm('2e mardi tous les mois', 3)).toMatchObject({ everyMonths: 1 });
  });

  it.each([
    'mardi',
    '5e mardi',
    '2e samedi',
    'cinquième mardi',
    '2 dernier mardi',
    '2e mardi tous les 0 mois',
    '2e mardi tous les 13 mois',
    'chaque semaine',
    '',
  ])('« %s » is none: nothing is guessed', (typed) => expect(readRhythm(typed, 1)).toBeNull());

  it('is said back as it was meant', () => {
    expect(rhythmName({ rank: 1, weekday: 1 })).toBe('1er lundi');
    expect(rhythmWords({ rank: -1, weekday: 4, everyMonths: 1, onHoliday: 'skip' })).toBe(
      'dernier jeudi de chaque mois',
    );
    expect(plainSpaces(rhythmWords({ rank: 2, weekday: 2, everyMonths: 2, onHoliday: 'skip' }))).toBe(
      '2e mardi, tous les 2 mois',
    );
  });
});

describe('dates and times as cards say them', () => {
  it('the first of a month is « 1er »; full hours have no minutes', () => {
    expect(frDate('2026-07-01')).toBe('mercredi 1er juillet 2026');
    expect(frDate('2026-12-31')).toBe('jeudi 31 décembre 2026');
    expect(plainSpaces(frTime('09:05'))).toBe('9 h 05');
    expect(plainSpaces(meetingWhen({ on: '2026-07-15', from: '10:00', durationMinutes: 90 }))).toBe(
      'mercredi 15 juillet 2026, 10 h–11 h 30 (heure de Paris)',
    );
  });

  it('two days of one month share its name', () => {
    expect(nearDays('2026-07-13', '2026-07-15')).toBe('lundi 13 ou mercredi 15 juillet');
    expect(nearDays('2026-07-31', '2026-08-03')).toBe('vendredi 31 juillet ou lundi 3 août');
    expect(nearDays('2026-04-30', '2026-05-04')).toBe('jeudi 30 avril ou lundi 4 mai');
    expect(nearDays('2026-10-01', '2026-10-05')).toBe('jeudi 1er ou lundi 5 octobre');
  });
});
