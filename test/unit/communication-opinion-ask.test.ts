import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { said, shownFaults } from '../support/bot.ts';
import {
  ask,
  DIRECTION,
  erase,
  openCommunicationScene,
  programmeWith,
  TEXT,
  told,
} from '../support/communication-scene.ts';
import { labelsIn, labelsOf } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const FIRST = 'AVI-2026-0001';

describe('avis demander (règlement, art. 9)', () => {
  it('is recorded with its number and what the check has found; the draft goes by mail to the contact', async () => {
    const scene = await openCommunicationScene();
    const reply = await ask(scene, { note: 'Parution le 20/03.' });
    expect(said(reply)).toBe(
      [
        "Demande d'avis AVI-2026-0001 : Choisy-le-Roi",
        "La demande d'avis AVI-2026-0001 est enregistrée le 12/03/2026 à 10 h 42. Elle part par courriel, avec le fichier.",
        'Destinataire : Direction de la Communication et des Relations Presse.',
        'Support : Affiche',
        'Titre : Réunion publique',
        'Fichier : texte.txt (43 octets)',
        'Précisions : Parution le 20/03.',
        'Mention : absente',
        'Noms : justes',
        "L'avis vous parviendra ici ou par courriel. Sans réponse, un rappel part après 3 jours ouvrés, le mardi 17/03/2026.",
        'Règlement, art. 9.',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual(["Demandes d'avis"]);
    expect(await told(scene, 'opinion-asked')).toMatchObject([
      {
        opinion: FIRST,
        commune: 'choisy-le-roi',
        support: 'affiche',
        file: { name: 'texte.txt', kind: 'txt', bytes: 43 },
        note: 'Parution le 20/03.',
        check: { mention: 'absent', account: null, names: 'present' },
      },
    ]);
    const left = await scene.flush();
    expect(left.map(({ to, message }) => [to, message.topic])).toEqual([[DIRECTION, 'opinion-asked']]);
    const card = left[0]?.card;
    expect(card?.blocks).toContainEqual({ kind: 'text', text: TEXT, weight: 'normal' });
    expect(labelsIn(card)).toEqual(['Rendre un avis']);
    const verdict = await scene.verdictOn(left[0]?.message as never);
    expect(verdict).toMatchObject({ kind: 'say', attachment: { file: 'avis', values: { avis: FIRST } } });
  });

  it('a long text is kept whole and begun in the mail', async () => {
    const scene = await openCommunicationScene();
    await ask(scene, { texte: `${TEXT} `.repeat(200) });
    const [left] = await scene.flush();
    const texts = left?.card.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
    expect(texts).toContainEqual(expect.stringMatching(/^Venez.{1400,1500}…$/u));
    expect(await told(scene, 'opinion-asked')).toMatchObject([{ file: { bytes: 8_799 } }]);
  });

  it('a file that cannot be read goes all the same, and both sides are told that it was not checked', async () => {
    const scene = await openCommunicationScene();
    const fichier = await scene.give('referent', 'affiche.png', fileOf('png'));
    const reply = await ask(scene, { texte: '', fichier });
    const unread =
      'Texte non vérifié : un fichier de ce type ne se lit pas ici. La mention et les noms restent à relire.';
    expect(said(reply)).toContain(unread);
    expect(said(reply)).not.toContain('Mention :');
    expect(await told(scene, 'opinion-asked')).toMatchObject([
      { check: null, file: { name: 'affiche.png' } },
    ]);
    const [left] = await scene.flush();
    expect(JSON.stringify(left?.card)).not.toContain('Début du texte');
    expect(JSON.stringify(left?.card).replaceAll('\u00a0', ' ')).toContain(unread);
  });

  it('a file that is read is checked like a text', async () => {
    const scene = await openCommunicationScene();
    const bytes = new TextEncoder().encode(`  ${TEXT}\n`);
    const fichier = await scene.give('referent', 'affiche.txt', bytes);
    expect(said(await ask(scene, { texte: '', fichier, support: 'reseau-social' }))).toContain(
      '@Metropole_GrandParis : absent',
    );
    const [left] = await scene.flush();
    expect(left?.card.blocks).toContainEqual({ kind: 'text', text: TEXT, weight: 'normal' });
  });

  it.each<readonly [string, Values, string, string]>([
    ['neither a text nor a file', { texte: '' }, 'texte', "Il n'y a rien à lire."],
    ['a file that was never given', { texte: '', fichier: 'x' }, 'fichier', "n'est plus disponible"],
    ['a text of more than 20,000 characters', { texte: 'x'.repeat(20_001) }, 'texte', '20001 caractères'],
  ])('%s is refused, and nothing is recorded', async (_, changes, field, sentence) => {
    const scene = await openCommunicationScene();
    const reply = await ask(scene, changes);
    expect(reply.kind === 'refused' && Object.keys(reply.form?.errors ?? {})).toEqual([field]);
    expect(said(reply)).toContain(sentence);
    expect(await told(scene, 'opinion-asked')).toEqual([]);
  });

  it('both a text and a file are refused', async () => {
    const scene = await openCommunicationScene();
    const fichier = await scene.give('referent', 'affiche.png', fileOf('png'));
    expect(said(await ask(scene, { fichier }))).toContain("Donnez le texte ou un fichier, l'un des deux.");
  });

  it('without an address to write to it says whom to ask, and keeps what was typed', async () => {
    const scene = await openCommunicationScene({ tracks: [programmeWith(null)] });
    const reply = await ask(scene);
    expect(said(reply)).toContain(
      "L'adresse de la Direction de la Communication n'est pas encore connue pour ce parcours, la demande ne peut donc pas partir. Écrivez à la coordination : camille.roux@mgp.example.",
    );
    expect(reply).toMatchObject({ kind: 'refused', form: { values: { texte: TEXT } } });
    (scene.settings.coordinatorEmails as Set<string>).clear();
    expect(said(await ask(scene))).toContain('Demandez-la à la coordination de la Métropole.');
  });

  it('nor once the contact was erased (RGPD)', async () => {
    const scene = await openCommunicationScene();
    await erase(scene, DIRECTION);
    expect(said(await ask(scene))).toContain("n'est pas encore connue");
  });

  it("for another's beneficiary it is refused (art. 4)", async () => {
    const scene = await openCommunicationScene();
    expect(said(await ask(scene, { commune: 'nanterre' }))).toContain("d'une autre collectivité");
  });
});
