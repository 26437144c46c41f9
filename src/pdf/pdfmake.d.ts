/** What Jalon draws with of pdfmake. Its published types bring the browser's globals into the whole project. */
declare module 'pdfmake' {
  type Margin = [left: number, top: number, right: number, bottom: number];

  interface Style {
    readonly font?: string;
    readonly fontSize?: number;
    readonly lineHeight?: number;
    readonly bold?: boolean;
    readonly color?: string;
    readonly margin?: Margin;
  }

  interface Placed {
    readonly style?: string;
    readonly margin?: Margin;
    readonly width?: number;
    readonly alignment?: 'right';
    readonly unbreakable?: boolean;
    readonly pageBreak?: 'after';
  }

  interface Layout {
    readonly hLineWidth?: (row: number, node: { readonly table: Table }) => number;
    readonly vLineWidth?: () => number;
    readonly hLineColor?: () => string;
    readonly fillColor?: () => string;
  }

  interface Table {
    readonly widths: readonly (number | '*' | 'auto')[];
    readonly headerRows?: number;
    readonly dontBreakRows?: boolean;
    readonly body: readonly (readonly Content[])[];
  }

  export type Content = Placed &
    (
      | { readonly text: string; readonly preserveLeadingSpaces?: boolean; readonly link?: string }
      | { readonly stack: readonly Content[] }
      | { readonly ul: readonly string[] }
      | { readonly columns: readonly Content[] }
      | { readonly table: Table; readonly layout: Layout }
      | { readonly qr: string; readonly fit: number; readonly eccLevel: 'M' }
      | { readonly svg: string; readonly height: number }
    );

  export interface Definition {
    readonly pageSize: 'A4';
    readonly pageMargins: Margin;
    readonly version: '1.7';
    readonly language: string;
    readonly displayTitle: boolean;
    readonly info: Readonly<Record<string, unknown>>;
    readonly content: readonly Content[];
    readonly footer: (page: number, pages: number) => Content;
    readonly defaultStyle: Style;
    readonly styles: Readonly<Record<string, Style>>;
  }

  interface Pdfmake {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Uint8Array> };
  }

  const pdfmake: Pdfmake;
  // biome-ignore lint/style/noDefaultExport: that is how pdfmake is published.
  export default pdfmake;
}
