import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  boundaryOf,
  FormError,
  type FormParts,
  LONGEST_BODY_BYTES,
  readParts,
} from '../../src/platform/web/pages/multipart.ts';
import { roomFor } from '../support/rooms.ts';

const MIB = 1_048_576;
const BOUNDARY = '----WebKitFormBoundaryX';
/** Read in a tenth of a second, on a machine that has nothing else to do; what is quadratic takes minutes. */
const SOON_MS = 5_000;

/** In pieces of these lengths, over and over. */
async function* cut(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

function read(
  body: string | Uint8Array,
  mostBytes = MIB,
  lengths: readonly number[] = [65_536],
): Promise<FormParts> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return readParts(cut(bytes, lengths), BOUNDARY, roomFor(mostBytes));
}

function part(name: string, content: string, fileName?: string): string {
  const file =
    fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: application/octet-stream`;
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${content}\r\n`;
}

const END = `--${BOUNDARY}--\r\n`;

async function statusOf(body: string | Uint8Array, mostBytes?: number): Promise<number | null> {
  try {
    await read(body, mostBytes);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(FormError);
    return (error as FormError).status;
  }
}

describe('a form with files', () => {
  it('is read as a browser writes it', async () => {
    const body = [
      part('_acte', 'id-1'),
      part('motif', 'deux\r\nlignes, é'),
      part('piece', '', ''),
      part('piece', '%PDF-1.7', 'Rapport d’été %22final%22.pdf'),
      part('vide', '', 'vide.pdf'),
      part('', ''),
      END,
    ].join('');
    const { fields, files } = await read(body);
    expect(fields).toEqual([
      ['_acte', 'id-1'],
      ['motif', 'deux\r\nlignes, é'],
      ['', ''],
    ]);
    expect(files).toEqual([
      { field: 'piece', name: 'Rapport d’été "final".pdf', bytes: Buffer.from('%PDF-1.7') },
      { field: 'vide', name: 'vide.pdf', bytes: Buffer.from('') },
    ]);
    expect(await read(END)).toEqual({ fields: [], files: [] });
    expect(await read(`something before\r\n${part('a', '1')}${END}something after`)).toMatchObject({
      fields: [['a', '1']],
    });
  });

  it('comes out as it went in, whatever it holds and in whatever pieces it comes', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.toWellFormed());
    const name = text.filter((value) => value !== '' && !/%(?:22|0D|0A)/u.test(value));
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      // What looks like a delimiter and is none.
      fc
        .array(
          fc.constantFrom('\r', '\n', '-', '--', `\r\n--${BOUNDARY.slice(0, 9)}`, `--${BOUNDARY}`, 'x'),
          { maxLength: 30 },
        )
        .map((pieces) => new TextEncoder().encode(pieces.join(''))),
    );
    const given = fc.array(
      fc.oneof(fc.record({ name: text, text }), fc.record({ name: text, fileName: name, content })),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        given,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        async (parts, lengths) => {
          const form = new FormData();
          for (const one of parts)
            if ('text' in one) form.append(one.name, one.text);
            else form.append(one.name, new Blob([Uint8Array.from(one.content)]), one.fileName);
          const written = new Response(form);
          const boundary = boundaryOf(written.headers.get('content-type') ?? '') ?? '';
          const body = cut(await written.bytes(), lengths);
          const { fields, files } = await readParts(body, boundary, roomFor(MIB));
          const lines = (value: string) => value.replaceAll(/\r\n|\r|\n/gu, '\r\n');
          expect(fields).toEqual(
            parts.flatMap((one) => ('text' in one ? [[lines(one.name), lines(one.text)]] : [])),
          );
          expect(files.map(({ field, name: called, bytes }) => [field, called, Buffer.from(bytes)])).toEqual(
            parts.flatMap((one) =>
              'text' in one ? [] : [[lines(one.name), one.fileName, Buffer.from(one.content)]],
            ),
          );
        },
      ),
      { seed: 20_260_312, numRuns: 300 },
    );
  });

  it.each([
    ['nothing', ''],
    ['no delimiter', 'a=b&c=d'],
    ['no end', part('a', '1')],
    ['cut off within a file', part('piece', 'x'.repeat(100), 'a.pdf').slice(0, -60)],
    ['cut off within a delimiter', `${part('a', '1')}${END}`.slice(0, -6)],
    ['a delimiter that goes on', `--${BOUNDARY}x\r\n\r\n${END}`],
    ['a part without a head', `--${BOUNDARY}\r\n\r\nx\r\n${END}`],
    ['a part without a name', `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nx\r\n${END}`],
    ['a head that never ends', `--${BOUNDARY}\r\n${'X: y\r\n'.repeat(200_000)}`],
    [
      'a name that never ends',
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${'a'.repeat(MIB)}"\r\n\r\n1\r\n${END}`,
    ],
    ['more parts than any form of ours', part('a', '1').repeat(101) + END],
    ['another boundary', part('a', '1').replaceAll(BOUNDARY, 'autre') + END.replace(BOUNDARY, 'autre')],
  ])('that holds %s is refused', async (_what, body) => {
    expect(await statusOf(body)).toBe(400);
  });

  it('takes as many parts as there may be, and no more text than any form', async () => {
    expect((await read(part('a', '1').repeat(100) + END)).fields).toHaveLength(100);
    expect(await statusOf(part('a', 'x'.repeat(MIB)) + END)).toBeNull();
    expect(await statusOf(part('a', 'x'.repeat(MIB)) + part('b', 'x') + END)).toBe(413);
    expect(await statusOf(part('a', 'x'.repeat(MIB + 1)) + END)).toBe(413);
  });

  it('keeps of a file that is too long only the name, and all that came after it', async () => {
    const body = [
      part('motif', 'avant'),
      part('piece', 'x'.repeat(600), 'a.pdf'),
      part('piece', 'y'.repeat(401), 'b.pdf'),
      part('piece', 'z'.repeat(400), 'c.pdf'),
      part('suite', 'après'),
      END,
    ].join('');
    const { fields, files } = await read(body, 1_000, [7]);
    expect(fields).toEqual([
      ['motif', 'avant'],
      ['suite', 'après'],
    ]);
    expect(files.map(({ name, bytes }) => [name, typeof bytes === 'string' ? bytes : bytes.length])).toEqual([
      ['a.pdf', 600],
      ['b.pdf', 'too-large'],
      ['c.pdf', 400],
    ]);
  });

  it('keeps nothing of a file for which the memory has no room, but what comes after it', async () => {
    const body = part('piece', 'x'.repeat(600), 'a.pdf') + part('piece', 'y'.repeat(300), 'b.pdf') + END;
    const { files } = await readParts(
      cut(new TextEncoder().encode(body), [7]),
      BOUNDARY,
      roomFor(1_000, 500),
    );
    expect(files.map(({ name, bytes }) => [name, typeof bytes === 'string' ? bytes : bytes.length])).toEqual([
      ['a.pdf', 'no-room'],
      ['b.pdf', 300],
    ]);
  });

  it('is read the same wherever what is read at once ends', async () => {
    for (let length = 16_384 - 260; length < 16_384 + 20; length += 1) {
      const body = part('a', 'x'.repeat(length), 'a.pdf') + part('b', 'y') + END;
      const { fields, files } = await read(body, MIB, [4_096]);
      expect(fields).toEqual([['b', 'y']]);
      expect(files.map(({ bytes }) => bytes.length)).toEqual([length]);
    }
  });

  it('longer than is read to its end is let go of there', async () => {
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(part('piece', '', 'film.mp4').slice(0, -2));
      for (;;) {
        sent += MIB;
        yield new Uint8Array(MIB);
      }
    }
    await expect(readParts(endless(), BOUNDARY, roomFor(MIB))).rejects.toMatchObject({ status: 413 });
    expect(sent).toBeLessThanOrEqual(LONGEST_BODY_BYTES + MIB);
  });

  it('that breaks off is refused as none', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(part('a', '1'));
      throw new TypeError('aborted');
    }
    await expect(readParts(broken(), BOUNDARY, roomFor(MIB))).rejects.toMatchObject({
      status: 400,
      cause: expect.any(TypeError),
    });
  });

  it('of 25 MiB that is made to be slow is read or refused at once', async () => {
    const megabytes = (unit: string) => unit.repeat(Math.floor((25 * MIB) / unit.length));
    const bodies = [
      part('a', '1').repeat(300_000),
      `--${BOUNDARY}\r\n${megabytes('X: y\r\n')}`,
      part('piece', megabytes(`\r\n--${BOUNDARY.slice(0, -1)}`), 'a.pdf') + END,
      megabytes('\r\n'),
    ];
    for (const body of bodies) {
      const bytes = new TextEncoder().encode(body);
      const began = performance.now();
      await statusOf(bytes, 26 * MIB);
      expect(performance.now() - began).toBeLessThan(SOON_MS);
    }
  }, 20_000);
});

describe('the boundary of a form', () => {
  it.each([
    [`multipart/form-data; boundary=${BOUNDARY}`, BOUNDARY],
    [`Multipart/Form-Data;charset=utf-8; boundary="a b"`, 'a b'],
    ['multipart/form-data;boundary=x; charset=utf-8', 'x'],
    ['multipart/form-data', null],
    ['multipart/form-data; boundary=', null],
    ['multipart/form-data; boundary=""', null],
    [`multipart/form-data; boundary=${'x'.repeat(71)}`, null],
    ['multipart/mixed; boundary=x', null],
    ['application/x-www-form-urlencoded', null],
    ['', null],
  ])('%j names %j', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary);
  });
});
