/** What Jalon asks of fontkit, the reader of fonts that pdfmake draws with. It brings no types of its own. */
declare module 'fontkit' {
  /** The code points that a font file (its path) has glyphs for. */
  export function openSync(path: string): { readonly characterSet: readonly number[] };
}
