import { LONGEST_READ } from '../usecases/text-reader.ts';
import { UnreadError } from './unread.ts';

interface Paragraph {
  readonly pieces: string[];
  /** Paragraphs that stand inside it, in a text box or a note: they follow it, or they would cut its sentence. */
  readonly inside: string[];
}

/**
 * Gathers text in lines, a paragraph each; those without anything but white space are left out. Throws `UnreadError`
 * (`too-long`) as soon as there is more than `LONGEST_READ`, whatever comes after.
 */
export class Lines {
  readonly #lines: string[] = [];
  readonly #open: Paragraph[] = [];
  #length = 0;

  /** Text of the innermost paragraph; outside of one, nothing is written. */
  write(text: string): void {
    const paragraph = this.#open.at(-1);
    if (paragraph === undefined) return;
    this.#length += text.length;
    if (this.#length > LONGEST_READ) throw new UnreadError('too-long');
    paragraph.pieces.push(text);
  }

  begin(): void {
    this.#open.push({ pieces: [], inside: [] });
  }

  end(): void {
    const ended = this.#open.pop();
    if (ended === undefined) return;
    const text = ended.pieces.join('');
    const lines = text.trim() === '' ? ended.inside : [text, ...ended.inside];
    (this.#open.at(-1)?.inside ?? this.#lines).push(...lines);
  }

  /** How many lines there are: what `forget` goes back to. */
  get count(): number {
    return this.#lines.length;
  }

  /** Takes back the lines written since there were so many. */
  forget(count: number): void {
    this.#lines.splice(count);
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}
