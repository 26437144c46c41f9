import { frDay } from '../../../cards/words.ts';
import { BROWSER_FORM_TYPE, type BrowserField, browserForm } from '../../support/browser-form.ts';
import {
  type Driver,
  eventually,
  folded,
  type Known,
  type LocalFile,
  type LocalFiles,
  type Shown,
  type ShownField,
  type Talk,
} from './shown.ts';

/** A mail that somebody was sent. */
export interface KeptMail {
  readonly to: string;
  readonly html: string;
}

export interface MailDriverOptions {
  /** Where the pages are, such as `http://127.0.0.1:3978`: links are followed there, whatever host they name. */
  readonly origin: string;
  /** A link of this person to all that they may do, as every mail holds one. */
  readonly everything: (person: Known) => string;
  readonly mails: () => readonly KeptMail[];
}

interface Raw {
  readonly html: string;
  /** Path of the page; empty for a mail, whose links name their host. */
  readonly path: string;
}

/** Speaks as somebody who has nothing but e-mail: follows the links of mails, fills in pages, presses their buttons. */
export function mailDriver({ origin, everything, mails }: MailDriverOptions): Driver {
  function talk(person: Known): Talk {
    const own = { last: null as Shown | null };
    const take = (shown: Shown): Shown => {
      own.last = shown;
      return shown;
    };
    const rawOf = (on: Shown | undefined): Raw => (on ?? own.last)?.raw as Raw;

    async function ask(
      path: string,
      body: Readonly<Record<string, string>> | Uint8Array<ArrayBuffer> | null,
    ): Promise<Shown> {
      const sent = body instanceof Uint8Array ? body : new URLSearchParams(body ?? {});
      const headers = body instanceof Uint8Array ? { 'content-type': BROWSER_FORM_TYPE } : {};
      const init = body === null ? {} : { method: 'POST', body: sent, headers };
      const response = await fetch(`${origin}${path}`, init);
      const text = await response.text();
      if (response.status !== 200 && response.status !== 422)
        throw new RangeError(`the page was answered ${response.status}: ${text}`);
      return shownPage(text, path);
    }

    /** A link that would change something asks first: whoever pressed its button validates. */
    async function follow(url: string, from: Raw): Promise<Shown> {
      const path = new URL(url, `${origin}${from.path}`).pathname;
      const shown = await ask(path, null);
      return contains(rawIn(shown).html, 'class="confirm"') ? send(shown, {}) : shown;
    }

    function send(
      on: Shown,
      values: Readonly<Record<string, string>>,
      files: LocalFiles = {},
    ): Promise<Shown> {
      const { html, path } = rawIn(on);
      const [form] = formsIn(html).filter(({ isFields }) => isFields);
      if (form === undefined) throw new RangeError(`no form is open: ${on.text}`);
      const typed = on.fields.filter(({ given }) => given === null);
      const standing = Object.fromEntries(typed.map(({ name, value }) => [name, value]));
      const fields = { ...form.inputs, ...standing, ...values };
      if (!form.isForFiles) return ask(targetOf(form.action, path), fields);
      const chosen = on.fields.flatMap(({ name, given }) =>
        given === null ? [] : filesIn(name, files[name] ?? []),
      );
      const typedIn = Object.entries(fields).map(([name, content]) => ({ name, content }));
      return ask(targetOf(form.action, path), browserForm([...typedIn, ...chosen]));
    }

    const received = (): readonly Shown[] =>
      mails()
        .filter(({ to }) => to === person.email)
        .map(({ html }) => shownMail(html));

    return {
      async say(text) {
        const page = await ask(new URL(everything(person)).pathname, null);
        const [line] = formsIn(rawIn(page).html).filter(({ html }) => html.includes('name="_ligne"'));
        if (line === undefined) throw new RangeError('the page of everything has no line');
        return take(await ask(targetOf(line.action, rawIn(page).path), { ...line.inputs, _ligne: text }));
      },
      async press(label, on) {
        const raw = rawOf(on);
        const acts = within(raw.html, /<(div|p) class="acts">([\s\S]*?)<\/\1>/gu).join('');
        const form = formsIn(acts).find(({ button }) => button === label);
        if (form !== undefined) return take(await ask(targetOf(form.action, raw.path), form.inputs));
        const link = linksIn(acts).find((found) => found.label === label);
        if (link === undefined) throw new RangeError(`no button « ${label} »`);
        return take(await follow(link.url, raw));
      },
      async send() {
        throw new RangeError('there is no conversation by mail');
      },
      submit: async (values, on, files) => take(await send((on ?? own.last) as Shown, values, files)),
      inbox: received,
      received: (said) =>
        eventually(`« ${said} » to ${person.name}`, () => received().find(({ text }) => text.includes(said))),
    };
  }

  return { talk };
}

/** A field in which no file is chosen is sent too, empty. */
function filesIn(name: string, files: readonly LocalFile[]): readonly BrowserField[] {
  const empty = { name, fileName: '', content: '' };
  return files.length === 0
    ? [empty]
    : files.map(({ name: fileName, bytes }) => ({ name, fileName, content: bytes }));
}

function rawIn(shown: Shown): Raw {
  return shown.raw as Raw;
}

function shownPage(html: string, path: string): Shown {
  const [main = ''] = within(html, /<(main)[^>]*>([\s\S]*)<\/main>/gu);
  const words = main.replaceAll(/<form[\s\S]*?<\/form>/gu, ' ');
  const hasFields = formsIn(main).some(({ isFields }) => isFields);
  const acts = within(main, /<(div) class="acts">([\s\S]*?)<\/\1>/gu).join('');
  return {
    title: textOf(main.match(/<h1>([\s\S]*?)<\/h1>/u)?.[1] ?? ''),
    text: folded(textOf(words)),
    buttons: hasFields ? formsIn(main).map(({ button }) => button) : buttonsIn(acts),
    fields: hasFields ? fieldsIn(main) : [],
    errors: hasFields ? errorsIn(main) : {},
    raw: { html: main, path } satisfies Raw,
  };
}

function shownMail(html: string): Shown {
  const [body = ''] = within(html, /<(div) class="sheet">([\s\S]*)<div class="foot">/gu);
  const [acts = ''] = within(body, /<(p) class="acts">([\s\S]*?)<\/p>/gu);
  return {
    title: textOf(body.match(/<h1>([\s\S]*?)<\/h1>/u)?.[1] ?? ''),
    text: folded(textOf(body.replace(/<p class="acts">[\s\S]*?<\/p>/u, ' '))),
    buttons: buttonsIn(acts),
    fields: [],
    errors: {},
    raw: { html: body, path: '' } satisfies Raw,
  };
}

interface DrawnForm {
  readonly action: string;
  readonly html: string;
  readonly button: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The form of a command, as against a button or the line of the help page. */
  readonly isFields: boolean;
  readonly isForFiles: boolean;
}

function formsIn(html: string): readonly DrawnForm[] {
  return [...html.matchAll(/<form method="post" action="([^"]+)"([^>]*)>([\s\S]*?)<\/form>/gu)].map(
    ([, action = '', more = '', inner = '']) => ({
      action: unescaped(action),
      html: inner,
      button: textOf(inner.match(/<button[^>]*>([\s\S]*?)<\/button>/u)?.[1] ?? ''),
      inputs: Object.fromEntries(
        [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu)].map(
          ([, name = '', value = '']) => [name, unescaped(value)],
        ),
      ),
      isFields: more.includes('novalidate'),
      isForFiles: more.includes('enctype="multipart/form-data"'),
    }),
  );
}

function linksIn(html: string): readonly { readonly label: string; readonly url: string }[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gu)].map(
    ([, url = '', label = '']) => ({
      url: unescaped(url),
      label: textOf(label),
    }),
  );
}

/** Links and buttons in the order in which they stand. */
function buttonsIn(html: string): readonly string[] {
  return [...html.matchAll(/<(a|button)[^>]*>([\s\S]*?)<\/\1>/gu)].map(([, , label = '']) => textOf(label));
}

function fieldsIn(html: string): readonly ShownField[] {
  return drawnFields(html).map(({ name, inner }) => {
    const control = inner.match(/<(input (?!type="hidden")|select|textarea)[^>]*>/u)?.[0] ?? '';
    const options = [...inner.matchAll(/<option value="([^"]*)"( selected)?>([\s\S]*?)<\/option>/gu)].map(
      ([, value = '', selected, label = '']) => ({
        value: unescaped(value),
        label: textOf(label),
        isChosen: selected !== undefined,
      }),
    );
    const hint = inner.match(new RegExp(`id="aide-${name}">([\\s\\S]*?)</p>`, 'u'))?.[1];
    const given = textOf(inner.match(/<p class="given"[^>]*>([\s\S]*?)<\/p>/u)?.[1] ?? '');
    return {
      name,
      given: inner.includes('<input type="file"') ? given : null,
      label: textOf(inner.match(/<span class="name">([\s\S]*?)<\/span>/u)?.[1] ?? ''),
      required: / required/u.test(control),
      hint: hint === undefined ? null : textOf(hint),
      value: standingIn(control, inner, options.find(({ isChosen }) => isChosen)?.value),
      options: options.filter(({ value }) => value !== '').map(({ label }) => label),
    };
  });
}

function standingIn(control: string, inner: string, chosen: string | undefined): string {
  if (control.startsWith('<select')) return chosen ?? '';
  if (control.startsWith('<textarea'))
    return unescaped(inner.match(/<textarea[^>]*>\n([\s\S]*?)<\/textarea>/u)?.[1] ?? '');
  const typed = unescaped(control.match(/ value="([^"]*)"/u)?.[1] ?? '');
  return control.includes('class="day"') ? isoOf(typed) : typed;
}

/** The day as other platforms' calendars give it. */
function isoOf(typed: string): string {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/u.exec(typed) ?? [];
  const iso = `${year}-${month}-${day}`;
  return day !== undefined && frDay(iso) === typed ? iso : typed;
}

function errorsIn(html: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    drawnFields(html).flatMap(({ name, inner }) => {
      const said = inner.match(/<p class="error"[^>]*>([\s\S]*?)<\/p>/u)?.[1];
      return said === undefined ? [] : [[name, textOf(said).replace(/^Erreur\u00a0: /u, '')]];
    }),
  );
}

function drawnFields(html: string): readonly { readonly name: string; readonly inner: string }[] {
  return html
    .split(/<div class="field(?: faulty)?" data-field="/u)
    .slice(1)
    .map((part) => ({ name: part.slice(0, part.indexOf('"')), inner: part }));
}

function targetOf(action: string, path: string): string {
  return new URL(action, `http://pages.invalid${path}`).pathname;
}

function within(html: string, pattern: RegExp): readonly string[] {
  return [...html.matchAll(pattern)].map((match) => match[2] ?? '');
}

function contains(html: string, part: string): boolean {
  return html.includes(part);
}

/** What a reader sees: a space between the parts of a table or of a list, none where a word goes on. */
function textOf(html: string): string {
  return unescaped(
    html
      .replaceAll(/<(?:br|\/p|\/li|\/h\d|\/t[hdr]|\/div|\/pre|\/ul)[^>]*>/gu, ' ')
      .replaceAll(/<[^>]*>/gu, ''),
  ).trim();
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
