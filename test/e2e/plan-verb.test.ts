import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { planVerb } from '../../src/main/plan-verb.ts';
import { loadProgramme } from '../../src/main/programme.ts';

const file = fileURLToPath(new URL('../../conventions/ia-administration-interne.yaml', import.meta.url));
const tracks = loadProgramme(file);

function run(args: readonly string[], read = () => tracks) {
  const out: string[] = [];
  const err: string[] = [];
  const code = planVerb(args, {
    print: (text) => out.push(text),
    printError: (text) => err.push(text),
    readProgramme: read,
  });
  const plain = (lines: readonly string[]) => lines.join('\n').replace(/[\u00a0\u202f]/g, ' ');
  return { code, out: plain(out), err: plain(err) };
}

function plan(...args: readonly string[]) {
  const { code, out } = run([file, '--json', ...args]);
  expect(code).toBe(0);
  return JSON.parse(out);
}

const days = (printed: { phases: { from: string | null; to: string | null }[] }) =>
  printed.phases.map(({ from, to }) => `${from} ${to}`);

describe('plan --json: the worked calendars (art. 5)', () => {
  it('the convention as it is', () => {
    expect(plan()).toEqual({
      phases: [
        { id: 'audit', from: '2025-12-01', to: '2026-02-28', days: 90 },
        { id: 'setup', from: '2026-03-01', to: '2026-05-31', days: 92 },
        { id: 'use', from: '2026-06-01', to: '2026-11-29', days: 182 },
        { id: 'assessment', from: '2026-11-30', to: '2026-12-30', days: 31 },
      ],
      use: { plannedDays: 183, keptDays: 182, lostDays: 1 },
      slackDays: 0,
      lastSetupEnd: {
        6: '2026-05-29',
        5: '2026-06-29',
        4: '2026-07-29',
        3: '2026-08-29',
        2: '2026-09-29',
        1: '2026-10-29',
      },
    });
  });

  it.each([
    ['45 days', ['--delay', 'setup=45d']],
    ['45 jours', ['--delay', 'setup=+45j']],
    ['in two parts', ['--delay', 'setup=40d', '--delay', 'setup=5d']],
    ['in one list', ['--delay=setup=3w, setup=24d']],
    ['a month and two weeks', ['--delay', 'setup=1m,setup=15j']],
    ['by the name of the phase', ['--delay', 'Mise-en-place=45j']],
  ])('set-up late by 45 days, said as %s: 47 days of use are lost', (_, args) => {
    const printed = plan(...args);
    expect(printed.use).toEqual({ plannedDays: 184, keptDays: 137, lostDays: 47 });
    expect(days(printed)[1]).toBe('2026-03-01 2026-07-15');
  });

  it('shortest phases', () => {
    const printed = plan('--months', 'audit=2,setup=2');
    expect(printed.slackDays).toBe(60);
    expect(days(printed)[3]).toBe('2026-10-01 2026-10-31');
  });

  it('--until is the last day included, --before the first day excluded', () => {
    expect(plan('--until', '2026-12-31').use.lostDays).toBe(0);
    expect(plan('--before', '2027-01-01')).toEqual(plan('--until', '2026-12-31'));
    expect(plan('--before', '2026-12-31')).toEqual(plan());
  });

  it('another start, ISO or as in France', () => {
    expect(days(plan('--start', '2026-01-15'))[0]).toBe('2026-01-15 2026-04-14');
    expect(plan('--start', '15/01/2026')).toEqual(plan('--start', '2026-01-15'));
  });

  it('weeks, in English or in French', () => {
    expect(plan('--delay', 'audit=2s')).toEqual(plan('--delay', 'audit=14d'));
    expect(plan('--delay', 'audit=2w')).toEqual(plan('--delay', 'audit=14j'));
  });

  it('delays in months of two phases count from where each would have ended', () => {
    const printed = plan('--delay', 'setup=1m', '--delay', 'audit=1m');
    expect(days(printed).slice(0, 2)).toEqual(['2025-12-01 2026-03-28', '2026-03-29 2026-07-28']);
  });

  it('has no days for a use phase of which nothing is left', () => {
    const printed = plan('--delay', 'setup=200d');
    expect(printed.phases[2]).toEqual({ id: 'use', from: null, to: null, days: 0 });
  });
});

describe('plan: a readable table', () => {
  it('shows the days, the loss and the Gantt', () => {
    const { code, out } = run([file, '--delay', 'setup=45d', '--track', 'ia-administration-interne']);
    expect(code).toBe(0);
    expect(out).toContain('Mise en place et formation          01/03/2026  15/07/2026    137\n');
    expect(out).toContain('Utilisation : 137 jours au lieu de 184, soit 47 jours de moins (26 %) (art. 5).');
    expect(out).toContain('Le bilan doit être achevé le 30/12/2026 au plus tard ; marge : 0 jour.');
    expect(out).toContain('6 mois → 29/05/2026, 5 mois → 29/06/2026');
    expect(out).toContain('déc jan fév mar avr mai jun jul aoû sep oct nov déc');
    expect(out).not.toContain('comité de pilotage');
  });

  it('says that nothing is lost, and which lengths the convention does not plan', () => {
    const { out } = run([file, '--months', 'audit=1,setup=2']);
    expect(out).toContain('Utilisation : 184 jours, rien de perdu.');
    expect(out).toContain(
      'État des lieux et audit préalables : 1 mois, hors de la durée prévue (2 à 3 mois, art. 5).',
    );
  });

  it('calls for a COPIL when nothing of the use phase is left', () => {
    const { code, out } = run([file, '--delay', 'setup=200d']);
    expect(code).toBe(0);
    expect(out).toContain(
      "Il ne reste rien de la période d'utilisation : un comité de pilotage doit dire la suite",
    );
    expect(out).toMatch(/Utilisation +— +— +0\n/);
  });
});

describe('plan refuses what falls after the term (art. 11), exit code 1', () => {
  it.each([
    [
      ['--until', '2027-01-01'],
      "Le bilan ne peut s'achever le 01/01/2027, au-delà du terme de la convention (31/12/2026).",
    ],
    [
      ['--delay', 'setup=400d'],
      'La fin de « Mise en place et formation » irait au-delà du terme de la convention (31/12/2026).',
    ],
    [
      ['--start', '2026-12-31'],
      'Le début (31/12/2026) ne peut être à compter du terme de la convention (31/12/2026).',
    ],
  ])('%j', (args, expected) => {
    const { code, out, err } = run([file, '--json', ...args]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(`${expected} Une prolongation relève d'un avenant (art. 11).`);
  });
});

describe('plan says what makes no sense, exit code 2', () => {
  it.each([
    [[], 'indiquez le fichier de programme.'],
    [[file, 'autre.yaml'], 'argument en trop : « autre.yaml ».'],
    [[file, '--delays', 'setup=1d'], 'option inconnue « --delays ». Vouliez-vous dire « --delay » ?'],
    [[file, '--xyz'], 'option inconnue « --xyz ».'],
    [[file, '--delay'], 'une option est écrite sans sa valeur, ou avec une valeur de trop.'],
    [[file, '--json=oui'], 'une option est écrite sans sa valeur, ou avec une valeur de trop.'],
    [
      [file, '--before', '2026-12-31', '--until', '2026-12-31'],
      'choisissez entre --before (jour exclu) et --until (jour inclus) : pas les deux.',
    ],
    [[file, '--start', '2026-02-31'], "--start « 2026-02-31 » : cette date n'existe pas."],
    [[file, '--before', '2026-13-01'], "--before « 2026-13-01 » : cette date n'existe pas."],
    [[file, '--until', 'demain'], "--until « demain » : cette date n'existe pas."],
    [
      [file, '--track', 'ia-admin'],
      'aucun parcours « ia-admin ». Vouliez-vous dire « ia-administration-interne » ? Parcours : ia-administration-interne.',
    ],
    [
      [file, '--delay', 'setpu=3d'],
      '--delay : aucune phase « setpu ». Vouliez-vous dire « setup » ? Phases : audit, setup, use, assessment.',
    ],
    [[file, '--delay', '=3d'], '--delay « =3d » : écrivez phase=valeur, par exemple setup=45d.'],
    [[file, '--delay', '?=3d'], '--delay : aucune phase « ? ».'],
    [[file, '--delay', 'setup'], '--delay « setup » : écrivez phase=valeur, par exemple setup=45d.'],
    [[file, '--delay', 'setup=1=2'], '--delay « setup=1=2 » : indiquez une durée en jours'],
    [[file, '--delay', 'setup=-3d'], '--delay « setup=-3d » : indiquez une durée en jours'],
    [[file, '--delay', 'setup=45'], '--delay « setup=45 » : indiquez une durée en jours'],
    [[file, '--delay', 'setup=9999d'], '--delay « setup=9999d » : indiquez une durée en jours'],
    [[file, '--delay', 'setup=999w'], '--delay « setup=999w » : indiquez une durée en jours'],
    [[file, '--delay', 'setup=99m'], '--delay « setup=99m » : indiquez une durée en jours'],
    [[file, '--months', 'audit=0'], '--months « audit=0 » : indiquez un nombre entier de mois, de 1 à 36.'],
    [
      [file, '--months', 'audit=1.5'],
      '--months « audit=1.5 » : indiquez un nombre entier de mois, de 1 à 36.',
    ],
    [[file, '--months', 'bilans=1'], '--months : aucune phase « bilans ».'],
  ])('%j', (args, expected) => {
    const { code, out, err } = run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`Demande impossible : ${expected}`);
    expect(err).toContain('Usage : npm run -s jalon -- plan');
  });

  it('asks which track when there are several', () => {
    const two = () => tracks.flatMap((track) => [track, { ...track, id: 'autre' }]);
    expect(run([file], two)).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'choisissez un parcours avec --track. Parcours : ia-administration-interne, autre.',
      ),
    });
    expect(run([file, '--track', 'autre', '--json'], two).code).toBe(0);
  });

  it('tells the faults of a programme that cannot be used', () => {
    const { code, err } = run([file], () => loadProgramme('absent.yaml'));
    expect(code).toBe(2);
    expect(err).toContain('absent.yaml: fichier ou dossier introuvable ou illisible');
  });

  it('lets an unforeseen failure through', () => {
    const cause = new RangeError('unforeseen');
    expect(() =>
      run([file], () => {
        throw cause;
      }),
    ).toThrow(cause);
  });
});
