import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as make from '../../cards/blocks.ts';
import { openDisposable } from '../../src/store/disposable.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { commands } from '../../src/usecases/commands.ts';
import { createDraftingBot } from '../../src/usecases/draft-bot.ts';
import { createDrafts } from '../../src/usecases/drafts.ts';
import { SlackClient } from '../e2e/clients/slack.ts';
import { designate, openStaffedScene, type Scene, shownFaults } from '../support/bot.ts';
import { fileOf } from '../support/given-files.ts';
import { identities } from '../support/personas.ts';
import { type SlackFixture, secret, startSlack } from '../support/slack.ts';

/** Slack takes the trigger of a form for as long. */
const TRIGGER_MS = 3_000;
const REPORT = 'signaler-incident';
const facts = 'La plateforme renvoie une erreur à chaque recherche.';
const link = 'https://ville.slack.com/archives/C0PUBLIC/p17005';
const people = { U1: 'referent', U2: 'coordinator', U3: 'successor' } as const;

let scene: Scene;
let fixture: SlackFixture;
let replies: Reply[];

beforeEach(async () => {
  scene = await openStaffedScene({ checkTypography: false });
  const drafting = createDraftingBot(scene.bot, createDrafts(openDisposable(null)), commands);
  replies = [];
  fixture = await startSlack(() => ({
    bot: {
      ...drafting,
      answer: async (request) => {
        const reply = await drafting.answer(request);
        replies.push(reply);
        return reply;
      },
    },
  }));
  for (const [id, persona] of Object.entries(people)) fixture.standIn.people.set(id, identities[persona]);
});
afterEach(async () => {
  await fixture.slack.stop();
  await fixture.close();
  expect(shownFaults()).toEqual([]);
});

type View = Readonly<Record<string, unknown>>;

/** What each field of an open modal starts with, by name. */
function startsOf(view: View): Readonly<Record<string, string>> {
  const blocks = view['blocks'] as readonly { block_id?: string; element?: Record<string, unknown> }[];
  const pairs = blocks.flatMap(({ block_id: id = '', element }) => {
    const chosen = element?.['initial_option'] as { value?: string } | undefined;
    const value = element?.['initial_value'] ?? element?.['initial_date'] ?? chosen?.value;
    return typeof value === 'string' ? [[id.replace('field:', ''), value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** The modal that a click opened. */
async function modalOf(triggerId: string): Promise<View> {
  const { args } = await fixture.standIn.until(
    (call) => call.method === 'views.open' && call.args['trigger_id'] === triggerId,
  );
  return args['view'] as View;
}

/** Chooses « Signaler comme incident », or another action, in the menu of a message; answers the trigger that it gave. */
async function choose(user: string, message: object, place: object = {}, action = REPORT): Promise<string> {
  const triggerId = randomUUID();
  const answer = await fixture.client.messageAction(user, action, { ...message }, { triggerId, ...place });
  expect(answer).toMatchObject({ status: 200, body: '' });
  return triggerId;
}

async function slash(user: string, line: string): Promise<View> {
  const triggerId = randomUUID();
  await fixture.client.slash(user, line, { triggerId });
  return modalOf(triggerId);
}

async function submit(user: string, view: View, typed: Readonly<Record<string, string>>): Promise<void> {
  const values = { ...startsOf(view), ...typed };
  expect(await fixture.client.submit(user, { viewId: randomUUID(), view, values })).toMatchObject({
    status: 200,
    body: '',
  });
}

const rest = { nature: 'dysfonctionnement', destinataires: 'metropole-prestataire' };

async function eventsOf(type: string): Promise<readonly unknown[]> {
  return (await scene.journal()).filter((entry) => entry.type === type).map(({ data }) => data);
}

/** A report of Choisy-le-Roi, and the thread in which its référent and a coordinator are told of it. */
async function reported(): Promise<{ readonly referent: string; readonly coordinator: string }> {
  await scene.fill('referent', 'incident', { ...rest, faits: facts, consequence: 'aucune' });
  const told = make.card('told', 'Signalement INC-2026-0001', [make.text('Pris en compte.')]);
  const tell = async (user: string) => {
    const account = { platform: 'slack', email: null, reference: {}, seenAt: '', lostAt: null } as const;
    const envelope = { key: user, isLegal: true, thread: 'INC-2026-0001' };
    const sent = await fixture.slack.messenger.send({ ...account, id: `T1/${user}` }, told, envelope);
    return sent.platformId.split(':')[1] ?? '';
  };
  return { referent: await tell('U1'), coordinator: await tell('U2') };
}

describe('« Vérifier ce texte », in the menu of a message (règlement, art. 9)', () => {
  const CHECK = 'verifier-texte';

  it('opens the form with the text alone; sent, what is to be put right is told in private', async () => {
    const view = await modalOf(
      await choose('U1', { text: 'Venez essayer *l’assistant* de la mairie.' }, {}, CHECK),
    );
    expect(startsOf(view)['texte']).toBe('Venez essayer l’assistant de la mairie.');
    await submit('U1', view, { support: 'affiche' });
    expect(replies.at(-1)).toMatchObject({ kind: 'card', card: { title: 'Texte à corriger' } });
    expect(await eventsOf('incident-reported')).toEqual([]);
  });

  it('takes no more than its field holds', async () => {
    const view = await modalOf(await choose('U1', { text: 'mot '.repeat(6_000) }, {}, CHECK));
    expect((startsOf(view)['texte'] ?? '').length).toBeLessThanOrEqual(3_000);
  });
});

describe('« Signaler comme incident », in the menu of a message', () => {
  it('opens the form in time, with the text made plain and the permalink; sent, it is recorded with its source', async () => {
    fixture.standIn.people.set('U9', { email: null, name: 'Paul Durand' });
    const startedMs = performance.now();
    const trigger = await choose('U1', { text: `*${facts}* Vu par <@U9>, &lt;hier&gt;.` });
    const view = await modalOf(trigger);
    expect(performance.now() - startedMs).toBeLessThan(TRIGGER_MS);
    const faits = `${facts} Vu par @Paul Durand, <hier>.\n\nMessage d'origine\u00a0: ${link}`;
    expect(startsOf(view)['faits']).toBe(faits);
    await submit('U1', view, rest);
    expect(await eventsOf('incident-reported')).toMatchObject([
      { incident: 'INC-2026-0001', facts: faits, source: link },
    ]);
  });

  it('cuts a long message to what the field takes, the permalink whole', async () => {
    const view = await modalOf(await choose('U1', { text: 'mot '.repeat(5_000) }));
    const faits = startsOf(view)['faits'] ?? '';
    expect(faits.length).toBeLessThanOrEqual(3_000);
    expect(faits.endsWith(link)).toBe(true);
  });

  it('takes what an app has said in attachments alone', async () => {
    const attachments = [{ fallback: 'Alerte : disque plein' }, { fallback: 'web-1' }];
    const view = await modalOf(await choose('U1', { text: '', bot_id: 'B7', attachments }));
    expect(startsOf(view)['faits']).toContain('Alerte : disque plein\nweb-1');
  });

  it.each([
    ['refused', { kind: 'error', code: 'channel_not_found' }],
    ['slow', { kind: 'hang' }],
  ] as const)('does without a permalink, or a name, that is %s', async (_how, failure) => {
    const { standIn } = fixture;
    await fixture.client.slash('U1', 'aide');
    standIn.fail('chat.getPermalink', failure);
    standIn.fail('users.info', failure);
    const startedMs = performance.now();
    const view = await modalOf(await choose('U1', { text: `${facts} <@U9>` }));
    expect(performance.now() - startedMs).toBeLessThan(TRIGGER_MS);
    expect(startsOf(view)['faits']).toBe(`${facts} @quelqu'un`);
  });

  it('tells somebody who is not enrolled how to be, where they are; their text waits for them', async () => {
    const { standIn } = fixture;
    const responseUrl = standIn.responseUrl();
    await choose('U3', { text: facts }, { responseUrl });
    const { args } = await standIn.nth('response_url', 1);
    expect(args['response_type']).toBe('ephemeral');
    expect(JSON.stringify(args)).toContain("Vous n'êtes pas encore enregistré");
    expect(JSON.stringify(args)).toContain('gardé sept jours');
    expect(standIn.callsOf('views.open')).toEqual([]);
    await designate(scene, 'choisy-le-roi', 'suppleant', 'successor');
    expect(startsOf(await slash('U3', 'incident'))['faits']).toContain(facts);
  });

  it('whose trigger is too old comes as a button, which opens it with the whole text', async () => {
    const { standIn, client } = fixture;
    standIn.fail('views.open', { kind: 'error', code: 'expired_trigger_id' });
    const long = 'mot '.repeat(700).trim();
    await choose('U1', { text: long }, { responseUrl: standIn.responseUrl() });
    const { args } = await standIn.nth('response_url', 1);
    expect(JSON.stringify(args)).not.toContain('trop long');
    const blocks = args['blocks'] as readonly { type: string; elements?: Record<string, string>[] }[];
    const [button] = blocks.find(({ type }) => type === 'actions')?.elements ?? [];
    const triggerId = randomUUID();
    const press = { actionId: button?.['action_id'] ?? '', value: button?.['value'] ?? '', triggerId };
    await client.press('U1', press);
    expect(startsOf(await modalOf(triggerId))['faits']).toContain(long);
  });

  it('of a workspace that is not served is refused', async () => {
    const foreign = new SlackClient({ url: fixture.url, signingSecret: secret, team: 'T9' });
    expect((await foreign.messageAction('U1', REPORT, { text: facts })).status).toBe(403);
    expect(replies).toEqual([]);
  });
});

describe('in the thread about a report', () => {
  it('the shortcut on a reply adds it to the report', async () => {
    const { referent: threadTs } = await reported();
    const reply = { text: 'Redémarré ce matin.', thread_ts: threadTs, ts: '1800.1' };
    const view = await modalOf(await choose('U1', reply, { channel: 'D1' }));
    expect(startsOf(view)).toMatchObject({
      incident: 'INC-2026-0001',
      complement: expect.stringMatching(/^Redémarré ce matin\.\n\nMessage d'origine\u00a0: https:/u),
    });
    await submit('U1', view, {});
    expect(await eventsOf('incident-completed')).toMatchObject([
      { incident: 'INC-2026-0001', as: 'beneficiary', text: expect.stringContaining('Redémarré ce matin.') },
    ]);
  });

  it('the shortcut on what the bot has said opens the addition, empty', async () => {
    const { referent: ts } = await reported();
    const view = await modalOf(
      await choose('U1', { text: 'Pris en compte.', bot_id: 'B1', ts }, { channel: 'D1' }),
    );
    expect(startsOf(view)).toEqual({ incident: 'INC-2026-0001' });
  });

  it('the shortcut gives no right: a coordinator is refused as by the command', async () => {
    const { coordinator: threadTs } = await reported();
    await choose('U2', { text: 'Redémarré.', thread_ts: threadTs, ts: '1800.1' }, { channel: 'D2' });
    await fixture.standIn.nth('chat.postMessage', 3);
    expect(replies.at(-1)).toMatchObject({ kind: 'refused', form: null });
  });

  const write = (user: string, text: string, threadTs: string, more: object = {}) =>
    fixture.client.message(user, text, { channel: `D${user.slice(1)}`, thread_ts: threadTs, ...more });

  /** The last message that the bot has posted, of so many. */
  async function posted(rank: number): Promise<Readonly<Record<string, unknown>>> {
    return (await fixture.standIn.nth('chat.postMessage', rank)).args;
  }

  async function pressOn(args: Readonly<Record<string, unknown>>): Promise<View> {
    const blocks = args['blocks'] as readonly { type: string; elements?: Record<string, unknown>[] }[];
    const [button] = blocks.find(({ type }) => type === 'actions')?.elements ?? [];
    expect(button?.['text']).toMatchObject({ text: 'Ajouter au signalement' });
    const triggerId = randomUUID();
    const [actionId, value] = [String(button?.['action_id']), String(button?.['value'])];
    await fixture.client.press('U1', { actionId, value, channel: 'D1', triggerId });
    return modalOf(triggerId);
  }

  it('what is written to the bot is offered as an addition, there, and recorded by the button alone', async () => {
    const { referent: threadTs } = await reported();
    await write('U1', 'Date de réparation : demain.', threadTs);
    const offer = await posted(3);
    expect(offer).toMatchObject({ channel: 'D1', thread_ts: threadTs });
    expect(JSON.stringify(offer)).toContain('INC-2026-0001');
    expect(await eventsOf('incident-completed')).toEqual([]);
    await submit('U1', await pressOn(offer), {});
    expect(await eventsOf('incident-completed')).toMatchObject([{ text: 'Date de réparation : demain.' }]);
  });

  it('longer than a button carries, it stands in the form all the same', async () => {
    const { referent: threadTs } = await reported();
    const long = 'mot '.repeat(490).trim();
    await write('U1', long, threadTs);
    expect(startsOf(await pressOn(await posted(3)))).toEqual({ incident: 'INC-2026-0001', complement: long });
  });

  it('files come along', async () => {
    const { referent: threadTs } = await reported();
    const files = [fixture.standIn.give('Relevé.pdf', fileOf('pdf'))];
    await write('U1', 'Le relevé.', threadTs, { subtype: 'file_share', files });
    const view = await pressOn(await posted(3));
    expect(JSON.stringify(view)).toContain('Relevé.pdf');
  });

  it('« jalon aide » is a command, as is what is written elsewhere, or by who may not add', async () => {
    const { referent, coordinator } = await reported();
    await write('U1', 'jalon aide', referent);
    await write('U1', 'aide', '1.1');
    await write('U2', 'aide', coordinator);
    for (const rank of [3, 4, 5])
      expect(JSON.stringify(await posted(rank))).not.toContain('Ajouter au signalement');
    expect(replies.filter(({ kind }) => kind === 'card')).toHaveLength(3);
  });
});

describe('a form that is left', () => {
  const typed = (view: View, values: Readonly<Record<string, string>>, how: 'typed' | 'closed' = 'typed') =>
    fixture.client.type('U1', { viewId: 'V7', view, values: { ...values } }, how);

  it('has Slack tell what is typed in it, and that it is closed', async () => {
    const view = await slash('U1', 'incident');
    expect(view['notify_on_close']).toBe(true);
    const watched = (view['blocks'] as readonly Record<string, unknown>[]).filter(
      (block) => block['type'] === 'input' && block['dispatch_action'] === true,
    );
    expect(watched.map((block) => block['block_id'])).toContain('field:faits');
    expect(watched.map((block) => block['block_id'])).not.toContain('field:pieces');
  });

  it('stands as it was when it is opened again, though Slack tells nothing of it as it is closed', async () => {
    const view = await slash('U1', 'incident');
    for (const faits of ['La', 'La plate', facts]) await typed(view, { faits, nature: 'autre' });
    await typed(view, {}, 'closed');
    expect(startsOf(await slash('U1', 'incident'))).toMatchObject({ faits: facts, nature: 'autre' });
  });

  it('stands as Slack tells it as it is closed, where it does', async () => {
    await typed(await slash('U1', 'incident'), { faits: facts }, 'closed');
    expect(startsOf(await slash('U1', 'incident'))).toMatchObject({ faits: facts });
  });

  it('what comes of it once it is sent is kept no more; once it is refused, it is again', async () => {
    const view = await slash('U1', 'incident');
    const send = (more: object) =>
      fixture.client.submit('U1', {
        viewId: 'V7',
        view,
        values: { ...startsOf(view), ...rest, faits: facts, ...more },
      });
    expect((await send({ 'constate-le': '2027-01-01' })).json).toMatchObject({ response_action: 'errors' });
    await typed(view, { faits: `${facts} Encore.` });
    expect(startsOf(await slash('U1', 'incident'))['faits']).toBe(`${facts} Encore.`);
    expect((await send({})).body).toBe('');
    await typed(view, { faits: facts });
    expect(startsOf(await slash('U1', 'incident'))['faits']).toBeUndefined();
  });

  it('by somebody whom Slack cannot tell is not kept, and costs nothing else', async () => {
    const view = await slash('U1', 'incident');
    fixture.standIn.fail('users.info', { kind: 'status', status: 500 });
    const form = { viewId: 'V9', view, values: { faits: facts } };
    expect((await fixture.client.type('U3', form)).status).toBe(200);
    await fixture.slack.stop();
    expect(fixture.log.join('\n')).toContain('warn slack.draft-not-kept');
  });

  it('of a command that keeps none is not watched', async () => {
    const view = await slash('U1', 'etape terminer');
    expect(JSON.stringify(view)).not.toMatch(/notify_on_close|dispatch_action/u);
    expect((await fixture.client.type('U1', { viewId: 'V8', view, values: {} })).status).toBe(200);
  });
});
