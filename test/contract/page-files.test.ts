import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/store/memory.ts';
import { createIntake } from '../../src/usecases/attachments/intake.ts';
import type { Reply, Request } from '../../src/usecases/bot.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Given, LinkedAct } from '../../src/usecases/links.ts';
import { BROWSER_FORM_TYPE, browserForm } from '../support/browser-form.ts';
import { fileOf } from '../support/given-files.ts';
import { testLinks } from '../support/links.ts';
import { emptyCard, field, type SamplePages, sampleForm, startPages } from './drivers/sample-pages.ts';

const MIB = 1_048_576;
const NAME = 'Rapport d’audit.pdf';
const pdf = fileOf('pdf');
const DEPOSIT: LinkedAct = { kind: 'form', command: 'livrable deposer', values: {} };
const piece = field('piece', { widget: 'file', required: true, mostFiles: 2, hint: 'Un PDF de préférence' });
const form = sampleForm([field('motif'), piece], { command: 'livrable deposer' });
const asForm: Reply = { kind: 'form', form };
const done: Reply = { kind: 'card', card: emptyCard };
const sends = ({ ask }: Request): Reply => (ask.kind === 'submit' ? done : asForm);

let pages: SamplePages | null = null;
afterEach(async () => {
  await pages?.close();
  pages = null;
});

async function open(...given: Parameters<typeof startPages>): Promise<SamplePages> {
  pages = await startPages(...given);
  return pages;
}

async function post(
  path: string,
  body: FormData | Uint8Array<ArrayBuffer> | string,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(`${pages?.origin}${path}`, { method: 'POST', body, headers });
  return { status: response.status, page: await response.text() };
}

function filled(...files: readonly (readonly [string, Uint8Array])[]): FormData {
  const body = new FormData();
  body.append('_acte', 'id-1');
  for (const [name, bytes] of files) body.append('piece', new Blob([Uint8Array.from(bytes)]), name);
  body.append('motif', 'deux\nlignes');
  return body;
}

function valuesOf(request: Request | undefined): Readonly<Record<string, string>> {
  return request?.ask.kind === 'submit' ? request.ask.values : {};
}

/** What became of each file of the last form that was sent. */
function given(): readonly (Given | undefined)[] {
  const { piece: named = '' } = valuesOf(pages?.asked.at(-1));
  return named.split(' ').map((token) => pages?.links.readUpload(token)?.given);
}

describe('while the records are away', () => {
  const away = {
    isKnown: async () => {
      throw new StoreError('away');
    },
  };
  const KEPT = 'Ce que vous avez écrit est gardé sept jours';

  it('the texts of a form are kept for whom its link was made, its files let go', async () => {
    const { kept, asked, path } = await open(sends, away);
    const { status, page } = await post(path(DEPOSIT), filled([NAME, pdf]));
    expect(status).toBe(503);
    expect(page).toContain('Rien n&#39;a été enregistré');
    expect(page).toContain(KEPT);
    await post(path(DEPOSIT), new URLSearchParams({ motif: 'un' }).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(kept).toEqual([
      { command: 'livrable deposer', values: { motif: 'deux\nlignes' } },
      { command: 'livrable deposer', values: { motif: 'un' } },
    ]);
    expect(asked).toEqual([]);
  });

  it('nothing is kept of a button, of what no form of ours sends, or of what cannot be read', async () => {
    const { kept, path } = await open(sends, away);
    const look = path({ kind: 'look', command: 'calendrier', values: {} });
    const whole = path({ ...DEPOSIT, values: { _tout: '' } });
    for (const [to, body, type] of [
      [look, 'a=b', 'application/x-www-form-urlencoded'],
      [whole, '_tout=x', 'application/x-www-form-urlencoded'],
      [path(DEPOSIT), '{}', 'application/json'],
      [path(DEPOSIT), 'a=b', 'multipart/form-data; boundary=x'],
    ] as const) {
      const { status, page } = await post(to, body, { 'content-type': type });
      expect(status).toBe(503);
      expect(page).not.toContain(KEPT);
    }
    expect(kept).toEqual([]);
  });
});

describe('a form with a field for files', () => {
  it('is sent as a browser must send files, its field labelled and described', async () => {
    const { origin, path } = await open(sends);
    const page = await (await fetch(`${origin}${path(DEPOSIT)}`)).text();
    for (const part of [
      /<form method="post" action="[\w-]+" enctype="multipart\/form-data" novalidate>/u,
      /<label for="champ-piece"><span class="name">Nom de piece<\/span><\/label>/u,
      /<input type="file" id="champ-piece" name="piece" aria-describedby="aide-piece format-piece" required accept="\.pdf,[^"]*" multiple>/u,
      /<p class="format" id="format-piece">2\u00a0fichiers au plus, 25\u00a0Mo en tout<\/p>/u,
    ])
      expect(page).toMatch(part);
  });

  it('gives what was chosen, checked and kept, beside what was typed', async () => {
    const { asked, path } = await open(sends);
    expect((await post(path(DEPOSIT), filled([NAME, pdf], ['b.png', fileOf('png')]))).status).toBe(200);
    expect(valuesOf(asked.at(-1))).toEqual({ motif: 'deux\nlignes', piece: expect.any(String) });
    expect(given()).toMatchObject([
      { kind: 'kept', file: { name: NAME, kind: 'pdf', bytes: pdf.length } },
      { kind: 'kept', file: { name: 'b.png' } },
    ]);
  });

  it('holds what was given before, unless another is chosen in its place', async () => {
    const options = [{ value: 'earlier', label: 'rapport.pdf (1 Mo)' }];
    const holding = {
      ...form,
      fields: [field('motif'), { ...piece, options }],
      values: { piece: 'earlier' },
    };
    const { origin, asked, path } = await open(({ ask }) =>
      ask.kind === 'submit' ? done : { kind: 'form', form: holding },
    );
    const page = await (await fetch(`${origin}${path(DEPOSIT)}`)).text();
    expect(page).toContain(
      '<p class="given" id="joint-piece">Fichier joint\u00a0: rapport.pdf (1 Mo). Un nouvel envoi le remplace.</p>',
    );
    expect(page).toMatch(
      /<input type="file"[^>]* aria-describedby="aide-piece format-piece joint-piece" accept=/u,
    );
    expect(page).toContain('<input type="hidden" name="piece" value="earlier">');
    const unchanged = browserForm([
      { name: '_acte', content: 'id-1' },
      { name: 'piece', content: 'earlier' },
      { name: 'piece', content: '', fileName: '' },
    ]);
    await post(path(DEPOSIT), unchanged, { 'content-type': BROWSER_FORM_TYPE });
    expect(valuesOf(asked.at(-1))['piece']).toBe('earlier');
    const other = filled([NAME, pdf]);
    other.append('piece', 'earlier');
    await post(path(DEPOSIT), other);
    expect(given()).toMatchObject([{ kind: 'kept', file: { name: NAME } }]);
  });

  it('sent twice is one act; with another file, or another name for it, it is another', async () => {
    const { asked, path } = await open(sends);
    const to = path(DEPOSIT);
    for (const file of [
      [NAME, pdf],
      [NAME, pdf],
      ['autre.pdf', pdf],
      [NAME, fileOf('png')],
    ] as const)
      await post(to, filled(file));
    const [one, two, ...others] = asked.filter(({ ask }) => ask.kind === 'submit').map(({ key }) => key);
    expect(two).toBe(one);
    expect(new Set([one, ...others]).size).toBe(3);
  });

  it('takes files for the fields that are for files, and for no other', async () => {
    const { asked, path } = await open(sends);
    const body = filled([NAME, pdf]);
    body.append('motif', new Blob(['x']), 'x.pdf');
    body.append('autre', new Blob(['x']), 'x.pdf');
    await post(path(DEPOSIT), body);
    expect(Object.keys(valuesOf(asked.at(-1))).toSorted()).toEqual(['motif', 'piece']);
    expect(valuesOf(asked.at(-1))['motif']).toBe('deux\nlignes');
  });

  it('whose file is too long comes back as one, with what was typed', async () => {
    const { asked, path } = await open(({ ask }) =>
      ask.kind === 'submit'
        ? {
            kind: 'refused',
            card: emptyCard,
            form: { ...form, values: ask.values, errors: { piece: 'Trop.' } },
          }
        : asForm,
    );
    const { status, page } = await post(
      path(DEPOSIT),
      filled([NAME, new Uint8Array(25 * MIB + 1)], ['b.pdf', pdf]),
    );
    expect(status).toBe(422);
    expect(page).toContain('id="erreur-piece">Erreur\u00a0: Trop.</p>');
    expect(page).toContain('deux\nlignes');
    expect(valuesOf(asked.at(-1))['motif']).toBe('deux\nlignes');
    expect(given()).toMatchObject([
      { kind: 'refused', reason: { code: 'file-too-large', name: NAME, mostBytes: 25 * MIB } },
      { kind: 'kept' },
    ]);
  });

  it('for whose file the memory has no room, since others come, is told so with what was typed', async () => {
    const now = () => Temporal.Instant.from('2026-01-27T09:00:00Z');
    const intake = createIntake({ store: openMemory(), links: testLinks(now), now });
    const { asked, path } = await open(sends, { intake });
    const others = intake.enter();
    others.take(3 * 25 * MIB);
    await post(path(DEPOSIT), filled([NAME, pdf]));
    expect(given()).toMatchObject([{ kind: 'refused', reason: { code: 'file-no-room', name: NAME } }]);
    expect(valuesOf(asked.at(-1))['motif']).toBe('deux\nlignes');
    others.leave();
    await post(path(DEPOSIT), filled([NAME, pdf]));
    expect(given()).toMatchObject([{ kind: 'kept' }]);
    expect(others.take(3 * 25 * MIB)).toBe(true);
  });

  it('longer than is read to its end is told so, where it says its length and where it does not', async () => {
    const { asked, logged, path, origin } = await open(sends);
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    const type = 'multipart/form-data; boundary=x';
    socket.write(
      `POST ${path(DEPOSIT)} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${65 * MIB}\r\n\r\n`,
    );
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /u);
    expect(answer).toContain('allégez vos fichiers');
    async function* endless() {
      yield new TextEncoder().encode(
        '--x\r\nContent-Disposition: form-data; name="piece"; filename="f"\r\n\r\n',
      );
      for (let sent = 0; sent < 65; sent += 1) yield new Uint8Array(MIB);
    }
    const unsaid = await fetch(`${origin}${path(DEPOSIT)}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: ReadableStream.from(endless()),
      duplex: 'half',
    });
    expect(unsaid.status).toBe(413);
    expect(asked.filter(({ ask }) => ask.kind === 'submit')).toEqual([]);
    expect(logged).toEqual([]);
  }, 30_000);
});

describe('a body with files', () => {
  const part = 'Content-Disposition: form-data; name="piece"; filename="a.pdf"\r\n\r\n';

  /** What is answered to the head of a request whose body never comes. */
  async function answerTo(path: string): Promise<string> {
    const socket = connect(Number(new URL(pages?.origin ?? '').port), '127.0.0.1');
    const head = ['host: x', 'content-type: multipart/form-data; boundary=x', `content-length: ${25 * MIB}`];
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n--x\r\n`);
    return text(socket);
  }

  it('is not read before its link is opened and its sender may send it', async () => {
    const { asked, path, links } = await open(({ ask }) =>
      ask.kind === 'form' ? { kind: 'refused', card: { ...emptyCard, title: 'Réservé' }, form: null } : done,
    );
    const stranger = { platform: 'mail', accountId: 'gone@choisy.example', email: null } as const;
    expect(await answerTo('/suite/guess')).toMatch(/^HTTP\/1\.1 404 /u);
    expect(await answerTo(new URL(links.actUrl(stranger, DEPOSIT, 24)).pathname)).toMatch(
      /^HTTP\/1\.1 404 /u,
    );
    expect(asked).toEqual([]);
    const refused = await answerTo(path(DEPOSIT));
    expect(refused).toMatch(/^HTTP\/1\.1 422 /u);
    expect(refused).toContain('<h1>Réservé</h1>');
    expect(asked.map(({ ask }) => ask)).toEqual([DEPOSIT]);
  });

  it('is none of ours for a form without files, for a button, or for a new link', async () => {
    const { asked, path } = await open(({ ask }) =>
      ask.kind === 'form' ? { kind: 'form', form: sampleForm([field('motif')]) } : done,
    );
    const statuses = [
      (await post(path(DEPOSIT), filled([NAME, pdf]))).status,
      (await post(path({ ...DEPOSIT, kind: 'look' }), filled([NAME, pdf]))).status,
      (await post('/acces', filled([NAME, pdf]))).status,
    ];
    expect(statuses).toEqual([415, 415, 415]);
    expect(asked.map(({ ask }) => ask.kind)).toEqual(['form']);
  });

  it.each([
    ['no boundary', 'multipart/form-data', `--x\r\n${part}x\r\n--x--\r\n`, 415],
    ['no end', 'multipart/form-data; boundary=x', `--x\r\n${part}x`, 400],
    ['another boundary', 'multipart/form-data; boundary=y', `--x\r\n${part}x\r\n--x--\r\n`, 400],
    ['no part', 'multipart/form-data; boundary=x', 'a=b', 400],
    ['thousands of parts', 'multipart/form-data; boundary=x', `--x\r\n${part}x\r\n`.repeat(20_000), 400],
    ['an endless head', 'multipart/form-data; boundary=x', `--x\r\n${'X: y\r\n'.repeat(200_000)}`, 400],
  ])('with %s is answered on a page, at once, and is no fault of ours', async (_what, type, body, status) => {
    const { asked, logged, path } = await open(sends);
    const answer = await post(path(DEPOSIT), body, { 'content-type': type });
    expect(answer.status).toBe(status);
    expect(answer.page).toContain('Envoi non reconnu');
    expect(asked.filter(({ ask }) => ask.kind === 'submit')).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('that breaks off is no fault of ours either', async () => {
    const { asked, logged, path, origin } = await open(sends);
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.write(
      `POST ${path(DEPOSIT)} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n`,
    );
    socket.write(`content-length: 5000\r\n\r\n--x\r\n${part}`, () => socket.destroy());
    await once(socket, 'close');
    expect((await post(path(DEPOSIT), filled([NAME, pdf]))).status).toBe(200);
    expect(asked.filter(({ ask }) => ask.kind === 'submit')).toHaveLength(1);
    expect(logged).toEqual([]);
  });
});
