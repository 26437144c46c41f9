import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { ProgrammeFault } from '../usecases/programme-words.ts';

/** A YAML file as plain values, with what is needed to say on which line a field stands. */
export interface YamlFile {
  readonly path: string;
  readonly value: unknown;
  /** « file:line:column field : message » for a fault found in the values. */
  locate(fault: ProgrammeFault): string;
  /** The line, from 1, of a field. */
  lineOf(field: ProgrammeFault['path']): number;
}

export type YamlRead =
  | { readonly ok: true; readonly file: YamlFile }
  | { readonly ok: false; readonly faults: string[] };

const maxBytes = 1_000_000;

/**
 * Reads a YAML file of one document. Refused, each with its line where there is one: a file that
 * cannot be read, is larger than 1 MB or is not UTF-8, a fault of syntax, a key given twice, a tag that
 * is not YAML's own, aliases (a small file could unfold into a huge one) and nesting without measure.
 */
export function readYaml(path: string): YamlRead {
  const text = readText(path);
  if (!text.ok) return { ok: false, faults: [`${path}: ${text.fault}`] };
  const lines = new LineCounter();
  try {
    const document = parseDocument(text.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
    const faults = syntaxFaults(path, document, lines);
    if (faults.length > 0) return { ok: false, faults };
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    const locate = (fault: ProgrammeFault) => {
      const { line, col } = position(document, lines, fault.path);
      return `${path}:${line}:${col}${fieldName(fault.path)}: ${fault.message}`;
    };
    const lineOf = (field: ProgrammeFault['path']) => position(document, lines, field).line;
    return { ok: true, file: { path, value, locate, lineOf } };
  } catch (cause) {
    const message =
      'fichier refusé : les alias (« &nom », « *nom ») et les imbrications profondes ne sont pas admis';
    return { ok: false, faults: [`${path}: ${message} (${cause})`] };
  }
}

type TextRead = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: string };

function readText(path: string): TextRead {
  try {
    if (statSync(path).size > maxBytes) return { ok: false, fault: 'fichier trop volumineux : au plus 1 Mo' };
    const bytes = readFileSync(path);
    if (!isUtf8(bytes))
      return { ok: false, fault: "le fichier n'est pas en UTF-8 : enregistrez-le dans ce codage" };
    return { ok: true, text: new TextDecoder().decode(bytes) };
  } catch (cause) {
    return { ok: false, fault: `fichier illisible (${cause})` };
  }
}

/** One fault a line: the parser often complains several times of the same slip. */
function syntaxFaults(path: string, document: Document, lines: LineCounter): string[] {
  const first = new Map<number, string>();
  for (const { pos, code } of [...document.errors, ...document.warnings]) {
    const { line, col } = lines.linePos(pos[0]);
    if (!first.has(line))
      first.set(line, `${path}:${line}:${col} ${syntaxMessages.get(code) ?? anyOtherSlip(code)}`);
  }
  return [...first.values()];
}

const syntaxMessages: ReadonlyMap<string, string> = new Map([
  ['DUPLICATE_KEY', 'ce champ est écrit deux fois : gardez-en un seul'],
  ['TAB_AS_INDENT', 'tabulation en début de ligne : mettez des espaces'],
  ['BAD_INDENT', 'retrait inattendu : alignez cette ligne avec celles du même groupe'],
  ['MULTIPLE_DOCS', 'un seul document par fichier : retirez les lignes « --- »'],
  ['TAG_RESOLVE_FAILED', 'étiquette « !… » inconnue : retirez-la'],
]);

function anyOtherSlip(code: string): string {
  return `écriture YAML incorrecte (${code}) : vérifiez les deux-points, les guillemets et les accolades de cette ligne et de la précédente`;
}

/** Line and column of a field, or of the closest group around it when the field is absent. */
function position(
  document: Document,
  lines: LineCounter,
  path: ProgrammeFault['path'],
): { readonly line: number; readonly col: number } {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    const found = child(node, key);
    if (found === null) break;
    offset = found.offset;
    node = found.node;
  }
  return lines.linePos(offset);
}

function child(node: Node | null, key: string | number): { node: Node | null; offset: number } | null {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return isNode(item) ? { node: item, offset: item.range?.[0] ?? 0 } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
  if (pair === undefined || !isScalar(pair.key)) return null;
  return { node: isNode(pair.value) ? pair.value : null, offset: pair.key.range?.[0] ?? 0 };
}

function fieldName(path: ProgrammeFault['path']): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return name === '' ? '' : ` ${name.replace(/^\./, '')}`;
}
