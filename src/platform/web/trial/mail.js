import { make } from './dom.js';

/**
 * Draws a mail as its reader's mail program would: the very document, in a frame that runs nothing and whose links
 * open in a window of their own.
 */
export function drawMail(container, message) {
  const subject = make(
    'p',
    { className: 'mail-subject' },
    'Objet\u00a0: ',
    make('strong', { textContent: message.mail }),
  );
  const frame = make('iframe', {
    className: 'mail',
    title: `Courriel\u00a0: ${message.mail}`,
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    src: `/essai/courriel/${message.persona}/${message.id}`,
  });
  // The frame is as tall as its mail; a thread that is not shown has no width yet.
  const fit = () => {
    const body = frame.contentDocument?.body;
    const border = frame.offsetHeight - frame.clientHeight;
    if (body != null && frame.clientWidth > 0) frame.style.height = `${body.offsetHeight + border}px`;
  };
  frame.addEventListener('load', fit);
  new ResizeObserver(fit).observe(frame);
  container.replaceChildren(subject, frame);
}
