import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifyStore } from '../../src/store/hash.ts';
import type { LinkedAct, LinkHolder } from '../../src/usecases/links.ts';
import { BOUNDARY, BROWSER_FORM_TYPE, type BrowserField, browserForm } from '../support/browser-form.ts';
import { DEPOSIT } from '../support/deposit.ts';
import { fileOf } from '../support/given-files.ts';
import { type Mutation, mutated, mutations, written, writtenAsForm } from '../support/mutations.ts';
import { type RawAnswer, sendRaw } from '../support/raw-http.ts';
import { type Exposed, expose } from './drivers/exposed.ts';
import {
  type Genuine,
  slackCommands,
  slackEvents,
  slackInteractions,
  teamsActivities,
} from './drivers/genuine.ts';
import { people } from './drivers/people.ts';
import { staff } from './drivers/staff.ts';

const START = '2026-01-27T09:00:00Z';
const SOON_MS = 2_000;
/** Same cases at each run of the suite; a longer search: JALON_FUZZ_SEED=$RANDOM JALON_FUZZ_FACTOR=50. */
const seed = Number(process.env['JALON_FUZZ_SEED'] ?? 20_260_127);
const factor = Number(process.env['JALON_FUZZ_FACTOR'] ?? 1);
const LIMIT_MS = 60_000 * factor;

/** Of each kind of payload. */
const RUNS_OF_EACH = 30;

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

/** Stack traces, paths, names of faults. */
const INSIDE = /\n\s+at |node_modules|file:\/\/|\/work\/|[a-z]Error\b|\.[cm]?[jt]s\b/u;

let exposed: Exposed;
let ranks = 0;
let before: Stored;

beforeAll(async () => {
  exposed = await expose(START);
  await staff(exposed.core);
  for (const payload of [slackCommands[0], teamsActivities[0]].map((one) => one?.payload(0, exposed)))
    await (written(payload) === payload ? sendActivity(payload) : sendSlackForm(payload));
});
afterAll(async () => {
  expect(await verifyStore(exposed.core.store)).toMatchObject({ faults: [] });
  await exposed.close();
});
beforeEach(async () => {
  before = await stored();
});

interface Stored {
  readonly versions: ReadonlyMap<string, number>;
  readonly peopleRevision: number;
  readonly messages: number;
}

async function stored(): Promise<Stored> {
  const { store } = exposed.core;
  const { streams, peopleRevision } = await store.heads();
  const messages = await Array.fromAsync(store.messages());
  return { versions: streams, peopleRevision, messages: messages.length };
}

function post(path: string, body: string | Uint8Array, headers: Readonly<Record<string, string>>) {
  return sendRaw(`${exposed.url}${path}`, { method: 'POST', headers, body }, SOON_MS);
}

function sendToSlack(body: string | Uint8Array, type: string): Promise<RawAnswer> {
  return post('/slack/events', body, { 'content-type': type, ...exposed.slackHeaders(body) });
}

function sendToTeams(body: string | Uint8Array): Promise<RawAnswer> {
  return post('/api/messages', body, { 'content-type': json, ...exposed.teamsHeaders });
}

const sendSlackForm = (payload: unknown) => sendToSlack(writtenAsForm(payload), form);
const sendSlackEvent = (payload: unknown) => sendToSlack(JSON.stringify(written(payload)), json);
const sendActivity = (payload: unknown) => sendToTeams(JSON.stringify(written(payload)));

/** No fault of ours, nothing of the inside, the next one is served, and nothing is recorded but what may be. */
async function expectSound({ status, body }: RawAnswer, records: readonly string[]): Promise<void> {
  const health = await sendRaw(`${exposed.url}/healthz`, { method: 'GET', headers: {}, body: '' }, SOON_MS);
  expect(health).toEqual({ status: 200, body: '{"ok":true}' });
  await exposed.settled();
  const faults = exposed.faults.splice(0);
  expect({ is5xx: status >= 500, inside: INSIDE.exec(body)?.[0], faults }).toEqual({
    is5xx: false,
    faults: [],
  });
  await expectOnly(records);
}

/** What was recorded since the last look is of these types, by Amina and of her alone. */
async function expectOnly(records: readonly string[]): Promise<void> {
  const { store, world } = exposed.core;
  const [earlier, after] = [before, await stored()];
  before = after;
  await world.catchUp();
  const amina = world.people.byEmail(people.amina.email)?.person.id;
  const may = new Set(['account-linked', ...records]);
  let entries = 0;
  for (const [stream, version] of after.versions) {
    const known = earlier.versions.get(stream) ?? 0;
    if (version === known) continue;
    for (const { type, actor } of await store.read(stream, known)) {
      entries += 1;
      const by = type === 'account-lost' ? 'system' : amina;
      expect({ type: may.has(type) ? 'permitted' : type, actor }).toEqual({ type: 'permitted', actor: by });
    }
  }
  for (const { person } of await store.peopleSince(earlier.peopleRevision)) {
    expect(person).toMatchObject({ id: amina, name: people.amina.name, email: people.amina.email });
  }
  if (entries === 0) expect(after.messages).toBe(earlier.messages);
}

function runs(count: number): { readonly seed: number; readonly numRuns: number } {
  return { seed, numRuns: count * factor };
}

function nextRank(): number {
  ranks += 1;
  return ranks;
}

/** Sends genuine payloads of these kinds, each changed in one to three places. */
async function expectSoundWhenChanged(
  kinds: readonly Genuine[],
  send: (payload: unknown) => Promise<RawAnswer>,
  count: number,
): Promise<void> {
  const kind = fc.constantFrom(...kinds).map((genuine) => ({ ...genuine, toString: () => genuine.name }));
  await fc.assert(
    fc.asyncProperty(kind, mutations, async (genuine: Genuine, changes: readonly Mutation[]) => {
      const payload = mutated(genuine.payload(nextRank(), exposed), changes);
      await expectSound(await send(payload), genuine.records);
    }),
    runs(count),
  );
}

const anyBytes = fc.uint8Array({ maxLength: 400 });
/** What the parts of a form with files are told apart by. */
const marks = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '--', BOUNDARY, `--${BOUNDARY}`, '"', ';', ': ', 'name='), {
    maxLength: 12,
  })
  .map((pieces) => Buffer.from(pieces.join('')));
const types = fc.oneof(
  fc.constant(BROWSER_FORM_TYPE),
  fc.constantFrom(
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary="',
    'multipart/form-data; boundary=-',
    'multipart/form-data; charset=utf-7; boundary=x',
    `multipart/mixed; boundary=${BOUNDARY}`,
    form,
  ),
);
const anyJson = fc.oneof(fc.jsonValue(), fc.jsonValue({ maxDepth: 6, noUnicodeString: false }));

const channels = [
  ['slack commands', slackCommands, sendSlackForm],
  ['slack interactions', slackInteractions, sendSlackForm],
  ['slack events', slackEvents, sendSlackEvent],
  ['teams activities', teamsActivities, sendActivity],
] as const;

describe('payloads as they are really sent', () => {
  it.each(
    channels.flatMap(([what, kinds, send]) => kinds.map((kind) => [what, kind.name, kind, send] as const)),
  )('are served: %s, %s', async (_what, _name, genuine, send) => {
    const answers = exposed.replies.length;
    const answer = await send(genuine.payload(nextRank(), exposed));
    expect(answer.status).toBe(200);
    await expectSound(answer, genuine.records);
    expect(exposed.replies.slice(answers).filter(({ kind }) => kind === 'refused')).toEqual([]);
  });
});

describe('payloads changed in one to three places', () => {
  it.each(channels)(
    'are no fault of ours, and record nothing else: %s',
    (_what, kinds, send) => expectSoundWhenChanged(kinds, send, RUNS_OF_EACH * kinds.length),
    LIMIT_MS,
  );
});

/** The genuine payload of this name, one part of it changed; `path` names the part. */
function changedAt(kinds: readonly Genuine[], name: string, path: readonly string[], to: unknown): unknown {
  const payload = kinds.find((kind) => kind.name === name)?.payload(nextRank(), exposed);
  const holder = path.slice(0, -1).reduce<unknown>((at, part) => Reflect.get(Object(at), part), payload);
  Reflect.set(Object(holder), path.at(-1) ?? '', to);
  return payload;
}

describe('payloads by which the bot once failed', () => {
  const inner = ['payload', '$json'];
  it.each([
    ['a person named by half a character', [...inner, 'user', 'id'], 'U\ud800'],
    ['a key longer than an index takes', [...inner, 'trigger_id'], 'x'.repeat(3_000)],
    ['a shortcut whose name is a list', [...inner, 'callback_id'], []],
  ])('slack: %s is refused', async (_what, path, to) => {
    const answer = await sendSlackForm(changedAt(slackInteractions, 'a shortcut', path, to));
    expect(answer).toEqual({ status: 400, body: '{"error":"bad_request"}' });
    await expectSound(answer, []);
  });

  it.each(['(', 'U'.repeat(60_000)])('slack: a bot whose name is no pattern is answered', async (user_id) => {
    const path = ['authorizations', '0', 'user_id'];
    const answer = await sendSlackEvent(changedAt(slackEvents, 'a direct message', path, user_id));
    expect(answer.status).toBe(200);
    await expectSound(answer, []);
  });

  it.each(['a\ud800', 'a\0', 'x'.repeat(501)])(
    'teams: a conversation of no usable name is refused',
    async (id) => {
      const answer = await sendActivity(changedAt(teamsActivities, 'a message', ['conversation', 'id'], id));
      expect(answer).toEqual({ status: 400, body: '{"error":"not-an-activity"}' });
      await expectSound(answer, []);
    },
  );

  it('teams: a text too long for any card is told so under its field, and the form comes back', async () => {
    const path = ['value', 'data', 'cause'];
    const answer = await sendActivity(
      changedAt(teamsActivities, 'a dialog that is sent', path, 'é'.repeat(60_000)),
    );
    expect(answer.body).toContain('Ce texte compte 60000 caractères');
    expect(answer.body).toContain('ne peut pas être repris ici');
    await expectSound(answer, []);
  });

  it.each(['o'.repeat(60_000), 'a\0', 'a\ud800'])(
    'teams: an opening that is none of ours is no key',
    async (opening) => {
      const path = ['value', 'data', 'opening'];
      const answer = await sendActivity(changedAt(teamsActivities, 'a dialog that is sent', path, opening));
      expect(answer.status).toBe(200);
      await expectSound(answer, ['phase-end-proposed']);
    },
  );

  it('teams: a hidden value too long for any card is left out', async () => {
    const path = ['value', 'data', 'values', 'confirme'];
    const payload = changedAt(teamsActivities, 'a dialog that is sent', path, 'x'.repeat(60_000));
    const answer = await sendActivity(payload);
    expect(answer.status).toBe(200);
    await expectSound(answer, []);
  });
});

describe('bytes and JSON that are no payload', () => {
  it.each([
    ['slack, as a form', (body: string | Uint8Array) => sendToSlack(body, form)],
    ['slack, as JSON', (body: string | Uint8Array) => sendToSlack(body, json)],
    ['teams', sendToTeams],
  ] as const)(
    '%s',
    async (_what, send) => {
      const anything = fc.oneof(
        anyBytes,
        anyJson.map((value) => JSON.stringify(value)),
      );
      await fc.assert(
        fc.asyncProperty(anything, async (body) => expectSound(await send(body), [])),
        runs(80),
      );
    },
    LIMIT_MS,
  );

  it(
    'JSON as the payload of a Slack interaction',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyJson, async (value) =>
          expectSound(await sendSlackForm({ payload: { $json: value } }), []),
        ),
        runs(80),
      );
    },
    LIMIT_MS,
  );
});

describe('headers that are none, or of something else', () => {
  const values = fc.oneof(
    fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^\x20-\x7e]/gu, '?')),
    fc.constantFrom(
      '',
      '*/*',
      'text/plain',
      'multipart/form-data',
      'application/json; charset=utf-7',
      'gzip',
      'br, gzip',
    ),
    fc.constantFrom(
      'é',
      '0',
      '-1',
      '999999999999',
      'null',
      'Bearer',
      'Bearer a.b.c',
      'v0=',
      '127.0.0.1',
      '::',
    ),
    fc.constant('x'.repeat(6_000)),
  );
  const names = fc.constantFrom(
    'content-type',
    'content-encoding',
    'x-slack-signature',
    'x-slack-request-timestamp',
    'x-slack-retry-num',
    'authorization',
    'host',
    'accept',
    'accept-encoding',
    'origin',
    'cookie',
    'expect',
    'x-forwarded-for',
    'x-http-method-override',
    'if-none-match',
    '__proto__',
  );
  const some = fc.dictionary(names, values, { minKeys: 1, maxKeys: 3 });
  const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');

  it.each(['/slack/events', '/api/messages', '/acces', '/suite/x', '/fichier/x'])(
    'are no fault of ours: %s',
    async (path) => {
      const isSlack = path === '/slack/events';
      const command = slackCommands[0]?.payload(nextRank(), exposed);
      const body = isSlack
        ? writtenAsForm(command)
        : JSON.stringify(written(teamsActivities[0]?.payload(0, exposed)));
      await fc.assert(
        fc.asyncProperty(method, some, async (verb, changes) => {
          const vouched = isSlack ? exposed.slackHeaders(body) : exposed.teamsHeaders;
          const headers = { 'content-type': isSlack ? form : json, ...vouched, ...changes };
          const request = { method: verb, headers, body: verb === 'GET' || verb === 'HEAD' ? '' : body };
          await expectSound(await sendRaw(`${exposed.url}${path}`, request, SOON_MS), []);
        }),
        runs(40),
      );
    },
    LIMIT_MS,
  );
});

describe('links and the pages that they open', () => {
  const { email } = people.amina;
  const holder: LinkHolder = { platform: 'mail', accountId: email, email };
  const values = { commune: 'choisy-le-roi', etape: 'audit', cause: 'Livraison tardive', confirme: 'oui' };
  const acts: readonly LinkedAct[] = [
    { kind: 'look', command: 'aide', values: {} },
    { kind: 'look', command: 'etape retard', values },
    { kind: 'form', command: 'etape retard', values },
    { kind: 'form', command: 'preferences', values: {} },
  ];
  const records = ['phase-end-proposed', 'preferences-set'];

  function tokenOf(act: LinkedAct): string {
    return exposed.core.links.actUrl(holder, act, 24).split('/').at(-1) ?? '';
  }

  /** What `mutations` makes of the one text, as a part of an address. */
  function spoilt(text: string, changes: readonly Mutation[]): string {
    const value = written(mutated(text, changes));
    const plain = (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 9_000);
    return plain.replaceAll(/[^!$-~]/gu, encodeURIComponent);
  }

  it(
    'that are spoilt open nothing, and are no fault of ours',
    async () => {
      const page = fc.constantFrom('suite', 'fichier');
      await fc.assert(
        fc.asyncProperty(
          page,
          fc.constantFrom(...acts),
          mutations,
          fc.boolean(),
          async (path, act, changes, isPost) => {
            const url = `${exposed.url}/${path}/${spoilt(tokenOf(act), changes)}`;
            const headers = isPost ? { 'content-type': form } : {};
            const answer = await sendRaw(
              url,
              { method: isPost ? 'POST' : 'GET', headers, body: '' },
              SOON_MS,
            );
            await expectSound(answer, isPost ? records : []);
          },
        ),
        runs(120),
      );
    },
    LIMIT_MS,
  );

  it(
    'with any fields, record what the link is for and nothing else',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...acts), mutations, async (act, changes) => {
          const rank = nextRank();
          const day = Temporal.PlainDate.from('2026-03-01')
            .add({ days: rank % 150 })
            .toString();
          const fields = {
            _acte: `n-${rank}`,
            date: day,
            canal: 'automatique',
            heure: '10',
            _ligne: 'calendrier',
          };
          const { _ligne, ...inputs } = fields;
          const body = writtenAsForm(mutated(act.command === 'aide' ? fields : inputs, changes));
          await expectSound(await post(`/suite/${tokenOf(act)}`, body, { 'content-type': form }), records);
        }),
        runs(160),
      );
    },
    LIMIT_MS,
  );

  describe('with files', () => {
    const act: LinkedAct = { kind: 'form', command: DEPOSIT, values: {} };
    const pdf = new TextDecoder().decode(fileOf('pdf'));

    const fields = (rank: number) => [
      { name: '_acte', content: `n-${rank}` },
      { name: 'piece', content: '', fileName: '' },
      { name: 'piece', content: pdf, fileName: 'rapport.pdf' },
      { name: 'motif', content: `Motif ${rank}` },
    ];
    const postForm = (body: Uint8Array, type = BROWSER_FORM_TYPE) =>
      post(`/suite/${tokenOf(act)}`, body, { 'content-type': type });

    /** What is left of the fields of a form, as fields. */
    function readable(value: unknown): readonly BrowserField[] {
      const parts = Array.isArray(value) ? value : [value];
      return parts.map((part) => {
        const { name, content, fileName } = Object(part) as Readonly<Record<string, unknown>>;
        const field = { name: textOf(name), content: textOf(content) };
        return fileName === undefined ? field : { ...field, fileName: textOf(fileName) };
      });
    }

    const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

    it('as browsers send them, are served', async () => {
      const answer = await postForm(browserForm(fields(nextRank())));
      expect(answer.status).toBe(200);
      expect(answer.body).toContain('Pièces déposées');
      await expectSound(answer, records);
    });

    it(
      'changed in one to three places are no fault of ours',
      async () => {
        await fc.assert(
          fc.asyncProperty(mutations, async (changes) => {
            const sent = readable(mutated(fields(nextRank()), changes));
            await expectSound(await postForm(browserForm(sent)), records);
          }),
          runs(80),
        );
      },
      LIMIT_MS,
    );

    it(
      'cut, doubled or spoilt anywhere, boundaries and heads of parts too, are no fault of ours',
      async () => {
        const cuts = fc.array(
          fc.record({ at: fc.nat(700), without: fc.nat(60), by: fc.oneof(anyBytes, marks) }),
          { minLength: 1, maxLength: 3 },
        );
        await fc.assert(
          fc.asyncProperty(cuts, types, async (spoils, type) => {
            let body: Uint8Array = browserForm(fields(nextRank()));
            for (const { at, without, by } of spoils)
              body = Buffer.concat([body.subarray(0, at), by, body.subarray(at + without)]);
            await expectSound(await postForm(body, type), records);
          }),
          runs(120),
        );
      },
      LIMIT_MS,
    );
  });

  it('that are looked at, as machines do, record nothing; one click pauses reminders', async () => {
    for (const act of acts) {
      const url = `${exposed.url}/suite/${tokenOf(act)}`;
      const answer = await sendRaw(url, { method: 'GET', headers: {}, body: '' }, SOON_MS);
      expect(answer.status).toBe(200);
      await expectSound(answer, []);
    }
    const answer = await post(
      `/suite/${tokenOf({ kind: 'form', command: 'preferences', values: {} })}?pause=1`,
      'x',
      {},
    );
    await expectSound(answer, ['preferences-set']);
  });

  it(
    'that are asked for with any address are no fault of ours',
    async () => {
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const body = writtenAsForm(mutated({ courriel: 'nobody@nowhere.example' }, changes));
          await expectSound(await post('/acces', body, { 'content-type': form }), []);
        }),
        runs(12),
      );
    },
    LIMIT_MS,
  );
});
