import { JalonError } from '../usecases/errors.ts';
import type { UnreadReason } from '../usecases/text-reader.ts';

/** A file whose text cannot be had, and why. */
export class UnreadError extends JalonError {
  readonly why: UnreadReason;

  constructor(why: UnreadReason) {
    super(`a file was not read: ${why}`);
    this.why = why;
  }
}
