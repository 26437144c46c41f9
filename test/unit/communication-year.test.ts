import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Scene, said, shownFaults } from '../support/bot.ts';
import type { Persona } from '../support/personas.ts';
import { openYear, programmeYear } from '../support/programme-year.ts';
import { type Act, type Line, play } from '../support/year.ts';

const WORDS = [
  'nous préparons un communiqué',
  'une affiche pour la mairie',
  'un post LinkedIn',
  'la presse vient',
];

/** Somebody speaks of publishing every ten days, all the year through, and of another thing each time. */
function chatter(who: Persona, from: string): readonly Act[] {
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: 36 }, (_, index): Act => {
    const line = WORDS[index % WORDS.length] ?? '';
    return [first.add({ days: 10 * index }).toString(), who, line, (scene) => scene.say(who, line)];
  });
}

/** A comité opérationnel whose minutes decide a publication. */
const decided: readonly Act[] = [
  [
    '2026-06-02',
    'coordinator',
    'comite operationnel',
    async (scene: Scene) => {
      await scene.say('coordinator', 'comite operationnel 16/06/2026 10:00');
      return scene.press('coordinator', 'Envoyer les invitations');
    },
  ],
  [
    '2026-06-17',
    'coordinator',
    'compte-rendu',
    async (scene: Scene) => {
      const number =
        /CO-\d+/u.exec(said(await scene.say('coordinator', 'comite liste passees')))?.[0] ?? 'CO-01';
      return scene.fill('coordinator', 'compte-rendu rediger', {
        reunion: number,
        presents: 'camille.roux@mgp.example',
        decisions: 'Publier un communiqué de presse commun avant juillet.',
      });
    },
  ],
];

let lines: readonly Line[];

beforeAll(async () => {
  const acts = [
    ...programmeYear,
    ...decided,
    ...chatter('referent', '2025-11-26'),
    ...chatter('coordinator', '2025-12-01'),
    [
      '2026-02-02',
      'successor',
      'communication rappels',
      (scene: Scene) =>
        scene.ask('successor', { kind: 'run', command: 'communication rappels', values: { choix: 'non' } }),
    ] satisfies Act,
  ];
  lines = await play(await openYear(), { from: '2025-11-20', to: '2026-12-31' }, acts);
});
afterAll(() => expect(shownFaults()).toEqual([]));

/** The days on which somebody was told the rules, in a conversation or by the clock. */
function daysOf(who: string): readonly string[] {
  const isRecall = ({ text }: Line) =>
    /^(?:Vous préparez une communication|Avant de communiquer)/u.test(text);
  return lines.filter((line) => line.who === who && isRecall(line)).map(({ day }) => day);
}

describe('a year in which people speak of publishing all the time (règlement, art. 9)', () => {
  it('recalls the rules to nobody twice within a month', () => {
    const people = [...new Set(lines.map(({ who }) => who))];
    const recalled = people.map((who) => [who, daysOf(who)] as const).filter(([, days]) => days.length > 0);
    expect(recalled.length).toBeGreaterThanOrEqual(4);
    for (const [who, days] of recalled) {
      for (const [index, day] of days.entries()) {
        const next = days[index + 1];
        if (next === undefined) continue;
        const again = Temporal.PlainDate.from(day).add({ months: 1 }).toString();
        expect([who, next >= again ? 'apart' : `${day} then ${next}`]).toEqual([who, 'apart']);
      }
    }
  });

  it('and to who speaks of it every ten days, about once a month', () => {
    expect(daysOf('referent').length).toBeGreaterThanOrEqual(9);
    expect(daysOf('coordinator').length).toBeGreaterThanOrEqual(9);
  });

  it('to who says nothing, at the moments that lead to publishing, and after the minutes that decide it', () => {
    expect(daysOf('deputy')).toEqual(['2025-11-25', '2026-05-15', '2026-06-18', '2026-11-23']);
    expect(daysOf('foreignReferent')).toContain('2026-06-18');
  });

  it('and never to who wants no more', () => {
    expect(daysOf('successor')).toEqual([]);
  });
});
