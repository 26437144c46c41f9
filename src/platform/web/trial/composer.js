import { createAttachment } from './attachment.js';
import { byId, make } from './dom.js';

/**
 * Where one writes to Jalon. `onSay` is called with a line and a file, or null, and gives back whether they left; if not,
 * they stay.
 */
export function createComposer(onSay) {
  const form = byId('composer');
  const line = byId('line');
  const chips = byId('chips');
  const button = byId('send');
  const attachment = createAttachment(() => line.focus());
  let sending = false;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitLine();
  });
  line.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submitLine();
  });

  async function submitLine() {
    const text = line.value;
    const file = attachment.file();
    if (sending || (text.trim() === '' && file === null)) return;
    line.value = '';
    const left = await submit(text, file);
    if (left) attachment.clear();
    else if (line.value === '') line.value = text;
  }

  async function submit(text, file) {
    if (sending) return false;
    sending = true;
    button.setAttribute('aria-disabled', 'true');
    try {
      return await onSay(text, file);
    } finally {
      sending = false;
      button.removeAttribute('aria-disabled');
    }
  }

  return {
    /** Shows commands ready to send, as buttons. */
    offer(commands) {
      chips.replaceChildren(
        ...commands.map((command) => {
          const chip = make('button', { type: 'button', className: 'chip', textContent: command });
          chip.addEventListener('click', () => submit(command, null));
          return make('li', {}, chip);
        }),
      );
    },
  };
}
