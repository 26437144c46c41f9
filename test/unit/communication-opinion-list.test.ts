import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, said, shownFaults } from '../support/bot.ts';
import {
  ask,
  DIRECTION,
  give,
  openCommunicationScene,
  openOpinionScene,
  programmeWith,
  TEXT,
} from '../support/communication-scene.ts';
import { download, labelsOf } from '../support/deliverables.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const FIRST = 'AVI-2026-0001';

describe('avis liste (règlement, art. 9)', () => {
  it('those that wait stand first, with whom they wait for and since when; a coordinator may answer', async () => {
    const scene = await openOpinionScene();
    await give(scene, { verdict: 'modifications', commentaire: 'Ajoutez la mention.' });
    scene.at('2026-03-13');
    await ask(scene, { titre: 'Deux' });
    await ask(scene, { titre: 'Trois', commune: 'nanterre' }, 'foreignReferent');
    await scene.flush();
    scene.at('2026-03-16');
    const own = await scene.say('referent', 'avis liste');
    expect(said(own).split('\n')).toEqual([
      "2 demandes d'avis",
      '1 demande attend une réponse.',
      'AVI-2026-0002, Choisy-le-Roi : affiche « Deux »',
      'Demandé le 13/03/2026 à 10 h 00 par Amina Diallo, mention absente. En attente depuis 1 jour ouvré (Direction de la Communication et des Relations Presse).',
      'AVI-2026-0001, Choisy-le-Roi : affiche « Réunion publique »',
      'Demandé le 12/03/2026 à 10 h 42 par Amina Diallo, mention absente. Réponse du 12/03/2026 à 10 h 42 : favorable avec modifications (Direction de la Communication et des Relations Presse).',
      'Ajoutez la mention.',
      'Règlement, art. 9.',
    ]);
    expect(labelsOf(own)).toEqual([
      'Demander un avis',
      'AVI-2026-0002 : texte.txt (43 octets)',
      'AVI-2026-0001 : texte.txt (43 octets)',
    ]);
    const all = await scene.say('coordinator', 'avis liste');
    expect(said(all)).toContain("3 demandes d'avis\n2 demandes attendent une réponse.\nAVI-2026-0002");
    expect(labelsOf(all).slice(1, 3)).toEqual([
      'Rendre un avis : AVI-2026-0002',
      'Rendre un avis : AVI-2026-0003',
    ]);
    expect((await scene.press('coordinator', 'Rendre un avis : AVI-2026-0003')).kind).toBe('form');
  });

  it('says of the mail that it has not left yet, or could not', async () => {
    const scene = await openCommunicationScene();
    await ask(scene);
    expect(said(await scene.say('referent', 'avis liste'))).toContain(
      "En attente (Direction de la Communication et des Relations Presse). Le courriel n'est pas encore parti. Les essais sont automatiques.",
    );
    const [message] = (await scene.messages()).filter(({ topic }) => topic === 'opinion-asked');
    const leaseUntilAt = scene.now.add({ minutes: 5 }).toString();
    const [claimed] = await scene.store.claim({ now: scene.now.toString(), leaseUntilAt, recipients: 9 });
    await scene.store.settle(String(message?.key), claimed?.fence ?? 0, {
      kind: 'failed',
      error: 'mail refused',
    });
    expect(said(await scene.say('referent', 'avis liste'))).toContain(
      "Le courriel n'a pas pu partir. Voyez avec la coordination.",
    );
  });

  it('shows five at a time, those that were answered last first, and nothing where nothing was asked', async () => {
    const scene = await openCommunicationScene();
    expect(said(await scene.say('referent', 'avis liste'))).toContain("Aucune demande d'avis.");
    for (let rank = 1; rank <= 6; rank += 1) {
      scene.at(`2026-03-12T1${rank}:00:00Z`);
      await ask(scene, { titre: `Affiche ${rank}` });
      await give(scene, { avis: `AVI-2026-000${rank}`, verdict: 'favorable' });
    }
    expect(said(await scene.say('referent', 'avis liste'))).toContain(
      "6 demandes d'avis (1/2)\nAVI-2026-0006, Choisy-le-Roi",
    );
    expect(said(await scene.press('referent', 'Suite'))).toContain('(2/2)\nAVI-2026-0001');
  });

  it('its file is for whoever was asked, whoever asked, who speaks for the beneficiary, and coordinators', async () => {
    const scene = await openOpinionScene();
    const file = { file: 'avis', values: { avis: FIRST } };
    for (const persona of ['referent', 'deputy', 'coordinator'] as const) {
      const made = await download(scene, persona, file);
      expect([made?.name, new TextDecoder().decode(made?.body as Uint8Array)]).toEqual(['texte.txt', TEXT]);
    }
    for (const persona of ['foreignReferent', 'contractor', 'stranger'] as const)
      expect(await download(scene, persona, file)).toBeNull();
    expect(await download(scene, 'coordinator', { file: 'avis', values: {} })).toBeNull();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect((await download(scene, 'referent', file))?.name).toBe('texte.txt');
  });
});

describe('what somebody wrote about a draft is theirs (RGPD)', () => {
  it('is in the file of their data: a title and details, an opinion', async () => {
    const scene = await openCommunicationScene({ checkTypography: false });
    await ask(scene, { note: 'Parution le 20/03.' });
    await scene.ask('coordinator', {
      kind: 'submit',
      command: 'avis rendre',
      values: { avis: FIRST, verdict: 'commentaire', commentaire: 'Trop long.' },
    });
    const file = { file: 'mes-donnees', values: {} };
    expect(String((await download(scene, 'referent', file))?.body)).toMatch(
      /Réunion publique\\nParution le 20\/03\./u,
    );
    expect(String((await download(scene, 'coordinator', file))?.body)).toContain('Trop long.');
  });

  it('where the programme names no contact but an address, that address stands for it', async () => {
    const communication = { contact: null, email: DIRECTION, guide: null };
    const scene = await openOpinionScene({ tracks: [programmeWith(null, { communication })] });
    expect(said(await scene.say('referent', 'avis liste'))).toContain(`En attente (${DIRECTION}).`);
    await give(scene, { verdict: 'favorable' });
    expect(said(await scene.say('referent', 'avis liste'))).toContain(`favorable (${DIRECTION})`);
  });
});
