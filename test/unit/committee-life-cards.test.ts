import { describe, expect, it } from '@jest/globals';
import type { MeetingView } from '../../cards/meeting.ts';
import { meetingFile } from '../../cards/meeting-file.ts';
import { meetingList, tallyWords } from '../../cards/meeting-list.ts';
import { pageActions } from '../../cards/paging.ts';
import { saidBy } from '../support/bot.ts';

const meeting: MeetingView = {
  number: 'RB-01',
  kind: 'meeting',
  title: 'Accès aux données '.repeat(12).trim(),
  commune: 'Choisy-le-Roi',
  track: 'IA',
  on: '2026-07-15',
  from: '10:00',
  durationMinutes: 90,
  place: 'Mairie',
  sequence: 0,
  cancelled: null,
  isOver: false,
  convened: { mgp: 0, contractor: 0, referents: 0, guests: 0 },
  tally: { present: 0, absent: 0, replaced: 0, silent: 0 },
  agenda: [],
  own: null,
};
const page = { page: 1, pages: 1 };

describe('the cards of a meeting’s life', () => {
  it('a long name is cut in the title and stands whole below', () => {
    const card = meetingFile({
      ...page,
      meeting,
      attendance: [],
      points: [],
      minutesAt: null,
      hasBegun: false,
      isCoordinator: false,
      calendarUrl: null,
    });
    expect(card.title.length).toBeLessThanOrEqual(140);
    expect(saidBy(card)).toContain(String(meeting.title));
    expect(saidBy(card)).toContain('personne de convié.');
    expect(card.actions.map(({ label }) => label)).toEqual(['Ajouter un point']);
  });

  it('who comes in a place for no commune is shown as such', () => {
    const replacement = {
      standing: 'replacement',
      commune: null,
      name: 'Léa Moreau',
      answer: 'replaced',
      replacement: null,
    } as const;
    const card = meetingFile({
      ...page,
      meeting: { ...meeting, title: null },
      attendance: [replacement],
      points: [],
      minutesAt: null,
      hasBegun: false,
      isCoordinator: false,
      calendarUrl: null,
    });
    expect(saidBy(card)).toContain('En remplacement | Léa Moreau | remplacé(e)');
  });

  it('a list tells nobody who is not convened of an answer', () => {
    const card = meetingList({
      ...page,
      meetings: [{ ...meeting, hasMinutes: false }],
      isPast: false,
      total: 1,
      others: 0,
      isCoordinator: false,
    });
    expect(saidBy(card)).not.toContain('réponse');
  });

  it('counts answers, and leaves out what nobody answered', () => {
    expect(tallyWords({ present: 2, absent: 1, replaced: 2, silent: 0 })).toBe(
      '2\u00a0présents, 1\u00a0absent, 2\u00a0remplacés',
    );
  });

  it('pages keep what they are pages of', () => {
    expect(pageActions('comite voir', { page: 2, pages: 3 }, { reunion: 'CO-07' })).toMatchObject([
      { values: { reunion: 'CO-07', page: '1' } },
      { values: { reunion: 'CO-07', page: '3' } },
    ]);
  });
});
