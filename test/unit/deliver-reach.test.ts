import { describe, expect, it } from '@jest/globals';
import { plainText } from '../../cards/plain-text.ts';
import { createDelivery } from '../../src/scheduler/deliver.ts';
import { askForLink } from '../../src/usecases/ask-for-link.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import { accountLink } from '../../src/usecases/link-account.ts';
import type { Append } from '../../src/usecases/ports.ts';
import { accountLost } from '../../src/usecases/reachability.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import { clockContext } from '../../src/usecases/reminders.ts';
import {
  accountOn,
  fates,
  keptLog,
  person,
  type ScriptedMessenger,
  scriptedMessenger,
  storeWith,
} from '../support/clockwork.ts';
import { type Crowd, crowd } from '../support/crowd.ts';
import { plainSpaces } from '../support/french.ts';
import { listOf } from '../support/store-engines.ts';
import { designated } from '../support/track.ts';

const lost = () => new DeliveryError('account_inactive', { retryable: false, isAddressLost: true });

interface Scene extends Crowd {
  readonly slack: ScriptedMessenger;
  readonly mail: ScriptedMessenger;
}

/** Amina is référente of Choisy-le-Roi; Camille and Denis coordinate. Slack says that Amina has left. */
async function left(platforms: 'slack' | 'slack and mail' = 'slack and mail'): Promise<Scene> {
  const slack = scriptedMessenger('slack');
  const mail = scriptedMessenger('mail');
  const scene = await crowd(['camille', 'denis'], platforms === 'slack' ? [slack] : [slack, mail]);
  await scene.save(person('amina', 'slack'));
  const settled = slack.meanwhile;
  slack.meanwhile = async (account) => {
    await settled(account);
    if (account.id === 'slack/amina') throw lost();
  };
  return { ...scene, slack, mail };
}

const says = (sent: ScriptedMessenger['sent'][number] | undefined) =>
  sent === undefined ? '' : plainSpaces(plainText(sent.card));

describe('an address at which nobody is reached any more', () => {
  it('is marked and recorded once, each coordinator is told once, and the message leaves by the next channel', async () => {
    const scene = await left();
    await scene.notify('1@amina', '2@amina');
    await scene.deliver();
    expect(scene.mail.sent.map(({ key }) => key)).toEqual(['1@amina', '2@amina']);
    expect(scene.arrivals.filter(({ to }) => to === 'slack/amina')).toHaveLength(1);
    await scene.parts.world.catchUp();
    expect(scene.parts.world.people.byId('amina')?.person.accounts).toMatchObject([
      { platform: 'slack', lostAt: '2026-05-22T08:00:00Z' },
    ]);
    const events = (await listOf(scene.store.journal())).filter(({ type }) => type === 'account-lost');
    expect(events.map(({ stream, data }) => [stream, data])).toEqual([
      ['directory', { personId: 'amina', platform: 'slack', why: 'refused' }],
    ]);
    expect(scene.slack.sent.map(({ to, key }) => [to, key])).toEqual([
      ['slack/camille', 'person-unreachable:amina:slack:2026-05-22T08:00:00Z@camille'],
      ['slack/denis', 'person-unreachable:amina:slack:2026-05-22T08:00:00Z@denis'],
    ]);
    expect(says(scene.slack.sent[0])).toBe(
      [
        'amina Exemple : injoignable',
        "amina Exemple (Choisy-le-Roi) n'est plus joignable sur Slack depuis le 22/05/2026 à 10 h 00. Ses messages partent par un autre canal.",
        'Vérifiez que cette personne est toujours en poste ; sinon, désignez qui lui succède. Un mot de sa part à Jalon, ou une nouvelle adresse, rétablit le contact.',
      ].join('\n'),
    );
    expect(scene.slack.sent[0]?.card.actions.map(({ label }) => label)).toEqual([
      'Voir la fiche',
      'Changer le référent',
    ]);
    expect(scene.log.lines.filter(({ event }) => event === 'account-lost')).toHaveLength(1);
  });

  it('with no channel left: the message waits, an hour at a time, and the coordinators are told once', async () => {
    const scene = await left('slack');
    await scene.notify('1@amina');
    await scene.deliver();
    expect(await scene.store.message('1@amina')).toMatchObject({
      state: 'waiting',
      attempts: 0,
      lastError: 'no-channel',
      notBeforeAt: '2026-05-22T09:00:00Z',
    });
    expect(says(scene.slack.sent[0])).toContain('Ses messages attendent.');
    for (const hour of ['11:00', '12:00', '13:00']) {
      scene.at(`2026-05-22 ${hour}`);
      await scene.deliver();
    }
    expect(scene.slack.sent).toHaveLength(2);
    expect(scene.arrivals.filter(({ to }) => to === 'slack/amina')).toHaveLength(1);
    await scene.save(person('amina', 'slack'));
    scene.slack.meanwhile = () => undefined;
    scene.at('2026-05-22 14:00');
    await scene.deliver();
    expect(scene.slack.sent.at(-1)?.key).toBe('1@amina');
  });

  it('somebody of whom no address was ever known: told once for ever', async () => {
    const scene = await left('slack');
    await scene.save({ ...person('zoe'), email: null });
    await scene.notify('1@zoe', '2@zoe');
    await scene.deliver();
    scene.at('2026-05-22 11:00');
    await scene.notify('3@zoe');
    await scene.deliver();
    expect(scene.slack.sent.map(({ key }) => key)).toEqual([
      'person-unreachable:zoe:none@camille',
      'person-unreachable:zoe:none@denis',
    ]);
    expect(says(scene.slack.sent[0])).toContain(
      "Jalon ne connaît aucun moyen d'écrire à zoe Exemple. Ses messages attendent.",
    );
  });

  it('several people lost together are told of in one message', async () => {
    const scene = await left('slack');
    await scene.save(person('bruno', 'slack'));
    await scene.record([designated('bruno', '2026-01-05', { role: 'deputy' })]);
    scene.slack.meanwhile = async ({ id }) => {
      if (id === 'slack/amina' || id === 'slack/bruno') throw lost();
      await scene.timer.sleep(100);
    };
    await scene.notify('1@camille', '1@amina', '1@bruno');
    await scene.deliver();
    const told = scene.slack.sent.filter(({ card }) => card.name === 'people-unreachable');
    expect(told.find(({ to }) => to === 'slack/camille')?.card.title.replace('\u00a0', ' ')).toBe(
      '2 personnes injoignables',
    );
  });

  it('an e-mail that the server knows no more is not written to again', async () => {
    const scene = await left();
    await scene.save(person('zoe'));
    scene.mail.script.push(lost());
    await scene.notify('1@zoe');
    await scene.deliver();
    scene.at('2026-05-22 11:00');
    await scene.deliver();
    expect(scene.mail.sent).toEqual([]);
    expect(await fates(scene)).toMatchObject({ '1@zoe': 'waiting no-channel' });
    await scene.save({ ...person('zoe'), email: 'zoe.nouvelle@exemple.fr' });
    scene.at('2026-05-22 12:00');
    await scene.deliver();
    expect(scene.mail.sent.map(({ to }) => to)).toEqual(['zoe.nouvelle@exemple.fr']);
  });

  it('an e-mail that was found again can be lost again, and is told again', async () => {
    const scene = await left();
    await scene.save(person('zoe'));
    const losses = async () =>
      (await listOf(scene.store.journal())).filter(({ type }) => type === 'account-lost').length;
    scene.mail.script.push(lost());
    await scene.notify('1@zoe');
    await scene.deliver();
    const visitor = {
      platform: 'mail',
      accountId: 'zoe@exemple.fr',
      email: 'zoe@exemple.fr',
      name: null,
      reference: null,
    } as const;
    scene.at('2026-05-22 10:05');
    const link = accountLink(scene.parts.world, { visitor, correlationId: 'c', now: scene.parts.now() });
    if (link !== null) await scene.store.append(link);
    await scene.deliver();
    expect(scene.mail.sent.map(({ key }) => key)).toEqual(['1@zoe']);
    expect(await losses()).toBe(1);
    scene.at('2026-05-22 10:10');
    scene.mail.script.push(lost());
    await scene.notify('2@zoe');
    await scene.deliver();
    expect(await losses()).toBe(2);
    expect(await fates(scene)).toMatchObject({ '2@zoe': 'waiting no-channel' });
    expect(scene.parts.world.people.byId('zoe')?.person.accounts).toMatchObject([
      { platform: 'mail', lostAt: '2026-05-22T08:10:00Z' },
    ]);
  });

  it('somebody who wants mails and whose e-mail is lost is looked for in the chats', async () => {
    const slack = scriptedMessenger('slack', () => accountOn('slack', 'zoe'));
    const scene = await crowd(['camille'], [slack, scriptedMessenger('mail')]);
    await scene.save({
      ...person('zoe'),
      preferences: { ...NO_PREFERENCES, channel: 'mail' },
      accounts: [
        {
          ...accountOn('mail', 'zoe'),
          id: 'zoe@exemple.fr',
          lostAt: '2026-05-01T00:00:00Z',
        },
      ],
    });
    await scene.notify('1@zoe');
    await scene.deliver();
    expect(slack.sent.map(({ to, key }) => [to, key])).toEqual([['slack/zoe', '1@zoe']]);
  });

  it('an address that a search gives and that is lost is not found again', async () => {
    const slack = scriptedMessenger('slack', () => accountOn('slack', 'zoe'));
    const scene = await crowd(['camille'], [slack]);
    await scene.save(person('zoe'));
    slack.meanwhile = ({ id }) => {
      if (id === 'slack/zoe') throw lost();
    };
    await scene.notify('1@zoe', '2@zoe');
    await scene.deliver();
    expect(slack.sent.map(({ card }) => card.name)).toEqual(['people-unreachable']);
    expect(await fates(scene)).toMatchObject({
      '1@zoe': 'waiting no-channel',
      '2@zoe': 'waiting no-channel',
    });
  });

  it('others who write at the same moment do not keep it from being recorded', async () => {
    const scene = await left();
    let conflicts = 2;
    const store = storeWith(scene.store, {
      append: async (append: Append) => {
        conflicts -= 1;
        return conflicts >= 0 ? { kind: 'conflict' } : scene.store.append(append);
      },
    });
    const delivery = createDelivery({ ...scene.parts, store }, scene.timer);
    await scene.notify('1@amina');
    await delivery.fill();
    await delivery.idle();
    expect((await listOf(scene.store.journal())).filter(({ type }) => type === 'account-lost')).toHaveLength(
      1,
    );
    const never = storeWith(scene.store, { append: async () => ({ kind: 'conflict' }) });
    const log = keptLog();
    await scene.save(person('amina', 'slack'));
    await scene.notify('2@amina');
    const stuck = createDelivery({ ...scene.parts, store: never, log }, scene.timer);
    await stuck.fill();
    await stuck.idle();
    expect(log.lines.map(({ event }) => event)).toEqual(['send-failed', 'sent']);
  });

  it('a word from there in the meantime keeps it; an erased person has none', async () => {
    const scene = await left();
    await scene.parts.world.catchUp();
    const context = { ...clockContext(scene.parts, scene.parts.now()), world: scene.parts.world };
    const account = accountOn('slack', 'amina');
    const loss = { personId: 'amina', account, why: 'refused', hasOther: false };
    expect(accountLost(context, loss, 'c')).not.toBeNull();
    expect(
      accountLost(context, { ...loss, account: { ...account, seenAt: '2025-12-01T00:00:00Z' } }, 'c'),
    ).toBeNull();
    expect(accountLost(context, { ...loss, personId: 'nobody' }, 'c')).toBeNull();
  });
});

describe('a link that was asked for by e-mail', () => {
  async function asked(platforms: 'slack' | 'slack and mail'): Promise<Scene> {
    const scene = await left(platforms);
    scene.slack.meanwhile = () => undefined;
    await askForLink(scene.parts, 'amina@exemple.fr');
    return scene;
  }

  const fate = async (scene: Scene) =>
    Object.entries(await fates(scene)).flatMap(([key, one]) => (key.startsWith('access-link') ? [one] : []));

  it('leaves by e-mail, wherever the person likes to be written to', async () => {
    const scene = await asked('slack and mail');
    await scene.deliver();
    expect(scene.mail.sent.map(({ to, card }) => [to, card.name])).toEqual([
      ['amina@exemple.fr', 'access-link'],
    ]);
    expect(scene.slack.sent).toEqual([]);
  });

  it('where no mail can leave, is dropped, and nobody is called unreachable', async () => {
    const scene = await asked('slack');
    await scene.deliver();
    expect(await fate(scene)).toEqual(['dropped no-mail']);
    expect(scene.slack.sent).toEqual([]);
  });

  it('to an e-mail that is lost, is dropped; the coordination is told that the person has their chat', async () => {
    const scene = await asked('slack and mail');
    scene.mail.script.push(lost());
    await scene.deliver();
    expect(await fate(scene)).toEqual(['dropped no-mail']);
    expect(says(scene.slack.sent[0])).toContain('Ses messages partent par un autre canal.');
  });

  it.each([
    ['2026-05-22 11:00', ['sent']],
    ['2026-05-22 11:01', ['dropped too-late']],
  ])('at %s, asked for at 10 h: %j', async (at, expected) => {
    const scene = await asked('slack and mail');
    scene.at(at);
    await scene.deliver();
    expect(await fate(scene)).toEqual(expected);
  });
});

describe('what is told to the coordination of the sending', () => {
  it('is dropped when the person is back, or erased, or the coordinator is one no more', async () => {
    const scene = await left();
    const draft = (key: string, to: string, personId: string, platform: string | null) => ({
      key,
      to,
      topic: 'person-unreachable',
      data: { personId, platform, since: '2026-05-01T08:00:00Z', hasOther: false },
      group: null,
      notBeforeAt: '2026-01-01T00:00:00Z',
    });
    await scene.save({ ...person('erased'), name: '', email: null }, person('back', 'slack'));
    await scene.save({
      ...person('spoke'),
      accounts: [accountOn('slack', 'spoke', '2026-05-02T08:00:00Z')],
    });
    await scene.record(
      [],
      [
        draft('1', 'camille', 'erased', 'slack'),
        draft('2', 'camille', 'back', 'slack'),
        draft('3', 'amina', 'back', 'slack'),
        draft('4', 'camille', 'spoke', null),
        draft('5', 'camille', 'nobody', 'slack'),
      ],
    );
    await scene.deliver();
    expect(await fates(scene)).toEqual({
      1: 'dropped settled-since',
      2: 'dropped settled-since',
      3: 'dropped no-role-left',
      4: 'dropped settled-since',
      5: 'dropped settled-since',
    });
  });
});
