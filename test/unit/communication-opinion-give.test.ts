import { afterAll, describe, expect, it } from '@jest/globals';
import { designate, said, shownFaults } from '../support/bot.ts';
import {
  asDirection,
  ask,
  DIRECTION,
  erase,
  give,
  openCommunicationScene,
  openOpinionScene,
  programmeWith,
  reload,
  told,
} from '../support/communication-scene.ts';
import { cardTo, labelsIn, readersOf } from '../support/deliverables.ts';
import { identities } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const FIRST = 'AVI-2026-0001';
const NOT_THERE = `Aucune demande d'avis « ${FIRST} » parmi celles que vous pouvez voir. Vérifiez le numéro.`;

describe('avis rendre (règlement, art. 9)', () => {
  it('by whoever was asked: recorded, told in full to who asked and to who speaks for the beneficiary', async () => {
    const scene = await openOpinionScene();
    const reply = await give(scene, { verdict: 'modifications', commentaire: 'Ajoutez la mention.\nMerci.' });
    expect(said(reply)).toContain('Merci. Votre avis est enregistré et transmis à Choisy-le-Roi.');
    expect(said(reply)).toContain('Avis : favorable avec modifications\nAjoutez la mention.\nMerci.');
    expect(await told(scene, 'opinion-given')).toMatchObject([
      {
        opinion: FIRST,
        commune: 'choisy-le-roi',
        verdict: 'changes',
        comment: 'Ajoutez la mention.\nMerci.',
      },
    ]);
    const left = await scene.flush();
    expect(readersOf(left, 'opinion-told')).toEqual(['deputy', 'referent']);
    const card = cardTo(left, 'referent', 'opinion-told');
    expect(card?.title).toBe(`Favorable avec modifications\u00a0: ${FIRST}`);
    expect(JSON.stringify(card)).toContain('Ajoutez la mention.\\nMerci.');
    expect(JSON.stringify(card)).toContain('(Direction de la Communication et des Relations Presse)');
    expect(labelsIn(card)).toEqual(['Déclarer la publication', "Demandes d'avis"]);
    const form = await scene.press('referent', 'Déclarer la publication');
    expect(form).toMatchObject({ form: { values: { support: 'affiche', titre: 'Réunion publique' } } });
  });

  it('a favourable opinion needs no comment, the others do', async () => {
    const scene = await openOpinionScene();
    for (const verdict of ['modifications', 'commentaire']) {
      const refused = await give(scene, { verdict });
      expect(said(refused)).toContain('Dites en quelques mots ce qui est à modifier, ou votre commentaire.');
      expect(refused).toMatchObject({ form: { hidden: { avis: FIRST }, values: { verdict } } });
    }
    expect(said(await give(scene, { verdict: 'favorable' }))).toContain('Avis : favorable');
    const [told] = await scene.flush();
    expect(told?.card.blocks[0]).toMatchObject({ tone: 'success' });
  });

  it('its form names the draft; a coordinator may answer in its place', async () => {
    const scene = await openOpinionScene();
    const form = await scene.open('coordinator', 'avis rendre', { avis: FIRST });
    expect(JSON.stringify(form)).toContain('Avis sur «\u00a0Réunion publique\u00a0»');
    await scene.submit('coordinator', { verdict: 'commentaire', commentaire: 'À revoir ensemble.' });
    const left = await scene.flush();
    expect(JSON.stringify(cardTo(left, 'referent', 'opinion-told'))).toContain('(Camille Roux)');
  });

  it('the same answer twice is recorded once; another one is a new act, and the newest stands', async () => {
    const scene = await openOpinionScene();
    await give(scene, { verdict: 'commentaire', commentaire: 'Trop long.' });
    const again = await give(scene, { verdict: 'commentaire', commentaire: 'Trop long.' });
    expect(said(again)).toContain(
      "Cet avis est déjà enregistré, depuis le 12/03/2026 à 10 h 42 (Direction de la Communication et des Relations Presse). Rien n'a été enregistré de nouveau.",
    );
    expect(await told(scene, 'opinion-given')).toHaveLength(1);
    await scene.press('stranger', "Changer d'avis", asDirection);
    await give(scene, { verdict: 'favorable' });
    await give(scene, { verdict: 'commentaire', commentaire: 'Trop long.' });
    expect(await told(scene, 'opinion-given')).toHaveLength(3);
    expect(said(await scene.say('referent', 'avis liste'))).toContain('commentaire (Direction');
    expect(readersOf(await scene.flush(), 'opinion-told')).toHaveLength(6);
  });

  it('two answers at once are both recorded, one after the other', async () => {
    const scene = await openOpinionScene();
    const values = { avis: FIRST, verdict: 'commentaire', commentaire: 'De la coordination.' };
    const replies = await Promise.all([
      give(scene, { verdict: 'favorable' }),
      scene.ask('coordinator', { kind: 'submit', command: 'avis rendre', values }),
    ]);
    expect(replies.map(({ kind }) => kind)).toEqual(['card', 'card']);
    expect(await told(scene, 'opinion-given')).toHaveLength(2);
    expect(readersOf(await scene.flush(), 'opinion-told')).toEqual([
      'deputy',
      'deputy',
      'referent',
      'referent',
    ]);
  });

  it('an asker whose data were erased (RGPD) is written to no more: who speaks for the beneficiary by now is', async () => {
    const scene = await openOpinionScene();
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    await erase(scene, identities.referent.email);
    await scene.flush();
    await give(scene, { verdict: 'favorable' });
    expect(readersOf(await scene.flush(), 'opinion-told')).toEqual(['deputy', 'successor']);
    expect(said(await scene.say('coordinator', 'avis liste'))).toContain('par personne effacée');
  });

  it('by anybody else: the words of a number that does not exist, in a form as in its answer', async () => {
    const scene = await openOpinionScene();
    for (const persona of ['referent', 'foreignReferent', 'contractor', 'stranger'] as const)
      for (const kind of ['form', 'submit'] as const) {
        const values = { avis: FIRST, verdict: 'favorable' };
        const reply = await scene.ask(persona, { kind, command: 'avis rendre', values });
        expect(reply.kind).toBe('refused');
        expect(said(reply)).toContain(NOT_THERE);
        const none = await scene.ask(persona, {
          kind,
          command: 'avis rendre',
          values: { ...values, avis: 'AVI-2026-0009' },
        });
        expect(said(none)).toBe(said(reply).replaceAll('0001', '0009'));
      }
    expect(await told(scene, 'opinion-given')).toEqual([]);
    expect(await scene.open('referent', 'avis rendre')).toMatchObject({ kind: 'form' });
  });

  it('is open to whoever is the contact by now, and no more about a beneficiary that is gone', async () => {
    const scene = await openOpinionScene();
    await reload(scene, [programmeWith('presse@mgp.example')]);
    const values = { avis: FIRST, verdict: 'favorable' };
    const visitor = { email: 'presse@mgp.example', accountId: 'web/presse' };
    const byNew = { kind: 'submit', command: 'avis rendre', values } as const;
    expect((await scene.ask('stranger', byNew, { visitor })).kind).toBe('card');
    expect(said(await give(scene, { verdict: 'favorable' }))).toContain('déjà enregistré');
    await reload(scene, [programmeWith(DIRECTION, { beneficiaries: [{ name: 'Thiais' }] })]);
    expect(said(await give(scene, { verdict: 'favorable' }))).toContain(NOT_THERE);
  });
});

describe('what is told of opinions, decided when it leaves', () => {
  it('a request is not sent once it was answered, and goes to whoever is the contact by then', async () => {
    const scene = await openCommunicationScene();
    await ask(scene);
    const [message] = (await scene.messages()).filter(({ topic }) => topic === 'opinion-asked');
    if (message === undefined) throw new TypeError('nothing was asked');
    await reload(scene, [programmeWith('presse@mgp.example')]);
    expect(await scene.verdictOn(message)).toMatchObject({ kind: 'redirect' });
    const [left] = await scene.flush();
    expect(left?.to).toBe('presse@mgp.example');
    await scene.ask('coordinator', {
      kind: 'submit',
      command: 'avis rendre',
      values: { avis: FIRST, verdict: 'favorable' },
    });
    expect(await scene.verdictOn(message)).toEqual({ kind: 'drop', why: 'answered-since' });
    const unknown = { ...message, data: { ...message.data, opinion: 'AVI-2026-0009' } };
    expect(await scene.verdictOn(unknown)).toEqual({ kind: 'drop', why: 'opinion-gone' });
  });

  it('an answer is told to whoever asked, whatever they are since; not to a successor’s predecessor', async () => {
    const scene = await openOpinionScene();
    await give(scene, { verdict: 'favorable' });
    const all = (await scene.messages()).filter(({ topic }) => topic === 'opinion-told');
    const [first] = all;
    if (first === undefined) throw new TypeError('nothing is told');
    const foreign = await scene.person('foreignReferent');
    expect(await scene.verdictOn({ ...first, to: String(foreign?.id) })).toEqual({
      kind: 'drop',
      why: 'no-role-left',
    });
    const wrong = { ...first.data, answer: 7 };
    expect(await scene.verdictOn({ ...first, data: wrong })).toEqual({ kind: 'drop', why: 'opinion-gone' });
    await designate(scene, 'choisy-le-roi', 'referent', 'successor');
    expect(readersOf(await scene.flush(), 'opinion-told')).toEqual(['deputy', 'referent']);
  });
});
