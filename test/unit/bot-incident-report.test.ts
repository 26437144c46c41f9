import { afterAll, describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/store/memory.ts';
import { StoreError } from '../../src/usecases/errors.ts';
import {
  designate,
  openStaffedScene,
  programme,
  type Scene,
  said,
  saidBy,
  shownFaults,
} from '../support/bot.ts';
import { storeWith } from '../support/clockwork.ts';
import { cardTo, labelsOf, readersOf } from '../support/deliverables.ts';
import { FACTS, FIRST, happened, LOCKED, openIncidentScene, writeReport } from '../support/incident-scene.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

/** Hash of the newest entry of the track's stream, by eights. */
async function hashOf(scene: Scene): Promise<string> {
  const entry = (await scene.journal()).findLast(({ type }) => type === 'incident-reported');
  return (entry?.hash ?? '').replaceAll(/(.{8})(?=.)/gu, '$1 ');
}

describe('incident (art. 3): a written report, without delay', () => {
  it('is recorded with its number, its instant, the delay since the finding and the hash of its entry', async () => {
    const scene = await openStaffedScene();
    const reply = await writeReport(scene);
    expect(await hashOf(scene)).toMatch(/^[0-9a-f]{8}( [0-9a-f]{8}){7}$/u);
    expect(said(reply)).toBe(
      [
        'Signalement INC-2026-0001 : Choisy-le-Roi',
        'Votre signalement écrit est enregistré : INC-2026-0001, le 12/03/2026 à 10 h 42. Copie adressée à la Métropole, au prestataire et à votre courriel (art. 3).',
        'Collectivité : Choisy-le-Roi',
        'Nature : Dysfonctionnement de la solution',
        'Constaté : le 12/03/2026',
        'Signalé : le 12/03/2026 à 10 h 42 par Amina Diallo, le jour même',
        'Conséquence sur le calendrier : aucune',
        'Adressé à : Métropole et prestataire',
        'Faits',
        FACTS,
        "Empreinte de l'enregistrement",
        await hashOf(scene),
        'Convention, art. 3.',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual(['Télécharger le PDF', 'Compléter']);
    expect(await happened(scene, 'incident-reported')).toMatchObject([
      { incident: FIRST, commune: 'choisy-le-roi', foundOn: '2026-03-12', toContractor: true, source: null },
    ]);
  });

  it('a redelivery gets its first answer again and records nothing twice', async () => {
    const scene = await openStaffedScene();
    const ask = {
      kind: 'submit',
      command: 'incident',
      values: { ...LOCKED, commune: 'choisy-le-roi' },
    } as const;
    await scene.ask('referent', ask, { key: 'once' });
    expect(said(await scene.ask('referent', ask, { key: 'once' }))).toContain(`enregistré : ${FIRST}`);
    expect(await happened(scene, 'incident-reported')).toHaveLength(1);
    expect((await scene.journal()).filter(({ data }) => data['kind'] === 'INC')).toHaveLength(1);
  });

  it('stands, and is said to, though the records cannot be read back after it', async () => {
    const store = openMemory();
    let isDown = false;
    const failing = storeWith(store, {
      append: async (append) => {
        const result = await store.append(append);
        isDown = append.writes.some(({ events }) => events.some(({ type }) => type === 'incident-reported'));
        return result;
      },
      heads: () => (isDown ? Promise.reject(new StoreError('the store is down')) : store.heads()),
    });
    const scene = await openStaffedScene({ store: failing });
    const text = said(await writeReport(scene));
    expect(isDown).toBe(true);
    expect(text).toContain(`Votre signalement écrit est enregistré : ${FIRST}`);
    expect(text).not.toContain('Empreinte');
    expect(await happened(scene, 'incident-reported')).toHaveLength(1);
    expect(scene.logged.map(({ event }) => event)).toContain('not-read-back');
  });

  it('stands, and is said to, though its author speaks for nobody any more a moment after it', async () => {
    const store = openMemory();
    const replaced = storeWith(store, {
      append: async (append) => {
        const result = await store.append(append);
        const isReport = append.writes.some(({ events }) =>
          events.some(({ type }) => type === 'incident-reported'),
        );
        if (isReport) await designate(scene, 'choisy-le-roi', 'referent', 'successor');
        return result;
      },
    });
    const scene: Scene = await openStaffedScene({ store: replaced });
    expect(said(await writeReport(scene))).toContain(`Votre signalement écrit est enregistré : ${FIRST}`);
    expect(said(await scene.say('referent', 'signalements'))).toContain(
      "Vous n'êtes pas encore enregistré(e).",
    );
  });

  it('is numbered one after the other, from 1 each year, whoever writes', async () => {
    const scene = await openStaffedScene();
    await writeReport(scene);
    await writeReport(scene, {}, 'foreignReferent');
    await writeReport(scene, {}, 'deputy');
    scene.at('2027-01-04');
    await writeReport(scene, { 'constate-le': '2026-12-31' });
    expect((await happened(scene, 'incident-reported')).map(({ incident }) => incident)).toEqual([
      'INC-2026-0001',
      'INC-2026-0002',
      'INC-2026-0003',
      'INC-2027-0001',
    ]);
  });

  it.each([
    [{ 'constate-le': '2026-03-10' }, 'le 10/03/2026', '2 jours après le constat'],
    [{ 'constate-le': '2026-03-11' }, 'le 11/03/2026', '1 jour après le constat'],
    [{ heure: '10:07' }, 'le 12/03/2026 à 10 h 07', '35 min après le constat'],
    [{ heure: '10:42' }, 'le 12/03/2026 à 10 h 42', '0 min après le constat'],
    [{ heure: '07:22' }, 'le 12/03/2026 à 7 h 22', '3 h 20 après le constat'],
    [{ heure: '07:42' }, 'le 12/03/2026 à 7 h 42', '3 h après le constat'],
    [{ 'constate-le': '2026-03-10', heure: '09:00' }, 'le 10/03/2026 à 9 h 00', '2 jours après le constat'],
  ])('found as %j: its delay is shown', async (typed, found, delay) => {
    const scene = await openStaffedScene();
    const text = said(await writeReport(scene, typed));
    expect(text).toContain(`Constaté : ${found}\n`);
    expect(text).toContain(`par Amina Diallo, ${delay}\n`);
  });

  it.each([
    ['aucune', '', 'aucune', { kind: 'none' }],
    ['possible', '', 'possible', { kind: 'possible' }],
    ['certaine', '1', 'certaine, de 1 jour', { kind: 'certain', days: 1 }],
    ['certaine', '365', 'certaine, de 365 jours', { kind: 'certain', days: 365 }],
  ])('of which the consequence is %s %s', async (consequence, jours, words, recorded) => {
    const scene = await openStaffedScene();
    const reply = await writeReport(scene, { consequence, ...(jours === '' ? {} : { jours }) });
    expect(said(reply)).toContain(`Conséquence sur le calendrier : ${words}\n`);
    expect(await happened(scene, 'incident-reported')).toMatchObject([{ consequence: recorded }]);
  });

  it('a consequence on the calendar offers « Signaler un retard », filled in with its cause (art. 5)', async () => {
    const scene = await openStaffedScene();
    const reply = await writeReport(scene, { consequence: 'possible', faits: `Panne. ${'x'.repeat(400)}` });
    expect(labelsOf(reply)).toEqual(['Télécharger le PDF', 'Compléter', 'Signaler un retard']);
    const form = await scene.press('referent', 'Signaler un retard');
    expect(form).toMatchObject({
      kind: 'form',
      form: {
        command: 'etape retard',
        values: { commune: 'choisy-le-roi', cause: `Panne. ${'x'.repeat(193)}` },
      },
    });
    const done = await scene.submit('referent', { etape: 'setup', date: '2026-07-15' });
    expect(said(done)).toContain('137');
  });

  it('made of a message, says whose message it was', async () => {
    const scene = await openStaffedScene();
    const source = 'https://choisy.slack.example/archives/C1/p1';
    expect(said(await writeReport(scene, { source }))).toContain(`D'après le message ${source}`);
    expect(await happened(scene, 'incident-reported')).toMatchObject([{ source }]);
  });

  it('typed alone opens a form that asks for the facts and stands on today', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', 'incident');
    if (reply.kind !== 'form') throw new TypeError(said(reply));
    expect(reply.form.values).toMatchObject({
      commune: 'choisy-le-roi',
      'constate-le': '2026-03-12',
      consequence: 'aucune',
    });
    expect(reply.form.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'commune',
      'nature',
      'faits',
      'constate-le',
      'consequence',
    ]);
    expect(reply.form.fields.find(({ name }) => name === 'nature')?.options).toHaveLength(5);
  });
});

describe('to whom a report is addressed (art. 3): its nature decides', () => {
  const NOBODY = '';
  it.each([
    ['prestataire', NOBODY, false],
    ['prestataire', 'metropole', false],
    ['dysfonctionnement', NOBODY, true],
    ['dysfonctionnement', 'metropole-prestataire', true],
    ['degradation', NOBODY, true],
    ['ecart', NOBODY, false],
    ['ecart', 'metropole', false],
    ['ecart', 'metropole-prestataire', true],
    ['autre', NOBODY, false],
    ['autre', 'metropole-prestataire', true],
  ])('« %s » for « %s »: is the contractor told? %s', async (nature, destinataires, isTold) => {
    const scene = await openStaffedScene();
    const reply = await writeReport(scene, { nature, ...(destinataires === '' ? {} : { destinataires }) });
    expect(said(reply)).toContain(
      isTold
        ? 'Copie adressée à la Métropole, au prestataire et à votre courriel'
        : 'Copie adressée à la Métropole et à votre courriel',
    );
    const readers = ['coordinator', 'deputy', 'otherCoordinator'];
    const received = await scene.flush();
    expect(readersOf(received, 'incident-alert')).toEqual(isTold ? ['contractor', ...readers] : readers);
    expect(await happened(scene, 'incident-reported')).toMatchObject([{ toContractor: isTold }]);
  });

  it('where no contractor is known yet, the card says that its address is not, and that it is to be told otherwise', async () => {
    const scene = await openStaffedScene({ tracks: [programme()] });
    const receipt = said(await writeReport(scene));
    expect(receipt).toContain(
      "Adressé à : Métropole et prestataire (son adresse n'est pas encore connue de Jalon)",
    );
    expect(receipt).toContain('Copie adressée à la Métropole et à votre courriel');
    expect(receipt).toContain('informez-le aussi par un autre moyen');
    expect(readersOf(await scene.flush(), 'incident-alert')).toEqual([
      'coordinator',
      'deputy',
      'otherCoordinator',
    ]);
  });
});

describe('who is told of a report (art. 3), at once', () => {
  it('in the night and on a Sunday too: nothing waits for an hour', async () => {
    const scene = await openStaffedScene();
    scene.at('2026-03-15T02:30:00Z');
    await writeReport(scene);
    const messages = (await scene.messages()).filter(({ topic }) => topic.startsWith('incident-'));
    expect(messages).toHaveLength(5);
    // What is in no group is legal: `manners` holds only what is.
    expect(messages.map(({ group, notBeforeAt }) => [group, notBeforeAt])).toEqual(
      Array(5).fill([null, '2026-03-15T02:30:00Z']),
    );
    expect(readersOf(await scene.flush(), 'incident-alert')).toHaveLength(4);
  });

  it('the coordinators with what they may do, the contractor with what it may, colleagues with theirs', async () => {
    const scene = await openStaffedScene();
    await writeReport(scene, { consequence: 'certaine', jours: '3' });
    const received = await scene.flush();
    const labels = (persona: 'coordinator' | 'contractor' | 'deputy') =>
      cardTo(received, persona, 'incident-alert')?.actions.map(({ label }) => label);
    expect(labels('coordinator')).toEqual([
      'Accuser réception',
      'Demander un complément',
      'Affecter',
      'Clore',
    ]);
    expect(labels('contractor')).toEqual(['Répondre', 'Voir le signalement']);
    expect(labels('deputy')).toEqual(['Compléter', 'Signaler un retard']);
    const text = saidBy(cardTo(received, 'coordinator', 'incident-alert'));
    expect(text).toContain('Dysfonctionnement de la solution : Choisy-le-Roi');
    expect(text).toContain('Signalement écrit INC-2026-0001 de Choisy-le-Roi.');
    expect(text).toContain(FACTS);
  });

  it('whoever wrote has their receipt by mail with its PDF, also once they speak for nobody', async () => {
    const scene = await openStaffedScene();
    await writeReport(scene);
    const [receipt] = (await scene.messages()).filter(({ topic }) => topic === 'incident-receipt');
    if (receipt === undefined) throw new TypeError('no receipt');
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    const verdict = await scene.verdictOn(receipt);
    expect(verdict).toMatchObject({
      kind: 'say',
      thread: FIRST,
      attachment: { file: 'signalement', values: { incident: FIRST } },
    });
    const text = verdict?.kind === 'say' ? saidBy(verdict.card) : '';
    expect(text).toContain(
      'Votre signalement écrit est enregistré : INC-2026-0001, le 12/03/2026 à 10 h 42. Le reçu au format PDF est joint.',
    );
    expect(text).toContain(await hashOf(scene));
  });

  it('a coordinator who speaks for a beneficiary too is not alerted to what they wrote themselves', async () => {
    const scene = await openStaffedScene();
    await designate(scene, 'nanterre', 'suppleant', 'coordinator');
    await scene.flush();
    await writeReport(scene, { commune: 'nanterre' }, 'coordinator');
    const received = await scene.flush();
    expect(readersOf(received, 'incident-alert')).toEqual([
      'contractor',
      'foreignReferent',
      'otherCoordinator',
    ]);
    expect(readersOf(received, 'incident-receipt')).toEqual(['coordinator']);
  });
});

describe('what of a report no record has any more (art. 3)', () => {
  it('is told to nobody: another track, another number, another topic, somebody without a role', async () => {
    const scene = await openIncidentScene();
    const [alert] = (await scene.messages()).filter(({ topic }) => topic === 'incident-alert');
    if (alert === undefined) throw new TypeError('no alert');
    const drop = (why: string) => ({ kind: 'drop', why });
    const withData = (data: Record<string, string>) => ({ ...alert, data: { ...alert.data, ...data } });
    expect(await scene.verdictOn(withData({ incident: 'INC-2026-0099' }))).toEqual(drop('incident-gone'));
    expect(await scene.verdictOn(withData({ track: 'ailleurs' }))).toEqual(drop('incident-gone'));
    const to = (await scene.person('foreignReferent'))?.id ?? '';
    expect(await scene.verdictOn({ ...alert, to })).toEqual(drop('no-role-left'));
    expect(
      await scene.verdictOn({ ...alert, topic: 'incident-step', data: { ...alert.data, step: 9 } }),
    ).toEqual(drop('incident-gone'));
  });

  it('nor once the programme has lost its beneficiary', async () => {
    const scene = await openIncidentScene();
    const [alert] = (await scene.messages()).filter(({ topic }) => topic === 'incident-alert');
    if (alert === undefined) throw new TypeError('no alert');
    expect(said(await scene.say('coordinator', 'signalements'))).toContain('1 signalement');
    await scene.load({ ...programme(), beneficiaries: [] });
    expect(said(await scene.say('coordinator', 'signalements'))).toContain('Aucun signalement.');
    expect(await scene.verdictOn(alert)).toEqual({ kind: 'drop', why: 'incident-gone' });
  });
});
