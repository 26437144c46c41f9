import { byId } from './dom.js';
import { frenchDay, frenchHour, parisDay } from './french.js';

/** The trial's clock: shows the Paris day and hour, and calls `onMove` with `day`, `week` or `next-message`. */
export function createClock(onMove) {
  const day = byId('clock-day');
  const hour = byId('clock-hour');
  const buttons = [...document.querySelectorAll('[data-move]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') onMove(button.dataset.move);
    });
  }

  return {
    show(now) {
      day.dateTime = parisDay(now);
      setText(day, frenchDay(now));
      setText(hour, frenchHour(now));
    },
    /** Buttons stay focusable while the clock moves: the keyboard must not lose its place. */
    setBusy(busy) {
      for (const button of buttons) button.setAttribute('aria-disabled', String(busy));
    },
  };
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
