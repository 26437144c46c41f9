import { describe, expect, it } from '@jest/globals';
import type { CommitteeFacts } from '../../src/domain/committee/invitees.ts';
import { nextCommitteesDueAt } from '../../src/domain/committee/owed.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import {
  cancelled,
  committeeFacts,
  lookAtCommittees,
  meetingOf,
  movedTo,
  owedText,
  saidBy,
  scheduled,
} from '../support/committee-track.ts';
import { choisyTrack, designated, fold, paris, trackOf } from '../support/track.ts';

/** A Sunday night: calendars follow whatever the hour. */
const night = '2026-05-10 23:30';

function told(track: TrackState, now = night, facts: CommitteeFacts = committeeFacts): readonly string[] {
  return lookAtCommittees(track, paris(now), facts)
    .filter(({ type }) => type === 'invitations-owed')
    .flatMap(owedText);
}

/** Amina is référente, and everybody's calendar knows of the meeting. */
function invited(): TrackState {
  const track = trackOf(choisyTrack(), designated('amina'), scheduled());
  told(track);
  return track;
}

describe('invitations (art. 6)', () => {
  it('go to everybody convened, at once, once', () => {
    const track = trackOf(choisyTrack(), designated('amina'), scheduled());
    expect(nextCommitteesDueAt(track, paris(night), committeeFacts)).toEqual(paris(night));
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → coordinatrice', 'CO-01 REQUEST 0 → amina']);
    expect(told(track)).toEqual([]);
  });

  it('a move tells everybody again with one newer sequence', () => {
    const track = invited();
    fold(track, movedTo(track, '2026-06-18'));
    expect(told(track)).toEqual(['CO-01 REQUEST 1 → coordinatrice', 'CO-01 REQUEST 1 → amina']);
  });

  it('a cancellation cancels for everybody, with a newer sequence', () => {
    const track = invited();
    fold(track, movedTo(track, '2026-06-18'));
    told(track);
    fold(track, cancelled(track));
    expect(told(track)).toEqual(['CO-01 CANCEL 2 → coordinatrice', 'CO-01 CANCEL 2 → amina']);
    expect(told(track)).toEqual([]);
  });

  it('a meeting that is cancelled before anybody was told needs no message', () => {
    const track = trackOf(choisyTrack(), designated('amina'), scheduled());
    fold(track, cancelled(track));
    expect(told(track)).toEqual([]);
  });

  it('a meeting that is over tells nobody any more, that of today until it is', () => {
    const track = invited();
    fold(track, designated('bruno', '2026-05-11'));
    expect(told(track, '2026-06-16 11:30')).toEqual([]);
    expect(told(track, '2026-06-17 08:00')).toEqual([]);
    expect(told(track, '2026-06-16 11:29')).toHaveLength(2);
  });
});

describe('a change of référent moves the invitations (art. 4)', () => {
  it('cancels for the old, invites the new, tells nobody else', () => {
    const track = invited();
    fold(track, designated('bruno', '2026-05-11'));
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → bruno', 'CO-01 CANCEL 1 → amina']);
    expect(told(track)).toEqual([]);
  });

  it('does so at once for a change whose first day is still to come, before the meeting', () => {
    const track = invited();
    fold(track, designated('bruno', '2026-06-16'));
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → bruno', 'CO-01 CANCEL 1 → amina']);
  });

  it('does nothing for a change after the meeting', () => {
    const track = invited();
    fold(track, designated('bruno', '2026-06-17'));
    expect(told(track)).toEqual([]);
  });

  it('follows a meeting that is moved past the first day of the new one', () => {
    const track = invited();
    fold(track, designated('bruno', '2026-06-17'));
    fold(track, movedTo(track, '2026-06-18'));
    expect(told(track)).toEqual([
      'CO-01 REQUEST 1 → coordinatrice',
      'CO-01 REQUEST 1 → bruno',
      'CO-01 CANCEL 1 → amina',
    ]);
  });

  it('who comes back is invited with a sequence that their calendar takes', () => {
    const track = invited();
    fold(track, designated('bruno', '2026-05-11'));
    told(track);
    fold(track, designated('amina', '2026-05-12'));
    expect(told(track)).toEqual(['CO-01 REQUEST 2 → amina', 'CO-01 CANCEL 1 → bruno']);
    fold(track, designated('bruno', '2026-05-13'));
    expect(told(track)).toEqual(['CO-01 REQUEST 2 → bruno', 'CO-01 CANCEL 3 → amina']);
    fold(track, movedTo(track, '2026-06-18'));
    expect(told(track)).toEqual(['CO-01 REQUEST 4 → coordinatrice', 'CO-01 REQUEST 4 → bruno']);
  });

  it('leaves out who is still convened as something else', () => {
    const track = trackOf(choisyTrack(), designated('amina'), scheduled({ guests: ['amina'] }));
    told(track);
    fold(track, designated('bruno', '2026-05-11'));
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → bruno']);
  });
});

describe('the invitations follow whoever else is convened (art. 6)', () => {
  it('a contractor once the market is awarded, and the one who takes their place', () => {
    const track = invited();
    const contractor = (contractorId: string | null) =>
      fold(track, {
        type: 'programme-loaded',
        data: { facts: choisyTrack(), contractorId, communicationId: null },
      });
    contractor('prestataire');
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → prestataire']);
    contractor('autre');
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → autre', 'CO-01 CANCEL 1 → prestataire']);
  });

  it('another coordinator of the Métropole', () => {
    const facts = { ...committeeFacts, coordinators: ['camille'] };
    expect(told(invited(), night, facts)).toEqual([
      'CO-01 REQUEST 0 → camille',
      'CO-01 CANCEL 1 → coordinatrice',
    ]);
  });

  it('a third person who is invited later', () => {
    const track = invited();
    fold(track, {
      type: 'guests-invited',
      data: { meeting: 'CO-01', personIds: ['emma'], byId: 'coordinatrice' },
    });
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → emma']);
  });

  it('who comes in the place of another, as long as that answer stands', () => {
    const track = invited();
    fold(track, saidBy(track, 'amina', 'replaced', 'emma'));
    expect(told(track)).toEqual(['CO-01 REQUEST 0 → emma']);
    fold(track, movedTo(track, '2026-06-18'));
    expect(told(track)).toEqual([
      'CO-01 REQUEST 1 → coordinatrice',
      'CO-01 REQUEST 1 → amina',
      'CO-01 CANCEL 1 → emma',
    ]);
  });

  it('nobody is written to who was erased', () => {
    const facts = { ...committeeFacts, isErased: (id: string) => id === 'amina' };
    const track = invited();
    expect(told(track, night, facts)).toEqual([]);
    fold(track, cancelled(track));
    expect(told(track, night, facts)).toEqual(['CO-01 CANCEL 1 → coordinatrice']);
  });
});

describe('an occurrence moves alone', () => {
  it('of a series, only the one that was moved is told again', () => {
    const track = trackOf(
      choisyTrack(),
      designated('amina'),
      scheduled({ series: 'CO-01' }),
      scheduled({ meeting: 'CO-02', series: 'CO-01', on: '2026-07-15' }),
    );
    told(track);
    const other = structuredClone(meetingOf(track, 'CO-02'));
    fold(track, movedTo(track, '2026-06-18'));
    expect(told(track).every((line) => line.startsWith('CO-01 REQUEST 1'))).toBe(true);
    expect(meetingOf(track, 'CO-02')).toEqual(other);
  });
});
