import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as make from '../../cards/blocks.ts';
import type { Card } from '../../cards/model.ts';
import type { Request } from '../../src/usecases/bot.ts';
import { card, done, form, refusal, type SlackFixture, startSlack } from '../support/slack.ts';

const due = make.card(
  'due',
  'Mes échéances',
  [make.text('Bilan : 30/12/2026')],
  [make.run('C’est noté', 'rappel noter', { id: 'R-1' })],
);
const opened = { type: 'app_home_opened', tab: 'home', channel: 'D0DIRECT', user: 'U1' };
const note = { actionId: 'run:rappel noter:0', value: '{"id":"R-1"}', homeHash: 'h1' };

let fixture: SlackFixture;

beforeEach(async () => {
  fixture = await startSlack();
  fixture.answer = ({ ask }) => card(isDueAsked(ask) ? due : done);
});

afterEach(() => fixture.close());

function isDueAsked(ask: Request['ask']): boolean {
  return ask.kind === 'text' && ask.text === 'echeances';
}

async function published(rank: number): Promise<{ readonly user: unknown; readonly view: string }> {
  const { args } = await fixture.standIn.nth('views.publish', rank);
  return { user: args['user_id'], view: JSON.stringify(args['view']) };
}

describe('the Home page', () => {
  it('shows what is due to whoever opens it, with its buttons and its hour', async () => {
    await fixture.client.event(opened);
    const { user, view } = await published(1);
    expect(user).toBe('U1');
    expect(JSON.parse(view)).toMatchObject({
      type: 'home',
      blocks: [
        { type: 'header', text: { text: 'Mes échéances' } },
        { type: 'rich_text' },
        { type: 'actions', elements: [{ action_id: 'run:rappel noter:0' }] },
        { type: 'context', elements: [{ text: 'Page à jour le 12/03/2026 à 10\u00a0h\u00a042.' }] },
      ],
    });
    expect(fixture.requests[0]).toMatchObject({ ask: { kind: 'text', text: 'echeances' } });
  });

  it('offers a button where the answer is a form, or a refusal with its form', async () => {
    fixture.answer = () => ({ kind: 'form', form });
    await fixture.client.event(opened);
    expect((await published(1)).view).toContain('form:referent changer:0');
    fixture.answer = () => ({ kind: 'refused', card: refusal, form });
    await fixture.client.event(opened);
    expect((await published(2)).view).toContain('réservée à la coordination');
  });

  it('says how much it cannot hold, and how to see it', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => make.text(`Ligne ${index}`));
    fixture.answer = () => card({ ...due, blocks: lines });
    await fixture.client.event(opened);
    const { view } = await published(1);
    const { blocks } = JSON.parse(view) as { readonly blocks: readonly unknown[] };
    expect(blocks).toHaveLength(100);
    expect(view).toContain('Il reste 55\u00a0lignes');
    expect(view).toContain('Ligne 94');
    expect(view).not.toContain('Ligne 95');
    expect(view).toContain('run:echeances:0');
    expect(view).toContain('run:rappel noter:0');
  });

  it('counts the rows of a long table once, without its repeated heading', async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => [`Commune ${index}`, 'a'.repeat(60)]);
    fixture.answer = () => card({ ...due, blocks: [{ kind: 'table', columns: ['Nom', 'Étape'], rows }] });
    await fixture.client.event(opened);
    const { view } = await published(1);
    expect(view.length).toBeLessThan(101_000);
    const left = Number(/Il reste (\d+)/.exec(view)?.[1]);
    const last = Math.max(...[...view.matchAll(/Commune (\d+)/g)].map(([, rank]) => Number(rank)));
    expect(left).toBe(1_999 - last);
  });

  it('a card that Slack cannot take is told as unavailable', async () => {
    fixture.answer = () => card({ ...due, actions: [{ ...make.run('', 'x'), label: 'a'.repeat(80) }] });
    await fixture.client.event(opened);
    expect((await published(1)).view).toContain('momentanément indisponible');
    expect(fixture.log.join('\n')).toContain('slack.card-not-drawn');
  });

  it('is published again after a moment when Slack fails, and given up with a line in the log', async () => {
    const { standIn, client, log, slack } = fixture;
    standIn.fail('views.publish', { kind: 'rate-limit', retryAfterSeconds: 0 });
    await client.event(opened);
    expect((await published(2)).view).toContain('Mes échéances');
    standIn.fail('views.publish', { kind: 'html' }, 2);
    await client.event({ ...opened, user: 'U2' });
    await published(4);
    await slack.stop();
    expect(log.join('\n')).toContain('slack.answer-failed {"error":"views.publish: unreadable answer"');
    expect(log.join('\n')).not.toMatch(/Anne|upstream/);
  });
});

describe('a button of the Home page', () => {
  it('is answered in the direct conversation, and on top of the page as it is now', async () => {
    const { client, standIn, requests } = fixture;
    expect((await client.press('U1', note)).status).toBe(200);
    const { view } = await published(1);
    expect(standIn.callsOf('chat.postMessage')[0]?.args).toMatchObject({ channel: 'U1' });
    expect(view.indexOf('Le changement est enregistré.')).toBeLessThan(view.indexOf('Mes échéances'));
    expect(view).toContain('aussi dans vos messages');
    expect(requests.map(({ ask }) => ask.kind)).toEqual(['run', 'text']);
    expect(requests[1]?.key).toBe(`${requests[0]?.key}:home`);
  });

  it('pressed twice is one act; pressed on the page as it is later, another', async () => {
    const { client, requests } = fixture;
    for (const homeHash of ['h1', 'h1', 'h2']) await client.press('U1', { ...note, homeHash });
    await published(3);
    const keys = requests.filter(({ ask }) => ask.kind === 'run').map(({ key }) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(2);
  });

  it('refused, says so in both places; a long answer stands in the messages alone', async () => {
    const { client, standIn } = fixture;
    const long: Card = { ...done, blocks: Array.from({ length: 20 }, () => make.text('Une ligne')) };
    fixture.answer = ({ ask }) =>
      isDueAsked(ask) ? card(due) : { kind: 'refused', card: refusal, form: null };
    await client.press('U1', note);
    expect((await published(1)).view).toContain('réservée à la coordination');
    expect(JSON.stringify(standIn.callsOf('chat.postMessage'))).toContain('réservée à la coordination');
    fixture.answer = ({ ask }) => card(isDueAsked(ask) ? due : long);
    await client.press('U1', { ...note, homeHash: 'h2' });
    const { view } = await published(2);
    expect(view).toContain('La réponse est dans vos messages.');
    expect(view).not.toContain('Une ligne');
  });

  it('opens its form, whose outcome is written to the person and shown on the page', async () => {
    const { client, standIn } = fixture;
    fixture.answer = () => ({ kind: 'form', form });
    await client.press('U1', { ...note, actionId: 'form:referent changer:0' });
    const call = await standIn.nth('views.open', 1);
    const view = call.args['view'] as Record<string, unknown>;
    fixture.answer = ({ ask }) => card(isDueAsked(ask) ? due : done);
    await client.submit('U1', { viewId: 'V1', view, values: { nom: 'Anne' } });
    expect((await published(1)).view).toContain('Le changement est enregistré.');
    expect(standIn.callsOf('chat.postMessage')[0]?.args).toMatchObject({ channel: 'U1' });
  });
});
