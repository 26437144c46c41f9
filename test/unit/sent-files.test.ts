import { describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/store/memory.ts';
import { createIntake } from '../../src/usecases/attachments/intake.ts';
import { createRooms, type Room } from '../../src/usecases/attachments/room.ts';
import {
  bytesWithin,
  type Fetched,
  faultOfAnswer,
  type NotHandedOver,
  takeSent,
} from '../../src/usecases/attachments/sent.ts';
import { fileOf } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';
import { roomFor } from '../support/rooms.ts';

const now = () => Temporal.Instant.from('2026-03-02T09:00:00Z');
const holder = { platform: 'slack', accountId: 'T1/U1' } as const;
const MIB = 1_048_576;

/** What became of each of these files. */
async function taken(files: readonly (readonly [string, Fetched])[]) {
  const links = testLinks(now);
  const intake = createIntake({ store: openMemory(), links, now });
  const lost: NotHandedOver[] = [];
  const sent = files.map(([name, fetched]) => ({
    name,
    fetch: async () => fetched,
  }));
  const value = await takeSent(intake, holder, sent, (fault) => lost.push(fault));
  const given = value.split(' ').map((token) => links.readUpload(token)?.given);
  return { given, lost, value };
}

describe('files that somebody sent', () => {
  it('are taken in one after the other; what did not come is told by its name', async () => {
    const { given, lost } = await taken([
      ['a.pdf', fileOf('pdf')],
      ['C:\\film.pdf', 'too-large'],
      ['../perdu.pdf', { why: 'HTTP 404' }],
      ['trop.pdf', 'no-room'],
    ]);
    expect(given).toMatchObject([
      { kind: 'kept', file: { name: 'a.pdf' } },
      { kind: 'refused', reason: { code: 'file-too-large', name: 'film.pdf', mostBytes: 25 * MIB } },
      { kind: 'refused', reason: { code: 'file-not-fetched', name: 'perdu.pdf' } },
      { kind: 'refused', reason: { code: 'file-no-room', name: 'trop.pdf' } },
    ]);
    expect(lost).toEqual([{ why: 'HTTP 404' }]);
  });

  it('are eleven at most: no field takes as many', async () => {
    const { given } = await taken(Array.from({ length: 40 }, () => ['a.pdf', 'too-large'] as const));
    expect(given).toHaveLength(11);
    expect((await taken([])).value).toBe('');
  });

  it('that are lost need nobody who is told', async () => {
    const intake = createIntake({ store: openMemory(), links: testLinks(now), now });
    const lost = { name: 'a.pdf', fetch: async () => ({ why: 'hang' }) };
    expect(await takeSent(intake, holder, [lost])).not.toBe('');
  });
});

describe('the answer of a host of files', () => {
  it.each([
    [{ status: 200, type: 'application/pdf', length: '10' }, null],
    [{ status: 200, type: null, length: null }, null],
    [{ status: 200, type: undefined, length: undefined }, null],
    [{ status: 200, type: 'application/pdf', length: 'many' }, null],
    [{ status: 200, type: 'application/pdf', length: '11' }, 'too-large'],
    [{ status: 200, type: 'Text/HTML; charset=utf-8', length: '5' }, { why: 'page' }],
    [{ status: 404, type: 'text/html', length: '5' }, { why: 'HTTP 404' }],
    [{ status: undefined, type: null, length: null }, { why: 'HTTP undefined' }],
  ])('%j holds a file unless %j', (answer, fault) => {
    expect(faultOfAnswer(answer, 10)).toEqual(fault);
  });

  it('is read no further than it may be', async () => {
    const read = { parts: 0 };
    async function* parts(lengths: readonly number[]) {
      for (const [rank, length] of lengths.entries()) {
        read.parts += 1;
        yield new Uint8Array(length).fill(rank + 1);
      }
    }
    expect(await bytesWithin(parts([2, 0, 3]), roomFor(5))).toEqual(Uint8Array.of(1, 1, 3, 3, 3));
    expect(await bytesWithin(parts([]), roomFor(5))).toEqual(new Uint8Array());
    read.parts = 0;
    expect(await bytesWithin(parts([2, 4, 9]), roomFor(5))).toBe('too-large');
    expect(read.parts).toBe(2);
    expect(await bytesWithin(parts([2, 4, 9]), roomFor(9, 5))).toBe('no-room');
    expect(read.parts).toBe(4);
  });
});

describe('the memory that files under way share', () => {
  it('holds three of the longest, of whoever; what was let go of makes room', () => {
    const enter = createRooms();
    const [one, other] = [enter(), enter()];
    expect(one.mostBytes).toBe(25 * MIB);
    expect([one.take(25 * MIB), other.take(25 * MIB), other.take(25 * MIB)]).toEqual([true, true, true]);
    expect([one.take(1), other.take(1), one.take(0)]).toEqual([false, false, true]);
    one.leave();
    one.leave();
    expect([other.take(25 * MIB), other.take(1)]).toEqual([true, false]);
  });

  it('is given back whatever becomes of a file', async () => {
    const intake = createIntake({ store: openMemory(), links: testLinks(now), now });
    const grasping = (then: () => Fetched) => ({
      name: 'a.pdf',
      fetch: async ({ take }: Room) => (take(70 * MIB) ? then() : 'no-room'),
    });
    const fails = () => {
      throw new TypeError('the disk is full');
    };
    await takeSent(intake, holder, [grasping(() => fileOf('pdf')), grasping(() => 'too-large')]);
    await expect(takeSent(intake, holder, [grasping(fails)])).rejects.toThrow(TypeError);
    expect(intake.enter().take(70 * MIB)).toBe(true);
  });
});
