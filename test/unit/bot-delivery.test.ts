import { afterAll, describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/store/memory.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { undelivered } from '../../src/usecases/undelivered.ts';
import { designate, formIn, openScene, openStaffedScene, said, saidBy, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';
import { identities, type Persona, visitorOf } from '../support/personas.ts';

const STORE_DOWN =
  "Le service est momentanément indisponible. Rien n'a été enregistré. Merci de réessayer dans quelques minutes ; en cas d'urgence, écrivez à la coordination (camille.roux@mgp.example).";

/** The memory store with some of its methods replaced. */
function storeWith(changes: (real: Store) => Partial<Store>): Store {
  const real = openMemory();
  const changed = changes(real);
  return new Proxy(real, {
    get: (target, name) => {
      const value: unknown = Reflect.get(changed, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function change(persona: Persona, extra = {}) {
  const { name, email, phone } = identities[persona];
  return { nom: name, courriel: email, telephone: phone, ...extra };
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('the same delivery twice (design §3)', () => {
  it('gets its first answer again and stores nothing', async () => {
    const scene = await openStaffedScene();
    await scene.open('referent', 'referent changer');
    const first = await scene.submit('referent', change('successor'), { key: 'T1:view' });
    const stored = (await scene.journal()).length;
    scene.at('2026-03-20');
    const again = await scene.submit('referent', change('successor'), { key: 'T1:view' });
    expect(again).toEqual(first);
    expect((await scene.journal()).length).toBe(stored);
    expect((await scene.messages()).filter(({ topic }) => topic === 'referent-farewell')).toHaveLength(1);
  });

  it('is still recognised when both are under way at once', async () => {
    const scene = await openStaffedScene();
    const ask = { kind: 'submit', command: 'rappel reporter' } as const;
    const values = { jour: '20/03/2026', echeance: 'setup-end', prevue: '2026-05-31' };
    const replies = await Promise.all([
      scene.ask('referent', { ...ask, values }, { key: 'same' }),
      scene.ask('referent', { ...ask, values }, { key: 'same' }),
    ]);
    expect(replies[1]).toEqual(replies[0]);
    expect((await scene.journal()).filter(({ type }) => type === 'reminder-snoozed')).toHaveLength(1);
  });

  it('« Transmettre » pressed again as another delivery is refused with what is known', async () => {
    const scene = await openStaffedScene();
    await scene.open('coordinator', 'referent changer');
    const typed = { commune: 'choisy-le-roi', ...change('successor') };
    await scene.submit('coordinator', typed);
    const again = await scene.submit('coordinator', typed);
    expect(said(again)).toContain("Léa Moreau remplit déjà ce rôle. Rien n'a été changé.");
    expect((await scene.journal()).filter(({ type }) => type === 'referent-designated')).toHaveLength(4);
  });

  it('a refusal is not remembered: what was mended goes through', async () => {
    const scene = await openStaffedScene();
    await scene.say('deputy', 'inscription nanterre suppleant "Paul" "12"', { key: 'k' });
    const mended = await scene.say('deputy', 'inscription nanterre suppleant "Paul" "01 48 00 00 04"', {
      key: 'k',
    });
    expect(mended.kind).toBe('card');
  });
});

describe('what was read a moment ago (ADR 0010)', () => {
  it.each<[string, (scene: Awaited<ReturnType<typeof openStaffedScene>>) => Promise<unknown>]>([
    ['a card', (scene) => scene.say('referent', 'calendrier')],
    ['a refusal', (scene) => scene.say('referent', 'referent Nanterre')],
    ['a form', (scene) => scene.open('referent', 'referent changer')],
  ])('is told only once it is on the disk: %s', async (_what, ask) => {
    const disk = Promise.withResolvers<void>();
    let isSlow = false;
    const store = storeWith(() => ({ flushed: () => (isSlow ? disk.promise : Promise.resolve()) }));
    const scene = await openStaffedScene({ store });
    isSlow = true;
    let isTold = false;
    const told = ask(scene).then(() => {
      isTold = true;
    });
    await new Promise((resume) => setImmediate(resume));
    expect(isTold).toBe(false);
    disk.resolve();
    await told;
  });

  it('is not told when the disk does not take it', async () => {
    let isBroken = false;
    const flushed = async () => {
      if (isBroken) throw new StoreError('SQLite: EIO');
    };
    const scene = await openStaffedScene({ store: storeWith(() => ({ flushed })) });
    isBroken = true;
    expect(said(await scene.say('referent', 'calendrier'))).toContain('momentanément indisponible');
  });
});

describe('two processes that decide at once (design §3)', () => {
  it('number receipts without gaps or doubles', async () => {
    const store = openMemory();
    const first = await openStaffedScene({ store }, 'one');
    const second = await openScene({ store }, 'two');
    const work = Array.from({ length: 6 }, (_, index) => {
      const scene = index % 2 === 0 ? first : second;
      const persona = index % 2 === 0 ? 'coordinator' : 'otherCoordinator';
      const typed = {
        commune: index < 3 ? 'choisy-le-roi' : 'nanterre',
        role: 'referent',
        nom: `Personne ${index}`,
        courriel: `personne.${index}@ville.example`,
        telephone: '01 48 00 00 00',
        'a-compter-du': '12/03/2026',
      };
      return scene.ask(persona, { kind: 'submit', command: 'referent changer', values: typed });
    });
    const replies = await Promise.all(work);
    expect(replies.map(({ kind }) => kind)).toEqual(Array(6).fill('card'));
    const designated = (await first.journal()).filter(({ type }) => type === 'referent-designated');
    const numbers = designated.map(({ data }) => data['number']).sort();
    expect(numbers).toEqual(Array.from({ length: 9 }, (_, index) => `REF-2026-000${index + 1}`));
  });

  it('settle a request once', async () => {
    const store = openMemory();
    const first = await openScene({ store }, 'one');
    const second = await openScene({ store }, 'two');
    await first.fill('stranger', 'inscription', { telephone: '01 48 00 00 08' });
    await first.flush();
    const confirm = first.button('coordinator', 'Confirmer');
    const replies = await Promise.all([
      first.ask('coordinator', confirm),
      second.ask('otherCoordinator', confirm),
    ]);
    expect(replies.map(({ kind }) => kind).sort()).toEqual(['card', 'refused']);
    const refused = replies.find(({ kind }) => kind === 'refused');
    expect(refused === undefined ? '' : said(refused)).toContain(
      'Cette demande a déjà été acceptée le 12/03/2026.',
    );
  });

  it('give up after ten lost races, and say that nothing was recorded', async () => {
    let losing = false;
    const store = storeWith((real) => ({
      append: async (append) => (losing ? { kind: 'conflict' } : real.append(append)),
    }));
    const scene = await openStaffedScene({ store });
    losing = true;
    const reply = await scene.fill('referent', 'referent changer', change('successor'));
    expect(said(reply)).toContain(STORE_DOWN);
    const stranded = await scene.say('referent', 'aide', { visitor: { reference: { moved: true } } });
    expect(stranded.kind).toBe('card');
  });
});

describe('a store that fails', () => {
  it('is said in so many words, and nothing was recorded', async () => {
    let down = false;
    const store = storeWith((real) => ({
      append: async (append) => {
        if (down) throw new StoreError('disk full');
        return real.append(append);
      },
    }));
    const scene = await openStaffedScene({ store });
    await scene.say('referent', 'aide');
    await scene.open('referent', 'referent changer');
    const before = (await scene.journal()).length;
    down = true;
    const reply = await scene.submit('referent', change('successor'));
    expect(reply).toMatchObject({ kind: 'refused', card: { title: 'Service indisponible' } });
    // The form stays open with what was typed.
    expect(formIn(reply).values).toMatchObject(change('successor'));
    expect(said(reply)).toBe(`Service indisponible\n${STORE_DOWN}`);
    expect((await scene.journal()).length).toBe(before);
    expect(scene.logged.at(-1)).toMatchObject({
      event: 'command-failed',
      fields: { platform: 'web', fault: 'StoreError: disk full' },
    });
    down = false;
    expect((await scene.submit('referent', change('successor'))).kind).toBe('card');
  });

  it('is said to newcomers too, and reading comes back by itself', async () => {
    let down = false;
    const store = storeWith((real) => ({
      heads: async () => {
        if (down) throw new StoreError('no connection');
        return real.heads();
      },
    }));
    const scene = await openScene({ store });
    down = true;
    expect(saidBy(await scene.bot.welcome(visitorOf('referent'), 'c1'))).toContain(STORE_DOWN);
    down = false;
    expect(saidBy(await scene.bot.welcome(visitorOf('referent'), 'c2'))).toContain('Bonjour, je suis Jalon');
  });

  it('an entry of a newer version is no ground to decide upon: nothing is recorded until this one is replaced', async () => {
    const store = storeWith((real) => ({
      heads: async () => {
        const heads = await real.heads();
        return { ...heads, streams: new Map([...heads.streams, ['track:other', 1]]) };
      },
      read: async (stream, after) =>
        stream === 'track:other'
          ? [
              {
                stream,
                version: 1,
                recordedAt: '2026-03-12T09:42:00Z',
                actor: 'system',
                type: 'committee-called',
                data: {},
                previousHash: '',
                hash: '',
              },
            ]
          : real.read(stream, after),
    }));
    const scene = await openScene({ store });
    expect(said(await scene.say('coordinator', 'aide'))).toContain(STORE_DOWN);
    expect(scene.logged.at(-1)?.fields['fault']).toContain('cannot be read');
    expect(() => scene.world.assertSound('track:ia-administration-interne')).not.toThrow();
    expect(() => scene.world.assertSound('track:other')).toThrow('cannot be read');
  });

  it('a fault of ours gives a reference to look up', async () => {
    let isOurs = false;
    const store = storeWith((real) => ({
      heads: () => (isOurs ? Promise.reject(new TypeError('ours')) : real.heads()),
    }));
    const scene = await openScene({ store }, 'x');
    isOurs = true;
    expect(said(await scene.say('stranger', 'aide'))).toBe(
      [
        'Demande interrompue',
        "Une erreur inattendue a interrompu votre demande. Rien n'a été enregistré.",
        "Merci de réessayer. Si l'erreur persiste, transmettez cette référence à la coordination : x-c1",
      ].join('\n'),
    );
  });

  it('streams of other kinds are left aside', async () => {
    const scene = await openScene();
    const base = undelivered({
      recordedAt: scene.now.toString(),
      actor: 'system',
      correlationId: 'c',
    });
    const events = [{ type: 'anything', data: {} }];
    await scene.store.append({
      ...base,
      writes: [{ stream: 'other', expectedVersion: 0, events, nextDueAt: null }],
    });
    expect((await scene.say('coordinator', 'aide')).kind).toBe('card');
    expect(scene.world.versionOf('other')).toBe(1);
  });
});

describe('linking accounts to people', () => {
  it('the first visit links by the verified e-mail, whatever its case', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    expect((await scene.person('referent'))?.accounts).toEqual([
      {
        platform: 'web',
        id: 'web/referent',
        email: identities.referent.email,
        reference: { conversation: 'referent' },
        seenAt: '2026-03-12T09:42:00Z',
        lostAt: null,
      },
    ]);
    const linked = await Array.fromAsync(scene.store.journal());
    expect(
      linked.filter(({ type }) => type === 'account-linked').map(({ data }) => data['platform']),
    ).toContain('web');
  });

  it('the newest address wins; a payload without one leaves it', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    await scene.say('referent', 'aide', { visitor: { reference: { serviceUrl: 'https://new.example' } } });
    const linkedBefore = (await Array.fromAsync(scene.store.journal())).length;
    await scene.say('referent', 'aide', { visitor: { reference: null } });
    await scene.say('referent', 'aide', { visitor: { reference: { serviceUrl: 'https://new.example' } } });
    expect((await scene.person('referent'))?.accounts).toMatchObject([
      { reference: { serviceUrl: 'https://new.example' } },
    ]);
    expect((await Array.fromAsync(scene.store.journal())).length).toBe(linkedBefore);
  });

  it('welcomes by what is known, and learns the address', async () => {
    const scene = await openStaffedScene();
    const known = await scene.bot.welcome({ ...visitorOf('deputy'), platform: 'teams' }, 'c1');
    expect(saidBy(known)).toContain('Écrivez « aide » pour voir ce que vous pouvez faire.');
    expect((await scene.person('deputy'))?.accounts.map(({ platform }) => platform)).toContain('teams');
    const unknown = await scene.bot.welcome(visitorOf('stranger'), 'c2');
    expect(saidBy(unknown)).toContain(
      "Vous n'êtes pas encore enregistré(e) : indiquez votre collectivité, la Métropole confirmera votre rôle.",
    );
    expect(unknown.actions.map(({ label }) => label)).toEqual(["Demander l'accès", 'Aide']);
    const coordinator = await scene.bot.welcome(visitorOf('coordinator'), 'c3');
    expect(coordinator.actions.map(({ label }) => plainSpaces(label))).toEqual([
      'Échéances',
      'Calendrier',
      'Livrables',
      'Réunions',
      'Référent',
      'Référents manquants',
    ]);
  });

  it('typing the e-mail of somebody else gains nothing', async () => {
    const scene = await openStaffedScene();
    const typed = { ...change('coordinator'), role: 'suppleant' };
    await scene.fill('referent', 'referent changer', typed);
    expect((await scene.say('stranger', 'calendrier')).kind).toBe('refused');
    const pretender = await scene.say('stranger', 'commune ajouter Thiais courriel:camille.roux@mgp.example');
    expect(said(pretender)).toContain('Cette action est réservée à la coordination de la Métropole.');
    const silent = await scene.say('stranger', 'calendrier', {
      visitor: { email: null, name: identities.referent.name },
    });
    expect(silent.kind).toBe('refused');
  });

  it('an account stays its own when its platform says no e-mail any more', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    expect((await scene.say('referent', 'calendrier', { visitor: { email: null } })).kind).toBe('card');
  });

  it('a coordinator of whom no record is kept is named by no id', async () => {
    const scene = await openScene({ coordinators: [], settingsCoordinators: [identities.coordinator.email] });
    await designate(scene, 'choisy-le-roi', 'referent', 'referent');
    const designated = (await scene.journal()).filter(({ type }) => type === 'referent-designated');
    expect(designated).toMatchObject([{ actor: 'visitor', data: { byId: 'visitor' } }]);
  });
});

describe('what is heard of each command', () => {
  it('is logged without personal data, and wakes the scheduler only when something was recorded', async () => {
    const scene = await openStaffedScene();
    await scene.say('referent', 'aide');
    const before = scene.recorded;
    await scene.say('referent', 'calendrier');
    expect(scene.logged.at(-1)).toEqual({
      event: 'command',
      fields: expect.objectContaining({ platform: 'web', command: 'calendrier', outcome: 'card' }),
    });
    await scene.say('referent', 'amina.diallo@choisyleroi.example');
    expect(scene.logged.at(-1)).toMatchObject({ fields: { command: 'unknown', outcome: 'refused' } });
    expect(scene.recorded).toBe(before);
    await scene.fill('referent', 'referent changer', change('successor'));
    expect(scene.recorded).toBe(before + 1);
    expect(JSON.stringify(scene.logged)).not.toContain('diallo');
  });

  it('a word that may have been meant is offered to whoever may use it, and to nobody else', async () => {
    const scene = await openStaffedScene();
    const offered = async (persona: 'coordinator' | 'referent') =>
      said(await scene.say(persona, 'refferent manquant')).includes('« referent manquants »');
    expect([await offered('coordinator'), await offered('referent')]).toEqual([true, false]);
  });

  it('a button of a command that is gone is answered like an unknown word', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.ask('referent', { kind: 'run', command: 'referent chanjer', values: {} });
    expect(said(reply)).toContain('Commande inconnue. Vouliez-vous dire « referent changer » ?');
  });

  it('nothing typed is a call for help', async () => {
    const scene = await openStaffedScene();
    for (const text of ['', '/jalon', 'JALON ']) {
      expect(said(await scene.say('referent', text))).toContain('Ce que vous pouvez faire');
    }
  });
});
