import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliveryError } from '../../src/usecases/errors.ts';
import { type SampleTrial, startSampleTrial } from '../e2e/trial/sample-trial.ts';
import { fileOf } from '../support/given-files.ts';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

interface MessageView {
  readonly id: string;
  readonly persona: string;
  readonly from: string;
  readonly file: string | null;
  readonly face: number;
  readonly isForm: boolean;
  readonly cards: readonly object[];
  readonly note: readonly object[];
  readonly closed: boolean;
  readonly mail: string | null;
}

interface State {
  readonly boot: string;
  readonly revision: number;
  readonly now: number;
  readonly quiet?: boolean;
  readonly messages: readonly MessageView[];
  readonly oldestKept: Readonly<Record<string, number>>;
}

describe('trial page over HTTP', () => {
  let trial: SampleTrial;

  beforeEach(async () => {
    trial = await startSampleTrial();
  });

  afterEach(() => trial.close());

  function ask(
    method: string,
    path: string,
    body: string | Uint8Array | null,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sending = request(
        {
          host: '127.0.0.1',
          port: trial.port,
          method,
          path,
          headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
        },
      );
      sending.on('error', reject);
      sending.end(body ?? undefined);
    });
  }

  async function act(path: string, body: object): Promise<State> {
    const { status, body: text } = await ask('POST', `/essai/api/${path}`, JSON.stringify(body));
    expect({ path, status, text: status === 200 ? '' : text }).toEqual({ path, status: 200, text: '' });
    return JSON.parse(text) as State;
  }

  async function statusOf(path: string, body: object): Promise<number> {
    return (await ask('POST', `/essai/api/${path}`, JSON.stringify(body))).status;
  }

  async function answerTo(text: string): Promise<MessageView> {
    const { messages } = await act('dire', { persona: 'claire', text, since: 0 });
    const answer = messages.findLast(({ from }) => from === 'bot');
    expect(answer).toBeDefined();
    return answer as MessageView;
  }

  function press(message: MessageView, verb: string, command: string, values: object = {}): object {
    return {
      persona: 'claire',
      message: message.id,
      face: message.face,
      verb,
      command,
      values,
      label: 'Oui',
    };
  }

  it.each([
    ['/essai', 'text/html'],
    ['/essai/base.css', 'text/css'],
    ['/essai/main.js', 'text/javascript'],
    ['/essai/icon.svg', 'image/svg+xml'],
    ['/essai/adaptivecards.js', 'text/javascript'],
  ])('serves %s as %s, under a policy that allows no inline script nor style', async (path, type) => {
    const { status, headers } = await ask('GET', path, null);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(headers['content-security-policy']).toContain("script-src 'self'; style-src 'self';");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it.each(['/essai/page.html', '/essai/absent.js', '/essai/..%2ftrial.ts', '/essai/api/rien'])(
    'serves nothing else: %s',
    async (path) => {
      expect((await ask('GET', path, null)).status).toBe(404);
    },
  );

  it('refuses a host name that was made to point here, and a page of another site', async () => {
    const body = JSON.stringify({ persona: 'claire', text: 'aide' });
    expect((await ask('GET', '/essai', null, { host: 'jalon.example' })).status).toBe(403);
    expect((await ask('POST', '/essai/api/dire', body, { origin: 'https://site.example' })).status).toBe(403);
    expect((await ask('POST', '/essai/api/dire', body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(trial.bot.requests).toEqual([]);
  });

  it('takes JSON only, of 64 KB at most, from a persona that it knows', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await ask('POST', '/essai/api/dire', 'persona=claire&text=aide', form)).status).toBe(415);
    expect((await ask('POST', '/essai/api/dire', '{"persona":')).status).toBe(400);
    expect(await statusOf('dire', { persona: 'claire', text: 'x'.repeat(64 * 1024) })).toBe(413);
    expect(await statusOf('dire', { persona: 'personne', text: 'aide' })).toBe(404);
    expect(await statusOf('dire', ['claire'])).toBe(404);
    expect(trial.bot.requests).toEqual([]);
  });

  it('takes a line of 10,000 characters to the bot as it is', async () => {
    await act('dire', { persona: 'claire', text: 'y'.repeat(10_000) });
    expect(trial.bot.requests[0]?.ask).toEqual({ kind: 'text', text: 'y'.repeat(10_000) });
  });

  describe('a file', () => {
    const octets = { 'content-type': 'application/octet-stream' };
    const pdf = fileOf('pdf');
    const join = (said: object, bytes: Uint8Array = pdf) =>
      ask(
        'POST',
        '/essai/api/joindre',
        Buffer.concat([Buffer.from(`${JSON.stringify(said)}\n`), bytes]),
        octets,
      );
    const given = () => {
      const said = trial.bot.requests.at(-1)?.ask;
      return said?.kind === 'text' ? trial.links.readUpload(said.files ?? '')?.given : undefined;
    };

    it('is said with a line or without, and stands in the thread under its name', async () => {
      const { status, body } = await join({
        persona: 'claire',
        text: 'calendrier',
        name: 'C:\\é.pdf',
        since: 0,
      });
      expect(status).toBe(200);
      const [line] = (JSON.parse(body) as State).messages.filter(({ from }) => from === 'visitor');
      expect(line).toMatchObject({ text: 'calendrier', file: 'é.pdf' });
      expect(trial.bot.requests[0]).toMatchObject({
        visitor: { platform: 'web', accountId: 'claire' },
        ask: { kind: 'text', text: 'calendrier', files: expect.any(String) },
      });
      expect(given()).toMatchObject({
        kind: 'kept',
        file: { name: 'é.pdf', kind: 'pdf', bytes: pdf.length },
      });
      await join({ persona: 'claire', text: ' ', name: 'b.pdf' });
      await join({ persona: 'claire', name: 'c.pdf' });
      expect(trial.bot.requests.slice(1).map(({ ask: said }) => said)).toMatchObject([
        { text: '' },
        { text: '' },
      ]);
      expect(new Set(trial.bot.requests.map(({ key }) => key)).size).toBe(3);
    });

    it('too long is told so, up to a length that nobody reads', async () => {
      const most = 25 * 1024 * 1024;
      expect((await join({ persona: 'claire', name: 'a.pdf' }, new Uint8Array(most + 1))).status).toBe(200);
      expect(given()).toMatchObject({ kind: 'refused', reason: { code: 'file-too-large', name: 'a.pdf' } });
      const headers = { ...octets, 'content-length': String(65 * 1024 * 1024) };
      expect((await ask('POST', '/essai/api/joindre', '{', headers)).status).toBe(413);
    });

    it.each([
      [
        'a type that a form can send',
        { persona: 'claire', name: 'a' },
        { 'content-type': 'text/plain' },
        415,
      ],
      ['another site', { persona: 'claire', name: 'a' }, { ...octets, origin: 'https://site.example' }, 403],
      ['another host', { persona: 'claire', name: 'a' }, { ...octets, host: 'jalon.example' }, 403],
      [
        'a cross-site request',
        { persona: 'claire', name: 'a' },
        { ...octets, 'sec-fetch-site': 'cross-site' },
        403,
      ],
      ['nobody', { name: 'a' }, octets, 404],
      ['who has no chat', { persona: 'courriel', name: 'a' }, octets, 400],
      ['no name', { persona: 'claire' }, octets, 400],
      ['an endless name', { persona: 'claire', name: 'a'.repeat(1_001) }, octets, 400],
    ])('from %s is refused', async (_what, said, headers, status) => {
      const body = `${JSON.stringify(said)}\n%PDF`;
      expect((await ask('POST', '/essai/api/joindre', body, headers)).status).toBe(status);
      expect(trial.bot.requests).toEqual([]);
    });

    it.each(['', '{}', '%PDF-1.7\n', `{"a":"${'x'.repeat(70_000)}"}\n`, 'null\n', '[]\n'])(
      'is refused without what says whose it is',
      async (body) => {
        expect((await ask('POST', '/essai/api/joindre', body, octets)).status).toBeGreaterThanOrEqual(400);
        expect((await ask('POST', '/essai/api/joindre', body, octets)).status).toBeLessThan(500);
        expect(trial.bot.requests).toEqual([]);
      },
    );
  });

  it.each([
    ['dire', { persona: 'claire', text: '  ' }],
    ['dire', { persona: 'claire' }],
    ['agir', { persona: 'claire', message: 'x', face: 1, verb: 'effacer', command: 'aide', values: {} }],
    ['agir', { persona: 'claire', message: 'x', face: 1, verb: 'run', command: 'aide', values: { a: 1 } }],
    ['agir', { persona: 'claire', message: 'x', face: 1, verb: 'run', command: 'aide', values: [] }],
    ['agir', { persona: 'claire', message: 'x', face: 0.5, verb: 'run', command: 'aide', values: {} }],
    ['fermer', { persona: 'claire', message: 'x' }],
    ['horloge', { move: 'année' }],
  ])('refuses what the page does not send: %s %j', async (path, body) => {
    expect(await statusOf(path, body)).toBe(400);
  });

  it('asks the bot once for a double click, and takes no press of a card that is gone', async () => {
    const help = await answerTo('aide');
    const body = press(help, 'run', 'calendrier', { of: 'choisy-le-roi' });
    const statuses = await Promise.all([statusOf('agir', body), statusOf('agir', body)]);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    expect(await statusOf('agir', body)).toBe(409);
    expect(trial.bot.requests.map(({ ask: { kind } }) => kind)).toEqual(['text', 'run']);
    expect(await statusOf('agir', { ...body, persona: 'inconnu' })).toBe(409);
  });

  it('gives the same act the same delivery key, in whatever order its values come', async () => {
    const help = await answerTo('aide');
    await act('agir', press(help, 'run', 'inconnue', { a: '1', b: '2' }));
    await act('agir', press(help, 'run', 'inconnue', { b: '2', a: '1' }));
    await act('agir', press(help, 'run', 'inconnue', { a: '1', b: '3' }));
    const [first, second, third] = trial.bot.requests.slice(1).map(({ key }) => key);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it('opens a form in place of its card, and puts the card back when the form is closed', async () => {
    const help = await answerTo('aide');
    const opened = (await act('agir', press(help, 'form', 'inscription'))).messages.at(-1);
    expect(opened?.isForm).toBe(true);
    const { messages } = await act('fermer', { persona: 'claire', message: help.id, face: opened?.face });
    expect(messages.at(-1)?.cards).toEqual(help.cards);
    expect(await statusOf('fermer', { persona: 'claire', message: help.id, face: opened?.face })).toBe(409);
  });

  it('leaves a closed line where a typed line had opened the form', async () => {
    const form = await answerTo('inscription');
    const refused = await act('agir', press(form, 'submit', 'inscription', { phone: '1' }));
    const face = refused.messages.at(-1)?.face;
    const { messages } = await act('fermer', { persona: 'claire', message: form.id, face });
    expect(messages.at(-1)).toMatchObject({ closed: true, cards: [], isForm: false });
  });

  it('tells what changed since the revision that a page knows, and everything to a page that knows none', async () => {
    await act('ouvrir', { persona: 'claire' });
    await act('ouvrir', { persona: 'claire' });
    const all = JSON.parse((await ask('GET', '/essai/api/etat?depuis=abc', null)).body) as State;
    expect(all.messages.map(({ from }) => from)).toEqual(['bot']);
    const none = JSON.parse((await ask('GET', `/essai/api/etat?depuis=${all.revision}`, null)).body) as State;
    expect(none.messages).toEqual([]);
    expect(Temporal.Instant.fromEpochMilliseconds(none.now).toString()).toBe('2026-05-18T07:00:00Z');
  });

  it('keeps the last 200 messages of each persona, and says from which one on', async () => {
    for (let line = 0; line < 101; line += 1)
      await act('dire', { persona: 'claire', text: 'aide', since: 1e6 });
    const { messages, oldestKept } = JSON.parse((await ask('GET', '/essai/api/etat', null)).body) as State;
    expect(messages).toHaveLength(200);
    expect(oldestKept).toEqual({ claire: 3 });
  });

  it('writes first to a persona once for each key, and to nobody else', async () => {
    const { messenger } = trial.trial;
    const account = await messenger.findByEmail('CLAIRE.MARTIN@choisy.example');
    expect(account).toMatchObject({ platform: 'web', id: 'claire', email: 'claire.martin@choisy.example' });
    expect(await messenger.findByEmail('nobody@choisy.example')).toBeNull();
    if (account === null) return;
    const card = { name: 'x', title: 'X', blocks: [], actions: [] };
    const first = await messenger.send(account, card, { key: 'k1', isLegal: true });
    expect(await messenger.send(account, card, { key: 'k1', isLegal: true })).toEqual(first);
    await expect(
      messenger.send({ ...account, id: 'personne' }, card, { key: 'k2', isLegal: true }),
    ).rejects.toThrow(DeliveryError);
    const { messages } = JSON.parse((await ask('GET', '/essai/api/etat', null)).body) as State;
    expect(messages).toHaveLength(1);
  });

  it('keeps the mails of who has nothing else: the very mail, in a frame that runs nothing', async () => {
    const { messenger, mailMessenger } = trial.trial;
    expect(await messenger.findByEmail('ines.roy@choisy.example')).toBeNull();
    expect(await mailMessenger.findByEmail('ines.roy@choisy.example')).toBeNull();
    const account = {
      platform: 'mail' as const,
      id: 'Ines.Roy@choisy.example',
      email: null,
      reference: {},
      seenAt: '2026-05-18T07:00:00Z',
      lostAt: null,
    };
    const card = { name: 'x', title: 'Dans 9 jours', blocks: [], actions: [] };
    const first = await mailMessenger.send(account, card, { key: 'k1', isLegal: true });
    expect(await mailMessenger.send(account, card, { key: 'k1', isLegal: true })).toEqual(first);
    const nobody = { ...account, id: 'nobody@choisy.example' };
    await expect(mailMessenger.send(nobody, card, { key: 'k2', isLegal: true })).resolves.toBeDefined();
    const { messages } = JSON.parse((await ask('GET', '/essai/api/etat', null)).body) as State;
    expect(messages.map(({ persona, mail }) => [persona, mail])).toEqual([
      ['courriel', '[Jalon] Dans 9 jours'],
    ]);
    const mail = await ask('GET', `/essai/courriel/courriel/${first.platformId}`, null);
    expect(mail.status).toBe(200);
    expect(mail.body).toContain('Tout ce que vous pouvez faire');
    expect(mail.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    );
    expect((await ask('GET', `/essai/courriel/claire/${first.platformId}`, null)).status).toBe(404);
    expect((await ask('GET', '/essai/courriel/courriel/x', null)).status).toBe(404);
  });

  it('says nothing in a chat for who has none', async () => {
    expect((await act('ouvrir', { persona: 'courriel', since: 0 })).messages).toEqual([]);
    expect(await statusOf('dire', { persona: 'courriel', text: 'aide' })).toBe(400);
    expect(trial.bot.requests).toEqual([]);
  });

  it('goes to the next message, then says that none is to come', async () => {
    expect((await act('horloge', { move: 'next-message' })).quiet).toBe(false);
    expect(trial.clock.now().toString()).toBe('2026-05-22T07:00:00Z');
    await act('horloge', { move: 'week' });
    expect((await act('horloge', { move: 'next-message' })).quiet).toBe(true);
  });

  it('closes its doors when it is stopped', async () => {
    trial.trial.stop();
    expect((await ask('GET', '/essai', null)).status).toBe(503);
  });
});
