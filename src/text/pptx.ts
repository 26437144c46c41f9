import { Lines } from './lines.ts';
import { officeTypes, ofType, writeOffice } from './office.ts';
import { type Parts, partsOf } from './parts.ts';
import { readXml } from './xml.ts';

/**
 * Text of a presentation: its slides in the order of their numbers, then what the layouts and masters that they use show on
 * each of them. Speakers' notes are not read: nobody sees them on a slide. Throws for a broken one.
 */
export function pptxText(bytes: Uint8Array): string {
  const types = officeTypes(bytes);
  const parts = partsOf(bytes, (path) =>
    /^ppt\/(?:slides|slideLayouts|slideMasters)\/(?:_rels\/)?[^/]+$/u.test(path),
  );
  const lines = new Lines();
  for (const slide of ofType(parts, types, 'slide+xml')) writeOffice(slide, lines);
  const layouts = targetsOf(parts, 'slides', 'slideLayouts');
  const masters = targetsOf(parts, 'slideLayouts', 'slideMasters', layouts);
  for (const path of [...layouts, ...masters]) {
    const part = parts.get(path);
    if (part !== undefined) writeOffice(part, lines, true);
  }
  return lines.toString();
}

/** Paths of the parts in one folder that those of another one, or of these paths alone, refer to. */
function targetsOf(
  parts: Parts,
  from: string,
  to: string,
  referring?: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [path, part] of parts) {
    const owner = path.replace('/_rels/', '/').replace(/\.rels$/u, '');
    if (owner === path || !path.startsWith(`ppt/${from}/`) || referring?.has(owner) === false) continue;
    readXml(part, new Set(), {
      onOpen: (_, { Target: target = '' }) => {
        const [folder, file] = target.split('/').slice(-2);
        if (folder === to) found.add(`ppt/${to}/${file}`);
      },
      onClose: () => undefined,
      onText: () => undefined,
    });
  }
  return found;
}
