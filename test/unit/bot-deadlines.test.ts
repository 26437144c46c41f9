import { afterAll, describe, expect, it } from '@jest/globals';
import { deadlinesCard } from '../../cards/deadlines.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { commands } from '../../src/usecases/commands.ts';
import { pageOf } from '../../src/usecases/paging.ts';
import { parseLine } from '../../src/usecases/parse-line.ts';
import { openScene, openStaffedScene, programme, said, saidBy, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const labelsOf = (reply: Reply) =>
  reply.kind === 'card' ? reply.card.actions.map(({ label }) => plainSpaces(label)) : [];

describe('échéances (art. 5): what is due', () => {
  it('tells a référent all that is open of their calendar, late first, with days and working days', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', 'mes échéances');
    expect(said(reply)).toBe(
      [
        'Mes échéances',
        '1 échéance en retard sur 4.',
        '- Choisy-le-Roi, État des lieux et audit préalables, fin : samedi 28/02/2026, en retard de 12 jours',
        '- Choisy-le-Roi, Mise en place et formation, fin : dimanche 31/05/2026, dans 80 jours, dernier jour ouvré : vendredi 29/05/2026',
        '- Choisy-le-Roi, Utilisation, fin : dimanche 29/11/2026, dans 262 jours, dernier jour ouvré : vendredi 27/11/2026',
        "- Choisy-le-Roi, Bilan et mesure d'impact, fin : mercredi 30/12/2026, dans 293 jours",
        'Convention, art. 5.',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual([
      "C'est fait : État des lieux et audit préalables",
      'Signaler un retard : État des lieux et audit préalables',
      'Signaler un retard : Mise en place et formation',
      'Voir le calendrier',
    ]);
    const opened = await scene.press('referent', "C'est fait : État des lieux et audit préalables");
    expect(opened).toMatchObject({ kind: 'form', form: { values: { etape: 'audit' } } });
  });

  it('tells a coordinator what all beneficiaries owe within thirty days, and what is late', async () => {
    const scene = await openStaffedScene();
    scene.at('2026-05-31');
    const reply = await scene.say('coordinator', 'échéances');
    expect(said(reply)).toContain('Échéances des 30 prochains jours et retards');
    expect(said(reply)).toContain(
      "Nanterre, Mise en place et formation, fin : aujourd'hui, dimanche 31/05/2026",
    );
    expect(said(reply)).not.toContain('Utilisation');
    expect(labelsOf(reply)).toContain('Calendrier : Nanterre');
  });

  it('is empty once all is done, and before the start names the day to be ready for', async () => {
    const scene = await openScene({ at: '2025-11-20T09:00:00Z' });
    expect(said(await scene.say('coordinator', 'echeances'))).toContain(
      "Choisy-le-Roi, début de l'expérimentation : lundi 01/12/2025, dans 11 jours",
    );
    const none = await openScene({ at: '2025-09-01T09:00:00Z' });
    expect(said(await none.say('coordinator', 'echeances'))).toContain(
      'Aucune échéance à venir ni en retard.',
    );
  });

  it('turns its pages when there are many', async () => {
    const tracks = [programme()];
    const scene = await openScene({ tracks });
    const header = 'collectivite';
    const names = [
      'Nanterre',
      'Thiais',
      'Orly',
      'Ivry-sur-Seine',
      'Pantin',
      'Bagnolet',
      'Cachan',
      'Gentilly',
    ];
    const more = ['Arcueil', 'Villejuif', 'Fresnes', 'Rungis', 'Antony', 'Sceaux', 'Montreuil', 'Bobigny'];
    await scene.fill('coordinator', 'import', { fichier: [header, ...names, ...more].join('\n') });
    const first = await scene.say('coordinator', 'echeances');
    expect(said(first)).toContain('retards (1/2)');
    const second = await scene.press('coordinator', 'Suite');
    expect(said(second)).toContain('retards (2/2)');
    expect(said(await scene.press('coordinator', 'Précédent'))).toBe(said(first));
  });

  it('offers nothing to declare for the start alone', () => {
    const start = {
      commune: 'Nanterre',
      communeValue: 'nanterre',
      phase: null,
      phaseId: null,
      dueOn: '2025-12-01',
      lastWorkingDay: null,
      daysLeft: 1,
    };
    const page = { total: 1, late: 0, withinDays: null, toValidate: 0, page: 1, pages: 1 };
    const card = deadlinesCard({ deadlines: [start], ...page });
    expect(saidBy(card)).toContain('lundi 01/12/2025, dans 1 jour');
    expect(card.actions.map(({ label }) => label)).toEqual(['Voir le calendrier']);
  });
});

describe('pages of a list', () => {
  it('gives the page asked for, or the nearest there is', () => {
    const list = [1, 2, 3, 4, 5];
    expect(pageOf(list, undefined, 2)).toEqual({ items: [1, 2], page: 1, pages: 3, first: 1 });
    expect(pageOf(list, '3', 2)).toEqual({ items: [5], page: 3, pages: 3, first: 5 });
    expect(pageOf(list, '9', 2).page).toBe(3);
    expect(pageOf(list, '0', 2).page).toBe(1);
    expect(pageOf(list, '1e3', 2).page).toBe(1);
    expect(pageOf([], '2', 2)).toEqual({ items: [], page: 1, pages: 1, first: 1 });
  });
});

describe('how a command may be typed', () => {
  it.each([
    ['mes échéances', 'echeances'],
    ['Mes-données', 'mes-donnees'],
    ['/jalon mes donnees', 'mes-donnees'],
    ['référent-voir Choisy-le-Roi', 'referent voir'],
    ['mes préférences', 'preferences'],
  ])('« %s » is %s', (line, word) => {
    expect(parseLine(line, commands)).toMatchObject({ kind: 'command', command: { word } });
  });

  it('« mes » alone calls nothing', () => {
    expect(parseLine('mes', commands).kind).toBe('unknown');
  });
});
