import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { verifierOf } from '../../src/store/hash.ts';
import type { Ask, Reply } from '../../src/usecases/bot.ts';
import type { Command } from '../../src/usecases/command.ts';
import { commands } from '../../src/usecases/commands.ts';
import { createIncidentCheck } from '../../src/usecases/incident/check.ts';
import { openStaffedScene, type Scene, said, saidBy, shownFaults } from '../support/bot.ts';
import { download } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';
import { FIRST, follow, LOCKED, MALFUNCTION, writeReport } from '../support/incident-scene.ts';
import { valuesFor } from '../support/rights.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** Words of the locked report and of what followed, that the contractor may read nowhere. */
const SECRETS = [
  'ne répond plus',
  'photo-secrete',
  'complément secret',
  'réponse secrète',
  'suite secrète',
  'motif secret',
];
const TRACK = 'ia-administration-interne';
/** The one that is the contractor's too. */
const SHARED = 'INC-2026-0002';

interface Written {
  readonly scene: Scene;
  readonly hash: string;
}

/** A locked report with everything that may follow it, then one that the contractor may read; only the second where `isThere` is false. */
async function written(isThere = true): Promise<Written> {
  const scene = await openStaffedScene();
  // Everybody has written before, so that nothing else differs.
  for (const persona of ['coordinator', 'otherCoordinator', 'referent', 'contractor'] as const)
    await scene.say(persona, 'aide');
  const pieces = await scene.give('referent', 'photo-secrete.png', fileOf('png'));
  if (isThere) {
    await writeReport(scene, { ...LOCKED, pieces });
    await follow(scene, 'coordinator', 'suivre');
    await follow(scene, 'referent', 'completer', { complement: 'Un complément secret' });
    await follow(scene, 'coordinator', 'repondre', { reponse: 'Une réponse secrète', lecteurs: 'tous' });
    await follow(scene, 'coordinator', 'affecter', { a: 'camille.roux@mgp.example' });
    await follow(scene, 'coordinator', 'clore', { suite: 'Une suite secrète', lecteurs: 'tous' });
    await follow(scene, 'referent', 'rouvrir', { motif: 'Un motif secret' });
  } else await writeReport(scene, { ...MALFUNCTION, nature: 'ecart' }, 'foreignReferent');
  await writeReport(scene);
  const entry = (await scene.journal()).find(({ data }) => data['incident'] === FIRST);
  return { scene, hash: entry?.hash ?? '' };
}

/** What everything that a form and a card show amounts to, links apart: they are sealed anew each time. */
function whole(reply: Reply): string {
  const form = reply.kind === 'card' ? null : reply.form;
  const actions = reply.kind === 'form' ? [] : reply.card.actions.filter((action) => action.kind !== 'link');
  // Each sealed address or name is another.
  return JSON.stringify([said(reply), form, actions])
    .replaceAll(/calendrier\/[^.]+\.ics/gu, 'calendrier/X.ics')
    .replaceAll(/"fichier":"[^"]+"/gu, '"fichier":"X"');
}

/** All that a request written by hand may carry of a report. */
function valuesAt(command: Command, incident: string): Values {
  const words: Values = {
    incident,
    reponse: 'Vu',
    complement: 'Vu',
    suite: 'Vu',
    motif: 'Vu',
    a: 'camille.roux@mgp.example',
    lecteurs: 'tous',
    etat: 'tous',
  };
  const named = Object.entries(words).filter(([name]) => command.fields[name] !== undefined);
  return { ...valuesFor(command, 'choisy-le-roi'), ...Object.fromEntries(named) };
}

describe('a difficulty with the contractor (art. 3) is MGP’s alone: no command tells the contractor of it', () => {
  it.each(commands.map((command) => [command.word, command] as const))('%s', async (word, command) => {
    const [there, apart] = [await written(), await written(false)];
    const values = valuesAt(command, FIRST);
    const asks: readonly Ask[] = [
      { kind: 'text', text: word },
      { kind: 'text', text: `${word} ${FIRST}` },
      { kind: 'text', text: `${word} 1` },
      { kind: 'form', command: word, values: {} },
      { kind: 'form', command: word, values },
      { kind: 'look', command: word, values },
      { kind: 'run', command: word, values: {} },
      { kind: 'run', command: word, values },
      { kind: 'submit', command: word, values },
    ];
    for (const ask of asks) {
      const shown = whole(await there.scene.ask('contractor', ask));
      for (const secret of SECRETS) expect(shown).not.toContain(secret);
      expect(shown).not.toContain(there.hash.slice(0, 8));
      // Where the report is another's or is not, the contractor reads the very same.
      expect(shown).toBe(whole(await apart.scene.ask('contractor', ask)));
    }
  });

  it('the contractor does read the other one, by the same commands: the comparison sees something', async () => {
    const { scene } = await written();
    expect(said(await scene.say('contractor', 'incident liste'))).toContain('1 signalement');
    expect(said(await scene.say('contractor', `incident voir ${SHARED}`))).toContain('Dysfonctionnement');
    expect(said(await scene.say('contractor', `verifier ${SHARED}`))).toContain('enregistrement intact');
    expect(said(await scene.say('referent', `verifier ${FIRST}`))).toContain('enregistrement intact');
    const shown = whole(await scene.say('referent', `incident voir ${FIRST}`));
    for (const secret of SECRETS) expect(shown).toContain(secret);
  });
});

describe('a difficulty with the contractor (art. 3): nothing is sent to the contractor about it', () => {
  /** All that the contractor receives from the report to the end of the programme, looked for twice a day. */
  async function receivedBy(isLocked: boolean): Promise<readonly string[]> {
    const { scene } = await written(isLocked);
    const cards: string[] = [];
    for (
      let on = Temporal.PlainDate.from('2026-03-12');
      on.toString() < '2026-07-20';
      on = on.add({ days: 1 })
    )
      for (const hour of ['10:00:00Z', '16:00:00Z']) {
        scene.at(`${on}T${hour}`);
        await scene.tick();
        const received = await scene.flush();
        cards.push(...received.filter(({ to }) => to === 'contractor').map(({ card }) => saidBy(card)));
      }
    const to = (await scene.person('contractor'))?.id;
    const about = (await scene.messages()).filter((message) => message.to === to);
    expect(about.filter(({ data }) => data['incident'] === FIRST)).toEqual([]);
    return cards;
  }

  it('no alert, no step, no reminder, no digest says that there is one', async () => {
    const received = await receivedBy(true);
    expect(received.some((card) => card.includes(SHARED))).toBe(true);
    expect(received.join('\n')).not.toContain(FIRST);
    for (const secret of SECRETS) expect(received.join('\n')).not.toContain(secret);
    expect(received).toEqual(await receivedBy(false));
  }, 30_000);

  it('a message about it that is addressed to the contractor all the same is dropped, whatever it tells', async () => {
    const { scene } = await written();
    const to = (await scene.person('contractor'))?.id ?? '';
    const all = (await scene.messages()).filter(({ data }) => data['incident'] === FIRST);
    const topics = new Set(all.map(({ topic }) => topic));
    expect([...topics].sort()).toEqual(['incident-alert', 'incident-receipt', 'incident-step']);
    for (const message of all.filter(({ topic }) => topic !== 'incident-receipt'))
      expect(await scene.verdictOn({ ...message, to })).toEqual({ kind: 'drop', why: 'no-role-left' });
    const [first] = all;
    if (first === undefined) throw new TypeError('nobody is told');
    for (const topic of [
      'incident-raised',
      'incident-raised-by-mail',
      'incident-receipt',
      'incident-receipt-late',
    ])
      expect(await scene.verdictOn({ ...first, to, topic })).toMatchObject({ kind: 'drop' });
  });
});

describe('a difficulty with the contractor (art. 3): no file has it', () => {
  it.each([
    ['its receipt', 'signalement', { incident: FIRST }],
    ['its attachment', 'piece', { incident: FIRST, piece: 'PIECE' }],
    ['its attachment, by the number of another', 'piece', { incident: SHARED, piece: 'PIECE' }],
    ['the table of a period', 'signalements', { du: '2026-01-01', au: '2026-12-31' }],
    ['the file to print of a period', 'signalements-pdf', { du: '2026-01-01', au: '2026-12-31' }],
  ])('%s is not downloaded', async (_what, file, values) => {
    const { scene } = await written();
    const [piece] = scene.world.tracks.get(TRACK)?.incidents.get(FIRST)?.files ?? [];
    const named = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === 'PIECE' ? (piece?.hash ?? '') : value]),
    );
    expect(await download(scene, 'contractor', { file, values: named })).toBeNull();
    const to = named['incident'] === SHARED ? null : expect.anything();
    expect(await download(scene, 'coordinator', { file, values: named })).toEqual(to);
  });

  it.each(['livrable', 'bilans', 'retards', 'referents-manquants', 'suivi-livrables', 'reunion'])(
    'the file « %s », for the contractor, has nothing of it',
    async (file) => {
      const { scene } = await written();
      const made = await download(scene, 'contractor', { file, values: { incident: FIRST } });
      for (const secret of [FIRST, ...SECRETS]) expect(String(made?.body ?? '')).not.toContain(secret);
    },
  );

  it('what is kept of the contractor (RGPD) has nothing of it; of its author their own words', async () => {
    const { scene } = await written();
    const ofContractor = await download(scene, 'contractor', { file: 'mes-donnees', values: {} });
    expect(String(ofContractor?.body)).toContain('Ines Faure');
    for (const secret of [FIRST, ...SECRETS.slice(1)])
      expect(String(ofContractor?.body)).not.toContain(secret);
    const ofAuthor = await download(scene, 'referent', { file: 'mes-donnees', values: {} });
    for (const own of ["signalement d'un incident", 'ne répond plus', 'complément secret', 'motif secret'])
      expect(String(ofAuthor?.body)).toContain(own);
    expect(String(ofAuthor?.body)).not.toContain('réponse secrète');
  });
});

describe('the page behind the code of a receipt (art. 3)', () => {
  it('knows a report by its number and its hash together: whoever lacks the hash learns nothing', async () => {
    const { scene, hash } = await written();
    const check = createIncidentCheck(scene, verifierOf(scene.store).verifyEntry);
    expect(await check(FIRST, hash)).toEqual({ at: '2026-03-12T09:42:00Z', holds: true });
    const unknown = await check('INC-2026-0099', hash);
    expect(unknown).toBeNull();
    expect(await check(FIRST, 'ab'.repeat(32))).toBe(unknown);
    expect(await check(SHARED, hash)).toBe(unknown);
  });

  it('says when the entry no longer holds', async () => {
    const { scene, hash } = await written();
    const fault = { stream: 'track:ia', version: 3, what: 'changed' } as const;
    const check = createIncidentCheck(scene, async () => [fault]);
    expect(await check(FIRST, hash)).toMatchObject({ holds: false });
  });
});
