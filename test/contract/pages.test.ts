import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { card, facts, form as formAction, notice, run, text } from '../../cards/blocks.ts';
import { tooManyPage } from '../../src/platform/web/pages/document.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { LinkedAct } from '../../src/usecases/links.ts';
import {
  amina,
  emptyCard,
  field,
  LOOK,
  type SamplePages,
  START,
  sampleForm,
  startPages,
} from './drivers/sample-pages.ts';

let pages: SamplePages | null = null;
afterEach(async () => {
  await pages?.close();
  pages = null;
});

async function open(...given: Parameters<typeof startPages>): Promise<SamplePages> {
  pages = await startPages(...given);
  return pages;
}

async function get(path: string, init: RequestInit = {}) {
  const response = await fetch(`${pages?.origin}${path}`, init);
  return { status: response.status, headers: response.headers, page: await response.text() };
}

/** With headers that `fetch` keeps for browsers. */
async function rawGet(path: string, headers: Readonly<Record<string, string>>, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sent = httpRequest(`${pages?.origin}${path}`, { method, headers }, (response) => {
    response.resume().on('end', resolve);
  });
  sent.on('error', reject).end();
  await promise;
}

function post(path: string, fields: Readonly<Record<string, string>>) {
  return get(path, { method: 'POST', body: new URLSearchParams(fields) });
}

/** The page's own forms: where each goes, with its hidden inputs. */
function formsIn(page: string) {
  return [...page.matchAll(/<form method="post" action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/gu)].map(
    ([, action = '', inner = '']) => ({
      path: `/suite/${action}`,
      hidden: Object.fromEntries(
        [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu)].map(
          ([, name = '', value = '']) => [name, value],
        ),
      ),
    }),
  );
}

function firstForm(page: string) {
  const [first] = formsIn(page);
  if (first === undefined) throw new RangeError(`no form in ${page}`);
  return first;
}

const asForm: Reply = { kind: 'form', form: sampleForm([field('date'), field('cause')]) };

describe('a link', () => {
  it('shows what it is for and changes nothing: machines open links too', async () => {
    const { asked, path } = await open();
    const { status, page } = await get(path());
    expect(status).toBe(200);
    expect(page).toContain('<h1>Calendrier</h1>');
    expect(page).toContain('<title>Calendrier – Jalon</title>');
    expect(page).toContain('<html lang="fr">');
    expect(asked.map(({ ask }) => ask)).toEqual([{ kind: 'look', command: 'calendrier', values: {} }]);
    expect(asked[0]?.visitor).toEqual({ ...amina, name: null, reference: null });
    await get(path());
    expect(new Set(asked.map(({ key }) => key)).size).toBe(2);
  });

  it('answers HEAD as GET, without the page', async () => {
    const { asked, path } = await open();
    const { status, headers, page } = await get(path(), { method: 'HEAD' });
    expect([status, page]).toEqual([200, '']);
    expect(headers.get('content-type')).toContain('text/html');
    expect(asked.map(({ ask }) => ask.kind)).toEqual(['look']);
  });

  const clicked = {
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    'sec-fetch-user': '?1',
    'sec-fetch-site': 'cross-site',
  };

  it("tells a person's click from a machine's look, and each link is one act", async () => {
    const { asked, path } = await open();
    const first = path();
    for (const one of [first, first, path(LOOK, 23)]) await rawGet(one, clicked);
    expect(asked.map(({ ask }) => ask.kind)).toEqual(['click', 'click', 'click']);
    expect(asked[0]?.key).toMatch(/^mail:click:[0-9a-f]{64}$/u);
    expect(asked[1]?.key).toBe(asked[0]?.key);
    expect(asked[2]?.key).not.toBe(asked[0]?.key);
  });

  it.each<[string, Readonly<Record<string, string>>, string?]>([
    ['a browser that says nothing of it', {}],
    ['what fetches ahead', { ...clicked, 'sec-purpose': 'prefetch' }],
    ['an older prefetch', { ...clicked, purpose: 'prefetch' }],
    ['an image of a mail', { ...clicked, 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['a page within another', { ...clicked, 'sec-fetch-dest': 'iframe' }],
    ['a redirection or a script', { ...clicked, 'sec-fetch-user': '?0' }],
    ['a HEAD', clicked, 'HEAD'],
  ])('opened by %s changes nothing', async (_, headers, method = 'GET') => {
    const { asked, path } = await open();
    await rawGet(path(), headers, method);
    expect(asked.map(({ ask }) => ask.kind)).toEqual(['look']);
  });

  it('to a form is a form, whoever opens it', async () => {
    const { asked, path } = await open();
    await rawGet(path({ ...LOOK, kind: 'form' }), clicked);
    expect(asked.map(({ ask }) => ask.kind)).toEqual(['form']);
  });

  it('to an act says that nothing is recorded yet, once all that it needs is there', async () => {
    const filled = sampleForm([field('date', { required: true })], { values: { date: '31/05/2026' } });
    const { path } = await open(() => ({ kind: 'form', form: filled }));
    expect((await get(path())).page).toContain('class="confirm"');
    expect((await get(path({ ...LOOK, kind: 'form' }))).page).not.toContain('class="confirm"');
  });

  it('to an act that still needs something shows the form to fill in', async () => {
    const missing = sampleForm([field('date', { required: true })]);
    const { path } = await open(() => ({ kind: 'form', form: missing }));
    expect((await get(path())).page).not.toContain('class="confirm"');
  });

  it('leads on for the same person and no longer than itself, also after hours', async () => {
    const { links, path, clock } = await open(() => asForm);
    const first = path(LOOK, 10);
    clock.now = START.add({ hours: 9, minutes: 30 });
    const { page } = await get(first);
    const next = links.readAct(firstForm(page).path.slice('/suite/'.length));
    expect(next?.holder).toEqual(amina);
    expect(next?.untilAt).toEqual(START.add({ hours: 10 }));
    expect(page).toContain('Lien personnel de amina@choisy.example, valable jusqu&#39;au 27/01/2026 à 20');
  });

  it('of a chat member without an e-mail opens too', async () => {
    const slack = { platform: 'slack', accountId: 'T1/U1', email: null } as const;
    const { links, asked } = await open(undefined, { isKnown: async () => true });
    const { page } = await get(new URL(links.actUrl(slack, LOOK, 24)).pathname);
    expect(page).toContain('Lien personnel, valable');
    expect(asked[0]?.visitor).toMatchObject(slack);
  });
});

describe('every link that does not open', () => {
  it('gets one equal answer, whatever the reason, and the way to a new one', async () => {
    const { links, path, clock, asked } = await open();
    const good = path();
    const altered = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`;
    const stranger = { ...amina, accountId: 'gone@choisy.example', email: 'gone@choisy.example' };
    const expired = path(LOOK, 1);
    const file = new URL(links.fileUrl(amina, { file: 'x', values: {} }, 24)).pathname;
    const unknown = new URL(links.actUrl(stranger, LOOK, 24)).pathname;
    clock.now = START.add({ hours: 2 });
    const paths = [
      altered,
      unknown,
      expired,
      file.replace('/fichier/', '/suite/'),
      good.replace('/suite/', '/fichier/'),
      file,
      '/suite/guess',
      '/suite/%E0%A4%A',
      `/suite/${'A'.repeat(5000)}`,
      '/suite/..%2f..%2fetc%2fpasswd',
    ];
    const answers = [
      ...(await Promise.all(paths.map((one) => get(one)))),
      await post(altered, { a: 'b' }),
      await post(unknown, {}),
      await post(expired, { a: 'x'.repeat(200_000) }),
    ];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(({ page }) => page)).size).toBe(1);
    expect(
      new Set(answers.map(({ headers }) => [...headers.keys()].filter((h) => h !== 'date').join())).size,
    ).toBe(1);
    expect(answers[0]?.page).toContain('<h1>Ce lien n&#39;est plus valable</h1>');
    expect(answers[0]?.page).toContain('href="../acces"');
    expect(asked).toEqual([]);
  });

  it.each([
    ['/suite', './'],
    ['/suite/a/b', '../../'],
    ['/suite//', '../../'],
    ['/suite/a//', '../../../'],
    [`/suite${'/a'.repeat(500)}`, '../'.repeat(8)],
  ])('leads to a new one from however deep it is: %s', async (path, root) => {
    await open();
    const { status, page } = await get(path, { redirect: 'manual' });
    expect(status).toBe(404);
    expect(page).toContain(`href="${root}acces"`);
    expect(page.match(/href="[./]*jalon-/gu)).toEqual(Array(2).fill(`href="${root}jalon-`));
  });

  it('without mail leads to nothing that nobody answers: it says whom to write to', async () => {
    await open(undefined, { canMail: false });
    const { status, page } = await get('/suite/x');
    expect(status).toBe(404);
    expect(page).toContain('écrivez à la coordination de la Métropole.');
    expect(page).not.toContain('acces');
  });
});

describe('an address with a slash at its end', () => {
  it('is the same without it: the page leads on by relative addresses', async () => {
    const { asked, path, origin } = await open(() => asForm);
    const own = path();
    for (const [slashed, to] of [
      [`${own}/?pause&a=/b/`, `${own}?pause&a=/b/`],
      ['/acces/', '/acces'],
      ['/suite/', '/suite'],
      ['/fichier/x/', '/fichier/x'],
      ['/suite/a/b/', '/suite/a/b'],
      ['/suite/..%2f/', '/suite/..%2f'],
    ] as const) {
      const { status, headers } = await get(slashed, { redirect: 'manual' });
      const { pathname, search } = new URL(headers.get('location') ?? '', `${origin}${slashed}`);
      expect([status, `${pathname}${search}`]).toEqual([308, to]);
    }
    const { page } = await get(`${path()}/`);
    expect((await post(firstForm(page).path, firstForm(page).hidden)).status).toBe(200);
    await post(`${path({ ...LOOK, kind: 'form' })}/`, { date: '15/07/2026' });
    expect(asked.at(-1)?.ask).toMatchObject({ kind: 'submit', values: { date: '15/07/2026' } });
  });
});

describe('a form', () => {
  it('sends what was typed with what its link says, which cannot be typed over', async () => {
    const hidden = { commune: 'choisy-le-roi' };
    const { asked, path } = await open(({ ask }) =>
      ask.kind === 'submit'
        ? { kind: 'card', card: emptyCard }
        : { kind: 'form', form: sampleForm([field('date')], { hidden }) },
    );
    const { path: to, hidden: own } = firstForm((await get(path())).page);
    const sent = await post(to, { ...own, date: '15/07/2026', cause: 'a\r\nb', commune: 'nanterre' });
    expect(sent.status).toBe(200);
    expect(asked.at(-1)?.ask).toEqual({
      kind: 'submit',
      command: 'etape retard',
      values: { date: '15/07/2026', cause: 'a\nb', commune: 'choisy-le-roi' },
    });
  });

  it('sent twice is one act; opened anew, or with other words, it is another', async () => {
    const { asked, path } = await open(() => asForm);
    const first = firstForm((await get(path())).page);
    const again = firstForm((await get(path())).page);
    await post(first.path, { ...first.hidden, date: '15/07/2026' });
    await post(first.path, { ...first.hidden, date: '15/07/2026' });
    await post(first.path, { ...first.hidden, date: '16/07/2026' });
    await post(again.path, { ...again.hidden, date: '15/07/2026' });
    await post(again.path, { date: '15/07/2026' });
    const [one, two, ...others] = asked.filter(({ ask }) => ask.kind === 'submit').map(({ key }) => key);
    expect(one).toMatch(/^mail:[0-9a-f]{64}$/u);
    expect(two).toBe(one);
    expect(new Set([one, ...others]).size).toBe(4);
  });

  it('comes back with what was typed, what to put right first, and the sentence under its field', async () => {
    const fields = [field('date', { widget: 'date', required: true }), field('cause', { hint: 'Brève' })];
    const errors = { cause: 'Trop long.', autre: 'Ailleurs.', date: "N'existe pas." };
    const values = { date: '31/02/2026', cause: '<b>"x"</b>' };
    const { path } = await open(() => ({
      kind: 'refused',
      card: emptyCard,
      form: sampleForm(fields, { errors, values }),
    }));
    const { status, page } = await post(path({ ...LOOK, kind: 'form' }), values);
    expect(status).toBe(422);
    expect(page).toContain('<title>Erreur\u00a0: Signaler un retard – Jalon</title>');
    const order = [
      '<div role="alert" tabindex="-1" autofocus class="summary">',
      '3\u00a0réponses sont à corriger',
      '<a href="#champ-date">Nom de date\u00a0: N&#39;existe pas.</a>',
      '<a href="#champ-cause">Nom de cause\u00a0: Trop long.</a>',
      '<li>Ailleurs.</li>',
      '<p class="error" id="erreur-date">Erreur\u00a0: N&#39;existe pas.</p>',
      'id="champ-date" name="date" aria-describedby="format-date erreur-date" aria-invalid="true" required value="31/02/2026"',
      'aria-describedby="aide-cause erreur-cause" aria-invalid="true" value="&lt;b&gt;&quot;x&quot;&lt;/b&gt;"',
      '<button type="submit" class="act primary">Transmettre</button>',
    ].map((part) => page.indexOf(part));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('refused as a whole says why above it; refused alone, the card stands with its buttons', async () => {
    const refusal = card(
      'refusal',
      'Action impossible',
      [notice('refusal', 'Déjà enregistrée.')],
      [run('Aide', 'aide')],
    );
    const { path } = await open(({ ask }) => ({
      kind: 'refused',
      card: refusal,
      form: ask.kind === 'submit' ? sampleForm([field('date')]) : null,
    }));
    const whole = await post(path({ ...LOOK, kind: 'form' }), {});
    expect(whole.status).toBe(422);
    expect(whole.page).toMatch(/role="alert"[^>]*><p class="notice refusal">Déjà enregistrée\.<\/p>/u);
    expect(whole.page).toContain('name="date"');
    const alone = await post(path(), {});
    expect([alone.status, alone.page.includes('<h1>Action impossible</h1>')]).toEqual([422, true]);
    expect(formsIn(alone.page)).toHaveLength(1);
    expect((await get(path())).status).toBe(200);
  });

  it('has a labelled control for every kind of field, with the values that stand', async () => {
    const options = Array.from({ length: 30 }, (_, index) => ({
      value: `v${index}`,
      label: `Choix ${index}`,
    }));
    const fields = [
      field('nom', { required: true }),
      field('fonction'),
      field('motif', { widget: 'multiline', maxLength: 500 }),
      field('libre', { widget: 'multiline' }),
      field('commune', { widget: 'choice', options, required: true }),
      field('role', { widget: 'choice', options }),
      field('vide', { widget: 'choice' }),
      field('jour', { widget: 'date' }),
      field('autre-jour', { widget: 'date', hint: 'jj/mm/aaaa, à venir' }),
      field('courriel', { widget: 'email' }),
      field('telephone', { widget: 'phone' }),
    ];
    const values = {
      motif: '\nDépart',
      commune: 'v29',
      vide: 'x',
      jour: '2026-05-31',
      'autre-jour': '31/02/2026',
    };
    let form = sampleForm(fields, { values, intro: [text('Convention, art. 4.')] });
    const { path } = await open(() => ({ kind: 'form', form }));
    const { page } = await get(path());
    const ids = [
      ...page.matchAll(/<(?:input type="(?!hidden)[a-z]+"|select|textarea)[^>]* id="([^"]+)"/gu),
    ].map(([, id]) => id);
    expect(ids).toEqual(fields.map(({ name }) => `champ-${name}`));
    for (const id of ids) expect(page).toContain(`<label for="${id}">`);
    for (const part of [
      '<p>Convention, art. 4.</p>',
      '<span class="name">Nom de fonction</span> <span class="optional">(facultatif)</span>',
      '\n\nDépart</textarea>',
      '500\u00a0caractères au plus',
      '<option value="v29" selected>Choix 29</option>',
      'name="jour" aria-describedby="format-jour" value="31/05/2026"',
      'name="autre-jour" aria-describedby="aide-autre-jour" value="31/02/2026"',
      '<input type="text" id="champ-vide" name="vide" value="x"',
      '<input type="email" id="champ-courriel" name="courriel" value="" autocomplete="off"',
      '<input type="tel" id="champ-telephone"',
    ])
      expect(page).toContain(part);
    expect(page.match(/<option value="">Choisir…<\/option>/gu)).toHaveLength(1);
    expect(page).not.toContain('maxlength');
    form = { ...form, command: 'inscription' };
    const own = (await get(path())).page;
    for (const kind of ['name', 'organization-title', 'email', 'tel'])
      expect(own).toContain(`autocomplete="${kind}"`);
  });
});

describe('a card', () => {
  it('has a button that acts and a link that opens a form; only web addresses are links', async () => {
    const actions = [
      run('Transmettre', 'etape retard', { etape: 'setup' }, 'primary'),
      formAction('Corriger', 'etape retard', { etape: 'setup' }),
      { kind: 'link', label: 'Kit', url: 'https://kit.example/?a=1&b="2' } as const,
      { kind: 'link', label: 'Piège', url: 'javascript:alert(1)' } as const,
    ];
    const { asked, path, links } = await open(() => ({ kind: 'card', card: { ...emptyCard, actions } }));
    const { page } = await get(path());
    const button = firstForm(page);
    await post(button.path, button.hidden);
    expect(asked.at(-1)?.ask).toEqual({ kind: 'run', command: 'etape retard', values: { etape: 'setup' } });
    const [, token = ''] = /<a class="act normal" href="([\w-]+)">Corriger/u.exec(page) ?? [];
    expect(links.readAct(token)?.act).toEqual({
      kind: 'form',
      command: 'etape retard',
      values: { etape: 'setup' },
    });
    expect(page).toContain('href="https://kit.example/?a=1&amp;b=&quot;2"');
    expect(page).not.toContain('href="javascript:');
  });

  it('carries what is too long for an address in the body of a form, where it cannot be read nor typed over', async () => {
    const values = { cause: `${'é'.repeat(4000)}<\r\n`, etape: 'setup' };
    const actions = [
      run('Transmettre', 'etape retard', values),
      formAction('Corriger', 'etape retard', values),
    ];
    const { asked, path } = await open(() => ({ kind: 'card', card: { ...emptyCard, actions } }));
    const { page } = await get(path());
    expect(page).not.toMatch(/éé|setup/u);
    const [sends, opens] = formsIn(page);
    expect(Math.max(sends?.path.length ?? 0, opens?.path.length ?? 0)).toBeLessThan(4100);
    await post(sends?.path ?? '', { ...sends?.hidden, etape: 'audit', cause: 'x' });
    await post(opens?.path ?? '', opens?.hidden ?? {});
    await get(sends?.path ?? '');
    expect(asked.slice(1).map(({ ask }) => ask)).toEqual([
      { kind: 'run', command: 'etape retard', values },
      { kind: 'form', command: 'etape retard', values },
      { kind: 'look', command: 'etape retard', values: {} },
    ]);
  });

  it('opens nothing without what goes with its form, altered, or of another form or person', async () => {
    const values = { cause: 'é'.repeat(4000) };
    const long = run('Transmettre', 'etape retard', values);
    const { asked, path, links } = await open(() => ({
      kind: 'card',
      card: { ...emptyCard, actions: [long] },
    }));
    const { path: to, hidden: own } = firstForm((await get(path())).page);
    const whole = own['_tout'] ?? '';
    const tokenOf = (who: typeof amina, act: LinkedAct) =>
      links.actUrl(who, act, 24).slice('https://jalon.example/suite/'.length);
    const same: LinkedAct = { kind: 'look', command: 'etape retard', values };
    const good = await post(to, { ...own, _tout: tokenOf(amina, same) });
    expect(good.status).toBe(200);
    for (const _tout of [
      '',
      `${whole.slice(0, -2)}xx`,
      tokenOf(amina, { ...same, command: 'etape terminer' }),
      tokenOf(amina, { ...same, kind: 'form' }),
      tokenOf({ ...amina, accountId: 'fatou@choisy.example' }, same),
    ])
      expect((await post(to, { ...own, _tout, cause: 'x' })).status).toBe(404);
    const { _tout: __, ...without } = own;
    expect((await post(to, { ...without, cause: 'x' })).status).toBe(404);
    expect(asked).toHaveLength(2);
  });

  it('that lists commands leads to each of them, and has a line to write one in', async () => {
    const help = card('help', 'Ce que vous pouvez faire', [
      facts([
        ['calendrier', 'voir'],
        ['rappel noter', 'bouton'],
        ['inconnu', 'rien'],
      ]),
    ]);
    const { asked, path, links } = await open(() => ({ kind: 'card', card: help }));
    const { page } = await get(path());
    const [, token = ''] = /<th scope="row"><a href="([\w-]+)">calendrier<\/a>/u.exec(page) ?? [];
    expect(links.readAct(token)?.act).toEqual({ kind: 'look', command: 'calendrier', values: {} });
    expect(page).toContain('<th scope="row">inconnu</th>');
    expect(page).toContain('<th scope="row">rappel noter</th>');
    const line = firstForm(page);
    await post(line.path, { ...line.hidden, _ligne: 'etape retard' });
    await post(line.path, { ...line.hidden, _ligne: 'calendrier' });
    expect(asked.at(-2)?.ask).toEqual({ kind: 'text', text: 'etape retard' });
    expect(asked.at(-1)?.key).not.toBe(asked.at(-2)?.key);
  });

  it('shows what people typed as they typed it', async () => {
    const trap = `<script>alert("1")</script> & 'x' </title>`;
    const drawn = card('x', trap, [text(trap), facts([[trap, trap]])], [run(trap, 'aide', { a: trap })]);
    const { path } = await open(() => ({ kind: 'card', card: drawn }));
    const { page } = await get(path());
    expect(page).not.toContain('<script');
    expect(page.match(/&lt;script&gt;alert\(&quot;1&quot;\)/gu)).toHaveLength(6);
  });
});

describe('« se désabonner » in a mail program (RFC 8058)', () => {
  const preferences = sampleForm([field('canal'), field('pause', { widget: 'date' })], {
    command: 'preferences',
    values: { canal: 'courriel', pause: '' },
  });
  const bot = ({ ask }: { readonly ask: { readonly kind: string } }): Reply =>
    ask.kind === 'form' ? { kind: 'form', form: preferences } : { kind: 'card', card: emptyCard };
  const act = { kind: 'form', command: 'preferences', values: {} } as const;

  it.each([
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
    ],
  ])('pauses reminders for 90 days in one click, the rest as it was (%s)', async (type, body) => {
    const { asked, path } = await open(bot);
    const click = { method: 'POST', headers: { 'content-type': type }, body };
    expect((await get(`${path(act)}?pause`, click)).status).toBe(200);
    expect((await get(`${path(act)}?pause`, click)).status).toBe(200);
    const submits = asked.filter(({ ask }) => ask.kind === 'submit');
    expect(submits.map(({ ask }) => ask)).toEqual(
      Array(2).fill({
        kind: 'submit',
        command: 'preferences',
        values: { canal: 'courriel', pause: '27/04/2026' },
      }),
    );
    // The answer of a click before the person took reminders up again is not the answer of the next one.
    expect(submits[0]?.key).not.toBe(submits[1]?.key);
  });

  it('shows the form, filled in, to whoever follows the link, and says that nothing is recorded yet', async () => {
    const { asked, path } = await open(bot);
    const { page } = await get(`${path(act)}?pause`);
    expect(asked.map(({ ask }) => ask)).toEqual([{ ...act, values: { pause: '27/04/2026' } }]);
    expect(page).toContain('<h1>Suspendre mes rappels</h1>');
    expect(page).toContain('<p class="confirm">Rien n&#39;est encore enregistré');
    expect(page).toContain('<button type="submit" class="act primary">Suspendre</button>');
    const { path: to, hidden: own } = firstForm(page);
    await post(to, { ...own, canal: 'courriel', pause: '27/04/2026' });
    expect(asked.at(-1)?.ask).toMatchObject({ kind: 'submit', command: 'preferences' });
  });

  it('is asked of the preferences only: of another link the word changes nothing', async () => {
    const { asked, path } = await open(() => asForm);
    expect((await get(`${path()}?pause`)).page).toContain('<h1>Signaler un retard</h1>');
    await get(`${path()}?pause`, { method: 'POST', body: new URLSearchParams({ date: '15/07/2026' }) });
    expect(asked.map(({ ask }) => ask)).toEqual([
      LOOK,
      { kind: 'run', command: 'calendrier', values: { date: '15/07/2026' } },
    ]);
  });

  it('says what the bot says when there is nothing to pause', async () => {
    const refusal: Reply = { kind: 'refused', card: emptyCard, form: null };
    const { asked, path } = await open(() => refusal);
    expect((await get(`${path(act)}?pause`, { method: 'POST' })).status).toBe(422);
    expect(asked).toHaveLength(1);
  });
});

describe('a file', () => {
  const file = { file: 'mes-donnees', values: { de: '2026' } };
  const fileOf = (from: SamplePages) => new URL(from.links.fileUrl(amina, file, 24)).pathname;

  it.each([
    ['text', 'a;b\né'],
    ['bytes', new TextEncoder().encode('a;b\né')],
  ])('is downloaded as %s, under its name, and runs nothing', async (_, body) => {
    const given: unknown[] = [];
    const from = await open(undefined, {
      files: async (...wanted) => {
        given.push(wanted);
        return { name: 'données "du" jour.csv', type: 'text/csv; charset=utf-8', body };
      },
    });
    const { status, headers, page } = await get(fileOf(from));
    expect([status, page]).toEqual([200, 'a;b\né']);
    expect(given).toEqual([[amina, file]]);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain(
      "filename*=UTF-8''donn%C3%A9es%20%22du%22%20jour.csv",
    );
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('that there is not, or not for this person, reads as an expired link', async () => {
    const from = await open(undefined, { isKnown: async () => true });
    expect((await get(fileOf(from))).page).toBe((await get('/suite/x')).page);
  });
});

describe('a new link', () => {
  it('is asked for by e-mail; the answer is the same whether the address is known or not', async () => {
    const known = new Set(['amina@choisy.example']);
    const sent: string[] = [];
    const { path: _ } = await open(undefined, {
      askForLink: async (email) => {
        if (known.has(email)) sent.push(email);
      },
    });
    const asked = await get('/acces');
    expect(asked.page).toContain('<label for="champ-courriel">');
    expect(asked.page).toContain('autocomplete="email"');
    const [yes, no] = await Promise.all([
      post('/acces', { courriel: ' Amina@Choisy.example ' }),
      post('/acces', { courriel: 'nobody@choisy.example' }),
    ]);
    expect(yes.page).toBe(no.page);
    expect([yes.status, no.status]).toEqual([200, 200]);
    expect(yes.page).toContain('Si cette adresse est enregistrée, un message va y être envoyé.');
    expect(sent).toEqual(['amina@choisy.example']);
  });

  it('takes the same time whatever becomes of it: recorded, held up for ever, or failed', async () => {
    const { logged } = await open(undefined, {
      askForLink: (email) => {
        if (email.startsWith('held')) return new Promise(() => undefined);
        return email.startsWith('away')
          ? Promise.reject(new StoreError(`away for ${email}`))
          : Promise.resolve();
      },
    });
    const answers = await Promise.all(
      ['nobody', 'held', 'away'].map(async (name) => {
        const before = performance.now();
        const { status, page } = await post('/acces', { courriel: `${name}@choisy.example` });
        return { status, page, ms: performance.now() - before };
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ page }) => page)).size).toBe(1);
    expect(Math.min(...answers.map(({ ms }) => ms))).toBeGreaterThan(390);
    expect(logged).toEqual([['access-link-failed', { fault: 'StoreError' }]]);
  });

  it('without mail is not asked for: the page says whom to write to', async () => {
    const { asksForLink } = await open(undefined, { canMail: false });
    const { status, page } = await get('/acces');
    expect(status).toBe(200);
    expect(page).toContain('écrivez à la coordination de la Métropole.');
    expect(page).not.toMatch(/<form|<input|@/u);
    expect((await post('/acces', { courriel: 'amina@choisy.example' })).status).toBe(404);
    expect(asksForLink).toEqual([]);
  });

  it.each(['amina', 'a@b', '', `${'a'.repeat(300)}@choisy.example`, 'a@b.fr, c@d.fr'])(
    'an address that is none comes back with its error: %j',
    async (courriel) => {
      const { asksForLink } = await open();
      const { status, page } = await post('/acces', { courriel });
      expect(status).toBe(422);
      expect(page).toContain('aria-invalid="true"');
      expect(page).toContain(`value="${courriel}"`);
      expect(asksForLink).toEqual([]);
    },
  );

  it('is asked for with a form of ours only', async () => {
    const { asksForLink } = await open();
    const json = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"courriel":"a@b.fr"}',
    };
    expect((await get('/acces', json)).status).toBe(415);
    expect((await get('/acces', { method: 'PUT' })).status).toBe(404);
    expect(asksForLink).toEqual([]);
  });
});

describe('what no page of ours sends', () => {
  it('is refused as a page without internals: another type, no type, a broken body, another charset', async () => {
    const { asked, path } = await open();
    const send = (type: string | null, body: string) =>
      get(path(), { method: 'POST', headers: type === null ? {} : { 'content-type': type }, body });
    expect((await send('application/json', '{}')).status).toBe(415);
    expect((await send('text/plain', 'a=b')).status).toBe(415);
    expect((await send('application/x-www-form-urlencoded; charset=utf-7', 'a=b')).status).toBe(415);
    const many = Array.from({ length: 2000 }, (_, index) => `a${index}=1`).join('&');
    const tooMany = await send('application/x-www-form-urlencoded', many);
    expect(tooMany.status).toBe(413);
    expect(tooMany.page).toContain('Envoi trop volumineux');
    expect(tooMany.page).not.toMatch(/Error|node_modules|stack/u);
    expect(asked).toEqual([]);
  });

  it('is refused above 1 MB, also when it does not say its length', async () => {
    const { asked, path, origin } = await open();
    for (const one of [path(), '/acces']) {
      const { status, page } = await post(one, { a: 'x'.repeat(1_100_000) });
      expect(status).toBe(413);
      expect(page).toContain('<h1>Envoi trop volumineux</h1>');
    }
    const status = await new Promise<number>((resolve, reject) => {
      const sending = httpRequest(`${origin}${path()}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' },
      });
      sending.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sending.on('error', reject);
      sending.end(`a=${'x'.repeat(1_100_000)}`);
    });
    expect(status).toBe(413);
    expect(asked).toEqual([]);
  });

  it('such as the same field several times, or none at all, is left aside', async () => {
    const { asked, path } = await open();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await get(path(), { method: 'POST', headers, body: 'a=1&a=2&b=3&__proto__=4' });
    await get(path(), { method: 'POST', headers });
    const values = asked.map(({ ask }) => (ask.kind === 'text' ? {} : { ...ask.values }));
    expect(values[0]).toMatchObject({ b: '3' });
    expect(Object.hasOwn(values[0] ?? {}, 'a')).toBe(false);
    expect(values[1]).toEqual({});
  });
});

describe('every page', () => {
  it('runs nothing, frames nowhere, keeps nothing, and tells no other site whence one comes', async () => {
    const { path } = await open(() => asForm);
    for (const { headers, page } of [await get(path()), await get('/suite/x'), await get('/acces')]) {
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('set-cookie')).toBeNull();
      expect(page).not.toMatch(/<script|\son[a-z]+=| style=/iu);
      expect(page.match(/<h1>/gu)).toHaveLength(1);
      expect(page.match(/<main /gu)).toHaveLength(1);
      expect(page.match(/<header>|<footer>/gu)).toHaveLength(2);
    }
  });

  it('has one style sheet and one icon, named by what they hold, which a browser may keep for ever', async () => {
    const { path } = await open();
    const { page } = await get(path());
    const names = [...page.matchAll(/href="\.\.\/(jalon-[0-9a-f]{12}\.(?:css|svg))"/gu)].map(
      ([, name = '']) => name,
    );
    expect(names.map((name) => name.slice(-3))).toEqual(['svg', 'css']);
    for (const name of names) {
      const { status, headers } = await get(`/${name}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^(?:text\/css|image\/svg\+xml)/u);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    expect((await get('/jalon-000000000000.css')).status).toBe(404);
  });

  it('can be found by who types the host alone, but not on the trial, which has its own', async () => {
    const { close } = await open();
    const { status, headers } = await get('/', { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([303, './acces']);
    await close();
    await open(undefined, { isFrontDoor: false });
    expect((await get('/', { redirect: 'manual' })).status).toBe(404);
  });

  it('is a plain page when the records are away, and the log names no link and nobody', async () => {
    const { logged, path } = await open(undefined, {
      isKnown: async () => {
        throw new StoreError('away');
      },
    });
    const { status, page } = await get(path());
    expect(status).toBe(503);
    expect(page).toContain('Rien n&#39;a été enregistré. Merci de réessayer');
    expect(logged).toEqual([['page-failed', { page: '/suite', fault: 'StoreError' }]]);
  });

  it('says in plain words that too many were opened', () => {
    expect(tooManyPage).toContain('<h1>Trop de demandes</h1>');
    expect(tooManyPage).not.toContain('href');
  });
});
