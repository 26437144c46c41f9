import { byId, make } from './dom.js';

/** Things to try, to begin with. `onTry` is called with a suggestion; those tried are ticked. */
export function createSuggestions(onTry) {
  const list = byId('suggestions');
  let drawn = '';

  function draw(suggestions, personas) {
    const key = JSON.stringify(suggestions);
    if (key === drawn) return;
    drawn = key;
    list.replaceChildren(...suggestions.map((suggestion) => item(suggestion, personas)));
  }

  function item(suggestion, personas) {
    const by =
      suggestion.kind === 'say' ? personas.find(({ id }) => id === suggestion.personaId)?.name : undefined;
    const how =
      suggestion.kind === 'clock' ? 'Avance l’horloge' : `${by ?? ''} écrit «\u00a0${suggestion.text}\u00a0»`;
    const tick = make('span', { className: 'tick', 'aria-hidden': 'true' });
    const done = make('span', { className: 'hidden' });
    const button = make(
      'button',
      { type: 'button', className: 'suggestion' },
      tick,
      make(
        'span',
        { className: 'names' },
        make('span', { className: 'name', textContent: suggestion.label }),
        make('span', { className: 'role', textContent: how }),
      ),
      done,
    );
    button.addEventListener('click', () => {
      button.classList.add('done');
      done.textContent = ' (déjà essayé)';
      onTry(suggestion);
    });
    return make('li', {}, button);
  }

  return { draw };
}
