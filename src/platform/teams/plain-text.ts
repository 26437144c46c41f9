import type { JsonObject } from '../../usecases/ports.ts';

/**
 * Text that Teams shows as it is. TextBlock, Fact and headings run their text through a Markdown subset, and
 * backslash escapes are shown as they stand by the Android and iOS clients (microsoft/AdaptiveCards#5590,
 * MicrosoftDocs/msteams-docs#5793): so a text that Markdown would touch goes into the runs of a RichTextBlock,
 * which have no Markdown at all, and is never escaped.
 */
export type Run = Readonly<Record<string, string | boolean>>;

const INLINE_MARKUP = /[*_`~[\]<>\\|]|&#?\w+;|\{\{/u;
const LINE_MARKUP = /^\s*(?:[-+#]|\d+[.)])/mu;

/** True when no Markdown, HTML, mention or date function of an Adaptive Cards host would change this text. */
export function isInert(text: string): boolean {
  return !INLINE_MARKUP.test(text) && !LINE_MARKUP.test(text) && !text.includes('\n');
}

/**
 * One RichTextBlock for each line: hosts disagree on line breaks inside a run. `style` goes on each run, `first`
 * is the spacing before the first line.
 */
export function plainLines(text: string, style: Run = {}, first = 'Default'): readonly JsonObject[] {
  let spacing = first;
  const lines: JsonObject[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split(/[\n\r\u2028\u2029]/u)) {
    if (line.trim() === '') {
      spacing = 'Medium';
      continue;
    }
    lines.push({ ...richText([run(line, style)]), ...(spacing === 'Default' ? {} : { spacing }) });
    spacing = 'None';
  }
  return lines;
}

/** A line made of runs. */
export function richText(inlines: readonly (string | JsonObject)[]): JsonObject {
  return { type: 'RichTextBlock', inlines };
}

/** A run of text; without style, its JSON is the text alone. */
export function run(text: string, style: Run = {}): string | JsonObject {
  const inert = withoutFunctions(text);
  return Object.keys(style).length === 0 ? inert : { type: 'TextRun', text: inert, ...style };
}

/** `{{DATE(…)}}` and `{{TIME(…)}}` are replaced by hosts even in a run: a word joiner, invisible, keeps them as typed. */
function withoutFunctions(text: string): string {
  return text.replaceAll(/\{(?=\{(?:DATE|TIME)\()/giu, '{\u2060');
}
