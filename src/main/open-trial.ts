import { randomUUID } from 'node:crypto';
import { jsonBody } from '../http/server.ts';
import { renderMail } from '../platform/mail/render.ts';
import { pages } from '../platform/teams/pages.ts';
import { renderCard, renderForm } from '../platform/teams/render.ts';
import { createTrial } from '../platform/web/trial.ts';
import type { TrialClock } from '../platform/web/trial-types.ts';
import { type Channel, type ChannelParts, openPages } from './channels.ts';
import { PERSONAS, SUGGESTIONS } from './trial.ts';

/** The trial instead of them all: its people and hours are made up, no mail may leave it. */
export function openTrial(parts: ChannelParts, clock: TrialClock): readonly Channel[] {
  const { app, bot, core, intake } = parts;
  const trial = createTrial({
    app,
    json: jsonBody('64kb'),
    bot,
    intake,
    renderCard: (card) => pages(card).map((page) => renderCard(page, { dialogs: false })),
    renderForm: (form) => renderForm(form, { place: 'conversation', opening: randomUUID() }),
    renderMail: (card, account, envelope) => renderMail(core.links, card, account, envelope),
    personas: PERSONAS,
    suggestions: SUGGESTIONS,
    clock,
    log: core.log,
  });
  openPages(parts, { canMail: true, isFrontDoor: false });
  return [{ messengers: [trial.messenger, trial.mailMessenger], stop: trial.stop }];
}
