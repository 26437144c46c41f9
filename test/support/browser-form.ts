/** A field as a form of a browser sends it. */
export interface BrowserField {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Of a field for files: empty where none was chosen. */
  readonly fileName?: string;
}

/** What stands between its parts, after two dashes. */
export const BOUNDARY = '----WebKitFormBoundaryX';

/** What announces `browserForm`. */
export const BROWSER_FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A form with files as browsers write it; Node's own leaves out that a field for files is empty. */
export function browserForm(fields: readonly BrowserField[]): Uint8Array<ArrayBuffer> {
  const parts = fields.flatMap(({ name, content, fileName }) => {
    const file =
      fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: application/octet-stream`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')];
  });
  return Uint8Array.from(Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]));
}
