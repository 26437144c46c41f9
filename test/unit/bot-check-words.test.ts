import { afterAll, describe, expect, it } from '@jest/globals';
import { formIn, openScene, openStaffedScene, type Scene, said, shownFaults } from '../support/bot.ts';
import { behind, download, labelsOf } from '../support/deliverables.ts';
import { fileOf } from '../support/given-files.ts';

const MENTION = 'Un projet du programme Appropriation de la Métropole du Grand Paris';
const RIGHT = `Notre assistant est là.\n${MENTION}.`;
const WITHOUT = 'Notre assistant est là, venez le découvrir à la mairie.';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The text block of the last answer, to copy. */
function copied(reply: Awaited<ReturnType<Scene['say']>>): string {
  if (reply.kind !== 'card') throw new TypeError(`a card was wanted, not ${reply.kind}`);
  return reply.card.blocks.flatMap((block) => (block.kind === 'code' ? [block.text] : [])).join('');
}

afterAll(() => expect(shownFaults()).toEqual([]));

describe('a second reader for every text (règlement, art. 9)', () => {
  it('says of each rule whether the text keeps it, and where', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('referent', 'texte verifier', { texte: RIGHT, support: 'affiche' });
    expect(said(reply)).toContain('Rien à corriger dans ce texte');
    expect(said(reply)).toContain('Mention : présente (ligne 2)');
    expect(said(reply)).toContain('Noms : justes');
    expect(said(reply)).toContain('Logotype : à confirmer : un texte ne le montre pas');
    expect(said(reply)).toContain('Support : affiche.');
    expect(labelsOf(reply)).toEqual([
      'Demander un avis',
      'Déclarer la publication',
      'Vérifier un autre texte',
    ]);
  });

  it('[Insérer la mention] gives the text to copy, with nothing else changed', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('referent', 'texte verifier', { texte: WITHOUT });
    expect(said(reply)).toContain('La mention manque.');
    expect(said(reply)).toContain(`absente. À ajouter : « ${MENTION} »`);
    const mended = await scene.press('referent', 'Insérer la mention');
    expect(copied(mended)).toMatch(new RegExp(`^${WITHOUT}\\s+${MENTION}`, 'u'));
    expect(labelsOf(mended)).toEqual(['Télécharger le texte', 'Demander un avis', 'Déclarer la publication']);
    // Read again, it is right.
    const again = await scene.fill('referent', 'texte verifier', { texte: copied(mended) });
    expect(said(again)).toContain('Rien à corriger');
  });

  it('a mention whose letters are spaced out is to be looked at', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('referent', 'texte verifier', { texte: MENTION.split('').join(' ') });
    expect(said(reply)).toContain(
      "Rien n'est à corriger. La mention et le logotype restent à vérifier à l'œil.",
    );
    expect(said(reply)).toContain("Mention : à confirmer à l'œil : ses lettres y sont");
  });

  it('names what is misspelt, and [Corriger le texte] mends it', async () => {
    const scene = await openStaffedScene();
    const texte = `Un projet du programme Apropriation de la Métropole du Grand Paris @MetropoleGrandParis`;
    const reply = await scene.fill('referent', 'texte verifier', { texte, support: 'reseau-social' });
    expect(said(reply)).toContain('« Apropriation » pour « Appropriation »');
    expect(said(reply)).toContain('@Metropole_GrandParis : à corriger : « @MetropoleGrandParis » (ligne 1)');
    const mended = await scene.press('referent', 'Corriger le texte');
    expect(copied(mended)).toBe(`${MENTION} @Metropole_GrandParis`);
  });

  it('a line does as well as a form, its line breaks kept; the word alone opens the form', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.say('referent', `texte vérifier support:site ${RIGHT}`);
    expect(said(reply)).toContain('Mention : présente (ligne 2)');
    expect(formIn(await scene.say('referent', 'relire')).title).toBe('Vérifier un texte');
  });

  it('anyone may have a text read; only who speaks for a beneficiary is led on', async () => {
    const scene = await openScene();
    const reply = await scene.fill('stranger', 'texte verifier', { texte: WITHOUT });
    expect(labelsOf(reply)).toEqual(['Insérer la mention', 'Vérifier un autre texte']);
    expect(await scene.journal()).toEqual(
      (await openScene()).world.tracks.size > 0 ? await scene.journal() : [],
    );
  });
});

describe('a file instead of a text', () => {
  it('is read, and named', async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'affiche.txt', utf8(RIGHT));
    const reply = await scene.fill('referent', 'texte verifier', { fichier });
    expect(said(reply)).toContain('Fichier « affiche.txt ».');
    expect(said(reply)).toContain('Rien à corriger');
  });

  it('that holds no text is told so, and the form comes back', async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'photo.png', fileOf('png'));
    const reply = await scene.fill('referent', 'texte verifier', { fichier });
    expect(said(reply)).toContain("Le texte d'un fichier comme « photo.png » ne se lit pas ici.");
    expect(formIn(reply).values).toEqual({ fichier });
  });

  it('a text that is too long to be shown is downloaded, by whom it was made for alone', async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'long.txt', utf8('Bonjour. '.repeat(600)));
    await scene.fill('referent', 'texte verifier', { fichier });
    const mended = await scene.press('referent', 'Insérer la mention');
    expect(said(mended)).toContain('trop long pour être affiché ici');
    expect(copied(mended)).toBe('');
    if (mended.kind !== 'card') throw new TypeError('a card was wanted');
    const made = await behind(scene, mended.card, 'Télécharger le texte');
    expect(made?.name).toBe('texte-corrige.txt');
    expect(new TextDecoder().decode(made?.body as Uint8Array)).toContain(MENTION);
    const link = {
      file: 'texte-verifie',
      values: { fichier: await scene.give('referent', 'a.txt', utf8('a')) },
    };
    expect((await download(scene, 'referent', link))?.name).toBe('a.txt');
    expect(await download(scene, 'deputy', link)).toBeNull();
    expect(await download(scene, 'referent', { ...link, values: {} })).toBeNull();
    const empty = { fichier: await scene.give('referent', 'vide.txt', new Uint8Array()) };
    expect(await download(scene, 'referent', { ...link, values: empty })).toBeNull();
  });

  it('that is no longer kept is as good as broken', async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'affiche.txt', utf8(RIGHT));
    await scene.store.files.sweep('2099-01-01T00:00:00Z', () => false);
    expect(said(await scene.fill('referent', 'texte verifier', { fichier }))).toContain('est abîmé');
  });

  it("somebody else's is none", async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('deputy', 'affiche.txt', utf8(RIGHT));
    expect(said(await scene.fill('referent', 'texte verifier', { fichier }))).toContain('fichier');
  });
});

describe('what is no text', () => {
  it.each([
    ['neither a text nor a file', {}, "Il n'y a rien à lire."],
    ['nothing but spaces', { texte: '  \n ' }, "Il n'y a rien à lire."],
  ])('%s', async (_what, typed, sentence) => {
    const scene = await openStaffedScene();
    expect(said(await scene.fill('referent', 'texte verifier', typed))).toContain(sentence);
  });

  it('both at once', async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'affiche.txt', utf8(RIGHT));
    const reply = await scene.fill('referent', 'texte verifier', { texte: RIGHT, fichier });
    expect(said(reply)).toContain("Donnez le texte ou un fichier, l'un des deux.");
  });

  it('a pasted text of two megabytes', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.fill('referent', 'texte verifier', { texte: 'a'.repeat(2 * 1024 * 1024) });
    expect(said(reply)).toContain('20');
    expect(reply.kind).toBe('refused');
  });
});
