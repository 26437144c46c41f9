import { afterAll, describe, expect, it } from '@jest/globals';
import type { OpinionAsked, OpinionVerdict } from '../../src/domain/communication/events.ts';
import { nextOpinionsDueAt, opinionsDue } from '../../src/domain/communication/opinions.ts';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { TrackState } from '../../src/domain/track/state.ts';
import { DeliveryError } from '../../src/usecases/errors.ts';
import type { MessageDraft } from '../../src/usecases/ports.ts';
import { said, shownFaults } from '../support/bot.ts';
import { fates, scriptedMessenger, TRACK } from '../support/clockwork.ts';
import {
  ask,
  DIRECTION,
  erase,
  give,
  openOpinionScene,
  programmeWith,
  reload,
  told,
} from '../support/communication-scene.ts';
import { crowd } from '../support/crowd.ts';
import { labelsIn } from '../support/deliverables.ts';
import { leaving } from '../support/leaving.ts';
import { CHOISY, choisyTrack, fold, holidays, paris, trackOf } from '../support/track.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const FIRST = 'AVI-2026-0001';

function asked(opinion = FIRST): TrackEvent {
  const data: OpinionAsked = {
    opinion,
    commune: CHOISY,
    support: 'affiche',
    title: opinion,
    file: { hash: 'ab'.repeat(32), name: 'texte.txt', kind: 'txt', bytes: 3 },
    note: null,
    check: null,
    toId: 'direction',
    byId: 'amina',
  };
  return { type: 'opinion-asked', data };
}

function given(verdict: OpinionVerdict = 'favorable', opinion = FIRST): TrackEvent {
  return {
    type: 'opinion-given',
    data: { opinion, commune: CHOISY, verdict, comment: null, byId: 'direction' },
  };
}

/** A track in which drafts were submitted at these hours of Paris: AVI-2026-0001 and on. */
function submittedAt(...hours: readonly string[]): TrackState {
  const track = trackOf(choisyTrack());
  for (const [index, hour] of hours.entries())
    fold(track, asked(`AVI-2026-000${index + 1}`), paris(hour).toString());
  return track;
}

/** What leaves from one hour of Paris to another, looking only when the clock is told to. */
function leaves(track: TrackState, from: string, to: string, contactId: string | null = 'direction') {
  const facts = { holidays, contactId };
  return leaving(paris(from), paris(to), {
    look: (now) => {
      const owed = opinionsDue(track, now, facts);
      for (const data of owed) fold(track, { type: 'opinion-reminder-owed', data }, now.toString());
      return owed.map(({ opinion, to: person }) => `${opinion} → ${person}`);
    },
    nextAt: (now) => nextOpinionsDueAt(track, now, facts),
  });
}

describe('a draft on which nobody has answered (règlement, art. 9)', () => {
  it.each([
    ['on a Thursday', '2026-03-12 10:42', '2026-03-17 09:00'],
    ['on a Friday evening', '2026-03-13 20:00', '2026-03-18 09:00'],
    ['on a Saturday', '2026-03-14 11:00', '2026-03-18 09:00'],
    ['before a weekend with a holiday', '2026-05-21 10:00', '2026-05-27 09:00'],
    ['over the change to summer time', '2026-03-27 10:00', '2026-04-01 09:00'],
  ])('submitted %s: recalled once, at 9 h of the third working day', (_, at, expected) => {
    expect(leaves(submittedAt(at), at, '2026-12-31 12:00')).toEqual([`${expected} ${FIRST} → direction`]);
  });

  it('those of one moment are recalled together, each once', () => {
    const track = submittedAt('2026-03-12 10:00', '2026-03-12 17:00', '2026-03-13 09:00');
    expect(leaves(track, '2026-03-13 09:00', '2026-04-30 12:00')).toEqual([
      '2026-03-17 09:00 AVI-2026-0001 → direction',
      '2026-03-17 09:00 AVI-2026-0002 → direction',
      '2026-03-18 09:00 AVI-2026-0003 → direction',
    ]);
  });

  it.each([
    ['on a Sunday', '2026-03-22 15:00', '2026-03-23 09:00'],
    ['in the evening', '2026-03-19 20:00', '2026-03-20 09:00'],
    ['before 9 h', '2026-03-19 08:30', '2026-03-19 09:00'],
    ['in the day', '2026-03-19 14:00', '2026-03-19 14:00'],
  ])('after days without the clock, %s: at the next working hour', (_, back, expected) => {
    expect(leaves(submittedAt('2026-03-12 10:00'), back, '2026-04-30 12:00')).toEqual([
      `${expected} ${FIRST} → direction`,
    ]);
  });

  it('is recalled to nobody once it was answered, nor while there is nobody to write to', () => {
    const track = submittedAt('2026-03-12 10:00', '2026-03-12 10:00');
    expect(leaves(track, '2026-03-12 10:00', '2026-04-30 12:00', null)).toEqual([]);
    fold(track, given(), '2026-03-13T09:00:00Z');
    expect(leaves(track, '2026-03-12 10:00', '2026-04-30 12:00', 'presse')).toEqual([
      '2026-03-17 09:00 AVI-2026-0002 → presse',
    ]);
    const facts = { holidays, contactId: 'presse' };
    const late = submittedAt('2026-03-12 10:00');
    expect(String(nextOpinionsDueAt(late, paris('2026-03-20 15:00'), facts))).toBe('2026-03-20T14:00:00Z');
    expect(leaves(trackOf(choisyTrack()), '2026-03-12 10:00', '2026-04-30 12:00')).toEqual([]);
  });
});

describe('the reminder of a draft, as it leaves', () => {
  it('comes once, with the form to answer; the asker sees since when it waits', async () => {
    const scene = await openOpinionScene();
    scene.at('2026-03-17T07:59:00Z');
    await scene.tick();
    expect(await told(scene, 'opinion-reminder-owed')).toEqual([]);
    scene.at('2026-03-17T08:00:00Z');
    await scene.tick();
    const left = (await scene.flush()).filter(({ message }) => message.topic === 'opinion-reminder');
    expect(left.map(({ to, message }) => [to, message.group])).toEqual([
      [DIRECTION, `opinion-reminder:${FIRST}`],
    ]);
    expect(labelsIn(left[0]?.card)).toEqual(['Rendre un avis']);
    scene.at('2026-03-25');
    await scene.tick();
    expect(await told(scene, 'opinion-reminder-owed')).toMatchObject([{ opinion: FIRST, commune: CHOISY }]);
    expect(said(await scene.say('referent', 'avis liste'))).toContain('En attente depuis 9 jours ouvrés');
  });

  it('is not sent once somebody has answered, and goes to whoever is the contact by then', async () => {
    const scene = await openOpinionScene();
    scene.at('2026-03-17');
    await scene.tick();
    const [message] = (await scene.messages()).filter(({ topic }) => topic === 'opinion-reminder');
    if (message === undefined) throw new TypeError('nothing is recalled');
    await reload(scene, [programmeWith('presse@mgp.example')]);
    expect(await scene.verdictOn(message)).toMatchObject({ kind: 'redirect' });
    await give(scene, { verdict: 'favorable' });
    expect(await scene.verdictOn(message)).toEqual({ kind: 'drop', why: 'answered-since' });
  });

  it('is owed to nobody once the contact was erased (RGPD); what they answered stands without their name', async () => {
    const scene = await openOpinionScene();
    await give(scene, { verdict: 'commentaire', commentaire: 'Trop long.' });
    await ask(scene, { titre: 'Deux' });
    await scene.flush();
    await erase(scene, DIRECTION);
    scene.at('2026-03-25');
    await scene.tick();
    expect(await told(scene, 'opinion-reminder-owed')).toEqual([]);
    const list = said(await scene.say('referent', 'avis liste'));
    expect(list).toContain('Trop long.');
    await reload(scene, [programmeWith('presse@mgp.example')]);
    await scene.tick();
    expect(await told(scene, 'opinion-reminder-owed')).toMatchObject([{ opinion: 'AVI-2026-0002' }]);
  });
});

describe('the mail that asks for an opinion', () => {
  const request: MessageDraft = {
    key: `opinion-asked:${FIRST}@direction`,
    to: 'direction',
    topic: 'opinion-asked',
    data: { track: TRACK, commune: CHOISY, opinion: FIRST, excerpt: null, unread: null },
    group: null,
    notBeforeAt: '2026-05-22T08:00:00Z',
  };

  it('goes by mail though there is a chat, and is tried again where the mail server is down', async () => {
    const [slack, mail] = [scriptedMessenger('slack'), scriptedMessenger('mail')];
    mail.script.push(new DeliveryError('mail server away', { retryable: true }));
    const scene = await crowd(['amina', 'camille', 'direction'], [slack, mail]);
    await scene.record([asked()], [request]);
    await scene.deliver();
    expect(await fates(scene)).toMatchObject({ [request.key]: 'waiting mail server away' });
    scene.at('2026-05-22 10:30');
    await scene.deliver();
    expect(mail.sent.map(({ to, key }) => [to, key])).toEqual([['direction@exemple.fr', request.key]]);
    expect(slack.sent).toEqual([]);
  });

  it('waits where no mail is sent: what is asked is not lost', async () => {
    const slack = scriptedMessenger('slack');
    const scene = await crowd(['amina', 'camille', 'direction'], [slack]);
    await scene.record([asked()], [request]);
    await scene.deliver();
    expect(slack.sent.map(({ key }) => key)).not.toContain(request.key);
    expect(await fates(scene)).toMatchObject({ [request.key]: 'waiting no-channel' });
  });
});
