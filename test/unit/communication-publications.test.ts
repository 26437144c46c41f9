import { afterAll, describe, expect, it } from '@jest/globals';
import { communicationVerdict } from '../../src/usecases/communication/messages.ts';
import { openStaffedScene, programme, said, shownFaults } from '../support/bot.ts';
import { declare, openCommunicationScene, told } from '../support/communication-scene.ts';
import { behind, cardTo, download, labelsOf, readersOf } from '../support/deliverables.ts';

afterAll(() => expect(shownFaults()).toEqual([]));

const CHECKED = 'mention:absent,account:absent,names:misspelt';
const RIGHT = 'mention:present,account:present,names:present';
const PAGE = 'https://www.choisyleroi.example/actualites/ia';

describe('publication declarer (convention, art. 3)', () => {
  it('is recorded with its number, told to the coordinators, with thanks', async () => {
    const scene = await openStaffedScene();
    const reply = await declare(scene, { lien: PAGE, logotype: 'oui', controle: RIGHT });
    expect(said(reply)).toBe(
      [
        'PUB-2026-0001 : Choisy-le-Roi',
        'Merci. La publication est enregistrée le 12/03/2026 à 10 h 42, sous le n° PUB-2026-0001. La Métropole en est informée et peut la mettre en valeur.',
        'Support : Affiche',
        'Titre : Réunion publique',
        'Parue le : 12/03/2026',
        'Public : Habitants et parties prenantes',
        `Lien : ${PAGE}`,
        'Mention : présente',
        'Noms : justes',
        'Logotype : présent',
        'Convention, art. 3. Règlement, art. 9.',
      ].join('\n'),
    );
    expect(labelsOf(reply)).toEqual([
      'Voir la publication',
      'Déclarer une autre publication',
      'Publications',
    ]);
    expect(await told(scene, 'publication-declared')).toMatchObject([
      {
        publication: 'PUB-2026-0001',
        commune: 'choisy-le-roi',
        publishedOn: '2026-03-12',
        audience: 'public',
        // An account is asked for on social networks alone, whatever the check was made for.
        check: { mention: 'present', account: null, names: 'present' },
        hasLogotype: true,
      },
    ]);
    const left = await scene.flush();
    expect(readersOf(left, 'publication-told')).toEqual(['coordinator', 'otherCoordinator']);
    expect(cardTo(left, 'coordinator', 'publication-told')?.title).toBe(
      'Nouvelle publication\u00a0: Choisy-le-Roi',
    );
    expect(left.map(({ message }) => message.group)).toEqual(Array(2).fill('publication-told:PUB-2026-0001'));
  });

  it('says what is missing and what to do (règlement, art. 9)', async () => {
    const scene = await openStaffedScene();
    const all = said(await declare(scene, { support: 'reseau-social', logotype: 'non', controle: CHECKED }));
    for (const line of [
      'À corriger',
      '- la mention manque : ajoutez « Un projet du programme Appropriation de la Métropole du Grand Paris »',
      "- le compte @Metropole_GrandParis n'est pas mentionné",
      '- un nom du programme ou de la Métropole est à corriger',
      "- le logotype n'y figure pas",
      'Corrigez le support si vous le pouvez encore. Sinon, corrigez le prochain.',
    ])
      expect(all).toContain(line);
    const misspelt = said(
      await declare(scene, {
        titre: 'Autre',
        support: 'reseau-social',
        controle: 'mention:misspelt,account:misspelt,names:present',
      }),
    );
    expect(misspelt).toContain('- la mention est à corriger : « Un projet du programme');
    expect(misspelt).toContain('- le compte est à corriger : @Metropole_GrandParis');
    expect(misspelt).toContain('Logotype : non précisé');
  });

  it('without a check nothing is claimed of the text, nor where the button carries something else', async () => {
    const scene = await openStaffedScene();
    for (const [titre, controle] of [
      ['Une', ''],
      ['Deux', 'mention:present'],
    ] as const) {
      const reply = said(await declare(scene, { titre, controle }));
      expect(reply).toContain("Le texte n'a pas été vérifié ici : la mention et les noms restent à relire.");
      expect(reply).not.toContain('Mention :');
    }
    expect((await told(scene, 'publication-declared')).map(({ check }) => check)).toEqual([null, null]);
  });

  it('what is meant for the staff of the beneficiary is recorded as such; its coordinator hears nothing', async () => {
    const scene = await openStaffedScene();
    await declare(scene, { commune: 'nanterre', public: 'agents', 'parue-le': '02/03/2026' }, 'coordinator');
    expect(await told(scene, 'publication-declared')).toMatchObject([
      { commune: 'nanterre', audience: 'internal', publishedOn: '2026-03-02', url: null, hasLogotype: null },
    ]);
    expect(readersOf(await scene.flush(), 'publication-told')).toEqual(['otherCoordinator']);
  });

  it('the card of the check hands over what it has found, and the text itself for an opinion', async () => {
    const scene = await openCommunicationScene();
    await scene.say('referent', 'texte verifier "Venez nous voir, jeudi" support:reseau-social');
    await scene.press('referent', 'Déclarer la publication');
    await scene.submit('referent', { titre: 'Venez', public: 'habitants' });
    expect(await told(scene, 'publication-declared')).toMatchObject([
      { support: 'reseau-social', check: { mention: 'absent', account: 'absent', names: 'present' } },
    ]);
    await scene.say('referent', 'texte verifier "Venez nous voir, jeudi" support:reseau-social');
    await scene.press('referent', 'Demander un avis');
    await scene.submit('referent', { titre: 'Venez' });
    expect(await told(scene, 'opinion-asked')).toMatchObject([
      { support: 'reseau-social', file: { name: 'texte.txt' }, check: { mention: 'absent' } },
    ]);
  });

  it('the form starts with today', async () => {
    const scene = await openStaffedScene();
    const reply = await scene.open('referent', 'publication declarer', { controle: RIGHT });
    expect(reply).toMatchObject({
      form: { values: { 'parue-le': '2026-03-12' }, hidden: { controle: RIGHT } },
    });
  });

  it('is numbered without gaps, from 1 each year', async () => {
    const scene = await openStaffedScene();
    await declare(scene);
    await declare(scene);
    await declare(scene, { commune: 'nanterre' }, 'foreignReferent');
    scene.at('2027-01-04');
    await declare(scene, {}, 'deputy');
    expect((await told(scene, 'publication-declared')).map(({ publication }) => publication)).toEqual([
      'PUB-2026-0001',
      'PUB-2026-0002',
      'PUB-2027-0001',
    ]);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, string, string]>([
    ['a day to come', { 'parue-le': '13/03/2026' }, 'parue-le', 'Le 13/03/2026 est à venir'],
    ['a file of a disk', { lien: 'file:///affiche.pdf' }, 'lien', "n'est pas une adresse"],
    ['a script', { lien: 'javascript:alert(1)' }, 'lien', "n'est pas une adresse"],
    ['no web address at all', { lien: 'mon site' }, 'lien', "n'est pas une adresse"],
    ['a support that there is none of', { support: 'tract' }, 'support', 'ne figure pas parmi les choix'],
  ])('%s is refused, and nothing is recorded', async (_, changes, field, sentence) => {
    const scene = await openStaffedScene();
    const reply = await declare(scene, changes);
    expect(reply.kind).toBe('refused');
    expect(said(reply)).toContain(sentence);
    expect(reply.kind === 'refused' && Object.keys(reply.form?.errors ?? {})).toEqual([field]);
    expect(await told(scene, 'publication-declared')).toEqual([]);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, boolean]>([
    ['the same support, title and day', { titre: '  réunion PUBLIQUE ', lien: `${PAGE}/2` }, true],
    ['the same page under another title', { titre: 'Autre', lien: PAGE, support: 'site' }, true],
    ['another day', { 'parue-le': '11/03/2026', lien: `${PAGE}/2` }, false],
    ['another support', { support: 'kakemono', lien: `${PAGE}/2` }, false],
  ])('%s: declared already %s', async (_, changes, isKnown) => {
    const scene = await openStaffedScene();
    await declare(scene, { lien: PAGE });
    const reply = await declare(scene, changes, 'deputy');
    expect(said(reply).includes('Déjà déclarée : PUB-2026-0001')).toBe(isKnown);
    if (isKnown)
      expect(said(reply)).toContain(
        "est déjà déclarée : PUB-2026-0001, le 12/03/2026 à 10 h 42 par Amina Diallo. Rien n'a été enregistré de nouveau.",
      );
    expect(await told(scene, 'publication-declared')).toHaveLength(isKnown ? 1 : 2);
    // What one beneficiary has published says nothing of another.
    await declare(scene, { commune: 'nanterre', lien: PAGE }, 'foreignReferent');
    expect(await told(scene, 'publication-declared')).toHaveLength(isKnown ? 2 : 3);
  });

  it('two who declare the same at once: one is recorded, the other is told its number', async () => {
    const scene = await openStaffedScene();
    const replies = await Promise.all([declare(scene), declare(scene, {}, 'deputy')]);
    expect(await told(scene, 'publication-declared')).toHaveLength(1);
    expect(replies.filter((reply) => said(reply).includes('déjà déclarée'))).toHaveLength(1);
  });

  it('is told neither to who is no coordinator any more, nor of a beneficiary that is gone', async () => {
    const scene = await openStaffedScene();
    await declare(scene);
    const [message] = (await scene.messages()).filter(({ topic }) => topic === 'publication-told');
    if (message === undefined) throw new TypeError('nothing is told');
    const referent = await scene.person('referent');
    expect(await scene.verdictOn({ ...message, to: String(referent?.id) })).toEqual({
      kind: 'drop',
      why: 'no-role-left',
    });
    const gone = { ...message.data, publication: 'PUB-2026-0009' };
    expect(await scene.verdictOn({ ...message, data: gone })).toEqual({
      kind: 'drop',
      why: 'publication-gone',
    });
    await scene.load(programme({ beneficiaries: [{ name: 'Thiais' }] }));
    expect(await scene.verdictOn(message)).toEqual({ kind: 'drop', why: 'publication-gone' });
    const { world, settings, now, today } = scene;
    expect(
      communicationVerdict({ world, settings, now, today }, { ...message, topic: 'unheard-of' }),
    ).toEqual({
      kind: 'drop',
      why: 'unknown-topic',
    });
  });
});

describe('publication liste (convention, art. 3)', () => {
  it('a référent sees theirs, a coordinator all of them, the newest first', async () => {
    const scene = await openStaffedScene();
    expect(said(await scene.say('referent', 'publications'))).toBe(
      'Publications\nAucune publication déclarée.\nConvention, art. 3. Règlement, art. 9.',
    );
    expect(labelsOf(await scene.say('coordinator', 'publications'))).toEqual(['Déclarer une publication']);
    await declare(scene, { controle: CHECKED });
    await declare(scene, { support: 'site', titre: 'Page', 'parue-le': '01/03/2026', lien: PAGE });
    await declare(scene, { titre: 'Affiche de mars' });
    await declare(scene, { commune: 'nanterre', support: 'video' }, 'foreignReferent');
    const own = await scene.say('referent', 'publications');
    expect(said(own).split('\n')).toEqual([
      '3 publications',
      '- PUB-2026-0003, Choisy-le-Roi : affiche « Affiche de mars », 12/03/2026, texte non vérifié',
      '- PUB-2026-0001, Choisy-le-Roi : affiche « Réunion publique », 12/03/2026, mention absente, noms à corriger',
      '- PUB-2026-0002, Choisy-le-Roi : site internet « Page », 01/03/2026, texte non vérifié',
      'Convention, art. 3. Règlement, art. 9.',
    ]);
    expect(labelsOf(own)).toEqual(['Déclarer une publication', 'PUB-2026-0002 : Page']);
    const all = await scene.say('coordinator', 'publications');
    expect(said(all)).toContain('4 publications\n- PUB-2026-0004, Nanterre : vidéo « Réunion publique »');
    expect(labelsOf(all)).toContain('Exporter CSV');
    for (const [line, title] of [
      ['publication liste nanterre', '1 publication'],
      ['publication liste choisy-le-roi affiche', '2 publications'],
      ['publication liste support:site', '1 publication'],
      ['publication liste nanterre affiche', 'Publications'],
    ] as const)
      expect(said(await scene.say('coordinator', line)).split('\n')[0]).toBe(title);
  });

  it('shows ten at a time, and turns pages of the same choice', async () => {
    const scene = await openStaffedScene();
    for (let rank = 1; rank <= 11; rank += 1) await declare(scene, { titre: `Affiche ${rank}` });
    await declare(scene, { support: 'video' });
    const first = await scene.say('coordinator', 'publication liste choisy-le-roi affiche');
    expect(said(first)).toContain('11 publications (1/2)\n- PUB-2026-0011');
    const second = await scene.press('coordinator', 'Suite');
    expect(said(second)).toContain('11 publications (2/2)\n- PUB-2026-0001');
    expect(labelsOf(second)).toContain('Précédent');
  });

  it('what spreads over social networks says so of the account', async () => {
    const scene = await openStaffedScene();
    await declare(scene, { support: 'reseau-social', controle: RIGHT });
    await declare(scene, {
      support: 'reseau-social',
      titre: 'Deux',
      controle: 'mention:misspelt,account:none,names:present',
    });
    const list = said(await scene.say('referent', 'publications'));
    expect(list).toContain('mention présente, compte présent');
    expect(list).toContain('mention à corriger, compte à confirmer');
  });

  it('is exported as it was filtered, formulas made inert', async () => {
    const scene = await openStaffedScene({ checkTypography: false });
    await declare(scene, { titre: '=HYPERLINK("http://x")', lien: PAGE, logotype: 'non', controle: CHECKED });
    await declare(scene, { titre: 'Deux', logotype: 'oui' });
    await declare(scene, { commune: 'nanterre', support: 'video', public: 'agents' }, 'foreignReferent');
    const card = await scene.say('coordinator', 'publications');
    if (card.kind !== 'card') throw new TypeError(card.kind);
    const whole = await behind(scene, card.card, 'Exporter CSV');
    expect(whole?.name).toBe('publications-2026-03-12.csv');
    expect(
      String(whole?.body)
        .split('\r\n')
        .map((line) => line.replaceAll('\u00a0', ' ')),
    ).toEqual([
      '\uFEFFNuméro;Parcours;Collectivité;SIREN;Support;Titre;Parue le;Public;Lien;Vérification du texte;Logotype;Déclarée le;Par',
      expect.stringMatching(
        /^PUB-2026-0003;.*;Nanterre;\d{9};Vidéo;Réunion publique;12\/03\/2026;Agents de la collectivité;;texte non vérifié;;12\/03\/2026 à 10 h 42;Zoé Petit$/u,
      ),
      expect.stringContaining(';Deux;12/03/2026;Habitants et parties prenantes;;texte non vérifié;oui;'),
      expect.stringContaining(
        `;"'=HYPERLINK(""http://x"")";12/03/2026;Habitants et parties prenantes;${PAGE};mention absente, noms à corriger;non;`,
      ),
      '',
    ]);
    const part = await scene.say('coordinator', 'publication liste nanterre video');
    if (part.kind !== 'card') throw new TypeError(part.kind);
    const filtered = String((await behind(scene, part.card, 'Exporter CSV'))?.body);
    expect(filtered.split('\r\n')).toHaveLength(3);
    expect(await download(scene, 'referent', { file: 'publications', values: {} })).toBeNull();
  });

  it("another's is refused, in a list as in a declaration (art. 4)", async () => {
    const scene = await openStaffedScene();
    for (const reply of [
      await scene.say('referent', 'publication liste nanterre'),
      await declare(scene, { commune: 'nanterre' }),
    ]) {
      expect(reply.kind).toBe('refused');
      expect(said(reply)).toContain("d'une autre collectivité");
    }
    expect((await scene.say('contractor', 'publications')).kind).toBe('refused');
    expect(
      (
        await scene.ask('referent', {
          kind: 'form',
          command: 'publication liste',
          values: { commune: 'nanterre' },
        })
      ).kind,
    ).toBe('refused');
  });
});
