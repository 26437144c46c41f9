import { blockHtml, type Html, html, joinHtml, lines, NOTHING } from '../../../../cards/html.ts';
import type { Action, Card, Form, Values } from '../../../../cards/model.ts';
import { COMMAND_LINE, NOTHING_YET, toPutRight } from '../../../../cards/pages.ts';
import { labelled } from '../../../../cards/teams.ts';
import { commands, isTyped } from '../../../usecases/commands.ts';
import { fieldHtml, fieldId } from './field.ts';
import { OWN } from './own.ts';
import type { Session } from './session.ts';

const HELP = 'aide';

/** A card: its words, then its buttons. In the list of what one may do each command leads to its page. */
export function cardHtml(card: Card, session: Session): Html {
  const isHelp = card.name === 'help';
  const label = isHelp ? (name: string) => commandLink(name, session) : lines;
  return html`<h1>${card.title}</h1>
${card.blocks.map((block) => html`${blockHtml(block, label)}\n`)}${actionsHtml(card.actions, session)}${
  isHelp ? commandLine(session) : NOTHING
}`;
}

/**
 * A form: what to put right first, each with a link to its field, then the fields in order. `said` stands above it: a
 * refusal that concerns no field. `asksFirst`: a link opened it, and sending it is the act.
 */
export function formHtml(
  form: Form,
  session: Session,
  { said, asksFirst }: { readonly said: Card | null; readonly asksFirst: boolean },
): Html {
  const { href, carried } = session.target({ kind: 'form', command: form.command, values: form.hidden });
  const above =
    said === null
      ? NOTHING
      : html`<div role="alert" tabindex="-1" autofocus class="summary">${said.blocks.map((block) => blockHtml(block))}</div>\n`;
  const hint = asksFirst && isFilled(form) ? html`<p class="confirm">${NOTHING_YET}</p>\n` : NOTHING;
  return html`<h1>${form.title}</h1>
${above}${fieldsHtml(form, href, hint, hidden({ ...carried, [OWN.nonce]: session.nonce }))}`;
}

/** The inner form, for a page that belongs to nobody as for one that does. */
export function fieldsHtml(form: Form, action: string, above: Html, inputs: Html): Html {
  return html`${summary(form)}${form.intro.map((block) => html`${blockHtml(block)}\n`)}${above}<form method="post" action="${action}"${encoding(form)} novalidate>
${inputs}${form.fields.map((field) => fieldHtml(field, form))}<p class="acts"><button type="submit" class="act primary">${form.submitLabel}</button></p>
</form>`;
}

/** As a browser must send files. */
function encoding({ fields }: Form): Html {
  return fields.some(({ widget }) => widget === 'file') ? html` enctype="multipart/form-data"` : NOTHING;
}

/** In the order of the fields, each with its name; what concerns no field comes last. */
function summary({ fields, errors }: Form): Html {
  const byField = fields.flatMap(({ name, label }) => {
    const sentence = errors[name];
    return sentence === undefined
      ? []
      : [html`<li><a href="#${fieldId(name)}">${labelled(label, sentence)}</a></li>`];
  });
  const others = Object.entries(errors).filter(([name]) => !fields.some((field) => field.name === name));
  const items = [...byField, ...others.map(([, sentence]) => html`<li>${sentence}</li>`)];
  if (items.length === 0) return NOTHING;
  return html`<div role="alert" tabindex="-1" autofocus class="summary"><p>${toPutRight(items.length)}</p><ul>${items}</ul></div>\n`;
}

function isFilled({ fields, values }: Form): boolean {
  return fields.every(({ name, required }) => !required || (values[name] ?? '') !== '');
}

function actionsHtml(actions: readonly Action[], session: Session): Html {
  if (actions.length === 0) return NOTHING;
  return html`<div class="acts">${actions.map((action) => actionHtml(action, session))}</div>\n`;
}

/** What runs is sent, since it may change something; what only opens a form is a link. */
function actionHtml(action: Action, session: Session): Html {
  switch (action.kind) {
    case 'run': {
      const { label, command, values, style } = action;
      const { href, carried } = session.target({ kind: 'look', command, values });
      return button(label, style, href, { ...carried, [OWN.nonce]: session.nonce });
    }
    case 'form': {
      const { label, command, values, style } = action;
      const { href, carried } = session.target({ kind: 'form', command, values });
      if (Object.keys(carried).length > 0)
        return button(label, style, href, { ...carried, [OWN.opens]: '1' });
      return html`<a class="act ${style}" href="${href}">${label}</a>`;
    }
    case 'link':
      return /^(?:https?:|mailto:)/iu.test(action.url)
        ? html`<a class="act normal" href="${action.url}" rel="noopener noreferrer">${action.label}</a>`
        : html`<p>${labelled(action.label, action.url)}</p>`;
  }
}

function button(label: string, style: string, href: string, inputs: Values): Html {
  return html`<form method="post" action="${href}">${hidden(inputs)}<button type="submit" class="act ${style}">${label}</button></form>`;
}

function hidden(values: Values): Html {
  return joinHtml(
    Object.entries(values).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`,
    ),
  );
}

function commandLink(name: string, session: Session): Html {
  const isCommand = commands.some((command) => command.word === name && isTyped(command));
  if (!isCommand) return lines(name);
  return html`<a href="${session.target({ kind: 'look', command: name, values: {} }).href}">${name}</a>`;
}

/** A card that says « écrivez » needs a place to write. */
function commandLine(session: Session): Html {
  const { href } = session.target({ kind: 'look', command: HELP, values: {} });
  const { title, label, hint, send } = COMMAND_LINE;
  return html`<h2 id="commande">${title}</h2>
<form method="post" action="${href}" aria-labelledby="commande">${hidden({ [OWN.nonce]: session.nonce })}<div class="field">
<label for="ligne"><span class="name">${label}</span></label>
<p class="hint" id="aide-ligne">${hint}</p>
<input type="text" id="ligne" name="${OWN.line}" aria-describedby="aide-ligne" autocomplete="off" autocapitalize="none"></div>
<p class="acts"><button type="submit" class="act normal">${send}</button></p></form>`;
}
