import type { Reader } from './payload.ts';

/** A file as a payload tells of it; what it holds is asked for with the workspace's token. */
export interface SlackFile {
  /** The field of a form that it was given in; null for one that came with a message. */
  readonly field: string | null;
  /** Empty where the payload names none. */
  readonly id: string;
  readonly name: string;
  /** Null where Slack keeps none (any more): a link to elsewhere, a file that was taken back. */
  readonly url: string | null;
  /** As Slack says, in bytes; 0 where it does not. */
  readonly bytes: number;
  /** Whether all but its id must be asked for, as for files of other organisations (Slack Connect). */
  readonly isStub: boolean;
}

/** The files of a field of a form, or of a message. */
export function readFiles(holder: Reader, field: string | null): readonly SlackFile[] {
  return holder.objects('files').map((file) => readFile(file, field));
}

export function readFile(file: Reader, field: string | null): SlackFile {
  return {
    field,
    id: file.maybeText('id') ?? '',
    name: file.maybeText('name') || file.maybeText('title') || '',
    url: file.maybeText('url_private_download') ?? file.maybeText('url_private'),
    bytes: file.number('size'),
    isStub: file.maybeText('file_access') === 'check_file_info',
  };
}
