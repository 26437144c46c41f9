import { describe, expect, it } from '@jest/globals';
import type { CommunicationEvent, OpinionAsked } from '../../src/domain/communication/events.ts';
import { applyCommunicationEvent, noCommunication } from '../../src/domain/communication/state.ts';
import { CHOISY, choisyTrack, fold, trackOf } from '../support/track.ts';

const file = { hash: 'a'.repeat(64), name: 'texte.txt', kind: 'txt', bytes: 12 } as const;
const asked: OpinionAsked = {
  opinion: 'AVI-2026-0001',
  commune: CHOISY,
  support: 'affiche',
  title: 'Affiche',
  file,
  note: null,
  check: null,
  toId: 'sofia',
  byId: 'amina',
};
const kit = {
  version: '1',
  links: [],
  files: [{ ...file, hash: 'b'.repeat(64) }],
  changes: null,
  availableAt: '2026-03-12T09:00:00Z',
  byId: 'camille',
};

function folded(...events: readonly CommunicationEvent[]) {
  const state = noCommunication();
  for (const event of events) applyCommunicationEvent(state, event, '2026-03-12T09:42:00Z');
  return state;
}

describe('what is known of communication is the fold of its events (règlement, art. 9)', () => {
  it('a kit is told, an opinion reminded and answered; the newest answer stands', () => {
    const given = { opinion: asked.opinion, commune: CHOISY, byId: 'sofia' } as const;
    const state = folded(
      { type: 'kit-published', data: kit },
      { type: 'kit-told', data: { version: '1', to: ['amina'] } },
      { type: 'opinion-asked', data: asked },
      { type: 'opinion-reminder-owed', data: { opinion: asked.opinion, commune: CHOISY, to: 'sofia' } },
      { type: 'opinion-given', data: { ...given, verdict: 'changes', comment: 'Le logotype.' } },
      { type: 'opinion-given', data: { ...given, verdict: 'favorable', comment: null } },
    );
    expect(state.kits).toMatchObject([{ version: '1', toldTo: ['amina'] }]);
    const opinion = state.opinions.get(asked.opinion);
    expect(opinion?.remindedAt).toBe('2026-03-12T09:42:00Z');
    expect(opinion?.answers.map(({ verdict }) => verdict)).toEqual(['changes', 'favorable']);
  });

  it('what names nothing that is known changes nothing', () => {
    const state = folded(
      { type: 'kit-told', data: { version: '9', to: ['amina'] } },
      { type: 'opinion-reminder-owed', data: { opinion: 'AVI-2026-0009', commune: CHOISY, to: 'sofia' } },
    );
    expect(state).toEqual(noCommunication());
  });

  it('the files that a kit holds and that are submitted are kept', () => {
    const track = trackOf(choisyTrack());
    fold(track, { type: 'kit-published', data: kit });
    fold(track, { type: 'opinion-asked', data: asked });
    fold(track, { type: 'kit-told', data: { version: '1', to: [] } });
    expect([...track.files]).toEqual(['b'.repeat(64), 'a'.repeat(64)]);
  });
});
