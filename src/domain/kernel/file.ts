/** What a file is by its content, named by its usual extension. Nothing else is taken: see `FileReason`. */
export type FileKind =
  | 'pdf'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'odt'
  | 'ods'
  | 'odp'
  | 'png'
  | 'jpg'
  | 'txt'
  | 'csv';

/** A file that somebody gave, kept by what it holds: the same bytes are kept once, whatever they are called. */
export interface KeptFile {
  /** SHA-256 of its bytes, hexadecimal. */
  readonly hash: string;
  /** As its owner called it, without a path; its extension is that of its kind. */
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
}
