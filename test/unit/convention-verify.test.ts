import { afterAll, describe, expect, it } from '@jest/globals';
import { fileIn } from '../../src/usecases/attachments/given.ts';
import {
  formIn,
  openScene,
  openStaffedScene,
  programme,
  type Scene,
  said,
  shownFaults,
} from '../support/bot.ts';
import { changePerson } from '../support/changes.ts';
import { convention, soundConvention } from '../support/conventions.ts';
import { plainSpaces } from '../support/french.ts';
import { fileOf, PROGRAM } from '../support/given-files.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const UNTICKED = convention(['☒', '☐']);
const ACCENTED = 'ARTICLE 1 - OBJET DE LA CONVENTION\n\nLa solution est [Été à définir].';
const NO_TICK = "Aucune expérimentation n'est cochée";
const bytes = (text: string) => new TextEncoder().encode(text);

async function given(scene: Scene, name: string, content: Uint8Array, persona: Persona = 'referent') {
  const fichier = await scene.give(persona, name, content);
  return scene.fill(persona, 'convention verifier', { fichier });
}

describe('convention verifier, of a file', () => {
  it('reads a text over and records nothing', async () => {
    const scene = await openStaffedScene();
    const before = await scene.journal();
    expect(said(await given(scene, 'convention.txt', bytes(UNTICKED)))).toContain(
      `- Ligne 24, art. 1 : ${NO_TICK}`,
    );
    expect(said(await given(scene, 'convention.txt', bytes(soundConvention)))).toContain(
      'Aucun défaut trouvé',
    );
    expect(await scene.journal()).toEqual(before);
  });

  it.each([
    ['UTF-8', Buffer.from(ACCENTED)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${ACCENTED}`)],
    ['UTF-16 as Word has it', Buffer.from(`\uFEFF${ACCENTED}`, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${ACCENTED}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(ACCENTED, 'latin1')],
  ])('in %s has its accents', async (_, content) => {
    const scene = await openStaffedScene();
    const shown = said(await given(scene, 'convention.txt', content));
    expect(shown).toContain('Ligne 3, art. 1 : « [Été à définir] » reste à compléter');
  });

  it.each([
    ['a control character', '\uFEFFARTICLE\u0001'],
    ['half a character', '\uFEFFARTICLE\ud800'],
  ])('with the mark of UTF-16 but %s is refused: it is no text', async (_, content) => {
    const scene = await openStaffedScene();
    const refused = formIn(await given(scene, 'convention.txt', Buffer.from(content, 'utf16le')));
    expect(plainSpaces(refused.errors['fichier'] ?? '')).toContain('son contenu est abîmé ou incomplet');
  });

  it.each([
    ['convention.pdf', fileOf('pdf'), "« convention.pdf » n'est pas un texte brut."],
    ['convention.docx', fileOf('docx'), "« convention.docx » n'est pas un texte brut."],
    ['table.csv', fileOf('csv'), "« table.csv » n'est pas un texte brut."],
  ])('%s is refused: it is no plain text', async (name, content, sentence) => {
    const scene = await openStaffedScene();
    const refused = formIn(await given(scene, name, content));
    expect(plainSpaces(refused.errors['fichier'] ?? '')).toBe(
      `${sentence} Enregistrez le document au format texte (.txt), ou copiez-en le texte dans le formulaire.`,
    );
  });

  it('a program, or an image, under the name of a text is refused', async () => {
    const scene = await openStaffedScene();
    for (const content of [PROGRAM, fileOf('png')]) {
      const refused = formIn(await given(scene, 'convention.txt', content));
      expect(plainSpaces(refused.errors['fichier'] ?? '')).toContain('« convention.txt »');
    }
  });

  it('with a text beside it is refused, nothing read', async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'convention.txt', bytes(UNTICKED));
    const refused = formIn(
      await scene.fill('referent', 'convention verifier', { fichier, texte: soundConvention }),
    );
    expect(plainSpaces(refused.errors['fichier'] ?? '')).toBe(
      "Donnez le texte de la convention ou un fichier, pas les deux à la fois. Rien n'a été vérifié.",
    );
  });

  it("that is somebody else's, given too long ago, or gone from the records is asked for again", async () => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('referent', 'convention.txt', bytes(UNTICKED));
    const asked = (persona: Persona) => scene.fill(persona, 'convention verifier', { fichier });
    const gone = async (persona: Persona) =>
      plainSpaces(formIn(await asked(persona)).errors['fichier'] ?? '');
    const [mine, theirs] = [await asked('referent'), await gone('deputy')];
    expect(said(mine)).toContain(NO_TICK);
    expect(theirs).toContain('fichier');
    scene.at('2026-03-20');
    expect(await gone('referent')).toBe(theirs);
    scene.at('2026-03-13');
    await scene.store.files.sweep('2026-03-14T00:00:00Z', () => false);
    expect(await gone('referent')).toBe(theirs);
  });
});

describe('a value that names no file', () => {
  it('is asked for again', () => {
    expect(fileIn({ givenFile: () => null }, 'fichier', ' ')).toMatchObject({
      reason: { code: 'file-gone' },
      field: 'fichier',
    });
  });
});

describe('convention verifier, of the records', () => {
  it('typed alone by a référent checks their own, and by its name those of a beneficiary', async () => {
    const scene = await openStaffedScene();
    for (const line of [
      'convention verifier',
      'convention vérifier Choisy le Roi',
      'convention verifier commune:choisy-le-roi',
    ])
      expect(said(await scene.say('referent', line))).toContain('Convention à corriger : Choisy-le-Roi');
    const nanterre = said(await scene.say('coordinator', 'convention verifier nanterre')).split('\n');
    expect(nanterre.filter((line) => !line.startsWith('- Art. 5'))).toEqual([
      'Convention à corriger : Nanterre',
      '3 points à corriger dans ce qui est enregistré.',
      "- Parties : Aucune délibération n'autorise la signature. Son numéro et sa date se donnent dans le fichier du programme.",
      "- Art. 1 : Aucune expérimentation n'est choisie. Enregistrez celle que retient la délibération.",
      "Le texte lui-même se vérifie en le joignant, ou en le collant. Rien n'est enregistré.",
    ]);
    expect(nanterre[4]).toContain("l'utilisation perdrait 1 jour (182 au lieu de 183)");
  });

  it('typed alone by a coordinator asks what is to be checked', async () => {
    const scene = await openStaffedScene();
    const form = formIn(await scene.say('coordinator', 'convention verifier'));
    expect(form.fields.map(({ name }) => name)).toEqual(['texte', 'fichier', 'commune']);
    const refused = formIn(await scene.submit('coordinator', {}));
    expect(plainSpaces(refused.errors['texte'] ?? '')).toContain(
      'Indiquez au moins un de ces renseignements.',
    );
    expect(said(await scene.submit('coordinator', { commune: 'choisy-le-roi' }))).toContain('Choisy-le-Roi');
  });

  it('of a commune that is not theirs is refused, by its name or in the form', async () => {
    const scene = await openStaffedScene();
    for (const reply of [
      await scene.say('referent', 'convention verifier Nanterre'),
      await scene.say('referent', 'convention verifier commune:nanterre'),
      await scene.open('referent', 'convention verifier', { commune: 'nanterre' }),
      await scene.fill('referent', 'convention verifier', { commune: 'nanterre' }),
    ]) {
      expect(reply.kind).toBe('refused');
      expect(said(reply)).toContain("Seule la Métropole peut modifier la fiche d'une autre collectivité");
    }
    expect(said(await scene.say('coordinator', 'convention verifier Thiais'))).toContain('Thiais');
  });

  it('a few words that are no name are a text, also where the form has chosen their commune', async () => {
    const scene = await openStaffedScene();
    const why = "Ce texte n'est pas une convention du programme";
    expect(said(await scene.say('referent', 'convention verifier bonjour'))).toContain(why);
    const filled = await scene.fill('referent', 'convention verifier', { texte: 'Bonjour' });
    expect(said(filled)).toContain(why);
  });

  it('asks in which track, and the choice answers', async () => {
    const beneficiaries = [{ name: 'Choisy-le-Roi' }];
    const other = programme({ id: 'autre', title: 'Autre parcours', beneficiaries });
    const scene = await openScene({ tracks: [programme(), other] });
    for (const line of ['convention verifier Choisy-le-Roi', 'convention verifier commune:choisy-le-roi']) {
      const asked = await scene.say('coordinator', line);
      expect(said(asked)).toContain('Autre parcours');
      const answered = said(await scene.press('coordinator', 'Autre parcours'));
      expect(answered).toContain('Convention à corriger : Choisy-le-Roi');
      expect(answered).toContain("Aucune délibération n'autorise la signature.");
    }
  });

  it('offers each what they may mend', async () => {
    const scene = await openStaffedScene();
    const labels = async (persona: Persona, line: string) => {
      const reply = await scene.say(persona, line);
      return reply.kind === 'form' ? [] : reply.card.actions.map(({ label }) => label);
    };
    expect(await labels('foreignReferent', 'convention verifier')).toEqual([
      'Vérifier un texte',
      'Obligations',
    ]);
    expect(await labels('coordinator', 'convention verifier nanterre')).toEqual([
      'Signatures et choix',
      'Vérifier un texte',
      'Obligations',
    ]);
    await changePerson(scene, 'referent', (person) => ({ ...person, phone: null }));
    expect(said(await scene.say('referent', 'convention verifier'))).toContain(
      'Il manque au référent projet',
    );
    expect(await labels('referent', 'convention verifier')).toContain('Désigner le référent');
    await scene.say('coordinator', 'convention signer choisy-le-roi 18/11/2025');
    expect(said(await scene.say('coordinator', 'convention verifier choisy-le-roi'))).toContain(
      '- Signature : La délibération est du 19/11/2025, après la signature de la collectivité (18/11/2025). Vérifiez les deux dates.',
    );
    expect(await labels('coordinator', 'convention verifier choisy-le-roi')).toContain('Signatures et choix');
    const form = formIn(await scene.press('coordinator', 'Vérifier un texte'));
    expect(form.values).toEqual({ commune: 'choisy-le-roi' });
  });

  it('finds nothing where all is in order', async () => {
    const phases = programme().phases.map(({ id, title, kind, minMonths, maxMonths, plannedMonths }) => ({
      id,
      title,
      kind,
      months: { min: minMonths, max: maxMonths, planned: id === 'audit' ? 2 : plannedMonths },
    }));
    const scene = await openStaffedScene({ tracks: [programme({ phases })] });
    const reply = said(await scene.say('referent', 'convention verifier'));
    expect(reply).toContain(
      'Convention vérifiée : Choisy-le-Roi\nAucun défaut trouvé dans ce qui est enregistré.',
    );
  });

  it('of a référent erased or unknown tells all that is missing', async () => {
    const scene = await openScene();
    expect(said(await scene.say('coordinator', 'convention verifier choisy-le-roi'))).toContain(
      'Il manque au référent projet',
    );
  });
});
