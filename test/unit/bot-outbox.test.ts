import { afterAll, describe, expect, it } from '@jest/globals';
import { outboxCard, unreachableLine } from '../../cards/outbox.ts';
import { describeFault, topicOf } from '../../cards/outbox-words.ts';
import type { Reply } from '../../src/usecases/bot.ts';
import type { Message } from '../../src/usecases/ports.ts';
import { designate, openStaffedScene, type Scene, said, saidBy, shownFaults } from '../support/bot.ts';
import { changePerson, loseAccount, store } from '../support/changes.ts';
import { plainSpaces } from '../support/french.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const buttons = (reply: Reply) =>
  reply.kind === 'card' ? reply.card.actions.map(({ label }) => plainSpaces(label)) : [];

/** A change of référent whose three notices could not be sent; the first to the coordination failed for good. */
async function troubledScene(): Promise<Scene> {
  const scene = await openStaffedScene();
  await scene.say('otherCoordinator', 'aide');
  await designate(scene, 'choisy-le-roi', 'referent', 'successor');
  const now = scene.now.toString();
  const leaseUntilAt = scene.now.add({ minutes: 5 }).toString();
  const notBeforeAt = scene.now.add({ minutes: 15 }).toString();
  for (const { key, fence } of await scene.store.claim({ now, leaseUntilAt, recipients: 9 })) {
    const isFirst = key.startsWith('referent-changed');
    await scene.store.settle(
      key,
      fence,
      isFirst
        ? { kind: 'failed', error: 'render-failed' }
        : { kind: 'retry', notBeforeAt, error: 'chat.postMessage: HTTP 503', countAttempt: true },
    );
  }
  return scene;
}

async function messageOf(scene: Scene, topic: string): Promise<Message | undefined> {
  return (await scene.messages()).findLast((message) => message.topic === topic);
}

describe('envois: what waits and what did not leave', () => {
  it('says so when nothing is in trouble', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('coordinator', 'envois');
    expect(said(reply)).toBe(
      [
        'Envois',
        'En attente : 0',
        'À envoyer maintenant : 0',
        'En échec : 0',
        'Aucun envoi en difficulté.',
      ].join('\n'),
    );
    expect(buttons(reply)).toEqual([]);
  });

  it('tells to whom, about what and why, in French', async () => {
    const scene = await troubledScene();
    const reply = await scene.say('coordinator', 'envois');
    const text = said(reply);
    expect(text).toContain('En attente : 2');
    expect(text).toContain('En échec : 1');
    expect(text).toContain('3 envois en difficulté.');
    expect(text).toContain(
      "Changement de référent à Denis Blanc (Choisy-le-Roi), du 12/03/2026 à 10 h 42 : le message n'a pas pu être composé, prévenez l'exploitant (aucun autre essai)",
    );
    expect(text).toContain(
      "Fin de rôle à Amina Diallo (Choisy-le-Roi), du 12/03/2026 à 10 h 42 : la plateforme n'a pas répondu (prochain essai le 12/03/2026 à 10 h 57, 1 essai)",
    );
    expect(buttons(reply)).toEqual([
      'Réessayer le 1',
      'Arrêter le 1',
      'Réessayer le 2',
      'Arrêter le 2',
      'Réessayer le 3',
      'Arrêter le 3',
      'Tout réessayer',
    ]);
  });

  it('another try goes to an address that was lost too: whoever asks has reason to believe in it', async () => {
    const scene = await troubledScene();
    await loseAccount(scene, 'otherCoordinator', 'web');
    await scene.say('coordinator', 'envois');
    await scene.press('coordinator', 'Tout réessayer');
    expect((await scene.person('otherCoordinator'))?.accounts.map(({ lostAt }) => lostAt)).toEqual([null]);
  });

  it('lets one leave again at once, and records who asked', async () => {
    const scene = await troubledScene();
    await scene.say('coordinator', 'envois');
    const reply = await scene.press('coordinator', 'Réessayer le 1');
    expect(said(reply)).toContain('Nouvel essai demandé : Changement de référent à');
    const message = await messageOf(scene, 'referent-changed');
    expect(message).toMatchObject({ state: 'waiting', attempts: 0, lastError: null });
    const event = (await scene.journal()).findLast(({ type }) => type === 'message-retried');
    expect(event?.data).toEqual({ key: message?.key, byId: (await scene.person('coordinator'))?.id });
    expect(buttons(reply)).toEqual(['Voir les envois']);
  });

  it('lets all of them leave again', async () => {
    const scene = await troubledScene();
    await scene.say('coordinator', 'envois');
    expect(said(await scene.press('coordinator', 'Tout réessayer'))).toContain(
      'Nouvel essai demandé pour 3 envois.',
    );
    expect((await scene.messages()).filter(({ lastError }) => lastError !== null)).toEqual([]);
    const again = await scene.ask('coordinator', {
      kind: 'run',
      command: 'envoi reessayer',
      values: { envoi: 'tous' },
    });
    expect(said(again)).toContain('Aucun envoi en difficulté.');
  });

  it('art. 4: a legal message is only given up after a second press, which names the article', async () => {
    const scene = await troubledScene();
    await scene.say('coordinator', 'envois');
    const asked = await scene.press('coordinator', 'Arrêter le 1');
    expect(said(asked)).toContain('la personne doit en être informée (convention, art. 4).');
    expect((await messageOf(scene, 'referent-changed'))?.state).toBe('failed');
    const stopped = await scene.press('coordinator', "Arrêter l'envoi");
    expect(said(stopped)).toContain('ce message ne partira pas.');
    expect(said(stopped)).toContain('Prévenez la personne par un autre moyen.');
    expect(await messageOf(scene, 'referent-changed')).toMatchObject({
      state: 'dropped',
      lastError: 'stopped',
    });
    expect((await scene.journal()).some(({ type }) => type === 'message-stopped')).toBe(true);
  });

  it('gives a reminder up at once', async () => {
    const scene = await openStaffedScene();
    await scene.tick();
    const reminder = await messageOf(scene, 'reminder');
    const values = { envoi: String(reminder?.key) };
    const stopped = await scene.ask('coordinator', { kind: 'run', command: 'envoi arreter', values });
    expect(said(stopped)).toContain("Rappel d'échéance à");
    expect(said(stopped)).not.toContain('Prévenez la personne');
    expect((await messageOf(scene, 'reminder'))?.state).toBe('dropped');
  });

  it.each(['envoi reessayer', 'envoi arreter'])(
    '%s: what left or was stopped since is left alone',
    async (command) => {
      const scene = await openStaffedScene();
      const sent = await messageOf(scene, 'referent-welcome');
      const press = (envoi: string) =>
        scene.ask('coordinator', { kind: 'run', command, values: { envoi, confirme: 'oui' } });
      expect(said(await press(String(sent?.key)))).toContain('Ce message est parti entre-temps.');
      expect(said(await press('unknown'))).toContain("Ce message n'est plus parmi les envois.");
      await designate(scene, 'choisy-le-roi', 'referent', 'successor');
      const waiting = String((await messageOf(scene, 'referent-farewell'))?.key);
      await store(scene, { outbox: [{ key: waiting, change: 'stop', why: 'test' }] });
      const reply = await press(waiting);
      expect(said(reply)).toContain("Ce message a déjà été arrêté, ou n'a plus lieu d'être.");
      expect(reply.kind === 'refused' ? reply.card.actions.map(({ label }) => label) : []).toEqual([
        'Voir les envois',
      ]);
    },
  );

  it('is not stopped while it is being sent; another try leaves it with its holder', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    const leaseUntilAt = scene.now.add({ minutes: 3 }).toString();
    await scene.store.claim({ now: scene.now.toString(), leaseUntilAt, recipients: 9 });
    const leaving = await messageOf(scene, 'referent-farewell');
    const values = { envoi: String(leaving?.key), confirme: 'oui' };
    const stop = () => scene.ask('coordinator', { kind: 'run', command: 'envoi arreter', values });
    const refused = await stop();
    expect(said(refused)).toContain("Ce message est en cours d'envoi. Réessayez dans quelques minutes.");
    const offered = refused.kind === 'refused' ? refused.card.actions : [];
    expect(offered.map(({ label }) => label)).toEqual(['Voir les envois']);
    const retry = { kind: 'run', command: 'envoi reessayer', values } as const;
    expect(said(await scene.ask('coordinator', retry))).toContain('Nouvel essai demandé');
    expect(await messageOf(scene, 'referent-farewell')).toEqual(leaving);
    scene.now = scene.now.add({ minutes: 3 });
    expect(said(await stop())).toContain('ce message ne partira pas.');
  });

  it('shows five at a time; what is about nothing known any more has no commune', async () => {
    const scene = await openStaffedScene();
    const to = String((await scene.person('referent'))?.id);
    const notBeforeAt = scene.now.toString();
    const draft = { to, topic: 'reminder', data: {}, group: 'reminder', notBeforeAt };
    await store(scene, {
      messages: Array.from({ length: 7 }, (_, index) => ({ ...draft, key: `reminder:${index}` })),
    });
    const leaseUntilAt = scene.now.add({ minutes: 5 }).toString();
    for (const { key, fence } of await scene.store.claim({ now: notBeforeAt, leaseUntilAt, recipients: 9 })) {
      await scene.store.settle(key, fence, { kind: 'failed', error: 'render-failed' });
    }
    expect(said(await scene.say('coordinator', 'envois'))).toContain(
      "1. Rappel d'échéance à Amina Diallo, du",
    );
    const second = await scene.press('coordinator', 'Suite');
    expect(said(second)).toContain('Envois (2/2)');
    expect(buttons(second)).toEqual([
      'Réessayer le 6',
      'Arrêter le 6',
      'Réessayer le 7',
      'Arrêter le 7',
      'Tout réessayer',
      'Précédent',
    ]);
  });

  it('turns its pages, and says how many more there are', () => {
    const item = {
      key: 'k',
      to: 'Amina Diallo',
      topic: 'reminder',
      commune: null,
      fault: 'no-channel',
      attempts: 0,
      createdAt: '2026-03-12T09:42:00Z',
      nextTryAt: null,
    };
    const card = outboxCard({
      waiting: 205,
      due: 205,
      oldestDueAt: '2026-03-12T09:42:00Z',
      failed: 0,
      troubled: 205,
      shown: 100,
      items: [item],
      first: 6,
      page: 2,
      pages: 20,
      unreachable: [],
    });
    expect(saidBy(card)).toContain('Envois (2/20)');
    expect(saidBy(card)).toContain('À envoyer maintenant : 205, depuis le 12/03/2026 à 10 h 42');
    expect(saidBy(card)).toContain("6. Rappel d'échéance à Amina Diallo, du 12/03/2026");
    expect(saidBy(card)).toContain('105 autres à voir une fois ceux-ci réglés.');
    expect(card.actions.map(({ label }) => label)).toEqual([
      'Réessayer le 6',
      'Arrêter le 6',
      'Tout réessayer',
      'Précédent',
      'Suite',
    ]);
  });

  it('is for coordinators', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'envois'))).toContain('réservée à la coordination');
  });
});

describe('whom Jalon no longer reaches', () => {
  it('is told in envois, on the file and beside the missing référents, with what is left', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide', { visitor: { platform: 'slack', accountId: 'T1/U1' } });
    await loseAccount(scene, 'referent', 'slack');
    const line =
      'Amina Diallo, référent(e) de Choisy-le-Roi : compte Slack désactivé depuis le 12/03/2026 ; Jalon lui écrit par courriel';
    const sent = await scene.say('coordinator', 'envois');
    expect(said(sent)).toContain(`Injoignables\n- ${line}`);
    expect(buttons(sent)).toEqual(['Voir la fiche : Choisy-le-Roi']);
    expect(said(await scene.press('coordinator', 'Voir la fiche : Choisy-le-Roi'))).toContain(
      'Attention : compte Slack désactivé depuis le 12/03/2026.',
    );
    const missing = await scene.say('coordinator', 'referent manquants');
    expect(said(missing)).toContain(`Injoignables\n- ${line}`);
    expect(buttons(missing)).toEqual(['Voir les envois']);
  });

  it('is not told of somebody who came back on the same platform', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide', { visitor: { platform: 'slack', accountId: 'T1/U1' } });
    await loseAccount(scene, 'referent', 'slack');
    await scene.say('referent', 'aide', { visitor: { platform: 'slack', accountId: 'T1/U2' } });
    expect(said(await scene.say('coordinator', 'envois'))).not.toContain('Injoignables');
  });

  it('tells of a coordinator too, and of an e-mail that comes back', async () => {
    const scene = await openStaffedScene();
    await scene.say('otherCoordinator', 'aide');
    await loseAccount(scene, 'otherCoordinator', 'web');
    const reply = await scene.say('coordinator', 'envois');
    expect(said(reply)).toContain(
      "Denis Blanc (coordination) : compte de la page d'essai injoignable depuis le 12/03/2026 ; Jalon lui écrit par courriel",
    );
    expect(buttons(reply)).toEqual([]);
    const lostAt = scene.now.toString();
    const mail = { platform: 'mail', id: 'x', email: 'x', reference: {}, seenAt: lostAt, lostAt } as const;
    await changePerson(scene, 'referent', (person) => ({ ...person, accounts: [mail] }));
    expect(said(await scene.say('coordinator', 'envois'))).toContain(
      'courriel refusé depuis le 12/03/2026 ; plus aucun moyen de lui écrire',
    );
  });

  it('tells of somebody without any address, and of nobody who is not recorded', async () => {
    const scene = await openStaffedScene();
    await changePerson(scene, 'referent', (person) => ({ ...person, accounts: [], email: null }));
    const { streams } = await scene.store.heads();
    const stream = 'track:ia-administration-interne';
    const data = {
      number: 'REF-2026-0099',
      commune: 'nanterre',
      role: 'referent',
      personId: 'nobody',
      fromOn: '2026-03-12',
      replacesId: null,
      byId: 'system',
    };
    const events = [{ type: 'referent-designated', data }];
    await store(scene, {
      writes: [{ stream, expectedVersion: streams.get(stream) ?? 0, events, nextDueAt: null }],
    });
    const text = said(await scene.say('coordinator', 'envois'));
    expect(text).toContain('Amina Diallo, référent(e) de Choisy-le-Roi : aucune adresse ;');
    expect(text).not.toContain('Nanterre');
    expect(said(await scene.say('coordinator', 'referent voir nanterre'))).toContain('personne effacée');
  });

  it('lists the missing référents for a spreadsheet, and says that nobody can be written to', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'commune ajouter Thiais');
    const reply = await scene.say('coordinator', 'referent manquants');
    expect(said(reply)).toContain("Jalon ne peut pas les relancer : personne n'y est enregistré");
    expect(buttons(reply)).toEqual(['Désigner : Thiais', 'Exporter (CSV)']);
  });
});

describe('the words of the outbox', () => {
  it.each([
    [null, 'cause inconnue'],
    ['no-channel', 'aucune adresse'],
    ['person-erased', 'ont été effacées'],
    ['chat.postMessage: rate limited', "demande d'attendre"],
    ['the account is deactivated', 'désactivé'],
    ['The Bot Connector answered 403: BotNotInConversationRoster', 'désactivé'],
    ['mail address refused', "l'adresse de courriel est refusée"],
    ['not an e-mail address', "l'adresse de courriel est refusée"],
    ['mail put off', "le serveur de courriel demande d'attendre"],
    ['mail server away', 'le serveur de courriel ne répond pas'],
    ['mail refused by policy', "le serveur de courriel n'a pas pris le message"],
    ['The Bot Connector answered 403 BotDisabledByAdmin', "l'administrateur de Teams a désactivé Jalon"],
    ['unexpected fault', 'erreur inattendue'],
    ['Microsoft did not answer within 10000 ms', "n'a pas répondu"],
    ['chat.postMessage: invalid_auth', 'ne reconnaît plus Jalon'],
    ['msg_blocks_too_long', 'la plateforme a refusé le message, « msg_blocks_too_long »'],
  ])('%s is told as « %s »', (fault, words) => {
    expect(plainSpaces(describeFault(fault))).toContain(words);
  });

  it('an unknown topic is a message', () => {
    expect(topicOf('other')).toEqual({ name: 'Message', article: null });
  });

  it('a person reached by nothing is told so', () => {
    const line = unreachableLine({
      name: 'X',
      speaksFor: null,
      lost: [{ platform: 'teams', lostOn: '2026-03-12' }],
      reachedBy: [],
    });
    expect(plainSpaces(line)).toBe(
      'X (coordination) : compte Teams injoignable depuis le 12/03/2026 ; plus aucun moyen de lui écrire',
    );
  });
});
