/** Elements that stand on lines of their own. */
const BLOCKS = /^(?:p|div|ul|ol|li|table|tr|blockquote|pre|h[1-6]|hr|br|codeblock)$/u;
/** Elements whose content is not for reading. */
const UNREAD = /^(?:script|style|head|title|template|attachment)$/u;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  euro: '€',
};

/**
 * A message of Teams as a reader sees it, in plain text: lines and items of lists, mentions and emoji by name, links with
 * their address. Read in one pass, whatever it holds; the text is escaped again wherever it is shown.
 */
export function textOfHtml(html: string): string {
  const reader = new Reader();
  for (let at = 0; at < html.length; ) {
    const start = html.indexOf('<', at);
    reader.text(html.slice(at, start < 0 ? html.length : start));
    if (start < 0) break;
    const isTag = /[a-z/!]/iu.test(html.charAt(start + 1));
    const end = isTag ? html.indexOf('>', start) : start;
    if (isTag && end >= 0) reader.tag(html.slice(start + 1, end));
    else reader.text(end < 0 ? html.slice(start) : '<');
    at = end < 0 ? html.length : end + 1;
  }
  return tidy(reader.said);
}

class Reader {
  said = '';
  /** The element whose content is left out; null outside of one. */
  #unread: string | null = null;
  /** The links that are open: their address, and where their words begin. */
  readonly #links: { readonly address: string; readonly from: number }[] = [];

  text(raw: string): void {
    if (this.#unread === null) this.said += decoded(raw.replaceAll(/\s+/gu, ' '));
  }

  tag(inner: string): void {
    const isClosing = inner.startsWith('/');
    const [name = ''] = /^[a-z][\w-]*/iu.exec(isClosing ? inner.slice(1) : inner) ?? [];
    const element = name.toLowerCase();
    if (this.#unread !== null) {
      if (isClosing && element === this.#unread) this.#unread = null;
      return;
    }
    if (UNREAD.test(element) && !isClosing && !inner.endsWith('/')) this.#unread = element;
    else if (BLOCKS.test(element)) this.said += element === 'li' && !isClosing ? '\n- ' : '\n';
    else if (element === 'td' || element === 'th') this.said += ' ';
    else if (element === 'at' && !isClosing) this.said += '@';
    else if (element === 'img' || element === 'emoji') this.said += attributeOf(inner, 'alt');
    else if (element === 'a') this.#link(isClosing, inner);
  }

  #link(isClosing: boolean, inner: string): void {
    if (!isClosing) {
      this.#links.push({ address: attributeOf(inner, 'href'), from: this.said.length });
      return;
    }
    const link = this.#links.pop();
    if (link === undefined || !/^https?:\/\/\S+$/iu.test(link.address)) return;
    const words = this.said.slice(link.from).trim();
    if (words === '') this.said += link.address;
    else if (!link.address.includes(words)) this.said += ` (${link.address})`;
  }
}

function attributeOf(tag: string, name: 'alt' | 'href'): string {
  const pattern =
    name === 'alt' ? /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/iu : /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/iu;
  const [, double, single] = pattern.exec(tag) ?? [];
  return decoded(double ?? single ?? '');
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const isCharacter = code > 0x1f && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
    return isCharacter ? String.fromCodePoint(code) : ' ';
  });
}

/** No space at the end of a line, no more than one empty line. */
function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.replaceAll(/[\s\u00a0]+/gu, ' ').trim());
  return lines
    .filter((line, rank) => line !== '' || (rank > 0 && lines[rank - 1] !== ''))
    .join('\n')
    .trim();
}
