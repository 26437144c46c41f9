import { describe, expect, it } from '@jest/globals';
import type { CommunicationEvent, KitPublished } from '../../src/domain/communication/events.ts';
import {
  allKitReaders,
  currentKit,
  holdsTheSame,
  kitNamed,
  kitsDue,
  kitsOf,
  nextKitsDueAt,
  scheduledKit,
} from '../../src/domain/communication/kits.ts';
import { emptyTrack, type TrackState } from '../../src/domain/track/state.ts';
import { leaving } from '../support/leaving.ts';
import { choisyFacts, choisyTrack, designated, fold, paris, trackOf } from '../support/track.ts';

const file = { hash: 'hash-1', name: 'affiche.pdf', kind: 'pdf', bytes: 1_024 } as const;
const OF_FILE = { url: 'https://exemple.fr/kit', version: '1.0' };
const beneficiaries = [choisyFacts(), choisyFacts({ id: 'nanterre', name: 'Nanterre' })];

/** A kit of one link, available on Thursday 12/03/2026 at 9 h, with these changes. */
function published(version: string, changes: Partial<KitPublished> = {}): CommunicationEvent {
  return {
    type: 'kit-published',
    data: {
      version,
      links: [`https://exemple.fr/kit-${version}`],
      files: [],
      changes: null,
      availableAt: paris('2026-03-12 09:00').toString(),
      byId: 'coordinatrice',
      ...changes,
    },
  };
}

function at(day: string): Partial<KitPublished> {
  return { availableAt: paris(day).toString() };
}

/** What is told from one instant to another, looking only when the rule asks to be: « 2 → amina ». */
function told(track: TrackState, from: string, to: string): readonly string[] {
  return leaving(paris(from), paris(to), {
    look: (now) => {
      const owed = kitsDue(track, now);
      for (const data of owed) fold(track, { type: 'kit-told', data }, now.toString());
      return owed.map((one) => `${one.version} → ${one.to.join(', ')}`);
    },
    nextAt: (now) => nextKitsDueAt(track, now),
  });
}

describe('the kit of a track (règlement, art. 9)', () => {
  it('there is none before any was published, nor of a track whose programme file was not read', () => {
    const now = paris('2026-03-12 10:00');
    expect(currentKit(trackOf(choisyTrack()), now)).toBeNull();
    expect(currentKit(emptyTrack('ia'), now)).toBeNull();
    expect(scheduledKit(emptyTrack('ia'), now)).toBeNull();
  });

  it('of the programme file counts where nothing was published by command, and is told to nobody', () => {
    const track = trackOf(choisyTrack({ kit: OF_FILE }), designated('amina'));
    const now = paris('2026-03-12 10:00');
    expect(currentKit(track, now)).toEqual({
      version: '1.0',
      links: ['https://exemple.fr/kit'],
      files: [],
      changes: null,
      availableAt: null,
      at: null,
    });
    expect(kitsDue(track, now)).toEqual([]);
    expect(nextKitsDueAt(track, now)).toBeNull();
    fold(track, published('2'));
    expect(currentKit(track, now)).toMatchObject({ version: '2' });
    expect(kitsOf(track).map(({ version }) => version)).toEqual(['1.0', '2']);
  });

  it('that is ordered for tomorrow is scheduled until its minute, then current', () => {
    const track = trackOf(choisyTrack(), published('1', at('2026-03-02 09:00')), published('2'));
    const [before, then] = [paris('2026-03-12 08:59'), paris('2026-03-12 09:00')];
    expect(currentKit(track, before)).toMatchObject({ version: '1' });
    expect(scheduledKit(track, before)).toMatchObject({ version: '2' });
    expect(currentKit(track, then)).toMatchObject({ version: '2' });
    expect(scheduledKit(track, then)).toBeNull();
  });

  it('is found by its version, in capitals or not', () => {
    const track = trackOf(choisyTrack(), published('Été 2026'));
    expect(kitNamed(track, 'été 2026')).toMatchObject({ version: 'Été 2026' });
    expect(kitNamed(track, '2026')).toBeUndefined();
  });

  it('holds the same as another with the same links and files, in whatever order and by whatever name', () => {
    const links = ['https://a.example', 'https://b.example'];
    expect(
      holdsTheSame(
        { links, files: [file] },
        { links: links.toReversed(), files: [{ ...file, name: 'b.pdf' }] },
      ),
    ).toBe(true);
    expect(holdsTheSame({ links, files: [file] }, { links, files: [] })).toBe(false);
    expect(holdsTheSame({ links, files: [file] }, { links, files: [{ ...file, hash: 'hash-2' }] })).toBe(
      false,
    );
  });
});

describe('a kit is told of (règlement, art. 9)', () => {
  it('once, at its hour, to everybody who speaks for a beneficiary', () => {
    const track = trackOf(
      choisyTrack({ beneficiaries }),
      designated('amina'),
      designated('paul', '2025-11-20', { role: 'deputy' }),
      designated('zoe', '2025-11-20', { commune: 'nanterre' }),
      published('1'),
    );
    expect(told(track, '2026-03-11 18:00', '2026-12-31 18:00')).toEqual([
      '2026-03-12 09:00 1 → amina, paul, zoe',
    ]);
  });

  it('at once when its hour has passed: the clock may have stood still', () => {
    const track = trackOf(choisyTrack(), designated('amina'), published('1'));
    const late = paris('2026-03-14 15:00');
    expect(nextKitsDueAt(track, late)).toEqual(late);
  });

  it('once to somebody who speaks for two beneficiaries, or is référent and deputy', () => {
    const track = trackOf(
      choisyTrack({ beneficiaries }),
      designated('amina'),
      designated('amina', '2025-11-20', { commune: 'nanterre' }),
      designated('amina', '2025-11-21', { role: 'deputy' }),
    );
    expect(allKitReaders(track, '2026-03-12')).toEqual(['amina']);
  });

  it('to whoever was designated between the order and 9 h, not to whom they replaced', () => {
    const track = trackOf(choisyTrack(), designated('amina'), published('1'));
    fold(track, designated('lea', '2026-03-12'));
    expect(told(track, '2026-03-11 18:00', '2026-03-13 18:00')).toEqual(['2026-03-12 09:00 1 → lea']);
  });

  it('to whoever is designated for a day to come as well: their welcome has left, without it', () => {
    const track = trackOf(
      choisyTrack(),
      designated('amina'),
      designated('lea', '2026-04-01'),
      published('1'),
    );
    expect(allKitReaders(track, '2026-03-12')).toEqual(['amina', 'lea']);
    expect(allKitReaders(track, '2026-04-01')).toEqual(['lea']);
  });

  it('not to whom another was designated for instead before they began', () => {
    const track = trackOf(
      choisyTrack(),
      designated('amina'),
      designated('lea', '2026-04-01'),
      designated('marc', '2026-04-01'),
    );
    expect(allKitReaders(track, '2026-03-12')).toEqual(['amina', 'marc']);
  });

  it('no more once a newer one is available, and is not asked about for ever', () => {
    const track = trackOf(choisyTrack(), designated('amina'), published('1'), published('2'));
    expect(told(track, '2026-03-11 18:00', '2026-12-31 18:00')).toEqual(['2026-03-12 09:00 2 → amina']);
  });

  it('in the order of their hours where several are ordered', () => {
    const track = trackOf(
      choisyTrack(),
      designated('amina'),
      published('1'),
      published('2', at('2026-03-13 09:00')),
    );
    expect(told(track, '2026-03-11 18:00', '2026-12-31 18:00')).toEqual([
      '2026-03-12 09:00 1 → amina',
      '2026-03-13 09:00 2 → amina',
    ]);
  });

  it('that was ordered before one that is there at once stays untold at its hour', () => {
    const track = trackOf(
      choisyTrack(),
      designated('amina'),
      published('1', at('2026-03-13 09:00')),
      published('2'),
    );
    expect(told(track, '2026-03-12 09:00', '2026-12-31 18:00')).toEqual(['2026-03-12 09:00 2 → amina']);
  });

  it('to nobody where nobody is designated: recorded all the same, so that newcomers have it once', () => {
    const track = trackOf(choisyTrack(), published('1'));
    expect(told(track, '2026-03-12 09:00', '2026-03-13 18:00')).toEqual(['2026-03-12 09:00 1 → ']);
    fold(track, designated('amina', '2026-03-13'));
    expect(told(track, '2026-03-13 18:00', '2026-12-31 18:00')).toEqual([]);
  });
});
