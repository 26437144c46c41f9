import { afterAll, describe, expect, it } from '@jest/globals';
import type { Values } from '../../cards/model.ts';
import { formIn, openStaffedScene, programme, said, shownFaults } from '../support/bot.ts';
import { openDeliverableScene, REPORT, recorded, submitted, withdraw } from '../support/deliverables.ts';
import { plainSpaces } from '../support/french.ts';
import { bomb, fileOf, PROGRAM } from '../support/given-files.ts';
import type { Persona } from '../support/personas.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const audit = { titre: "Rapport d'audit", etape: 'audit' };

/** The sentence under a field of the form that came back, which must have kept what was typed. */
async function refused(
  scene: Awaited<ReturnType<typeof openStaffedScene>>,
  command: string,
  typed: Values,
  field: string,
): Promise<string> {
  const reply = await submitted(scene, 'coordinator', command, typed);
  const { errors, values } = formIn(reply);
  expect(Object.keys(errors)).toEqual([field]);
  expect(values).toMatchObject(
    Object.fromEntries(Object.entries(typed).filter(([name]) => name !== 'fichier')),
  );
  return plainSpaces(errors[field] ?? '');
}

describe('livrable deposer: what is refused comes back under its field, with what was typed', () => {
  it.each([
    ['a link that would run', 'javascript:alert(1)'],
    ['a file of the machine', 'file:///etc/passwd'],
    ['another protocol', 'ftp://exemple.fr/rapport'],
    ['no address at all', 'exemple.fr/rapport'],
    ['a link with a password', 'https://camille:secret@exemple.fr/rapport'],
    ['a link with a user', 'https://camille@exemple.fr/rapport'],
    ['a link with a password alone', 'https://:secret@exemple.fr/rapport'],
  ])('%s', async (_what, lien) => {
    const scene = await openStaffedScene();
    const error = await refused(scene, 'livrable deposer', { ...audit, lien }, 'lien');
    expect(error).toBe(
      `« ${lien} » n'est pas une adresse en http ou https. Copiez-la depuis la barre de votre navigateur.`,
    );
  });

  it('both a file and a link, or neither', async () => {
    const scene = await openStaffedScene();
    const either = "Joignez un fichier ou donnez un lien, l'un ou l'autre.";
    expect(await refused(scene, 'livrable deposer', audit, 'fichier')).toBe(either);
    const fichier = await scene.give('coordinator', 'rapport.pdf', fileOf('pdf'));
    expect(await refused(scene, 'livrable deposer', { ...audit, fichier, lien: REPORT }, 'lien')).toBe(
      either,
    );
    expect(await refused(scene, 'livrable deposer', { ...audit, fichier: ' ' }, 'fichier')).toBe(either);
  });

  it.each([
    ['a programme named .pdf', 'rapport.pdf', PROGRAM, 'est un programme'],
    ['a picture named .pdf', 'rapport.pdf', fileOf('png'), 'ce que son nom ne dit pas'],
    ['an empty file', 'rapport.pdf', new Uint8Array(), 'est vide'],
    [
      'a file over 25 Mo',
      'rapport.pdf',
      new Uint8Array(25 * 1024 * 1024 + 1),
      'est trop volumineux : 25 Mo au plus',
    ],
    ['a zip bomb', 'rapport.docx', bomb(300_000_000), 'se décompresserait en une taille démesurée'],
  ])('%s', async (_what, name, bytes, says) => {
    const scene = await openStaffedScene();
    const fichier = await scene.give('coordinator', name, bytes);
    expect(await refused(scene, 'livrable deposer', { ...audit, fichier }, 'fichier')).toContain(says);
    expect(await recorded(scene, 'deliverable-handed-over')).toEqual([]);
  });

  it('a file that somebody else has given, or that was given more than a week ago', async () => {
    const scene = await openStaffedScene();
    const gone = "Ce fichier n'est plus disponible : joignez-le à nouveau.";
    const others = await scene.give('otherCoordinator', 'rapport.pdf', fileOf('pdf'));
    expect(await refused(scene, 'livrable deposer', { ...audit, fichier: others }, 'fichier')).toBe(gone);
    const own = await scene.give('coordinator', 'rapport.pdf', fileOf('pdf'));
    scene.at('2026-03-20T09:42:00Z');
    expect(await refused(scene, 'livrable deposer', { ...audit, fichier: own }, 'fichier')).toBe(gone);
  });

  it('a day to come, a phase that the calendar has not, a track that is none', async () => {
    const scene = await openStaffedScene();
    const typed = { ...audit, lien: REPORT };
    expect(await refused(scene, 'livrable deposer', { ...typed, 'remis-le': '13/03/2026' }, 'remis-le')).toBe(
      'Le 13/03/2026 est à venir : un livrable se dépose une fois remis.',
    );
    const phase = await refused(scene, 'livrable deposer', { ...typed, etape: 'recette' }, 'etape');
    expect(phase).toContain('« recette »');
    const track = await refused(scene, 'livrable deposer', { ...typed, parcours: 'ville' }, 'parcours');
    expect(track).toContain('« ville »');
  });

  it('asks which track where there are several', async () => {
    const other = programme({ id: 'ia-sante', title: 'IA – Santé', beneficiaries: [] });
    const scene = await openStaffedScene({ tracks: [programme(), other] });
    const typed = { ...audit, lien: REPORT };
    expect(await refused(scene, 'livrable deposer', typed, 'parcours')).toBe(
      'Ce renseignement est nécessaire.',
    );
  });

  it('a beneficiary of no such track, with who may have been meant: its button keeps the others', async () => {
    const scene = await openStaffedScene();
    const collectivites = 'Nanterre, choisi le roi';
    const typed = { ...audit, lien: REPORT, collectivites };
    expect(await refused(scene, 'livrable deposer', typed, 'collectivites')).toBe(
      'Aucune collectivité « choisi le roi » dans ce parcours. Vouliez-vous dire : Choisy-le-Roi ?',
    );
    await scene.ask('coordinator', { kind: 'run', command: 'livrable deposer', values: typed });
    const mended = await scene.press('coordinator', 'Choisy-le-Roi');
    expect(said(mended)).toContain('Adressé à : Choisy-le-Roi, Nanterre');
    expect(
      await refused(scene, 'livrable deposer', { ...typed, collectivites: 'Bobigny' }, 'collectivites'),
    ).toBe("Aucune collectivité « Bobigny » dans ce parcours. Vérifiez l'orthographe.");
  });
});

describe('livrable nouvelle-version: what is refused', () => {
  const link = { livrable: 'LIV-01', lien: `${REPORT}-v2` };

  it('the very content of the version that it would replace, be it a link or a file', async () => {
    const scene = await openDeliverableScene();
    const same = { livrable: 'LIV-01', lien: REPORT };
    expect(await refused(scene, 'livrable nouvelle-version', same, 'lien')).toBe(
      "C'est déjà le contenu de la version 1 de LIV-01. Joignez la nouvelle version.",
    );
    const give = () => scene.give('coordinator', 'rapport.pdf', fileOf('pdf'));
    const file = { ...audit, fichier: await give(), confirme: 'oui' };
    await submitted(scene, 'coordinator', 'livrable deposer', file);
    const again = { livrable: 'LIV-02', fichier: await give() };
    expect(await refused(scene, 'livrable nouvelle-version', again, 'fichier')).toContain(
      'de la version 1 de LIV-02',
    );
  });

  it('a day to come, neither file nor link, a number that is none', async () => {
    const scene = await openDeliverableScene();
    const future = { ...link, 'remis-le': '01/12/2026' };
    expect(await refused(scene, 'livrable nouvelle-version', future, 'remis-le')).toContain(
      'Le 01/12/2026 est à venir',
    );
    expect(await refused(scene, 'livrable nouvelle-version', { livrable: 'LIV-01' }, 'fichier')).toContain(
      'Joignez un fichier ou donnez un lien',
    );
    const unknown = await refused(
      scene,
      'livrable nouvelle-version',
      { ...link, livrable: 'LIV-10' },
      'livrable',
    );
    expect(unknown).toContain('Aucun livrable « LIV-10 »');
  });

  it('what was withdrawn is neither replaced nor withdrawn again', async () => {
    const scene = await openDeliverableScene();
    await withdraw(scene);
    const says =
      "Le livrable LIV-01 a été retiré le 12/03/2026 (Déposé par erreur). Il n'est plus à valider : rien n'a été enregistré.";
    expect(await refused(scene, 'livrable nouvelle-version', link, 'livrable')).toBe(says);
    expect(
      await refused(scene, 'livrable retirer', { livrable: 'LIV-01', motif: 'Encore' }, 'livrable'),
    ).toBe(says);
    expect(await recorded(scene, 'deliverable-withdrawn')).toHaveLength(1);
    const gone = { livrable: 'LIV-09', motif: 'Erreur' };
    expect(await refused(scene, 'livrable retirer', gone, 'livrable')).toContain('Aucun livrable « LIV-09 »');
  });
});

describe('who may hand over, replace, withdraw, follow up and chase', () => {
  it.each<[Persona, string]>([
    ['referent', 'livrable deposer'],
    ['deputy', 'livrable nouvelle-version'],
    ['contractor', 'livrable retirer'],
    ['referent', 'livrable suivi'],
    ['contractor', 'livrable relancer'],
  ])('not the %s: %s', async (persona, command) => {
    const scene = await openDeliverableScene();
    const values = { ...audit, livrable: 'LIV-01', lien: REPORT, motif: 'x', confirme: 'oui' };
    expect(said(await submitted(scene, persona, command, values))).toContain(
      'Cette action est réservée à la coordination de la Métropole.',
    );
  });

  it('the coordination hands over and does not validate: only who speaks for a beneficiary does', async () => {
    const scene = await openDeliverableScene();
    for (const persona of ['coordinator', 'contractor', 'stranger'] as const) {
      const values = { livrable: 'LIV-01', avis: 'valider', commune: 'choisy-le-roi' };
      const reply = await submitted(scene, persona, 'livrable valider', values);
      expect(reply.kind).toBe('refused');
    }
    expect(await recorded(scene, 'deliverable-judged')).toEqual([]);
  });
});
