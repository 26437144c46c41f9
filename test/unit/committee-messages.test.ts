import { afterAll, describe, expect, it } from '@jest/globals';
import type { TrackEvent } from '../../src/domain/track/events.ts';
import type { JsonObject, MessageDraft } from '../../src/usecases/ports.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import {
  contractor,
  openStaffedScene,
  programme,
  type Received,
  type Scene,
  saidBy,
  shownFaults,
} from '../support/bot.ts';

const TRACK = 'ia-administration-interne';
const STREAM = `track:${TRACK}`;

/** A Wednesday five weeks ahead, 10 h: a comité opérationnel of three référents. */
const comop = {
  meeting: 'CO-01',
  uid: 'uid-1',
  kind: 'comop',
  title: null,
  commune: null,
  step: null,
  series: null,
  on: '2026-04-15',
  from: '10:00',
  durationMinutes: 90,
  place: 'visioconférence',
  guests: [],
  byId: 'x',
} as const;

async function record(
  scene: Scene,
  events: readonly { type: TrackEvent['type']; data: object }[],
  messages: readonly MessageDraft[] = [],
): Promise<void> {
  const { streams } = await scene.store.heads();
  const nextDueAt = scene.now.toString();
  const writes = [
    {
      stream: STREAM,
      expectedVersion: streams.get(STREAM) ?? 0,
      events: events.map(({ type, data }) => ({ type, data: data as JsonObject })),
      nextDueAt,
    },
  ];
  const base = undelivered({ recordedAt: nextDueAt, actor: 'system', correlationId: 'test' });
  await scene.store.append({ ...base, writes, messages });
}

/** What people receive about meetings at this moment. */
async function told(scene: Scene): Promise<readonly Received[]> {
  await scene.tick();
  const received = await scene.flush();
  return received.filter(({ message }) => message.topic !== 'reminder');
}

const summary = (received: readonly Received[]) =>
  received
    .map(({ to, message, card }) => [to, message.topic, card.title.replaceAll('\u00a0', ' ')].join(' | '))
    .sort();

/** Everybody has said a word in the trial's chat, so that each has a chat beside their mail. */
async function scheduled(): Promise<Scene> {
  const scene = await openStaffedScene();
  for (const persona of ['referent', 'deputy', 'foreignReferent'] as const) await scene.say(persona, 'aide');
  await told(scene);
  await record(scene, [{ type: 'meeting-scheduled', data: comop }]);
  return scene;
}

async function dropped(scene: Scene): Promise<readonly string[]> {
  const messages = await scene.messages();
  return messages.flatMap(({ key, state, lastError }) =>
    state === 'dropped' ? [`${key} ${lastError}`] : [],
  );
}

/** The clock looks at the track again, as after any append. */
const wake = (scene: Scene) =>
  record(scene, [{ type: 'point-proposed', data: { meeting: 'CO-99', pointId: 'p', text: 't', byId: 'x' } }]);

afterAll(() => expect(shownFaults()).toEqual([]));

describe('invitations (art. 6)', () => {
  it('go to the calendar of everybody convened by mail, and to those who have a chat there too', async () => {
    const scene = await scheduled();
    const received = await told(scene);
    const mails = received.filter(({ message }) => message.topic === 'invitation');
    expect(mails.map(({ to }) => to).sort()).toEqual([
      'contractor',
      'coordinator',
      'deputy',
      'foreignReferent',
      'otherCoordinator',
      'referent',
    ]);
    const chats = received.filter(({ message }) => message.topic === 'meeting-told');
    expect(chats.map(({ to }) => to).sort()).toEqual([
      'coordinator',
      'deputy',
      'foreignReferent',
      'referent',
    ]);
    const mail = saidBy(mails.find(({ to }) => to === 'referent')?.card);
    expect(mail).toContain('Serez-vous présent(e) ?');
    expect(mail).not.toContain('par courriel');
    expect(saidBy(chats[0]?.card)).toContain('La même invitation vous est adressée par courriel');
  });

  it('carry the calendar part and the file of the meeting', async () => {
    const scene = await scheduled();
    await scene.tick();
    const message = (await scene.messages()).find(({ topic }) => topic === 'invitation');
    const verdict = await scene.verdict(String(message?.key));
    expect(verdict).toMatchObject({
      kind: 'say',
      calendar: { method: 'REQUEST', meeting: { uid: 'uid-1', sequence: 0, isCancelled: false } },
      download: { label: 'Ajouter à mon agenda', file: { file: 'reunion', values: { reunion: 'CO-01' } } },
    });
  });

  it('of a move keep the event, under a greater sequence, and ask everybody again', async () => {
    const scene = await scheduled();
    await told(scene);
    await record(scene, [
      { type: 'meeting-moved', data: { meeting: 'CO-01', ...slot('2026-04-22'), sequence: 1, byId: 'x' } },
    ]);
    await scene.tick();
    const message = (await scene.messages()).find(({ key }) => key.startsWith('invitation:CO-01:REQUEST:1@'));
    expect(await scene.verdict(String(message?.key))).toMatchObject({
      calendar: { meeting: { uid: 'uid-1', sequence: 1, startsAt: '2026-04-22T10:00' } },
    });
    const received = await told(scene);
    expect(saidBy(received.find(({ to }) => to === 'referent')?.card)).toContain(
      'La date ou le lieu ont changé. Merci de répondre de nouveau, même si vous aviez déjà répondu.',
    );
  });

  it('a change of référent (art. 4) mails the old one a cancellation, the new one a request, and nobody else', async () => {
    const scene = await scheduled();
    await told(scene);
    await scene.fill('referent', 'referent changer', {
      role: 'referent',
      nom: 'Léa Moreau',
      courriel: 'lea.moreau@choisyleroi.example',
      telephone: '01 48 00 00 06',
    });
    const received = (await told(scene)).filter(({ message }) => message.topic === 'invitation');
    expect(summary(received)).toEqual([
      "referent | invitation | Vous n'êtes plus convié(e) : Comité opérationnel du mercredi 15 avril 2026, 10 h",
      'successor | invitation | Comité opérationnel du mercredi 15 avril 2026, 10 h',
    ]);
  });

  it('of a cancellation say so, with its reason, and take the event out of the calendar', async () => {
    const scene = await scheduled();
    await told(scene);
    await record(scene, [
      { type: 'meeting-cancelled', data: { meeting: 'CO-01', sequence: 1, reason: 'Salle', byId: 'x' } },
    ]);
    await scene.tick();
    const message = (await scene.messages()).find(({ key }) => key.startsWith('invitation:CO-01:CANCEL:'));
    const verdict = await scene.verdict(String(message?.key));
    expect(verdict).toMatchObject({
      calendar: { method: 'CANCEL', meeting: { isCancelled: true, sequence: 1 } },
    });
    expect(verdict).not.toHaveProperty('download');
    const received = await told(scene);
    expect(saidBy(received.find(({ to }) => to === 'deputy')?.card)).toContain('Motif : Salle');
  });

  it('that another one overtook, or of a meeting that is over or cancelled, are not sent', async () => {
    const scene = await scheduled();
    await scene.tick();
    await record(scene, [
      { type: 'meeting-moved', data: { meeting: 'CO-01', ...slot('2026-04-22'), sequence: 1, byId: 'x' } },
    ]);
    await scene.tick();
    await record(scene, [
      { type: 'meeting-cancelled', data: { meeting: 'CO-01', sequence: 2, reason: null, byId: 'x' } },
    ]);
    await scene.flush();
    const all = await dropped(scene);
    expect(
      all.filter((line) => line.includes('REQUEST:0')).every((line) => line.endsWith(' later-sent')),
    ).toBe(true);
    expect(
      all.filter((line) => line.includes('REQUEST:1')).every((line) => line.endsWith(' cancelled-since')),
    ).toBe(true);
    expect(all.filter((line) => line.includes('REQUEST:1'))).toHaveLength(10);
    const late = await scheduled();
    await late.tick();
    late.at('2026-04-16');
    await late.flush();
    expect((await dropped(late)).filter((line) => line.endsWith(' meeting-over'))).toHaveLength(10);
  });

  it('to a date that was moved since are left to what the clock tells next, under its own sequence', async () => {
    const scene = await scheduled();
    await scene.tick();
    await record(scene, [
      { type: 'meeting-moved', data: { meeting: 'CO-01', ...slot('2026-04-22'), sequence: 1, byId: 'x' } },
    ]);
    await scene.flush();
    expect(await dropped(scene)).toHaveLength(10);
    expect((await dropped(scene)).every((line) => line.endsWith(' moved-since'))).toBe(true);
    const next = (await told(scene)).filter(({ message }) => message.topic === 'invitation');
    expect(next.map(({ message }) => message.data['sequence'])).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('to somebody who is convened no more and again, before the clock looks, are not lost', async () => {
    const scene = await scheduled();
    await scene.tick();
    const referent = { role: 'referent', telephone: '01 48 00 00 06' };
    const lea = { nom: 'Léa Moreau', courriel: 'lea.moreau@choisyleroi.example' };
    const amina = { nom: 'Amina Diallo', courriel: 'amina.diallo@choisyleroi.example' };
    await scene.fill('referent', 'referent changer', { ...referent, ...lea });
    const before = await scene.flush();
    const commune = 'choisy-le-roi';
    await scene.fill('coordinator', 'referent changer', { commune, ...referent, ...amina });
    const received = [...before, ...(await told(scene))];
    const mails = received.filter(({ to, message }) => to === 'referent' && message.topic === 'invitation');
    expect(mails.map(({ message }) => message.data['method'])).toEqual(['REQUEST']);
  });

  it('by the thousand leave minute after minute, so that no other mail waits for them all', async () => {
    const scene = await scheduled();
    const guests = Array.from({ length: 500 }, (_, rank) => `guest-${rank}`);
    await record(scene, [
      { type: 'meeting-scheduled', data: { ...comop, meeting: 'CO-02', uid: 'uid-2', guests } },
    ]);
    await scene.tick();
    const all = await scene.messages();
    const minutesOf = (topic: string) =>
      all
        .filter((message) => message.topic === topic)
        .map(({ notBeforeAt }) => scene.now.until(notBeforeAt).total('minutes'));
    const mails = Map.groupBy(minutesOf('invitation'), (minutes) => minutes);
    expect([...mails].map(([minute, those]) => [minute, those.length])).toEqual([
      [0, 240],
      [1, 240],
      [2, 32],
    ]);
    expect(new Set(minutesOf('meeting-told'))).toEqual(new Set([0]));
  });

  it('made together reach a chat as one message', async () => {
    const scene = await scheduled();
    await record(scene, [
      { type: 'meeting-scheduled', data: { ...comop, meeting: 'CO-02', uid: 'uid-2', on: '2026-05-13' } },
    ]);
    await scene.tick();
    const keys = (await scene.messages()).filter(({ topic }) => topic === 'meeting-told');
    const ofReferent = keys.filter(({ to }) => to === keys[0]?.to);
    expect(ofReferent).toHaveLength(2);
    await scene.world.catchUp();
    const { committeeVerdicts } = await import('../../src/usecases/committee/messages.ts');
    const { world, settings, now, today } = scene;
    const verdicts = new Map(committeeVerdicts({ world, settings, now, today }, ofReferent));
    const [first, second] = ofReferent.map(({ key }) => verdicts.get(key));
    expect(first).toBe(second);
    expect(first).toMatchObject({ kind: 'say', card: { name: 'meetings-told' } });
  });

  it('of a track or a meeting that is no longer there are not sent', async () => {
    const scene = await scheduled();
    const draft = (topic: string, data: JsonObject): MessageDraft => ({
      key: `${topic}:${JSON.stringify(data)}@p`,
      to: 'p',
      topic,
      data,
      group: null,
      notBeforeAt: scene.now.toString(),
    });
    const lost = [
      draft('invitation', { track: 'gone', meeting: 'CO-01' }),
      draft('invitation', { track: TRACK, meeting: 'CO-99' }),
      draft('invitation', { track: TRACK, meeting: 'CO-01', method: 'REQUEST', sequence: 0 }),
      draft('copil-due', { track: 'gone', step: 'start', dueOn: '2026-01-01' }),
      draft('series-drift', { track: TRACK, series: 'CO-99' }),
      draft('poll-asked', { track: TRACK, poll: 'SO-99' }),
      draft('minutes-published', { track: TRACK, meeting: 'CO-01' }),
      draft('action-reminder', { track: TRACK, meeting: 'CO-01', actionId: 'a' }),
    ];
    await record(scene, [], lost);
    await scene.flush();
    const why = (await dropped(scene))
      .filter((line) => line.includes('@p '))
      .map((line) => line.split('@p ')[1]);
    expect(why.sort()).toEqual([
      'action-gone',
      'later-sent',
      'meeting-gone',
      'meeting-gone',
      'no-role-left',
      'no-role-left',
      'settled-since',
      'settled-since',
    ]);
  });
});

function slot(on: string) {
  return { on, from: '10:00', durationMinutes: 90, place: 'visioconférence' };
}

describe('reminders of a meeting (art. 6)', () => {
  async function on(day: string, scene: Scene): Promise<readonly string[]> {
    scene.at(day);
    return summary(await told(scene)).filter((line) => line.startsWith('referent |'));
  }

  it('come seven days, three days (to the silent) and one day before, then an hour before', async () => {
    const scene = await scheduled();
    await told(scene);
    expect(await on('2026-04-08', scene)).toEqual([
      'referent | meeting-reminder | Dans une semaine : Comité opérationnel du mercredi 15 avril 2026, 10 h',
    ]);
    expect(await on('2026-04-10', scene)).toEqual([
      'referent | meeting-reminder | Votre réponse est attendue : Comité opérationnel du mercredi 15 avril 2026, 10 h',
    ]);
    expect(await on('2026-04-14', scene)).toEqual([
      'referent | meeting-reminder | Bientôt : Comité opérationnel du mercredi 15 avril 2026, 10 h',
    ]);
    expect(await on('2026-04-15T07:00:00Z', scene)).toEqual([
      'referent | meeting-soon | À 10 h : Comité opérationnel – IA – Administration interne des collectivités',
    ]);
  });

  it('are not sent once an absence was said, the meeting moved, begun or left, or the missing answer given', async () => {
    const cases = [
      ['said-no', { type: 'attendance-said', answer: 'absent' }, '2026-04-08'],
      ['said-no', { type: 'attendance-said', answer: 'replaced' }, '2026-04-08'],
      ['answered-since', { type: 'attendance-said', answer: 'present' }, '2026-04-10'],
    ] as const;
    for (const [why, said, day] of cases) {
      const scene = await scheduled();
      await told(scene);
      scene.at(day);
      await scene.tick();
      const personId = String((await scene.person('referent'))?.id);
      const data = { meeting: 'CO-01', personId, answer: said.answer, sequence: 0, replacementId: null };
      await record(scene, [{ type: said.type, data }]);
      await scene.flush();
      expect((await dropped(scene)).filter((line) => line.endsWith(` ${why}`))).toHaveLength(1);
    }
    const moved = await scheduled();
    await told(moved);
    moved.at('2026-04-08');
    await moved.tick();
    await record(moved, [
      { type: 'meeting-moved', data: { meeting: 'CO-01', ...slot('2026-04-22'), sequence: 1, byId: 'x' } },
    ]);
    await moved.flush();
    expect((await dropped(moved)).some((line) => line.endsWith(' meeting-moved'))).toBe(true);
    const begun = await scheduled();
    await told(begun);
    begun.at('2026-04-15T07:00:00Z');
    await begun.tick();
    begun.at('2026-04-15T08:30:00Z');
    await begun.flush();
    expect((await dropped(begun)).some((line) => line.endsWith(' meeting-past'))).toBe(true);
    const left = await scheduled();
    await told(left);
    left.at('2026-04-08');
    await left.tick();
    await left.fill('referent', 'referent changer', {
      role: 'referent',
      nom: 'Léa Moreau',
      courriel: 'lea.moreau@choisyleroi.example',
      telephone: '01 48 00 00 06',
    });
    await left.flush();
    expect((await dropped(left)).some((line) => line.endsWith(' no-longer-convened'))).toBe(true);
  });

  it('an answer that was given is said again with the reminder', async () => {
    const scene = await scheduled();
    await told(scene);
    const personId = String((await scene.person('referent'))?.id);
    const data = { meeting: 'CO-01', personId, answer: 'present', sequence: 0, replacementId: null };
    await record(scene, [{ type: 'attendance-said', data }]);
    scene.at('2026-04-08');
    const [mine] = (await told(scene)).filter(({ to }) => to === 'referent');
    expect(saidBy(mine?.card)).toContain('Vous avez répondu que vous serez présent(e).');
  });
});

describe('what the coordinators are told (art. 6)', () => {
  it('a COPIL that nobody scheduled, with dates to choose from, and no longer once it is', async () => {
    const scene = await openStaffedScene();
    const [due] = (await told(scene)).filter(
      ({ to, message }) => to === 'coordinator' && message.topic === 'copil-due',
    );
    expect(saidBy(due?.card)).toContain('Comité de pilotage à réunir');
    expect(due?.card.actions.map(({ kind, label }) => `${kind} ${label.replaceAll('\u00a0', ' ')}`)).toEqual([
      'run 13/03/2026, 10 h',
      'run 16/03/2026, 14 h',
      'run 17/03/2026, 10 h',
      'form Autre date',
    ]);
    const other = await openStaffedScene();
    await other.tick();
    const copil = { ...comop, meeting: 'CP-01', kind: 'copil', step: 'after:audit', on: '2026-03-16' };
    await record(other, [{ type: 'meeting-scheduled', data: copil }]);
    await other.flush();
    expect(
      (await dropped(other)).some((line) => line.startsWith('copil-due') && line.endsWith('settled-since')),
    ).toBe(true);
  });

  it('an action of the minutes, to its owner, and to them two weeks late', async () => {
    const scene = await scheduled();
    await told(scene);
    scene.at('2026-04-16');
    const ownerId = String((await scene.person('referent'))?.id);
    const action = { actionId: 'a1', text: 'Transmettre la liste des comptes', ownerId, dueOn: '2026-04-30' };
    const minutes = { meeting: 'CO-01', present: [ownerId], decisions: [], validation: null, byId: 'x' };
    const published = {
      key: `minutes-published:CO-01@${ownerId}`,
      to: ownerId,
      topic: 'minutes-published',
      data: { track: TRACK, meeting: 'CO-01', recordedAt: scene.now.toString() },
      group: null,
      notBeforeAt: scene.now.toString(),
    };
    await record(scene, [{ type: 'minutes-recorded', data: { ...minutes, actions: [action] } }], [published]);
    const ofReferent = async () => summary((await told(scene)).filter(({ to }) => to === 'referent'));
    expect(await ofReferent()).toEqual(['referent | minutes-published | Compte rendu publié : CO-01']);
    scene.at('2026-04-23');
    expect(await ofReferent()).toEqual(['referent | action-reminder | Action à mener (CO-01)']);
    scene.at('2026-05-14T07:30:00Z');
    await told(scene);
    scene.at('2026-05-15');
    const late = await told(scene);
    expect(summary(late).filter((line) => line.includes('action-reminder'))).toEqual(
      expect.arrayContaining(['coordinator | action-reminder | Action en retard (CO-01)']),
    );
    const mine = late.find(({ to, message }) => to === 'coordinator' && message.topic === 'action-reminder');
    expect(saidBy(mine?.card)).toContain('Responsable : Amina Diallo');
  });

  it('an action that was done, changed, or of which somebody else answers by now is not reminded of', async () => {
    for (const [why, change] of [
      ['action-done', { type: 'action-done', data: { meeting: 'CO-01', actionId: 'a1', byId: 'x' } }],
      ['action-gone', null],
      ['no-role-left', 'owner'],
    ] as const) {
      const scene = await scheduled();
      await told(scene);
      scene.at('2026-04-16');
      const ownerId = String((await scene.person('referent'))?.id);
      const action = { actionId: 'a1', text: 'Transmettre', ownerId, dueOn: '2026-04-30' };
      const minutes = { meeting: 'CO-01', present: [], decisions: [], validation: null, byId: 'x' };
      await record(scene, [{ type: 'minutes-recorded', data: { ...minutes, actions: [action] } }]);
      await told(scene);
      scene.at('2026-04-23');
      await scene.tick();
      const changed = change === 'owner' ? { ...action, ownerId: 'y' } : { ...action, dueOn: '2026-05-29' };
      const again = { type: 'minutes-recorded', data: { ...minutes, actions: [changed] } } as const;
      await record(scene, [change === null || change === 'owner' ? again : change]);
      await scene.flush();
      expect((await dropped(scene)).filter((line) => line.endsWith(` ${why}`))).toHaveLength(1);
    }
  });

  it('a series that no longer fits the calendar, once, with what to do', async () => {
    const rhythm = { rank: 3, weekday: 3, everyMonths: 1, onHoliday: 'after' };
    const series = {
      series: 'CO-02',
      rhythm,
      from: '10:00',
      durationMinutes: 90,
      place: 'visioconférence',
      untilOn: '2026-11-29',
      byId: 'x',
    };
    const occurrence = { ...comop, meeting: 'CO-02', uid: 'uid-2', series: 'CO-02', on: '2026-11-18' };
    const withSeries = async () => {
      const scene = await scheduled();
      await record(scene, [
        { type: 'series-begun', data: { ...series, endsEarly: true } },
        { type: 'meeting-scheduled', data: occurrence },
      ]);
      await told(scene);
      await scene.load(programme({ contractor, withdrawal: { on: '2026-10-31' } }));
      return scene;
    };
    const scene = await withSeries();
    await wake(scene);
    const drifts = (await told(scene)).filter(({ message }) => message.topic === 'series-drift');
    expect(drifts.map(({ to }) => to).sort()).toEqual(['coordinator', 'otherCoordinator']);
    expect(saidBy(drifts[0]?.card)).toContain('En dehors de cette période :');
    expect(drifts[0]?.card.actions.map(({ label }) => label)).toContain('Annuler cette réunion');
    await wake(scene);
    expect((await told(scene)).filter(({ message }) => message.topic === 'series-drift')).toEqual([]);
    const settled = await withSeries();
    await wake(settled);
    await settled.tick();
    await record(settled, [
      { type: 'meeting-cancelled', data: { meeting: 'CO-02', sequence: 1, reason: null, byId: 'x' } },
    ]);
    await settled.flush();
    const gone = (await dropped(settled)).filter((line) => line.startsWith('series-drift'));
    expect(gone).toHaveLength(2);
    expect(gone.every((line) => line.endsWith(' settled-since'))).toBe(true);
  });

  it('a poll, as long as it is open, to whoever is asked and has not answered', async () => {
    const scene = await scheduled();
    const to = String((await scene.person('referent'))?.id);
    const poll = {
      poll: 'SO-01',
      kind: 'comop',
      title: null,
      commune: null,
      place: 'visioconférence',
      slots: [{ on: '2026-04-15', from: '10:00', durationMinutes: 90 }],
      guests: [],
      byId: 'x',
    };
    const asked = (key: string): MessageDraft => ({
      key,
      to,
      topic: 'poll-asked',
      data: { track: TRACK, poll: 'SO-01' },
      group: null,
      notBeforeAt: scene.now.toString(),
    });
    await record(scene, [{ type: 'poll-opened', data: poll }], [asked('poll-1')]);
    expect((await told(scene)).some(({ message }) => message.key === 'poll-1')).toBe(true);
    const stranger = { ...asked('poll-3'), to: 'nobody' };
    const answer = { poll: 'SO-01', personId: to, suits: [0] };
    await record(scene, [{ type: 'poll-answered', data: answer }], [asked('poll-4'), stranger]);
    await told(scene);
    expect(await dropped(scene)).toEqual(
      expect.arrayContaining(['poll-3 settled-since', 'poll-4 settled-since']),
    );
    await record(
      scene,
      [{ type: 'poll-closed', data: { poll: 'SO-01', meeting: null, byId: 'x' } }],
      [asked('poll-2')],
    );
    await told(scene);
    expect(await dropped(scene)).toContain('poll-2 settled-since');
  });
});
