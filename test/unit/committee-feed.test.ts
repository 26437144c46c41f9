import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createCalendarWriter } from '../../src/ics/writer.ts';
import { createFeeds } from '../../src/usecases/committee/feed.ts';
import type { Feed } from '../../src/usecases/committee/feed-cache.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { designate, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { readCalendar } from '../support/calendars.ts';
import { testLinks } from '../support/links.ts';
import { callOff, idOf, move, openMeetingScene, record, schedule } from '../support/meeting-life.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const tagOf = (body: Uint8Array) => createHash('sha256').update(body).digest('base64url');

/** The feeds of a scene, and how often others were let in while they were made. */
function feedsOf(scene: Scene) {
  const { store, world, settings } = scene;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const links = testLinks(() => scene.now);
  const counted = { pauses: 0 };
  const pause = async () => {
    counted.pauses += 1;
  };
  const core = { store, world, settings, now: () => scene.now, newId: () => scene.newId(), log, links };
  const calendars = async () => createCalendarWriter({ organizer: null });
  return { open: createFeeds(core, { calendars, pause, tagOf }), counted };
}

/** The token of the link that `agenda` hands over. */
async function tokenOf(scene: Scene, who: Persona): Promise<string> {
  const reply = await scene.say(who, 'agenda');
  const block = reply.kind === 'card' ? reply.card.blocks.find(({ kind }) => kind === 'code') : undefined;
  const [, token] = /\/calendrier\/([\w-]+)\.ics$/u.exec(block?.kind === 'code' ? block.text : '') ?? [];
  if (token === undefined) throw new TypeError(said(reply));
  return token;
}

function read(feed: Feed | null) {
  if (feed === null) throw new TypeError('no feed');
  return readCalendar(new TextDecoder().decode(feed.body));
}

/** What a person's calendar shows, whole days by their title. */
async function shown(scene: Scene, who: Persona) {
  const calendar = read(await feedsOf(scene).open(await tokenOf(scene, who)));
  const isDay = (start: string) => start.length === 10;
  return {
    calendar,
    meetings: calendar.events
      .filter(({ start }) => !isDay(start))
      .map(({ start, summary }) => `${start} ${summary}`),
    days: calendar.events
      .filter(({ start }) => isDay(start))
      .map(({ start, summary }) => `${start} ${summary.replaceAll(/\s/gu, ' ')}`),
  };
}

const COMOP = '2026-03-24T09:00:00Z Comité opérationnel – IA – Administration interne des collectivités';

describe('agenda: the link of the personal calendar', () => {
  it('is personal, and says how long calendars may take', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', 'agenda');
    expect(said(reply)).toContain("Votre lien d'abonnement est personnel ; ne le transmettez pas.");
    expect(said(reply)).toContain("La mise à jour dans Outlook peut prendre jusqu'à 24 h.");
    expect(await tokenOf(scene, 'referent')).not.toBe('');
  });

  it('revoked, it opens nothing any more, and the next one is another; nobody else is touched', async () => {
    const scene = await openMeetingScene();
    const { open } = feedsOf(scene);
    const old = await tokenOf(scene, 'referent');
    const other = await tokenOf(scene, 'deputy');
    expect(await open(old)).not.toBeNull();
    const revoked = await scene.press('referent', 'Révoquer');
    expect(said(revoked)).toContain("L'ancien lien d'abonnement n'ouvre plus rien.");
    expect(await open(old)).toBeNull();
    const personId = await idOf(scene, 'referent');
    const last = (await scene.journal()).findLast(({ type }) => type === 'feed-revoked');
    expect([last?.stream, last?.data]).toEqual(['directory', { personId }]);
    const again = await scene.press('referent', 'Obtenir un nouveau lien');
    expect(said(again)).toContain('Votre agenda');
    expect(await open(await tokenOf(scene, 'referent'))).not.toBeNull();
    expect(await open(other)).not.toBeNull();
  });

  it('is not for somebody of whom nothing is recorded', async () => {
    const scene = await openStaffedScene();
    for (const line of ['agenda', 'agenda révoquer'])
      expect(said(await scene.say('stranger', line))).toContain(
        'Aucune réunion ni échéance ne vous concerne pour le moment.',
      );
  });
});

describe('the personal calendar feed (art. 5 and 6)', () => {
  it('shows a référent the meetings to which they are convened and the dates of their beneficiary', async () => {
    const scene = await openMeetingScene();
    await schedule(scene, {
      meeting: 'RB-01',
      uid: 'of-another',
      kind: 'meeting',
      commune: 'nanterre',
      on: '2026-03-25',
    });
    const { meetings, days, calendar } = await shown(scene, 'referent');
    expect(meetings).toEqual([COMOP]);
    expect(days).toEqual([
      "2025-12-01 Début de l'expérimentation : Choisy-le-Roi",
      '2026-02-28 État des lieux et audit préalables, fin : Choisy-le-Roi',
      '2026-05-31 Mise en place et formation, fin : Choisy-le-Roi',
      '2026-11-29 Utilisation, fin : Choisy-le-Roi',
      "2026-12-30 Bilan et mesure d'impact, fin : Choisy-le-Roi",
    ]);
    expect(calendar.zones).toEqual(['Europe/Paris']);
    expect(calendar.method).toBe('PUBLISH');
    expect(calendar.properties['x-wr-calname']).toBe('Jalon – comités et échéances');
    expect(calendar.properties).toHaveProperty('refresh-interval');
    expect(calendar.events.flatMap(({ attendees }) => attendees)).toEqual([]);
    expect(calendar.events.map(({ description }) => description).join()).toContain(
      'Dernier jour ouvré\u00a0: vendredi 29/05/2026',
    );
  });

  it.each(['coordinator', 'contractor'] as const)(
    'shows the %s all of the track, what several beneficiaries share as one entry',
    async (who) => {
      const scene = await openMeetingScene();
      const { meetings, days, calendar } = await shown(scene, who);
      expect(meetings).toEqual([COMOP]);
      expect(days).toContain('2026-05-31 Mise en place et formation, fin : 2 collectivités');
      expect(days).toHaveLength(5);
      expect(calendar.events.find(({ start }) => start === '2026-05-31')?.description).toContain(
        '2\u00a0collectivités\u00a0: Choisy-le-Roi, Nanterre.',
      );
      expect(new Set(calendar.events.map(({ uid }) => uid)).size).toBe(calendar.events.length);
    },
  );

  it('parts the dates of beneficiaries whose calendars differ, and says what is done', async () => {
    const scene = await openMeetingScene();
    await scene.say('coordinator', 'etape terminer nanterre setup 10/03/2026');
    const { days, calendar } = await shown(scene, 'coordinator');
    expect(days).toContain('2026-03-10 Mise en place et formation, fin (terminée) : Nanterre');
    expect(days).toContain('2026-05-31 Mise en place et formation, fin : Choisy-le-Roi');
    const of = (start: string) => calendar.events.find((event) => event.start === start);
    expect(of('2026-03-10')?.stamp).toBe('2026-03-12T09:42:00Z');
    expect(of('2026-05-31')?.stamp).toBe('2025-12-01T00:00:00Z');
    expect(new Set(calendar.events.map(({ uid }) => uid)).size).toBe(calendar.events.length);
  });

  it('says when an avenant has moved a date (art. 11): calendars keep what looks older than what they have', async () => {
    const scene = await openMeetingScene();
    await scene.fill('coordinator', 'convention avenant', {
      commune: 'nanterre',
      'signe-le': '10/03/2026',
      objet: 'Le marché a pris deux mois de plus.',
      terme: '31/01/2027',
      'bilan-avant': '31/01/2027',
    });
    await scene.press('coordinator', "Enregistrer l'avenant");
    const { calendar } = await shown(scene, 'coordinator');
    const of = (start: string) => calendar.events.find((event) => event.start === start);
    expect(of('2026-12-31')?.stamp).toBe('2026-03-12T09:42:00Z');
    expect(of('2026-12-30')?.stamp).toBe('2025-12-01T00:00:00Z');
  });

  it('leaves out what will not take place, and what the person will not attend', async () => {
    const scene = await openMeetingScene();
    await schedule(scene, { meeting: 'CO-02', uid: 'second', on: '2026-04-14' });
    const second = COMOP.replace('2026-03-24T09', '2026-04-14T08');
    await scene.say('referent', 'presence CO-02 absent');
    expect((await shown(scene, 'referent')).meetings).toEqual([COMOP]);
    expect((await shown(scene, 'deputy')).meetings).toEqual([COMOP, second]);
    await callOff(scene);
    expect((await shown(scene, 'deputy')).meetings).toEqual([second]);
  });

  it('shows whoever comes in their place the meeting, and them no longer', async () => {
    const scene = await openMeetingScene();
    const [personId, replacementId] = [await idOf(scene, 'referent'), await idOf(scene, 'foreignReferent')];
    const said = { answer: 'replaced', sequence: 0, replacementId } as const;
    await record(scene, { type: 'attendance-said', data: { meeting: 'CO-01', personId, ...said } });
    expect((await shown(scene, 'referent')).meetings).toEqual([]);
    expect((await shown(scene, 'foreignReferent')).meetings).toEqual([COMOP]);
  });

  it('is in order of time, whatever was scheduled first', async () => {
    const scene = await openMeetingScene();
    for (const [meeting, on] of [
      ['CO-02', '2026-04-14'],
      ['CO-03', '2026-03-17'],
    ] as const)
      await schedule(scene, { meeting, uid: meeting, on });
    const { meetings } = await shown(scene, 'referent');
    expect(meetings.map((line) => line.slice(0, 10))).toEqual(['2026-03-17', '2026-03-24', '2026-04-14']);
  });

  it('moves what was moved, under the same UID with a higher SEQUENCE', async () => {
    const scene = await openMeetingScene();
    const before = (await shown(scene, 'referent')).calendar.events.find(({ start }) => start.length > 10);
    await move(scene);
    const after = (await shown(scene, 'referent')).calendar.events.find(({ start }) => start.length > 10);
    expect([after?.uid, after?.start, after?.sequence]).toEqual([before?.uid, '2026-03-26T13:00:00Z', 1]);
  });

  it('follows the role (art. 4): the successor gets what is to come, the predecessor keeps what is past', async () => {
    const scene = await openMeetingScene();
    scene.at('2026-03-25');
    await schedule(scene, { meeting: 'CO-02', uid: 'second', on: '2026-04-14' });
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect((await shown(scene, 'successor')).meetings).toEqual([
      COMOP.replace('2026-03-24T09', '2026-04-14T08'),
    ]);
    const predecessor = await shown(scene, 'referent');
    expect([predecessor.meetings, predecessor.days]).toEqual([[COMOP], []]);
  });

  it('opens nothing with a link that is none, of another kind, of nobody, or of somebody erased (RGPD)', async () => {
    const scene = await openMeetingScene();
    const { open } = feedsOf(scene);
    const links = testLinks(() => scene.now);
    const holder = { platform: 'mail', accountId: 'x', email: null } as const;
    const file = links.fileUrl(holder, { file: 'mes-donnees', values: {} }, 24).split('/').at(-1) ?? '';
    const nobody =
      /calendrier\/(.*)\.ics/u.exec(links.feedUrl({ personId: 'nobody', generation: 0 }))?.[1] ?? '';
    for (const token of ['', 'x', file, nobody]) expect(await open(token)).toBeNull();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    const former = await tokenOf(scene, 'referent');
    expect(await open(former)).not.toBeNull();
    await scene.fill('coordinator', 'personne effacer', { personne: 'amina.diallo@choisyleroi.example' });
    await scene.press('coordinator', 'Effacer…');
    await scene.submit('coordinator', { confirmation: 'oui' });
    expect(await open(former)).toBeNull();
  });

  it('does the same work for every link that opens nothing: how long it takes tells nothing', async () => {
    const scene = await openMeetingScene();
    const { open, counted } = feedsOf(scene);
    const revoked = await tokenOf(scene, 'referent');
    await scene.press('referent', 'Révoquer');
    const catchUp = scene.world.catchUp.bind(scene.world);
    let looks = 0;
    scene.world.catchUp = () => {
      looks += 1;
      return catchUp();
    };
    for (const [rank, token] of ['', 'x'.repeat(revoked.length), revoked].entries()) {
      expect(await open(token)).toBeNull();
      expect([looks, counted.pauses]).toEqual([rank + 1, 0]);
    }
  });

  it('is made once for each state of the records, and only once however many ask meanwhile', async () => {
    const scene = await openMeetingScene();
    const { open, counted } = feedsOf(scene);
    const token = await tokenOf(scene, 'referent');
    const [first, second] = await Promise.all([open(token), open(token)]);
    expect(second).toBe(first);
    const { pauses } = counted;
    expect(pauses).toBeGreaterThan(0);
    expect(await open(token)).toBe(first);
    expect(counted.pauses).toBe(pauses);
    await scene.say('coordinator', 'presence CO-01 absent');
    const third = await open(token);
    expect(counted.pauses).toBeGreaterThan(pauses);
    expect(third).not.toBe(first);
    expect(third?.tag).toBe(first?.tag);
    await move(scene);
    expect((await open(token))?.tag).not.toBe(first?.tag);
  });

  it('lets others in after every few meetings, also those of others', async () => {
    const scene = await openStaffedScene();
    for (let rank = 10; rank < 34; rank += 1)
      await schedule(scene, { meeting: `RB-${rank}`, uid: `u${rank}`, kind: 'meeting', commune: 'nanterre' });
    const { open, counted } = feedsOf(scene);
    await open(await tokenOf(scene, 'referent'));
    expect(counted.pauses).toBeGreaterThanOrEqual(24 / 8);
  });

  it('tells nothing from records that cannot be read whole: meetings would vanish from calendars', async () => {
    const scene = await openMeetingScene();
    const token = await tokenOf(scene, 'referent');
    const { open } = feedsOf(scene);
    scene.world.assertSound = () => {
      throw new StoreError('a stream of the journal cannot be read');
    };
    await expect(open(token)).rejects.toBeInstanceOf(StoreError);
    await expect(open('nothing')).rejects.toBeInstanceOf(StoreError);
  });
});
