import { afterAll, describe, expect, it } from '@jest/globals';
import { register } from '../../src/domain/people/register.ts';
import { formIn, openScene, openStaffedScene, said, saidBy, shownFaults } from '../support/bot.ts';
import { plainSpaces } from '../support/french.ts';

const HEADER = 'collectivite;siren;nom;fonction;courriel;telephone;role;a-compter-du';
const CHOISY =
  'Choisy-le-Roi;219400223;Jeanne Martin;DSI;jeanne.martin@choisy.example;01 48 00 00 00;referent;01/04/2026';
const DEPUTY = 'choisy le roi;;Ali Benali;;ali.benali@choisy.example;0148000001;suppléant;01/04/2026';
const NANTERRE = 'NANTERRE;;Luc Noir;;luc.noir@nanterre.example;0148000002;;';

afterAll(() => expect(shownFaults()).toEqual([]));

async function imported(fichier: string) {
  const scene = await openScene();
  const reply = await scene.fill('coordinator', 'import', { fichier });
  return { scene, reply };
}

describe('importing beneficiaries and référents (art. 4)', () => {
  it('records every line, reports each, and tells everybody', async () => {
    const { scene, reply } = await imported([HEADER, CHOISY, DEPUTY, NANTERRE, 'Thiais'].join('\n'));
    expect(said(reply)).toBe(
      [
        'Import enregistré',
        '2 collectivités ajoutées, 3 référents désignés.',
        '- Ligne 2, Choisy-le-Roi : déjà au programme, référent Jeanne Martin (n° REF-2026-0001)',
        '- Ligne 3, Choisy-le-Roi : déjà au programme, suppléant Ali Benali (n° REF-2026-0002)',
        '- Ligne 4, Nanterre : ajoutée, référent Luc Noir (n° REF-2026-0003)',
        '- Ligne 5, Thiais : ajoutée',
        'Tout ou rien : une ligne fautive aurait fait refuser le fichier entier.',
      ].join('\n'),
    );
    const received = await scene.flush();
    expect(received.filter(({ card }) => card.name === 'referent-welcome').map(({ to }) => to)).toEqual([
      'jeanne.martin@choisy.example',
      'ali.benali@choisy.example',
      'luc.noir@nanterre.example',
    ]);
    expect(said(await scene.say('coordinator', 'referent voir nanterre'))).toContain('Nom : Luc Noir');
  });

  it.each([
    ['commas', `${HEADER};${CHOISY}`.replace(/;(?=Choisy)/u, '\n').replaceAll(';', ',')],
    ['tabs', `${HEADER}\n${CHOISY}`.replaceAll(';', '\t')],
    ['the byte-order mark of Excel', `\uFEFF${HEADER}\r\n${CHOISY}\r\n`],
    [
      'accents, capitals and spaces in the header',
      `Collectivité;SIREN;Nom;Fonction;Courriel;Téléphone;Rôle;À compter du\n${CHOISY}`,
    ],
    [
      'columns in another order, unknown ones beside',
      `nom;courriel;telephone;notes;collectivite\nJeanne Martin;jeanne.martin@choisy.example;0148000000;à rappeler;Choisy-le-Roi`,
    ],
    [
      'quotes',
      `${HEADER}\n"Choisy-le-Roi";"";"Jeanne Martin";"Directrice; numérique";"jeanne.martin@choisy.example";"0148000000"`,
    ],
  ])('takes %s', async (_what, fichier) => {
    const { reply } = await imported(fichier);
    expect(said(reply)).toContain(
      'Ligne 2, Choisy-le-Roi : déjà au programme, référent Jeanne Martin (n° REF-2026-0001)',
    );
  });

  it('a comma inside a cell of a semicolon file is text', async () => {
    const { scene } = await imported(
      `${HEADER}\nChoisy-le-Roi;;Jeanne Martin;Directrice, numérique;jeanne.martin@choisy.example;0148000000`,
    );
    expect(said(await scene.say('coordinator', 'referent voir'))).toContain(
      'Fonction : Directrice, numérique',
    );
  });

  it('is all or nothing: every fault is told with its line and its column', async () => {
    const faulty = [
      HEADER,
      CHOISY,
      '',
      'Lyon;;;;;;;',
      'Thiais;219400223;;;;;;',
      ';;Jeanne;;jeanne@ville.example;0148000000;;',
      'Nanterre;;Luc Noir;;luc.noir;12;maire;31/02/2026',
      'Choisy-le-Roi;;Eva Roy;;jeanne.martin@choisy.example;0148000003;;02/04/2026',
      'Vitry-sur-Seine;;Eva Roy;;eva.roy@vitry.example;0148000003;suppleant;',
    ].join('\n');
    const { scene, reply } = await imported(faulty);
    expect(said(reply)).toBe(
      [
        'Import refusé',
        "Rien n'a été importé : 6 lignes à corriger. Corrigez le fichier et importez-le de nouveau en entier.",
        "- Ligne 4, collectivite : Aucune collectivité « Lyon » dans la Métropole (130 communes et 11 EPT). Vérifiez l'orthographe.",
        '- Ligne 5, siren : Le SIREN 219400223 est celui de Choisy-le-Roi, non de Thiais. Celui du répertoire officiel des communes est 219400736.',
        '- Ligne 6, collectivite : Ce renseignement est nécessaire.',
        "- Ligne 7, a-compter-du : « 31/02/2026 » n'est pas une date du calendrier. Écrivez-la sous la forme jj/mm/aaaa, par exemple 31/05/2026.",
        '- Ligne 7, telephone : Ce numéro ne comporte pas 10 chiffres. Exemple : 01 48 00 00 00.',
        "- Ligne 7, courriel : « luc.noir » n'est pas une adresse de courriel. Exemple : prenom.nom@ville.fr.",
        '- Ligne 7, role : « maire » ne figure pas parmi les choix : Référent projet ou Suppléant.',
        "- Ligne 8, courriel : Eva Roy remplit déjà ce rôle. Rien n'a été changé.",
        "- Ligne 9, nom : Vitry-sur-Seine n'a pas encore de référent nominatif : désignez d'abord le référent, puis son suppléant.",
      ].join('\n'),
    );
    expect(formIn(reply).values['fichier']).toBe(faulty);
    expect((await scene.journal()).filter(({ actor }) => actor !== 'system')).toEqual([]);
    expect(await scene.flush()).toEqual([]);
  });

  it('a contact without a name is missing its name', async () => {
    const { reply } = await imported(`${HEADER}\nNanterre;;;;luc.noir@nanterre.example;0148000002;Référent;`);
    expect(said(reply)).toContain('- Ligne 2, nom : Ce renseignement est nécessaire.');
    expect(said(reply)).not.toContain('role');
  });

  it('replaces those in place', async () => {
    const scene = await openStaffedScene();
    await scene.fill('coordinator', 'import', { fichier: `${HEADER}\n${CHOISY}` });
    scene.at('2026-04-01');
    expect(said(await scene.say('coordinator', 'referent voir choisy-le-roi'))).toContain(
      'Nom : Jeanne Martin',
    );
    expect((await scene.flush()).map(({ to, card }) => [to, card.name])).toContainEqual([
      'referent',
      'referent-farewell',
    ]);
  });

  it('one faulty line is one line', async () => {
    const { reply } = await imported(`${HEADER}\nNanterre;;Luc Noir;;luc.noir;12;;`);
    expect(said(reply)).toContain("Rien n'a été importé : 1 ligne à corriger.");
  });

  it('takes the whole register with its référents at once', async () => {
    const lines = register.map(
      ({ name, siren }, index) => `${name};${siren};Personne ${index};;p${index}@ville.example;0148000000;;`,
    );
    const { scene, reply } = await imported([HEADER, ...lines].join('\n'));
    expect(lines).toHaveLength(141);
    expect(said(reply)).toContain('140 collectivités ajoutées, 141 référents désignés.');
    expect(said(reply)).toContain('(n° REF-2026-0141)');
    expect(said(await scene.say('coordinator', 'referent manquants'))).toContain(
      'Chaque collectivité (141) a un référent nominatif.',
    );
  });

  it('the same person for two communes is one person', async () => {
    const { scene } = await imported(
      [HEADER, CHOISY, CHOISY.replace('Choisy-le-Roi;219400223', 'Nanterre;')].join('\n'),
    );
    const recorded = (await scene.journal()).filter(
      ({ type, actor }) => type === 'person-recorded' && actor !== 'system',
    );
    expect(recorded).toHaveLength(1);
    scene.at('2026-04-01');
    const visitor = { email: 'jeanne.martin@choisy.example', accountId: 'web/jeanne' };
    const form = formIn(await scene.say('stranger', 'etape retard', { visitor }));
    expect(form.fields[0]?.options.map(({ label }) => label)).toEqual(['Choisy-le-Roi', 'Nanterre']);
  });

  it('may name nobody new, and need not record anybody', async () => {
    const { scene, reply } = await imported('collectivite\nChoisy-le-Roi');
    expect(said(reply)).toContain('0 collectivité ajoutée, 0 référent désigné.');
    expect((await scene.journal()).filter(({ actor }) => actor !== 'system')).toEqual([]);
  });

  it('needs to know the track', async () => {
    const { scene } = await imported('collectivite\nChoisy-le-Roi');
    const reply = await scene.fill('coordinator', 'import', {
      fichier: 'collectivite\nThiais',
      parcours: 'autre',
    });
    expect(plainSpaces(said(reply))).toContain('Aucun parcours « autre ».');
  });

  it('a long file does not travel in buttons', async () => {
    const { reply } = await imported(`${HEADER}\n${'Choisy-le-Roi;12;;;;;;\n'.repeat(100)}`);
    expect(reply).toMatchObject({ kind: 'refused', card: { actions: [] } });
  });

  it('an empty file has no line', async () => {
    const { reply } = await imported('\uFEFF \n');
    expect(said(reply)).toContain('Ce renseignement est nécessaire.');
  });
});

describe('the beneficiaries of the programme (règlement, art. 3)', () => {
  it('are added with the SIREN of the official register, whatever the spelling', async () => {
    const scene = await openScene();
    const added = await scene.say('coordinator', 'commune ajouter « st mandé »');
    expect(said(added)).toContain(
      'Saint-Mandé (SIREN 219400678) participe désormais au parcours « IA – Administration interne des collectivités ».',
    );
    expect(said(await scene.press('coordinator', 'Voir la fiche'))).toContain(
      'Référent projet : aucun référent nominatif',
    );
    const form = formIn(await scene.press('coordinator', 'Désigner le référent'));
    expect(form.values['commune']).toBe('saint-mande');
  });

  it('may be an EPT', async () => {
    const scene = await openScene();
    await scene.say('coordinator', 'commune ajouter "Est Ensemble"');
    expect(said(await scene.say('coordinator', 'commune voir est ensemble'))).toContain(
      'Nature : établissement public territorial',
    );
  });

  it('show what is known of them', async () => {
    const scene = await openStaffedScene();
    const card = said(await scene.say('deputy', 'commune voir'));
    expect(card).toContain('Délibération : 19/11/2025 n° DEL.25.111, reçue en préfecture le 26/11/2025');
    expect(card).toContain('Référent projet : Amina Diallo\nSuppléant : Paul Durand');
    expect(saidBy((await scene.flush())[0]?.card)).toBe('');
  });

  it('are mended with one button', async () => {
    const scene = await openScene();
    await scene.say('coordinator', 'commune ajouter Thiais siren:219401317');
    expect(said(await scene.press('coordinator', 'Utiliser 219400736'))).toContain(
      'Thiais (SIREN 219400736) participe désormais',
    );
    await scene.say('coordinator', 'commune ajouter Nanterres');
    expect(said(await scene.press('coordinator', 'Nanterre'))).toContain(
      'Nanterre (SIREN 219200508) participe désormais',
    );
  });
});
