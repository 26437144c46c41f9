import { make } from './dom.js';
import { hostConfig } from './host-config.js';

const { AdaptiveCards } = globalThis;
const config = new AdaptiveCards.HostConfig(hostConfig);

/** What a button's data holds beside the inputs that the renderer merges into it. */
const notInputs = new Set(['command', 'values', 'verb', 'opening', 'msteams']);

// Texts are plain by construction: cards hold no Markdown, and none is made of what people typed.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = () => undefined;
// Buttons and fields are stops of the Tab key; a whole card is not.
AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;

/**
 * Draws Adaptive Cards with Microsoft's renderer into `container`, in place of what it held.
 * @param errors French sentence by field name: these fields are marked invalid
 * @param onAct called with `{ verb, command, values, label }` when a button is pressed
 * @returns the drawn fields, in order
 */
export function drawCards(container, cards, errors, onAct) {
  const drawn = cards.map((json) => drawCard(json, onAct));
  container.replaceChildren(...drawn.map(({ element }) => element));
  const fields = drawn.flatMap(({ card }) => card.getAllInputs());
  for (const field of fields) {
    const control = field.renderedInputControlElement;
    if (control === undefined || !Object.hasOwn(errors, field.id)) continue;
    control.classList.add('ac-input-validation-failed');
    control.setAttribute('aria-invalid', 'true');
    describeBy(control, container, errors[field.id]);
  }
  return fields;
}

function drawCard(json, onAct) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  card.parse(json);
  card.onExecuteAction = (action) => execute(action, onAct);
  const element =
    card.render() ?? make('p', { className: 'small', textContent: 'Cette carte n’a pas pu être dessinée.' });
  for (const link of element.querySelectorAll('a')) link.rel = 'noopener noreferrer';
  return { card, element };
}

function execute(action, onAct) {
  if (action instanceof AdaptiveCards.OpenUrlAction) {
    if (/^(https?:|mailto:)/i.test(action.url ?? ''))
      globalThis.open(action.url, '_blank', 'noopener,noreferrer');
    return;
  }
  if (!(action instanceof AdaptiveCards.ExecuteAction)) return;
  const data = action.data ?? {};
  const inputs = Object.entries(data).filter(
    ([name, value]) => !notInputs.has(name) && typeof value === 'string',
  );
  const values = { ...data.values, ...Object.fromEntries(inputs) };
  onAct({ verb: action.verb, command: data.command, values, label: action.title ?? '' });
}

/** Ties a field to the sentence drawn beneath it, so that it is read with the field. */
function describeBy(control, container, sentence) {
  const shown = [...container.querySelectorAll('.ac-textBlock, .ac-richTextBlock')].find((block) =>
    block.textContent.includes(sentence),
  );
  if (shown === undefined) return;
  if (shown.id === '') shown.id = `${control.id}-error`;
  control.setAttribute('aria-describedby', shown.id);
}
