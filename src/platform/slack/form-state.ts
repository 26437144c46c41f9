import type { Values } from '../../../cards/model.ts';
import { fieldActionId, fieldNameOf } from './fields.ts';
import type { FormContext } from './form.ts';
import { type Reader, readJson, readObject, readTexts } from './payload.ts';
import { readFiles, type SlackFile } from './sent-file.ts';

export const noContext: FormContext = { hidden: {}, given: {}, responseUrl: null, isHome: false };

/** What a form of ours carries. Throws `PayloadError` when it carries anything else. */
export function contextOf(metadata: string): FormContext {
  const read = readJson(metadata, 'what the form carries');
  return {
    hidden: readTexts(read.object('hidden'), 'what the form carries'),
    given: read.has('given') ? readTexts(read.object('given'), 'what the form carries') : {},
    responseUrl: read.maybeText('responseUrl'),
    isHome: read.flag('isHome'),
  };
}

/** What the visible fields hold; what was left empty is absent. */
export function typedValues(view: Reader): Values {
  const pairs = fieldsOf(view).flatMap(({ name, element }): [string, string][] => {
    const value =
      element.maybeText('value') ??
      element.maybeText('selected_date') ??
      element.maybeObject('selected_option')?.maybeText('value') ??
      null;
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs);
}

/** What was chosen in the fields for files. */
export function givenFiles(view: Reader): readonly SlackFile[] {
  return fieldsOf(view).flatMap(({ name, element }) => readFiles(element, name));
}

function fieldsOf(view: Reader): readonly { readonly name: string; readonly element: Reader }[] {
  const state = view.maybeObject('state')?.maybeObject('values');
  return (state?.entries() ?? []).flatMap(([blockId, block]) => {
    const name = fieldNameOf(blockId);
    const element = readObject(block, 'the state of a form').maybeObject(fieldActionId);
    return name === null || element === null ? [] : [{ name, element }];
  });
}
