import { blockHtml, type Html, html, lines, NOTHING } from '../../../cards/html.ts';
import { EVERYTHING, mailSubject, notStopped, PAUSE, personalFor, SIGNATURE } from '../../../cards/mail.ts';
import type { Action, Card } from '../../../cards/model.ts';
import { plainText } from '../../../cards/plain-text.ts';
import { labelled } from '../../../cards/teams.ts';
import { type LinkedAct, type LinkHolder, type Links, MAIL_LINK_HOURS } from '../../usecases/links.ts';
import type { Envelope } from '../../usecases/messenger.ts';
import type { Account } from '../../usecases/ports.ts';
import { MAIL_STYLE } from './style.ts';

export interface Mail {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where a mail program stops reminders in one click (RFC 8058); null for what is legal. */
  readonly pauseUrl: string | null;
}

/**
 * A card as a mail to one person: its words as text and as HTML without anything remote, each button as a link to a
 * page that asks before it does anything, and the way to everything that they may do.
 */
export function renderMail(
  links: Links,
  card: Card,
  account: Pick<Account, 'id'>,
  { isLegal }: Pick<Envelope, 'isLegal'>,
): Mail {
  const holder: LinkHolder = { platform: 'mail', accountId: account.id, email: account.id };
  const urlOf = (act: LinkedAct) => links.actUrl(holder, act, MAIL_LINK_HOURS);
  const everything = urlOf({ kind: 'look', command: 'aide', values: {} });
  const pauseUrl = isLegal ? null : `${urlOf({ kind: 'form', command: 'preferences', values: {} })}?pause`;
  const buttons = card.actions.map((action): Button => buttonOf(action, urlOf));
  const personal = personalFor(MAIL_LINK_HOURS / 24);
  const stop = pauseUrl === null ? notStopped(card) : labelled(PAUSE, pauseUrl);
  const text = [
    plainText(card),
    ...buttons.map(({ label, url }) => labelled(label, url)),
    labelled(EVERYTHING, everything),
    `${personal}\n${stop}`,
    `-- \n${SIGNATURE}`,
  ].join('\n\n');
  const foot = html`<p>${link(EVERYTHING, everything)}</p><p>${personal}</p><p>${
    pauseUrl === null ? lines(stop) : link(PAUSE, pauseUrl)
  }</p><p>${SIGNATURE}</p>`;
  return { subject: mailSubject(card.title), text, html: documentOf(card, buttons, foot).markup, pauseUrl };
}

interface Button {
  readonly label: string;
  readonly url: string;
  readonly style: string;
}

function buttonOf(action: Action, urlOf: (act: LinkedAct) => string): Button {
  switch (action.kind) {
    case 'run': {
      const { label, command, values, style } = action;
      return { label, url: urlOf({ kind: 'look', command, values }), style };
    }
    case 'form': {
      const { label, command, values, style } = action;
      return { label, url: urlOf({ kind: 'form', command, values }), style };
    }
    case 'link':
      return { label: action.label, url: action.url, style: 'normal' };
  }
}

function documentOf(card: Card, buttons: readonly Button[], foot: Html): Html {
  const acts =
    buttons.length === 0
      ? NOTHING
      : html`<p class="acts">${buttons.map(({ label, url, style }) => link(label, url, `act ${style}`))}</p>`;
  return html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${card.title}</title><style>${{ markup: MAIL_STYLE }}</style></head>
<body><div class="sheet"><p class="brand">Jalon</p>
<h1>${card.title}</h1>
${card.blocks.map((block) => html`${blockHtml(block)}\n`)}${acts}
<div class="foot">${foot}</div></div></body></html>`;
}

/** Only what a browser may open is made a link; anything else is left to be read. */
function link(label: string, url: string, classes = ''): Html {
  if (!/^(?:https?:|mailto:)/iu.test(url)) return html`<span>${labelled(label, url)}</span>`;
  return html`<a class="${classes}" href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>${classes === '' ? '' : ' '}`;
}
