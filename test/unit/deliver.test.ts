import { describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import { deliver } from '../../src/scheduler/deliver.ts';
import { tick } from '../../src/scheduler/tick.ts';
import { DeliveryError, StoreError } from '../../src/usecases/errors.ts';
import type { Message, MessageDraft } from '../../src/usecases/ports.ts';
import {
  accountOn,
  type Clockwork,
  clockwork,
  fates,
  person,
  type ScriptedMessenger,
  scriptedMessenger,
  storeWith,
  TRACK,
} from '../support/clockwork.ts';
import {
  CHOISY,
  choisyTrack,
  communes,
  designated,
  paris,
  phaseEnd,
  said,
  snoozed,
} from '../support/track.ts';

const later = (retryAfterMs?: number) =>
  new DeliveryError('busy', { retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const refused = () => new DeliveryError('no such user', { retryable: false });
const sevenDays = `milestone:${CHOISY}:setup-end:J-7:2026-05-31:${TRACK}@`;

const auditDone = phaseEnd('audit', 'done', '2026-02-28');
const past = said('setup-end', '2026-05-31', -14);

interface Scene extends Clockwork {
  readonly slack: ScriptedMessenger;
  readonly mail: ScriptedMessenger;
}

/** Friday 22/05/2026, 9 h: J-7 of Choisy-le-Roi's set-up is owed to Amina, and recorded. */
async function jMinus7(...events: readonly TrackEvent[]): Promise<Scene> {
  const slack = scriptedMessenger('slack');
  const mail = scriptedMessenger('mail');
  const clock = await clockwork('2026-05-22 09:00', [slack, mail]);
  await clock.save(person('amina', 'slack'), person('bruno', 'slack'), person('david', 'slack'));
  await clock.save(person('coordinatrice', 'slack'));
  await clock.record([designated('amina', '2026-01-05'), auditDone, past, ...events]);
  await tick(clock.parts);
  return { ...clock, slack, mail };
}

async function only(clock: Clockwork): Promise<Message> {
  const [message, ...others] = await clock.messages();
  expect(others).toEqual([]);
  if (message === undefined) throw new TypeError('there is no message');
  return message;
}

function notice(
  key: string,
  to: string,
  data: MessageDraft['data'],
  topic = 'referent-changed',
): MessageDraft {
  return {
    key,
    to,
    topic,
    data: { track: TRACK, commune: CHOISY, ...data },
    group: null,
    notBeforeAt: '2026-01-01T00:00:00Z',
  };
}

/** How many milliseconds the only message waits from now on. */
async function waitMs(clock: Clockwork, at: string): Promise<number> {
  return Temporal.Instant.from((await only(clock)).notBeforeAt)
    .since(paris(at))
    .total('milliseconds');
}

describe('a reminder that leaves', () => {
  it('reaches the person where they last wrote, and is marked', async () => {
    const clock = await jMinus7();
    await deliver(clock.parts);
    expect(clock.slack.sent.map(({ to, key, card }) => [to, key, card.name])).toEqual([
      ['slack/amina', `${sevenDays}amina`, 'reminder'],
    ]);
    expect(await only(clock)).toMatchObject({
      state: 'sent',
      channel: 'slack',
      platformId: 'slack-1',
      sentAt: '2026-05-22T07:00:00Z',
      attempts: 1,
    });
    await deliver(clock.parts);
    expect(clock.slack.sent).toHaveLength(1);
  });

  it('says on which working day a date that falls on a Sunday must be met', async () => {
    const clock = await jMinus7();
    await deliver(clock.parts);
    expect(JSON.stringify(clock.slack.sent[0]?.card)).toContain('vendredi 29/05/2026');
  });

  it('« Me le rappeler le … » leaves under a key of its own day', async () => {
    const clock = await jMinus7();
    await deliver(clock.parts);
    await clock.record([snoozed('setup-end', 'amina', '2026-05-27')]);
    clock.at('2026-05-27 09:00');
    await tick(clock.parts);
    await deliver(clock.parts);
    const key = `milestone:${CHOISY}:setup-end:rappel-2026-05-27:2026-05-31:${TRACK}@amina`;
    expect(clock.slack.sent.map((sent) => sent.key)).toEqual([`${sevenDays}amina`, key]);
  });

  it('of the start tells the coordinators that nobody can be told', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2025-12-01 09:00', [slack]);
    await clock.save(person('coordinatrice', 'slack'));
    await tick(clock.parts);
    await deliver(clock.parts);
    const [sent] = slack.sent;
    expect(sent?.card.title).toContain("Début de l'expérimentation");
    expect(sent?.card.actions.map(({ label }) => label)).toEqual(['Désigner le référent', 'Calendrier']);
  });

  it('says only what it must in the log: no name, no address', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(later());
    await deliver(clock.parts);
    clock.at('2026-05-22 09:01');
    await deliver(clock.parts);
    expect(JSON.stringify(clock.log.lines)).not.toMatch(/exemple|@/i);
    expect(clock.log.lines.map((line) => line.event)).toEqual(['reminders-owed', 'send-failed', 'sent']);
  });

  it('waits for the end of the quiet hours when it comes too late in the day', async () => {
    const clock = await jMinus7();
    clock.at('2026-05-22 19:00');
    await deliver(clock.parts);
    expect(clock.slack.sent).toEqual([]);
    expect(await only(clock)).toMatchObject({
      state: 'waiting',
      notBeforeAt: '2026-05-26T06:00:00Z',
      attempts: 0,
      lastError: null,
    });
    clock.at('2026-05-26 08:00');
    await deliver(clock.parts);
    expect(clock.slack.sent).toHaveLength(1);
  });

  it('says nothing of records that the disk has not taken (ADR 0010)', async () => {
    const clock = await jMinus7();
    const flushed = async () => {
      throw new StoreError('SQLite: EIO');
    };
    const parts = { ...clock.parts, store: storeWith(clock.store, { flushed }) };
    await expect(deliver(parts, clock.timer)).rejects.toThrow(StoreError);
    expect(clock.slack.sent).toEqual([]);
  });

  it('a legal notice waits for no hour (art. 4)', async () => {
    const clock = await jMinus7();
    const change = designated('bruno', '2026-06-01', { number: 'REF-2026-0001' });
    await clock.record([change], [notice('n', 'coordinatrice', { number: 'REF-2026-0001', reason: null })]);
    clock.at('2026-05-23 23:00');
    await deliver(clock.parts);
    expect(clock.slack.sent.map(({ to, card }) => [to, card.name])).toEqual([
      ['slack/coordinatrice', 'referent-changed-notice'],
    ]);
  });
});

describe('what became of it between recording and leaving', () => {
  it.each([
    ['done', phaseEnd('setup', 'done', '2026-05-21'), 'milestone-done'],
    ['moved', phaseEnd('setup', 'delay', '2026-07-15'), 'milestone-moved'],
    ['overtaken by a later stage', said('setup-end', '2026-05-31', -1), 'later-stage-said'],
  ])('%s: dropped', async (_, event, why) => {
    const clock = await jMinus7();
    await clock.record([event]);
    await deliver(clock.parts);
    expect(await fates(clock)).toEqual({ [`${sevenDays}amina`]: `dropped ${why}` });
    expect(clock.slack.sent).toEqual([]);
  });

  it('a date of which nothing is left: dropped', async () => {
    const clock = await jMinus7();
    const data = { milestone: 'use-end', dueOn: '2026-11-29', offsetDays: -30 };
    const draft = { ...notice('u', 'amina', data, 'reminder'), group: 'reminder' };
    await clock.record([phaseEnd('setup', 'delay', '2026-12-10')], [draft]);
    await deliver(clock.parts);
    expect(await fates(clock)).toMatchObject({ u: 'dropped milestone-gone' });
  });

  it('the start, once it has passed: dropped', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2025-12-01 09:00', [slack]);
    await clock.save(person('amina', 'slack'));
    await clock.record([designated('amina', '2025-11-01')]);
    await tick(clock.parts);
    clock.at('2025-12-02 09:00');
    await deliver(clock.parts);
    expect(Object.values(await fates(clock))).toEqual(['dropped milestone-past']);
    expect(slack.sent).toEqual([]);
  });

  it('a beneficiary that the programme no longer names: dropped', async () => {
    const clock = await jMinus7();
    await clock.record([
      {
        type: 'programme-loaded',
        data: { facts: choisyTrack({ beneficiaries: [] }), contractorId: null, communicationId: null },
      },
    ]);
    await deliver(clock.parts);
    expect(await fates(clock)).toEqual({ [`${sevenDays}amina`]: 'dropped beneficiary-gone' });
  });

  it('a request settled meanwhile: its notice is dropped', async () => {
    const clock = await clockwork('2026-05-22 09:00', []);
    const request = { requestId: 'r1', commune: CHOISY, personId: 'amina', role: 'referent' } as const;
    const settled = {
      requestId: 'r1',
      commune: CHOISY,
      outcome: 'confirmed',
      byId: 'coordinatrice',
    } as const;
    await clock.record(
      [
        { type: 'referent-requested', data: request },
        { type: 'request-settled', data: settled },
      ],
      [notice('asked', 'coordinatrice', { requestId: 'r1' }, 'access-asked')],
    );
    await deliver(clock.parts);
    expect(await fates(clock)).toEqual({ asked: 'dropped settled-since' });
  });

  it('a new référent: it goes to them (art. 4)', async () => {
    const clock = await jMinus7();
    await clock.record([designated('bruno', '2026-05-22')]);
    await deliver(clock.parts);
    expect(clock.slack.sent.map(({ to }) => to)).toEqual(['slack/bruno']);
    expect(await only(clock)).toMatchObject({ key: `${sevenDays}amina`, to: 'bruno', state: 'sent' });
  });

  it('the deputy becomes référent: they are not told twice', async () => {
    const clock = await jMinus7(designated('david', '2026-01-10', { role: 'deputy' }));
    await clock.record([designated('david', '2026-05-22')]);
    await deliver(clock.parts);
    expect(clock.slack.sent.map(({ to }) => to)).toEqual(['slack/david']);
    expect(await fates(clock)).toEqual({
      [`${sevenDays}amina`]: 'dropped told-already',
      [`${sevenDays}david`]: 'sent',
    });
  });

  it('référent and deputy replaced by one person: one message', async () => {
    const clock = await jMinus7(designated('david', '2026-01-10', { role: 'deputy' }));
    await clock.record([
      designated('bruno', '2026-05-22'),
      designated('bruno', '2026-05-22', { role: 'deputy' }),
    ]);
    await deliver(clock.parts);
    expect(clock.slack.sent.map(({ to, card }) => [to, card.name])).toEqual([['slack/bruno', 'reminder']]);
    expect(Object.values(await fates(clock))).toEqual(['sent', 'sent']);
  });

  it('a coordinator who no longer is one, where nobody else can be told: dropped', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2025-11-24 09:00', [slack]);
    await clock.save(person('coordinatrice', 'slack'));
    await tick(clock.parts);
    const settings = { ...clock.parts.settings, coordinatorEmails: new Set<string>() };
    await deliver({ ...clock.parts, settings });
    expect(Object.values(await fates(clock))).toEqual(['dropped no-role-left']);
    expect(slack.sent).toEqual([]);
  });
});

describe('several reminders for one person', () => {
  it('after a week of downtime, each person gets one message that sums up what is still useful', async () => {
    const slack = scriptedMessenger('slack');
    const facts = choisyTrack({ beneficiaries: communes(3) });
    const clock = await clockwork('2026-05-15 09:00', [slack], [facts]);
    await clock.save(person('amina', 'slack'), person('coordinatrice', 'slack'));
    await clock.record([designated('amina', '2026-01-05', { commune: 'commune-1' })]);
    clock.at('2026-05-22 09:30');
    await tick(clock.parts);
    await deliver(clock.parts);
    expect(slack.sent.map(({ to, card }) => [to, card.name, card.title.replace('\u00a0', ' ')])).toEqual([
      ['slack/amina', 'reminder-digest', '2 échéances, dont 1 en retard'],
      ['slack/coordinatrice', 'reminder-digest', '5 échéances, dont 3 en retard'],
    ]);
    expect(new Set(Object.values(await fates(clock)))).toEqual(new Set(['sent']));
    expect((await clock.messages()).filter((m) => m.platformId === 'slack-2')).toHaveLength(5);
  });

  it('one that cannot be rendered does not hold back the others', async () => {
    const broken = choisyTrack({ id: 'autre-parcours' });
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2026-05-22 09:00', [slack], [choisyTrack(), broken]);
    await clock.save(person('amina', 'slack'));
    for (const track of [TRACK, broken.id]) {
      await clock.record([designated('amina', '2026-01-05'), auditDone, past], [], track);
    }
    await tick(clock.parts);
    await clock.record([phaseEnd('setup', 'delay', 'pas une date')], [], broken.id);
    await deliver(clock.parts);
    expect(slack.sent.map(({ key }) => key)).toEqual([`${sevenDays}amina`]);
    const poisoned = await clock.store.message(sevenDays.replace(TRACK, broken.id).concat('amina'));
    expect(poisoned).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'render-failed' });
  });

  it('one that is never rendered is set aside after five tries, for an operator to see', async () => {
    const clock = await jMinus7();
    await clock.record([phaseEnd('setup', 'delay', 'pas une date')]);
    const waits: number[] = [];
    for (const at of ['09:00', '09:01', '09:03', '09:06', '09:20', '09:40']) {
      clock.at(`2026-05-22 ${at}`);
      await deliver(clock.parts);
      waits.push(await waitMs(clock, `2026-05-22 ${at}`));
    }
    expect(waits.slice(0, 4)).toEqual([15_000, 30_000, 60_000, 120_000]);
    expect(await only(clock)).toMatchObject({ state: 'failed', lastError: 'render-failed', attempts: 4 });
    expect(clock.log.lines.filter((line) => line.event === 'render-failed')).toHaveLength(5);
    expect(clock.slack.sent).toEqual([]);
  });
});

describe('a channel that fails', () => {
  it('is tried again later and later', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(later(), later());
    await deliver(clock.parts);
    expect(await waitMs(clock, '2026-05-22 09:00')).toBe(15_000);
    clock.at('2026-05-22 09:01');
    await deliver(clock.parts);
    expect(await waitMs(clock, '2026-05-22 09:01')).toBe(30_000);
    expect(await only(clock)).toMatchObject({ state: 'waiting', attempts: 2, lastError: 'busy' });
    clock.at('2026-05-22 09:02');
    await deliver(clock.parts);
    expect(await only(clock)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(clock.mail.sent).toEqual([]);
  });

  it('that says when to come back is obeyed', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(later(90_000));
    await deliver(clock.parts);
    expect(await waitMs(clock, '2026-05-22 09:00')).toBe(90_000);
    clock.at('2026-05-22 09:01');
    await deliver(clock.parts);
    expect(clock.slack.sent).toEqual([]);
  });

  it('that asks for no wait is not asked again at once', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(later(0));
    await deliver(clock.parts);
    expect(await only(clock)).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  it('gives way to the next one after four tries, and is still asked first', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(later(), later(), later(), later(), later());
    for (const at of ['09:00', '09:01', '09:03', '09:06', '09:20']) {
      clock.at(`2026-05-22 ${at}`);
      await deliver(clock.parts);
    }
    expect(clock.mail.sent.map(({ to }) => to)).toEqual(['amina@exemple.fr']);
    expect(clock.slack.script).toEqual([]);
    expect(await only(clock)).toMatchObject({ state: 'sent', channel: 'mail', attempts: 5 });
  });

  it('that refuses for good gives way to the next one at once', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(refused());
    await deliver(clock.parts);
    expect(clock.mail.sent.map(({ to }) => to)).toEqual(['amina@exemple.fr']);
    expect(clock.log.lines).toContainEqual({
      level: 'warn',
      event: 'send-failed',
      fields: {
        correlationId: 'id-1',
        topic: 'reminder',
        channel: 'slack',
        ms: expect.any(Number),
        retryable: false,
        isAddressLost: false,
        fault: 'no such user',
      },
    });
  });

  it('when all refuse, the message is kept', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(refused());
    clock.mail.script.push(refused());
    await deliver(clock.parts);
    expect(await only(clock)).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'no such user' });
  });

  it('by a fault of its own is tried again like any other', async () => {
    const clock = await jMinus7();
    clock.slack.script.push(new TypeError('a bug'));
    await deliver(clock.parts);
    expect(await only(clock)).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'unexpected fault' });
  });
});

describe('the channels of a person', () => {
  it('the chat that they used last comes first', async () => {
    const slack = scriptedMessenger('slack');
    const teams = scriptedMessenger('teams');
    const clock = await clockwork('2026-05-22 09:00', [slack, teams]);
    await clock.save(person('amina', 'slack', 'teams'));
    await clock.record([designated('amina', '2026-01-05'), auditDone, past]);
    await tick(clock.parts);
    teams.script.push(refused());
    await deliver(clock.parts);
    expect(slack.sent.map(({ to }) => to)).toEqual(['slack/amina']);
    expect(teams.script).toEqual([]);
  });

  it('somebody who has not written yet is looked for by e-mail in the chats', async () => {
    const slack = scriptedMessenger('slack', (email) =>
      email === 'amina@exemple.fr' ? accountOn('slack', 'amina') : null,
    );
    const mail = scriptedMessenger('mail');
    const clock = await clockwork('2026-05-22 09:00', [mail, slack]);
    await clock.save(person('amina'));
    await clock.record([designated('amina', '2026-01-05'), auditDone, past]);
    await tick(clock.parts);
    await deliver(clock.parts);
    expect(slack.sent.map(({ to }) => to)).toEqual(['slack/amina']);
    expect(mail.sent).toEqual([]);
  });

  it('a search at fault leaves the e-mail, and an account on a platform that is not set up does not count', async () => {
    const slack = scriptedMessenger('slack', () => {
      throw new TypeError('a bug');
    });
    const stray = scriptedMessenger('web', () => accountOn('teams', 'amina'));
    const mail = scriptedMessenger('mail');
    const clock = await clockwork('2026-05-22 09:00', [slack, stray, mail]);
    await clock.save(person('amina', 'teams'));
    await clock.record([designated('amina', '2026-01-05'), auditDone, past]);
    await tick(clock.parts);
    await deliver(clock.parts);
    expect(mail.sent.map(({ to }) => to)).toEqual(['amina@exemple.fr']);
    expect([...slack.sent, ...stray.sent]).toEqual([]);
  });

  it('somebody without any is kept waiting, an hour at a time, until one is known', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2026-05-22 09:00', [slack]);
    await clock.save({ ...person('amina'), email: null });
    await clock.record([designated('amina', '2026-01-05'), auditDone, past]);
    await tick(clock.parts);
    await deliver(clock.parts);
    expect(await waitMs(clock, '2026-05-22 09:00')).toBe(3_600_000);
    expect(await only(clock)).toMatchObject({ state: 'waiting', attempts: 0, lastError: 'no-channel' });
    await clock.save(person('amina', 'slack'));
    clock.at('2026-05-22 10:00');
    await deliver(clock.parts);
    expect(slack.sent.map(({ to }) => to)).toEqual(['slack/amina']);
  });

  it('somebody whose data were erased gets nothing (RGPD)', async () => {
    const clock = await jMinus7();
    await clock.save({ ...person('amina'), name: '', email: null });
    await deliver(clock.parts);
    expect(await fates(clock)).toEqual({ [`${sevenDays}amina`]: 'dropped person-erased' });
    expect((await clock.store.outbox(clock.parts.now().toString(), 1)).failed).toBe(0);
  });

  it('an id that nobody has gets nothing', async () => {
    const clock = await jMinus7(designated('inconnue', '2026-01-20'));
    await deliver(clock.parts);
    expect(Object.values(await fates(clock))).toEqual(['failed person-erased']);
  });
});

describe('leases', () => {
  it('two hearts that beat together send each message once', async () => {
    const clock = await jMinus7(designated('david', '2026-01-10', { role: 'deputy' }));
    await Promise.all([deliver(clock.parts), deliver(clock.another()), deliver(clock.another())]);
    expect(clock.slack.sent.map(({ to }) => to).sort()).toEqual(['slack/amina', 'slack/david']);
  });

  it('a message taken over meanwhile is not marked by who lost it, and the log says so', async () => {
    const clock = await jMinus7();
    clock.slack.meanwhile = async () => {
      clock.slack.meanwhile = () => undefined;
      clock.at('2026-05-22 09:05');
      await deliver(clock.another());
      clock.at('2026-05-22 09:06');
    };
    await deliver(clock.parts);
    expect(await only(clock)).toMatchObject({
      state: 'sent',
      fence: 2,
      platformId: 'slack-1',
      sentAt: '2026-05-22T07:05:00Z',
    });
    expect(clock.log.lines).toContainEqual({
      level: 'warn',
      event: 'lease-lost',
      fields: { correlationId: 'id-1', key: `${sevenDays}amina`, topic: 'reminder' },
    });
  });

  it('what cannot be sent within the lease is left to the next claim rather than sent twice', async () => {
    const slack = scriptedMessenger('slack');
    const clock = await clockwork('2026-05-22 09:00', [slack]);
    await clock.save(person('amina', 'slack'), person('bruno', 'slack'));
    const change = designated('amina', '2026-01-05', { number: 'REF-2026-0001' });
    const data = { number: 'REF-2026-0001', reason: null };
    await clock.record(
      [change],
      [notice('1', 'bruno', data), notice('2', 'bruno', data), notice('3', 'bruno', data)],
    );
    slack.meanwhile = () => {
      slack.meanwhile = () => undefined;
      clock.at('2026-05-22 09:02');
    };
    await deliver(clock.parts);
    expect(slack.sent.map(({ key }) => key)).toEqual(['1', '2', '3']);
    expect((await clock.messages()).map(({ key, fence }) => [key, fence])).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 2],
    ]);
  });

  it('records that fail after the send do not have it sent again at once', async () => {
    const clock = await jMinus7();
    const store = storeWith(clock.store, { settle: () => Promise.reject(new StoreError('away')) });
    await expect(deliver({ ...clock.parts, store })).rejects.toThrow('away');
    expect(clock.slack.sent).toHaveLength(1);
    await deliver(clock.parts);
    expect(clock.slack.sent).toHaveLength(1);
    clock.at('2026-05-22 09:03');
    await deliver(clock.parts);
    expect(clock.slack.sent).toHaveLength(2);
  });
});
