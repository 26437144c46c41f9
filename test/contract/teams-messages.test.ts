import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IN_PROGRESS_PRIVATELY, NOT_UNDERSTOOD, WRITE_PRIVATELY } from '../../cards/teams.ts';
import { openDisposable } from '../../src/store/disposable.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import { commands } from '../../src/usecases/commands.ts';
import { createDraftingBot, type DraftingBot } from '../../src/usecases/draft-bot.ts';
import { createDrafts } from '../../src/usecases/drafts.ts';
import { createTeamsClient, type TeamsAnswer, type TeamsClient } from '../e2e/clients/teams.ts';
import { startTeamsStandIn, type TeamsStandIn } from '../e2e/stand-ins/teams.ts';
import { designate, openStaffedScene, type Scene, shownFaults } from '../support/bot.ts';
import { identities, type Persona } from '../support/personas.ts';
import { readAdaptiveCard } from './drivers/adaptive.ts';
import { appId, at, type Rehearsal, rehearse, tenantId } from './drivers/rehearsal.ts';

/** Teams gives up on the dialog of an action after as long. */
const DIALOG_MS = 5_000;
const REPORT = 'signaler-incident';
const facts = 'La plateforme renvoie une erreur à chaque recherche.';
const link = 'https://teams.microsoft.com/l/message/19:a_b@unq.gbl.spaces/1700';
const html = `<div><p><strong>${facts}</strong></p><p>Vu par <at id="0">Paul&nbsp;Durand</at>.</p></div>`;
const payload = { id: '1700', linkToMessage: link, body: { contentType: 'html', content: html } };
const faits = `${facts}\n\nVu par @Paul Durand.\n\nMessage d'origine\u00a0: ${link}`;
const rest = { nature: 'dysfonctionnement', destinataires: 'metropole-prestataire' };

let scene: Scene;
let standIn: TeamsStandIn;
let drafting: DraftingBot;
let rehearsal: Rehearsal;
let replies: Reply[];
let hold: Promise<void>;

async function open(given: Parameters<typeof rehearse>[1] = {}): Promise<void> {
  const answer: DraftingBot['answer'] = async (request) => {
    await hold;
    const reply = await drafting.answer(request);
    replies.push(reply);
    return reply;
  };
  rehearsal = await rehearse(standIn, { bot: { ...drafting, answer }, ...given });
}

beforeEach(async () => {
  replies = [];
  hold = Promise.resolve();
  scene = await openStaffedScene({ checkTypography: false });
  drafting = createDraftingBot(scene.bot, createDrafts(openDisposable(null)), commands);
  standIn = await startTeamsStandIn();
  await open();
});
afterEach(async () => {
  await rehearsal.stop();
  await standIn.close();
  expect(shownFaults()).toEqual([]);
});

function clientOf(persona: Persona): TeamsClient {
  const { name, email } = identities[persona];
  const user = { id: `29:${persona}`, objectId: `aad-${persona}`, name };
  standIn.roster.set(user.id, { id: user.id, aadObjectId: user.objectId, name, email, tenantId });
  return createTeamsClient({ botUrl: rehearsal.botUrl, standIn, appId, tenantId, user });
}

/** The card that a dialog shows. */
const cardOf = ({ body }: TeamsAnswer) => at(body, 'task', 'value', 'card', 'content');
const shownIn = (answer: TeamsAnswer) => readAdaptiveCard(cardOf(answer));
const startsOf = (answer: TeamsAnswer) =>
  Object.fromEntries(shownIn(answer).fields.map(({ name, value }) => [name, value]));
const sentMessages = () => standIn.calls.filter(({ part }) => part === 'send');

async function reported(): Promise<readonly unknown[]> {
  return (await scene.journal()).filter(({ type }) => type === 'incident-reported').map(({ data }) => data);
}

describe('« Vérifier ce texte », in the menu of a message (règlement, art. 9)', () => {
  it('opens the form with the text alone; sent, the dialog says what is to be put right', async () => {
    const client = clientOf('referent');
    const body = { contentType: 'html', content: '<p>Venez essayer <b>l’assistant</b> de la mairie.</p>' };
    const form = await client.fetchAction('verifier-texte', { ...payload, body });
    expect(startsOf(form)['texte']).toBe('Venez essayer l’assistant de la mairie.');
    const answer = shownIn(await client.submitAction(cardOf(form), { support: 'affiche' }, 'verifier-texte'));
    expect(answer.title).toBe('Texte à corriger');
    expect(answer.text).toContain('La mention manque.');
    expect(await reported()).toEqual([]);
  });
});

describe('« Signaler comme incident », in the menu of a message', () => {
  it('shows the form in time, with the text made plain and the link; who asks is told by their own conversation', async () => {
    const startedMs = performance.now();
    const answer = await clientOf('referent').fetchAction(REPORT, payload);
    expect(performance.now() - startedMs).toBeLessThan(DIALOG_MS);
    expect(answer.status).toBe(200);
    expect(at(answer.body, 'task', 'type')).toBe('continue');
    expect(startsOf(answer)['faits']).toBe(faits);
    const asked = standIn.calls.filter(({ part }) => part === 'member');
    expect(asked.map(({ conversationId }) => conversationId)).toEqual(['personal-29:referent']);
    expect(sentMessages()).toEqual([]);
  });

  it('takes a message of plain text as it is, and one of nothing but a picture by its link', async () => {
    const client = clientOf('referent');
    const plain = { body: { contentType: 'text', content: `<b> ${facts}` } };
    expect(startsOf(await client.fetchAction(REPORT, plain))['faits']).toBe(`<b> ${facts}`);
    const picture = { linkToMessage: link, body: { contentType: 'html', content: '<img src="x">' } };
    expect(startsOf(await client.fetchAction(REPORT, picture))['faits']).toBe(
      `Message d'origine\u00a0: ${link}`,
    );
    expect(startsOf(await client.fetchAction(REPORT, {}))['faits']).toBe('');
  });

  it('cuts a long message to what the field takes, the link whole', async () => {
    const long = { ...payload, body: { contentType: 'html', content: `<p>${'mot '.repeat(20_000)}</p>` } };
    const { faits: cut = '' } = startsOf(await clientOf('referent').fetchAction(REPORT, long));
    expect(cut.length).toBeLessThanOrEqual(3_000);
    expect(cut.endsWith(link)).toBe(true);
  });

  it('sent: recorded once with its source; the receipt stands in the dialog and in the person’s conversation', async () => {
    const client = clientOf('referent');
    const card = cardOf(await client.fetchAction(REPORT, payload));
    const answer = await client.submitAction(card, rest);
    expect(shownIn(answer).text).toContain('INC-2026-0001');
    const again = await client.submitAction(card, rest);
    expect(shownIn(again).text).toContain('INC-2026-0001');
    expect(await reported()).toMatchObject([{ incident: 'INC-2026-0001', facts: faits, source: link }]);
    const [message] = sentMessages();
    expect(message?.conversationId).toBe('personal-29:referent');
    expect(JSON.stringify(message?.body)).toContain('INC-2026-0001');
  });

  it('sent, with its message lost: the receipt stands in the dialog all the same', async () => {
    const client = clientOf('referent');
    const card = cardOf(await client.fetchAction(REPORT, payload));
    standIn.fail('send', { status: 403 });
    expect(shownIn(await client.submitAction(card, rest)).text).toContain('INC-2026-0001');
  });

  it('refused: the form stays with its text and its errors, and the text is kept as a draft', async () => {
    const client = clientOf('referent');
    const card = cardOf(await client.fetchAction(REPORT, payload));
    const worked = `${facts} Depuis ce matin.`;
    const answer = await client.submitAction(card, { ...rest, faits: worked, 'constate-le': '2027-01-01' });
    expect(startsOf(answer)['faits']).toBe(worked);
    expect(shownIn(answer).errors['constate-le']).toContain('postérieure');
    expect(await reported()).toEqual([]);
    expect(sentMessages()).toEqual([]);
    expect(startsOf(await client.fetchAction(REPORT, payload))['faits']).toBe(worked);
    const line = await client.say('incident');
    expect(line.status).toBe(200);
    expect(JSON.stringify(sentMessages().at(-1)?.body)).toContain('Depuis ce matin.');
  });

  it('tells somebody who is not enrolled how to be, in the dialog; their text waits for them', async () => {
    const client = clientOf('successor');
    const answer = await client.fetchAction(REPORT, payload);
    expect(shownIn(answer).text).toContain("Vous n'êtes pas encore enregistré");
    expect(shownIn(answer).text).toContain('gardé sept jours');
    const button = shownIn(answer).buttons.indexOf("Demander l'accès");
    expect(button).toBeGreaterThanOrEqual(0);
    const asking = await client.submitAction(cardOf(answer), {});
    expect(shownIn(asking).fields.length).toBeGreaterThan(0);
    await designate(scene, 'choisy-le-roi', 'suppleant', 'successor');
    await client.say('incident');
    expect(JSON.stringify(sentMessages().at(-1)?.body)).toContain(facts);
  });

  it('of somebody with whom no conversation can be opened, is refused there, and nothing is done', async () => {
    const client = clientOf('referent');
    standIn.fail('open', { status: 403 });
    const answer = await client.fetchAction(REPORT, payload);
    expect(answer.body).toEqual({ task: { type: 'message', value: WRITE_PRIVATELY } });
    expect(replies).toEqual([]);
  });

  it('that takes too long is said to go on; the form then comes to the person’s conversation', async () => {
    await rehearsal.stop();
    await open({ limits: { actionMs: 200 } });
    const slow = Promise.withResolvers<void>();
    hold = slow.promise;
    const answer = await clientOf('referent').fetchAction(REPORT, payload);
    expect(answer.body).toEqual({ task: { type: 'message', value: IN_PROGRESS_PRIVATELY } });
    slow.resolve();
    const [message] = await standIn.spoken(1);
    expect(message?.conversationId).toBe('personal-29:referent');
    expect(JSON.stringify(message?.body)).toContain(facts);
  });

  it('that is not known, or not of this bot’s making, is said not to be', async () => {
    const client = clientOf('referent');
    const told = { task: { type: 'message', value: NOT_UNDERSTOOD } };
    expect((await client.fetchAction('autre', payload)).body).toEqual(told);
    expect((await client.submitAction({}, {})).body).toEqual(told);
    expect(replies).toEqual([]);
  });

  it.each<[string, Parameters<TeamsClient['invoke']>[2], number]>([
    ['without a token', { token: null }, 401],
    ['with a forged token', { token: { forged: true } }, 401],
    ['of another tenant', { conversation: { tenantId: 'another' } }, 403],
  ])('%s is not heard', async (_how, options, status) => {
    const answer = await clientOf('referent').fetchAction(REPORT, payload, options);
    expect(answer.status).toBe(status);
    expect(replies).toEqual([]);
  });
});
