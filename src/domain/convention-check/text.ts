/** The text of a convention, made ready to be searched. */
export interface ConventionText {
  /** Straight quotes, one space between words, one empty line at most between paragraphs, no Markdown. */
  readonly plain: string;
  /** The same, letter for letter, in lower case without accents. */
  readonly folded: string;
  /** How many lines the text has as it was given; one when a chat took its line breaks away. */
  readonly lines: number;
  /** The line, from 1, of the text as it was given, on which a place of `plain` stands. */
  lineAt(at: number): number;
}

/**
 * Reads a text as word processors, PDF, Markdown and chats leave it: any quotes, spaces and line breaks, marks of
 * emphasis, escaped brackets. Since no two spaces and no two empty lines follow each other, patterns that search it
 * cannot be made to go back over long runs of them.
 */
export function readText(raw: string): ConventionText {
  const lines = raw.normalize('NFC').split(/\r\n|[\r\n\u2028\u2029]/u);
  const lineOf: number[] = [];
  const kept: string[] = [];
  for (const [index, line] of lines.entries()) {
    const plain = plainLine(line);
    if (plain === '' && kept.at(-1) === '') continue;
    kept.push(plain);
    for (let letter = 0; letter <= plain.length; letter += 1) lineOf.push(index + 1);
  }
  const plain = kept.join('\n');
  return { plain, folded: foldedLetters(plain), lines: lines.length, lineAt: (at) => Number(lineOf[at]) };
}

function plainLine(line: string): string {
  return line
    .replace(/[*\\\u00ad\u200b-\u200d\u2060]+|^\s*#+/gu, '')
    .replace(/[’‘ʼ]/gu, "'")
    .replace(/[“”„‟]/gu, '"')
    .replace(/[\s\u00a0\u202f\ufeff]+/gu, ' ')
    .trim();
}

/** In lower case without accents; a letter that would become several stays as it is, so that no place moves. */
function foldedLetters(text: string): string {
  return text
    .replace(/[^\n -~]/gu, (letter) => {
      const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
      return bare.length === letter.length ? bare : letter;
    })
    .toLowerCase();
}
