import { byId, make } from './dom.js';

/** Where one writes to Jalon. `onSay` is called with a line and gives back whether it left; if not, the line stays. */
export function createComposer(onSay) {
  const form = byId('composer');
  const line = byId('line');
  const chips = byId('chips');
  const button = byId('send');
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
    if (sending || text.trim() === '') return;
    line.value = '';
    const left = await submit(text);
    if (!left && line.value === '') line.value = text;
  }

  async function submit(text) {
    if (sending) return false;
    sending = true;
    button.setAttribute('aria-disabled', 'true');
    try {
      return await onSay(text);
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
          chip.addEventListener('click', () => submit(command));
          return make('li', {}, chip);
        }),
      );
    },
  };
}
