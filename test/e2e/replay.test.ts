import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { folded } from '../contract/drivers/shown.ts';
import { type Ran, runJalon } from '../support/process.ts';

interface Line {
  readonly day: string;
  readonly hour: string;
  readonly to: string;
  readonly channel: string;
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly string[];
}

/** Public holidays of 2026 on working days (Code du travail), and 25/12/2025. */
const HOLIDAYS = [
  '2025-12-25',
  '2026-01-01',
  '2026-04-06',
  '2026-05-01',
  '2026-05-08',
  '2026-05-14',
  '2026-05-25',
  '2026-07-14',
  '2026-11-11',
  '2026-12-25',
];
const AMINA = 'Amina Diallo <amina.diallo@choisy.example>';
const referent = join(import.meta.dirname, '..', 'fixtures', 'import', 'referent.csv');
const year = ['replay', '--from', '2025-12-01', '--to', '2026-12-31'];

let folder: string;
let lines: readonly Line[];

async function replay(...args: readonly string[]): Promise<Ran> {
  return runJalon([...year, ...args], { env: { JALON_DATA: join(folder, 'data') } });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jalon-replay-'));
  const { code, stdout } = await replay('--json', '--import', referent);
  expect(code).toBe(0);
  lines = JSON.parse(stdout);
}, 20_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reminders of the calendar, without the welcome of the first day and the committees that nobody schedules here. */
const reminders = () =>
  lines.filter(({ title }) => !title.startsWith('Vous êtes') && !title.startsWith('Comité de pilotage'));
const toAmina = () => reminders().filter(({ to }) => to === AMINA);
const on = (day: string) => toAmina().filter((line) => line.day === day);

describe("the year of Choisy-le-Roi's référent, replayed (art. 5)", () => {
  it('welcomes them on the first day, with every date of the convention', () => {
    const [welcome] = lines;
    expect(welcome).toMatchObject({
      day: '2025-12-01',
      to: AMINA,
      title: 'Vous êtes référent(e) projet de Choisy-le-Roi',
    });
    for (const date of [
      'lundi 01/12/2025',
      'samedi 28/02/2026',
      'dimanche 31/05/2026',
      'dimanche 29/11/2026',
      'mercredi 30/12/2026',
    ])
      expect(welcome?.text).toContain(date);
  });

  it.each([
    ['2025-12-01', "Aujourd'hui : Début de l'expérimentation", 'lundi 01/12/2025'],
    ['2026-01-29', 'Dans 30 jours : État des lieux et audit préalables', 'samedi 28/02/2026'],
    [
      '2026-02-13',
      'Dans 15 jours : État des lieux et audit préalables',
      'dernier jour ouvré : vendredi 27/02/2026',
    ],
    ['2026-02-20', 'Dans 8 jours : État des lieux et audit préalables', 'samedi 28/02/2026'],
    ['2026-02-27', 'Demain : État des lieux et audit préalables', 'samedi 28/02/2026'],
    ['2026-03-06', 'En retard : État des lieux et audit préalables', 'il y a 6 jours'],
    ['2026-03-13', 'En retard : État des lieux et audit préalables', 'il y a 13 jours'],
  ])('%s: %s, once', (day, title, fact) => {
    expect(on(day)).toHaveLength(1);
    expect(folded(on(day)[0]?.title ?? '')).toBe(title);
    expect(folded(on(day)[0]?.text ?? '')).toContain(fact);
  });

  it.each([
    ['2026-04-30', 'dimanche 31/05/2026, dans 31 jours', 'J-30 falls on 01/05, a holiday'],
    ['2026-05-15', 'dimanche 31/05/2026, dans 16 jours', 'J-14 falls on a Sunday'],
    ['2026-05-22', 'dimanche 31/05/2026, dans 9 jours', 'J-7 falls on a Sunday, before Whit Monday'],
    ['2026-05-29', 'dimanche 31/05/2026, dans 2 jours', 'J-1 and J fall on a weekend'],
    ['2026-10-30', 'dimanche 29/11/2026, dans 30 jours', 'J-30 of the use phase'],
    ['2026-12-23', 'mercredi 30/12/2026', 'J-7 of the assessment'],
    ['2026-12-30', 'mercredi 30/12/2026', 'the last day of the assessment'],
  ])('%s: says %s (%s)', (day, fact) => {
    expect(
      on(day)
        .map(({ text }) => folded(text))
        .join('\n'),
    ).toContain(fact);
  });

  it('writes at 9 h on working days only, also in the weeks of 29/03/2026 and 25/10/2026', () => {
    for (const { day, hour } of reminders()) {
      expect([day, hour]).toEqual([day, '09:00']);
      expect([day, Temporal.PlainDate.from(day).dayOfWeek <= 5 && !HOLIDAYS.includes(day)]).toEqual([
        day,
        true,
      ]);
    }
    const days = new Set(toAmina().map(({ day }) => day));
    for (const day of ['2026-03-27', '2026-04-03', '2026-10-23', '2026-10-30']) expect(days).toContain(day);
  });

  it('writes to one person once a day at most, and never twice the same', () => {
    const seen = reminders().map(({ day, to }) => `${day} ${to}`);
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen.length).toBeGreaterThan(50);
  });

  it('tells the coordination only from two weeks after a date on', () => {
    const others = reminders().filter(({ to }) => to !== AMINA);
    expect(others[0]).toMatchObject({ day: '2026-03-13', to: 'inno-num@metropolegrandparis.fr' });
    expect(others.some(({ text }) => text.includes("Début de l'expérimentation"))).toBe(false);
  });

  it('asks the coordination for each COPIL that the calendar commands (art. 6), with dates to choose from', () => {
    const copils = lines.filter(({ title }) => title.startsWith('Comité de pilotage'));
    expect(new Set(copils.map(({ to }) => to))).toEqual(new Set(['inno-num@metropolegrandparis.fr']));
    const days = copils.map(({ day }) => day);
    for (const first of ['2025-12-01', '2026-03-02', '2026-06-01', '2026-11-30'])
      expect(days).toContain(first);
    expect(copils.every(({ buttons }) => buttons.includes('Autre date'))).toBe(true);
  });

  it('gives the référent the buttons of a reminder', () => {
    expect(on('2026-01-29')[0]?.buttons).toEqual(["C'est noté", 'Me le rappeler le…', 'Signaler un retard']);
    expect(on('2026-03-06')[0]?.buttons).toContain("C'est fait");
  });
});

describe('the replay itself', () => {
  it('addresses everything to the coordination where nobody is designated, and says why', async () => {
    const { stdout } = await replay('--json');
    const all: readonly Line[] = JSON.parse(stdout);
    expect(new Set(all.map(({ to }) => to))).toEqual(new Set(['inno-num@metropolegrandparis.fr']));
    expect(all[0]?.text).toContain('Aucun référent nominatif');
  }, 15_000);

  it('reads as text too, line by line, and stores nothing', async () => {
    const { code, stdout } = await replay('--import', referent);
    expect(code).toBe(0);
    expect(stdout).toContain(`2026-01-29 09:00  mail  ${AMINA}\n  Dans 30\u00a0jours`);
    expect(stdout.match(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}/gmu)).toHaveLength(lines.length);
    expect(readdirSync(folder)).toEqual([]);
  }, 15_000);

  it.each([
    [['--from', '2026-02-31', '--to', '2026-03-01'], '--from'],
    [['--from', '2026-03-01', '--to', '2026-02-01'], '--from est postérieur à --to'],
    [['--from', '2026-03-01'], '--to'],
  ])('refuses %j as misuse', async (args, said) => {
    const ran = await runJalon(['replay', ...args], { env: { JALON_DATA: join(folder, 'data') } });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(said);
  });
});
