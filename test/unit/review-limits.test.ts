import { describe, expect, it } from '@jest/globals';
import type { Card, Form } from '../../cards/model.ts';
import { formView } from '../../src/platform/slack/form.ts';
import { cardMessages } from '../../src/platform/slack/render.ts';
import { renderForm } from '../../src/platform/teams/render.ts';
import { cardMessages as teamsMessages } from '../../src/platform/teams/speaker.ts';
import { formIn, openStaffedScene, plainOf, programme, type Scene } from '../support/bot.ts';

/** What one message of Teams may weigh, in bytes; what Slack takes for a view; what our pages take of a form. */
const TEAMS_BYTES = 28 * 1024;
const SLACK_VIEW_BYTES = 250_000;
const PAGE_BYTES = 1_048_576;

/** As long as they may be, every letter accented: two bytes each, as « é » is. */
const QUESTIONS = Array.from({ length: 10 }, (_, index) => `${index}${'é'.repeat(149)}`);
const ANSWERS = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => [`q${index + 1}`, `${index}${'é'.repeat(999)}`]),
);

async function longest(): Promise<Scene> {
  const scene = await openStaffedScene({
    at: '2026-12-10T09:00:00.123456789Z',
    tracks: [programme({ review: { questions: QUESTIONS } })],
    checkTypography: false,
  });
  await scene.fill('referent', 'bilan', ANSWERS);
  return scene;
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const formOf = async (): Promise<Form> => formIn(await (await longest()).open('referent', 'bilan'));
const cardOf = async (): Promise<Card> => {
  const reply = await (await longest()).say('referent', 'bilan voir');
  if (reply.kind === 'form') throw new TypeError('a form');
  return reply.card;
};

describe('the longest review (ten questions of 150 characters, ten answers of 1,000) fits every platform', () => {
  it('Teams: its form, in a message and in a dialog, with every answer in it', async () => {
    const form = await formOf();
    const opening = crypto.randomUUID();
    for (const place of ['conversation', 'dialog'] as const) {
      const drawn = renderForm(form, { place, opening });
      for (const answer of Object.values(ANSWERS)) expect(JSON.stringify(drawn)).toContain(answer);
      // A message holds the card, its envelope and the title.
      expect(bytes(drawn)).toBeLessThan(TEAMS_BYTES - 1024);
    }
  });

  it('Slack: its form, every answer in it', async () => {
    const view = formView(await formOf(), 'https://hooks.slack.com/commands/T0/1/abc', null);
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(bytes(view)).toBeLessThan(SLACK_VIEW_BYTES);
    for (const answer of Object.values(ANSWERS)) expect(JSON.stringify(view)).toContain(answer);
  });

  it('pages: its form as a browser sends it', async () => {
    const { values, hidden } = await formOf();
    expect(new URLSearchParams({ ...values, ...hidden }).toString().length).toBeLessThan(PAGE_BYTES);
  });

  it('as a card: in several messages where one is not enough, nothing left out', async () => {
    const card = await cardOf();
    expect(plainOf(card)).toContain(ANSWERS['q10']);
    const teams = teamsMessages(card, true);
    for (const message of teams) expect(bytes(message)).toBeLessThan(TEAMS_BYTES);
    const slack = cardMessages(card).map(({ blocks }) => blocks);
    const letters = (drawn: unknown) => JSON.stringify(drawn).match(/é/gu)?.length ?? 0;
    for (const drawn of [teams, slack]) expect(letters(drawn)).toBeGreaterThanOrEqual(10 * (149 + 999));
    expect(slack.length).toBeGreaterThan(1);
  });

  it('no button of these carries an answer', async () => {
    for (const action of (await cardOf()).actions)
      expect(action.kind === 'link' ? '' : JSON.stringify(action.values)).not.toContain('é');
  });
});
