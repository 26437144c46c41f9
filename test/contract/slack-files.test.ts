import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Form } from '../../cards/model.ts';
import { isSlackFileUrl } from '../../src/platform/slack/download.ts';
import type { Ask } from '../../src/usecases/bot.ts';
import type { Given } from '../../src/usecases/links.ts';
import type { FileFailure } from '../e2e/stand-ins/file-host.ts';
import { startSlackStandIn } from '../e2e/stand-ins/slack.ts';
import { fileOf } from '../support/given-files.ts';
import { card, done, form, type SlackFixture, startSlack, token } from '../support/slack.ts';

/** Soon, on a machine that has other work too. */
const SOON_MS = 2_500;
const MIB = 1_048_576;
const pdf = fileOf('pdf');
const NAME = 'Rapport d’audit.pdf';

let fixture: SlackFixture;
let asks: Ask[];

beforeEach(() => open());
afterEach(async () => {
  await fixture.slack.stop();
  await fixture.close();
});

/** A bot that takes in what comes with its asks. */
async function open(filesMs = 20_000): Promise<void> {
  fixture = await startSlack(() => ({ filesMs }));
  asks = [];
  fixture.answer = async ({ ask, takeIn }) => {
    asks.push((await takeIn?.()) ?? ask);
    return card(done);
  };
}

const view = {
  callback_id: 'form:livrable deposer',
  private_metadata: JSON.stringify({ hidden: { livrable: 'LIV-1' }, responseUrl: null }),
  blocks: [],
};

function submit(files: readonly object[], carried: object = {}) {
  const metadata = { ...JSON.parse(view.private_metadata), ...carried };
  return fixture.client.submit('U1', {
    viewId: 'V1',
    view: { ...view, private_metadata: JSON.stringify(metadata) },
    values: { motif: 'Voici' },
    files: { piece: files },
  });
}

/** What became of each file that the last ask names. */
function given(): readonly (Given | undefined)[] {
  const ask = asks.at(-1);
  const value = ask?.kind === 'text' ? ask.files : ask?.values['piece'];
  return (value ?? '').split(' ').map((named) => fixture.links.readUpload(named)?.given);
}

const notFetched = { kind: 'refused', reason: { code: 'file-not-fetched', name: NAME } };

describe('a file that is given in a form', () => {
  it('is fetched with the workspace’s token, checked, kept, and named in its field', async () => {
    await submit([fixture.standIn.give(NAME, pdf)]);
    expect(asks).toEqual([
      {
        kind: 'submit',
        command: 'livrable deposer',
        values: { motif: 'Voici', livrable: 'LIV-1', piece: expect.any(String) },
      },
    ]);
    expect(given()).toMatchObject([{ kind: 'kept', file: { name: NAME, kind: 'pdf', bytes: pdf.length } }]);
    const [first] = given();
    if (first?.kind !== 'kept') return;
    expect(await fixture.store.files.get(first.file.hash)).toEqual(pdf);
    expect(fixture.standIn.fileHost.calls.map(({ authorization }) => authorization)).toEqual([
      `Bearer ${token}`,
    ]);
  });

  it('takes the place of what the field held; a field left empty holds it still', async () => {
    await submit([], { given: { piece: 'earlier' } });
    expect(asks.at(-1)).toMatchObject({ values: { piece: 'earlier', motif: 'Voici' } });
    await submit([fixture.standIn.give(NAME, pdf)], { given: { piece: 'earlier' } });
    expect(given()).toMatchObject([{ kind: 'kept' }]);
  });

  it('is one of several, each told apart', async () => {
    const { standIn } = fixture;
    await submit([
      standIn.give(NAME, pdf),
      standIn.give('vide.pdf', new Uint8Array()),
      standIn.give('b.png', fileOf('png')),
    ]);
    expect(given()).toMatchObject([
      { kind: 'kept', file: { name: NAME } },
      { kind: 'refused', reason: { code: 'file-empty', name: 'vide.pdf' } },
      { kind: 'kept', file: { name: 'b.png' } },
    ]);
  });

  it('holds no acknowledgement up: the outcome follows', async () => {
    const { standIn } = fixture;
    const { promise: until, resolve } = Promise.withResolvers<void>();
    standIn.fileHost.fail({ kind: 'held', until });
    const answer = await submit([standIn.give(NAME, pdf)]);
    expect(answer.body).toContain('en cours');
    resolve();
    expect(JSON.stringify((await standIn.nth('views.update', 1)).args)).toContain('enregistré');
    expect(given()).toMatchObject([{ kind: 'kept' }]);
  });

  it('too long is not asked for where Slack says so, nor read to its end where it does not', async () => {
    const { standIn } = fixture;
    const told = standIn.give(NAME, pdf);
    await submit([{ ...told, size: 25 * MIB + 1 }]);
    expect(standIn.fileHost.calls).toEqual([]);
    const tooLarge = { kind: 'refused', reason: { code: 'file-too-large', name: NAME, mostBytes: 25 * MIB } };
    expect(given()).toEqual([tooLarge]);
    const large = standIn.give(NAME, new Uint8Array(25 * MIB + 1));
    await submit([{ ...large, size: 10 }]);
    expect(given()).toEqual([tooLarge]);
  });

  it('of which Slack tells only the id is asked about first', async () => {
    const { standIn } = fixture;
    const { id } = standIn.give(NAME, pdf);
    const stub = { id, mode: 'file_access', file_access: 'check_file_info', name: NAME };
    await submit([stub]);
    expect(given()).toMatchObject([{ kind: 'kept', file: { name: NAME } }]);
    standIn.fail('files.info', { kind: 'error', code: 'missing_scope' });
    await submit([stub]);
    expect(given()).toEqual([notFetched]);
    await submit([{ ...stub, id: 'F404' }]);
    expect(given()).toEqual([notFetched]);
    expect(fixture.log).toContain('warn slack.file-not-fetched {"why":"missing_scope"}');
  });
});

describe('a file that is not handed over', () => {
  const faults: readonly (readonly [FileFailure, string])[] = [
    [{ kind: 'hang' }, 'too-slow'],
    [{ kind: 'trickle' }, 'too-slow'],
    [{ kind: 'reset' }, 'broken-off'],
    [{ kind: 'short' }, 'broken-off'],
    [{ kind: 'page' }, 'page'],
    [{ kind: 'status', status: 403 }, 'HTTP 403'],
    [{ kind: 'status', status: 404 }, 'HTTP 404'],
    [{ kind: 'status', status: 429 }, 'HTTP 429'],
    [{ kind: 'status', status: 500 }, 'HTTP 500'],
  ];
  it.each(faults)('is told under its field: %j', async (failure, why) => {
    await fixture.close();
    await open(500);
    fixture.standIn.fileHost.fail(failure);
    const startedMs = performance.now();
    await submit([fixture.standIn.give(NAME, pdf)]);
    await fixture.slack.stop();
    expect(performance.now() - startedMs).toBeLessThan(SOON_MS);
    expect(given()).toEqual([notFetched]);
    expect(fixture.log).toContain(`warn slack.file-not-fetched {"why":"${why}"}`);
    expect(fixture.log.join('\n')).not.toMatch(/Rapport|audit|pdf|http:|xoxb|Anne/u);
  });

  it('as one that is endless, is let go of as soon as it is too long', async () => {
    fixture.standIn.fileHost.fail({ kind: 'endless' });
    await submit([fixture.standIn.give(NAME, pdf)]);
    await fixture.slack.stop();
    expect(given()).toMatchObject([{ reason: { code: 'file-too-large' } }]);
  }, 30_000);

  it('has no address (any more)', async () => {
    await submit([{ id: 'F9', name: NAME, mode: 'tombstone' }]);
    expect(given()).toEqual([notFetched]);
  });

  it('is followed to another of Slack’s hosts for files, and nowhere else; the token goes with it nowhere else', async () => {
    const { standIn } = fixture;
    const elsewhere = await startSlackStandIn({ team: 'T9' });
    const moved = standIn.give(NAME, pdf);
    standIn.fileHost.fail({ kind: 'redirect', to: new URL(String(moved['url_private_download'])).pathname });
    await submit([moved]);
    expect(given()).toMatchObject([{ kind: 'kept' }]);
    const theirs = String(elsewhere.give(NAME, pdf)['url_private_download']);
    standIn.fileHost.fail({ kind: 'redirect', to: theirs });
    await submit([moved]);
    expect(given()).toEqual([notFetched]);
    standIn.fileHost.fail({ kind: 'redirect', to: '/files/round' }, 9);
    await submit([moved]);
    expect(given()).toEqual([notFetched]);
    await submit([{ ...moved, url_private_download: theirs }]);
    expect(given()).toEqual([notFetched]);
    expect(elsewhere.fileHost.calls).toEqual([]);
    await elsewhere.close();
  });

  const api = 'https://slack.com/api/';
  it.each([
    ['https://files.slack.com/files-pri/T1-F1/download/a.pdf', true],
    ['https://files-origin.slack.com/files-pri/T1-F1/a.pdf', true],
    ['https://files.slack-gov.com/files-pri/T1-F1/a.pdf', true],
    ['http://files.slack.com/a.pdf', false],
    ['https://files.slack.com:8443/a.pdf', false],
    ['https://user@files.slack.com/a.pdf', false],
    ['https://:pass@files.slack.com/a.pdf', false],
    ['https://files.slack.com@evil.example/a.pdf', false],
    ['https://files.slack.com.evil.example/a.pdf', false],
    ['https://evil.example/files.slack.com', false],
    ['https://evilfiles.slack.com/a.pdf', false],
    ['https://files.slack.com\\@evil.example/a.pdf', true],
    ['https://slack.com/api/api.test', false],
    ['https://ville.slack.com/?redir=%2Ffiles-pri', false],
    ['https://127.0.0.1/a.pdf', false],
    ['https://[::1]/a.pdf', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['file:///etc/passwd', false],
    ['/files-pri/a.pdf', false],
    ['', false],
  ])('%s: asked with the token is %s', (url, isAsked) => {
    expect(isSlackFileUrl(url, api)).toBe(isAsked);
    if (isAsked) expect(new URL(url).hostname).toMatch(/^files(-origin)?\.slack(-gov)?\.com$/u);
  });

  it('by the host of local tests is not asked of another port', () => {
    expect(isSlackFileUrl('http://127.0.0.1:4000/files/a', 'http://127.0.0.1:4000/api/')).toBe(true);
    expect(isSlackFileUrl('http://127.0.0.1:4001/files/a', 'http://127.0.0.1:4000/api/')).toBe(false);
    expect(isSlackFileUrl('https://files.slack.com/a', 'http://127.0.0.1:4000/api/')).toBe(false);
  });
});

describe('files sent with words, or without', () => {
  it('in a direct message or a mention go with the line', async () => {
    const { client, standIn, slack } = fixture;
    const files = [standIn.give(NAME, pdf)];
    await client.message('U1', '', { subtype: 'file_share', files });
    await slack.stop();
    expect(asks).toMatchObject([{ kind: 'text', text: '', files: expect.any(String) }]);
    expect(given()).toMatchObject([{ kind: 'kept', file: { name: NAME } }]);
    const mention = { type: 'app_mention', channel: 'C0PUBLIC', user: 'U1', ts: '1', files };
    await client.event({ ...mention, text: '<@UBOT> livrable deposer' });
    await slack.stop();
    expect(asks.at(-1)).toMatchObject({ text: 'livrable deposer', files: expect.any(String) });
  });

  it('that Slack delivers again are fetched once', async () => {
    const { client, standIn, slack } = fixture;
    const event = { type: 'message', channel_type: 'im', channel: 'D0DIRECT', user: 'U1', ts: '1' };
    const shared = { ...event, text: '', subtype: 'file_share', files: [standIn.give(NAME, pdf)] };
    await client.event(shared, 'Ev1');
    await client.event(shared, 'Ev1', { headers: { 'X-Slack-Retry-Num': '1' } });
    await slack.stop();
    expect(standIn.fileHost.calls).toHaveLength(1);
    expect(asks).toHaveLength(1);
  });
});

describe('a form that holds files already', () => {
  const token = (rank: number, length: number) => `${rank}`.padEnd(length, 'x');
  const holding = (...tokens: readonly string[]): Form => ({
    ...form,
    fields: [
      ...form.fields,
      {
        name: 'piece',
        label: 'Pièce',
        widget: 'file',
        required: true,
        hint: null,
        maxLength: null,
        mostFiles: 10,
        options: tokens.map((value, rank) => ({ value, label: `rapport-${rank}.pdf (1 Mo)` })),
      },
    ],
    values: { ...form.values, piece: tokens.join(' ') },
  });

  async function opened(shown: Form, responseUrl: string): Promise<string> {
    const rank = fixture.standIn.callsOf('views.open').length + 1;
    fixture.answer = () => ({ kind: 'form', form: shown });
    await fixture.client.slash('U1', 'livrable deposer', { responseUrl });
    return JSON.stringify((await fixture.standIn.nth('views.open', rank)).args['view']);
  }

  it('shows them and sends them back', async () => {
    const shown = await opened(holding('t1', 't2'), fixture.standIn.responseUrl());
    expect(shown).toContain('Fichiers joints\u00a0: rapport-0.pdf (1 Mo), rapport-1.pdf (1 Mo).');
    const sent = JSON.parse(JSON.parse(shown).private_metadata);
    expect(sent).toMatchObject({ given: { piece: 't1 t2' }, hidden: { commune: 'choisy' } });
    expect(JSON.parse(shown).blocks.at(-1)).toMatchObject({
      optional: true,
      element: { type: 'file_input', max_files: 10 },
    });
  });

  it('opens whatever they weigh: the address of the answer gives way first, then the files, which is said', async () => {
    const url = fixture.standIn.responseUrl();
    const heavy = await opened(holding(...[1, 2, 3, 4].map((rank) => token(rank, 730))), url);
    expect(JSON.parse(JSON.parse(heavy).private_metadata)).toMatchObject({
      responseUrl: null,
      given: expect.anything(),
    });
    const tooHeavy = await opened(holding(...[1, 2, 3, 4, 5].map((rank) => token(rank, 700))), url);
    expect(JSON.parse(JSON.parse(tooHeavy).private_metadata)).not.toHaveProperty('given');
    expect(tooHeavy).not.toContain('Fichiers joints');
    expect(tooHeavy).toContain("n'est plus disponible");
    expect(
      JSON.parse(tooHeavy).blocks.find((block: { block_id?: string }) => block.block_id === 'field:piece'),
    ).toMatchObject({ optional: false });
  });

  it('is opened by a button that takes them along, without the text where both are too much', async () => {
    const { client, standIn } = fixture;
    const said = async (shown: Form): Promise<string> => {
      const rank = standIn.callsOf('chat.postMessage').length + 1;
      fixture.answer = () => ({ kind: 'form', form: shown });
      await client.message('U1', 'livrable deposer');
      return JSON.stringify((await standIn.nth('chat.postMessage', rank)).args);
    };
    const files = [1, 2].map((rank) => token(rank, 600));
    expect(await said(holding(...files))).toContain(files.join(' '));
    const withText = await said({
      ...holding(...files),
      values: { nom: 'é'.repeat(900), piece: files.join(' ') },
    });
    expect(withText).toContain(files.join(' '));
    expect(withText).toContain('Le texte saisi est trop long');
    const tooMuch = await said(holding(...[1, 2, 3].map((rank) => token(rank, 700))));
    expect(tooMuch).toContain('Ce qui a été saisi ou joint est trop long');
  });

  it('refused as a whole keeps them', async () => {
    const shown = JSON.parse(await opened(holding('t1'), fixture.standIn.responseUrl()));
    fixture.answer = () => ({ kind: 'refused', card: done, form: null });
    const answer = await fixture.client.submit('U1', {
      viewId: 'V1',
      view: shown,
      values: { nom: 'A' },
      files: {},
    });
    const again = (answer.json as { view: Record<string, unknown> }).view;
    expect(again['private_metadata']).toBe(shown.private_metadata);
    expect(JSON.stringify(again['blocks'])).not.toContain('"initial_value":"t1"');
  });
});
