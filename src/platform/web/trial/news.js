import { byId, make } from './dom.js';
import { count } from './french.js';

/** The two lines above the thread: what has just happened (polite), and what went wrong (at once). */
export function createNews(onSee) {
  const line = byId('news');
  const trouble = byId('trouble');
  let unreachable = false;

  function tell(text, ...more) {
    line.replaceChildren(make('p', {}, text, ...more));
  }

  function setTrouble(text) {
    if (trouble.textContent === text) return;
    trouble.replaceChildren(...(text === '' ? [] : [make('p', { textContent: text })]));
  }

  return {
    tell,
    clear: () => line.replaceChildren(),
    /** @param recipients who received each message while the clock moved */
    tellArrived(recipients, currentId) {
      if (recipients.length === 0) {
        tell('L’horloge a avancé\u00a0: aucun message.');
        return;
      }
      const people = [...new Set(recipients)];
      const names = people.map(
        (persona) =>
          `${count(recipients.filter((one) => one === persona).length, 'message', 'messages')} pour ${persona.name}`,
      );
      const others = people.filter(({ id }) => id !== currentId).map((persona) => see(persona));
      tell(`L’horloge a avancé\u00a0: ${names.join(', ')}.`, ...others);
    },
    tellTrouble({ status }) {
      unreachable = status === 0;
      if (status === 409) tell('Ce message avait déjà changé\u00a0: le voici à jour.');
      else if (status === 0)
        setTrouble(
          'Jalon ne répond pas\u00a0: la page réessaie toute seule. Vérifiez ensuite que votre dernière demande est bien partie.',
        );
      else if (status === 413)
        setTrouble('Ce message est trop long pour être envoyé. Raccourcissez-le, puis réessayez.');
      else setTrouble('Jalon n’a pas pu répondre. Réessayez\u202f; si cela dure, rechargez la page.');
    },
    clearTrouble() {
      unreachable = false;
      setTrouble('');
    },
    clearUnreachable() {
      if (unreachable) this.clearTrouble();
    },
  };

  function see(persona) {
    const button = make('button', {
      type: 'button',
      className: 'button quiet',
      textContent: `Voir le fil de ${persona.name}`,
    });
    button.addEventListener('click', () => {
      onSee(persona.id);
      byId('line').focus();
    });
    return button;
  }
}
