import { feedCard, feedRevoked } from '../../../cards/feed.ts';
import { pollAnswered, pollAsked, pollCard, pollGivenUp, pollList, pollOpened } from '../../../cards/poll.ts';
import { track } from './places.ts';
import { type Sample, sample } from './sample.ts';

const slot = { from: '10:00', durationMinutes: 90, suits: 0, isBest: false, isMine: false } as const;

const asked = {
  number: 'SO-02',
  kind: 'comop',
  title: null,
  commune: null,
  track,
  place: 'visioconférence',
  slots: [
    { ...slot, rank: 0, on: '2026-07-08' },
    { ...slot, rank: 1, on: '2026-07-15' },
    { ...slot, rank: 2, on: '2026-07-16', from: '14:00' },
  ],
  asked: 40,
  answered: 0,
  suitedByNone: 0,
  own: { hasAnswered: false },
  closed: null,
  mayFix: false,
} as const;

const answered = {
  ...asked,
  slots: [
    { ...slot, rank: 0, on: '2026-07-08', suits: 12 },
    { ...slot, rank: 1, on: '2026-07-15', suits: 27, isBest: true, isMine: true },
    { ...slot, rank: 2, on: '2026-07-16', from: '14:00', suits: 9 },
  ],
  answered: 31,
  suitedByNone: 2,
  own: { hasAnswered: true },
} as const;

const closed = { ...answered, closed: { meeting: 'CO-08', at: '2026-06-29T08:12:00Z' } } as const;

/** Polls and personal calendar feeds (art. 6). */
export const pollSamples: readonly Sample[] = [
  sample(pollAsked, null, asked),
  sample(pollAnswered, null, answered),
  sample(pollOpened, null, { ...asked, mayFix: true }, 39),
  sample(pollCard, null, { ...answered, mayFix: true }),
  sample(pollCard, 'clos', closed),
  sample(pollGivenUp, null, { ...answered, closed: { meeting: null, at: '2026-06-29T08:12:00Z' } }),
  sample(pollList, null, [answered, { ...asked, number: 'SO-03', kind: 'copil' }], true),
  sample(pollList, 'aucun', [], false),
  sample(feedCard, null, { url: 'https://jalon.example/calendrier/exemple.ics' }),
  sample(feedRevoked, null),
];
