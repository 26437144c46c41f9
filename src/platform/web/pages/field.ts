import { FILE_EXTENSIONS, replaceableFiles } from '../../../../cards/files.ts';
import { type Html, html, NOTHING } from '../../../../cards/html.ts';
import type { Field, Form } from '../../../../cards/model.ts';
import { atMost, atMostFiles, CHOOSE, DAY_FORMAT, errorText, OPTIONAL } from '../../../../cards/pages.ts';
import { frDay } from '../../../../cards/words.ts';
import { MOST_BYTES } from '../../../usecases/attachments/kinds.ts';
import { readDay } from '../../../usecases/day-text.ts';

/** Forms about whoever fills them in: only there may a browser offer what it knows of its owner. */
const ABOUT_ONESELF = new Set(['inscription', 'acces']);

/** Where the link of an error leads. */
export function fieldId(name: string): string {
  return `champ-${name}`;
}

/** One field: label, hint, error, control, tied together for those who do not see them. What was typed is never cut. */
export function fieldHtml(field: Field, form: Form): Html {
  const { name, label, required, hint } = field;
  const error = form.errors[name];
  const format = formatOf(field);
  const given = givenIn(field);
  const notes = [
    hint === null ? null : { id: `aide-${name}`, classes: 'hint', text: hint },
    format === null ? null : { id: `format-${name}`, classes: 'format', text: format },
    given === null ? null : { id: `joint-${name}`, classes: 'given', text: given },
    error === undefined ? null : { id: `erreur-${name}`, classes: 'error', text: errorText(error) },
  ].filter((note) => note !== null);
  const mark = required ? NOTHING : html` <span class="optional">${OPTIONAL}</span>`;
  return html`<div class="field${error === undefined ? '' : ' faulty'}" data-field="${name}">
<label for="${fieldId(name)}"><span class="name">${label}</span>${mark}</label>
${notes.map(({ id, classes, text }) => html`<p class="${classes}" id="${id}">${text}</p>\n`)}${control(
  field,
  form,
  attributes(
    field,
    form,
    notes.map(({ id }) => id),
  ),
)}
</div>
`;
}

function attributes(field: Field, form: Form, describedBy: readonly string[]): Html {
  const described = describedBy.length === 0 ? NOTHING : html` aria-describedby="${describedBy.join(' ')}"`;
  const invalid = form.errors[field.name] === undefined ? NOTHING : html` aria-invalid="true"`;
  const required = field.required && givenIn(field) === null ? html` required` : NOTHING;
  return html`id="${fieldId(field.name)}" name="${field.name}"${described}${invalid}${required}`;
}

function control(field: Field, form: Form, common: Html): Html {
  const value = form.values[field.name] ?? '';
  const complete = autocompleteOf(field, form);
  switch (field.widget) {
    case 'text':
      return html`<input type="text" ${common} value="${value}" autocomplete="${complete}">`;
    case 'email':
      return html`<input type="email" ${common} value="${value}" autocomplete="${complete}" autocapitalize="none" spellcheck="false">`;
    case 'phone':
      return html`<input type="tel" ${common} value="${value}" autocomplete="${complete}">`;
    case 'date':
      return html`<input type="text" ${common} value="${shownDay(value)}" autocomplete="off" class="day">`;
    case 'multiline':
      // A browser takes the first line break of a text area away.
      return html`<textarea rows="6" ${common} autocomplete="off">\n${value}</textarea>`;
    case 'choice':
      return field.options.length === 0
        ? html`<input type="text" ${common} value="${value}" autocomplete="off">`
        : choice(field, value, common);
    case 'file':
      return files(field, value, common);
  }
}

const ACCEPTED = FILE_EXTENSIONS.map((extension) => `.${extension}`).join(',');

/** What was given already goes back with the form, unless something else is chosen in its place. */
function files(field: Field, value: string, common: Html): Html {
  const several = (field.mostFiles ?? 1) > 1 ? html` multiple` : NOTHING;
  const given =
    givenIn(field) === null ? NOTHING : html`<input type="hidden" name="${field.name}" value="${value}">\n`;
  return html`${given}<input type="file" ${common} accept="${ACCEPTED}"${several}>`;
}

/** The files that a field holds already; null for none. */
function givenIn({ widget, options }: Field): string | null {
  return widget === 'file' && options.length > 0 ? replaceableFiles(options.map(({ label }) => label)) : null;
}

function choice({ options, required }: Field, value: string, common: Html): Html {
  const isKnown = options.some((option) => option.value === value);
  const none = required && isKnown ? NOTHING : html`<option value="">${CHOOSE}</option>`;
  return html`<select ${common} autocomplete="off">${none}${options.map(
    (option) =>
      html`<option value="${option.value}"${option.value === value ? html` selected` : NOTHING}>${option.label}</option>`,
  )}</select>`;
}

/** A day as it is typed; what is no day stands as it was written. */
function shownDay(value: string): string {
  const day = readDay(value.trim());
  return day === null ? value : frDay(day.toString());
}

function formatOf({ widget, maxLength, mostFiles, hint }: Field): string | null {
  if (widget === 'file') return atMostFiles(mostFiles ?? 1, MOST_BYTES);
  if (widget === 'date') return hint?.includes(DAY_FORMAT) === true ? null : DAY_FORMAT;
  return widget === 'multiline' && maxLength !== null ? atMost(maxLength) : null;
}

function autocompleteOf({ name, widget }: Field, { command }: Form): string {
  if (!ABOUT_ONESELF.has(command)) return 'off';
  if (widget === 'email') return 'email';
  if (widget === 'phone') return 'tel';
  if (name === 'nom') return 'name';
  return name === 'fonction' ? 'organization-title' : 'off';
}
