import { byId, make } from './dom.js';
import { count } from './french.js';

/** The list of who one can be, with what each has not read yet. `onChoose` is called with a persona's id. */
export function createPersonas(onChoose) {
  const list = byId('personas');
  const panel = byId('persona-panel');
  const toggle = byId('persona-toggle');
  const current = byId('persona-current');
  const elsewhere = byId('unread-elsewhere');
  const rows = new Map();

  toggle.addEventListener('click', () => setOpen(toggle.getAttribute('aria-expanded') !== 'true'));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || toggle.getAttribute('aria-expanded') !== 'true') return;
    setOpen(false);
    toggle.focus();
  });

  function setOpen(open) {
    toggle.setAttribute('aria-expanded', String(open));
    panel.classList.toggle('open', open);
  }

  function draw(personas) {
    rows.clear();
    list.replaceChildren(...personas.map(row));
  }

  function row(persona) {
    const badge = make('span', { className: 'badge', hidden: true });
    const names = make(
      'span',
      { className: 'names' },
      make('span', { className: 'name', textContent: persona.name }),
      make('span', { className: 'role', textContent: persona.role }),
    );
    const button = make('button', { type: 'button', className: 'persona' }, names, badge);
    button.addEventListener('click', () => {
      setOpen(false);
      onChoose(persona.id);
    });
    rows.set(persona.id, { persona, button, badge });
    return make('li', {}, button);
  }

  /** @param unread number of unread messages by persona id */
  function update(currentId, unread) {
    let others = 0;
    for (const [id, { persona, button, badge }] of rows) {
      const number = unread[id] ?? 0;
      if (id === currentId) {
        button.setAttribute('aria-current', 'true');
        current.textContent = persona.name;
      } else {
        button.removeAttribute('aria-current');
        others += number;
      }
      fill(badge, number);
    }
    fill(elsewhere, others);
    document.title = others === 0 ? 'Jalon – essai' : `(${others}) Jalon – essai`;
  }

  return { draw, update };
}

function fill(badge, number) {
  badge.hidden = number === 0;
  badge.replaceChildren(
    make('span', { 'aria-hidden': 'true', textContent: String(number) }),
    make('span', {
      className: 'hidden',
      textContent: `, ${count(number, 'message non lu', 'messages non lus')}`,
    }),
  );
}
