import { afterAll, describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/store/memory.ts';
import { DraftWorld } from '../../src/usecases/draft-world.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import { readImport } from '../../src/usecases/import-table.ts';
import { loadProgramme } from '../../src/usecases/load-programme.ts';
import { PeopleIndex } from '../../src/usecases/people-index.ts';
import type { Account, EventDraft, MessageDraft, Person, Store } from '../../src/usecases/ports.ts';
import { NO_PREFERENCES } from '../../src/usecases/records.ts';
import { routesTo } from '../../src/usecases/routes.ts';
import { sameJson } from '../../src/usecases/same-json.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import { LiveWorld } from '../../src/usecases/world.ts';
import {
  contractor,
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { storeWith } from '../support/clockwork.ts';
import { coordinatorEmails } from '../support/personas.ts';

const TRACK = 'track:ia-administration-interne';

async function append(
  scene: Scene,
  stream: string,
  events: readonly EventDraft[],
  messages: readonly MessageDraft[] = [],
) {
  const { streams } = await scene.store.heads();
  await scene.store.append(
    undelivered({
      recordedAt: scene.now.toString(),
      actor: 'system',
      correlationId: 'c',
      writes: [{ stream, expectedVersion: streams.get(stream) ?? 0, events, nextDueAt: null }],
      messages,
    }),
  );
}

function personWith(id: string, email: string | null, accounts: readonly Account[] = []): Person {
  const preferences = NO_PREFERENCES;
  return { id, name: id, position: null, email, phone: null, accounts, preferences, feedGeneration: 0 };
}

function accountOn(platform: Account['platform'], id: string, seenAt = '2026-03-12T09:42:00Z'): Account {
  return { platform, id, email: null, reference: {}, seenAt, lostAt: null };
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('records that another version or an operator left', () => {
  it('a request by somebody who is recorded no more cannot be confirmed', async () => {
    const scene = await openStaffedScene();
    const data = { requestId: 'r1', commune: 'choisy-le-roi', personId: 'ghost', role: 'referent' };
    await append(scene, TRACK, [{ type: 'referent-requested', data }]);
    const values = { commune: 'choisy-le-roi', demande: 'r1' };
    const reply = await scene.ask('coordinator', { kind: 'run', command: 'inscription confirmer', values });
    expect(said(reply)).toContain("Cette demande n'existe pas ou n'est plus dans le programme.");
  });

  it('what is missing of somebody known is filled in by whoever names them', async () => {
    const scene = await openStaffedScene();
    const person = { ...personWith('p', 'eva.roy@ville.example'), name: 'Eva Roy' };
    await scene.store.append(
      undelivered({
        recordedAt: scene.now.toString(),
        actor: 'system',
        correlationId: 'c',
        people: [{ person, expectedRevision: 0 }],
      }),
    );
    const typed = { nom: 'Une autre', courriel: 'eva.roy@ville.example', telephone: '01 48 00 00 09' };
    const reply = await scene.fill('referent', 'referent changer', typed);
    expect(said(reply)).toContain(
      'Référent : Eva Roy\nCourriel : eva.roy@ville.example\nTéléphone : 01 48 00 00 09',
    );
  });

  it('messages about nothing that is recorded are dropped', async () => {
    const scene = await openStaffedScene();
    const about = { track: 'ia-administration-interne', commune: 'choisy-le-roi' };
    const topics = [
      'referent-welcome',
      'access-asked',
      'proposal-made',
      'proposal-settled',
      'phase-end-told',
      'committee-called',
    ];
    const drafts = topics.map(
      (topic): MessageDraft => ({
        key: topic,
        to: 'x',
        topic,
        data: { ...about, number: 'REF-1999-0001', phase: 'none', endsOn: '2026-05-31' },
        group: null,
        notBeforeAt: scene.now.toString(),
      }),
    );
    await append(scene, 'other', [{ type: 'x', data: {} }], drafts);
    for (const topic of topics)
      expect(await scene.verdict(topic)).toEqual({ kind: 'drop', why: 'settled-since' });
  });

  it('a proposal that is still open is not told as settled', async () => {
    const scene = await openStaffedScene();
    await scene.fill('referent', 'etape retard', { etape: 'setup', date: '15/07/2026', cause: 'Travaux' });
    await scene.press('referent', 'Transmettre');
    const [asked] = (await scene.messages()).filter(({ topic }) => topic === 'proposal-made');
    if (asked === undefined) throw new TypeError('no proposal');
    const draft = {
      key: 'settled',
      to: asked.to,
      topic: 'proposal-settled',
      data: asked.data,
      group: null,
      notBeforeAt: asked.notBeforeAt,
    };
    await append(scene, 'other', [{ type: 'x', data: {} }], [draft]);
    expect(await scene.verdict('settled')).toEqual({ kind: 'drop', why: 'settled-since' });
  });

  it('a track whose programme file was never read has nothing to show', async () => {
    const scene = await openScene();
    const beneficiary = { ...programme().beneficiaries[0] };
    await append(scene, 'track:orphan', [
      { type: 'beneficiary-added', data: JSON.parse(JSON.stringify({ beneficiary })) },
    ]);
    const form = formIn(await scene.say('coordinator', 'import'));
    expect(form.fields[1]?.options).toHaveLength(1);
    const delay = formIn(await scene.say('coordinator', 'etape retard'));
    expect(delay.fields[0]?.options).toHaveLength(1);
    expect(delay.fields[1]?.options).toHaveLength(4);
    expect((await scene.say('contractor', 'calendrier')).kind).toBe('card');
  });

  it('a calendar without use nor assessment is still a calendar', async () => {
    const scene = await openStaffedScene();
    const facts = programme();
    await scene.load({
      ...facts,
      phases: facts.phases.filter(({ kind }) => kind === 'audit' || kind === 'setup'),
    });
    const reply = await scene.say('coordinator', 'etape retard choisy-le-roi setup 15/07/2026 "Travaux"');
    expect(said(reply)).toContain("il ne resterait aucun jour d'utilisation. Un comité");
    await scene.load({ ...facts, phases: [] });
    expect(said(await scene.say('coordinator', 'etape terminer choisy-le-roi setup 12/03/2026'))).toContain(
      'Aucune étape « setup ».',
    );
  });

  it('a use phase of which nothing is left is said to have no planned end', async () => {
    const scene = await openStaffedScene();
    await scene.say('coordinator', 'etape retard choisy-le-roi mise-en-place 29/11/2026 "Marché"');
    await scene.press('coordinator', 'Enregistrer');
    await scene.say('coordinator', 'etape retard choisy-le-roi mise-en-place 10/12/2026 "Marché"');
    await scene.press('coordinator', 'Enregistrer');
    const reply = await scene.say(
      'coordinator',
      'etape retard choisy-le-roi utilisation 11/12/2026 "Marché"',
    );
    expect(said(reply)).toContain('Dernier jour possible');
  });
});

describe('what is asked in a way that forms do not', () => {
  it('an unknown phase cannot end', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'etape terminer choisy-le-roi recette 12/03/2026'))).toContain(
      'Aucune étape « recette ».',
    );
  });

  it('a name like no commune is suggested among one’s own', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'calendrier choisi'))).toContain(
      'Aucune collectivité « choisi ». Vouliez-vous dire : Choisy-le-Roi ?',
    );
  });

  it('a date can be noted before any reminder of it', async () => {
    const scene = await openStaffedScene();
    const values = { echeance: 'setup-end', prevue: '2026-05-31' };
    const reply = await scene.ask('referent', { kind: 'run', command: 'rappel noter', values });
    expect(said(reply)).toContain('Prochain rappel : jeudi 30/04/2026.');
  });

  it('a newcomer without an address yet is known by their e-mail', async () => {
    const scene = await openScene();
    await scene.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    await scene.say('coordinator', 'aide', { visitor: { reference: null } });
    expect((await scene.person('coordinator'))?.accounts).toMatchObject([{ reference: {} }]);
  });

  it('a start that is near cannot be put off beyond itself', async () => {
    const scene = await openStaffedScene({ at: '2025-11-20T09:00:00Z' });
    await scene.open('referent', 'rappel reporter', { echeance: 'start', prevue: '2025-12-01' });
    expect(said(await scene.submit('referent', { jour: '02/12/2025' }))).toContain(
      'Le 02/12/2025 est trop éloigné : au plus tard le 01/12/2025.',
    );
    expect(said(await scene.submit('referent', { jour: '25/11/2025' }))).toContain(
      'Vous serez rappelé(e) le mardi 25/11/2025',
    );
  });

  it('a file without any line is empty', () => {
    expect(readImport('')).toMatchObject({ reason: { code: 'import-empty' } });
  });
});

describe('loading the programme', () => {
  function parts(scene: Scene, store: Store = scene.store) {
    return { store, world: scene.world, now: () => scene.now, newId: () => scene.newId() };
  }

  it('records only what differs', async () => {
    const scene = await openScene();
    const before = (await scene.journal()).length;
    const facts = programme({ contractor });
    await loadProgramme(parts(scene), [facts], coordinatorEmails);
    expect((await scene.journal()).length).toBe(before);
    await loadProgramme(
      parts(scene),
      [{ ...facts, title: 'Autre titre' }],
      [...coordinatorEmails, 'nouvelle@mgp.example'],
    );
    expect((await scene.journal()).slice(-10).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['programme-loaded', 'person-recorded']),
    );
    expect((await scene.journal()).length).toBe(before + 2);
  });

  it('gives up when others write without end', async () => {
    const scene = await openScene();
    const losing: Store = Object.assign(openMemory(), {
      append: async () => ({ kind: 'conflict' as const }),
    });
    await expect(loadProgramme(parts(scene, losing), [programme()], ['x@mgp.example'])).rejects.toThrow(
      'changed under each attempt',
    );
  });
});

describe('records that cannot be read', () => {
  it('are a fault of the store, whichever stream it is', async () => {
    const scene = await openScene();
    const away = storeWith(scene.store, { read: () => Promise.reject(new StoreError('away')) });
    await expect(new LiveWorld(away).catchUp()).rejects.toThrow('away');
  });
});

describe('a decision of many parts', () => {
  it('sees everybody who is recorded, and whom it records itself', async () => {
    const scene = await openStaffedScene();
    const [track] = scene.world.tracks.values();
    if (track === undefined) throw new TypeError('no track');
    const draft = new DraftWorld(scene.world, track);
    const before = [...draft.people.all()].length;
    draft.takePeople([{ person: personWith('new', 'new@x.example'), expectedRevision: 0 }]);
    expect([...draft.people.all()].map(({ person }) => person.id)).toContain('new');
    expect([...draft.people.all()]).toHaveLength(before + 1);
  });
});

describe('finding people', () => {
  it('by what they hold now, not by what they held', () => {
    const people = new PeopleIndex();
    people.put({ person: personWith('a', 'a@x.example', [accountOn('slack', 'T/1')]), revision: 1 });
    people.put({ person: personWith('a', 'b@x.example'), revision: 2 });
    expect(people.byEmail('A@x.example')).toBeUndefined();
    expect(people.byAccount('slack', 'T/1')).toBeUndefined();
    expect(people.byEmail('B@X.example')?.person.id).toBe('a');
  });

  it('two who exchange their e-mails and accounts are both found', () => {
    const people = new PeopleIndex();
    people.put({ person: personWith('a', 'a@x.example', [accountOn('slack', 'T/1')]), revision: 1 });
    people.put({ person: personWith('b', 'b@x.example', [accountOn('slack', 'T/2')]), revision: 1 });
    people.put({ person: personWith('a', 'b@x.example', [accountOn('slack', 'T/2')]), revision: 2 });
    people.put({ person: personWith('b', 'a@x.example', [accountOn('slack', 'T/1')]), revision: 2 });
    expect([people.byEmail('a@x.example')?.person.id, people.byEmail('b@x.example')?.person.id]).toEqual([
      'b',
      'a',
    ]);
    expect([
      people.byAccount('slack', 'T/1')?.person.id,
      people.byAccount('slack', 'T/2')?.person.id,
    ]).toEqual(['b', 'a']);
  });

  it('erased, they are found by id only', () => {
    const people = new PeopleIndex();
    people.put({ person: personWith('a', 'a@x.example'), revision: 1 });
    people.put({ person: personWith('a', null), revision: 2 });
    people.put({ person: personWith('a', null), revision: 3 });
    expect(people.byEmail('a@x.example')).toBeUndefined();
    expect(people.byId('a')?.revision).toBe(3);
  });

  it('are written to where they wrote last, then by e-mail', () => {
    const person = personWith('a', 'a@x.example', [
      accountOn('slack', 'T/1', '2026-03-01T00:00:00Z'),
      accountOn('teams', 'T/2', '2026-03-02T00:00:00Z'),
      accountOn('mail', 'a@x.example', '2026-03-03T00:00:00Z'),
    ]);
    const platforms = (names: readonly Account['platform'][], one = person) =>
      routesTo(one, new Set(names)).map(({ platform }) => platform);
    expect(platforms(['slack', 'teams', 'mail'])).toEqual(['teams', 'slack', 'mail']);
    expect(platforms(['slack'])).toEqual(['slack']);
    expect(platforms(['mail'], personWith('b', null))).toEqual([]);
  });
});

describe('comparing what is stored', () => {
  it('the order of keys does not matter, that of lists does', () => {
    expect(sameJson({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
  });
});
