import { byId, make } from './dom.js';

/** The file that goes with the next line: chosen, named, taken away again. `onChosen` is called once there is one. */
export function createAttachment(onChosen) {
  const input = byId('file');
  const attach = byId('attach');
  const shown = byId('attached');

  attach.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    show();
    if (file() !== null) onChosen();
  });

  function file() {
    return input.files[0] ?? null;
  }

  function show() {
    const chosen = file();
    if (chosen === null) {
      shown.replaceChildren();
      return;
    }
    const name = make('span', {
      className: 'attached-name',
      textContent: `Fichier joint\u00a0: ${chosen.name}`,
    });
    const remove = make(
      'button',
      { type: 'button', className: 'button quiet' },
      'Retirer',
      make('span', { className: 'hidden', textContent: ' le fichier joint' }),
    );
    remove.addEventListener('click', () => {
      clear();
      attach.focus();
    });
    shown.replaceChildren(name, remove);
  }

  function clear() {
    input.value = '';
    show();
  }

  return { file, clear };
}
