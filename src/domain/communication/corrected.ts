import { checkText } from './check.ts';
import { edited } from './edits.ts';
import { ACCOUNT } from './handles.ts';
import { MENTION } from './mention.ts';
import type { Support } from './supports.ts';

const BLOCK_TAG = /<\/(?:p|div|body|html|section|article|main|li|ul|table|h[1-6])>/iu;
const CLOSING = /<\/(?:body|html)>$/iu;

/**
 * The text with the rules applied (règlement, art. 9): what slips is put right where it stands; the mention where it is absent,
 * and on a social network the account, are added at the end. All the rest is byte for byte what it was.
 */
export function correctedText(text: string, support: Support | null): string {
  // Names that slip within a mention that slips are read once the mention is right.
  return correctedOnce(correctedOnce(text, support), support);
}

function correctedOnce(text: string, support: Support | null): string {
  const { findings, edits } = checkText(text, support);
  const mended = edited(text, edits);
  const added = findings.flatMap(({ rule, state }) => {
    if (state !== 'absent') return [];
    return rule === 'mention' ? [MENTION] : [ACCOUNT];
  });
  return added.length === 0 ? mended : withEnd(mended, added);
}

function withEnd(text: string, lines: readonly string[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (BLOCK_TAG.test(text)) {
    const at = beforeClosing(text);
    return `${text.slice(0, at)}${end}${lines.map((line) => `<p>${line}</p>`).join(end)}${text.slice(at)}`;
  }
  const body = text.trimEnd();
  const trailing = text.slice(body.length);
  return body === '' ? `${lines.join(end)}${trailing}` : `${body}${end}${end}${lines.join(end)}${trailing}`;
}

/** Where a page's last tags begin, with the white space before them. */
function beforeClosing(text: string): number {
  let body = text.trimEnd();
  for (let tag = CLOSING.exec(body); tag !== null; tag = CLOSING.exec(body))
    body = body.slice(0, tag.index).trimEnd();
  return body.length;
}
