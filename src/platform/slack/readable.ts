/** What people call those whom a text mentions, by Slack's id. */
export type Names = ReadonlyMap<string, string>;

/** A mention of somebody whose name is not known. */
const SOMEBODY = "@quelqu'un";

/** The ids of the people whom a text mentions without saying their name, each once. */
export function mentionedIn(delivered: string): readonly string[] {
  return [...new Set([...delivered.matchAll(/<@([A-Z0-9]+)>/g)].flatMap(([, id]) => id ?? []))];
}

/**
 * A message in Slack's markup as a reader sees it, in plain text: mentions by name, links by their label and address,
 * dates as Slack writes them out, no marks of bold or code. Nothing in it mentions anybody any more.
 */
export function readable(delivered: string, names: Names): string {
  return withoutMarks(delivered)
    .replaceAll(/<([^<>]*)>/g, (_whole, inner: string) => spelled(inner, names))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** What stands between angle brackets, with its label after a bar where Slack gives one. */
function spelled(inner: string, names: Names): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  switch (target.charAt(0)) {
    case '@':
      return mention(label || (names.get(target.slice(1)) ?? ''));
    case '#':
      return label === '' ? '#canal' : `#${label}`;
    case '!':
      return special(target.slice(1), label);
    default:
      return link(target, label);
  }
}

function mention(name: string): string {
  return name === '' ? SOMEBODY : `@${name}`;
}

/** `!here`, `!subteam^S1`, `!date^…`: the date is what Slack shows where it cannot format it. */
function special(what: string, label: string): string {
  const [kind = ''] = what.split('^');
  if (kind === 'date') return label;
  if (label !== '') return label.startsWith('@') ? label : `@${label}`;
  return kind === 'subteam' ? SOMEBODY : `@${kind}`;
}

function link(target: string, label: string): string {
  const address = target.replace(/^(?:mailto|tel):/i, '');
  const isSame = label === '' || label === address || target.endsWith(`//${label}`);
  return isSame ? address : `${label} (${address})`;
}

/** Marks of bold, italics and strikes, each in a pair around words; what stands in a link is never one. */
const marks = ['*', '_', '~'].map((mark) => {
  const beside = `[\\p{L}\\p{N}${mark}]`;
  const inside = `(?:<[^<>]*>|[^${mark}\\n<])+`;
  return new RegExp(`<[^<>]*>|(?<!${beside})[${mark}](?! )(${inside})(?<! )[${mark}](?!${beside})`, 'gu');
});

/** A star or an underscore that stands alone, or inside a word, is what somebody typed, and stays. */
function withoutMarks(text: string): string {
  const plain = text.replaceAll(/```\n?([^`]+?)\n?```/g, '$1').replaceAll(/`([^`\n]+)`/g, '$1');
  return marks.reduce(
    (rest, pattern) => rest.replaceAll(pattern, (whole, words: string | undefined) => words ?? whole),
    plain,
  );
}
