import { drawCards } from './cards.js';
import { make } from './dom.js';
import { frenchDay, frenchHour, parisDay } from './french.js';
import { drawMail } from './mail.js';

const coarse = matchMedia('(pointer: coarse)');

/**
 * The conversation of one persona. Its panel stays in the page while another is shown, with what was typed in its
 * forms. `onAct` and `onClose` are called with the message as last received.
 */
export function createThread(persona, { onAct, onClose }) {
  const list = make('div', {
    className: 'log',
    role: 'log',
    'aria-label': `Conversation de ${persona.name} avec Jalon`,
  });
  const older = make('p', {
    className: 'small older',
    hidden: true,
    textContent: 'Les messages plus anciens ne sont plus affichés.',
  });
  const inbox = make('p', {
    className: 'small inbox',
    hidden: persona.channel !== 'mail',
    textContent: `${persona.name} n’a que le courriel\u00a0: ses messages arrivent ici, et leurs liens ouvrent les vraies pages. Jalon lui écrit une fois un rôle donné par la coordination, ou un avis demandé.`,
  });
  const panel = make('div', { className: 'panel', hidden: true }, inbox, older, list);
  const entries = new Map();

  /** Adds or redraws a message; gives back its entry when something new is to be seen, null otherwise. */
  function show(message) {
    const known = entries.get(message.id);
    if (known !== undefined && known.message.revision >= message.revision) return null;
    const entry = known ?? append(message);
    const before = entry.message;
    entry.message = message;
    if (known === undefined || before.face !== message.face) drawFace(entry);
    drawNote(entry);
    return entry;
  }

  function append(message) {
    const last = [...entries.values()].at(-1);
    if (last === undefined || parisDay(last.message.at) !== parisDay(message.at)) {
      list.append(make('p', { className: 'day' }, make('span', { textContent: frenchDay(message.at) })));
    }
    const entry = message.from === 'visitor' ? visitorEntry(message) : botEntry(message);
    entries.set(message.id, entry);
    list.append(entry.element);
    return entry;
  }

  function visitorEntry(message) {
    const who = make('p', { className: 'who', textContent: `Vous, ${frenchHour(message.at)}` });
    const lines = [message.text, message.file === null ? '' : `Fichier joint\u00a0: ${message.file}`];
    const said = make('p', { className: 'said', textContent: lines.filter((one) => one !== '').join('\n') });
    return {
      message,
      fields: [],
      element: make('article', { className: 'message visitor', tabIndex: -1 }, who, said),
    };
  }

  function botEntry(message) {
    const who = make('p', { className: 'who', textContent: `Jalon, ${frenchHour(message.at)}` });
    if (message.unasked)
      who.append(
        ' ',
        make('span', {
          className: 'unasked',
          textContent: message.mail === null ? 'Jalon vous écrit' : 'Courriel',
        }),
      );
    const trail = make('p', { className: 'trail', hidden: true });
    const face = make('div', { className: 'face' });
    const note = make('div', { className: 'note', hidden: true });
    const close = make('button', {
      type: 'button',
      className: 'button quiet close',
      hidden: true,
      textContent: 'Fermer le formulaire',
    });
    const element = make(
      'article',
      { className: 'message bot', tabIndex: -1, 'aria-label': who.textContent },
      who,
      trail,
      face,
      note,
      close,
    );
    const entry = { message, fields: [], element, trail, face, note, close };
    close.addEventListener('click', () => onClose(entry));
    return entry;
  }

  function drawFace(entry) {
    if (entry.face === undefined) return;
    const { message, face, trail, close } = entry;
    trail.hidden = !message.chosen;
    trail.textContent = message.chosen ? `Vous avez choisi «\u00a0${message.chosen}\u00a0».` : '';
    close.hidden = !message.isForm;
    if (message.mail !== null) {
      drawMail(face, message);
      return;
    }
    if (message.closed) {
      face.replaceChildren(
        make('p', { className: 'closed', textContent: 'Formulaire fermé\u00a0: rien n’a été enregistré.' }),
      );
      entry.fields = [];
      return;
    }
    entry.fields = drawCards(face, message.cards, message.errors, (act) => onAct(entry, act));
  }

  function drawNote(entry) {
    if (entry.note === undefined) return;
    const { message, note } = entry;
    note.hidden = message.note.length === 0;
    drawCards(note, message.note, {}, (act) => onAct(entry, act));
  }

  /** Takes out what the trial no longer keeps. */
  function forgetBefore(sequence) {
    for (const [id, { message, element }] of entries) {
      if (message.sequence >= sequence) continue;
      entries.delete(id);
      if (
        element.previousElementSibling?.className === 'day' &&
        element.nextElementSibling?.className === 'day'
      )
        element.previousElementSibling.remove();
      element.remove();
      older.hidden = false;
    }
  }

  return { persona, panel, show, forgetBefore, entries };
}

/** Moves the focus to what is to be done next in a message: its first faulty field, its first field, or itself. */
export function focusEntry(entry) {
  const faulty = entry.fields.find((field) => Object.hasOwn(entry.message.errors, field.id));
  const field = faulty ?? (coarse.matches ? undefined : entry.fields[0]);
  if (field === undefined) entry.element.focus({ preventScroll: true });
  else field.focus();
}
