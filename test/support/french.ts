import type { Block, Card, Form } from '../../cards/model.ts';

/** Rules of French typography that every text of ours keeps; texts of people are theirs. */
const FAULTS: readonly (readonly [string, RegExp])[] = [
  ['a plain space before « : ; ! ? »', / [:;!?»]/u],
  ['a plain space after «', /« /u],
  ['quotes without no-break spaces', /«[^\u00a0]|[^\u00a0]»/u],
  ['a colon without its no-break space', /[\p{L}\p{N})»]:(?=\s|$)|\u202f:/u],
  ['a mark without its narrow space', /[\p{L}\p{N})»][;!?](?=\s|$)|\u00a0[;!?]/u],
  ['three dots for one sign', /\.\.\./u],
  ['a curly apostrophe among straight ones', /’/u],
];

/** What is wrong with the typography of a text; empty when nothing is. */
export function typographyFaults(text: string): readonly string[] {
  return FAULTS.filter(([, fault]) => fault.test(text)).map(([what]) => `${what}: ${text}`);
}

/** Every text that the card shows, drawings aside. */
export function textsOfCard(card: Card): readonly string[] {
  return [card.title, ...card.blocks.flatMap(textsOfBlock), ...card.actions.map((action) => action.label)];
}

/** Every text that the form shows, what was typed aside. */
export function textsOfForm(form: Form): readonly string[] {
  const fields = form.fields.flatMap((f) => [f.label, f.hint ?? '', ...f.options.map((o) => o.label)]);
  return [form.title, form.submitLabel, ...fields, ...Object.values(form.errors)];
}

/** Spaces of every kind as plain ones, to compare sentences by their words. */
export function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
}

function textsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'notice':
      return [block.text];
    case 'facts':
      return block.facts.flatMap((fact) => [fact.label, fact.value]);
    case 'list':
      return block.items;
    case 'table':
      return [...block.columns, ...block.rows.flat()];
    case 'code':
      return [];
  }
}
